"""Nobody but its people reads a draft, a file or a name of an application, by whatever address, list, copy or mail."""

import io
import zipfile
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.core import mail
from django.test import Client
from django.urls import reverse

from talenti.avvisi.actions import spazza
from talenti.base.clock import a_quest_ora, adesso
from talenti.documenti.models import Documento, FileCaricato
from talenti.persone.esportazione import archivio
from talenti.registro.actions import annuncia
from tests.factories.messaggi import risposto
from tests.factories.thinktown import risposta
from tests.thinktown import (
    perdite_commissione,
    perdite_graduatorie,
    perdite_istruttoria,
    perdite_registri,
    scena_istruttoria,
)
from tests.thinktown.perdite_decisioni import in_ufficio as decisioni_in_ufficio
from tests.thinktown.perdite_posti import in_ufficio as posti_in_ufficio
from tests.thinktown.scena_perdite import BOZZA, INVIATA, SEGRETI, UFFICIO, racconta
from thinktown import actions, coda, comunicazioni, dati, lettere, recapito, ricevuta, urls
from thinktown.actions.attese import ricorda_bozze
from thinktown.gettoni import link_invito, link_tutore
from thinktown.models import Domanda, Provvedimento
from thinktown.ufficio.bandi import BandoAdmin

pytestmark = [pytest.mark.django_db, pytest.mark.largo]

ANONIMO = "anonimo"


@pytest.fixture
def scena():
    detto = racconta()
    ricevuta.documento(detto.valori["inviata"].invii.get())
    return detto


def entra(scena, ruolo):
    client = Client()
    if ruolo != ANONIMO:
        client.force_login(scena.persone[ruolo])
    return client


# ── Where one looks ───────────────────────────────────────────────────────────────────────────────
def indirizzi(scena, ruolo):
    """Behind the door of the office only who has passed it: the table of roles says who does."""
    persona = scena.persone.get(ruolo)
    dentro = in_ufficio(scena) if persona and persona.is_staff else ()
    return [*pubblici(scena), *delle_domande(scena), *dentro, *ovunque(scena)]


def pubblici(scena):
    """Every address of the room, of the two calls and of the two applications."""
    valori = scena.valori
    bozza, inviata = valori["bozza"], valori["inviata"]
    per_nome = {
        "invito": [{"codice": valori[uno].codice} for uno in ("attesa", "no", "tolta")],
        "sportello": [{"slug": valori[uno].slug} for uno in ("aiuta", "partner")],
        "richiesta": [{"slug": valori["aiuta"].slug, "codice": valori["richiesta"].codice}],
        "ritira_aiuto": [{"slug": valori["bando"].slug, "codice": valori["richiesta"].codice}],
        "atto": [{"slug": valori["bando"].slug, "pk": atto.pk} for atto in valori["bando"].atti.all()],
        "tutore": [{"gettone": "x"}],
        "posto": [{"slug": valori["bando"].slug, "codice": "x"}],
        **perdite_registri.per_nome(valori),
    }
    di_una = {
        frozenset(): [{}],
        frozenset({"slug"}): [{"slug": valori[uno].slug} for uno in ("bando", "bozza_bando")],
        frozenset({"codice"}): [{"codice": uno.codice} for uno in (bozza, inviata, *valori["in_istruttoria"])],
        frozenset({"codice", "provvedimento"}): list(dei_provvedimenti(valori)),
        frozenset({"codice", "provvedimento", "n"}): [uno | {"n": 1} for uno in dei_provvedimenti(valori)],
        frozenset({"codice", "chiave"}): [{"codice": bozza.codice, "chiave": uno} for uno in ("progetto", "altro")],
        frozenset({"codice", "componente"}): [
            {"codice": uno.codice, "componente": uno.componenti.first().codice} for uno in (bozza, inviata)
        ],
        **perdite_commissione.di_una(valori["bando"], (bozza, inviata), scena.file),
    }
    for rotta in urls.urlpatterns:
        for argomenti in per_nome.get(rotta.name) or di_una[frozenset(rotta.pattern.converters)]:
            yield reverse(f"thinktown:{rotta.name}", kwargs=argomenti)


def dei_provvedimenti(valori):
    """Told or not, each under the name of its application."""
    for uno in valori["provvedimenti"]:
        yield {"codice": uno.domanda.codice, "provvedimento": uno.codice}


def delle_domande(scena):
    for codice in FileCaricato.objects.presenti().values_list("codice", flat=True):
        yield reverse("documenti:scarica", args=[codice])
    yield link_invito(scena.valori["tolta"])
    yield link_invito(scena.valori["no"])


