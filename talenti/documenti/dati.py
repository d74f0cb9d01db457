"""What this room holds of a person: the files that she sent."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from talenti.base.cartelle import TREGUA, spazza
from talenti.base.exceptions import Frase
from talenti.base.files import FileRovinato
from talenti.base.registries import Conservazione, DatiPersonali
from talenti.documenti.actions import elimina
from talenti.documenti.models import FileCaricato
from talenti.documenti.queries import contenuto


def _file_di(persona: Any) -> Any:
    return FileCaricato.objects.presenti().filter(proprietario=persona).order_by("pk")


def esporta(persona: Any) -> list[dict[str, Any]]:
    return [
        {
            "nome": file.nome,
            "nell_archivio": _nome_in_archivio(file),
            "tipo": file.tipo,
            "byte": file.byte,
            "sha256": file.sha256,
            "caricato_il": file.caricato_il.isoformat(),
        }
        for file in _file_di(persona)
    ]


def file(persona: Any) -> Iterator[tuple[str, bytes]]:
    for uno in _file_di(persona):
        try:
            yield _nome_in_archivio(uno), contenuto(uno)
        except FileRovinato:
            # Said in the log already: one broken file does not deny a person all the others.
            continue


def _nome_in_archivio(file: FileCaricato) -> str:
    # Two files may have one name.
    return f"{file.pk}-{file.nome}"


def chiudi(persona: Any) -> list[Frase]:
    """Her own files go; those that belong to an organisation or an act stay with it, without her name."""
    for uno in _file_di(persona).filter(oggetto_tipo="persone.persona"):
        elimina(uno, da=persona)
    restano = _file_di(persona).update(proprietario=None)
    if not restano:
        return []
    return [
        ngettext(
            "Resta %(n)s file che hai caricato per un’organizzazione: fa parte dei suoi atti, senza il tuo nome.",
            "Restano %(n)s file che hai caricato per un’organizzazione: fanno parte dei suoi atti, senza il tuo nome.",
            restano,
        )
        % {"n": restano}
    ]


DATI_PERSONALI = DatiPersonali(
    chiave="documenti",
    etichetta=gettext_lazy("File che hai caricato"),
    esporta=esporta,
    chiudi=chiudi,
    file=file,
)

CONSERVAZIONI = {
    "documenti": Conservazione(
        "documenti",
        gettext_lazy("I tuoi file finché hai un account; quelli di un’organizzazione finché servono ai suoi atti."),
        resta="the account's closing erases one's own; those of an organisation are part of its acts",
    ),
    "documenti.orfani": Conservazione(
        "documenti",
        gettext_lazy("Quello che resta di un caricamento interrotto, un giorno."),
        periodo=TREGUA,
        cancella=spazza,
    ),
}
