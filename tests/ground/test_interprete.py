"""The environment is made with the faster Python of two, and with this one when in doubt."""

import sys
from pathlib import Path

import pytest
from _prepara import interpreter


@pytest.fixture
def pythons(tmp_path, monkeypatch):
    """This Python and the system's, as programs that answer what they are told; returns the two paths."""

    def make(this, system):
        paths = []
        for name, says in (("questo", this), ("sistema", system)):
            path = tmp_path / name
            path.write_text(f"#!/bin/sh\n{says}\n")
            path.chmod(0o755)
            paths.append(path)
        monkeypatch.setattr(interpreter.sys, "executable", str(paths[0]))
        monkeypatch.setattr(interpreter, "SYSTEM", paths[1])
        return [str(path) for path in paths]

    return make


@pytest.mark.parametrize(
    ("system", "chosen"),
    [
        ("echo 3 11 0.05", 1),
        ("echo 3 13 0.05", 1),
        ("echo 3 11 0.09", 0),  # not enough to be felt
        ("echo 3 10 0.05", 0),  # too old
        ("exit 1", 0),  # without venv or ensurepip
    ],
)
def test_il_piu_veloce(pythons, system, chosen):
    both = pythons("echo 3 11 0.1", system)

    assert interpreter.fastest() == both[chosen]


def test_il_sistema_non_c_e(pythons, monkeypatch):
    this, _ = pythons("echo 3 11 0.1", "echo 3 11 0.05")
    monkeypatch.setattr(interpreter, "SYSTEM", Path("/nessuno/python3"))

    assert interpreter.fastest() == this


def test_questo_e_il_sistema(pythons, monkeypatch):
    this, _ = pythons("exit 1", "exit 1")
    monkeypatch.setattr(interpreter, "SYSTEM", Path(this))

    assert interpreter.fastest() == this


def test_un_python_vero_si_misura():
    assert 0 < interpreter.seconds(sys.executable) < 30
