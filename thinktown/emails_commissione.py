"""What the members of a commission are told, and the office of their conflicts. Imported by ThinktownConfig.ready().

Each function runs once for every language of its readers, so plain gettext is right here. Subjects name no person and
no project; nobody but the office is told who has a conflict, and with what.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base.clock import a_roma
from talenti.base.permissions import attore_in_parole
from talenti.base.templatetags.italiano import data_breve, data_ora, numero
from talenti.registro.annunci import Messaggio, avvisa
from talenti.rete import ruoli
from talenti.rete.models import Appartenenza
from thinktown.emails import TIPO, Dati
from thinktown.enums_valutazione import TITOLARI, RuoloCommissario, TipoFase
from thinktown.models import Bando, Commissario, Commissione, Incarico, Supplenza
from thinktown.models.bandi import RuoloIncarico
from thinktown.queries import chi_lo_segue
from thinktown.tipi import COMMISSIONI


def _a(uno: Commissario, oggetto: str, *testo: str) -> Messaggio:
    """To her desk; who has left reads the page of the call."""
    bando = uno.commissione.bando
    ha_scrivania = uno.al is None
    scrivania = (_("Apri la tua scrivania"), reverse("thinktown:commissione", args=[bando.slug]))
    return Messaggio(
        persona=uno.persona,
        tipo=COMMISSIONI,
        oggetto=oggetto,
        testo=(*(frase for frase in testo if frase), _quale(bando)),
        azione=scrivania if ha_scrivania else (_("Apri il bando"), bando.get_absolute_url()),
    )


def _quale(bando: Bando) -> str:
    return _("Il bando: %(bando)s.") % {"bando": bando}


def _chi(bando: Bando) -> str:
    """Whom to speak to: a person's name, last."""
    segue, ente = chi_lo_segue(bando), bando.partner
    if segue:
        return _("Per parlarne: %(chi)s, %(ente)s.") % {"chi": segue, "ente": ente}
    return _("Per parlarne: %(ente)s.") % {"ente": ente}


def _posti(commissione: Commissione, persone: list[int]) -> list[Commissario]:
    """The seats of these people today; one who has closed her account in this very moment is told nothing."""
    suoi = commissione.commissari.filter(al__isnull=True, persona__in=persone, persona__is_active=True)
    return list(suoi.select_related("persona").order_by("pk"))


# ── Named, changed ────────────────────────────────────────────────────────────────────────────────
@avvisa("thinktown.commissione", "nomina")
def nominati(_t: Any, commissione: Commissione, dati: Dati) -> Iterator[Messaggio]:
    for uno in _posti(commissione, [una["persona"] for una in dati["chi"]]):
        yield _nomina(uno, commissione)


def _nomina(uno: Commissario, commissione: Commissione) -> Messaggio:
    return _a(
        uno,
        _("Ti hanno nominato in una commissione che valuta"),
        _("La commissione valuta le domande di un bando. Il tuo posto: %(ruolo)s, per %(ente)s.")
        % {"ruolo": RuoloCommissario(uno.ruolo).label.lower(), "ente": uno.rappresenta},
        _che_cosa_fa(uno, commissione),
        _("Se non puoi, o se hai una ragione per non accettare, dillo subito. %(chi)s")
        % {"chi": _chi(commissione.bando)},
    )


def _che_cosa_fa(uno: Commissario, commissione: Commissione) -> str:
    entro = _entro(commissione)
    if commissione.fase is not None and entro:
        prima = _("Per cominciare, dichiara su ogni domanda se hai conflitti. Finché non l'hai fatto non apri niente.")
    elif commissione.fase is not None:
        prima = _("Prima di aprire le domande, dichiara su ognuna se hai conflitti.")
    else:
        prima = _("Per ora non devi fare niente: ti scriviamo quando cominciano le dichiarazioni.")
    if uno.ruolo in TITOLARI:
        return prima
    if uno.ruolo == RuoloCommissario.SEGRETARIO:
        return " ".join((prima, _("Aiuti la commissione a lavorare e scrivi i verbali. Non dai punti.")))
    return " ".join((prima, _("Dai punti solo alle domande su cui prendi il posto di un'altra persona.")))


@avvisa("thinktown.commissione", "cambia")
def cambiata(_t: Any, commissione: Commissione, dati: Dati) -> Iterator[Messaggio]:
    if "esce" in dati:
        usciti = commissione.commissari.filter(al__isnull=False, persona=dati["esce"]["persona"])
        esce = usciti.filter(persona__is_active=True).select_related("persona").last()
        if esce is not None:
            yield _a(
                esce,
                _("Non fai più parte di una commissione"),
                _("Da adesso un atto dell'ente mette fine al tuo posto. Non devi fare niente."),
                _("Le schede che hai firmato restano. Le domande non le apri più."),
                _chi(commissione.bando),
            )
    if "entra" in dati:
        for uno in _posti(commissione, [dati["entra"]["persona"]]):
            yield _nomina(uno, commissione)


