"""Relations that decide beside the roles: who is named officer of a call, and who may not judge her own work."""

from typing import Any

from django.db.models import Exists
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.permissions import DA_ANONIMO, SENZA_RUOLO, SI, Esito, concesso, no, regola
from talenti.documenti.models import FileCaricato
from talenti.rete.enums import Stato as StatoPartner
from thinktown.enums import RuoloComponente, StatoBando, StatoComponente, StatoDomanda
from thinktown.models import (
    Bando,
    Chiarimento,
    Componente,
    Delega,
    Domanda,
    Incarico,
    Provvedimento,
    RichiestaAiuto,
    VoceRichiesta,
)
from thinktown.models.bandi import RuoloIncarico


def _incaricata(persona: Any, bando: Any, *ruoli: str) -> bool:
    """Is she named officer of this call today, or does she stand in for one (in one of these ways; in any, without)?"""
    if not isinstance(bando, Bando) or not getattr(persona, "pk", None):
        return False
    incarichi = Incarico.objects.di(persona).filter(bando=bando)
    return (incarichi.filter(ruolo__in=ruoli) if ruoli else incarichi).exists()


@regola("thinktown.scrive_bandi")
def scrive_bandi(persona: Any, oggetto: Any) -> Esito | bool:
    """Who works on calls in the body, and the officers of this one. ``oggetto``: a Bando, or a new one's Partner."""
    if concesso(persona, "thinktown.scrive_bandi", oggetto) or _incaricata(persona, oggetto):
        return SI
    return SENZA_RUOLO


@regola("thinktown.verifica_bandi")
def verifica_bandi(persona: Any, bando: Bando) -> Esito | bool:
    if concesso(persona, "thinktown.verifica_bandi", bando) or _incaricata(persona, bando, RuoloIncarico.RESPONSABILE):
        return SI
    return SENZA_RUOLO


@regola("thinktown.pubblica_bandi")
def pubblica_bandi(persona: Any, bando: Bando) -> Esito | bool:
    """Who runs the body, or answers for this call; never who has sent it to be checked: two people read it."""
    if not (
        concesso(persona, "thinktown.pubblica_bandi", bando) or _incaricata(persona, bando, RuoloIncarico.RESPONSABILE)
    ):
        return SENZA_RUOLO
    if bando.stato == StatoBando.IN_VERIFICA and bando.mandato_da_id == persona.pk:
        return no("proprio", _("Questo bando l'hai mandato in verifica tu: lo rilegge e lo pubblica un'altra persona."))
    return SI


# ── Who follows it, and who stands in for her ─────────────────────────────────────────────────────
def nominata(persona: Any, bando: Bando, *ruoli: str) -> bool:
    """Is she herself named officer of this call today (in one of these ways; in any, without)?"""
    if not getattr(persona, "pk", None):
        return False
    suoi = Incarico.objects.di_oggi().filter(bando=bando, persona=persona)
    return (suoi.filter(ruolo__in=ruoli) if ruoli else suoi).exists()


@regola("thinktown.da_incarichi")
def da_incarichi(persona: Any, bando: Bando) -> Esito | bool:
    """Who may publish it by a power of her own. Who stands in for somebody names nobody: her days would have no end."""
    if concesso(persona, "thinktown.pubblica_bandi", bando) or nominata(persona, bando, RuoloIncarico.RESPONSABILE):
        return pubblica_bandi(persona, bando)
    if _incaricata(persona, bando, RuoloIncarico.RESPONSABILE):
        return no(
            "sostituisce", _("Qui sostituisci un'altra persona: gli incarichi li dà lei, o chi amministra l'ente.")
        )
    return SENZA_RUOLO


@regola("thinktown.delega_incarico")
def delega_incarico(persona: Any, bando: Bando) -> Esito | bool:
    """Who is named, of what is hers: what was left to her she does not pass on."""
    if nominata(persona, bando):
        return SI
    if _incaricata(persona, bando):
        return no("sostituisce", _("Qui sostituisci un'altra persona: il suo incarico non si passa ad altri."))
    return no("senza_incarico", _("Non hai un incarico su questo bando: non c'è niente da lasciare ad altri."))


@regola("thinktown.toglie_delega")
def toglie_delega(persona: Any, delega: Delega) -> Esito | bool:
    """Who gave it, who has it, and who gives appointments on that call."""
    if getattr(persona, "pk", None) in (delega.incarico.persona_id, delega.a_id):
        return SI
    return da_incarichi(persona, delega.incarico.bando)


