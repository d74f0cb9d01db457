"""Every verb of a space from every state, and who may use it: what the table does not name changes nothing."""

from datetime import time

import pytest

from coworking import actions
from coworking.enums import TRANSIZIONI_SPAZIO, StatoSpazio
from coworking.models import Foto, Spazio
from talenti.base.clock import adesso, oggi
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import Sistema
from talenti.registro.models import Transizione
from talenti.rete.models import Partner
from tests.factories import coworking, rete
from tests.factories.coworking import giorno_feriale
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db
DA = Sistema("prova")

# verb → the call
CHIAMATE = {
    "proponi": lambda s, da: actions.proponi(s, da=da if da != DA else s.proposto_da),
    "riprendi": lambda s, da: actions.riprendi(s, da=da),
    "prendi_in_esame": lambda s, da: actions.prendi_in_esame(s, da=da),
    "pubblica": lambda s, da: actions.pubblica(s, da=da),
    "respingi": lambda s, da: actions.respingi(s, motivo="x", da=da),
    "sospendi": lambda s, da: actions.sospendi(s, motivo="x", da=da),
    "riapri": lambda s, da: actions.riapri(s, da=da),
    "ritira": lambda s, da: actions.ritira(s, motivo="x", da=da),
    "modifica": lambda s, da: actions.modifica(s, campi={"descrizione": "Nuova."}, da=da),
    "cambia_regole": lambda s, da: actions.cambia_regole(s, testo="Nuove.", da=da),
    "cambia_orari": lambda s, da: actions.cambia_orari(s, orari=[(0, time(9), time(12))], da=da),
    "chiudi": lambda s, da: actions.chiudi_giorni(s, dal=oggi(), al=oggi(), motivo="x", da=da),
    "riapri_giorni": lambda s, da: actions.riapri_giorni(s.eccezioni.first(), da=da),
    "blocca": lambda s, da: actions.blocca(s.postazioni.first(), da=da, **_un_ora(9)),
    "sblocca": lambda s, da: actions.sblocca(s.postazioni.first().blocchi.first(), da=da),
    "assegna": lambda s, da: _assegna(s, da, giorno_feriale(21)),
    "revoca_assegnazione": lambda s, da: actions.revoca_assegnazione(
        s.postazioni.last().blocchi.first(), motivo="x", da=da
    ),
}


def _un_ora(ora):
    giorno = giorno_feriale()
    return {"dal": coworking.alle(giorno, time(ora)), "al": coworking.alle(giorno, time(ora + 1))}


def _assegna(spazio, da, giorno):
    posto = spazio.postazioni.last()
    return actions.assegna(posto, a=PersonaFactory(), dal=giorno, al=giorno, motivo="Atto 1", da=da)


def _in(stato, verbo="", partner=None):
    """A complete space with a day closed, a seat blocked, put in a state by hand: the verbs are tried.

    A seat is assigned only for the verb that takes it back: others wait until it is.
    """
    spazio = coworking.pubblicato(partner)
    actions.chiudi_giorni(spazio, dal=giorno_feriale(30), al=giorno_feriale(30), motivo="x", da=DA)
    actions.blocca(spazio.postazioni.first(), da=DA, **_un_ora(14))
    if verbo == "revoca_assegnazione":
        _assegna(spazio, DA, giorno_feriale(14))
    Spazio.objects.filter(pk=spazio.pk).update(stato=stato, pubblicato_il=adesso())
    return Spazio.objects.get(pk=spazio.pk)


@pytest.mark.parametrize("verbo", CHIAMATE)
@pytest.mark.parametrize("stato", list(StatoSpazio))
def test_a_verb_from_every_state(stato, verbo):
    spazio = _in(stato, verbo)
    prima = Transizione.objects.di(spazio).count()
    passo = TRANSIZIONI_SPAZIO[verbo]
    if stato in passo.da:
        CHIAMATE[verbo](spazio, DA)
        assert Spazio.objects.get(pk=spazio.pk).stato == (passo.a or stato)
        assert Transizione.objects.di(spazio).order_by("n").last().verbo == verbo
        return
    with pytest.raises(ErroreDiDominio) as errore:
        CHIAMATE[verbo](spazio, DA)
    assert str(errore.value.frase)
    assert Spazio.objects.get(pk=spazio.pk).stato == stato
    assert Transizione.objects.di(spazio).count() == prima


def test_every_verb_of_the_table_is_tried():
    assert set(CHIAMATE) == set(TRANSIZIONI_SPAZIO)


