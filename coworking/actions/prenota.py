"""Booking, and giving a booking back."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coworking import queries
from coworking.actions.comune import blocca_spazio, e_di_un_altro, libera, occupa
from coworking.actions.risposte import scade
from coworking.enums import POLITICHE, QUOTE, TIENE_IL_POSTO, Stato, Vendita
from coworking.esiti import NonPrenotabile, PostoPreso
from coworking.models import Prenotazione, Regole, Spazio
from coworking.orari import Aperture, aperte, dopo, e_un_momento
from talenti.base.clock import a_roma, adesso
from talenti.base.codici import nuovo_codice
from talenti.base.exceptions import TransizioneNonAmmessa
from talenti.base.permissions import Sistema, richiedi
from talenti.base.pronte import CHIAVE, Dati, Pronta, inserisci, inserisci_dati
from talenti.base.templatetags.italiano import data_ora
from talenti.registro.actions import atto, registra_nascita

# How often the whole transaction is tried when the database gives one of two crossing ones up.
_TENTATIVI = 3


@dataclass(frozen=True)
class Richiesta:
    """What somebody asks to book: the same words for the page, the mail link, the importer."""

    dal: datetime
    al: datetime
    scopo: str
    persone: int = 1
    intero: bool = False
    regole: int | None = None
    gettone: str = ""


def prenota(spazio: Spazio, richiesta: Richiesta, *, da: Any) -> Prenotazione:
    """Hold a place for ``da``: confirmed at once, or asked to the host where the kind or the host wants so.

    The same ``gettone`` by the same person is the same booking. Raises PostoPreso when somebody else has it,
    NonPrenotabile (code, sentence, field) when the rules say no, NonPermesso when this person may not.
    """
    richiedi(da, "coworking.prenota", spazio)
    for tentativo in range(1, _TENTATIVI + 1):
        try:
            with transaction.atomic():
                return _prenota(spazio, richiesta, da)
        except (IntegrityError, OperationalError) as errore:
            if not e_di_un_altro(errore):
                raise
            if isinstance(errore, IntegrityError) or tentativo == _TENTATIVI:
                raise PostoPreso from errore
    raise PostoPreso


@Pronta
def _persona_chiusa(d: Dati) -> QuerySet[Any]:
    return get_user_model().objects.select_for_update(no_key=True).filter(pk=d.uno("pk", CHIAVE))


def _prenota(spazio: Spazio, richiesta: Richiesta, da: Any) -> Prenotazione:
    persona = _persona_chiusa(pk=da.pk)[0]
    sue = queries.di_persona(persona, richiesta.gettone)
    for una in sue:
        if una.gettone == richiesta.gettone:
            return una
    spazio = blocca_spazio(spazio)
    richiedi(persona, "coworking.prenota", spazio)
    giorno, ultimo = a_roma(richiesta.dal).date(), a_roma(richiesta.al).date()
    aperture = Aperture([spazio], giorno, ultimo)
    regole = queries.regole_in_vigore(spazio)
    for regola in REGOLE:
        regola(spazio, richiesta, aperture)
    _regole_lette(richiesta, regole)
    _posto_per_un_altra(spazio, richiesta, sue)
    istanti = aperte(spazio, richiesta.dal, richiesta.al, aperture)
    poi = dopo(richiesta.al, spazio.politica.dopo)
    posti = _scegli(spazio, richiesta, _posti(spazio, [*istanti, *poi]))
    prenotazione = _scrivi(spazio, richiesta, persona, regole)
    legami = [{"prenotazione_id": prenotazione.pk, "postazione_id": posto} for posto in posti]
    inserisci_dati(Prenotazione.postazioni.through, legami)
    occupa(posti, istanti, poi=poi, prenotazione=prenotazione)
    registra_nascita(
        prenotazione,
        "prenota",
        da=da,
        dati={"dal": richiesta.dal.isoformat(), "al": richiesta.al.isoformat(), "persone": richiesta.persone},
    )
    return prenotazione


def _posti(spazio: Spazio, istanti: Sequence[datetime]) -> queries.Posti:
    """The seats at these instants. Whoever needs the place closes the overdue requests that still seem to hold it."""
    posti = queries.posti_a(spazio, istanti)
    for rivale in Prenotazione.objects.filter(pk__in=posti.rivali).order_by("pk") if posti.rivali else ():
        # Closed meanwhile by the sweep, or by who needs it too: what counts is that it holds nothing any more.
        with suppress(TransizioneNonAmmessa):
            scade(rivale, da=Sistema("prenotazioni"))
    return posti


def _scegli(spazio: Spazio, richiesta: Richiesta, posti: queries.Posti) -> list[int]:
    """The keys of the seats that are free all the time; PostoPreso when there are too few."""
    liberi = posti.liberi
    if richiesta.intero or spazio.vendita == Vendita.INTERO:
        if len(liberi) < len(posti.tutti):
            raise PostoPreso
        return liberi
    if len(liberi) < richiesta.persone:
        raise PostoPreso
    return liberi[: richiesta.persone]


def _scrivi(spazio: Spazio, richiesta: Richiesta, persona: Any, regole: Regole | None) -> Prenotazione:
    ora, politica = adesso(), spazio.politica
    aspetta = politica.conferma or persona.e_minorenne
    prenotazione = Prenotazione(
        persona=persona,
        spazio=spazio,
        stato=Stato.RICHIESTA if aspetta else Stato.CONFERMATA,
        unita=politica.unita,
        dal=richiesta.dal,
        al=richiesta.al,
        persone=richiesta.persone,
        intero=richiesta.intero,
        scopo=richiesta.scopo.strip(),
        regole=regole,
        prezzo=spazio.prezzo_in_parole,
        gettone=richiesta.gettone or nuovo_codice(),
        attende_tutore=persona.e_minorenne,
        chiesta_il=ora,
        scade_il=min(ora + politica.risposta, richiesta.dal) if aspetta else None,
        annulla_entro=max(ora, richiesta.dal - politica.disdetta),
        decisa_il=None if aspetta else ora,
    )
    inserisci([prenotazione])
    return prenotazione


# ── What the rules refuse, one each ───────────────────────────────────────────────────────────────
def _nel_futuro(spazio: Spazio, richiesta: Richiesta, _aperture: Aperture) -> None:
    ora, politica = adesso(), spazio.politica
    if richiesta.dal < ora:
        raise NonPrenotabile(_("Questo orario è già passato. Scegline uno che deve ancora venire."), codice="passato")
    if richiesta.dal < ora + politica.preavviso:
        prima = ora + politica.preavviso
        raise NonPrenotabile(
            _("Qui serve preavviso: il primo momento che puoi prenotare è dopo %(quando)s.")
            % {"quando": data_ora(prima)},
            codice="preavviso",
        )
    if richiesta.dal > ora + politica.anticipo:
        raise NonPrenotabile(
            _("È troppo presto: qui si prenota al massimo %(n)s giorni prima.") % {"n": politica.anticipo.days},
            codice="troppo_presto",
        )


def _un_momento_intero(spazio: Spazio, richiesta: Richiesta, aperture: Aperture) -> None:
    if not aperte(spazio, richiesta.dal, richiesta.al, aperture):
        raise NonPrenotabile(
            _("In quell'orario lo spazio è chiuso. Scegli fra gli orari della pagina."), codice="chiuso"
        )
    if not e_un_momento(spazio, richiesta.dal, richiesta.al, aperture):
        raise NonPrenotabile(
            _("Questo spazio non si prenota così. Scegli fra gli orari della pagina."), codice="fuori_orario"
        )


def _quanti_ce_ne_stanno(spazio: Spazio, richiesta: Richiesta, _aperture: Aperture) -> None:
    if richiesta.intero and not spazio.si_prenota_intero:
        raise NonPrenotabile(_("Questo spazio si prenota a posti, non tutto intero."), codice="non_intero")
    if not 1 <= richiesta.persone <= spazio.capienza:
        raise NonPrenotabile(
            ngettext(
                "Qui c'è posto per %(n)s persona. Scrivi quante siete, da 1 in su.",
                "Qui c'è posto per %(n)s persone. Scrivi quante siete, da 1 in su.",
                spazio.capienza,
            )
            % {"n": spazio.capienza},
            codice="quante_persone",
            campo="persone",
        )


def _regole_lette(richiesta: Richiesta, in_vigore: Regole | None) -> None:
    if in_vigore is not None and in_vigore.versione != richiesta.regole:
        raise NonPrenotabile(
            _("Le regole della casa sono cambiate mentre prenotavi. Leggile e dì di nuovo che vanno bene."),
            codice="regole",
            campo="regole",
        )


def _scopo_scritto(_spazio: Spazio, richiesta: Richiesta, _aperture: Aperture) -> None:
    if not richiesta.scopo.strip():
        raise NonPrenotabile(_("Scrivi in poche parole che cosa ci farai."), codice="scopo", campo="scopo")


def _posto_per_un_altra(spazio: Spazio, richiesta: Richiesta, sue: Sequence[Prenotazione]) -> None:
    """The person's own bookings that are not over yet: none at the same time, and not more than the quota."""
    for altra in sue:
        if altra.dal < richiesta.al and altra.al > richiesta.dal:
            raise NonPrenotabile(
                _("A quell'ora hai già prenotato: %(spazio)s, %(quando)s. Annulla l'altra, o scegli un altro orario.")
                % {"spazio": altra.spazio, "quando": data_ora(altra.dal)},
                codice="in_due_posti",
            )
    secchio = spazio.politica.secchio
    if sum(POLITICHE[altra.spazio.tipo].secchio == secchio for altra in sue) >= QUOTE[secchio]:
        raise NonPrenotabile(
            _("Hai già %(n)s prenotazioni di questo genere (%(genere)s). Usane una, o annullala, e poi prenota questa.")
            % {"n": QUOTE[secchio], "genere": secchio.label},
            codice="quota",
        )


