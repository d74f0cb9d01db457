"""Whatever was told in confidence is read by whom it was told to, and by nobody else, whichever way they look."""

import csv
import io
import zipfile
from itertools import chain
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from talenti.avvisi.actions import spazza
from talenti.persone.esportazione import archivio
from talenti.portale.indice import indicizza
from talenti.portale.ricerca import tutte
from talenti.rete.models import Partner
from tests.security.ostili import chiudi_file, corpo
from tests.security.ragno import gira, link
from tests.security.segreti import SEGRETI, TUTTI, indirizzi_diretti, racconta

pytestmark = [pytest.mark.django_db, pytest.mark.largo]


@pytest.fixture(scope="module")
def confidenze(scena):
    racconta(scena)
    # What a search might find is there to be found.
    indicizza()
    return scena


def _client(scena, ruolo):
    client = Client()
    if ruolo != "anonimo":
        client.force_login(scena.persone[ruolo])
    return client


def ricerche():
    """The same word asked of the searches and the lists that everybody opens."""
    return ["/cerca/?q=segreto", "/rete/?q=segreto", "/area/messaggi/?q=segreto", "/sitemap.xml", "/salute/", "/"]


def ricerche_in_ufficio():
    """And of every list, facet and suggestion of the office."""
    suggeriti = {}
    for modello in admin.site._registry:
        base = f"{modello._meta.app_label}_{modello._meta.model_name}"
        yield f"{reverse(f'admin:{base}_changelist')}?q=segreto&_facets=1"
        for campo in modello._meta.fields:
            if campo.related_model in admin.site._registry:
                suggeriti[campo.related_model] = (
                    f"/admin/autocomplete/?term=segreto&app_label={modello._meta.app_label}"
                    f"&model_name={modello._meta.model_name}&field_name={campo.name}"
                )
    yield from suggeriti.values()


def scorciatoie():
    """The admin's own way from the key of a row to its page: its address may tell a name."""
    for modello in (Partner, get_user_model()):
        tipo = ContentType.objects.get_for_model(modello).pk
        for pk in modello._default_manager.values_list("pk", flat=True).order_by("-pk")[:6]:
            yield f"/admin/r/{tipo}/{pk}/"


def _parole(indirizzo, risposta):
    """The secrets in an answer. The address that was asked for is what the asker wrote, not what is told."""
    intestazioni = " ".join(f"{nome}: {valore}" for nome, valore in risposta.items())
    chiesto = indirizzo.partition("?")[0].strip("/").casefold()
    testo = f"{intestazioni}\n{corpo(risposta)}".casefold()
    for scritto in (chiesto, quote(chiesto, safe="")) if chiesto else ():
        testo = testo.replace(scritto, "")
    chiudi_file(risposta)
    return {segreto for segreto in SEGRETI if segreto in testo}


def letti_da(scena, ruolo):
    """Secret → the addresses where this role read it."""
    client, dove = _client(scena, ruolo), {}
    tentati = [*indirizzi_diretti(), *ricerche()]
    if ruolo != "anonimo" and scena.persone[ruolo].is_staff:
        tentati += [*ricerche_in_ufficio(), *scorciatoie()]
    else:
        tentati = [uno for uno in tentati if not uno.startswith("/admin/")]
    # What the pages lead to, then what only who knows an address would try.
    for indirizzo, risposta in chain(gira(client, massimo=90), ((uno, client.get(uno)) for uno in tentati)):
        for segreto in _parole(indirizzo, risposta):
            dove.setdefault(segreto, []).append(indirizzo)
    return dove


@pytest.mark.parametrize("ruolo", TUTTI)
def test_nobody_reads_what_was_told_to_others(confidenze, ruolo):
    letti = letti_da(confidenze, ruolo)
    perdite = {
        segreto: dove[:4]
        for segreto, dove in letti.items()
        if ruolo not in SEGRETI[segreto].trova | SEGRETI[segreto].puo
    }
    assert perdite == {}
    # Who should find it does: the walk looks in the right places.
    assert {segreto for segreto, voce in SEGRETI.items() if ruolo in voce.trova} - letti.keys() == set()


