"""The lead's examination of spaces in the back office, and what the office reads of spaces and bookings."""

from contextlib import closing

import pytest

from coworking import actions
from coworking.enums import StatoSpazio
from coworking.models import Prenotazione, Spazio
from talenti.base import registries
from talenti.registro.models import Transizione
from talenti.rete.models import Partner
from tests.factories import coworking, rete
from tests.factories.persone import PersonaFactory, con_fattore

pytestmark = pytest.mark.django_db
ELENCO = "/admin/coworking/spazio/"


@pytest.fixture
def lea():
    lea = con_fattore(PersonaFactory(nome="Lea", cognome="Guida"))
    rete.capofila(lea, nome="Guida")
    return lea


@pytest.fixture
def ufficio(client, lea):
    client.force_login(lea)
    return client


@pytest.fixture
def radio(lea):
    return rete.ammesso(lea, nome="Radio")


def esame(spazio):
    return f"{ELENCO}{spazio.pk}/esame/"


def atto(spazio, verbo):
    return f"{ELENCO}{spazio.pk}/atto/{verbo}/"


def detto(risposta):
    return [str(messaggio) for messaggio in risposta.context["messages"]]


def stato(spazio):
    return Spazio.objects.get(pk=spazio.pk).stato


def test_who_opens_what(client, lea, radio):
    spazio = coworking.proposto(radio)
    pagine = (ELENCO, f"{ELENCO}{spazio.pk}/change/", esame(spazio), atto(spazio, "sospendi"))
    persone = {
        "lea": lea,
        "revisione": con_fattore(rete.membro(Partner.objects.get(capofila=True), "revisione")),
        "amministra": radio.proposto_da,
        "altro_partner": rete.ammesso(nome="Altra").proposto_da,
        "collabora": rete.membro(radio),
    }
    stati = {}
    for nome, persona in persone.items():
        client.force_login(persona)
        stati[nome] = tuple(client.get(pagina).status_code for pagina in pagine)
    assert stati == {
        "lea": (200, 200, 200, 200),
        "revisione": (200, 200, 200, 403),
        "amministra": (200, 200, 200, 403),
        "altro_partner": (403, 403, 404, 404),
        "collabora": (302, 302, 302, 302),
    }


def test_who_only_reads_decides_nothing(client, lea, radio):
    spazio = coworking.in_esame(radio)
    for persona in (con_fattore(rete.membro(Partner.objects.get(capofila=True), "revisione")), radio.proposto_da):
        client.force_login(persona)
        contesto = client.get(esame(spazio)).context
        assert (contesto["da_decidere"], contesto["verbi"]) == (False, [])
        assert client.post(esame(spazio), {"decisione": "pubblica"}).status_code == 403
        assert client.post(atto(spazio, "sospendi"), {"motivo": "x"}).status_code == 403
    assert stato(spazio) == StatoSpazio.IN_ESAME


def test_the_first_page_leads_to_those_that_wait(ufficio, lea, radio):
    aspetta = coworking.proposto(radio)
    coworking.pubblicato(radio, nome="Aperto")
    coworking.bozza(radio, nome="Bozza")
    [attesa] = registries.ufficio["coworking"](lea)
    assert attesa.quanti == 1
    assert list(ufficio.get(attesa.url).context["cl"].queryset) == [aspetta]
    assert [uno.nome for uno in ufficio.get(ELENCO).context["cl"].queryset] == ["Sala Prova", "Aperto"]


def test_opening_the_file_changes_nothing_and_shows_everything(ufficio, radio):
    spazio = coworking.bozza(radio, come_arrivare="Suona due volte.")
    actions.salva_bozza(
        spazio,
        da=radio.proposto_da,
        dotazioni=["wifi"],
        accessibilita={"ruote": ("in_parte", "Un gradino.")},
        regole_testo="Piano.",
    )
    foto = actions.aggiungi_foto(spazio, caricata=rete.immagine(), alt="La sala", da=radio.proposto_da)
    actions.proponi(spazio, da=radio.proposto_da)
    righe = Transizione.objects.count()
    pagina = ufficio.get(esame(spazio)).content.decode()
    for parole in ("Suona due volte.", "Wi-Fi", "In sedia a rotelle: in parte. Un gradino.", "Piano.", "La sala"):
        assert parole in pagina
    assert (stato(spazio), Transizione.objects.count()) == (StatoSpazio.PROPOSTO, righe)
    with closing(ufficio.get(f"{ELENCO}foto/{foto.pk}/")) as aperta:
        assert (aperta["Content-Type"], "no-store" in aperta["Cache-Control"]) == ("image/jpeg", True)


def test_the_photo_of_a_proposal_is_not_for_everybody(client, lea, radio):
    spazio = coworking.bozza(radio)
    foto = actions.aggiungi_foto(spazio, caricata=rete.immagine(), alt="La sala", da=radio.proposto_da)
    client.force_login(lea)
    assert client.get(f"{ELENCO}foto/{foto.pk}/").status_code == 404  # a draft
    actions.proponi(spazio, da=radio.proposto_da)
    foto.file.delete(save=False)
    assert client.get(f"{ELENCO}foto/{foto.pk}/").status_code == 404  # the file is gone
    client.force_login(rete.ammesso(nome="Altra").proposto_da)
    assert client.get(f"{ELENCO}foto/{foto.pk}/").status_code == 404
    client.logout()
    assert client.get(f"/spazi/foto/{foto.pk}/").status_code == 404