def in_ufficio(scena):
    valori = scena.valori
    domande = [valori["bozza"], valori["inviata"]]
    for bando in (valori["bando"], valori["bozza_bando"]):
        yield from (reverse(f"admin:thinktown_bando_{nome}", args=[bando.pk]) for nome in ("scheda", "anteprima"))
        yield f"{reverse('admin:thinktown_bando_domande', args=[bando.pk])}?q=segret"
        yield reverse("admin:thinktown_bando_parte", args=[bando.pk, "racconto"])
        yield reverse("admin:thinktown_bando_quesito", args=[bando.pk, "titolo"])
        yield from (reverse("admin:thinktown_bando_atto", args=[bando.pk, v]) for v in ("ammetti_tardi", "rettifica"))
        yield reverse("admin:thinktown_bando_versione", args=[bando.pk, 1])
        yield f"{reverse('admin:thinktown_bando_esporta', args=[bando.pk])}?q=segret"
        yield reverse("admin:thinktown_bando_termina", args=[bando.pk, valori["incarico"].pk])
        yield from perdite_istruttoria.in_ufficio(scena, bando)
        for domanda in domande:
            yield reverse("admin:thinktown_bando_domanda", args=[bando.pk, domanda.codice])
            yield reverse("admin:thinktown_bando_fascicolo", args=[bando.pk, domanda.codice])
            yield from decisioni_in_ufficio(bando, domanda.codice)
            yield from posti_in_ufficio(bando, domanda.codice, "x")
            yield from perdite_commissione.in_ufficio(bando, domanda.codice)
            yield from perdite_graduatorie.in_ufficio(bando, domanda.codice)
            for codice in scena.file:
                yield reverse("admin:thinktown_bando_file", args=[bando.pk, domanda.codice, codice])
    delle_risposte = FileCaricato.objects.filter(
        oggetto_tipo__in=("thinktown.provvedimento", "thinktown.vocerichiesta")
    )
    for domanda in valori["in_istruttoria"]:
        yield reverse("admin:thinktown_bando_domanda", args=[domanda.bando_id, domanda.codice])
        for codice in delle_risposte.values_list("codice", flat=True):
            yield reverse("admin:thinktown_bando_file", args=[domanda.bando_id, domanda.codice, codice])
    for domanda in (*domande, *valori["in_istruttoria"]):
        yield reverse("admin:thinktown_messaggiodomanda_conversazione", args=[domanda.codice])
    yield reverse("admin:thinktown_chiarimento_scheda", args=[valori["chiarimento"].pk])
    yield from perdite_registri.in_ufficio(valori)
    for modello in admin.site._registry:
        base = f"admin:{modello._meta.app_label}_{modello._meta.model_name}"
        yield f"{reverse(f'{base}_changelist')}?q=segret&_facets=1"
        if modello._meta.app_label in ("thinktown", "documenti", "registro"):
            yield reverse(f"{base}_changelist")
            for riga in modello._default_manager.order_by("-pk")[:3]:
                yield from (reverse(f"{base}_{pagina}", args=[riga.pk]) for pagina in ("change", "history"))


def ovunque(scena):
    yield from ("/", "/area/", "/area/messaggi/", "/sitemap.xml", "/rete/?q=segret", "/salute/")
    yield from ("/cerca/?q=segret", reverse("persone:letture"), reverse("cruscotto:indicatori"), "/admin/")
    for partner in (scena.valori["partner"], scena.valori["aiuta"]):
        yield from (f"/rete/{partner.slug}/", f"/partner/{partner.slug}/", f"/partner/{partner.slug}/storia/")


def test_every_page_of_the_office_is_looked_at(scena):
    """A page that is added to the office of calls is added here."""
    nomi = {voce.name for voce in BandoAdmin(scena.valori["bando"].__class__, admin.site).get_urls()}
    nostri = {nome for nome in nomi if nome and nome.startswith("thinktown_bando_")} - {
        "thinktown_bando_add",
        "thinktown_bando_delete",
    }
    visti = {admin_nome(indirizzo) for indirizzo in in_ufficio(scena)}
    assert nostri - visti == set()


def admin_nome(indirizzo):
    from django.urls import resolve

    return resolve(indirizzo.partition("?")[0]).url_name


# They were asked in by somebody, in her name.
CHIESTI = {"uscita": {"segretareferente"}, "rifiuta": {"segretareferente"}}


