"""What each does for a living is hers and the office's: no page, paper, mail or copy of the group lets it through."""

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from pypdf import PdfReader

from talenti.avvisi.actions import spazza
from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.base.exceptions import TransizioneNonAmmessa
from talenti.registro.actions import annuncia
from talenti.registro.models import Dettaglio
from tests.factories.thinktown import Ufficio, cominciata, di_se, entra, inviata, maggiorenne
from tests.thinktown.fatti_di_prova import LAVORO, chiusura, con, parla, prorogato, suo, tutto
from thinktown import actions, dati, del_gruppo
from thinktown.enums import DiChi, Occupazione
from thinktown.fatti import giudizi_di
from thinktown.models import Componente

pytestmark = pytest.mark.django_db
PAGINE = ("domanda", "gruppo", "invia", "conferma", "fatti", "chi")
# What differs in any two readings of a page.
_OGNI_VOLTA = re.compile(r'name="(csrfmiddlewaretoken|gettone)" value="[^"]*"|nonce="[^"]*"')


@pytest.fixture(params=[DiChi.OGNUNO, DiChi.QUOTA, DiChi.PRESENTA])
def regola(request):
    return replace(LAVORO, di_chi=request.param, quota=50 if request.param == DiChi.QUOTA else None)


def letto(client, persona, domanda, pagine=PAGINE):
    """All that she can read of the application, as it is drawn."""
    client.force_login(persona)
    tutte = [client.get(reverse(f"thinktown:{nome}", args=[domanda.codice])) for nome in pagine]
    tutte += [client.get(indirizzo) for indirizzo in ("/area/", reverse("thinktown:mie"))]
    return [(una.status_code, _OGNI_VOLTA.sub("", una.content.decode())) for una in tutte]


def test_whatever_she_does_the_others_read_the_same(client, regola):
    """Of three people one says, each time, something else: for the others nothing changes anywhere."""
    domanda = cominciata(Ufficio().pubblicato(con(regola)))
    giulia, ada, ivo = parla(domanda), maggiorenne(), maggiorenne()
    for altra in (ada, ivo):
        entra(domanda, altra, da=giulia)
    # One of the three does not meet it: the word of one more decides of half the group.
    for persona, fa in ((giulia, "studia"), (ada, "studia"), (ivo, "lavora")):
        di_se(domanda, persona, occupazione=fa)
    with a_quest_ora(adesso() + timedelta(minutes=1)):
        for chi, altri in ((giulia, (ada, ivo)), (ada, (giulia, ivo))):
            viste = []
            for fa in Occupazione.values:
                di_se(domanda, chi, occupazione=fa)
                copie = [dati.esporta(altra)["domande"] for altra in altri]
                viste.append(([letto(client, altra, domanda) for altra in altri], copie))
            assert viste[0] == viste[1] == viste[2]


def test_she_alone_reads_that_a_rule_on_it_is_not_met(regola):
    bando = Ufficio().pubblicato(con(regola))
    domanda = cominciata(bando)
    giulia, ada = parla(domanda), maggiorenne()
    entra(domanda, ada, da=giulia)

    def di_lavoro(persona):
        (una,) = [una for una in del_gruppo.regole(domanda, persona) if una.testo.startswith("Chi studia")]
        return una.verdetto, una.perche

    solo_lei = regola.di_chi == DiChi.PRESENTA
    ignoti = f"Non lo sappiamo ancora di: {giulia.get_full_name()}" + ("." if solo_lei else " e te.")
    assert di_lavoro(ada) == ("dipende", ignoti)
    di_se(domanda, giulia, occupazione="lavora")
    if not solo_lei:
        di_se(domanda, ada)
    riservato = ("dipende", "Lo controlla l'ufficio: che cosa fa ogni persona, nel gruppo non si vede.")
    assert di_lavoro(ada) == riservato
    assert di_lavoro(giulia) == (riservato if regola.di_chi == DiChi.QUOTA else ("no", "Non va bene per: te."))
    di_se(domanda, giulia, occupazione="studia")
    assert di_lavoro(giulia) == (("si", "") if solo_lei else riservato)


def test_who_applies_alone_reads_it_whole():
    domanda = cominciata(Ufficio().pubblicato(con(LAVORO)))
    di_se(domanda, parla(domanda), occupazione="lavora")
    (una,) = [r for r in del_gruppo.regole(domanda, parla(domanda)) if r.testo.startswith("Chi studia")]
    assert (una.verdetto, una.perche) == ("no", "Non va bene per: te.")


