"""From the draft to the decision."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from talenti.base.clock import a_roma, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.files import FileRovinato, controlla
from talenti.base.permissions import Attore, Sistema, attore_in_parole, richiedi
from talenti.luoghi.calendario import prossimo_lavorativo
from talenti.registro.actions import Atto, atto, numera
from talenti.rete import ruoli
from talenti.rete.actions.comune import blocca, scrivi, slug_libero
from talenti.rete.enums import GIORNI_PER_ESAMINARE, TRANSIZIONI, Azione, Esito, Stato, Tipo
from talenti.rete.models import Allegato, Appartenenza, DocumentoRichiesto, NomePartner, Partecipazione, Partner
from talenti.rete.models.documenti import percorso_allegato
from talenti.rete.proiezione import proietta
from talenti.rete.queries import che_cosa_manca, risposte, rovinati

CAMPI_BOZZA = frozenset(
    {
        "tipo",
        "nome",
        "comune",
        "indirizzo",
        "lat",
        "lon",
        "email",
        "telefono",
        "sito",
        "in_una_frase",
        "descrizione",
        "codice_fiscale",
        "partita_iva",
    }
)
MASSIMO_VOCI = 10
# One person does not fill the lead's queue.
MASSIMO_PROPOSTE = 5
# After an integration the lead has at least these days left.
GIORNI_DOPO_INTEGRAZIONE = 7


def comincia_bozza(*, da: Any) -> Partner:
    """The draft of whoever proposes; the one already begun, if there is one."""
    richiedi(da, "rete.proponi_partner")
    with transaction.atomic():
        # Two presses at once wait for each other here, and the second finds the draft of the first.
        get_user_model().objects.select_for_update(no_key=True).get(pk=da.pk)
        aperta = Partner.objects.filter(proposto_da=da, stato=Stato.BOZZA).order_by("-pk").first()
        ora = adesso()
        return aperta or Partner.objects.create(proposto_da=da, creato_il=ora, aggiornato_il=ora)


def salva_bozza(
    partner: Partner, *, da: Any, campi: Mapping[str, Any], azioni: Mapping[str, str] | None = None
) -> None:
    """Keep what has been written so far. A draft is nobody else's business: it leaves no trace in the log."""
    ignoti = set(campi) - CAMPI_BOZZA
    if ignoti:
        raise ValueError(f"not fields of a draft: {sorted(ignoti)}")
    with transaction.atomic():
        _bozza_propria(partner, da)
        tipo = campi.get("tipo", partner.tipo)
        scrivi(partner, **campi, responsabile=da if tipo == Tipo.GRUPPO else None)
        if azioni is not None:
            _scegli_azioni(partner, azioni)


def scarta_bozza(partner: Partner, *, da: Any) -> None:
    """Throw the draft away; one that was once sent goes back to be a withdrawn proposal."""
    with transaction.atomic():
        _bozza_propria(partner, da)
        if partner.proposto_il is None:
            partner.delete()
            return
        with atto(partner, "abbandona", da=da):
            proietta(partner)


def _bozza_propria(partner: Partner, da: Any) -> None:
    blocca(partner)
    richiedi(da, "rete.proponi_partner", partner)
    if partner.stato != Stato.BOZZA:
        raise TransizioneNonAmmessa(_("La proposta è già partita: da qui non si cambia più."))


def _scegli_azioni(partner: Partner, azioni: Mapping[str, str]) -> None:
    partner.partecipazioni.all().delete()
    Partecipazione.objects.bulk_create(
        Partecipazione(partner=partner, azione=Azione(azione), che_cosa=che_cosa, dal=oggi())
        for azione, che_cosa in azioni.items()
    )


def proponi(partner: Partner, *, da: Any) -> None:
    """Send the draft to the lead. Who proposes becomes its administrator."""
    with transaction.atomic():
        _bozza_propria(partner, da)
        mancanze = che_cosa_manca(partner)
        if mancanze:
            raise DatoNonAccettato(mancanze[0].frase, codice="incompleta")
        if Partner.objects.proposte().filter(proposto_da=da).count() >= MASSIMO_PROPOSTE:
            raise DatoNonAccettato(
                _("Hai già 5 proposte in corso. Aspetta una risposta, o ritirane una."), codice="troppe_proposte"
            )
        with atto(partner, "proponi", da=da, dati={"nome": partner.nome, "tipo": partner.tipo}):
            scrivi(
                partner,
                slug=slug_libero(partner),
                proposto_il=adesso(),
                esame_entro=_termine(GIORNI_PER_ESAMINARE),
            )
            _apri_amministrazione(partner, da)
            proietta(partner)