def test_taking_up_then_publishing(ufficio, radio):
    spazio = coworking.proposto(radio)
    assert detto(ufficio.post(esame(spazio), {"prendi": "1"}, follow=True)) == ["L'esame è cominciato."]
    assert stato(spazio) == StatoSpazio.IN_ESAME
    [frase] = detto(ufficio.post(esame(spazio), {"prendi": "1"}, follow=True))
    assert frase.startswith("Lo stato è già «In esame»: l'ha cambiato Lea Guida")
    risposta = ufficio.post(esame(spazio), {"decisione": "pubblica", "motivo": ""}, follow=True)
    assert detto(risposta) == ["Pubblicato: Sala Prova. Abbiamo avvisato chi ospita."]
    assert (stato(spazio), spazio.postazioni.count()) == (StatoSpazio.PUBBLICATO, 2)


def test_refusing_needs_a_reason(ufficio, radio):
    spazio = coworking.in_esame(radio)
    assert list(ufficio.post(esame(spazio), {"decisione": "respingi"}).context["form"].errors) == ["motivo"]
    assert list(ufficio.post(esame(spazio), {}).context["form"].errors) == ["decisione"]
    risposta = ufficio.post(esame(spazio), {"decisione": "respingi", "motivo": "Mancano le uscite."}, follow=True)
    assert detto(risposta) == ["Non pubblicato: Sala Prova. Abbiamo avvisato chi ospita."]
    assert "Mancano le uscite." in risposta.content.decode()


def test_deciding_what_was_decided_meanwhile(ufficio, radio):
    spazio = coworking.in_esame(radio)
    actions.pubblica(spazio, da=coworking.SISTEMA)
    risposta = ufficio.post(esame(spazio), {"decisione": "respingi", "motivo": "x"})
    [frase] = risposta.context["form"].non_field_errors()
    assert frase.startswith("Lo stato è già «Pubblicato»")


def test_nobody_examines_her_own(ufficio, lea):
    guida = Partner.objects.get(capofila=True)
    spazio = coworking.bozza(guida, lea)
    actions.proponi(spazio, da=lea)
    assert "lo esamina un" in ufficio.get(esame(spazio)).content.decode()
    assert ufficio.post(esame(spazio), {"prendi": "1"}).status_code == 403
    assert stato(spazio) == StatoSpazio.PROPOSTO


def test_stopping_and_starting_again(ufficio, radio):
    spazio = coworking.pubblicato(radio)
    assert [verbo["verbo"] for verbo in ufficio.get(esame(spazio)).context["verbi"]] == ["sospendi"]
    assert list(ufficio.post(atto(spazio, "sospendi"), {"motivo": ""}).context["form"].errors) == ["motivo"]
    risposta = ufficio.post(atto(spazio, "sospendi"), {"motivo": "Una segnalazione."}, follow=True)
    assert detto(risposta) == ["Fatto. Abbiamo avvisato chi ospita."]
    assert Spazio.objects.get(pk=spazio.pk).fermato_dalla_rete is True
    assert [verbo["verbo"] for verbo in risposta.context["verbi"]] == ["riapri"]
    ufficio.post(atto(spazio, "riapri"), {"motivo": ""})
    assert stato(spazio) == StatoSpazio.PUBBLICATO
    risposta = ufficio.post(atto(spazio, "riapri"), {"motivo": ""})
    assert risposta.context["form"].non_field_errors()
    assert ufficio.get(atto(spazio, "ritira")).status_code == 404


# ── What the office reads ─────────────────────────────────────────────────────────────────────────
def test_the_office_of_a_partner_reads_its_own(client, radio):
    coworking.pubblicato(radio)
    altra = rete.ammesso(nome="Altra")
    mio = coworking.proposto(altra, nome="Mio")
    client.force_login(altra.proposto_da)
    assert list(client.get(ELENCO).context["cl"].queryset) == [mio]
    assert client.get(f"{ELENCO}add/").status_code == 403


def test_bookings_are_read_without_their_purpose_and_without_minors_who_wait(ufficio, radio):
    spazio = coworking.pubblicato(radio, capienza=5)
    fatta, di_minore = (coworking.prenotazione(PersonaFactory(), spazio) for _n in range(2))
    Prenotazione.objects.filter(pk=di_minore.pk).update(attende_tutore=True)
    assert list(ufficio.get("/admin/coworking/prenotazione/").context["cl"].queryset) == [fatta]
    risposta = ufficio.get(f"/admin/coworking/prenotazione/{fatta.pk}/change/")
    assert (risposta.status_code, "Scrivo la tesi." in risposta.content.decode()) == (200, False)
    assert ufficio.post(f"/admin/coworking/prenotazione/{fatta.pk}/change/", {}).status_code == 403
