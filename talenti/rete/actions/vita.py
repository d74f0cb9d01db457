"""The life of a partner in the network: page, names, actions, suspension, end, merge."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from talenti.base.clock import adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.files import IMMAGINI, controlla
from talenti.base.permissions import Attore, NonPermesso, attore_in_parole, richiedi
from talenti.base.templatetags.italiano import data
from talenti.luoghi.models import Comune
from talenti.registro.actions import atto, numera, registra_nascita
from talenti.rete import ruoli
from talenti.rete.actions.comune import blocca, scrivi, slug_libero
from talenti.rete.actions.membri import revoca_invito
from talenti.rete.enums import Azione, Esito, RuoloPartecipazione, Stato, StatoInvito
from talenti.rete.models import Appartenenza, NomePartner, Partecipazione, Partner
from talenti.rete.models.partner import percorso_logo
from talenti.rete.proiezione import proietta, proietta_rete
from talenti.rete.rules import adulta

CAMPI_PAGINA = frozenset(
    {
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


def istituisci_capofila(*, tipo: str, nome: str, comune: Comune, persona: Any, da: Attore, **campi: Any) -> Partner:
    """Found the network: its lead partner, and the first person who administers it and coordinates the whole.

    Every other organisation comes in by being examined; somebody must be there to examine.
    """
    richiedi(da, "rete.istituisci_capofila")
    esito = adulta(persona)
    if not esito:
        raise NonPermesso(esito)
    with transaction.atomic():
        if Partner.objects.filter(capofila=True).exists():
            raise TransizioneNonAmmessa(_("La rete ha già chi la guida."))
        ora = adesso()
        partner = Partner.objects.create(tipo=tipo, nome=nome, comune=comune, creato_il=ora, aggiornato_il=ora, **campi)
        NomePartner.objects.create(partner=partner, nome=nome, dal=oggi())
        for chiave in (ruoli.AMMINISTRAZIONE, ruoli.COORDINAMENTO):
            Appartenenza.objects.create(persona=persona, partner=partner, ruolo=chiave, dal=oggi())
        scrivi(
            partner,
            stato=Stato.AMMESSO,
            capofila=True,
            slug=slug_libero(partner),
            proposto_il=ora,
            deciso_il=ora,
            deciso_da=attore_in_parole(da),
            esito=Esito.AMMESSO,
            ammesso_il=ora,
            numero_ammissione=str(numera("rete", partner, quando=ora)),
        )
        proietta(partner)
        registra_nascita(partner, "istituisci", da=da, dati={"nome": nome})
    return partner


def modifica(partner: Partner, *, campi: Mapping[str, Any], da: Attore) -> bool:
    """Change what the page says. Returns whether anything changed: what stays as it is is no act."""
    ignoti = set(campi) - CAMPI_PAGINA
    if ignoti:
        raise ValueError(f"not fields of the page: {sorted(ignoti)}")
    richiedi(da, "rete.modifica_pagina", partner)
    with transaction.atomic():
        blocca(partner)
        cambiati = {nome: valore for nome, valore in campi.items() if getattr(partner, nome) != valore}
        if not cambiati:
            return False
        prima = {nome: _in_parole(getattr(partner, nome)) for nome in cambiati}
        dopo = {nome: _in_parole(valore) for nome, valore in cambiati.items()}
        with atto(partner, "modifica", da=da, dati={"prima": prima, "dopo": dopo}):
            scrivi(partner, **cambiati)
    return True


def _in_parole(valore: Any) -> str:
    return "" if valore is None else str(valore)


def cambia_nome(partner: Partner, *, nome: str, da: Attore, dal: date | None = None) -> None:
    """The name changes; the one before stays in the page's history. The address of the page stays the same."""
    giorno = dal or oggi()
    nome = nome.strip()
    if not nome or nome == partner.nome:
        raise DatoNonAccettato(_("Scrivi il nome nuovo, diverso da quello di adesso."), campo="nome")
    if giorno > oggi():
        raise DatoNonAccettato(_("Scegli il giorno da cui il nome vale già: non può essere domani."), campo="dal")
    with atto(partner, "cambia_nome", da=da, dati={"prima": partner.nome, "dopo": nome}):
        vecchio = partner.nomi.get(al__isnull=True)
        if giorno <= vecchio.dal:
            raise DatoNonAccettato(
                _("Il nome di adesso vale da %(giorno)s: scegli un giorno dopo.") % {"giorno": data(vecchio.dal)},
                campo="dal",
            )
        vecchio.al = giorno
        vecchio.save(update_fields=["al"])
        NomePartner.objects.create(partner=partner, nome=nome, dal=giorno)
        scrivi(partner, nome=nome)


def cambia_logo(partner: Partner, *, caricato: File | None, da: Attore) -> None:
    """A new logo, drawn again by us; without a file the logo is taken away."""
    richiedi(da, "rete.modifica_pagina", partner)
    buono = controlla(caricato, tipi=IMMAGINI) if caricato is not None else None
    percorso = default_storage.save(percorso_logo(partner, ""), ContentFile(buono.byte)) if buono else ""
    try:
        with atto(partner, "modifica", da=da, dati={"logo": buono.sha256 if buono else ""}):
            vecchio = partner.logo.name
            scrivi(partner, logo=percorso, logo_tipo=buono.mime if buono else "")
            if vecchio:
                transaction.on_commit(partial(default_storage.delete, vecchio), robust=True)
    except BaseException:
        if percorso:
            default_storage.delete(percorso)
        raise