def _apri_amministrazione(partner: Partner, persona: Any) -> None:
    Appartenenza.objects.get_or_create(
        persona=persona, partner=partner, ruolo=ruoli.AMMINISTRAZIONE, al=None, defaults={"dal": oggi()}
    )


def ritira(partner: Partner, *, da: Attore, motivo: str = "") -> None:
    with atto(partner, "ritira", da=da, motivo=motivo):
        scrivi(partner, slug=partner.codice)
        proietta(partner)


def riprendi(partner: Partner, *, da: Any) -> None:
    """Open again a proposal refused or withdrawn, as a draft of whoever takes it up."""
    richiedi(da, "rete.proponi_partner")
    with atto(partner, "riprendi", da=da):
        responsabile = da if partner.tipo == Tipo.GRUPPO else None
        scrivi(
            partner,
            proposto_da=da,
            responsabile=responsabile,
            responsabile_proposto=None,
            in_mano_a=None,
            deciso_il=None,
            deciso_da="",
            esito="",
            esame_entro=None,
        )
        proietta(partner)


def prendi_in_esame(partner: Partner, *, da: Attore) -> None:
    with atto(partner, "prendi_in_esame", da=da):
        scrivi(partner, in_mano_a=None if isinstance(da, Sistema) else da)


def chiedi_integrazione(partner: Partner, *, voci: Sequence[str], entro: date, da: Attore, motivo: str = "") -> None:
    """Ask for documents: each is one item, one file, one date."""
    richieste = [voce.strip() for voce in voci if voce.strip()]
    if not richieste:
        raise DatoNonAccettato(_("Scrivi almeno un documento da chiedere."), campo="voci")
    if len(richieste) > MASSIMO_VOCI:
        raise DatoNonAccettato(_("Chiedi al massimo 10 documenti per volta."), campo="voci")
    if entro <= oggi():
        raise DatoNonAccettato(
            _("Scegli un giorno da domani in poi: serve il tempo di preparare i documenti."), campo="entro"
        )
    dati = {"voci": richieste, "entro": entro.isoformat()}
    with atto(partner, "chiedi_integrazione", da=da, motivo=motivo, dati=dati) as passo:
        DocumentoRichiesto.objects.bulk_create(
            DocumentoRichiesto(partner=partner, voce=voce, entro=entro, chiesto_il=passo.quando) for voce in richieste
        )
        scrivi(partner)


def allega(documento: DocumentoRichiesto, *, caricato: File, da: Any) -> Allegato:
    """Keep the file that answers one item; another one takes its place until the answer is sent."""
    richiedi(da, "rete.segui_proposta", documento.partner)
    buono = controlla(caricato)
    # The file is written before the transaction and taken away if that fails: no file work inside it.
    percorso = default_storage.save(percorso_allegato(Allegato(), buono.nome), ContentFile(buono.byte))
    try:
        return _collega(documento, buono, percorso, da)
    except BaseException:
        default_storage.delete(percorso)
        raise


def _collega(documento: DocumentoRichiesto, buono: Any, percorso: str, da: Any) -> Allegato:
    with transaction.atomic():
        partner = blocca(documento.partner)
        richiedi(da, "rete.segui_proposta", partner)
        documento.refresh_from_db()
        if partner.stato != Stato.INTEGRAZIONE or documento.mandato_il:
            raise TransizioneNonAmmessa(_("Questo documento è già stato mandato: ora tocca al coordinamento."))
        vecchio = documento.allegato
        documento.allegato = Allegato.objects.create(
            partner=partner,
            nome=buono.nome,
            tipo=buono.mime,
            file=percorso,
            byte=len(buono.byte),
            sha256=buono.sha256,
            caricato_il=adesso(),
            caricato_da=da,
        )
        documento.save(update_fields=["allegato"])
        if vecchio is not None:
            transaction.on_commit(partial(default_storage.delete, str(vecchio.file.name)), robust=True)
            vecchio.delete()
        return documento.allegato


