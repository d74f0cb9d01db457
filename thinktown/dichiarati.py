"""What has been declared of an application so far, beside what is asked: by each person, and of the organisation."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from talenti.base.exceptions import TransizioneNonAmmessa
from talenti.luoghi.models import Comune
from thinktown import fatti, parole
from thinktown.definizione import Chi
from thinktown.enums import Occupazione, RuoloComponente, TipoRequisito
from thinktown.fatti import FUORI, Giorni
from thinktown.models import Componente, Domanda
from thinktown.requisiti import Membro

# As one says it of oneself.
IO = {
    Occupazione.STUDIA: pgettext_lazy("che cosa fai", "Studio"),
    Occupazione.LAVORA: pgettext_lazy("che cosa fai", "Lavoro"),
    Occupazione.SENZA: pgettext_lazy("che cosa fai", "Non ho lavoro"),
}
# A comune of the province, FUORI, or nothing said.
Luogo = Comune | str | None


@dataclass(frozen=True)
class Organizzazione:
    """What is typed of who applies, where the call asks it."""

    sede: Luogo = None
    costituita_il: date | None = None


# ── Asked ─────────────────────────────────────────────────────────────────────────────────────────
def chiusura(domanda: Domanda, istante: datetime) -> date:
    """The day on which the rules that do not say theirs are judged. A call that is out has one."""
    return cast(date, fatti.chiusura(domanda.bando.in_vigore, istante))


def chiesti(domanda: Domanda, componente: Componente, al: date) -> Giorni:
    """Of this person, by what she is in the group today."""
    presenta = componente.ruolo == RuoloComponente.REFERENTE
    return fatti.di_persona(domanda.bando.in_vigore.chi, domanda.proponente, presenta=presenta, al=al)


def chiedibili_alle_organizzazioni(chi: Chi, al: date) -> Giorni:
    """Of whoever may apply, together: the page that asks has the choice of who it is too."""
    return {tipo: giorno for uno in chi.proponenti for tipo, giorno in fatti.di_organizzazione(chi, uno, al=al).items()}


def chiesti_dell_organizzazione(domanda: Domanda, al: date) -> Giorni:
    return fatti.di_organizzazione(domanda.bando.in_vigore.chi, domanda.proponente, al=al)


def richiedi_gli_stessi_giorni(chiesti: Giorni, letti: str) -> None:
    """Nobody declares for a day that she has not read. ``letti``: what the page asked; empty, where no page was."""
    if letti and letti != fatti.impronta(chiesti):
        raise TransizioneNonAmmessa(
            _("Il bando è cambiato mentre scrivevi: ora conta un altro giorno. Rileggi, poi premi di nuovo.")
        )


# ── Still owed ────────────────────────────────────────────────────────────────────────────────────
def dovuti(domanda: Domanda, componente: Componente, al: date) -> Giorni:
    """Not said yet, or said for a day that does not count any more."""
    gia = {TipoRequisito.RESIDENZA: componente.residenza_al, TipoRequisito.OCCUPAZIONE: componente.occupazione_al}
    return {tipo: giorno for tipo, giorno in chiesti(domanda, componente, al).items() if gia[tipo] != giorno}


def dovuti_dell_organizzazione(domanda: Domanda, al: date) -> Giorni:
    """The day on which it began is the same whichever day counts."""
    sue = chiesti_dell_organizzazione(domanda, al)
    manca = {
        TipoRequisito.SEDE: domanda.sede_al != sue.get(TipoRequisito.SEDE),
        TipoRequisito.DA_QUANTO: domanda.costituita_il is None,
    }
    return {tipo: giorno for tipo, giorno in sue.items() if manca[tipo]}


# ── Said ──────────────────────────────────────────────────────────────────────────────────────────
def membro(domanda: Domanda, componente: Componente, al: date) -> Membro:
    """What the rules may be judged on: what she has said, for the day that counts."""
    persona: Any = componente.persona  # whoever is in has an account: a constraint holds it
    detti = set(chiesti(domanda, componente, al)) - set(dovuti(domanda, componente, al))
    return Membro(
        nato_il=persona.nato_il,
        comune=codice(componente, "residenza") if TipoRequisito.RESIDENZA in detti else None,
        occupazione=Occupazione(componente.occupazione) if TipoRequisito.OCCUPAZIONE in detti else None,
    )


def sede(domanda: Domanda, al: date) -> str | None:
    """The ISTAT code of the seat, "" out of the province; None where it is not asked or not said for that day."""
    chiesta = chiesti_dell_organizzazione(domanda, al).get(TipoRequisito.SEDE)
    return codice(domanda, "sede") if chiesta and chiesta == domanda.sede_al else None


def costituita_il(domanda: Domanda, al: date) -> date | None:
    return domanda.costituita_il if TipoRequisito.DA_QUANTO in chiesti_dell_organizzazione(domanda, al) else None


def luogo(di: Componente | Domanda, campo: str) -> Luogo:
    """As a form shows it."""
    return FUORI if getattr(di, f"{campo}_fuori") else getattr(di, campo)


def codice(di: Componente | Domanda, campo: str) -> str | None:
    """As rules and snapshots have it."""
    dove = luogo(di, campo)
    return dove.istat if isinstance(dove, Comune) else "" if dove == FUORI else None


def scritto(campo: str, dove: Luogo, giorno: date | None) -> dict[str, Any]:
    """The columns of a place that somebody has named; without one, empty."""
    return {
        campo: dove if isinstance(dove, Comune) else None,
        f"{campo}_fuori": dove == FUORI,
        f"{campo}_al": giorno if dove else None,
    }


# ── In words, for who said it ─────────────────────────────────────────────────────────────────────
def titolo(giorni: Giorni) -> str:
    """What a page that asks these is called."""
    if len(giorni) > 1:
        return _("Residenza, studio o lavoro")
    return _("La tua residenza") if TipoRequisito.RESIDENZA in giorni else _("Studio o lavoro")


def di_persona(domanda: Domanda, componente: Componente, al: date) -> list[tuple[str, str]]:
    """Hers, for her own eyes: what is asked with its day, and what she has said for it."""
    sua = membro(domanda, componente, al)
    detti = {
        TipoRequisito.RESIDENZA: _in_parole(componente, "residenza") if sua.comune is not None else "",
        TipoRequisito.OCCUPAZIONE: str(IO[sua.occupazione]) if sua.occupazione else "",
    }
    return [(etichetta(tipo, giorno), detti[tipo]) for tipo, giorno in chiesti(domanda, componente, al).items()]


def di_organizzazione(domanda: Domanda, al: date) -> list[tuple[str, str]]:
    nata = costituita_il(domanda, al)
    detti = {
        TipoRequisito.SEDE: _in_parole(domanda, "sede") if sede(domanda, al) is not None else "",
        TipoRequisito.DA_QUANTO: parole.senza_settimana(nata) if nata else "",
    }
    return [(etichetta(tipo, giorno), detti[tipo]) for tipo, giorno in chiesti_dell_organizzazione(domanda, al).items()]


def _in_parole(di: Componente | Domanda, campo: str) -> str:
    dove = luogo(di, campo)
    return _("Fuori dalla provincia di Cremona") if dove == FUORI else str(dove)


_ETICHETTE = {
    TipoRequisito.RESIDENZA: lambda: _("Residenza %(giorno)s"),
    TipoRequisito.OCCUPAZIONE: lambda: _("Studio o lavoro %(giorno)s"),
    TipoRequisito.SEDE: lambda: _("Sede %(giorno)s"),
    TipoRequisito.DA_QUANTO: lambda: _("Da quando esiste l'organizzazione"),
}


_DA_DIRE = {
    TipoRequisito.RESIDENZA: lambda: _("Indica dove hai la residenza %(giorno)s."),
    TipoRequisito.OCCUPAZIONE: lambda: _("Indica se studi o lavori %(giorno)s."),
    TipoRequisito.SEDE: lambda: _("Indica dov'è la sede %(giorno)s."),
    TipoRequisito.DA_QUANTO: lambda: _("Indica da quando esiste l'organizzazione."),
}


def da_dire(giorni: Giorni) -> list[str]:
    """What she has still to say, as it is asked of her."""
    return [_DA_DIRE[tipo]() % {"giorno": parole.al_giorno(giorno)} for tipo, giorno in giorni.items()]


def etichetta(tipo: TipoRequisito, giorno: date) -> str:
    """What a field and a row that show it are called, with the day that counts beside it."""
    return _ETICHETTE[tipo]() % {"giorno": parole.al_giorno(giorno)}
