"""Filters of the queue, saved by name: known ones only, few, and nobody else's business."""

import pytest
from django.urls import reverse

from talenti.base.exceptions import DatoNonAccettato, NonPermesso
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.thinktown import Ufficio, inviata, maggiorenne
from tests.thinktown.browser import compila, modulo
from thinktown import dati
from thinktown.actions.filtri import QUANTI, salva_filtro, togli_filtro
from thinktown.filtri import di, puliti
from thinktown.models import FiltroSalvato

pytestmark = pytest.mark.django_db
CHIAVI = ("q", "sezione", "stato")


@pytest.fixture
def ufficio(client):
    casa = Ufficio()
    client.force_login(casa.scrive)
    return casa


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


def salva(bando, da, nome="Mio", indirizzo="stato=inviata"):
    return salva_filtro(bando, nome, indirizzo, ammessi=CHIAVI, da=da)


# ── What is kept ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("scritto", "tenuto"),
    [
        ("stato=inviata&sezione=gruppi", "sezione=gruppi&stato=inviata"),
        ("?q=%20Radio%20&page=3&next=//evil.example", "q=Radio"),
        ("stato=&q=%20", ""),
        ("stato=inviata&stato=ritirata", "stato=inviata&stato=ritirata"),
        ("q=a%00b&q=%ED%A0%80", "q=ab&q=%EF%BF%BD%EF%BF%BD%EF%BF%BD"),
        ("q=%3Cscript%3E%26stato%3Dx", "q=%3Cscript%3E%26stato%3Dx"),
        ("&".join(["stato=x"] * 60), ""),
        ("Q=x&constructor=1", ""),
        ("\ud800=1&q=\ud800", "q=%3F"),
    ],
)
def test_only_filters_that_the_queue_has_are_kept(scritto, tenuto):
    assert puliti(scritto, CHIAVI) == tenuto
    assert puliti(tenuto, CHIAVI) == tenuto


def test_a_filter_is_hers_on_that_call(ufficio, bando):
    filtro = salva(bando, ufficio.scrive, "  Da   controllare ", "stato=inviata&page=2")
    assert (filtro.nome, filtro.parametri) == ("Da controllare", "stato=inviata")
    assert list(di(ufficio.scrive, bando)) == [filtro]
    assert list(di(ufficio.pubblica, bando)) == list(di(ufficio.scrive, ufficio.pubblicato())) == []
    # The same name is hers again on another call, and another's on this one.
    salva(ufficio.pubblicato(), ufficio.scrive, "Da controllare")
    salva(bando, ufficio.pubblica, "Da controllare")


@pytest.mark.parametrize(
    ("nome", "indirizzo", "campo", "frase"),
    [
        (" ", "stato=inviata", "nome", "Scrivi un nome"),
        ("x" * 41, "stato=inviata", "nome", "al massimo 40"),
        ("Mio", "page=2", None, "nessun filtro"),
        ("Mio", f"q={'x' * 400}", None, "troppo lunghi"),
        ("Vecchio", "stato=inviata", "nome", "Hai già un filtro con questo nome"),
    ],
)
def test_what_cannot_be_kept_is_refused(ufficio, bando, nome, indirizzo, campo, frase):
    salva(bando, ufficio.scrive, "Vecchio")
    with pytest.raises(DatoNonAccettato, match=frase) as errore:
        salva(bando, ufficio.scrive, nome, indirizzo)
    assert (errore.value.campo, FiltroSalvato.objects.count()) == (campo, 1)


def test_they_are_few(ufficio, bando):
    for posto in range(QUANTI):
        salva(bando, ufficio.scrive, f"Filtro {posto}")
    with pytest.raises(DatoNonAccettato, match="Hai già 20 filtri"):
        salva(bando, ufficio.scrive, "Uno di troppo")
    togli_filtro(bando, di(ufficio.scrive, bando).first().pk, da=ufficio.scrive)
    salva(bando, ufficio.scrive, "Adesso sì")