Regola = Callable[[Spazio, Richiesta, Aperture], None]
REGOLE: tuple[Regola, ...] = (
    _nel_futuro,
    _un_momento_intero,
    _quanti_ce_ne_stanno,
    _scopo_scritto,
)


# ── Giving it back ────────────────────────────────────────────────────────────────────────────────
def annulla(prenotazione: Prenotazione, *, da: Any, motivo: str = "") -> None:
    """Who booked gives the place back, until the kind's term; a request not answered yet, until it begins."""
    with atto(prenotazione, "annulla", da=da, motivo=motivo, insieme={"decisa_il": adesso()}) as passo:
        termine = prenotazione.annulla_entro
        if passo.da_stato == Stato.CONFERMATA and passo.quando > termine:
            raise NonPrenotabile(
                _("Si poteva annullare fino a %(quando)s. Scrivi a chi ospita: può liberare il posto lui.")
                % {"quando": data_ora(termine)},
                codice="troppo_tardi",
            )
        libera(prenotazione)


def annulla_tutte(persona: Any) -> None:
    """Who closes her account gives back what is to come, whatever the term to cancel."""
    da_venire = Prenotazione.objects.filter(persona=persona, stato__in=TIENE_IL_POSTO, dal__gt=adesso())
    for prenotazione in da_venire.order_by("pk"):
        with atto(prenotazione, "annulla", da=persona, insieme={"decisa_il": adesso()}):
            libera(prenotazione)


def dimentica(prenotazioni: QuerySet[Prenotazione]) -> int:
    """Take the purposes written away from the bookings. Returns how many had one."""
    return prenotazioni.exclude(scopo="").update(scopo="")
