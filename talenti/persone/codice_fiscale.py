"""Reading a codice fiscale, omocodes included, and saying where it differs from what is known.

A wrong check character blocks; a difference only warns (adoptions, names registered otherwise,
places that changed): the person may confirm that it is her own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.it import codicefiscale, iva

from talenti.base.exceptions import Frase
from talenti.luoghi.nomi import normalizza

_PERSONA = re.compile(r"^[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$")
_PROVVISORIO = re.compile(r"^[0-9]{11}$")
_MESI = "ABCDEHLMPRST"
# Two people with the same code: digits, from the right, become letters (D.M. 23 December 1976).
_CIFRE = str.maketrans("LMNPQRSTUV", "0123456789")
_GIORNO_FEMMINILE = 40
_VOCALI = set("AEIOU")


@dataclass(frozen=True)
class Letto:
    """What a 16-character code says. ``nato_il`` is of this century or the last: the code does not say."""

    cognome: str
    nome: str
    anno: int
    mese: int
    giorno: int
    sesso: str
    luogo: str

    def e_nato_il(self, giorno: date) -> bool:
        return (giorno.year % 100, giorno.month, giorno.day) == (self.anno, self.mese, self.giorno)


def pulisci(testo: str) -> str:
    return re.sub(r"[\s.\-]", "", testo).upper()


def valida(testo: str) -> str:
    """The code in its one spelling, or ValidationError with a sentence."""
    codice = pulisci(testo)
    if _PROVVISORIO.match(codice):
        if not iva.is_valid(codice):
            raise ValidationError(
                _("L'ultima cifra non torna: ricontrolla il codice fiscale provvisorio, sono 11 cifre.")
            )
        return codice
    if not _PERSONA.match(codice):
        raise ValidationError(
            _("Il codice fiscale ha 16 lettere e cifre (11 cifre se è provvisorio). Lo trovi sulla tessera sanitaria.")
        )
    if codicefiscale.calc_check_digit(codice[:-1]) != codice[-1]:
        raise ValidationError(_("L'ultima lettera non torna con le altre: ricontrolla il codice fiscale."))
    return codice


def leggi(codice: str) -> Letto | None:
    """The parts of a valid 16-character code; None of a temporary one, which says nothing."""
    if not _PERSONA.match(codice):
        return None
    anno, giorno = int(codice[6:8].translate(_CIFRE)), int(codice[9:11].translate(_CIFRE))
    femminile = giorno > _GIORNO_FEMMINILE
    return Letto(
        cognome=codice[:3],
        nome=codice[3:6],
        anno=anno,
        mese=_MESI.index(codice[8]) + 1,
        giorno=giorno - _GIORNO_FEMMINILE if femminile else giorno,
        sesso="F" if femminile else "M",
        luogo=codice[11] + codice[12:15].translate(_CIFRE),
    )


def sigla_cognome(cognome: str) -> str:
    consonanti, vocali = _lettere(cognome)
    return (consonanti + vocali + "XXX")[:3]


def sigla_nome(nome: str) -> str:
    consonanti, vocali = _lettere(nome)
    if len(consonanti) > 3:
        return consonanti[0] + consonanti[2:4]
    return (consonanti + vocali + "XXX")[:3]


def _lettere(testo: str) -> tuple[str, str]:
    lettere = [c for c in normalizza(testo).upper() if c.isalpha()]
    return "".join(c for c in lettere if c not in _VOCALI), "".join(c for c in lettere if c in _VOCALI)


def differenze(
    codice: str, *, nome: str = "", cognome: str = "", nato_il: date | None = None, sesso: str = "", luogo: str = ""
) -> dict[str, Frase]:
    """Where the code says otherwise than what is known: key → sentence. Empty when nothing differs."""
    letto = leggi(codice)
    return dict(_differenze(letto, nome, cognome, nato_il, sesso, luogo)) if letto else {}


def _differenze(
    letto: Letto, nome: str, cognome: str, nato_il: date | None, sesso: str, luogo: str
) -> Iterator[tuple[str, Frase]]:
    if cognome and sigla_cognome(cognome) != letto.cognome:
        yield "cognome", _("Le lettere del cognome sono diverse da quelle che ci aspettiamo.")
    if nome and sigla_nome(nome) != letto.nome:
        yield "nome", _("Le lettere del nome sono diverse da quelle che ci aspettiamo.")
    if nato_il and not letto.e_nato_il(nato_il):
        yield "nato_il", _("La data di nascita è diversa da quella del tuo profilo.")
    if sesso and sesso != letto.sesso:
        yield "sesso", _("Il sesso all'anagrafe è diverso da quello che conosciamo.")
    if luogo and luogo.upper() != letto.luogo:
        yield "luogo", _("Il luogo di nascita è diverso da quello che conosciamo.")
