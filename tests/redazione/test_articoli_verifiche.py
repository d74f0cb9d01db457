"""The fact-check: asked of somebody outside, answered once through a signed link, which acts on POST alone."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse

from redazione.actions import pubblicazione, verifiche
from redazione.actions.verifiche import APERTE, SCADE_DOPO
from redazione.emails_articoli import SCOPO_VERIFICA
from redazione.enums_articoli import StatoArticolo
from redazione.models import Verifica
from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.links import firma
from tests.factories import redazione
from tests.factories import redazione_articoli as di_articoli
from tests.factories.redazione import DA, Detto, atti, chi_e, ultimi_dati
from tests.factories.redazione_articoli import MOTIVO, TITOLO, articolo, chiedi, in_correzione

pytestmark = pytest.mark.django_db


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def uno(testata):
    return articolo(testata)


def autrice(uno):
    return uno.voce.autori.get().persona


def link(verifica, scopo=SCOPO_VERIFICA):
    return reverse("redazione:verifica", args=[firma(scopo, {"verifica": verifica.codice})])


def letta(risposta, stato=200):
    assert risposta.status_code == stato
    return html.unescape(risposta.content.decode())


# ── Asked ─────────────────────────────────────────────────────────────────────────────────────────
def test_who_is_asked_gets_a_letter_with_the_question_and_a_link(client, uno):
    prima = adesso()
    with Detto() as detto:
        una = chiedi(uno, nome=" Ada Perita ", email=" ADA@Example.org ", domanda=" Le date? ")
    una.refresh_from_db()
    assert (una.nome, una.email, una.domanda, una.chiesta_da) == (
        "Ada Perita",
        "ada@example.org",
        "Le date?",
        autrice(uno),
    )
    assert (una.revisione, una.esito, una.risposta, una.risposta_il) == (uno.bozza, "", "", None)
    assert prima + SCADE_DOPO <= una.scade_il <= adesso() + SCADE_DOPO
    assert str(una) == f"Ada Perita · {TITOLO}"
    assert (atti(uno)[-1], ultimi_dati(uno)) == (
        ("chiedi_verifica", "bozza", "bozza", chi_e(autrice(uno))),
        {"verifica": una.pk},
    )
    (lettera,) = detto.avvisi
    assert (lettera.persona, lettera.email, lettera.oggetto) == (
        None,
        "ada@example.org",
        "Ci aiuti a controllare un articolo?",
    )
    assert (lettera.testo[1], TITOLO in " ".join(lettera.testo)) == ("Le date?", False)
    assert "Ci aiuti a controllare i fatti?" in letta(client.get(lettera.azione_url))


@pytest.mark.parametrize(
    ("campi", "codice", "campo"),
    [
        ({"nome": " "}, "vuoto", "nome"),
        ({"nome": "x" * 81}, "lungo", "nome"),
        ({"domanda": ""}, "vuoto", "domanda"),
        ({"domanda": "x" * 401}, "lungo", "domanda"),
        ({"email": "ada"}, "dato_non_accettato", "email"),
        ({"email": "ada@example.org\nBcc: a@example.org"}, "dato_non_accettato", "email"),
    ],
)
def test_whom_and_what_is_said_or_nobody_is_written_to(uno, campi, codice, campo):
    with pytest.raises(DatoNonAccettato) as errore:
        chiedi(uno, **campi)
    assert (errore.value.codice, errore.value.campo, Verifica.objects.count()) == (codice, campo, 0)


def test_strangers_are_not_written_to_by_the_dozen(uno):
    aperte = [chiedi(uno, email=f"ada{n}@example.org") for n in range(APERTE)]
    with pytest.raises(TransizioneNonAmmessa) as errore:
        chiedi(uno)
    assert (errore.value.codice, Verifica.objects.count()) == ("troppe", APERTE)
    # What is answered, or has expired, waits no more.
    verifiche.rispondi_verifica(aperte[0], "giusto", "")
    chiedi(uno)
    with a_quest_ora(adesso() + SCADE_DOPO):
        chiedi(uno)


# ── Answered ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("esito", "risposta"), [("giusto", ""), ("giusto", "Ben fatto."), ("da_correggere", "È il 3.")]
)
def test_the_answer_is_kept_and_told_to_who_asked(uno, esito, risposta):
    una = chiedi(uno)
    prima = adesso()
    with Detto() as detto:
        verifiche.rispondi_verifica(una, esito, f" {risposta} ")
    una.refresh_from_db()
    assert (una.esito, una.risposta, prima <= una.risposta_il <= adesso()) == (esito, risposta, True)
    assert atti(uno)[-1] == ("verifica", "bozza", "bozza", f"sistema:verifica:{una.pk}")
    assert ultimi_dati(uno) == {"verifica": una.pk, "esito": esito}
    assert detto.a_chi == [(autrice(uno), "È arrivata la risposta a una verifica dei fatti")]


@pytest.mark.parametrize(
    ("esito", "risposta", "codice", "campo"),
    [
        ("boh", "", "scelta", "esito"),
        ("", "", "scelta", "esito"),
        ("da_correggere", "  ", "vuoto", "risposta"),
        ("giusto", "x" * 2001, "lungo", "risposta"),
    ],
)
def test_an_answer_that_says_nothing_is_refused(uno, esito, risposta, codice, campo):
    with pytest.raises(DatoNonAccettato) as errore:
        verifiche.rispondi_verifica(chiedi(uno), esito, risposta)
    assert (errore.value.codice, errore.value.campo, Verifica.objects.get().esito) == (codice, campo, "")


def test_it_is_answered_once_and_in_time(uno):
    una, tardi = chiedi(uno), chiedi(uno, email="bea@example.org")
    verifiche.rispondi_verifica(una, "giusto", "")
    with pytest.raises(TransizioneNonAmmessa) as errore:
        verifiche.rispondi_verifica(una, "da_correggere", "Anzi no.")
    assert (errore.value.codice, Verifica.objects.get(pk=una.pk).esito) == ("risposta", "giusto")
    with a_quest_ora(tardi.scade_il), pytest.raises(TransizioneNonAmmessa) as errore:
        verifiche.rispondi_verifica(tardi, "giusto", "")
    assert (errore.value.codice, Verifica.objects.get(pk=tardi.pk).esito) == ("scaduta", "")
    with a_quest_ora(tardi.scade_il - timedelta(seconds=1)):
        verifiche.rispondi_verifica(tardi, "giusto", "")


# ── Its page ──────────────────────────────────────────────────────────────────────────────────────
def test_the_page_shows_the_text_that_was_asked_about_and_acts_on_post_alone(client, testata):
    foto = di_articoli.immagine(testata)
    figura = f"<figure><img data-immagine={foto.codice}></figure>"
    uno = articolo(testata, testo=di_articoli.scritto(html=f"{di_articoli.TESTO}{figura}"))
    una = chiedi(uno)
    di_articoli.testi.salva(uno, di_articoli.scritto(titolo="Riscritto dopo"), base=2, da=autrice(uno))
    quanti = len(atti(uno))
    for _volta in range(2):
        pagina = letta(client.get(link(una)))
        assert ("Il laboratorio apre ogni mattina" in pagina, "Riscritto dopo" in pagina) == (True, False)
        assert (una.domanda in pagina, foto.codice in pagina, "noindex" in pagina) == (True, False, True)
    assert client.head(link(una)).status_code == 200
    assert (len(atti(uno)), Verifica.objects.get().esito) == (quanti, "")
    risposta = client.post(link(una), {"esito": "da_correggere", "risposta": ""})
    assert (letta(risposta, 409).count("Scrivi che cosa è da correggere.") > 0, Verifica.objects.get().esito) == (
        True,
        "",
    )
    assert client.post(link(una), {"esito": "boh"}).status_code == 422
    pagina = letta(client.post(link(una), {"esito": "da_correggere", "risposta": "È il <b>3</b>."}))
    assert ("Grazie, la tua risposta è arrivata" in pagina, Verifica.objects.get().risposta) == (True, "È il <b>3</b>.")
    # Afterwards the text is no more to be read there, and the first answer stays.
    pagina = letta(client.get(link(una)))
    assert ("Grazie" in pagina, "Il laboratorio apre" in pagina) == (True, False)
    assert letta(client.post(link(una), {"esito": "giusto"}), 409).count("Grazie") == 1
    assert Verifica.objects.get().esito == "da_correggere"


def test_too_late_it_says_so_and_shows_the_text_no_more(client, uno):
    una = chiedi(uno)
    Verifica.objects.update(scade_il=adesso())
    pagina = letta(client.get(link(una)))
    assert ("Il tempo per rispondere è finito" in pagina, "Il laboratorio apre" in pagina) == (True, False)
    pagina = letta(client.post(link(una), {"esito": "giusto"}), 409)
    assert ("Il laboratorio apre" in pagina, Verifica.objects.get().esito) == (False, "")


@pytest.mark.parametrize("quale", ["storto", "tagliato", "altro scopo", "nessuna", "vecchio"])
def test_a_link_that_is_not_ours_opens_nothing(client, uno, quale):
    una = chiedi(uno)
    indirizzo = {
        "storto": reverse("redazione:verifica", args=["x"]),
        "tagliato": link(una)[:-6] + "/",
        "altro scopo": link(una, "redazione.altro"),
        "nessuna": link(Verifica(codice="bcdfghjkmnpq")),
        "vecchio": link(una),
    }[quale]
    if quale == "vecchio":
        from django.core import signing

        passato = adesso().timestamp() - timedelta(days=61).total_seconds()
        with pytest.MonkeyPatch.context() as ferma:
            ferma.setattr(signing.time, "time", lambda: passato)
            indirizzo = link(una)
    for risposta in (client.get(indirizzo), client.post(indirizzo, {"esito": "giusto"})):
        assert "Questo link non vale più" in letta(risposta, 410)
    assert Verifica.objects.get().esito == ""


@pytest.mark.parametrize("stato", [StatoArticolo.BOZZA, StatoArticolo.PUBBLICATO])
def test_of_what_was_withdrawn_nothing_is_asked_until_it_is_written_on_again(client, testata, stato):
    uno = in_correzione(testata) if stato == StatoArticolo.PUBBLICATO else articolo(testata)
    una = chiedi(uno)
    pubblicazione.ritira(uno, MOTIVO, da=DA)
    for risposta in (client.get(link(una)), client.post(link(una), {"esito": "giusto"})):
        assert "Questo articolo non si fa più" in letta(risposta, 410)
    pubblicazione.riapri(uno, da=DA)
    nuova = chiedi(uno, email="bea@example.org")
    assert "Il laboratorio apre" in letta(client.get(link(nuova)))
    letta(client.post(link(nuova), {"esito": "giusto"}))
    assert Verifica.objects.get(pk=nuova.pk).esito == "giusto"


def test_who_has_an_account_at_that_address_is_told_there(uno):
    chi = redazione.redattrice(uno.testata)
    chiedi(uno, email=chi.email)
    assert Avviso.objects.latest("pk").persona == chi


def test_who_was_asked_is_forgotten_after_a_year_and_what_she_said_stays(testata, uno):
    una = chiedi(uno)
    verifiche.rispondi_verifica(una, "da_correggere", "La via è un'altra.")
    assert verifiche.dimentica_verifiche(una.chiesta_il + verifiche.TENUTE) == 0
    dopo = una.chiesta_il + verifiche.TENUTE + timedelta(seconds=1)
    assert (verifiche.dimentica_verifiche(dopo), verifiche.dimentica_verifiche(dopo)) == (1, 0)
    una.refresh_from_db()
    assert (una.nome, una.email, una.risposta) == ("", "", "La via è un'altra.")
