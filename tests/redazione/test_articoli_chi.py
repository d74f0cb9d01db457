"""Who may do what with an article: roles, relations, four eyes; who sees it; what ends at once."""

import pytest
from django.contrib.auth.models import AnonymousUser

from redazione import actions
from redazione.actions import articoli, piano, revisione, testi
from redazione.enums import Ruolo, StatoCollaborazione
from redazione.enums_articoli import TRANSIZIONI_ARTICOLO, StatoArticolo
from redazione.models import Articolo, Collaborazione, Revisione
from redazione.rules_articoli import ci_ha_scritto
from redazione.scrivania_articolo import si_puo
from talenti.base.exceptions import NonPermesso
from talenti.base.permissions import puo
from talenti.rete import ruoli
from tests.factories import redazione, rete
from tests.factories import redazione_articoli as di_articoli
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import DA, MOTIVO, atti
from tests.factories.redazione_articoli import articolo, firmata, in_correzione, intorno, scritto

pytestmark = pytest.mark.django_db
BOZZA, IN_REVISIONE, DA_SISTEMARE, PRONTO, PUBBLICATO, ARCHIVIATO = StatoArticolo
SCRIVONO, RIVEDONO, COORDINA = {"autrice", "coordina"}, {"rivede", "coordina"}, {"coordina"}
DI_CHI = {
    "redazione.scrive": SCRIVONO,
    "redazione.revisiona": RIVEDONO,
    "redazione.revisiona_o_scrive": SCRIVONO | RIVEDONO,
    "redazione.firma": {"autrice"},
    "redazione.pubblica": COORDINA,
    "redazione.verifica": set(),
}


@pytest.fixture
def testata():
    return redazione.testata()


def codice(chi, permesso, oggetto):
    return puo(chi, permesso, oggetto).codice


# ── The roles ─────────────────────────────────────────────────────────────────────────────────────
def test_who_may_what(testata):
    uno = articolo(testata, IN_REVISIONE)
    chi = intorno(testata, uno)
    possono = {permesso: {nome for nome, persona in chi.items() if puo(persona, permesso, uno)} for permesso in DI_CHI}
    assert possono == DI_CHI
    assert {passo.permesso for passo in TRANSIZIONI_ARTICOLO.values()} == {*DI_CHI, "redazione.comincia"}
    # Whoever reads points something out; an article's newsroom decides on it.
    assert all(puo(persona, "redazione.segnala", None) for persona in chi.values())
    segnalata = uno.segnalazioni.create(tipo="errore", nome="Ada", email="ada@example.org", testo="Non è così.")
    assert {nome for nome, persona in chi.items() if puo(persona, "redazione.pubblica", segnalata)} == COORDINA


def test_who_begins_it(testata):
    uno = articolo(testata)
    chi = intorno(testata, uno)
    voce = firmata(testata, [chi["autrice"]])
    assert {nome for nome, persona in chi.items() if puo(persona, "redazione.comincia", voce)} == SCRIVONO
    assert codice(chi["redattrice"], "redazione.comincia", voce) == "non_lo_scrive"
    for nome in set(chi) - SCRIVONO:
        with pytest.raises(NonPermesso):
            articoli.comincia(voce, da=chi[nome])
    assert Articolo.objects.count() == 1


def test_each_refusal_says_why(testata):
    uno = articolo(testata, IN_REVISIONE)
    chi = intorno(testata, uno)
    perche = {
        ("autrice", "redazione.revisiona"): "non_rivede",
        ("redattrice", "redazione.revisiona"): "non_rivede",
        ("redattrice", "redazione.scrive"): "non_lo_scrive",
        ("rivede", "redazione.scrive"): "non_lo_scrive",
        ("rivede", "redazione.firma"): "non_lo_firma",
        ("rivede", "redazione.pubblica"): "non_in_redazione",
        ("ex", "redazione.scrive"): "senza_ruolo",
        ("riferimento", "redazione.scrive"): "senza_ruolo",
        ("guida", "redazione.revisiona"): "non_rivede",
        ("anonimo", "redazione.scrive"): "senza_ruolo",
        ("coordina", "redazione.verifica"): "senza_ruolo",
    }
    assert {chiave: codice(chi[chiave[0]], chiave[1], uno) for chiave in perche} == perche


TENTATIVI = {
    "scrive": lambda uno, da: testi.salva(uno, scritto(titolo="Altro"), base=2, da=da),
    "ripristina": lambda uno, da: testi.ripristina(uno, uno.revisioni.get(n=1), da=da),
    "unisce": lambda uno, da: testi.unisci_a_mano(uno, uno.bozza, [], {}, su=2, da=da),
    "manda": lambda uno, da: revisione.manda(uno, letta=2, da=da),
    "abbandona": lambda uno, da: di_articoli.pubblicazione.abbandona(uno, da=da),
    "cura": lambda uno, da: articoli.cura(uno, argomenti=[], licenza="cc0-1.0", da=da),
    "approva": lambda uno, da: revisione.approva(uno, letta=2, da=da),
    "pubblica": lambda uno, da: di_articoli.pubblicazione.pubblica(uno, da=da),
    "ritira": lambda uno, da: di_articoli.pubblicazione.ritira(uno, MOTIVO, da=da),
    "chiedi_verifica": lambda uno, da: di_articoli.chiedi(uno, da=da),
    "argomento": lambda uno, da: articoli.nuovo_argomento("Musica", da=da, testata=uno.testata),
}