# ── Who reads what ────────────────────────────────────────────────────────────────────────────────
def letti(scena, ruolo):
    """Secret → where this role read it. What she asked for in the address is hers, not told."""
    client, dove = entra(scena, ruolo), {}
    for indirizzo in indirizzi(scena, ruolo):
        risposta = client.get(indirizzo)
        assert risposta.status_code < 500, indirizzo
        corpo = risposta.getvalue() if risposta.streaming else risposta.content
        testo = f"{dict(risposta.items())} {corpo.decode('utf-8', 'replace')}".casefold()
        testo = testo.replace(quote(indirizzo).casefold(), "")
        for segreto in SEGRETI:
            if segreto in testo:
                dove.setdefault(segreto, []).append(indirizzo)
    return dove


FUORI = ("uscita", "rifiuta", "invitata", "senza_fattore", "altra_amministrazione")
TUTTI = (
    ANONIMO,
    *FUORI,
    "incarico_finito",
    "delega_finita",
    "sportello",
    "coordinamento",
    "membro",
    "compagna",
    "scrive",
    "incaricata",
    "accede",
)
TUTTI += scena_istruttoria.RUOLI
# Files are handed over by their bytes: their names are in the answers only of who may have them.
SUE = frozenset({"segretosoggetto", "segretotitolo", "segretofile.pdf", "segretoscritto"})
MANDATE = frozenset({"segretodopo", "segretoallegato.pdf", "segretoinviato", "segretaidea", "segretoprot"})
LETTE = frozenset({"segretoinviato", "segretoallegato.pdf", "segretoscritto", "segretochiesto", "segretaverifica",
                   "segretoannullo", "segretaopposizione", "segretacarta", "segretoprogetto"})  # fmt: skip
TROVA = {
    **dict.fromkeys(BOZZA, SUE),
    **dict.fromkeys(INVIATA, MANDATE),
    **dict.fromkeys(UFFICIO, LETTE),
    "sportello": frozenset({"segretoaiuto", "segretaaiutata"}),
    "accede": frozenset({"segretovuole", "segretadecisa"}),
}
for _ruolo, _segreti in scena_istruttoria.TROVA.items():
    TROVA[_ruolo] = TROVA.get(_ruolo, frozenset()) | _segreti


def test_nobody_reads_what_was_told_to_others(scena):
    perdite, manca = {}, {}
    for ruolo in TUTTI:
        trovati = letti(scena, ruolo)
        perdite |= {(ruolo, uno): dove[:4] for uno, dove in trovati.items() if ruolo not in SEGRETI[uno]}
        if non_trovati := TROVA.get(ruolo, frozenset()) - trovati.keys():
            manca[ruolo] = non_trovati
    assert (perdite, manca) == ({}, {})


def test_no_number_says_how_many_are_writing(scena):
    """Drafts are counted for who works on the call, and for nobody else."""
    for ruolo in (ANONIMO, *FUORI, "incarico_finito", "sportello", "mandante"):
        client, bando = entra(scena, ruolo), scena.valori["bando"]
        for indirizzo in (bando.get_absolute_url(), "/bandi/", f"/rete/{scena.valori['partner'].slug}/"):
            contesto = client.get(indirizzo).context
            assert contesto is not None
            assert [nome for nome in ("quante", "bozze", "inviate") if contesto.get(nome)] == []


def test_the_copy_of_ones_data_holds_nothing_of_others(scena):
    perdite = []
    for ruolo, persona in scena.persone.items():
        testo = b" ".join(_esportato(persona)).decode("utf-8", "replace").casefold()
        # Her own notices are hers: who asked her in, what she was named for.
        suoi = {uno for uno in SEGRETI if ruolo in SEGRETI[uno]} | CHIESTI.get(ruolo, set())
        perdite += [(ruolo, uno) for uno in SEGRETI if uno in testo and uno not in suoi]
    assert perdite == []
    # Of the group she has what it wrote, and not who the others are.
    suo = str(dati.esporta(scena.persone["compagna"])).casefold()
    assert ("segretodopo" in suo, "segretamandante" in suo) == (True, False)


def _esportato(persona):
    with zipfile.ZipFile(io.BytesIO(archivio(persona))) as aperto:
        return [aperto.read(nome) for nome in aperto.namelist()]


# ── Mails ─────────────────────────────────────────────────────────────────────────────────────────
def manda_tutto():
    """Whatever is due within the hour: what the office tells is told some minutes after it was decided."""
    with a_quest_ora(adesso() + timedelta(hours=1)):
        annuncia()
        while spazza():
            pass


