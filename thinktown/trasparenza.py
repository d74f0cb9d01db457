"""What of a grant everybody reads, for how long, and from which sum on: pure, judged each time that it is shown.

Sources: D.lgs. 33/2013 artt. 7-bis, 8 c. 3, 26–27; Garante, guidelines of 15 May 2014 (doc. web 3134436). Never an
address, a bank account, the tax code of a person; never a name from which health or hardship could be read, nor that of
somebody whose sums of the year the law does not ask to publish.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from thinktown.enums_registri import SOGLIA_CONTRIBUTI, NaturaBeneficiario
from thinktown.models.benefici import ANNI_IN_PUBBLICO

# A tax code of sixteen characters is a person's, whatever the name of her business.
_CIFRE_DI_UN_ENTE = 11


@dataclass(frozen=True)
class Somma:
    """One grant as the detector reads it: by whom, to whom, in which year, how much."""

    ente: int
    chi: str
    anno: int
    importo: Decimal


def oltre_soglia(somme: Iterable[Somma]) -> set[tuple[int, str, int]]:
    """(body, beneficiary, calendar year) of those who in that year receive more than a thousand euro, all acts summed.

    Each of their acts is then published by name, and has no effect before it is.
    """
    totali: dict[tuple[int, str, int], Decimal] = defaultdict(Decimal)
    for una in somme:
        totali[una.ente, una.chi, una.anno] += una.importo
    return {chi for chi, totale in totali.items() if totale > SOGLIA_CONTRIBUTI}


def somma_di(beneficio: Any) -> Somma:
    """To whom: an organisation by its tax code, whatever its name; else the person whom the money reaches."""
    ente = beneficio.bando.partner_id
    chi = f"persona:{beneficio.persona_id}" if beneficio.persona_id else f"ente:{beneficio.codice_fiscale}"
    return Somma(ente, chi, beneficio.atto_data.year, beneficio.importo)


def chiave_di(beneficio: Any) -> tuple[int, str, int]:
    somma = somma_di(beneficio)
    return somma.ente, somma.chi, somma.anno


# ── What is shown ─────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Mostrato:
    """The beneficiary as the public reads it. ``solo_codice``: nothing beside the code says who it is."""

    nome: str
    codice_fiscale: str = ""
    solo_codice: bool = False


def mostra(beneficio: Any, *, codice: str, disagio: bool, oltre: bool, minorenne: bool = False) -> Mostrato:
    """``disagio``: the call is for people in need; ``oltre``: above the threshold of the year; ``codice``: by which the
    group knows itself, and nobody else does."""
    if disagio or beneficio.riservato or minorenne:
        return Mostrato(codice, solo_codice=True)
    fiscale = beneficio.codice_fiscale
    if len(fiscale) == _CIFRE_DI_UN_ENTE and fiscale.isdigit():
        return Mostrato(beneficio.nome, fiscale)
    # Under it no rule asks for the name of a person, hence none allows it (art. 7-bis c. 3).
    if not oltre:
        return Mostrato(codice, solo_codice=True)
    if beneficio.natura == NaturaBeneficiario.GRUPPO:
        return Mostrato(f"{beneficio.nome} ({beneficio.chi_riceve})")
    return Mostrato(beneficio.nome)


# ── For how long ──────────────────────────────────────────────────────────────────────────────────
def non_piu_dal(atto_data: date) -> date:
    """The first day on which it is no longer online: five years from the 1st of January after the act."""
    return date(atto_data.year + 1 + ANNI_IN_PUBBLICO, 1, 1)
