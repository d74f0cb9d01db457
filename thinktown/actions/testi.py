"""What people write, judged the same way whatever door it comes through."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base.exceptions import DatoNonAccettato


def accettato(testo: str, *, campo: str, massimo: int, se_manca: str) -> str:
    """The text without the blanks around it, or the refusal that stands beside its field."""
    pulito = testo.strip()
    if not pulito:
        raise DatoNonAccettato(se_manca, codice="vuoto", campo=campo)
    if len(pulito) > massimo:
        raise DatoNonAccettato(_troppo_lungo(len(pulito), massimo), codice="lungo", campo=campo)
    return pulito


def _troppo_lungo(quanti: int, massimo: int) -> str:
    troppi = quanti - massimo
    return ngettext(
        "Al massimo %(massimo)s caratteri: ne hai scritto %(troppi)s di troppo. Accorcia il testo.",
        "Al massimo %(massimo)s caratteri: ne hai scritti %(troppi)s di troppo. Accorcia il testo.",
        troppi,
    ) % {"massimo": massimo, "troppi": troppi}


def motivo_accettato(motivo: str, massimo: int) -> str:
    return accettato(
        motivo,
        campo="motivo",
        massimo=massimo,
        se_manca=_("Scrivi il motivo: chi lo riceve deve poter capire."),
    )
