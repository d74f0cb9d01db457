"""What changed between two versions of a call, in words: path, before, after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.exceptions import Frase
from talenti.base.templatetags.italiano import data, data_ora, numero
from thinktown.definizione import Definizione

# How each field is called where people read of a change; one that is not here is called by its own name.
NOMI: dict[str, Frase] = {
    "racconto": gettext_lazy("La pagina"),
    "tempi": gettext_lazy("Date"),
    "chi": gettext_lazy("Chi può partecipare"),
    "norme": gettext_lazy("Norme e fondi"),
    "sezioni": gettext_lazy("Sezione"),
    "settori": gettext_lazy("Settore"),
    "parti": gettext_lazy("Domanda"),
    "quesiti": gettext_lazy("Voce"),
    "dichiarazioni": gettext_lazy("Dichiarazione"),
    "criteri": gettext_lazy("Criterio"),
    "graduatoria": gettext_lazy("Graduatoria"),
    "pubblicazione": gettext_lazy("Pubblicazione"),
    "finestre": gettext_lazy("Finestra"),
    "apre": gettext_lazy("apre"),
    "chiude": gettext_lazy("chiude"),
    "requisiti": gettext_lazy("Requisito"),
    "opzioni": gettext_lazy("Risposta"),
    "colonne": gettext_lazy("Colonna"),
    "spareggi": gettext_lazy("A parità di punti"),
    "quote": gettext_lazy("Quota"),
    "titolo": gettext_lazy("titolo"),
    "in_breve": gettext_lazy("in breve"),
    "offre": gettext_lazy("che cosa offre"),
    "per_chi": gettext_lazy("per chi è"),
    "che_cosa_serve": gettext_lazy("che cosa serve"),
    "minuti": gettext_lazy("minuti per compilare"),
    "come_si_sceglie": gettext_lazy("come si sceglie"),
    "dopo": gettext_lazy("che cosa succede dopo"),
    "fondi": gettext_lazy("fondi"),
    "posti": gettext_lazy("posti disponibili"),
    "importo_massimo": gettext_lazy("quanto al massimo per progetto"),
    "cofinanziamento": gettext_lazy("quanto mette chi presenta"),
    "domanda": gettext_lazy("che cosa si chiede"),
    "aiuto": gettext_lazy("spiegazione"),
    "obbligatorio": gettext_lazy("serve per forza"),
    "massimo": gettext_lazy("massimo"),
    "minimo": gettext_lazy("minimo"),
    "peso": gettext_lazy("peso"),
    "soglia": gettext_lazy("soglia"),
    "nome": gettext_lazy("nome"),
    "testo": gettext_lazy("testo"),
    "proponenti": gettext_lazy("chi può presentare"),
    "minori": gettext_lazy("aperto a chi ha meno di 18 anni"),
    "insieme": gettext_lazy("come le schede diventano un punteggio"),
    "tagliate": gettext_lazy("punteggi lasciati fuori, per parte"),
    "concordata": gettext_lazy("punti concordati in seduta"),
    "chiesto": gettext_lazy("voce che dice quanto si chiede"),
    "settore": gettext_lazy("voce che dice il settore"),
    "parziale": gettext_lazy("se i fondi non bastano per intero"),
    "parte_minima": gettext_lazy("parte più piccola, su cento"),
    "riuso": gettext_lazy("quello a cui qualcuno rinuncia"),
    "nel_posto": gettext_lazy("nel posto che si pubblica"),
    "bando": gettext_lazy("codice del bando dei posti"),
}


@dataclass(frozen=True)
class Differenza:
    """``dove`` is the path in words; "" as ``prima`` says that it was not there, as ``dopo`` that it is gone."""

    dove: str
    prima: str
    dopo: str


def differenze(prima: Definizione, dopo: Definizione) -> list[Differenza]:
    """Every value that differs, in the order of the call."""
    return list(_confronta((), prima, dopo))


def _confronta(dove: tuple[str, ...], prima: Any, dopo: Any) -> Iterator[Differenza]:
    if prima == dopo:
        return
    if is_dataclass(prima) and is_dataclass(dopo):
        for campo in fields(prima):
            passo = (*dove, _nome(campo.name))
            yield from _confronta(passo, getattr(prima, campo.name), getattr(dopo, campo.name))
    elif _con_chiave(prima) or _con_chiave(dopo):
        yield from _per_chiave(dove, prima, dopo)
    else:
        yield Differenza(" › ".join(dove), in_parole(prima), in_parole(dopo))


def _per_chiave(dove: tuple[str, ...], prima: Sequence[Any], dopo: Sequence[Any]) -> Iterator[Differenza]:
    """Lists of things with a key: matched by key, so that moving one is not writing all the others anew."""
    di_prima = {una.chiave: una for una in prima}
    di_dopo = {una.chiave: una for una in dopo}
    for chiave in [*di_prima, *(nuova for nuova in di_dopo if nuova not in di_prima)]:
        vecchia, nuova = di_prima.get(chiave), di_dopo.get(chiave)
        passo = (*dove, f"«{_titolo(vecchia or nuova)}»")
        if vecchia is None or nuova is None:
            yield Differenza(" › ".join(passo), in_parole(vecchia), in_parole(nuova))
        else:
            yield from _confronta(passo, vecchia, nuova)
    if list(di_prima) != list(di_dopo) and set(di_prima) == set(di_dopo):
        ordine_prima, ordine_dopo = (", ".join(_titolo(una) for una in lista) for lista in (prima, dopo))
        yield Differenza(" › ".join((*dove, _("ordine"))), ordine_prima, ordine_dopo)


def _con_chiave(valore: Any) -> bool:
    return isinstance(valore, tuple) and bool(valore) and all(hasattr(uno, "chiave") for uno in valore)


def _titolo(cosa: Any) -> str:
    nomi = (getattr(cosa, campo, "") for campo in ("nome", "titolo", "domanda", "testo"))
    return next((str(nome)[:80] for nome in nomi if nome), str(cosa.chiave))


def _nome(campo: str) -> str:
    return str(NOMI.get(campo, campo.replace("_", " ")))


def in_parole(valore: Any) -> str:
    """A value as a person reads it."""
    if valore is None or valore == "":
        return ""
    if isinstance(valore, bool):
        return _("sì") if valore else _("no")
    if isinstance(valore, TextChoices):
        return str(valore.label)
    if isinstance(valore, datetime):
        return data_ora(valore)
    if isinstance(valore, date):
        return data(valore)
    if isinstance(valore, int | Decimal):
        return numero(valore)
    if isinstance(valore, tuple):
        return "; ".join(in_parole(uno) for uno in valore)
    if is_dataclass(valore):
        scritti = (in_parole(getattr(valore, campo.name)) for campo in fields(valore) if campo.name != "chiave")
        return ", ".join(scritto for scritto in scritti if scritto)
    return str(valore)
