"""What a commission is told of its sittings, minutes and sheets still to sign. Imported by ThinktownConfig.ready().

Subjects name no person and no project; of which applications a sitting speaks, a mail says nothing.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base.clock import a_roma
from talenti.base.permissions import attore_in_parole
from talenti.base.templatetags.italiano import data_breve, data_ora, numero, ora
from talenti.registro.annunci import Messaggio, avvisa
from thinktown.collegio import chi_firma
from thinktown.commissari import da_firmare
from thinktown.emails import Dati
from thinktown.enums_valutazione import RuoloCommissario
from thinktown.models import Commissario, Commissione, Seduta, Verbale
from thinktown.tipi import COMMISSIONI


def _siede(seduta: Seduta) -> list[Commissario]:
    """Who is expected: who votes, who writes the minutes, and substitutes who take a place on some application."""
    posti = seduta.commissione.commissari.filter(al__isnull=True, persona__is_active=True)
    chiamati = set(
        posti.filter(supplenze__finita_il__isnull=True, supplenze__isnull=False).values_list("pk", flat=True)
    )
    tutti = posti.select_related("persona").order_by("pk")
    return [uno for uno in tutti if uno.ruolo != RuoloCommissario.SUPPLENTE or uno.pk in chiamati]


def _quando(seduta: Seduta) -> str:
    giorno = a_roma(seduta.quando)
    return f"{data_breve(giorno.date())}, {ora(seduta.quando)}"


def _dettagli(seduta: Seduta) -> Iterator[str]:
    yield _("Quando: %(quando)s (ora italiana). Finisce verso le %(fine)s.") % {
        "quando": data_ora(seduta.quando),
        "fine": ora(seduta.fine),
    }
    if seduta.dove:
        yield _("Dove: %(dove)s.") % {"dove": seduta.dove}
    if seduta.collegamento:
        yield _("A distanza: il collegamento è nella pagina della seduta.")
    yield _("Il bando: %(bando)s.") % {"bando": seduta.commissione.bando}


def _calendario(seduta: Seduta) -> str:
    """The link of the entry, so that opening it again moves or takes away what is there."""
    url = reverse("thinktown:seduta_ics", args=[seduta.commissione.bando.slug, seduta.n])
    return f"{settings.INDIRIZZO_SITO}{url}"


def _a(uno: Commissario, seduta: Seduta, oggetto: str, *testo: str) -> Messaggio:
    return Messaggio(
        persona=uno.persona,
        tipo=COMMISSIONI,
        oggetto=oggetto,
        testo=tuple(frase for frase in testo if frase),
        azione=(_("Apri la seduta"), seduta.get_absolute_url()),
    )


# ── Sittings ──────────────────────────────────────────────────────────────────────────────────────
@avvisa("thinktown.seduta", "convoca")
def convocata(_t: Any, seduta: Seduta, _dati: Dati) -> Iterator[Messaggio]:
    for uno in _siede(seduta):
        yield _a(
            uno,
            seduta,
            _("La commissione si riunisce: %(quando)s") % {"quando": _quando(seduta)},
            _(
                "Segna la data. Se non puoi esserci, dillo subito a chi presiede: "
                "sulle domande si decide solo se ci siete tutti."
            ),
            *_dettagli(seduta),
            _("Per metterla nel tuo calendario: %(indirizzo)s") % {"indirizzo": _calendario(seduta)},
        )


@avvisa("thinktown.seduta", "sposta")
def spostata(_t: Any, seduta: Seduta, dati: Dati) -> Iterator[Messaggio]:
    for uno in _siede(seduta):
        yield _a(
            uno,
            seduta,
            _("Seduta spostata: %(quando)s") % {"quando": _quando(seduta)},
            _("È cambiato il momento o il posto: ricontrolla tutti e due."),
            *_dettagli(seduta),
            _("Perché: %(motivo)s") % {"motivo": dati["motivo"]},
            _("Per spostarla nel tuo calendario: %(indirizzo)s") % {"indirizzo": _calendario(seduta)},
        )


@avvisa("thinktown.seduta", "annulla")
def annullata(_t: Any, seduta: Seduta, dati: Dati) -> Iterator[Messaggio]:
    for uno in _siede(seduta):
        yield _a(
            uno,
            seduta,
            _("Seduta annullata: %(quando)s") % {"quando": _quando(seduta)},
            _("Non devi fare niente: la commissione non si riunisce."),
            _("Perché: %(motivo)s") % {"motivo": dati["motivo"]},
            _("Il bando: %(bando)s.") % {"bando": seduta.commissione.bando},
            _("Per toglierla dal tuo calendario: %(indirizzo)s") % {"indirizzo": _calendario(seduta)},
        )


# ── Minutes ───────────────────────────────────────────────────────────────────────────────────────
def _verbale(verbale: Verbale) -> str:
    return reverse("thinktown:verbale", args=[verbale.seduta.commissione.bando.slug, verbale.seduta.n])


def _del_verbale(verbale: Verbale, persona: Any, oggetto: str, *testo: str) -> Messaggio:
    seduta = verbale.seduta
    della = _("Seduta n. %(n)s della commissione del bando «%(bando)s», %(quando)s.") % {
        "n": seduta.n,
        "bando": seduta.commissione.bando,
        "quando": data_ora(seduta.quando),
    }
    azione = (_("Apri il verbale"), _verbale(verbale))
    return Messaggio(persona=persona, tipo=COMMISSIONI, oggetto=oggetto, testo=(*testo, della), azione=azione)


@avvisa("thinktown.verbale", "propone")
def da_firmare_il_verbale(t: Any, verbale: Verbale, _dati: Dati) -> Iterator[Messaggio]:
    for uno in chi_firma(verbale.seduta):
        if uno.persona.is_active and t.attore != attore_in_parole(uno.persona):
            yield _del_verbale(
                verbale,
                uno.persona,
                _("Un verbale da firmare"),
                _("Leggi il verbale: se va bene firmalo, se no rimandalo con che cosa correggere."),
            )


@avvisa("thinktown.verbale", "rimanda")
def rimandato(t: Any, verbale: Verbale, dati: Dati) -> Iterator[Messaggio]:
    """To who writes it: the secretary, or the president where there is none."""
    scrivono = verbale.seduta.commissione.commissari.filter(
        al__isnull=True, ruolo=RuoloCommissario.SEGRETARIO, persona__is_active=True
    )
    for uno in scrivono.select_related("persona"):
        if t.attore != attore_in_parole(uno.persona):
            yield _del_verbale(
                verbale,
                uno.persona,
                _("Un verbale da correggere"),
                _("Chi lo deve firmare lo ha rimandato: %(motivo)s") % {"motivo": dati["motivo"]},
            )


@avvisa("thinktown.verbale", "approva")
def approvato(_t: Any, verbale: Verbale, _dati: Dati) -> Iterator[Messaggio]:
    for uno in _siede(verbale.seduta):
        yield _del_verbale(
            verbale,
            uno.persona,
            _("Il verbale di una seduta è firmato"),
            _("Da adesso non si cambia più. Non devi fare niente."),
        )


# ── Sheets still to sign ──────────────────────────────────────────────────────────────────────────
@avvisa("thinktown.commissione", "ricorda")
def ricordata(_t: Any, commissione: Commissione, _dati: Dati) -> Iterator[Messaggio]:
    """Who has something left, each with her own number."""
    poi = commissione.fase_che_segue()
    for uno in commissione.commissari.di_oggi().filter(persona__is_active=True).select_related("persona"):
        uno.commissione = commissione
        quante = da_firmare(uno).count()
        if not quante:
            continue
        frase = ngettext(
            "Ti resta %(n)s domanda da valutare e firmare.", "Ti restano %(n)s domande da valutare e firmare.", quante
        )
        entro = _("Fallo prima di %(quando)s (ora italiana).") % {"quando": data_ora(poi.dal)} if poi else ""
        yield Messaggio(
            persona=uno.persona,
            tipo=COMMISSIONI,
            oggetto=_("Hai ancora schede da firmare"),
            testo=tuple(
                riga
                for riga in (
                    frase % {"n": numero(quante)},
                    entro,
                    _("Il bando: %(bando)s.") % {"bando": commissione.bando},
                )
                if riga
            ),
            azione=(_("Continua"), reverse("thinktown:commissione", args=[commissione.bando.slug])),
        )
