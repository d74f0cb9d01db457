"""Protocol numbers as bodies write them: what two ways of writing one have in common, what looks wrong in one.

Sources: DPR 445/2000 art. 53; DPCM 3 December 2013 (rules for protocol registers) art. 57: at least seven digits, from
the first one again each year. Bodies differ, so the text is kept and what is odd is said, not refused.
"""

import re
from datetime import date

from django.utils.translation import gettext as _

from talenti.base.exceptions import DatoNonAccettato

NUMERO_MASSIMO = 40
CIFRE = 7
_SCRITTO = re.compile(r"[0-9A-Za-z][0-9A-Za-z ./_-]*", re.ASCII)
_PEZZI = re.compile(r"[0-9]+|[A-Z]+", re.ASCII)
# Words that say that it is a number, not which one.
_NON_DICONO = {"PROT", "PROTOCOLLO", "N", "NR", "NUM", "NUMERO"}
_ANNO = re.compile(r"(19|20)[0-9]{2}", re.ASCII)


def pulito(scritto: str) -> str:
    """As it is written, without blanks around and two in a row; or the refusal that stands beside its field."""
    numero = " ".join(scritto.split())
    if not numero:
        raise DatoNonAccettato(_("Scrivi il numero di protocollo."), codice="vuoto", campo="numero")
    if len(numero) > NUMERO_MASSIMO:
        raise DatoNonAccettato(
            _("Il numero di protocollo ha al massimo %(n)s caratteri.") % {"n": NUMERO_MASSIMO},
            codice="lungo",
            campo="numero",
        )
    if not _SCRITTO.fullmatch(numero) or not any(segno.isdigit() for segno in numero):
        raise DatoNonAccettato(
            _("Scrivi il numero come nel registro: cifre, e se servono lettere, punti, barre o trattini."),
            codice="segni",
            campo="numero",
        )
    return numero


def _pezzi(numero: str, anno: int) -> list[str]:
    """Its digits and letters; without the year, where something else is left to tell it by."""
    pezzi = [pezzo for pezzo in _PEZZI.findall(numero.upper()) if pezzo not in _NON_DICONO]
    senza = [pezzo for pezzo in pezzi if pezzo != str(anno)]
    return senza if any(pezzo.isdigit() for pezzo in senza) else pezzi


def confronto(numero: str, anno: int) -> str:
    """The same for «0012345», «12345/2026» and «Prot. n. 12345» of 2026."""
    return ".".join(pezzo.lstrip("0") or "0" for pezzo in _pezzi(numero, anno))


def avvertenze(numero: str, data: date) -> list[str]:
    """What whoever typed it should look at again."""
    cifre = [pezzo for pezzo in _pezzi(numero, data.year) if pezzo.isdigit()]
    frasi = []
    if max(map(len, cifre)) < CIFRE:
        frasi.append(
            _("Ha meno di %(n)s cifre: nei registri di protocollo di solito sono almeno %(n)s. Ricontrollalo.")
            % {"n": CIFRE}
        )
    altri_anni = [pezzo for pezzo in cifre if _ANNO.fullmatch(pezzo)] if len(cifre) > 1 else []
    if altri_anni:
        frasi.append(
            _("Nel numero si legge %(letto)s, ma la data è del %(anno)s. Ricontrollalo.")
            % {"letto": altri_anni[0], "anno": data.year}
        )
    return frasi