def test_what_was_sent_shows_it_to_the_office_alone(client, settings, tmp_path):
    settings.PRIVATI, settings.CHIAVI = tmp_path / "privati", tmp_path / "chiavi"
    bando = Ufficio().pubblicato(con(replace(LAVORO, occupazione=(Occupazione.STUDIA, Occupazione.LAVORA))))
    ada = maggiorenne()
    domanda = inviata(bando, maggiorenne(), [ada])
    actions.ritira(domanda, da=parla(domanda))
    di_se(domanda, parla(domanda), residenza="Corte de' Cortesi con Cignone", occupazione="senza_lavoro")
    invio = actions.invia(domanda, gettone="b", da=parla(domanda))
    pagine = letto(client, ada, domanda, ("domanda", "gruppo", "ricevuta", "conferma"))
    pdf = client.get(reverse("thinktown:ricevuta_pdf", args=[domanda.codice]))
    carta = " ".join(pagina.extract_text() for pagina in PdfReader(io.BytesIO(pdf.content)).pages)
    for segreto in ("non ha lavoro", "Non ho lavoro", "senza_lavoro", "Cortesi"):
        assert [testo for _stato, testo in pagine if segreto in testo] == []
        assert segreto not in carta
    (riga,) = [una for una in giudizi_di(invio) if una.requisito.chiave == "lavoro"]
    assert riga.fatti[0].frase.startswith("Condizione di lavoro: non ha lavoro")


# ── Told ──────────────────────────────────────────────────────────────────────────────────────────
def arrivate():
    mail.outbox.clear()
    annuncia()
    while spazza():
        pass
    return {lettera.recipients()[0]: lettera for lettera in mail.outbox}


def test_who_has_to_say_it_again_is_told_with_her_page_and_what_was_sent_stands():
    ufficio = Ufficio()
    bando = ufficio.pubblicato(tutto())
    ada, ivo = maggiorenne(), maggiorenne()
    bozza, mandata = cominciata(bando), inviata(bando, maggiorenne(), [ivo])
    entra(bozza, ada, da=parla(bozza))
    for persona in (parla(bozza), ada):
        di_se(bozza, persona, residenza="Pandino", occupazione="senza_lavoro")
    prorogato(ufficio, bando)
    lettere = arrivate()
    bando.refresh_from_db()
    quando = chiusura(bando)
    for persona in (parla(bozza), ada):
        testo = lettere[persona.email].body
        assert f"Indica dove hai la residenza al {quando.day}" in testo or f"residenza all'{quando.day}" in testo
        assert "Senza la tua risposta la domanda non parte." in testo
        assert reverse("thinktown:fatti", args=[bozza.codice]) in testo
    for persona in (parla(mandata), ivo):
        testo = lettere[persona.email].body
        assert "La domanda inviata vale così com'è." in testo
        assert ("Senza la tua risposta" in testo, reverse("thinktown:fatti", args=[mandata.codice]) in testo) == (
            False,
            True,
        )
    for segreto in ("Pandino", "lavoro:", "senza_lavoro", "non ha lavoro"):
        assert [uno for uno in lettere.values() if segreto in uno.body] == []


def test_an_extension_of_the_same_day_asks_nobody_again():
    ufficio = Ufficio()
    bando = ufficio.pubblicato(tutto())
    domanda = inviata(bando)
    actions.proroga(
        bando,
        bando.chiude_il + timedelta(hours=2),
        actions.DatiAtto(numero="7", data=oggi(), motivo="Due ore."),
        da=ufficio.pubblica,
    )
    testo = arrivate()[parla(domanda).email].body
    assert ("La domanda inviata vale" in testo, bando.get_absolute_url() in testo) == (False, True)


def test_a_reminder_leads_to_what_is_left():
    ufficio = Ufficio()
    domanda = cominciata(ufficio.pubblicato(tutto()))
    ada = maggiorenne()
    sua = entra(domanda, ada, da=parla(domanda))
    actions.conferma(domanda, da=ada)
    actions.dichiara(domanda, ["senza_impedimenti"], da=ada)
    actions.ricorda(sua, da=parla(domanda))
    testo = arrivate()[ada.email].body
    assert "Completa i tuoi dati: senza, la domanda non parte." in testo
    assert reverse("thinktown:fatti", args=[domanda.codice]) in testo
    di_se(domanda, ada)
    Componente.objects.filter(pk=sua.pk).update(ricordato_il=None)
    with pytest.raises(TransizioneNonAmmessa, match="non manca niente"):
        actions.ricorda(suo(domanda, ada), da=parla(domanda))


def test_the_line_of_time_has_what_is_left(client):
    domanda = cominciata(Ufficio().pubblicato(tutto()))
    ada = maggiorenne()
    entra(domanda, ada, da=parla(domanda))
    actions.conferma(domanda, da=ada)
    actions.dichiara(domanda, ["senza_impedimenti"], da=ada)
    client.force_login(ada)
    assert reverse("thinktown:fatti", args=[domanda.codice]) in client.get("/area/").content.decode()
    di_se(domanda, ada)
    assert reverse("thinktown:fatti", args=[domanda.codice]) not in client.get("/area/").content.decode()


def test_the_log_holds_none_of_it():
    domanda = inviata(Ufficio().pubblicato(tutto()))
    scritto = " ".join(str(uno.dati) for uno in Dettaglio.objects.all())
    assert [una for una in ("studia", "019098", "Soresina") if una in scritto] == []
    assert domanda.invii.get().contenuto["gruppo"][0]["occupazione"] == "studia"