def test_no_mail_tells_one_what_was_told_by_another(confidenze):
    assert spazza() > 10
    per = {confidenze.persone[ruolo].email: ruolo for ruolo in confidenze.persone}
    # Who is written to because somebody gave the address reads her own, and nothing else.
    sue = {"segreto05@example.org": {"segreto05"}, "segreto12@example.org": {"segreto12"}}
    # The question, and how she is called: of the text she gets the link alone.
    sue["segreto28@example.org"] = {"segreto27", "segreto28"}
    perdite = []
    for lettera in mail.outbox:
        testo = f"{lettera.subject} {lettera.body} {lettera.alternatives} {lettera.extra_headers}".casefold()
        for indirizzo in lettera.recipients():
            ruolo = per.get(indirizzo, "")
            for segreto in SEGRETI:
                voce = SEGRETI[segreto]
                if segreto in testo and ruolo not in voce.trova | voce.puo and segreto not in sue.get(indirizzo, ()):
                    perdite.append((segreto, indirizzo, lettera.subject))
    assert perdite == []


def test_no_subject_of_a_mail_tells_a_secret(confidenze):
    """Subjects show on a locked telephone. The name of one's own organisation may stand there."""
    spazza()
    soggetti = " ".join(lettera.subject for lettera in mail.outbox).casefold()
    assert {segreto for segreto in SEGRETI if segreto in soggetti} - {"segreto02", "segreto12", "segreto15"} == set()


@pytest.mark.parametrize("ruolo", ["membro", "giovane", "altra_amministrazione"])
def test_the_copy_of_ones_data_holds_nothing_of_others(confidenze, ruolo):
    with zipfile.ZipFile(io.BytesIO(archivio(confidenze.persone[ruolo]))) as aperto:
        testo = b" ".join(aperto.read(nome) for nome in aperto.namelist()).decode("utf-8", "replace").casefold()
    proprie = {segreto for segreto, voce in SEGRETI.items() if ruolo in voce.trova}
    assert {segreto for segreto in SEGRETI if segreto in testo} - proprie == set()


def test_drafts_and_proposals_are_not_counted_before_they_come_in(confidenze):
    """The lead, Alfa with its spaces, its calls and two articles, Beta: nothing else is in the network yet."""
    cache.clear()
    fatti = Client().get(reverse("portale:home")).context["rete"]
    assert (fatti.partner, sum(punto.numero for punto in fatti.punti)) == (3, 3)
    spazi = {"Hub di Alfa", "Studio di Alfa"}
    bandi = {"Bando di Alfa", "Sportello di Alfa", "Bando chiuso di Alfa", "Alfa raccoglie", "Alfa fa scegliere"}
    bandi |= {"Alfa valuta", "Alfa ha una graduatoria", "Alfa chiama"}
    bandi |= {"Alfa pubblica", "Alfa approva", "Alfa fa scorrere"}
    assert {scheda.titolo for scheda in tutte()} == {
        "Comune di Prova",
        "Alfa",
        "Beta",
        "Alfa si racconta",
        "Un testo di Alfa: pubblicato",
        *spazi,
        *bandi,
    }


def test_no_sheet_of_the_indicators_holds_a_secret_or_a_formula(confidenze):
    for ruolo in ("anonimo", "amministrazione", "coordinamento"):
        client = _client(confidenze, ruolo)
        pagina = corpo(client.get(reverse("cruscotto:indicatori")))
        fogli = [indirizzo for indirizzo in link(pagina) if ".csv" in indirizzo]
        assert fogli
        for indirizzo in fogli:
            testo = corpo(client.get(indirizzo)).removeprefix("\ufeff")
            assert not {segreto for segreto in SEGRETI if segreto in testo.casefold()}
            celle = [cella for riga in csv.reader(io.StringIO(testo), delimiter=";") for cella in riga]
            assert [cella for cella in celle if cella.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
