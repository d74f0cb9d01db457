"""Errors of the domain: each carries a sentence for the person who caused it."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from talenti.base.permissions import Esito

Frase = str | Promise


class ErroreDiDominio(Exception):
    """Something that the rules refuse.

    ``frase`` says what happened, why and what to do (pages.md §5); ``codice`` is stable, for code
    and tests; ``campo`` names the form field that it concerns, if any.
    """

    codice = "errore"

    def __init__(self, frase: Frase, *, codice: str = "", campo: str | None = None) -> None:
        super().__init__(str(frase))
        self.frase = frase
        self.codice = codice or self.codice
        self.campo = campo


class TransizioneNonAmmessa(ErroreDiDominio):
    """The object is not (or no longer) in a state from which the verb starts."""

    codice = "transizione_non_ammessa"


class DatoNonAccettato(ErroreDiDominio):
    """An input that the domain refuses."""

    codice = "dato_non_accettato"


class NonPermesso(ErroreDiDominio):
    """The person may not do this: carries the decision with its reason."""

    codice = "non_permesso"

    def __init__(self, esito: "Esito") -> None:
        super().__init__(esito.frase, codice=esito.codice)
        self.esito = esito