# ── Applications ──────────────────────────────────────────────────────────────────────────────────
@regola("thinktown.presenta")
def presenta(persona: Any, bando: Bando) -> Esito | bool:
    """Whoever has an account; who is under age only where the call lets her. When is asked of the instants."""
    if not getattr(persona, "is_authenticated", False):
        return DA_ANONIMO
    if persona.e_minorenne and not bando.in_vigore.chi.minori:
        return no("minorenne", _("Questo bando è per chi ha già 18 anni."))
    return SI


def _nel_gruppo(persona: Any, domanda: Domanda, *ruoli: str) -> bool:
    """Is she in the group today, in one of these ways?"""
    if not getattr(persona, "pk", None):
        return False
    return Componente.objects.attivi().filter(domanda=domanda, persona=persona, ruolo__in=ruoli).exists()


@regola("thinktown.scrive_domanda")
def scrive_domanda(persona: Any, domanda: Domanda) -> Esito | bool:
    if _nel_gruppo(persona, domanda, RuoloComponente.REFERENTE, RuoloComponente.SCRIVE):
        return SI
    return no("non_scrive", _("In questa domanda puoi leggere, non scrivere: chiedi a chi parla per il gruppo."))


def legge_file_di_domanda(persona: Any, file: FileCaricato) -> Esito | bool:
    """Who is in the group; the office, once it was sent and only what was sent."""
    domanda = Domanda.objects.select_related("bando").filter(pk=file.oggetto_id).first()
    if domanda is None:
        return False
    if _nel_gruppo(persona, domanda, *RuoloComponente.values):
        return True
    if domanda.stato == StatoDomanda.BOZZA or not scrive_bandi(persona, domanda.bando):
        return False
    if Domanda.objects.filter(pk=domanda.pk).in_conflitto(persona).exists():
        return False
    inviati = (uno for invio in domanda.invii.all() for uno in invio.contenuto["file"])
    return any(uno["codice"] == file.codice for uno in inviati)


def legge_file_di_provvedimento(persona: Any, file: FileCaricato) -> Esito | bool:
    """The letter of what was told: its group, the office. A file of an answer: the office once it was sent."""
    provvedimento = Provvedimento.objects.comunicati().select_related("domanda__bando").filter(pk=file.oggetto_id)
    uno = provvedimento.first()
    if uno is None:
        return False
    if _nel_gruppo(persona, uno.domanda, *RuoloComponente.values):
        return True
    if not scrive_bandi(persona, uno.domanda.bando):
        return False
    return hasattr(file, "documento") or (uno.risposto_il is not None and uno.voci.filter(file=file).exists())


def legge_file_messo_da_parte(persona: Any, file: FileCaricato) -> bool:
    """Taken out of an answer: nobody but its group, whatever was sent afterwards."""
    voce = VoceRichiesta.objects.select_related("provvedimento__domanda").filter(pk=file.oggetto_id).first()
    return voce is not None and _nel_gruppo(persona, voce.provvedimento.domanda, *RuoloComponente.values)


@regola("thinktown.invia_domanda")
def invia_domanda(persona: Any, domanda: Domanda) -> Esito | bool:
    """Who speaks for the group, and is of age: what she sends binds it (c.c. art. 2)."""
    if not _nel_gruppo(persona, domanda, RuoloComponente.REFERENTE):
        return no("non_referente", _("La domanda la invia chi parla per il gruppo."))
    if persona.e_minorenne:
        return no("minorenne", _("La domanda la invia una persona del gruppo che ha già 18 anni."))
    return SI


@regola("thinktown.compone_gruppo")
def compone_gruppo(persona: Any, domanda: Domanda) -> Esito | bool:
    """Who speaks for the group, whatever her age: asking people in binds nobody."""
    if not _nel_gruppo(persona, domanda, RuoloComponente.REFERENTE):
        return no("non_referente", _("Il gruppo lo mette insieme chi parla per il gruppo."))
    return SI


@regola("thinktown.risponde_all_invito")
def risponde_all_invito(persona: Any, domanda: Domanda) -> Esito | bool:
    """Who has been asked at an address that is hers and verified: the link of the mail, or the account."""
    email = getattr(persona, "email", "")
    inviti = Componente.objects.filter(domanda=domanda, stato=StatoComponente.INVITATO, email__iexact=email)
    return SI if email and inviti.exists() else no("non_invitata", _("Questo invito è per un'altra persona."))


@regola("thinktown.conferma_domanda")
def conferma_domanda(persona: Any, domanda: Domanda) -> Esito | bool:
    return SI if _nel_gruppo(persona, domanda, *RuoloComponente.values) else SENZA_RUOLO


