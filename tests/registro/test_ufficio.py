"""The work after an act that did not come off: who sees it, why, and "Riprova"."""

from datetime import timedelta

import pytest
from django.urls import reverse

from talenti.base import registries
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import NonPermesso, TransizioneNonAmmessa
from talenti.registro import annunci, ufficio
from talenti.registro.actions import annuncia, riprova
from talenti.registro.models import MAI, Annuncio, Transizione
from talenti.registro.queries import atti_in_parole, stato_annunci
from talenti.rete import ruoli
from tests.factories.persone import PersonaFactory
from tests.factories.registro import partner_proposto, passa

pytestmark = pytest.mark.django_db
PAGINA = "admin:registro_annuncio_non_riusciti"


@pytest.fixture
def ufficiale(client, monkeypatch):
    """The technical superuser, past the second factor."""
    monkeypatch.setattr("talenti.base.fattore.is_mfa_enabled", lambda persona: True)
    client.force_login(PersonaFactory(is_superuser=True))
    return client


@pytest.fixture
def ascolta(monkeypatch):
    monkeypatch.setattr(annunci, "_parole", {})

    @annunci.dopo("rete.partner", "prendi_in_esame", lavoro="Lettera di prova")
    def scrive(transizione):
        if scrive.guasto:
            raise ConnectionError("no paper\nat all")

    scrive.guasto = True
    return scrive


@pytest.fixture
def fallito(ascolta, partner):
    passa(partner, "prendi_in_esame")
    annuncia()
    return Annuncio.objects.get()


def test_page_says_which_work_after_which_act_and_why(ufficiale, fallito):
    pagina = ufficiale.get(reverse(PAGINA)).content.decode()
    for atteso in (
        "1 lavoro da guardare.",
        "Lettera di prova",
        "Ha cominciato a esaminare la proposta: Banda del Ponte",
        "ConnectionError(&#x27;no paper\\nat all&#x27;)",
        "Riprova: Lettera di prova, Banda del Ponte",
    ):
        assert atteso in pagina
    assert "Nessuno lavora" not in pagina


def test_page_says_what_waits_for_a_press(ufficiale, fallito):
    detto = "quando premi «Riprova»"
    assert detto not in ufficiale.get(reverse(PAGINA)).content.decode()
    Annuncio.objects.update(prossimo=adesso() + MAI)
    assert detto in ufficiale.get(reverse(PAGINA)).content.decode()


def test_empty_page(ufficiale):
    assert "0 lavori da guardare." in ufficiale.get(reverse(PAGINA)).content.decode()


def test_page_says_that_nobody_works(ufficiale, ascolta, partner):
    with a_quest_ora(adesso() - timedelta(minutes=16)):
        passa(partner, "prendi_in_esame")
    pagina = ufficiale.get(reverse(PAGINA)).content.decode()
    assert "Nessuno lavora: il più vecchio aspetta da 960 secondi." in pagina


def test_retried_work_is_done_and_the_press_is_logged(ufficiale, fallito, ascolta, django_capture_on_commit_callbacks):
    ascolta.guasto = False
    with django_capture_on_commit_callbacks(execute=True):
        risposta = ufficiale.post(reverse("admin:registro_annuncio_riprova", args=[fallito.pk]), follow=True)
    assert "Rimesso in coda" in risposta.content.decode()
    fallito.refresh_from_db()
    assert (fallito.fatto_il is not None, fallito.tentativi, fallito.errore) == (True, 1, "")
    [riga] = Transizione.objects.di(fallito)
    assert (riga.verbo, riga.attore[:8]) == ("riprova", "persona:")


def test_retried_work_that_fails_again_stays_on_the_page(ufficiale, fallito, django_capture_on_commit_callbacks):
    Annuncio.objects.update(tentativi=7, prossimo=adesso() + timedelta(hours=6))
    with django_capture_on_commit_callbacks(execute=True):
        ufficiale.post(reverse("admin:registro_annuncio_riprova", args=[fallito.pk]))
    fallito.refresh_from_db()
    assert (fallito.fatto_il, fallito.tentativi) == (None, 1)
    assert list(Annuncio.objects.da_guardare()) == [fallito]


def test_work_done_meanwhile_is_said(ufficiale, fallito):
    Annuncio.objects.update(fatto_il=adesso(), errore="")
    risposta = ufficiale.post(reverse("admin:registro_annuncio_riprova", args=[fallito.pk]), follow=True)
    assert "Questo lavoro è già stato fatto" in risposta.content.decode()
    with pytest.raises(TransizioneNonAmmessa):
        riprova(fallito, da=PersonaFactory(is_superuser=True))
    assert Transizione.objects.di(fallito).count() == 0


