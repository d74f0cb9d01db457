"""Inbox, preferences, and the link at the foot of mails."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talenti.avvisi.actions import scegli
from talenti.avvisi.emails import SCOPO_SILENZIO
from talenti.avvisi.models import Avviso, Preferenza, Striscione
from talenti.avvisi.queries import striscioni
from talenti.base.clock import a_quest_ora
from talenti.base.exceptions import DatoNonAccettato
from talenti.base.links import firma
from talenti.base.memoria import dimentica
from tests.factories.avvisi import avviso
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db
ORA = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ELENCO, PREFERENZE = "avvisi:elenco", "avvisi:preferenze"


@pytest.fixture
def io(client, giulia):
    client.force_login(giulia)
    return client


def corpo(risposta):
    return risposta.content.decode()


def test_inbox_shows_mine_newest_first(io, giulia):
    with a_quest_ora(ORA):
        primo = avviso(persona=giulia, oggetto="Primo")
    secondo = avviso(persona=giulia, oggetto="Secondo")
    avviso(persona=PersonaFactory(), oggetto="Di un'altra")
    risposta = io.get(reverse(ELENCO))
    assert list(risposta.context["object_list"]) == [secondo, primo]
    assert "Hai 2 messaggi da leggere." in corpo(risposta)
    assert "Di un" not in corpo(risposta)


@pytest.mark.parametrize("quanti", [1, 3])
def test_inbox_asks_the_same_queries_however_long(io, giulia, quanti):
    """How many, the page of them, the unread count in the header and in the side list; announcements are kept."""
    for _ in range(quanti):
        avviso(persona=giulia)
    io.get(reverse(ELENCO))
    with CaptureQueriesContext(connection) as lette:
        io.get(reverse(ELENCO))
    tabelle = [nome for q in lette for nome in ("avvisi_avviso", "avvisi_striscione") if f'FROM "{nome}"' in q["sql"]]
    assert sorted(tabelle) == ["avvisi_avviso"] * 4


def test_empty_inbox_says_what_comes(io):
    assert "Qui arriva quello che succede alle tue cose" in corpo(io.get(reverse(ELENCO)))


@pytest.mark.parametrize(
    ("parametri", "attesi"),
    [
        ({}, ["letto", "sicuro", "nuovo"]),
        ({"letti": "no"}, ["sicuro", "nuovo"]),
        ({"letti": "si"}, ["letto"]),
        ({"tipo": "sicurezza"}, ["sicuro"]),
        ({"tipo": "sicurezza", "letti": "si"}, []),
        ({"tipo": "boh", "letti": "\x00", "page": "x"}, ["letto", "sicuro", "nuovo"]),
        ({"page": "99"}, ["letto", "sicuro", "nuovo"]),
    ],
)
def test_filters(io, giulia, parametri, attesi):
    with a_quest_ora(ORA):
        avviso(persona=giulia, oggetto="nuovo")
    with a_quest_ora(ORA + timedelta(hours=1)):
        avviso(persona=giulia, oggetto="sicuro", tipo="sicurezza")
    with a_quest_ora(ORA + timedelta(hours=2)):
        letto = avviso(persona=giulia, oggetto="letto")
    Avviso.objects.filter(pk=letto.pk).update(letto_il=ORA)
    risposta = io.get(reverse(ELENCO), parametri)
    assert [uno.oggetto for uno in risposta.context["object_list"]] == attesi


def test_opening_changes_nothing(io, giulia):
    uno = avviso(persona=giulia)
    risposta = io.get(uno.get_absolute_url())
    assert "La Banda del Ponte fa parte della rete da oggi." in corpo(risposta)
    assert "Segna come letto" in corpo(risposta)
    uno.refresh_from_db()
    assert uno.letto_il is None


def test_marking_as_read_goes_back_to_the_message(io, giulia):
    uno, altro = avviso(persona=giulia), avviso(persona=giulia)
    with a_quest_ora(ORA):
        risposta = io.post(reverse("avvisi:segna_letto", args=[uno.pk]))
    assert (risposta.status_code, risposta.url) == (302, uno.get_absolute_url())
    assert dict(Avviso.objects.values_list("pk", "letto_il")) == {uno.pk: ORA, altro.pk: None}
    with a_quest_ora(ORA + timedelta(days=1)):
        io.post(reverse("avvisi:segna_letto", args=[uno.pk]))
    uno.refresh_from_db()
    assert uno.letto_il == ORA


def test_page_with_scripts_marks_by_itself(io, giulia):
    uno = avviso(persona=giulia)
    with a_quest_ora(ORA):
        risposta = io.post(reverse("avvisi:segna_letto", args=[uno.pk]), headers={"HX-Request": "true"})
    assert risposta.status_code == 200
    assert "Letto domenica 22 novembre 2026 alle 10:30" in corpo(risposta)
    assert "<html" not in corpo(risposta)


def test_marking_all(io, giulia):
    altrui = avviso(persona=PersonaFactory())
    for _ in range(2):
        avviso(persona=giulia)
    risposta = io.post(reverse("avvisi:segna_tutti"), follow=True)
    assert "2 messaggi segnati come letti." in corpo(risposta)
    assert list(Avviso.objects.filter(letto_il=None)) == [altrui]


@pytest.mark.parametrize("nome", ["avvisi:segna_letto", "avvisi:segna_tutti"])
def test_marking_is_a_post(io, giulia, nome):
    uno = avviso(persona=giulia)
    args = [uno.pk] if nome.endswith("letto") else []
    assert io.get(reverse(nome, args=args)).status_code == 405


def test_message_of_another_is_not_found(io):
    altrui = avviso(persona=PersonaFactory())
    assert io.get(altrui.get_absolute_url()).status_code == 404
    assert io.post(reverse("avvisi:segna_letto", args=[altrui.pk])).status_code == 404
    altrui.refresh_from_db()
    assert altrui.letto_il is None


def test_superuser_reads_nobody_elses(client, giulia):
    client.force_login(PersonaFactory(is_superuser=True))
    assert client.get(avviso(persona=giulia).get_absolute_url()).status_code == 404


@pytest.mark.parametrize("nome", [ELENCO, PREFERENZE])
def test_anonymous_goes_to_login(client, nome):
    risposta = client.get(reverse(nome))
    assert risposta.status_code == 302
    assert risposta.url.startswith(reverse("account_login"))


def test_erased_message_says_so(io, giulia):
    uno = avviso(persona=giulia)
    Avviso.objects.update(oggetto="", testo=[], azione_url="")
    assert "Messaggio cancellato" in corpo(io.get(reverse(ELENCO)))
    assert "Messaggio cancellato" in corpo(io.get(uno.get_absolute_url()))


def test_unread_count_stands_on_every_page(io, giulia):
    avviso(persona=giulia)
    assert "messaggio da leggere" in corpo(io.get(reverse("registro:sigilli")))


# ── Preferences ───────────────────────────────────────────────────────────────────────────────────
def test_preferences_show_what_is_in_force_and_what_always_leaves(io, giulia):
    Preferenza.objects.create(persona=giulia, tipo="rete", canale="riepilogo")
    risposta = io.get(reverse(PREFERENZE))
    form = risposta.context["form"]
    assert form["rete"].value() == "riepilogo"
    assert "sicurezza" not in form.fields
    assert "sicurezza" in [tipo.chiave for tipo in form.obbligatori]
    assert "Questi partono sempre" in corpo(risposta)


def test_choice_is_kept(io, giulia):
    voci = dict.fromkeys(io.get(reverse(PREFERENZE)).context["form"].fields, "subito")
    risposta = io.post(reverse(PREFERENZE), voci | {"rete": "solo_portale", "sicurezza": "solo_portale"}, follow=True)
    assert "Le tue scelte sono salvate" in corpo(risposta)
    scelte = dict(Preferenza.objects.values_list("tipo", "canale"))
    assert scelte == voci | {"rete": "solo_portale"}


@pytest.mark.parametrize("valore", ["", "piccione", "\x00", "x" * 1_000])
def test_choice_that_does_not_exist_is_refused(io, valore):
    risposta = io.post(reverse(PREFERENZE), {"rete": valore})
    assert (risposta.status_code, Preferenza.objects.count()) == (200, 0)
    assert "rete" in risposta.context["form"].errors


# ── The link in the mail ──────────────────────────────────────────────────────────────────────────
def link(persona, tipo="rete"):
    return reverse("avvisi:silenzia", args=[firma(SCOPO_SILENZIO, {"persona": persona.pk, "tipo": tipo})])


def test_link_asks_before_it_acts(client, giulia):
    risposta = client.get(link(giulia))
    assert "Vuoi smettere di ricevere le email su «Organizzazioni e ruoli»?" in corpo(risposta)
    assert Preferenza.objects.count() == 0


def test_mailbox_unsubscribes_in_one_click_without_session_or_token(giulia):
    """RFC 8058: a POST from a machine that has no cookie of ours."""
    risposta = Client(enforce_csrf_checks=True).post(link(giulia), {"List-Unsubscribe": "One-Click"})
    assert risposta.status_code == 200
    assert Preferenza.objects.get(persona=giulia).canale == "solo_portale"
    assert avviso(persona=giulia).consegne.count() == 0


def test_link_of_the_digest_silences_what_comes_in_it(client, giulia):
    Preferenza.objects.create(persona=giulia, tipo="rete", canale="riepilogo")
    assert "Vuoi smettere di ricevere il riepilogo del giorno?" in corpo(client.get(link(giulia, "")))
    client.post(link(giulia, ""))
    assert list(Preferenza.objects.values_list("tipo", "canale")) == [("rete", "solo_portale")]


def test_compulsory_kind_is_not_silenced_even_by_a_signed_link(client, giulia):
    client.post(link(giulia, "sicurezza"))
    assert Preferenza.objects.count() == 0


def test_link_of_a_closed_account_does_nothing_and_says_the_same(client, giulia):
    indirizzo = link(giulia)
    prima = corpo(client.post(indirizzo))
    Preferenza.objects.all().delete()
    type(giulia).objects.update(is_active=False)
    assert corpo(client.post(indirizzo)) == prima
    assert Preferenza.objects.count() == 0


@pytest.mark.parametrize("metodo", ["get", "post"])
def test_link_that_was_changed_is_refused(client, giulia, metodo):
    risposta = getattr(client, metodo)(link(giulia)[:-2] + "x/")
    assert risposta.status_code == 410
    assert "Questo link non vale più" in corpo(risposta)
    assert Preferenza.objects.count() == 0


def test_link_made_for_something_else_is_refused(client, giulia):
    altro = firma("altro", {"persona": giulia.pk, "tipo": "rete"})
    assert client.post(reverse("avvisi:silenzia", args=[altro])).status_code == 410


# ── The announcement ──────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("quando", "pagine", "si_vede"),
    [
        (ORA, "", True),
        (ORA - timedelta(seconds=1), "", False),
        (ORA + timedelta(hours=1) - timedelta(seconds=1), "", True),
        (ORA + timedelta(hours=1), "", False),
        (ORA, "/spazi/ /registro/", True),
        (ORA, "/spazi/", False),
    ],
)
def test_announcement_is_shown_from_to_and_where(client, quando, pagine, si_vede):
    Striscione.objects.create(
        testo="Il portale si ferma.", livello="warn", pagine=pagine, dal=ORA, al=ORA + timedelta(hours=1)
    )
    with a_quest_ora(quando):
        risposta = client.get(reverse("registro:sigilli"))
    assert ("Il portale si ferma." in corpo(risposta)) is si_vede


def test_latest_announcement_wins(client):
    for n in (2, 1):
        Striscione.objects.create(testo=f"Annuncio {n}.", dal=ORA + timedelta(minutes=n))
    with a_quest_ora(ORA + timedelta(hours=1)):
        pagina = corpo(client.get(reverse("registro:sigilli")))
    assert ("Annuncio 2." in pagina, "Annuncio 1." in pagina) == (True, False)


def test_announcements_are_asked_once_a_minute_and_again_when_one_is_written(client):
    with a_quest_ora(ORA):
        client.get(reverse("registro:sigilli"))
        Striscione.objects.create(testo="Arriva dopo.", dal=ORA)
        assert "Arriva dopo." not in corpo(client.get(reverse("registro:sigilli")))
        dimentica(striscioni)
        assert "Arriva dopo." in corpo(client.get(reverse("registro:sigilli")))


def test_choice_that_does_not_exist_is_refused_by_the_action_too(giulia):
    with pytest.raises(DatoNonAccettato) as errore:
        scegli(giulia, {"rete": "piccione"})
    assert (errore.value.campo, Preferenza.objects.count()) == ("rete", 0)