@regola("thinktown.risponde_da_tutore")
def risponde_da_tutore(_persona: Any, _domanda: Domanda) -> Esito:
    """Nobody with an account: the adult answers from her own mail's link, as a Sistema that names her."""
    return no("solo_dal_link", _("Può rispondere solo chi ha ricevuto l'email, dal suo link."))


# ── The office on what was sent ───────────────────────────────────────────────────────────────────
def resta_fuori(persona: Any, domanda: Domanda) -> str:
    """Why she has no part in it: "propria", her own group's; "conflitto", declared in its commission; "": she may."""
    suo = Componente.objects.filter(domanda=domanda, persona=persona)
    detto = Domanda.objects.filter(pk=domanda.pk).in_conflitto(persona)
    if not Domanda.objects.filter(Exists(suo) | Exists(detto), pk=domanda.pk).exists():
        return ""
    return "propria" if suo.exists() else "conflitto"


def in_conflitto() -> Esito:
    return no("conflitto", _("In commissione hai un conflitto su questa domanda: la segue un'altra persona."))


@regola("thinktown.istruisce")
def istruisce(persona: Any, domanda: Domanda) -> Esito | bool:
    """Who works on the call; never on an application of whose group she is, nor on one with which she has declared a
    conflict as a member of its commission (L. 241/1990 art. 6-bis).
    """
    match resta_fuori(persona, domanda):
        case "propria":
            return no("propria", _("Sei nel gruppo che ha presentato questa domanda: la controlla un'altra persona."))
        case "conflitto":
            return in_conflitto()
    return scrive_bandi(persona, domanda.bando)


@regola("thinktown.riapre_controllo")
def riapre_controllo(persona: Any, domanda: Domanda) -> Esito | bool:
    """Who answers for the call, of an application that is not hers: what was told is put in doubt again."""
    return istruisce(persona, domanda) and pubblica_bandi(persona, domanda.bando)


@regola("thinktown.comunica_provvedimenti")
def comunica_provvedimenti(_persona: Any, _domanda: Domanda) -> Esito:
    """Nobody by hand: the portal tells what was decided once it can no longer be taken back."""
    return no("da_solo", _("Lo comunica il portale, cinque minuti dopo la decisione."))


# ── Questions and help ────────────────────────────────────────────────────────────────────────────
def si_chiede(bando: Bando) -> Esito:
    """From the day a call comes out until it closes, whoever it is that asks."""
    if bando.stato != StatoBando.PUBBLICATO:
        return no("non_fuori", _("Su questo bando adesso non si può chiedere niente."))
    if bando.chiude_il is None or bando.chiude_il <= adesso():
        return no("chiuso", _("Questo bando è chiuso: si poteva chiedere fino alla scadenza."))
    return SI


def si_aiuta(bando: Bando) -> Esito:
    """The same, where the call names somebody who helps. One that has left the network has nobody who could answer."""
    esito = si_chiede(bando)
    if esito and (bando.aiuta is None or bando.aiuta.stato != StatoPartner.AMMESSO):
        return no(
            "senza_aiuto",
            _("Per questo bando non c'è un'organizzazione che aiuta. Puoi chiedere un chiarimento all'ufficio."),
        )
    return esito


def _con_account(persona: Any, esito: Esito) -> Esito:
    return esito if getattr(persona, "is_authenticated", False) else DA_ANONIMO


@regola("thinktown.chiede_chiarimenti")
def chiede_chiarimenti(persona: Any, bando: Bando) -> Esito:
    return _con_account(persona, si_chiede(bando))


@regola("thinktown.chiede_avviso")
def chiede_avviso(persona: Any, bando: Bando | None) -> Esito:
    """To be told when a call opens, while it has still to; ``None``: of whatever call comes out."""
    if bando is None or bando.in_arrivo():
        return _con_account(persona, SI)
    return _con_account(persona, no("non_arriva", _("Questo bando non deve aprire: non c'è niente da aspettare.")))


@regola("thinktown.risponde_chiarimenti")
def risponde_chiarimenti(persona: Any, chiarimento: Chiarimento) -> Esito | bool:
    """Who works on the call."""
    return scrive_bandi(persona, chiarimento.bando)


@regola("thinktown.chiede_aiuto")
def chiede_aiuto(persona: Any, bando: Bando) -> Esito:
    return _con_account(persona, si_aiuta(bando))


@regola("thinktown.ritira_aiuto")
def ritira_aiuto(persona: Any, richiesta: RichiestaAiuto) -> Esito:
    """Who asked, and nobody else."""
    if richiesta.persona_id != getattr(persona, "pk", None):
        return no("di_un_altro", _("Questa richiesta è di un'altra persona."))
    return SI
