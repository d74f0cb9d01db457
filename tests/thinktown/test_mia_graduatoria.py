"""What who is in a ranking reads of her own application, and what she answers."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from talenti.base.clock import a_quest_ora, a_roma, adesso
from talenti.base.registries import linea_personale
from talenti.base.templatetags.italiano import data, data_ora
from tests.factories.graduatorie import Graduata, chi_parla
from tests.factories.graduatorie_uscite import gara, in_gara, in_stato
from tests.factories.persone import PersonaFactory
from tests.factories.thinktown import maggiorenne
from thinktown import dati, mia_graduatoria
from thinktown.actions import chiamate, osservazioni, schede
from thinktown.enums import RuoloComponente, StatoBando, StatoComponente
from thinktown.enums_graduatoria import StatoChiamata, StatoOsservazione, TipoGraduatoria
from thinktown.models import Chiamata, Componente, Osservazione, Voto

pytestmark = pytest.mark.django_db
PAGINE = ("mia_graduatoria", "segnala_errore", "accetta_chiamata", "rinuncia_chiamata")


def qui(domanda, nome="mia_graduatoria"):
    return reverse(f"thinktown:{nome}", args=[domanda.codice])


def apri(client, domanda, nome="mia_graduatoria", **cercato):
    risposta = client.get(qui(domanda, nome), cercato)
    assert risposta.status_code == 200
    return unescape(risposta.content.decode())


def con(domanda, ruolo=RuoloComponente.LEGGE):
    """Somebody else of the group."""
    persona = maggiorenne()
    Componente.objects.create(
        domanda=domanda, persona=persona, email=persona.email, ruolo=ruolo, stato=StatoComponente.DENTRO
    )
    return persona


@pytest.fixture
def caso():
    """Three with 18, 16 and 14 points; the members gave different reasons."""
    return Graduata()


# ── The sheet ─────────────────────────────────────────────────────────────────────────────────────
def test_outcome_first_then_the_arithmetic_then_each_sheet_without_names(client, caso):
    persone = (caso.presidente, *caso.membri)
    for n, posto in enumerate(persone):
        Voto.objects.filter(scheda__commissario=posto).update(motivo=f"Motivo {n}")
        posto.schede.update(note="Una nota solo mia")
    with caso.dopo():
        caso.pubblica()
        client.force_login(chi_parla(caso.domande[0]))
        letta = apri(client, caso.domande[0])
    assert "È la n. 1 in «A · Gruppi informali»: finanziata, con 900\xa0€." in letta
    assert "Utilità: (18 + 18 + 18) : 3 = 18." in letta
    assert re.findall(r"<caption>(.*?)</caption>", letta) == ["Chi valuta 1", "Chi valuta 2", "Chi valuta 3"]
    assert sorted(set(re.findall(r"Motivo \d", letta))) == ["Motivo 0", "Motivo 1", "Motivo 2"]
    assert letta.count("18 su 30") == 6
    assert letta.count("18 su 20") == 6
    nomi = {posto.persona.cognome for posto in persone} | {posto.persona.email for posto in persone}
    assert [nome for nome in (*nomi, "Una nota solo mia") if nome in letta] == []


def test_figures_and_sheets_come_in_one_order_which_is_not_that_of_the_seats(caso):
    """Seven members: that by chance all seven came in the order of their keys is one in five thousand."""
    sua = gara()
    domanda = sua.con(in_gara(sua.bando, "Uno", "Uno"), 13)
    sua.chi = tuple(str(n) for n in range(1, 8))
    letti = sua.ingressi()
    for n, scheda in enumerate(letti.concorrenti[0].schede):
        for criterio in scheda.punti:
            scheda.punti[criterio] += n
    sua.ingressi = lambda _seme="": letti
    versione = sua.esce()
    detto = mia_graduatoria.conto(versione, domanda)
    primi = [scheda.voti[0].punti for scheda in detto.schede]
    assert sorted(primi) == list(range(13, 20))
    assert primi != sorted(primi)
    assert f"({' + '.join(str(uno) for uno in primi)}) : 7" in detto.frasi[0]
    assert [scheda.nome for scheda in detto.schede] == [f"Chi valuta {n}" for n in range(1, 8)]
    assert mia_graduatoria.conto(versione, domanda) == detto


def test_points_agreed_in_a_sitting_are_of_the_commission():
    sua = gara()
    domanda = sua.con(in_gara(sua.bando, "Uno", "Uno"), 18)
    sua.chi = (mia_graduatoria.INSIEME,)
    (scheda,) = mia_graduatoria.conto(sua.esce(), domanda).schede
    assert (scheda.nome, {voto.motivo for voto in scheda.voti}) == ("La commissione, in seduta", {""})


def test_each_version_says_the_reasons_that_were_signed_when_it_came_out(client, caso):
    domanda, voti = caso.domande[2], Voto.objects
    with caso.dopo():
        caso.pubblica()
        una = caso.osserva(2)
        osservazioni.accoglie(una, risposta="È vero.", da=caso.casa.pubblica)
    with caso.dopo(1):
        for posto in (caso.presidente, *caso.membri):
            nuova = schede.riprende(posto.schede.get(domanda=domanda), motivo="Un errore.", da=posto.persona)
            dati = {uno.criterio: schede.Punti(uno.punti + 6, "Riletta.") for uno in nuova.voti.all()}
            schede.salva(nuova, dati, revisione=nuova.revisione, da=posto.persona)
            schede.firma(nuova, revisione=nuova.revisione, da=posto.persona)
        caso.rivede()
        client.force_login(chi_parla(domanda))
        nuova, vecchia = apri(client, domanda), apri(client, domanda, versione="1")
    assert voti.filter(motivo="Riletta.").count() == 12
    assert ("Riletta." in nuova, "Perché sì." in nuova) == (True, False)
    assert ("Riletta." in vecchia, "Perché sì." in vecchia) == (False, True)
    assert "Stai leggendo la versione 1" in vecchia
    assert "Non raggiunge i punti che servono." in vecchia
    assert "Se ne tiene conto dalla versione 2." in nuova


def test_everybody_of_the_group_reads_it_and_nobody_else_knows_it_is_there(client):
    sua = gara(2)
    prima, seconda = sua.punti
    altra = con(prima)
    for quale in PAGINE:
        assert client.get(qui(prima, quale)).status_code == 302
    client.force_login(altra)
    assert client.get(qui(prima)).status_code == 404
    sua.chiama(sua.esce(TipoGraduatoria.DEFINITIVA))
    assert [client.get(qui(prima, quale)).status_code for quale in PAGINE] == [200] * 4
    for persona in (chi_parla(seconda), PersonaFactory(), sua.bando.partner.appartenenze.first().persona):
        client.force_login(persona)
        assert [client.get(qui(prima, quale)).status_code for quale in PAGINE] == [404] * 4
    Componente.objects.filter(persona=altra).update(stato=StatoComponente.TOLTO)
    client.force_login(altra)
    assert client.get(qui(prima)).status_code == 404


@pytest.mark.parametrize("scritta", ["", "9", "x", "\x00", "-1"])
def test_whatever_version_is_asked_the_page_is_there(client, scritta):
    sua = gara(1)
    (prima,) = sua.punti
    sua.esce()
    client.force_login(chi_parla(prima))
    assert client.get(qui(prima), {"versione": scritta}).status_code == 200


def test_the_questions_do_not_grow_with_the_ranking(client, django_assert_num_queries):
    for quante in (3, 20):
        sua = gara(quante)
        sua.chiama(sua.esce(TipoGraduatoria.DEFINITIVA))
        prima = next(iter(sua.punti))
        client.force_login(chi_parla(prima))
        client.get(qui(prima))
        with django_assert_num_queries(19):
            client.get(qui(prima))


def test_an_excluded_one_has_no_points_and_after_its_term_the_group_still_reads(client):
    sua = gara(1)
    fuori = sua.con(in_gara(sua.bando, "Via", "Via", esclusa=True), None)
    sua.esce()
    client.force_login(chi_parla(fuori))
    with a_quest_ora(adesso() + timedelta(days=365 * 6)):
        letta = apri(client, fuori)
    assert "Esclusa prima della valutazione: non ha punti." in letta
    assert "<caption>" not in letta


def test_against_the_final_one_there_are_the_appeals_and_before_it_the_errors(client):
    sua = gara(1)
    (prima,) = sua.punti
    sua.esce()
    client.force_login(chi_parla(prima))
    assert ("Ricorso al TAR" in apri(client, prima), "Segnala un errore" in apri(client, prima)) == (False, True)
    sua.esce(TipoGraduatoria.DEFINITIVA)
    assert ("Ricorso al TAR" in apri(client, prima), "Segnala un errore" in apri(client, prima)) == (True, False)


# ── An error pointed out ──────────────────────────────────────────────────────────────────────────
@pytest.fixture
def uscita(client):
    sua = gara(3)
    sua.versione = sua.esce()
    sua.prima = next(iter(sua.punti))
    client.force_login(chi_parla(sua.prima))
    return sua


def test_an_error_is_written_numbered_and_answered(client, uscita):
    domanda = uscita.prima
    assert "Dillo entro" in apri(client, domanda)
    risposta = client.post(qui(domanda, "segnala_errore"), {"testo": "In «Utilità» manca <b>un</b> punto."})
    assert risposta.headers["Location"] == f"{qui(domanda)}#segnala"
    una = Osservazione.objects.get()
    letta = apri(client, domanda)
    assert f"Segnalazione {una.codice}" in letta
    assert "In «Utilità» manca <b>un</b> punto." in letta
    assert "L'ufficio risponde prima che la graduatoria diventi definitiva" in letta
    assert "se ne segnala uno alla volta" in letta
    assert "se ne segnala uno alla volta" in apri(client, domanda, "segnala_errore")
    seconda = client.post(qui(domanda, "segnala_errore"), {"testo": "Un altro."})
    assert seconda.status_code == 409
    assert "Un altro." in seconda.content.decode()
    Osservazione.objects.update(stato=StatoOsservazione.RESPINTA, risposta="I punti sono giusti.", decisa_il=adesso())
    letta = apri(client, domanda)
    assert "I punti sono giusti." in letta
    assert "Dillo entro" in letta


def test_what_was_written_stays_when_it_cannot_be_sent(client, uscita):
    domanda, lungo = uscita.prima, "x" * 4001
    risposta = client.post(qui(domanda, "segnala_errore"), {"testo": lungo})
    assert (risposta.status_code, lungo in risposta.content.decode()) == (422, True)
    assert client.post(qui(domanda, "segnala_errore"), {"testo": " "}).status_code == 422
    with a_quest_ora(uscita.versione.osservazioni_entro):
        tardi = client.post(qui(domanda, "segnala_errore"), {"testo": "Troppo tardi, ma scritto."})
        pagina = apri(client, domanda)
    assert (tardi.status_code, "Troppo tardi, ma scritto." in tardi.content.decode()) == (409, True)
    assert "Il tempo per segnalare errori è passato." in pagina
    assert not Osservazione.objects.exists()


def test_what_was_written_when_the_login_had_ended_is_found_again_by_who_wrote_it(client, uscita):
    domanda = uscita.prima
    client.logout()
    risposta = client.post(qui(domanda, "segnala_errore"), {"testo": "Scritto in un'ora."})
    assert risposta.status_code == 302
    client.force_login(chi_parla(domanda))
    letta = apri(client, domanda, "segnala_errore")
    assert "Scritto in un'ora." in letta
    assert "Quello che avevi scritto è qui sotto" in letta
    client.post(qui(domanda, "segnala_errore"), {"testo": "Scritto in un'ora."})
    Osservazione.objects.update(stato=StatoOsservazione.RESPINTA, risposta="No.", decisa_il=adesso())
    assert "Quello che avevi scritto è qui sotto" not in apri(client, domanda, "segnala_errore")


def test_who_does_not_speak_for_the_group_reads_why_not(client, uscita):
    domanda = uscita.prima
    client.force_login(con(domanda))
    for nome in ("mia_graduatoria", "segnala_errore"):
        letta = apri(client, domanda, nome)
        assert f"Per il vostro gruppo parla {chi_parla(domanda).get_full_name()}." in letta
        assert "<textarea" not in letta
    assert client.post(qui(domanda, "segnala_errore"), {"testo": "Io."}).status_code == 403


# ── Called ────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def chiamata(client, uscita):
    uscita.chiama(uscita.esce(TipoGraduatoria.DEFINITIVA))
    return Chiamata.objects.get(domanda=uscita.prima)


def test_what_is_offered_is_accepted_on_a_page_that_says_what_follows(client, uscita, chiamata):
    domanda = uscita.prima
    letta = apri(client, domanda)
    assert "Vi sono assegnati <strong>900\xa0€</strong>." in letta
    assert qui(domanda, "accetta_chiamata") in letta
    assert "Accettate 900\xa0€?" in apri(client, domanda, "accetta_chiamata")
    assert client.post(qui(domanda, "accetta_chiamata")).headers["Location"] == qui(domanda)
    chiamata.refresh_from_db()
    assert chiamata.stato == StatoChiamata.ACCETTATA
    assert "Avete accettato" in apri(client, domanda)
    assert qui(domanda, "accetta_chiamata") not in apri(client, domanda)
    assert client.get(qui(domanda, "accetta_chiamata")).headers["Location"] == qui(domanda)
    assert client.post(qui(domanda, "accetta_chiamata")).status_code == 409


def test_giving_up_may_say_why_and_is_not_taken_back(client, uscita, chiamata):
    domanda = uscita.prima
    assert "passa a chi segue" in apri(client, domanda, "rinuncia_chiamata")
    lunga = client.post(qui(domanda, "rinuncia_chiamata"), {"perche": "x" * 401})
    assert (lunga.status_code, "x" * 401 in lunga.content.decode()) == (422, True)
    client.post(qui(domanda, "rinuncia_chiamata"), {"perche": "Ci trasferiamo."})
    chiamata.refresh_from_db()
    assert (chiamata.stato, chiamata.perche) == (StatoChiamata.RINUNCIATA, "Ci trasferiamo.")
    letta = apri(client, domanda)
    assert "avete rinunciato." in letta
    assert "Ci trasferiamo." in letta
    assert qui(domanda, "rinuncia_chiamata") not in letta
    assert client.post(qui(domanda, "rinuncia_chiamata")).status_code == 409
    assert client.get(qui(domanda, "rinuncia_chiamata")).status_code == 302


def test_past_its_instant_it_is_past_whoever_has_noticed(client, uscita, chiamata):
    domanda = uscita.prima
    with a_quest_ora(chiamata.entro + timedelta(seconds=61)):
        letta = apri(client, domanda)
        assert "Non avete risposto in tempo" in letta
        assert qui(domanda, "accetta_chiamata") not in letta
        assert client.get(qui(domanda, "accetta_chiamata")).status_code == 302
        assert client.post(qui(domanda, "accetta_chiamata")).status_code == 409
        chiamate.fai_scadere_chiamate()
        assert "Non avete risposto in tempo" in apri(client, domanda)


def test_who_only_reads_does_not_answer(client, uscita, chiamata):
    domanda = uscita.prima
    client.force_login(con(domanda))
    parla = f"Per il vostro gruppo parla {chi_parla(domanda).get_full_name()}."
    for nome in ("mia_graduatoria", "accetta_chiamata", "rinuncia_chiamata"):
        letta = apri(client, domanda, nome)
        assert parla in letta
        assert 'class="btn btn-danger' not in letta
    for nome in ("accetta_chiamata", "rinuncia_chiamata"):
        assert client.post(qui(domanda, nome)).status_code == 403
    chiamata.refresh_from_db()
    assert chiamata.stato == StatoChiamata.ATTESA


def test_who_was_not_called_has_nothing_to_answer_and_a_stopped_call_offers_nothing(client, uscita):
    domanda = uscita.prima
    assert client.get(qui(domanda, "accetta_chiamata")).status_code == 404
    assert client.post(qui(domanda, "rinuncia_chiamata")).status_code == 404
    uscita.chiama(uscita.esce(TipoGraduatoria.DEFINITIVA))
    in_stato(uscita.bando, StatoBando.REVOCATO)
    letta = apri(client, domanda)
    assert "Il bando è finito prima del tempo" in letta
    assert qui(domanda, "accetta_chiamata") not in letta
    assert client.get(qui(domanda, "rinuncia_chiamata")).status_code == 302


# ── In the lists ──────────────────────────────────────────────────────────────────────────────────
def nella_lista(client):
    return unescape(client.get(reverse("thinktown:mie")).content.decode())


def test_the_list_and_the_page_say_where_it_came_and_what_to_do(client, uscita):
    domanda = uscita.prima
    assert "In graduatoria: n. 1, finanziata" in nella_lista(client)
    assert "Se trovi un errore segnalalo entro" in nella_lista(client)
    pagina = unescape(client.get(domanda.get_absolute_url()).content.decode())
    assert "In graduatoria: n. 1, finanziata" in pagina
    assert qui(domanda) in pagina
    uscita.chiama(uscita.esce(TipoGraduatoria.DEFINITIVA))
    chiamate_ = Chiamata.objects.filter(domanda=domanda)
    assert f"Rispondi prima di {data_ora(chiamate_.get().entro)}." in nella_lista(client)
    mezzanotte = a_roma(adesso() + timedelta(days=5)).replace(hour=0, minute=0, second=0, microsecond=0)
    chiamate_.update(entro=mezzanotte)
    assert f"Rispondi entro {data(mezzanotte - timedelta(days=1))}." in nella_lista(client)
    chiamate_.update(stato=StatoChiamata.ACCETTATA, risposta_il=adesso())
    assert "La graduatoria è definitiva." in nella_lista(client)


def test_who_speaks_for_the_group_has_it_among_the_things_to_do(client, uscita):
    fonte = linea_personale["thinktown.graduatorie"]
    domanda, lei = uscita.prima, chi_parla(uscita.prima)
    assert list(fonte(lei)) == []
    uscita.chiama(uscita.esce(TipoGraduatoria.DEFINITIVA))
    (cosa,) = fonte(lei)
    chiamata = Chiamata.objects.get(domanda=domanda)
    assert (cosa.gruppo, cosa.url, cosa.entro) == ("da_fare", qui(domanda), chiamata.entro)
    assert list(fonte(con(domanda))) == []
    with a_quest_ora(chiamata.entro):
        assert list(fonte(lei)) == []


# ── Her copy ──────────────────────────────────────────────────────────────────────────────────────
def test_the_copy_of_ones_data_has_where_it_came_what_was_written_and_what_was_answered(uscita):
    domanda, lei = uscita.prima, chi_parla(uscita.prima)
    osservazioni.osserva(domanda, testo="Manca un punto.", da=lei)
    Osservazione.objects.update(stato=StatoOsservazione.RESPINTA, risposta="No.", decisa_il=adesso())
    uscita.chiama(uscita.esce(TipoGraduatoria.DEFINITIVA))
    chiamate.rinuncia(Chiamata.objects.get(domanda=domanda), perche="Ci trasferiamo.", da=lei)
    (sua,) = dati.esporta(lei)["domande"]
    assert [(una["versione"], una["posizione"], una["somma"]) for una in sua["in_graduatoria"]] == [
        (1, 1, "900.00"), (2, 1, "900.00"),
    ]  # fmt: skip
    (segnalata,) = sua["errori_segnalati"]
    assert (segnalata["testo"], segnalata["risposta"]) == ("Manca un punto.", "No.")
    assert (sua["chiamata"]["stato"], sua["chiamata"]["perche"]) == ("Ha rinunciato", "Ci trasferiamo.")
    altra = dati.esporta(chi_parla(list(uscita.punti)[1]))["domande"][0]
    assert (altra["errori_segnalati"], altra["chiamata"]["perche"]) == ([], "")
