"""Every kind that a room uses is declared: else its act would fail the day it has somebody to tell."""

import ast
import importlib
from pathlib import Path

import pytest
from django.apps import apps

from talenti.avvisi import tipi
from talenti.avvisi.tipi import Tipo, dichiara


def usati():
    """(module, kind) of every Messaggio written in our applications."""
    for config in apps.get_app_configs():
        cartella = Path(config.path)
        if cartella.is_relative_to(Path(tipi.__file__).parents[2]):
            for file in sorted(cartella.rglob("*.py")):
                yield from _nel_file(file, config.name, cartella)


def _nel_file(file, pacchetto, cartella):
    modulo = ".".join([pacchetto, *file.relative_to(cartella).with_suffix("").parts])
    for nodo in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(nodo, ast.Call) and getattr(nodo.func, "id", "") == "Messaggio":
            tipo = next(parola.value for parola in nodo.keywords if parola.arg == "tipo")
            if isinstance(tipo, ast.Constant):
                yield modulo, tipo.value
            else:
                yield modulo, getattr(importlib.import_module(modulo), tipo.id)


def test_every_kind_in_use_is_declared():
    trovati = set(usati())
    assert {modulo.split(".")[1] for modulo, _tipo in trovati} >= {"rete", "persone", "avvisi"}
    assert {tipo for _modulo, tipo in trovati} <= {tipo.chiave for tipo in tipi.tutti()}


def test_kind_is_declared_once():
    with pytest.raises(ValueError, match="registered twice"):
        dichiara(Tipo("rete", "Rete", "Di nuovo."))


def test_security_is_compulsory():
    assert tipi.tipo("sicurezza").obbligatorio
