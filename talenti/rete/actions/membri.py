"""The people of an organisation: asked in, given a role, changed, gone. Never without an administrator."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from talenti.base.clock import adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import Attore, Sistema, richiedi
from talenti.persone.indirizzi import stessa_casella
from talenti.registro.actions import atto, cancella_dettaglio, registra_nascita
from talenti.registro.models import Transizione
from talenti.rete import ruoli
from talenti.rete.actions.comune import blocca, scrivi
from talenti.rete.enums import CON_MEMBRI, GIORNI_INDIRIZZO, GIORNI_PER_ACCETTARE, Stato, StatoInvito
from talenti.rete.models import Appartenenza, Invito, Partner
from talenti.rete.proiezione import proietta
from talenti.rete.rules import adulta

# An organisation that writes to more people than this at once is sending something else.
MASSIMO_INVITI_APERTI = 30
MASSIMO_INVITI_AL_GIORNO = 30
# Whoever asks, and however often it is taken back: each invitation is a mail to somebody who did not ask for it.
MASSIMO_PER_INDIRIZZO = 5
# Roles that somebody must always hold: without them nobody could give any role again.
INDISPENSABILI = {
    ruoli.AMMINISTRAZIONE: "ultimo_amministratore",
    ruoli.COORDINAMENTO: "ultimo_coordinamento",
}


class UltimaPersona(ErroreDiDominio):
    """The act would leave the organisation, or the network, with nobody to run it."""

    codice = "ultima_persona"


def invita(partner: Partner, *, email: str, ruolo: str, da: Attore, fino_al: date | None = None) -> Invito:
    """Ask an address to come in with a role. The mail's link shows the invitation; only answering acts."""
    email = email.strip().lower()
    _controlla_ruolo(partner, ruolo, da, fino_al)
    with transaction.atomic():
        blocca(partner)
        _chiudi_scaduti(partner.inviti.filter(email__iexact=email))
        _controlla_invito(partner, email, ruolo)
        with atto(partner, "invita", da=da, dati={"email": email, "ruolo": ruolo}) as passo:
            invito = Invito.objects.create(
                partner=partner,
                email=email,
                ruolo=ruolo,
                ruolo_fino_al=fino_al,
                mandato_da=None if isinstance(da, Sistema) else da,
                mandato_il=passo.quando,
                scade=passo.quando + timedelta(days=GIORNI_PER_ACCETTARE),
            )
            passo.dati["invito"] = invito.pk
            registra_nascita(invito, "manda", da=da)
    return invito


def _controlla_ruolo(partner: Partner, ruolo: str, da: Attore, fino_al: date | None) -> None:
    conosciuto = ruoli.RUOLI.get(ruolo)
    if conosciuto is None:
        raise DatoNonAccettato(_("Scegli un ruolo dell'elenco."), campo="ruolo")
    if conosciuto.ambito is ruoli.Ambito.RETE:
        richiedi(da, "rete.ruoli_di_rete", partner)
        if not partner.capofila:
            raise DatoNonAccettato(_("Questo ruolo esiste solo in chi guida la rete."), campo="ruolo")
    if fino_al is not None and fino_al <= oggi():
        raise DatoNonAccettato(_("Scegli un giorno da domani in poi, o lascia vuoto."), campo="fino_al")


def _controlla_invito(partner: Partner, email: str, ruolo: str) -> None:
    if partner.inviti.aperti().filter(email__iexact=email).exists():
        raise DatoNonAccettato(
            _("Questo indirizzo ha già un invito in attesa. Ritiralo, se vuoi mandarne un altro."),
            codice="gia_invitata",
            campo="email",
        )
    if partner.inviti.aperti().count() >= MASSIMO_INVITI_APERTI:
        raise DatoNonAccettato(
            _("Ci sono già 30 inviti in attesa di risposta. Ritirane qualcuno e riprova."), codice="troppi_inviti"
        )
    _controlla_quanti(partner, email)
    gia = Appartenenza.objects.di_oggi().filter(partner=partner, persona__email__iexact=email)
    if gia.filter(ruolo__in=_stesso_ambito(ruolo)).exists():
        raise DatoNonAccettato(
            _("Questa persona fa già parte dell'organizzazione: cambia il suo ruolo."),
            codice="gia_membro",
            campo="email",
        )


