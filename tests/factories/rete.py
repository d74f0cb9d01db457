"""Organisations made as people make them: through the verbs."""

import io
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from talenti.base.clock import oggi
from talenti.base.permissions import Sistema
from talenti.rete import actions, ruoli
from talenti.rete.models import Appartenenza, Partner
from talenti.rete.proiezione import proietta
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory, con_fattore

# Right by their check digit, and of nobody.
CODICE_FISCALE = "90000000191"
PARTITA_IVA = "01234560199"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def capofila(persona=None, nome="Comune di Prova"):
    """The lead of the network; ``persona`` administers it and coordinates."""
    return actions.istituisci_capofila(
        tipo="ente_pubblico",
        nome=nome,
        comune=comune("Cremona"),
        persona=con_fattore(persona or PersonaFactory()),
        da=Sistema("prova"),
        in_una_frase="Guida la rete.",
        email="rete@example.org",
    )


def bozza(persona=None, **campi):
    """A complete draft of ``persona``."""
    persona = persona or PersonaFactory()
    partner = actions.comincia_bozza(da=persona)
    azioni = campi.pop("azioni", {"eventi": "Organizziamo concerti."})
    dati = {
        "tipo": "associazione",
        "nome": "Associazione Prova",
        "comune": comune("Soresina"),
        "codice_fiscale": CODICE_FISCALE,
        "in_una_frase": "Suoniamo in piazza.",
        "email": "associazione@example.org",
    } | campi
    actions.salva_bozza(partner, da=persona, campi=dati, azioni=azioni)
    return partner


def proposto(persona=None, **campi):
    partner = bozza(persona, **campi)
    actions.proponi(partner, da=partner.proposto_da)
    return partner


def in_esame(da, persona=None, **campi):
    partner = proposto(persona, **campi)
    actions.prendi_in_esame(partner, da=da)
    return partner


def in_integrazione(da, persona=None, voci=("Statuto",), **campi):
    partner = in_esame(da, persona, **campi)
    actions.chiedi_integrazione(partner, voci=voci, entro=oggi() + timedelta(days=10), da=da)
    return partner


def ammesso(da=None, persona=None, **campi):
    """In the network. Without ``da`` the background actor admits it: no lead is needed."""
    da = da or Sistema("prova")
    partner = in_esame(da, persona, **campi)
    actions.ammetti(partner, da=da)
    con_fattore(partner.proposto_da)
    return partner


def membro(partner: Partner, ruolo=ruoli.COLLABORAZIONE, persona=None, **date):
    """Somebody with a role, without going through an invitation."""
    persona = persona or PersonaFactory()
    Appartenenza.objects.create(persona=persona, partner=partner, ruolo=ruolo, **({"dal": oggi()} | date))
    proietta(partner)
    return con_fattore(persona) if ruoli.RUOLI[ruolo].ufficio else persona


def caricato(nome="statuto.pdf", contenuto=PDF):
    return SimpleUploadedFile(nome, contenuto)


def immagine(nome="logo.png"):
    uscita = io.BytesIO()
    Image.new("RGB", (40, 30), (93, 34, 153)).save(uscita, "PNG")
    return SimpleUploadedFile(nome, uscita.getvalue())


def rovina(allegato, contenuto=None):
    """What a broken disk does to a file of a proposal: other bytes, or none."""
    default_storage.delete(allegato.file.name)
    if contenuto is not None:
        default_storage.save(allegato.file.name, ContentFile(contenuto))
