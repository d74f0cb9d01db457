"""Who reads the private files of a call: acts that are being prepared, templates to fill in."""

from typing import Any

from talenti.documenti.models import FileCaricato
from thinktown.models import Bando
from thinktown.rules import scrive_bandi


def chi_legge(persona: Any, file: FileCaricato) -> bool:
    """Who follows the call; once it is out, anybody with an account for what its questions ask to fill in."""
    bando = Bando.objects.filter(pk=file.oggetto_id).first()
    if bando is None:
        return False
    if scrive_bandi(persona, bando):
        return True
    return bando.pubblico and any(quesito.modello == file.codice for quesito in bando.in_vigore.quesiti())
