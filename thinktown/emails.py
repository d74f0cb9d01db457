"""What people are told of calls. Imported by ThinktownConfig.ready().

Each function runs once for every language of its readers, so plain gettext is right here. No words of who asks are
copied: they are read where they are kept, as long as they are kept.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.avvisi.tipi import Tipo, dichiara
from talenti.base.clock import a_roma
from talenti.base.templatetags.italiano import data_breve, data_ora
from talenti.registro.annunci import Messaggio, avvisa
from talenti.rete import ruoli
from talenti.rete.models import Appartenenza, Partner
from thinktown.models import Bando, Chiarimento, Delega, Incarico, RichiestaAiuto

TIPO = dichiara(
    Tipo(
        "bandi",
        gettext_lazy("Bandi"),
        gettext_lazy("I chiarimenti e l'aiuto che chiedi, o che ti chiedono."),
    )
).chiave

Dati = dict[str, Any]


def _con_permesso(partner: Partner, permesso: str) -> Q:
    """The people whom a role of today lets use it in that organisation."""
    righe = Appartenenza.objects.efficaci().filter(partner=partner, ruolo__in=ruoli.con_permesso(permesso))
    return Q(pk__in=righe.values("persona"))


def _persone(quali: Q) -> QuerySet[Any]:
    return get_user_model()._default_manager.filter(quali, is_active=True).order_by("pk")


def lavorano_al_bando(bando: Bando) -> QuerySet[Any]:
    """Who works on calls in the body, the officers of this one, and who stands in for them today."""
    incarichi = Incarico.objects.di_oggi().filter(bando=bando)
    incaricate = Q(pk__in=incarichi.values("persona"))
    al_loro_posto = Q(pk__in=Delega.objects.di_oggi().filter(incarico__in=incarichi).values("a"))
    return _persone(_con_permesso(bando.partner, "thinktown.scrive_bandi") | incaricate | al_loro_posto)


def aiutano(partner: Partner) -> QuerySet[Any]:
    return _persone(_con_permesso(partner, "thinktown.aiuta_chi_presenta"))


Azione = tuple[str, str]


def _a(persona: Any, oggetto: str, testo: Iterable[str], azione: Azione) -> Messaggio:
    return Messaggio(persona=persona, tipo=TIPO, oggetto=oggetto, testo=tuple(testo), azione=azione)


def _nei_chiarimenti(bando: Bando, parole: str) -> Azione:
    return parole, reverse("thinktown:chiarimenti", args=[bando.slug])


def _nella_mia_richiesta(richiesta: RichiestaAiuto, parole: str) -> Azione:
    return parole, reverse("thinktown:aiuto", args=[richiesta.bando.slug])


def _allo_sportello(richiesta: RichiestaAiuto) -> Azione:
    return _("Apri la richiesta"), reverse("thinktown:richiesta", args=[richiesta.partner.slug, richiesta.codice])


def _giorno(bando: Bando) -> str:
    return data_breve(a_roma(bando.chiude_il).date())


def _del_bando(bando: Bando) -> str:
    return _("Il bando: %(bando)s. La scadenza: %(quando)s.") % {"bando": bando, "quando": data_ora(bando.chiude_il)}


def _niente_da_fare() -> str:
    return _("Non devi fare niente.")


# ── Questions ─────────────────────────────────────────────────────────────────────────────────────
@avvisa("thinktown.chiarimento", "chiedi")
def chiesto(_t: Any, chiarimento: Chiarimento, _dati: Dati) -> Iterator[Messaggio]:
    for persona in lavorano_al_bando(chiarimento.bando):
        yield _a(
            persona,
            _("Chiarimento chiesto: il bando chiude %(giorno)s") % {"giorno": _giorno(chiarimento.bando)},
            (_("Rispondi prima della scadenza: la risposta la leggono tutti."), _del_bando(chiarimento.bando)),
            (_("Leggi e rispondi"), reverse("admin:thinktown_chiarimento_scheda", args=[chiarimento.pk])),
        )


def _a_chi_ha_chiesto(chiarimento: Chiarimento, oggetto: str, bottone: str, *testo: str) -> Iterator[Messaggio]:
    """Nobody is told once the account is closed."""
    if chiarimento.persona is not None:
        azione = _nei_chiarimenti(chiarimento.bando, bottone)
        yield _a(chiarimento.persona, oggetto, (*testo, _del_bando(chiarimento.bando)), azione)


@avvisa("thinktown.chiarimento", "rispondi")
def risposto(_t: Any, chiarimento: Chiarimento, _dati: Dati) -> Iterator[Messaggio]:
    yield from _a_chi_ha_chiesto(
        chiarimento,
        _("Il chiarimento che hai chiesto ha una risposta"),
        _("Leggi la risposta"),
        _niente_da_fare(),
        _("La risposta è pubblica, nella pagina del bando. Il tuo nome non si vede."),
    )


@avvisa("thinktown.chiarimento", "respingi")
def respinto(_t: Any, chiarimento: Chiarimento, dati: Dati) -> Iterator[Messaggio]:
    yield from _a_chi_ha_chiesto(
        chiarimento,
        _("Il chiarimento che hai chiesto non è pubblicato"),
        _("Apri i chiarimenti"),
        _("L'ufficio ha deciso di non pubblicarlo: non riguarda il bando, o non si può mostrare a tutti."),
        _("Il motivo: %(motivo)s") % {"motivo": dati["motivo"]},
        _("Finché il bando è aperto puoi chiedere altro."),
    )


@avvisa("thinktown.chiarimento", "correggi")
def corretto(_t: Any, chiarimento: Chiarimento, _dati: Dati) -> Iterator[Messaggio]:
    yield from _a_chi_ha_chiesto(
        chiarimento,
        _("È cambiata la risposta a un chiarimento che hai chiesto"),
        _("Leggi la risposta"),
        _("Rileggi la risposta, nella pagina del bando: vale quella di adesso."),
    )


# ── Help ──────────────────────────────────────────────────────────────────────────────────────────
@avvisa("thinktown.richiestaaiuto", "chiedi_aiuto")
def aiuto_chiesto(_t: Any, richiesta: RichiestaAiuto, _dati: Dati) -> Iterator[Messaggio]:
    for persona in aiutano(richiesta.partner):
        yield _a(
            persona,
            _("Serve aiuto per un bando che chiude %(giorno)s") % {"giorno": _giorno(richiesta.bando)},
            (_("Prendi la richiesta, se puoi rispondere tu."), _del_bando(richiesta.bando)),
            _allo_sportello(richiesta),
        )


@avvisa("thinktown.richiestaaiuto", "prendi")
def aiuto_preso(_t: Any, richiesta: RichiestaAiuto, _dati: Dati) -> Iterator[Messaggio]:
    yield _a(
        richiesta.persona,
        _("La tua richiesta di aiuto è stata presa"),
        (
            _niente_da_fare(),
            _("Ti risponde una persona di %(partner)s.") % {"partner": richiesta.partner},
            _del_bando(richiesta.bando),
        ),
        _nella_mia_richiesta(richiesta, _("Apri la richiesta")),
    )


@avvisa("thinktown.richiestaaiuto", "rispondi_aiuto")
def aiuto_dato(_t: Any, richiesta: RichiestaAiuto, _dati: Dati) -> Iterator[Messaggio]:
    yield _a(
        richiesta.persona,
        _("La tua richiesta di aiuto ha una risposta"),
        (
            _("Leggi la risposta di %(partner)s: la vedi solo tu.") % {"partner": richiesta.partner},
            _del_bando(richiesta.bando),
        ),
        _nella_mia_richiesta(richiesta, _("Leggi la risposta")),
    )


@avvisa("thinktown.richiestaaiuto", "ritira_aiuto")
def aiuto_ritirato(_t: Any, richiesta: RichiestaAiuto, _dati: Dati) -> Iterator[Messaggio]:
    """Only who had taken it: for the others it is a request less to read."""
    if richiesta.presa_da is not None:
        yield _a(
            richiesta.presa_da,
            _("Una richiesta di aiuto che avevi preso è ritirata"),
            (_niente_da_fare(), _del_bando(richiesta.bando)),
            _allo_sportello(richiesta),
        )