@pytest.mark.parametrize("tentativo", TENTATIVI)
def test_who_has_no_part_in_it_changes_nothing(testata, tentativo):
    uno = articolo(testata)
    chi = intorno(testata, uno)
    prima, quanti = Articolo.objects.values().get(), len(atti(uno))
    for nome in (
        "redattrice",
        "ex",
        "invitata",
        "tiene",
        "di_cui_si_parla",
        "riferimento",
        "guida",
        "estranea",
        "anonimo",
    ):
        with pytest.raises(NonPermesso):
            TENTATIVI[tentativo](uno, chi[nome])
    assert (Articolo.objects.values().get(), len(atti(uno)), Revisione.objects.count()) == (prima, quanti, 2)


def test_topics_are_taken_out_by_who_coordinates(testata):
    lavoro = di_articoli.argomento()
    with pytest.raises(NonPermesso):
        articoli.togli_argomento(lavoro, da=di_articoli.revisora(testata), testata=testata)


# ── Four eyes ─────────────────────────────────────────────────────────────────────────────────────
def test_nobody_approves_what_she_signs_or_wrote_in(testata):
    """Neither an author who reviews for others, nor who coordinates and wrote one line of it, whoever signs it."""
    giulia, autrice = redazione.redattrice(testata), di_articoli.revisora(testata)
    capo = redazione.coordina(testata)
    uno = articolo(testata, autrici=[giulia, autrice])
    testi.salva(uno, scritto(sommario="Scritto da chi coordina."), base=2, da=capo)
    for firma in (giulia, autrice):
        articoli.firma(uno, firma.nome, da=firma)
    revisione.manda(uno, letta=3, da=giulia)
    for persona in (autrice, capo):
        assert ci_ha_scritto(persona, uno)
        for fai in (
            lambda da: revisione.approva(uno, letta=3, da=da),
            lambda da: revisione.prendi(uno, da=da),
            lambda da: revisione.annota(uno, "Bello.", letta=3, da=da),
            lambda da: revisione.rimanda(uno, "Brutto.", da=da),
        ):
            with pytest.raises(NonPermesso) as errore:
                fai(persona)
            assert errore.value.codice == "proprio"
    assert Articolo.objects.get().stato == "in_revisione"
    # Taken out of those who sign, she still wrote it; who never wrote a word is free.
    piano.modifica(uno.voce, redazione.detta(autori=[autrice.pk]), revisione=1, da=capo)
    assert codice(capo, "redazione.revisiona", uno) == "proprio"
    piano.modifica(uno.voce, redazione.detta(autori=[giulia.pk]), revisione=2, da=capo)
    assert (ci_ha_scritto(giulia, uno), puo(autrice, "redazione.revisiona", uno).codice) == (True, "si")


def test_a_text_put_aside_is_also_hers(testata):
    capo = redazione.coordina(testata)
    uno = articolo(testata)
    testi.salva(uno, scritto(titolo="Uno"), base=2, da=uno.voce.autori.get().persona)
    with pytest.raises(testi.PuntiContesi):
        testi.salva(uno, scritto(titolo="Due"), base=2, da=capo)
    assert codice(capo, "redazione.revisiona", uno) == "proprio"


def test_while_somebody_has_it_only_she_and_who_coordinates(testata):
    uno = articolo(testata, IN_REVISIONE)
    prima, altra, capo = di_articoli.revisora(testata), di_articoli.revisora(testata), redazione.coordina(testata)
    revisione.prendi(uno, da=prima)
    for fai in (
        lambda: revisione.prendi(uno, da=altra),
        lambda: revisione.lascia(uno, da=altra),
        lambda: revisione.approva(uno, letta=2, da=altra),
        lambda: revisione.rimanda(uno, "Manca.", da=altra),
    ):
        with pytest.raises(NonPermesso) as errore:
            fai()
        assert errore.value.codice == "preso"
    revisione.prendi(uno, da=capo)
    assert (Articolo.objects.get().revisore, codice(prima, "redazione.revisiona", uno)) == (capo, "preso")
    revisione.lascia(uno, da=capo)
    assert puo(altra, "redazione.revisiona", uno)


# ── Who left ──────────────────────────────────────────────────────────────────────────────────────
def test_who_left_reads_and_signs_hers_and_writes_no_more(testata):
    giulia = PersonaFactory(nome="Giulia")
    sua = redazione.collaborazione(testata, persona=giulia)
    uno = articolo(testata, autrici=[giulia])
    articolo(testata)
    actions.lascia(sua, da=giulia)
    assert list(Articolo.objects.visibili_a(giulia)) == [uno]
    assert codice(giulia, "redazione.scrive", uno) == "senza_ruolo"
    with pytest.raises(NonPermesso):
        testi.salva(uno, scritto(titolo="Altro"), base=2, da=giulia)
    articoli.firma(uno, "Giulia", da=giulia)
    assert uno.voce.autori.get().firma == "Giulia"