def _controlla_quanti(partner: Partner, email: str) -> None:
    """Counted on the rows, answered and taken back too: to take one back gives no right to another mail."""
    ora = adesso()
    if partner.inviti.filter(mandato_il__gt=ora - timedelta(days=1)).count() >= MASSIMO_INVITI_AL_GIORNO:
        raise DatoNonAccettato(
            _("Nelle ultime 24 ore avete già mandato 30 inviti. Riprova domani."), codice="troppi_inviti_oggi"
        )
    recenti = Invito.objects.filter(mandato_il__gt=ora - timedelta(days=GIORNI_INDIRIZZO))
    if recenti.filter(stessa_casella("email", email)).count() >= MASSIMO_PER_INDIRIZZO:
        raise DatoNonAccettato(
            _("A questo indirizzo sono già partiti 5 inviti negli ultimi 30 giorni. Parlane prima con la persona."),
            codice="troppi_inviti_a_una",
            campo="email",
        )


def _stesso_ambito(ruolo: str) -> list[str]:
    return ruoli.di_ambito(ruoli.RUOLI[ruolo].ambito)


def revoca_invito(invito: Invito, *, da: Attore) -> None:
    with atto(invito, "revoca", da=da) as passo:
        _rispondi(invito, passo.quando)


def rifiuta_invito(invito: Invito, *, da: Any) -> None:
    with atto(invito, "rifiuta", da=da) as passo:
        _rispondi(invito, passo.quando)


def _rispondi(invito: Invito, quando: Any) -> None:
    invito.risposto_il = quando
    invito.save(update_fields=["risposto_il"])


def accetta_invito(invito: Invito, *, da: Any) -> Appartenenza:
    """Come in. The invitation is bound to the address it was sent to."""
    richiedi(da, "rete.rispondi_invito", invito)
    with transaction.atomic():
        partner = blocca(invito.partner)
        invito.refresh_from_db()
        _ancora_aperto(invito, da)
        ruolo = ruoli.RUOLI[invito.ruolo]
        _controlla_guida(ruolo, partner)
        _controlla_eta(ruolo, da)
        with (
            atto(partner, "accogli", da=da, dati={"persona": da.pk, "ruolo": invito.ruolo, "invito": invito.pk}),
            atto(invito, "accetta", da=da) as passo,
        ):
            _rispondi(invito, passo.quando)
            appartenenza = _dai_ruolo(partner, da, ruolo, invito.ruolo_fino_al)
            proietta(partner)
    return appartenenza


def _ancora_aperto(invito: Invito, da: Any) -> None:
    richiedi(da, "rete.rispondi_invito", invito)
    if invito.stato != StatoInvito.MANDATO:
        raise TransizioneNonAmmessa(_("Questo invito non è più in attesa: %(stato)s.") % {"stato": _in_parole(invito)})


def _in_parole(invito: Invito) -> str:
    return str(invito.get_stato_display()).lower()


def _controlla_guida(ruolo: ruoli.Ruolo, partner: Partner) -> None:
    """A role of the network asked for while this organisation led it."""
    if ruolo.ambito is ruoli.Ambito.RETE and not partner.capofila:
        raise TransizioneNonAmmessa(
            _("Questa organizzazione non guida più la rete: il ruolo dell'invito qui non c'è più.")
        )


def _controlla_eta(ruolo: ruoli.Ruolo, persona: Any) -> None:
    if not ruolo.solo_maggiorenni:
        return
    esito = adulta(persona)
    if not esito:
        raise NonPermesso(esito)