def aggiungi_partecipazione(
    partner: Partner,
    *,
    azione: str,
    che_cosa: str,
    da: Attore,
    ruolo: str = RuoloPartecipazione.PARTNER,
) -> Partecipazione:
    if ruolo == RuoloPartecipazione.CAPOFILA:
        richiedi(da, "rete.governa_partner")
    with atto(partner, "aggiungi_partecipazione", da=da, dati={"azione": azione, "che_cosa": che_cosa}):
        if partner.partecipazioni.filter(azione=azione, ruolo=ruolo, al__isnull=True).exists():
            raise DatoNonAccettato(_("C'è già: cambia quella che c'è."), codice="gia_presente", campo="azione")
        return Partecipazione.objects.create(
            partner=partner, azione=Azione(azione), ruolo=ruolo, che_cosa=che_cosa, dal=oggi()
        )


def chiudi_partecipazione(partecipazione: Partecipazione, *, da: Attore) -> None:
    partner = partecipazione.partner
    with atto(partner, "chiudi_partecipazione", da=da, dati={"azione": partecipazione.azione}):
        partecipazione.refresh_from_db()
        if partecipazione.al is not None:
            raise TransizioneNonAmmessa(_("Questa partecipazione è già chiusa."))
        partecipazione.al = max(oggi(), partecipazione.dal)
        partecipazione.save(update_fields=["al"])


def sospendi(partner: Partner, *, motivo: str, da: Attore) -> None:
    with atto(partner, "sospendi", da=da, motivo=motivo):
        scrivi(partner)
        proietta(partner)


def riattiva(partner: Partner, *, da: Attore, motivo: str = "") -> None:
    with atto(partner, "riattiva", da=da, motivo=motivo):
        scrivi(partner)
        proietta(partner)


def cessa(partner: Partner, *, motivo: str, da: Attore, successore: Partner | None = None) -> None:
    """End the participation; another partner may take its place. The page stays."""
    if successore is not None and (successore.pk == partner.pk or successore.stato != Stato.AMMESSO):
        raise DatoNonAccettato(_("Scegli un altro partner che fa parte della rete."), campo="successore")
    dati = {"successore": successore.codice} if successore else {}
    with atto(partner, "cessa", da=da, motivo=motivo, dati=dati) as passo:
        giorno = oggi()
        partner.partecipazioni.filter(al__isnull=True, dal__lte=giorno).update(al=giorno)
        scrivi(partner, cessato_il=passo.quando, successore=successore)
        proietta(partner)


def nomina_capofila(partner: Partner, *, da: Attore, motivo: str = "") -> None:
    """Hand the lead of the network over. Who coordinates goes on, until the new lead decides otherwise."""
    richiedi(da, "rete.governa_partner")
    with transaction.atomic():
        vecchio = Partner.objects.filter(capofila=True).first()
        if vecchio is not None and vecchio.pk == partner.pk:
            raise TransizioneNonAmmessa(_("Questa organizzazione guida già la rete."))
        blocca_in_ordine(partner, *([vecchio] if vecchio else []))
        dati = {"prima": vecchio.codice if vecchio else ""}
        with atto(partner, "nomina_capofila", da=da, motivo=motivo, dati=dati):
            # What lay there without effect does not wake up with the lead.
            _chiudi_ruoli_di_rete(partner)
            if vecchio is not None:
                _passa_la_guida(vecchio, partner, da)
            scrivi(partner, capofila=True)
            proietta_rete()


def _passa_la_guida(vecchio: Partner, partner: Partner, da: Attore) -> None:
    """The roles of the network held today go on in the new lead; those asked for in the old one are asked no more."""
    for invito in vecchio.inviti.filter(stato=StatoInvito.MANDATO, ruolo__in=ruoli.di_ambito(ruoli.Ambito.RETE)):
        revoca_invito(invito, da=da)
    for riga in _ruoli_di_rete(vecchio):
        dal = max(oggi(), riga.dal)
        Appartenenza.objects.create(persona=riga.persona, partner=partner, ruolo=riga.ruolo, dal=dal, al=riga.al)
    _chiudi_ruoli_di_rete(vecchio)
    scrivi(vecchio, capofila=False)


def _ruoli_di_rete(partner: Partner) -> QuerySet[Appartenenza]:
    return partner.appartenenze.exclude(al__lte=oggi()).filter(ruolo__in=ruoli.di_ambito(ruoli.Ambito.RETE))


def _chiudi_ruoli_di_rete(partner: Partner) -> None:
    for riga in _ruoli_di_rete(partner):
        riga.al = max(oggi(), riga.dal)
        riga.save(update_fields=["al"])


def blocca_in_ordine(*partner: Partner) -> None:
    """Several partners are always locked in the same order, whoever asks."""
    for uno in sorted(partner, key=lambda p: p.pk):
        blocca(uno)