# ── The dates ─────────────────────────────────────────────────────────────────────────────────────
def _dal(commissione: Commissione, tipo: TipoFase) -> datetime | None:
    return next((una.dal for una in commissione.fasi.all() if una.tipo == tipo), None)


def _entro(commissione: Commissione) -> datetime | None:
    """Before when one declares: what follows opens the applications."""
    return _dal(commissione, TipoFase.DA_SOLI)


@avvisa("thinktown.commissione", "programma")
def programmata(t: Any, commissione: Commissione, _dati: Dati) -> Iterator[Messaggio]:
    dal, entro = _dal(commissione, TipoFase.DICHIARA), _entro(commissione)
    if dal is None:
        return
    gia = dal < t.quando
    oggetto = (
        _("Le date della valutazione sono cambiate")
        if gia
        else _("Commissione: si dichiara da %(giorno)s") % {"giorno": data_breve(a_roma(dal).date())}
    )
    for uno in commissione.commissari.di_oggi().filter(persona__is_active=True).select_related("persona"):
        yield _a(uno, oggetto, *_da_quando(dal, entro, gia))


def _da_quando(dal: datetime, entro: datetime | None, gia: bool) -> Iterator[str]:
    quando = {"dal": data_ora(dal), "entro": data_ora(entro)}
    if gia:
        yield _("Se non hai ancora dichiarato su ogni domanda, fallo prima di cominciare a valutare.")
    else:
        yield _("Da %(dal)s dichiara, domanda per domanda, se hai un conflitto di interessi.") % quando
    if entro is not None:
        yield _("Dichiara prima di %(entro)s: da allora si aprono le domande, a chi ha dichiarato su tutte.") % quando


# ── Conflicts ─────────────────────────────────────────────────────────────────────────────────────
def rispondono(bando: Bando) -> Any:
    """Who may call a substitute: who runs the body's calls, and who answers for this one."""
    con = ruoli.con_permesso("thinktown.pubblica_bandi")
    dell_ente = Appartenenza.objects.efficaci().filter(partner=bando.partner, ruolo__in=con).values("persona")
    responsabile = Incarico.objects.di_oggi().filter(bando=bando, ruolo=RuoloIncarico.RESPONSABILE).values("persona")
    persone = get_user_model()._default_manager.filter(is_active=True)
    return persone.filter(Q(pk__in=dell_ente) | Q(pk__in=responsabile)).order_by("pk")


@avvisa("thinktown.commissione", "dichiara")
def dichiarati(t: Any, commissione: Commissione, dati: Dati) -> Iterator[Messaggio]:
    quanti = sum(1 for una in dati.get("dichiarate", ()) if una["conflitto"])
    if not quanti:
        return
    bando = commissione.bando
    frase = ngettext(
        "Chi valuta ha dichiarato un conflitto su %(n)s domanda.",
        "Chi valuta ha dichiarato un conflitto su %(n)s domande.",
        quanti,
    )
    for persona in rispondono(bando):
        if t.attore == attore_in_parole(persona):
            continue
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=_("Un conflitto dichiarato in una commissione"),
            testo=(
                frase % {"n": numero(quanti)},
                _("Guarda se un posto resta vuoto: in quel caso chiama un supplente, solo su quella domanda."),
                _quale(bando),
            ),
            azione=(_("Apri la commissione"), reverse("admin:thinktown_bando_commissione", args=[bando.pk])),
        )


@avvisa("thinktown.commissione", "supplisce")
def chiamata(_t: Any, _commissione: Commissione, dati: Dati) -> Iterator[Messaggio]:
    """Whose place it is, and why it is empty, she is not told."""
    sua = Supplenza.objects.filter(
        domanda=dati["domanda"], supplente=dati["supplente"], finita_il__isnull=True, supplente__persona__is_active=True
    )
    una = sua.select_related("supplente__persona").first()
    if una is not None:
        yield _a(
            una.supplente,
            _("Valuti una domanda al posto di un'altra persona"),
            _("Su una domanda un posto della commissione è vuoto, e lo prendi tu: dai i punti come gli altri."),
            _("Vale solo per quella domanda. La trovi fra quelle da valutare, nei giorni della valutazione."),
        )