def test_retrying_is_a_post(ufficiale, fallito):
    assert ufficiale.get(reverse("admin:registro_annuncio_riprova", args=[fallito.pk])).status_code == 405


def test_staff_without_the_permission_see_nothing(client, monkeypatch, fallito):
    monkeypatch.setattr("talenti.base.fattore.is_mfa_enabled", lambda persona: True)
    monkeypatch.setattr("talenti.persone.models.entra_in_ufficio", lambda persona: True)
    persona = PersonaFactory()
    client.force_login(persona)
    assert client.get(reverse(PAGINA)).status_code == 403
    assert client.post(reverse("admin:registro_annuncio_riprova", args=[fallito.pk])).status_code == 404
    with pytest.raises(NonPermesso):
        riprova(fallito, da=persona)
    assert list(ufficio.lavori_non_riusciti(persona)) == []
    assert list(Annuncio.objects.visibili_in_ufficio(persona)) == []


def test_coordination_holds_the_permission():
    assert "registro.gestisci_annunci" in ruoli.RUOLI[ruoli.COORDINAMENTO].permessi


def test_office_is_told_how_many_and_since_when(fallito):
    tecnico = PersonaFactory(is_superuser=True)
    [voce] = ufficio.lavori_non_riusciti(tecnico)
    assert (voce.quanti, voce.dal, voce.url) == (1, fallito.transizione.quando, reverse(PAGINA))
    Annuncio.objects.update(fatto_il=adesso(), errore="")
    assert list(ufficio.lavori_non_riusciti(tecnico)) == []


@pytest.mark.parametrize(
    ("campi", "da_guardare", "motivo"),
    [
        ({"minuti": -1}, False, ""),
        ({"minuti": -3}, True, ""),
        ({"minuti": 5, "tentativi": 1}, False, ""),
        ({"minuti": 5, "tentativi": 2}, True, "Interrotto ogni volta prima della fine."),
        ({"minuti": 5, "tentativi": 1, "errore": "Boh()\nriga due"}, True, "Boh()"),
        ({"minuti": -3, "fatto_il": True}, False, ""),
    ],
)
def test_what_is_to_be_looked_at(partner, campi, da_guardare, motivo):
    campi = dict(campi)
    prossimo = adesso() + timedelta(minutes=campi.pop("minuti"))
    if campi.get("fatto_il"):
        campi["fatto_il"] = adesso()
    riga = Annuncio.objects.create(transizione=Transizione.objects.get(), ascoltatore="qui", prossimo=prossimo, **campi)
    assert (Annuncio.objects.da_guardare().exists(), riga.motivo) == (da_guardare, motivo)


def test_health_says_late_and_failed(fallito):
    assert registries.salute["annunci"].prova() == (True, {"ritardo_s": 0, "non_riusciti": 1})
    with a_quest_ora(fallito.prossimo + timedelta(minutes=15)):
        assert stato_annunci() == (True, {"ritardo_s": 900, "non_riusciti": 1})
    with a_quest_ora(fallito.prossimo + timedelta(minutes=15, seconds=1)):
        assert stato_annunci() == (False, {"ritardo_s": 901, "non_riusciti": 1})


def test_acts_are_in_words_where_the_reader_may_see_the_object(partner):
    nascita = Transizione.objects.get()
    sparita = Transizione(pk=0, oggetto_tipo="sparita.cosa", oggetto_id=7, verbo="nasci")
    di_una_volta = Transizione(pk=-1, oggetto_tipo="registro.sigillo", oggetto_id=3, verbo="chiudi")
    righe = [nascita, sparita, di_una_volta]
    assert atti_in_parole(righe, PersonaFactory(is_superuser=True)) == {
        nascita.pk: ("Ha proposto l'organizzazione", "Banda del Ponte"),
        0: ("nasci", "sparita.cosa 7"),
        -1: ("chiudi", "sigillo 3"),
    }
    assert atti_in_parole([nascita], PersonaFactory())[nascita.pk][1] == f"partner {partner.pk}"


@pytest.mark.parametrize("quanti", [1, 3])
def test_page_costs_the_same_whatever_failed(ufficiale, ascolta, django_assert_num_queries, quanti):
    for n in range(quanti):
        passa(partner_proposto(nome=f"Coro {n}", slug=f"coro-{n}"), "prendi_in_esame")
    annuncia()
    ufficiale.get(reverse(PAGINA))
    with django_assert_num_queries(8):
        ufficiale.get(reverse(PAGINA))


def test_list_and_row_open(ufficiale, fallito):
    assert "Lettera di prova" in ufficiale.get(fallito.get_absolute_url()).content.decode()
    assert ufficiale.get(reverse("admin:registro_annuncio_changelist")).status_code == 200
    assert ufficiale.get(reverse("admin:registro_annuncio_change", args=[fallito.pk])).status_code == 200