@pytest.mark.parametrize("stato", [s for s in StatoSpazio if s != StatoSpazio.BOZZA])
def test_only_a_draft_is_saved(stato):
    spazio = _in(stato)
    for verbo in (
        lambda: actions.salva_bozza(spazio, campi={"nome": "Altro"}, da=DA),
        lambda: actions.scarta_bozza(spazio, da=DA),
    ):
        with pytest.raises(ErroreDiDominio):
            verbo()
    assert Spazio.objects.get(pk=spazio.pk).nome == "Sala Prova"


@pytest.mark.parametrize("stato", list(StatoSpazio))
def test_photos_change_only_of_a_draft_and_of_what_is_open(stato):
    spazio = _in(stato)
    foto = Foto.objects.create(spazio=spazio, file="coworking/foto/x", tipo="image/jpeg", alt="x")
    if stato in (StatoSpazio.BOZZA, StatoSpazio.PUBBLICATO, StatoSpazio.SOSPESO):
        actions.togli_foto(foto, da=DA)
        assert spazio.foto.count() == 0
        return
    with pytest.raises(ErroreDiDominio):
        actions.togli_foto(foto, da=DA)
    assert spazio.foto.count() == 1


# ── Who may ───────────────────────────────────────────────────────────────────────────────────────
DEL_COORDINAMENTO = {"prendi_in_esame", "pubblica", "respingi", "assegna", "revoca_assegnazione"}
DI_TUTTI_E_DUE = {"sospendi", "riapri"}


@pytest.fixture
def chi():
    lea = PersonaFactory()
    guida = rete.capofila(lea)
    partner = rete.ammesso(nome="Radio", da=lea)
    return {
        "guida": lea,
        "revisione": rete.membro(guida, "revisione"),
        "amministra": partner.proposto_da,
        "ufficio": rete.membro(partner, "operatore"),
        "collabora": rete.membro(partner),
        "altro_partner": rete.ammesso(nome="Altra").proposto_da,
        "nessuno": PersonaFactory(),
    }


def _ammessi(verbo):
    if verbo in DEL_COORDINAMENTO:
        return {"guida"}
    return {"amministra", "ufficio"} | ({"guida"} if verbo in DI_TUTTI_E_DUE else set())


@pytest.mark.parametrize("verbo", CHIAMATE)
def test_who_may_use_a_verb(chi, verbo):
    partner = Partner.objects.get(nome="Radio")
    usano = set()
    for nome, persona in chi.items():
        spazio = _in(TRANSIZIONI_SPAZIO[verbo].da[0], verbo, partner)
        try:
            CHIAMATE[verbo](spazio, persona)
        except NonPermesso:
            continue
        usano.add(nome)
    assert usano == _ammessi(verbo)


def test_who_may_begin_and_write_a_draft(chi):
    partner = Partner.objects.get(nome="Radio")
    spazio = coworking.bozza(partner)
    foto = Foto.objects.create(spazio=spazio, file="coworking/foto/x", tipo="image/jpeg", alt="x")
    for nome in ("guida", "revisione", "collabora", "altro_partner", "nessuno"):
        da = chi[nome]
        for verbo in (
            lambda da=da: actions.comincia_bozza(partner, da=da),
            lambda da=da: actions.salva_bozza(spazio, da=da),
            lambda da=da: actions.scarta_bozza(spazio, da=da),
            lambda da=da: actions.aggiungi_foto(spazio, caricata=rete.immagine(), alt="x", da=da),
            lambda da=da: actions.togli_foto(foto, da=da),
        ):
            with pytest.raises(NonPermesso):
                verbo()
    assert (Spazio.objects.count(), spazio.foto.count()) == (1, 1)


def test_nobody_examines_what_she_proposed(chi):
    """The lead's own partner offers places too: another person of the lead examines them."""
    guida = Partner.objects.get(capofila=True)
    spazio = coworking.bozza(guida, chi["guida"])
    actions.proponi(spazio, da=chi["guida"])
    with pytest.raises(NonPermesso) as errore:
        actions.prendi_in_esame(spazio, da=chi["guida"])
    assert errore.value.codice == "propria"
    altra = rete.membro(guida, "coordinamento")
    actions.prendi_in_esame(spazio, da=altra)
    actions.pubblica(spazio, da=altra)
    assert Spazio.objects.get(pk=spazio.pk).stato == StatoSpazio.PUBBLICATO


def test_who_takes_over_the_proposal_of_a_colleague_does_not_examine_it(chi):
    guida = Partner.objects.get(capofila=True)
    altra = rete.membro(guida, "amministrazione")
    spazio = coworking.bozza(guida, altra)
    actions.proponi(spazio, da=chi["guida"])
    with pytest.raises(NonPermesso):
        actions.prendi_in_esame(spazio, da=chi["guida"])