def _dai_ruolo(partner: Partner, persona: Any, ruolo: ruoli.Ruolo, fino_al: date | None) -> Appartenenza:
    """One role of a kind at a time: the one before, if any, ends where this begins."""
    vecchie = list(_in_vigore(partner, persona).filter(ruolo__in=_stesso_ambito(ruolo.chiave)))
    _non_ultima(partner, *(riga for riga in vecchie if riga.ruolo != ruolo.chiave or fino_al is not None))
    if fino_al is not None:
        _non_responsabile(partner, persona.pk)
    for vecchia in vecchie:
        _chiudi(vecchia)
    al = fino_al + timedelta(days=1) if fino_al else None
    return Appartenenza.objects.create(persona=persona, partner=partner, ruolo=ruolo.chiave, dal=oggi(), al=al)


def _in_vigore(partner: Partner, persona: Any) -> Any:
    return partner.appartenenze.exclude(al__lte=oggi()).filter(persona=persona)


def _chiudi(riga: Appartenenza) -> None:
    riga.al = max(oggi(), riga.dal)
    riga.save(update_fields=["al"])


def cambia_ruolo(appartenenza: Appartenenza, *, ruolo: str, da: Attore, fino_al: date | None = None) -> Appartenenza:
    """Give another role, or the same one until another day. ``fino_al`` is its last day."""
    partner, persona = appartenenza.partner, appartenenza.persona
    _controlla_ruolo(partner, ruolo, da, fino_al)
    _controlla_ruolo(partner, appartenenza.ruolo, da, None)
    if ruoli.RUOLI[ruolo].ambito is not ruoli.RUOLI[appartenenza.ruolo].ambito:
        raise DatoNonAccettato(_("I ruoli della rete si danno con un invito a parte."), campo="ruolo")
    _controlla_eta(ruoli.RUOLI[ruolo], persona)
    dati = {"persona": persona.pk, "prima": appartenenza.ruolo, "dopo": ruolo, "fino_al": _iso(fino_al)}
    with atto(partner, "cambia_ruolo", da=da, dati=dati):
        _ancora_in_vigore(appartenenza)
        nuova = _dai_ruolo(partner, persona, ruoli.RUOLI[ruolo], fino_al)
        proietta(partner)
    return nuova


def _iso(giorno: date | None) -> str:
    return giorno.isoformat() if giorno else ""


def _ancora_in_vigore(appartenenza: Appartenenza) -> None:
    appartenenza.refresh_from_db()
    if appartenenza.al is not None and appartenenza.al <= oggi():
        raise TransizioneNonAmmessa(_("Questo ruolo è già finito. Ricarica la pagina per vedere com'è ora."))


def _non_ultima(partner: Partner, *righe: Appartenenza) -> None:
    """Judged with the partner locked: two who leave at once do not both find the other still there."""
    if partner.stato not in CON_MEMBRI:
        return
    for chiave, codice in INDISPENSABILI.items():
        if not any(riga.ruolo == chiave and riga.al is None for riga in righe):
            continue
        restano = Appartenenza.objects.filter(
            partner=partner, ruolo=chiave, al__isnull=True, dal__lte=oggi(), persona__is_active=True
        ).exclude(pk__in=[riga.pk for riga in righe])
        if not restano.exists():
            raise UltimaPersona(
                _("Serve almeno una persona con il ruolo «%(ruolo)s». Prima dallo a qualcun altro.")
                % {"ruolo": ruoli.RUOLI[chiave].etichetta},
                codice=codice,
            )


def rimuovi(appartenenza: Appartenenza, *, da: Attore, motivo: str = "") -> None:
    """End somebody's role today."""
    partner = appartenenza.partner
    _controlla_ruolo(partner, appartenenza.ruolo, da, None)
    dati = {"persona": appartenenza.persona_id, "ruolo": appartenenza.ruolo}
    with atto(partner, "rimuovi", da=da, motivo=motivo, dati=dati):
        _ancora_in_vigore(appartenenza)
        _non_ultima(partner, appartenenza)
        _non_responsabile(partner, appartenenza.persona_id)
        _lascia_richiesta(partner, appartenenza.persona_id)
        _chiudi(appartenenza)
        proietta(partner)