def integra(partner: Partner, *, da: Attore) -> None:
    """Send the documents asked for. The lead's time starts again from where it had stopped."""
    richiedi(da, TRANSIZIONI["integra"].permesso, partner)
    rotti = rovinati(partner.documenti_richiesti.filter(mandato_il__isnull=True).select_related("allegato"))
    if rotti:
        raise FileRovinato(
            _("Sul nostro server si è rovinato il file di: %(voci)s. Caricalo di nuovo e poi manda tutto insieme.")
            % {"voci": ", ".join(rotti)}
        )
    with atto(partner, "integra", da=da) as passo:
        aperti = list(partner.documenti_richiesti.filter(mandato_il__isnull=True).select_related("allegato"))
        mancano = [documento.voce for documento in aperti if documento.allegato is None]
        if mancano:
            raise DatoNonAccettato(
                _("Manca ancora: %(voci)s. Carica il file e poi manda tutto insieme.") % {"voci": ", ".join(mancano)},
                codice="mancano_documenti",
            )
        passo.dati["documenti"] = [
            {"voce": d.voce, "file": d.allegato.nome, "sha256": d.allegato.sha256} for d in aperti if d.allegato
        ]
        for documento in aperti:
            documento.mandato_il = passo.quando
            documento.save(update_fields=["mandato_il"])
        scrivi(partner, esame_entro=_nuovo_termine(partner, aperti))


def _nuovo_termine(partner: Partner, documenti: Sequence[DocumentoRichiesto]) -> date:
    chiesti = min((a_roma(documento.chiesto_il).date() for documento in documenti), default=oggi())
    restavano = (partner.esame_entro - chiesti).days if partner.esame_entro else 0
    return _termine(max(restavano, GIORNI_DOPO_INTEGRAZIONE))


def _termine(giorni: int) -> date:
    """So many days from now, or the first one after on which the lead's office is open: its patron's day is none."""
    guida = Partner.objects.select_related("comune").filter(capofila=True).first()
    return prossimo_lavorativo(oggi() + timedelta(days=giorni), guida.comune if guida else None)


def ammetti(partner: Partner, *, da: Attore, motivo: str = "") -> None:
    """Let the organisation into the network, under the next number of its register.

    Who decides has read what was sent: if that is no longer there as it was, it is asked for again first.
    """
    richiedi(da, TRANSIZIONI["ammetti"].permesso, partner)
    rotti = rovinati(risposte(partner))
    if rotti:
        raise FileRovinato(
            _("Sul nostro server si è rovinato il file di: %(voci)s. Chiedilo di nuovo con lo stesso nome.")
            % {"voci": ", ".join(rotti)}
        )
    with atto(partner, "ammetti", da=da, motivo=motivo) as passo:
        entra_in_rete(partner, passo)


def entra_in_rete(partner: Partner, passo: Atto) -> None:
    """What admission writes; the number comes last, for its counter is the last lock."""
    giorno = oggi()
    if not partner.nomi.filter(al__isnull=True).exists():
        NomePartner.objects.create(partner=partner, nome=partner.nome, dal=giorno)
    partner.partecipazioni.filter(al__isnull=True).update(dal=giorno)
    proietta(partner)
    numero = str(numera("rete", partner, quando=passo.quando))
    passo.dati["numero"] = numero
    scrivi(
        partner,
        deciso_il=passo.quando,
        deciso_da=attore_in_parole(passo.da),
        esito=Esito.AMMESSO,
        ammesso_il=passo.quando,
        numero_ammissione=numero,
    )


def respingi(partner: Partner, *, motivo: str, da: Attore) -> None:
    """Refuse, with the reason. While documents are awaited, only once their day has passed."""
    with atto(partner, "respingi", da=da, motivo=motivo) as passo:
        entro = partner.documenti_richiesti.filter(mandato_il__isnull=True).order_by("-entro").first()
        if passo.da_stato == Stato.INTEGRAZIONE and entro is not None and not entro.in_ritardo:
            raise TransizioneNonAmmessa(
                _("I documenti chiesti possono ancora arrivare: aspetta il giorno che hai dato.")
            )
        scrivi(
            partner,
            deciso_il=passo.quando,
            deciso_da=attore_in_parole(da),
            esito=Esito.RESPINTO,
            slug=partner.codice,
        )
        proietta(partner)