def test_no_mail_tells_one_what_was_told_by_another(scena):
    manda_tutto()
    ruoli = {persona.email: ruolo for ruolo, persona in scena.persone.items()}
    # Of who asks, her mail says the name: it is how an invitation is known for what it is.
    invito = {"segretareferente", "segretosoggetto", "segretoinvito@"}
    sue = {"segretoinvito@example.org": invito, "segretotutore@example.org": {"segretosoggetto"}}
    perdite = []
    for lettera in mail.outbox:
        testo = f"{lettera.subject} {lettera.body} {lettera.alternatives}".casefold()
        for a in lettera.recipients():
            ruolo = ruoli.get(a, "")
            non_suoi = [uno for uno in SEGRETI if ruolo not in SEGRETI[uno] and uno not in sue.get(a, ())]
            chiesti = CHIESTI.get(ruolo, set())
            perdite += [(uno, ruolo or a, lettera.subject) for uno in non_suoi if uno in testo and uno not in chiesti]
        perdite += [("subject", uno, lettera.subject) for uno in SEGRETI if uno in lettera.subject.casefold()]
    assert perdite == []


def test_who_is_out_hears_no_more(scena):
    manda_tutto()
    mail.outbox.clear()
    domanda, chi = scena.valori["bozza"], scena.persone["membro"]
    risposta(domanda, "titolo", "Un altro titolo", da=chi)
    risposto(domanda, scena.ufficio.scrive, "Ancora una cosa.")
    actions.proroga(
        scena.valori["bando"],
        scena.valori["bando"].chiude_il + timedelta(days=7),
        actions.DatiAtto(numero="13", data=scena.valori["bando"].pubblicato_il.date(), motivo="Servono più giorni."),
        da=scena.ufficio.pubblica,
    )
    manda_tutto()
    with a_quest_ora(scena.valori["bando"].chiude_il - timedelta(days=1)):
        assert ricorda_bozze() == 2
        manda_tutto()
    a = {indirizzo for lettera in mail.outbox for indirizzo in lettera.recipients()}
    fuori = {scena.persone[ruolo].email for ruolo in ("uscita", "rifiuta", "incarico_finito", "estranea")}
    assert (scena.persone["membro"].email in a, a & fuori) == (True, set())


def test_the_link_of_the_mail_to_a_guardian_ends_with_the_childs_place(scena):
    domanda, minore = scena.valori["bozza"], scena.persone["minore"]
    suo = domanda.componenti.get(persona=minore)
    link = link_tutore(suo, minore.tutele.get())
    letto = Client().get(link).content.decode().casefold()
    assert ("segretosoggetto" in letto, "segretotitolo" in letto, "segretofile" in letto) == (True, False, False)
    actions.togli(suo, da=scena.persone["membro"])
    tolta = Client().get(link)
    assert (tolta.status_code, "segretosoggetto" in tolta.content.decode().casefold()) == (410, False)


# ── What the office has not told ──────────────────────────────────────────────────────────────────
def test_a_decision_that_may_be_taken_back_is_in_no_list_object_or_count_of_its_group(scena):
    """As if it had not been taken: neither by name, nor by number, nor by what one may do."""
    persona = scena.persone["sospesa"]
    domanda = Domanda.objects.visibili_a(persona).get()
    assert domanda.stato == "inviata"
    assert list(Provvedimento.objects.visibili_a(persona)) == []
    assert (list(comunicazioni.linea(persona)), comunicazioni.della_domanda(domanda, persona)["dette"]) == ([], [])
    (sua,) = dati.esporta(persona)["domande"]
    assert (sua["comunicazioni"], sua["stato"]) == ([], "Inviata")
    assert (
        recapito.di(scena.valori["provvedimenti"])[Provvedimento.objects.in_sospeso().get().pk],
        mail_di(persona),
    ) == (
        [],
        {"Domanda inviata"},
    )
    # It can still be sent anew, as any other.
    assert coda.posto(domanda) == 1


def mail_di(persona):
    manda_tutto()
    return {lettera.subject.partition(":")[0] for lettera in mail.outbox if persona.email in lettera.recipients()}


def test_no_letter_is_drawn_of_what_was_not_told(scena):
    manda_tutto()
    sospeso = Provvedimento.objects.in_sospeso().get()
    assert list(Documento.objects.di(sospeso)) == []
    detti = Provvedimento.objects.comunicati()
    assert {uno.pk for uno in detti} == set(lettere.documenti_di(Provvedimento.objects.all()))
