"""What comes after the closing is refused, and written down once whatever insists."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from talenti.base.clock import a_quest_ora, adesso
from talenti.base.permissions import Sistema
from talenti.persone.models import Lettura
from tests.factories.persone import PersonaFactory
from tests.factories.rete import ammesso, caricato
from tests.factories.thinktown import Ufficio, cominciata, entra, inviata, maggiorenne, pronta, risposta
from thinktown import actions, dati
from thinktown.actions.tardive import FuoriTermine
from thinktown.models import Invio, RichiestaTardiva, Risposta

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


def scritte():
    return list(RichiestaTardiva.objects.order_by("pk").values_list("persona", "domanda", "che_cosa", "quante"))


def test_a_late_sending_is_kept_with_who_which_what_and_when(bando):
    persona = maggiorenne()
    domanda = pronta(bando, persona)
    arrivo = bando.chiude_il
    with pytest.raises(FuoriTermine):
        actions.invia(domanda, gettone="abcdef", da=persona, arrivo=arrivo)
    una = RichiestaTardiva.objects.get()
    assert (una.bando, una.domanda, una.persona, una.che_cosa) == (bando, domanda, persona, "invia")
    assert (una.quante, una.prima_il, una.ultima_il) == (1, arrivo, arrivo)
    assert Invio.objects.count() == 0


def test_who_insists_makes_a_count_grow_and_never_the_table(bando):
    persona = maggiorenne()
    domanda = pronta(bando, persona)
    for secondo in (3, 0, 9):
        with pytest.raises(FuoriTermine):
            actions.invia(domanda, gettone="abcdef", da=persona, arrivo=bando.chiude_il + timedelta(seconds=secondo))
    assert scritte() == [(persona.pk, domanda.pk, "invia", 3)]
    una = RichiestaTardiva.objects.get()
    assert una.ultima_il - una.prima_il == timedelta(seconds=6)


def test_each_kind_of_late_write_is_told_apart(bando):
    persona, altra = maggiorenne(), maggiorenne()
    domanda = cominciata(bando, persona)
    sua = entra(domanda, altra, da=persona)
    chi_e = {"proponente": "gruppo", "sezione": "gruppi", "soggetto": "Altri", "codice_fiscale": ""}
    chiesta = actions.invita(domanda, "chi@example.org", ruolo="legge", da=persona)
    mandata, chi = inviata(bando), maggiorenne()
    parla = mandata.componenti.get().persona
    with a_quest_ora(bando.chiude_il):
        for prova in (
            lambda: actions.comincia(bando, proponente="gruppo", sezione="gruppi", da=chi),
            lambda: risposta(domanda, "titolo", "Tardi", da=persona),
            lambda: actions.cambia_chi(domanda, **chi_e, da=persona),
            lambda: actions.aggiungi_file(domanda, "altro", caricato(), da=persona),
            lambda: actions.togli_file(domanda, "altro", "x", da=persona),
            lambda: actions.dichiara(domanda, ["vero"], da=persona),
            lambda: actions.conferma(domanda, da=altra),
            lambda: actions.invita(domanda, "due@example.org", ruolo="legge", da=persona),
            lambda: actions.togli(sua, da=persona),
            lambda: actions.lascia(sua, da=altra),
            lambda: actions.passa(sua, da=persona),
            lambda: actions.ricorda(chiesta, da=persona),
            lambda: actions.sceglie_chi_riceve(sua, da=persona),
            lambda: actions.ritira(mandata, da=parla),
        ):
            with pytest.raises(FuoriTermine):
                prova()
    assert scritte() == [
        (chi.pk, None, "comincia", 1),
        (persona.pk, domanda.pk, "scrive", 2),
        (persona.pk, domanda.pk, "allega", 2),
        (persona.pk, domanda.pk, "conferma", 1),
        (altra.pk, domanda.pk, "conferma", 1),
        (persona.pk, domanda.pk, "gruppo", 5),
        (altra.pk, domanda.pk, "gruppo", 1),
        (parla.pk, mandata.pk, "ritira", 1),
    ]
    assert Risposta.objects.filter(domanda=domanda).count() == 0


def test_before_the_opening_and_in_the_last_instant_nothing_is_late(ufficio):
    from tests.factories.thinktown import completa

    persona = maggiorenne()
    presto = ufficio.pubblicato(completa(apre=adesso() + timedelta(days=1)))
    with pytest.raises(FuoriTermine):
        actions.comincia(presto, proponente="gruppo", sezione="gruppi", da=persona)
    aperto = ufficio.pubblicato()
    domanda = pronta(aperto, persona)
    actions.invia(domanda, gettone="abcdef", da=persona, arrivo=aperto.chiude_il - timedelta(microseconds=1))
    assert scritte() == []


def test_a_stranger_is_refused_before_anything_is_written_down(bando):
    domanda = cominciata(bando)
    from talenti.base.exceptions import NonPermesso

    with a_quest_ora(bando.chiude_il), pytest.raises(NonPermesso):
        actions.invita(domanda, "x@example.org", ruolo="legge", da=maggiorenne())
    assert scritte() == []


def test_who_answers_from_a_link_has_no_account_to_be_written_down(bando):
    domanda = cominciata(bando)
    chiesta = actions.invita(domanda, "x@example.org", ruolo="legge", da=domanda.componenti.get().persona)
    with a_quest_ora(bando.chiude_il), pytest.raises(FuoriTermine):
        actions.risponde(chiesta, accetta=False, da=Sistema("invito-da-email"))
    assert scritte() == []


def test_the_office_of_the_call_reads_it_and_no_other_does(bando, ufficio):
    domanda = pronta(bando)
    persona = domanda.componenti.get().persona
    with pytest.raises(FuoriTermine):
        actions.invia(domanda, gettone="abcdef", da=persona, arrivo=bando.chiude_il)
    altro = Ufficio(ammesso(tipo="ente_pubblico", nome="Comune di Altrove", codice_fiscale="90000000282"))
    viste = RichiestaTardiva.objects.visibili_in_ufficio
    assert (viste(ufficio.scrive).count(), viste(altro.scrive).count(), viste(persona).count()) == (1, 0, 0)


def test_who_reads_the_list_is_written_down_and_addresses_are_not_searched(client, bando, ufficio):
    persona = maggiorenne(email="segreta@example.org")
    with pytest.raises(FuoriTermine):
        actions.comincia(bando, proponente="gruppo", sezione="gruppi", da=persona, arrivo=bando.chiude_il)
    client.force_login(ufficio.scrive)
    elenco = reverse("admin:thinktown_richiestatardiva_changelist")
    assert persona.cognome in client.get(elenco).content.decode()
    lette = Lettura.objects.values_list("persona", "chi", "pagina")
    assert list(lette) == [(persona.pk, ufficio.scrive.pk, "thinktown.arrivate_tardi")]
    trovate = [client.get(elenco, {"q": q}).context["cl"].result_count for q in (persona.cognome, "segreta@")]
    assert trovate == [1, 0]


def test_the_page_of_the_call_in_the_office_leads_to_what_came_late(client, bando, ufficio):
    client.force_login(ufficio.scrive)
    scheda = reverse("admin:thinktown_bando_scheda", args=[bando.pk])
    assert "dopo la chiusura" not in client.get(scheda).content.decode()
    domanda = pronta(bando)
    persona = domanda.componenti.get().persona
    for _volta in range(2):
        with pytest.raises(FuoriTermine):
            actions.invia(domanda, gettone="abcdef", da=persona, arrivo=bando.chiude_il)
    assert "2 richieste arrivate dopo la chiusura" in client.get(scheda).content.decode()
    elenco = client.get(reverse("admin:thinktown_richiestatardiva_changelist"), {"bando__id__exact": bando.pk})
    assert [una.persona for una in elenco.context["cl"].result_list] == [persona]


def test_a_person_has_in_her_copy_what_was_refused_to_her(bando):
    domanda = pronta(bando)
    persona = domanda.componenti.get().persona
    with pytest.raises(FuoriTermine):
        actions.invia(domanda, gettone="abcdef", da=persona, arrivo=bando.chiude_il)
    (una,) = dati.esporta(persona)["arrivate_tardi"]
    quando = datetime.fromisoformat(una["ultima_il"])
    assert (una["che_cosa"], una["quante"], quando) == ("Inviare", 1, bando.chiude_il)
    assert dati.esporta(PersonaFactory())["arrivate_tardi"] == []


@pytest.mark.parametrize("campi", [{"che_cosa": "x"}, {"quante": 0}, {"ultima_il": adesso() - timedelta(days=900)}])
def test_rows_that_make_no_sense_are_refused(bando, campi):
    domanda = pronta(bando)
    with pytest.raises(FuoriTermine):
        actions.invia(domanda, gettone="a", da=domanda.componenti.get().persona, arrivo=bando.chiude_il)
    with pytest.raises(IntegrityError), transaction.atomic():
        RichiestaTardiva.objects.update(**campi)


def test_from_the_page_a_late_sending_says_what_was_kept_and_whom_to_write_to(client, bando):
    persona = maggiorenne()
    domanda = pronta(bando, persona)
    client.force_login(persona)
    with a_quest_ora(bando.chiude_il):
        pagina = client.post(reverse("thinktown:invia", args=[domanda.codice]), {"gettone": "abcdef"})
    assert pagina.status_code == 409
    detto = pagina.content.decode()
    for frase in ("Il termine è passato: la domanda non è inviata", "12:00:00 (ora italiana)", "A chi scrivere"):
        assert frase in detto
    assert scritte() == [(persona.pk, domanda.pk, "invia", 1)]
