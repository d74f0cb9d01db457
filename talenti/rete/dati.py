"""Tax codes of organisations: two fields, each with its own sentence."""

import re

from django.utils.translation import gettext as _
from stdnum.it import codicefiscale, iva

from talenti.base.exceptions import DatoNonAccettato


def partita_iva_pulita(testo: str) -> str:
    """Eleven digits with their check digit, or the sentence that says what is wrong."""
    cifre = re.sub(r"[\s.\-]", "", testo).upper().removeprefix("IT")
    if not cifre:
        return ""
    if not re.fullmatch(r"[0-9]{11}", cifre):
        raise DatoNonAccettato(_("La partita IVA ha 11 cifre. Controlla di averle scritte tutte."), campo="partita_iva")
    if not iva.is_valid(cifre):
        raise DatoNonAccettato(
            _("Questa partita IVA non torna: almeno una cifra è diversa. Controllala su una fattura."),
            campo="partita_iva",
        )
    return cifre


def codice_fiscale_pulito(testo: str) -> str:
    """Eleven digits (bodies) or sixteen characters (a person's business), checked."""
    codice = re.sub(r"[\s.\-]", "", testo).upper()
    if not codice:
        return ""
    if not re.fullmatch(r"[0-9]{11}|[A-Z0-9]{16}", codice):
        raise DatoNonAccettato(
            _("Il codice fiscale di un'organizzazione ha 11 cifre; quello di una persona 16 caratteri."),
            campo="codice_fiscale",
        )
    if not (iva.is_valid(codice) if len(codice) == 11 else codicefiscale.is_valid(codice)):
        raise DatoNonAccettato(
            _("Questo codice fiscale non torna: almeno un carattere è diverso. Copialo dal certificato."),
            campo="codice_fiscale",
        )
    return codice
