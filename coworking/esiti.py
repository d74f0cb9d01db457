"""What a booking can be refused for: each with a stable code and its sentence."""

from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio


class PostoPreso(ErroreDiDominio):
    """Somebody else has the place: a normal outcome, which the page answers with other places and times."""

    codice = "preso"

    def __init__(self) -> None:
        super().__init__(_("Questo posto è stato preso un momento fa. Scegli un altro orario, o un altro spazio."))


class NonPrenotabile(DatoNonAccettato):
    """The span, the number of people or the person's other bookings do not allow it."""

    codice = "non_prenotabile"
