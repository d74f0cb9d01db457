"""The page of exports: what it says before, what it writes down, for whom it does not exist."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from talenti.base.exceptions import NonPermesso
from talenti.persone.models import Lettura
from talenti.registro.models import Transizione
from talenti.registro.queries import verifica
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.documenti import pdf
from tests.factories.esportazioni import mandata
from tests.factories.risposte import allegata, chiesta, di_sportello, risposta_inviata
from tests.factories.thinktown import Ufficio, cominciata, inviata, maggiorenne
from thinktown import actions
from thinktown.esportazioni.formati import DI_MOLTE, DI_UNA
from thinktown.esportazioni.raccolta import raccogli
from thinktown.models import Domanda

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio(client):
    casa = Ufficio()
    client.force_login(casa.scrive)
    return casa


def pagina(bando, **filtri):
    return reverse("admin:thinktown_bando_esporta", args=[bando.pk], query=filtri)


def fascicolo(domanda):
    return reverse("admin:thinktown_bando_fascicolo", args=[domanda.bando.pk, domanda.codice])


def preso(risposta):
    """Taken to the end, as a browser does."""
    return b"".join(risposta.streaming_content) if risposta.streaming else risposta.content


def atti(bando):
    return [(t.attore, t.dettaglio.dati) for t in Transizione.objects.di(bando).filter(verbo="esporta")]


# ── Before ────────────────────────────────────────────────────────────────────────────────────────
def test_it_says_how_many_and_how_large_before_anything_is_taken(client, ufficio):
    bando = ufficio.pubblicato()
    cominciata(bando)
    mandata(bando, maggiorenne(), [maggiorenne()], file=[("a.pdf", pdf()), ("b.pdf", pdf(oggetti=b"% b\n"))])
    inviata(bando)
    letta = client.get(pagina(bando))
    raccolta = letta.context["raccolta"]
    assert (len(raccolta), len(raccolta.persone), raccolta.file) == (2, 3, 2)
    assert raccolta.byte == len(pdf()) + len(pdf(oggetti=b"% b\n"))
    testo = " ".join(letta.content.decode().split())
    assert "<strong>2</strong> domande" in testo
    assert "<strong>3</strong> persone" in testo
    # Looking is no export, and shows nobody's data.
    assert (atti(bando), Lettura.objects.count()) == ([], 0)


def test_the_page_says_which_filters_hold_and_keeps_them(client, ufficio):
    bando = ufficio.pubblicato()
    inviata(bando)
    letta = client.get(pagina(bando, q="radio", cosa="da_controllare"))
    testo = letta.content.decode()
    assert "Cerca: radio · A che punto è: Da controllare" in testo
    assert f'action="{pagina(bando).partition("?")[0]}?cosa=da_controllare&amp;q=radio"' in testo
    elenco = client.get(
        reverse("admin:thinktown_bando_domande", args=[bando.pk], query={"q": "radio"})
    ).content.decode()
    assert f'href="{pagina(bando).partition("?")[0]}?q=radio"' in elenco


def test_without_applications_there_is_nothing_to_press(client, ufficio):
    bando = ufficio.pubblicato()
    for indirizzo in (pagina(bando), pagina(ufficio.bozza()), pagina(bando, q="x")):
        assert 'name="formato"' not in client.get(indirizzo).content.decode()
    risposta = client.post(pagina(bando, q="x"), {"formato": "xlsx"})
    assert (risposta.status_code, risposta.url) == (302, pagina(bando, q="x"))
    assert [str(uno) for uno in get_messages(risposta.wsgi_request)] == [
        "Con questi filtri non c'è nessuna domanda da esportare."
    ]
    assert atti(bando) == []


@pytest.mark.parametrize("formato", ["", "pdf", "fascicolo", "x", "\x00"])
def test_a_form_that_there_is_not_takes_nothing(client, ufficio, formato):
    bando = ufficio.pubblicato()
    inviata(bando)
    risposta = client.post(pagina(bando), {"formato": formato})
    assert (risposta.status_code, risposta.url, atti(bando)) == (302, pagina(bando), [])


# ── What is written down ──────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("formato", DI_MOLTE)
def test_each_export_is_an_act_with_who_what_and_how_many(client, ufficio, formato):
    bando = ufficio.pubblicato()
    mandata(bando, maggiorenne(), file=[("a.pdf", pdf())])
    inviata(bando)
    assert preso(client.post(pagina(bando, q="1"), {"formato": formato}))
    assert atti(bando) == [
        (f"persona:{ufficio.scrive.pk}", {"formato": formato, "quante": 1, "file": 1, "filtri": {"Cerca": "1"}})
    ]
    assert list(verifica()) == []


@pytest.mark.parametrize("formato", DI_UNA)
def test_so_is_the_paper_of_one(client, ufficio, formato):
    domanda = inviata(ufficio.pubblicato())
    domanda.refresh_from_db()
    assert preso(client.post(fascicolo(domanda), {"formato": formato}))
    assert [dati for _chi, dati in atti(domanda.bando)] == [
        {"formato": formato, "quante": 1, "file": 0, "filtri": {"Domanda": "n. 1"}}
    ]


@pytest.mark.parametrize("formato", ["xlsx", "csv", "zip"])
def test_whose_data_they_are_reads_that_they_were_taken(client, ufficio, formato):
    bando, persona, altra = ufficio.pubblicato(), maggiorenne(), maggiorenne()
    inviata(bando, persona, [altra])
    preso(client.post(pagina(bando), {"formato": formato}))
    lette = Lettura.objects.filter(pagina="thinktown.esportazioni").values_list("persona", "chi")
    assert sorted(lette) == sorted([(persona.pk, ufficio.scrive.pk), (altra.pk, ufficio.scrive.pk)])
    client.force_login(altra)
    assert (
        "Le domande inviate a un bando, scaricate dall&#x27;ufficio"
        in client.get(reverse("persone:letture")).content.decode()
    )


def test_colleagues_read_who_took_what(client, ufficio):
    bando = ufficio.pubblicato()
    inviata(bando)
    preso(client.post(pagina(bando, cosa="da_controllare"), {"formato": "csv_persone"}))
    client.force_login(ufficio.pubblica)
    [una] = client.get(pagina(bando)).context["ultime"]
    assert (una["chi"], una["formato"], una["quante"], una["filtri"]) == (
        ufficio.scrive.get_full_name(), "CSV delle persone", 1, "A che punto è: Da controllare",
    )  # fmt: skip
    # The call's own history keeps to what happened to the call.
    storia = client.get(reverse("admin:thinktown_bando_scheda", args=[bando.pk])).context["storia"]
    assert "Ha esportato domande" not in [riga.verbo for riga in storia]


def test_the_names_of_the_files(client, ufficio):
    bando = ufficio.pubblicato()
    domanda = inviata(bando)
    risposte = [client.post(pagina(bando), {"formato": uno}) for uno in DI_MOLTE]
    nomi = [risposta["Content-Disposition"] for risposta in risposte]
    prima = f'attachment; filename="{bando.slug}'
    assert [nome.removeprefix(prima).rpartition("-20")[0] for nome in nomi] == [
        *("-domande", "-domande", "-tabelle", "-persone", "-domande"),
    ]
    assert [risposta["Content-Type"].partition(";")[0] for risposta in risposte] == [
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", *["text/csv"] * 3, "application/zip",
    ]  # fmt: skip
    assert [nome.rpartition(".")[2] for nome in nomi] == ['xlsx"', 'csv"', 'csv"', 'csv"', 'zip"']
    assert client.post(fascicolo(domanda), {"formato": "zip"})["Content-Disposition"] == f'{prima}-1.zip"'


# ── For whom it is not there ──────────────────────────────────────────────────────────────────────
def test_for_who_does_not_follow_the_call_there_is_no_export(client, ufficio):
    bando, persona = ufficio.pubblicato(), maggiorenne()
    domanda = inviata(bando, persona)
    altrove = rete.ammesso(tipo="ente_pubblico", nome="Comune di Altrove", codice_fiscale="90000000282")
    for chi in (rete.membro(altrove, ruoli.OPERATORE), rete.membro(altrove, ruoli.AMMINISTRAZIONE)):
        client.force_login(chi)
        for indirizzo in (pagina(bando), fascicolo(domanda)):
            assert client.post(indirizzo, {"formato": "zip"}).status_code == 404
        assert client.get(pagina(bando)).status_code == 404
    for chi in (persona, maggiorenne()):
        client.force_login(chi)
        for indirizzo in (pagina(bando), fascicolo(domanda)):
            assert client.post(indirizzo, {"formato": "zip"}).status_code == 302
    assert (atti(bando), Lettura.objects.count()) == ([], 0)


def test_an_officer_named_today_exports_and_no_longer_once_it_has_ended(client, ufficio):
    bando = ufficio.pubblicato()
    inviata(bando)
    altrove = rete.ammesso(tipo="ente_pubblico", nome="Comune di Altrove", codice_fiscale="90000000282")
    chi = rete.membro(altrove, ruoli.OPERATORE)
    incarico = actions.incarica(bando, chi, ruolo="istruttore", da=ufficio.pubblica)
    client.force_login(chi)
    assert client.post(pagina(bando), {"formato": "csv"}).status_code == 200
    actions.termina_incarico(incarico, da=ufficio.pubblica)
    assert client.post(pagina(bando), {"formato": "csv"}).status_code == 404


def test_a_draft_is_in_no_export(client, ufficio):
    bando = ufficio.pubblicato()
    bozza = cominciata(bando)
    inviata(bando)
    assert client.post(fascicolo(bozza), {"formato": "pdf"}).status_code == 404
    assert bozza.codice not in preso(client.post(pagina(bando), {"formato": "csv"})).decode()
    # Nor is one of another call that one follows too, by this call's address.
    altra = inviata(ufficio.pubblicato())
    indirizzo = reverse("admin:thinktown_bando_fascicolo", args=[bando.pk, altra.codice])
    assert client.post(indirizzo, {"formato": "pdf"}).status_code == 404


def test_the_verb_itself_asks_who(ufficio):
    bando = ufficio.pubblicato()
    with pytest.raises(NonPermesso):
        actions.esporta(bando, formato="csv", quante=1, file=0, da=maggiorenne())
    assert atti(bando) == []


# ── What it costs ─────────────────────────────────────────────────────────────────────────────────
def test_the_page_costs_the_same_for_one_and_for_three(client, ufficio, django_assert_num_queries):
    bando = ufficio.pubblicato()
    inviata(bando)
    preso(client.post(pagina(bando), {"formato": "csv"}))
    client.get(pagina(bando))
    with django_assert_num_queries(PAGINA):
        client.get(pagina(bando))
    for _volta in range(2):
        inviata(bando, maggiorenne(), [maggiorenne()])
        preso(client.post(pagina(bando), {"formato": "csv"}))
    with django_assert_num_queries(PAGINA):
        client.get(pagina(bando))


PAGINA = 13


@pytest.mark.parametrize(("formato", "quante"), [("xlsx", 29), ("csv", 28), ("zip", 32)])
def test_an_export_costs_the_same_for_one_and_for_three(client, ufficio, formato, quante, django_assert_num_queries):
    bando = ufficio.pubblicato()
    mandata(bando, maggiorenne(), file=[("a.pdf", pdf())])
    preso(client.post(pagina(bando), {"formato": formato}))
    with django_assert_num_queries(quante):
        preso(client.post(pagina(bando), {"formato": formato}))
    for n in range(2):
        mandata(bando, maggiorenne(), [maggiorenne()], file=[(f"{n}.pdf", pdf())])
    with django_assert_num_queries(quante):
        preso(client.post(pagina(bando), {"formato": formato}))


def test_so_does_what_became_of_each(client, ufficio, django_assert_num_queries):
    bando = di_sportello(ufficio)

    def istruita(persona):
        domanda = inviata(bando, persona)
        domanda.refresh_from_db()
        actions.controlla(domanda, {"termine": ("va_bene", "")}, letto=1, da=ufficio.scrive)
        richiesta = chiesta(domanda, ufficio)
        allegata(richiesta, 2, da=persona)
        risposta_inviata(richiesta, da=persona)

    istruita(maggiorenne())
    preso(client.post(pagina(bando), {"formato": "zip"}))
    with django_assert_num_queries(32):
        preso(client.post(pagina(bando), {"formato": "zip"}))
    for _volta in range(2):
        istruita(maggiorenne())
    preso(client.post(pagina(bando), {"formato": "zip"}))
    with django_assert_num_queries(32):
        preso(client.post(pagina(bando), {"formato": "zip"}))


def test_what_is_handed_over_is_what_was_counted(ufficio):
    """Somebody sends while it is being carried: she is in the next export."""
    bando = ufficio.pubblicato()
    prima = inviata(bando)
    raccolta = raccogli(bando, Domanda.objects.filter(bando=bando).exclude(numero=None))
    inviata(bando)
    assert [invio.domanda_id for invio in raccolta] == [prima.pk]


# ── In English ────────────────────────────────────────────────────────────────────────────────────
def test_the_page_in_english(client, ufficio):
    bando = ufficio.pubblicato()
    inviata(bando)
    testo = " ".join(client.get(f"/en{pagina(bando)}").content.decode().split())
    for parole in ("Export the applications", "<strong>1</strong> application", "Download XLSX", "Latest exports"):
        assert parole in testo
    assert "Scarica" not in testo