def lascia(partner: Partner, *, da: Any) -> None:
    """Go, with every role that one holds here."""
    _esci(partner, da, da=da)


def esci_da_tutto(persona: Any) -> None:
    """The account is being closed: its roles, its drafts and the invitations it has not answered go with it."""
    da = Sistema("chiusura-account")
    for partner in Partner.objects.filter(appartenenze__in=persona.appartenenze.exclude(al__lte=oggi())).distinct():
        _esci(partner, persona, da=da)
    for invito in Invito.objects.per(persona).filter(stato=StatoInvito.MANDATO):
        revoca_invito(invito, da=da)
    for bozza in Partner.objects.filter(proposto_da=persona, stato=Stato.BOZZA):
        _lascia_bozza(bozza, da)


def _lascia_bozza(bozza: Partner, da: Attore) -> None:
    """A draft never sent goes; one that was once sent goes back to be a withdrawn proposal."""
    if bozza.proposto_il is None:
        bozza.delete()
        return
    with atto(bozza, "abbandona", da=da):
        proietta(bozza)


def _esci(partner: Partner, persona: Any, *, da: Attore) -> None:
    with atto(partner, "lascia", da=da, dati={"persona": persona.pk}):
        righe = list(_in_vigore(partner, persona))
        _non_ultima(partner, *righe)
        _non_responsabile(partner, persona.pk)
        _lascia_richiesta(partner, persona.pk)
        for riga in righe:
            _chiudi(riga)
        proietta(partner)


def _non_responsabile(partner: Partner, persona_id: int) -> None:
    if partner.stato in CON_MEMBRI and partner.responsabile_id == persona_id:
        raise UltimaPersona(
            _("Chi risponde del gruppo ne fa parte, senza scadenza. Prima scegliete un'altra persona responsabile."),
            codice="responsabile",
        )


def _lascia_richiesta(partner: Partner, persona_id: int) -> None:
    """Who goes is no longer asked to answer for the group."""
    if partner.responsabile_proposto_id == persona_id:
        scrivi(partner, responsabile_proposto=None)


def scadi_inviti() -> int:
    """Close the invitations whose time has passed. Nobody waits for this: what is open is judged by the clock."""
    return _chiudi_scaduti(Invito.objects.all())


def togli_indirizzi(ora: datetime) -> int:
    """Nobody needs the address of who was asked in, some time after the invitation has ended."""
    finiti = Invito.objects.exclude(stato=StatoInvito.MANDATO).exclude(email="")
    da_allora = ora - timedelta(days=GIORNI_INDIRIZZO)
    return dimentica(finiti.filter(Q(risposto_il__lte=da_allora) | Q(risposto_il=None, scade__lte=da_allora)))


def dimentica(inviti: QuerySet[Invito]) -> int:
    """Take the addresses out of invitations, and out of what the log says of them: the chain stays whole."""
    ids = list(inviti.values_list("pk", flat=True))
    for inizio in range(0, len(ids), 200):
        alcuni = ids[inizio : inizio + 200]
        with transaction.atomic():
            for t in Transizione.objects.filter(
                oggetto_tipo="rete.partner", verbo="invita", dettaglio__dati__invito__in=alcuni
            ):
                cancella_dettaglio(t)
            Invito.objects.filter(pk__in=alcuni).update(email="")
    return len(ids)


def _chiudi_scaduti(inviti: Any) -> int:
    chiusi = 0
    for invito in inviti.filter(stato=StatoInvito.MANDATO, scade__lte=adesso()):
        try:
            with atto(invito, "scadi", da=Sistema("scadenza-inviti")):
                chiusi += 1
        except TransizioneNonAmmessa:
            continue
    return chiusi