@pytest.mark.parametrize("ruolo", [Ruolo.REVISORE, Ruolo.CAPOREDATTORE])
def test_who_left_reviews_and_publishes_no_more(testata, ruolo):
    uno = articolo(testata, IN_REVISIONE)
    una = redazione.collaborazione(testata, ruolo)
    revisione.prendi(uno, da=una.persona)
    actions.allontana(una, MOTIVO, da=DA)
    assert (codice(una.persona, "redazione.revisiona", uno), list(Articolo.objects.visibili_a(una.persona))) == (
        "non_rivede",
        [],
    )
    assert not puo(una.persona, "redazione.pubblica", uno)
    # What she had taken is taken over, by who coordinates.
    revisione.prendi(uno, da=redazione.coordina(testata))


def test_a_newsroom_of_somebody_else_gives_nothing(testata):
    altra = redazione.testata(
        rete.ammesso(nome="Terza", codice_fiscale="90000020199"), slug="altra", riferimento=testata.partner
    )
    uno = articolo(testata, IN_REVISIONE)
    for persona in (redazione.coordina(altra), di_articoli.revisora(altra)):
        for permesso in ("redazione.scrive", "redazione.revisiona", "redazione.pubblica"):
            assert not puo(persona, permesso, uno)
        assert list(Articolo.objects.visibili_a(persona)) == []


# ── Who sees it ───────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("stato", StatoArticolo)
def test_drafts_are_read_by_the_newsroom_alone(testata, stato):
    uno = articolo(testata, stato)
    chi = intorno(testata, uno)
    chi["ufficio"] = rete.membro(testata.partner, ruoli.OPERATORE)
    vedono = {nome for nome, persona in chi.items() if Articolo.objects.visibili_a(persona).filter(pk=uno.pk).exists()}
    assert vedono == {"autrice", "redattrice", "rivede", "coordina", "tiene", "ufficio", "riferimento", "guida"}
    assert list(Articolo.objects.visibili_a(None)) == list(Articolo.objects.visibili_a(AnonymousUser())) == []


def test_what_the_desk_offers_is_what_the_state_and_she_allow(testata):
    uno = articolo(testata, PRONTO)
    chi = intorno(testata, uno)
    # Since it was approved, it is of who did: another reviewer sends nothing back.
    offerti = {nome: {v for v, esito in si_puo(uno, persona).items() if esito} for nome, persona in chi.items()}
    di_chi_scrive = {"cura", "riprendi", "sistema", "chiedi_verifica", "abbandona"}
    assert offerti["autrice"] == {"firma", *di_chi_scrive}
    assert offerti["coordina"] == {*di_chi_scrive, "rimanda", "pubblica", "ritira"}
    assert offerti["rivede"] == offerti["redattrice"] == offerti["anonimo"] == set()
    assert Collaborazione.objects.filter(stato=StatoCollaborazione.ATTIVA).count() > 3
    assert {v for v, esito in si_puo(in_correzione(testata), chi["coordina"]).items() if esito} == {
        "cura", "manda", "sistema", "chiedi_verifica", "abbandona", "ritira",
    }  # fmt: skip


def test_a_claim_ends_with_the_work_of_who_made_it(testata):
    """Who has left, or reviews no more, keeps nobody else from reviewing."""
    uno = articolo(testata, StatoArticolo.IN_REVISIONE)
    prima, altra = di_articoli.revisora(testata), di_articoli.revisora(testata)
    revisione.prendi(uno, da=prima)
    assert puo(altra, "redazione.revisiona", uno).codice == "preso"
    actions.lascia(testata.collaborazioni.get(persona=prima), da=prima)
    assert puo(altra, "redazione.revisiona", uno)


def test_who_has_left_finds_what_she_wrote_and_nothing_that_came_after(client, testata):
    giulia, ugo = redazione.redattrice(testata), redazione.redattrice(testata)
    uno = articolo(testata, autrici=[giulia, ugo])
    actions.lascia(testata.collaborazioni.get(persona=giulia), da=giulia)
    testi.salva(uno, di_articoli.scritto(html=di_articoli.TESTO + "<p>Dopo di lei.</p>"), base=2, da=ugo)
    client.force_login(giulia)
    pagine = [uno.url_scrivania, f"{uno.url_scrivania}storia/", f"{uno.url_scrivania}pagina/"]
    lette = [client.get(pagina) for pagina in pagine]
    assert [una.status_code for una in lette] == [200, 200, 200]
    assert "Dopo di lei." not in "".join(una.content.decode() for una in lette)
    assert client.get(f"{uno.url_scrivania}storia/3/").status_code == 404
