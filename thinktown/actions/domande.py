"""An application begun and written: one gate in time for every write, and no save over another's words."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from talenti.base.clock import adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio, TransizioneNonAmmessa
from talenti.base.permissions import richiedi
from talenti.base.templatetags.italiano import data_ora
from talenti.documenti.models import FileCaricato
from talenti.registro.actions import atto, registra_nascita
from thinktown import dichiarati, fatti, risposte
from thinktown.actions.riconferma import chiedi_di_riconfermare
from thinktown.actions.tardive import FuoriTermine, segna_se_tardi
from thinktown.definizione import Definizione, Quesito
from thinktown.dichiarati import Organizzazione
from thinktown.enums import (
    ASPETTANO_IL_GRUPPO,
    SI_SCRIVE,
    RuoloComponente,
    StatoBando,
    StatoComponente,
    StatoDomanda,
    TipoQuesito,
    TipoRequisito,
)
from thinktown.enums_invio import Tardiva
from thinktown.models import AmmissioneTardiva, Bando, Componente, Domanda, Offerta, Risposta, Salvataggio


class RispostaCambiata(ErroreDiDominio):
    """Written there meanwhile, by somebody else or from another tab: ``attuale`` is that answer, kept as it is."""

    codice = "risposta_cambiata"

    def __init__(self, attuale: Risposta, *, chi_scrive: Any) -> None:
        self.attuale, self.tua = attuale, attuale.da_id == chi_scrive.pk
        if self.tua:
            super().__init__(_("Hai cambiato questa risposta da un'altra pagina: scegli quale tenere."))
        else:
            super().__init__(_("Un'altra persona ha cambiato questa risposta mentre scrivevi: scegli quale tenere."))


# ── The gate ──────────────────────────────────────────────────────────────────────────────────────
def richiedi_aperto(bando: Bando, persona: Any, arrivo: datetime, *, domanda: Domanda | None = None) -> None:
    """May this person write and send at the instant at which the request arrived? One question for all writes.

    Open from the opening to the closing in force, the end left out: what arrives at 12:00:00 is late. After it only
    who has been let in by name, until her own instant, and with her those of the ``domanda`` that she speaks for.
    Raises FuoriTermine; TransizioneNonAmmessa once the office has told something of it.
    """
    if domanda is not None and domanda.stato not in SI_SCRIVE:
        raise TransizioneNonAmmessa(_perche_ferma(domanda))
    if bando.aperto(arrivo):
        return
    if bando.stato == StatoBando.PUBBLICATO and _ammessa_tardi(bando, persona, arrivo, domanda):
        return
    tardi = any(una.chiude <= arrivo for una in bando.in_vigore.tempi.finestre)
    raise FuoriTermine(_perche_non_e_aperto(bando, arrivo), arrivo=arrivo, tardi=tardi)


def _perche_ferma(domanda: Domanda) -> str:
    if domanda.stato in ASPETTANO_IL_GRUPPO:
        return _("L'ufficio aspetta una tua risposta: si scrive lì. Il resto della domanda adesso non si cambia.")
    return _("L'ufficio ha già controllato questa domanda: non si cambia più.")


def _ammessa_tardi(bando: Bando, persona: Any, arrivo: datetime, domanda: Domanda | None) -> bool:
    # Who answers from a mail's link has no account, and no row of her own.
    chi = Q(persona=persona) if persona.pk is not None else Q(pk=None)
    if domanda is not None:
        referenti = Componente.objects.attivi().filter(domanda=domanda, ruolo=RuoloComponente.REFERENTE)
        chi |= Q(persona__in=referenti.values("persona"))
    return AmmissioneTardiva.objects.filter(chi, bando=bando, fino_a__gt=arrivo).exists()


def _perche_non_e_aperto(bando: Bando, arrivo: datetime) -> str:
    if bando.stato != StatoBando.PUBBLICATO:
        return _("Questo bando non riceve più domande: «%(stato)s».") % {"stato": bando.get_stato_display()}
    finestre = bando.in_vigore.tempi.finestre
    prossima = next((una for una in finestre if una.apre > arrivo), None)
    if prossima is not None:
        return _("Il bando apre %(quando)s: da allora si può scrivere.") % {"quando": data_ora(prossima.apre)}
    return _(
        "Il termine è passato %(quando)s: quello che hai scritto resta, ma non si può più cambiare né inviare."
    ) % {"quando": data_ora(finestre[-1].chiude)}


def ammetti_tardi(bando: Bando, persona: Any, *, fino_a: datetime, motivo: str, da: Any) -> AmmissioneTardiva:
    """Let one named person in after the closing, with a reason that the log keeps."""
    with atto(bando, "ammetti_tardi", da=da, motivo=motivo, dati={"persona": persona.pk, "fino_a": fino_a.isoformat()}):
        if fino_a <= adesso():
            raise DatoNonAccettato(_("Scegli un momento che deve ancora venire."), campo="fino_a")
        ammissione, _nuova = AmmissioneTardiva.objects.update_or_create(
            bando=bando, persona=persona, defaults={"fino_a": fino_a, "motivo": motivo.strip(), "data_il": adesso()}
        )
        return ammissione


# ── Begun ─────────────────────────────────────────────────────────────────────────────────────────
@segna_se_tardi(Tardiva.COMINCIA)
def comincia(
    bando: Bando,
    *,
    proponente: str,
    da: Any,
    sezione: str = "",
    soggetto: str = "",
    codice_fiscale: str = "",
    arrivo: datetime | None = None,
) -> Domanda:
    """A draft to write in; the one that this person has already begun for this call, if there is one."""
    arrivo = arrivo or adesso()
    richiedi(da, "thinktown.presenta", bando)
    richiedi_aperto(bando, da, arrivo)
    detta = bando.in_vigore
    _puo_presentare(detta, proponente, sezione)
    with transaction.atomic():
        # Two presses at once wait for each other here: nobody finds herself with two drafts.
        persona = get_user_model().objects.select_for_update(no_key=True).get(pk=da.pk)
        sue = Domanda.objects.filter(
            bando=bando,
            stato=StatoDomanda.BOZZA,
            pk__in=Componente.objects.attivi()
            .filter(persona=persona, ruolo=RuoloComponente.REFERENTE)
            .values("domanda"),
        )
        chi = {"sezione": sezione, "proponente": proponente} | _chi(soggetto, codice_fiscale)
        return sue.first() or _nasce(bando, persona, chi)


@segna_se_tardi(Tardiva.SCRIVE)
def cambia_chi(
    domanda: Domanda,
    *,
    proponente: str,
    sezione: str,
    soggetto: str,
    codice_fiscale: str,
    da: Any,
    organizzazione: Organizzazione | None = None,
    giorni: str = "",
    arrivo: datetime | None = None,
) -> None:
    """Another section, another name: what was answered stays; a question of the other section asks for its answer.

    ``organizzazione``: its seat and since when it is there; None, as they were said. Of who is not asked they are
    forgotten. ``giorni`` is the fingerprint of what the page asked, with its days; empty, where no page was.
    """
    campi: dict[str, Any] = {"sezione": sezione, "proponente": proponente} | _chi(soggetto, codice_fiscale)
    with atto(domanda, "cambia_chi", da=da, dati={"sezione": sezione, "proponente": proponente}) as passo:
        domanda.bando = Bando.objects.get(pk=domanda.bando_id)
        arrivo = arrivo or passo.quando
        richiedi_aperto(domanda.bando, da, arrivo, domanda=domanda)
        _puo_presentare(domanda.bando.in_vigore, proponente, sezione)
        campi |= _dell_organizzazione(domanda, proponente, organizzazione, giorni, arrivo)
        # The same seat, said for the day that counts now, is nothing that the others have to read again.
        cambia = any(getattr(domanda, nome) != valore for nome, valore in campi.items() if nome != "sede_al")
        for nome, valore in campi.items():
            setattr(domanda, nome, valore)
        domanda.save(update_fields=list(campi))
        _toccata(domanda, passo.quando, da, si_riconferma=cambia)


def _chi(soggetto: str, codice_fiscale: str) -> dict[str, str]:
    return {"soggetto": " ".join(soggetto.split())[:120], "codice_fiscale": codice_fiscale}


def _dell_organizzazione(
    domanda: Domanda, proponente: str, detta: Organizzazione | None, letti: str, arrivo: datetime
) -> dict[str, Any]:
    """The columns of what is said of the organisation: with nothing in those that are not asked of this applicant."""
    al, chi = dichiarati.chiusura(domanda, arrivo), domanda.bando.in_vigore.chi
    if detta is not None:
        dichiarati.richiedi_gli_stessi_giorni(dichiarati.chiedibili_alle_organizzazioni(chi, al), letti)
    chiesti = fatti.di_organizzazione(chi, proponente, al=al)
    campi: dict[str, Any] = {}
    if detta is not None or TipoRequisito.SEDE not in chiesti:
        giorno = chiesti.get(TipoRequisito.SEDE)
        campi |= dichiarati.scritto("sede", detta.sede if detta and giorno else None, giorno)
    if detta is not None or TipoRequisito.DA_QUANTO not in chiesti:
        campi["costituita_il"] = detta.costituita_il if detta and TipoRequisito.DA_QUANTO in chiesti else None
        if campi["costituita_il"] and campi["costituita_il"] > oggi():
            raise DatoNonAccettato(_("Questa data deve ancora venire: scrivi quella dell'atto."), campo="costituita_il")
    return campi


def _puo_presentare(detta: Definizione, proponente: str, sezione: str) -> None:
    if proponente not in detta.chi.proponenti:
        raise DatoNonAccettato(_("Scegli chi presenta la domanda fra quelli del bando."), campo="proponente")
    scelta = detta.sezione(sezione)
    if scelta is None:
        raise DatoNonAccettato(_("Scegli una sezione del bando."), campo="sezione")
    if scelta.proponenti and proponente not in scelta.proponenti:
        raise DatoNonAccettato(_("Questa sezione è per altri: scegline un'altra."), campo="sezione")


def _nasce(bando: Bando, persona: Any, chi: dict[str, str]) -> Domanda:
    domanda = Domanda.objects.create(bando=bando, versione=bando.versioni.get(n=bando.versione_n), **chi)
    Componente.objects.create(
        domanda=domanda,
        persona=persona,
        email=persona.email,
        ruolo=RuoloComponente.REFERENTE,
        stato=StatoComponente.DENTRO,
        deciso_il=adesso(),
    )
    registra_nascita(domanda, "comincia", da=persona, dati={"bando": bando.pk, "sezione": domanda.sezione})
    return domanda


# ── Written ───────────────────────────────────────────────────────────────────────────────────────
@segna_se_tardi(Tardiva.SCRIVE)
def salva_risposta(
    domanda: Domanda,
    chiave: str,
    scritto: Any,
    *,
    versione: int,
    gettone: str,
    da: Any,
    arrivo: datetime | None = None,
) -> Risposta:
    """Keep one answer. ``versione`` is that of the answer that the writer read (0: none); ``gettone`` is of this save.

    The same ``gettone`` again changes nothing. Raises RispostaCambiata when somebody else wrote in between,
    FuoriTermine, DatoNonAccettato beside the field. What was there before is kept (Salvataggio).
    """
    arrivo = arrivo or adesso()
    with transaction.atomic():
        blocca(domanda, da)
        fatta = Salvataggio.objects.filter(domanda=domanda, gettone=gettone).first()
        if fatta is not None and fatta.quesito == chiave:
            return domanda.risposte.get(quesito=chiave)
        if fatta is not None:
            raise DatoNonAccettato(_("Questa pagina è vecchia: ricaricala, poi scrivi di nuovo."), campo=chiave)
        richiedi_aperto(domanda.bando, da, arrivo, domanda=domanda)
        quesito = domanda.bando.in_vigore.quesito(chiave)
        if quesito is None:
            raise DatoNonAccettato(_("Il bando è cambiato: questa voce non c'è più. Ricarica la pagina."), campo=chiave)
        return scrivi_risposta(
            domanda, quesito, risposte.leggi(quesito, scritto), versione=versione, gettone=gettone, da=da
        )


def scrivi_risposta(
    domanda: Domanda, quesito: Quesito, valore: Any, *, versione: int, gettone: str, da: Any
) -> Risposta:
    """Write it over the version that was read, and keep the save. The application is locked and open already."""
    _e_sua(domanda, quesito, valore)
    risposta = _con_confronto(domanda, quesito.chiave, valore, versione, da)
    Salvataggio.objects.create(
        domanda=domanda,
        gettone=gettone,
        quesito=quesito.chiave,
        versione=risposta.versione,
        valore=valore,
        da=da,
        quando=risposta.salvata_il,
    )
    _toccata(domanda, risposta.salvata_il, da)
    return risposta


def blocca(domanda: Domanda, da: Any, permesso: str = "thinktown.scrive_domanda") -> None:
    """Lock the application and read it again, call included; whoever may not is told."""
    domanda.refresh_from_db(from_queryset=Domanda.objects.select_for_update(no_key=True))
    domanda.bando = Bando.objects.get(pk=domanda.bando_id)
    richiedi(da, permesso, domanda)


def _con_confronto(domanda: Domanda, chiave: str, valore: Any, versione: int, da: Any) -> Risposta:
    """Compare-and-set: the lock on the application is held, so what is read here is what is written over."""
    campi = {"valore": valore, "da": da, "salvata_il": adesso()}
    attuale = domanda.risposte.select_related("da").filter(quesito=chiave).first()
    if attuale is None:
        return Risposta.objects.create(domanda=domanda, quesito=chiave, versione=1, **campi)
    if attuale.versione != versione:
        raise RispostaCambiata(attuale, chi_scrive=da)
    for nome, nuovo in campi.items():
        setattr(attuale, nome, nuovo)
    attuale.versione += 1
    attuale.save(update_fields=["valore", "da", "salvata_il", "versione"])
    return attuale


def _e_sua(domanda: Domanda, quesito: Quesito, valore: Any) -> None:
    """A file and a person are of this application, a place is of the call that it chooses from, whatever is sent."""
    if valore is None:
        return
    if quesito.tipo == TipoQuesito.FILE:
        sono = FileCaricato.objects.di(domanda).presenti().filter(codice__in=valore)
        if sono.count() != len(set(valore)):
            raise DatoNonAccettato(_("Questo file non c'è più: caricalo di nuovo."), campo=quesito.chiave)
    del_gruppo = Componente.objects.attivi().filter(domanda=domanda)
    if quesito.tipo == TipoQuesito.PERSONA and not del_gruppo.filter(codice=valore).exists():
        raise DatoNonAccettato(_("Scegli una persona del gruppo."), campo=quesito.chiave)
    if quesito.tipo == TipoQuesito.PREFERENZE:
        posti = Offerta.objects.uscite().filter(bando=domanda.bando.risponde_a_id, codice__in=valore)
        if posti.count() != len(set(valore)):
            raise DatoNonAccettato(_("Scegli fra i posti di questa pagina: ricaricala."), campo=quesito.chiave)


def _toccata(domanda: Domanda, quando: datetime, da: Any, *, si_riconferma: bool = True) -> None:
    """The text has changed: it follows the call in force, and who had confirmed it confirms it anew."""
    domanda.aggiornata_il = quando
    domanda.versione = domanda.bando.versione  # type: ignore[assignment]  # a published call has one
    domanda.save(update_fields=["aggiornata_il", "versione"])
    if si_riconferma:
        chiedi_di_riconfermare(domanda, da=da)