def test_who_does_not_work_on_the_call_keeps_nothing(bando):
    for chi in (maggiorenne(), Ufficio(rete.ammesso(nome="Altrove", codice_fiscale="90000000282")).pubblica):
        with pytest.raises(NonPermesso):
            salva(bando, chi)


def test_they_go_with_the_account_and_are_in_its_copy(ufficio, bando):
    salva(bando, ufficio.scrive)
    salva(bando, ufficio.pubblica)
    assert [uno["nome"] for uno in dati.esporta(ufficio.scrive)["filtri_salvati"]] == ["Mio"]
    dati.chiudi(ufficio.scrive)
    assert [uno.persona for uno in FiltroSalvato.objects.all()] == [ufficio.pubblica]


# ── The pages ─────────────────────────────────────────────────────────────────────────────────────
def coda(bando, parametri=""):
    return reverse("admin:thinktown_bando_domande", args=[bando.pk]) + (f"?{parametri}" if parametri else "")


def pagina_salva(bando, parametri=""):
    return reverse("admin:thinktown_bando_salva_filtro", args=[bando.pk]) + (f"?{parametri}" if parametri else "")


def test_it_is_saved_from_the_queue_and_found_on_it(client, ufficio, bando):
    assert "I tuoi filtri" not in client.get(coda(bando)).content.decode()
    scelti = client.get(coda(bando, "q=&sezione=gruppi&chi=mie&page=1")).content.decode()
    assert pagina_salva(bando, "sezione=gruppi&amp;chi=mie") in scelti
    aperta = client.get(pagina_salva(bando, "sezione=gruppi&chi=mie"))
    senza = compila(client, aperta)
    assert senza.context["form"].errors == {"nome": ["Scrivi un nome, per ritrovarlo."]}
    assert modulo(senza)[0]["parametri"] == ["sezione=gruppi&chi=mie"]
    assert compila(client, senza, nome="I gruppi").url == coda(bando, "sezione=gruppi&chi=mie")
    letta = client.get(coda(bando, "sezione=gruppi&chi=mie")).content.decode()
    assert f'<a href="{coda(bando, "sezione=gruppi&amp;chi=mie")}" aria-current="page">I gruppi</a>' in letta


def test_with_no_filter_there_is_nothing_to_save(client, bando):
    assert client.get(pagina_salva(bando, "page=2")).url == coda(bando)
    rifiutata = client.post(pagina_salva(bando), {"nome": "Mio", "parametri": "page=2"})
    assert "Non hai scelto nessun filtro" in rifiutata.content.decode()
    assert not FiltroSalvato.objects.exists()


def test_nobody_sees_or_takes_off_another_s(client, ufficio, bando):
    mio, suo = salva(bando, ufficio.scrive, "Il mio"), salva(bando, ufficio.pubblica, "Il suo")
    letta = client.get(coda(bando)).content.decode()
    assert ("Il mio" in letta, "Il suo" in letta) == (True, False)

    def togli(filtro, su=bando):
        indirizzo = reverse("admin:thinktown_bando_togli_filtro", args=[su.pk, filtro.pk])
        assert client.get(indirizzo).status_code == 405
        return client.post(indirizzo)

    assert togli(suo).status_code == 404
    assert togli(mio, ufficio.pubblicato()).status_code == 404
    assert togli(mio).url == coda(bando)
    assert list(FiltroSalvato.objects.all()) == [suo]
    altrove = Ufficio(rete.ammesso(nome="Altrove", codice_fiscale="90000000282"))
    client.force_login(rete.membro(altrove.partner, ruoli.OPERATORE))
    assert client.post(pagina_salva(bando), {"nome": "x", "parametri": "chi=mie"}).status_code == 404
    assert client.post(reverse("admin:thinktown_bando_togli_filtro", args=[bando.pk, suo.pk])).status_code == 404


@pytest.mark.parametrize("quanti", [0, 1, 3])
def test_the_queue_asks_one_question_for_them_however_many(client, ufficio, bando, quanti, django_assert_num_queries):
    inviata(bando)
    for posto in range(quanti):
        salva(bando, ufficio.scrive, f"Filtro {posto}")
    client.get(coda(bando))
    with django_assert_num_queries(11):
        client.get(coda(bando))
