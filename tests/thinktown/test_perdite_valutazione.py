"""A real commission at work, walked over by whoever must not know: each address, page of the office, file, copy, mail.

Each application says words of its own; so does each sheet, note and discussion. Whoever is recused from one, reads
where names are hidden, sits in another commission, applied, or works elsewhere, finds none that is not hers.
"""

from itertools import product

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from talenti.avvisi.actions import spazza
from talenti.documenti.models import FileCaricato
from talenti.registro.actions import annuncia
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.commissione import Valutazione
from tests.factories.graduatorie import chi_parla
from tests.factories.thinktown import maggiorenne, pronta, risposta
from tests.thinktown import perdite_commissione, perdite_graduatorie
from thinktown import actions, dati, urls
from thinktown.actions import graduatorie, schede
from thinktown.actions.commissione import supplisce
from thinktown.models import Commissione

pytestmark = [pytest.mark.django_db, pytest.mark.largo]
LORO = ("prima", "seconda")


def con_parole(quale):
    """An application whose text, name and file say whose it is."""

    def invia(bando):
        persona = maggiorenne(nome="Segretonome", cognome=f"Segreto{quale()}")
        domanda = pronta(bando, persona)
        chi = persona
        risposta(domanda, "idea", f"Segretaidea{quale()} nel testo.", da=chi)
        domanda.soggetto = f"Segretosoggetto{quale()}"
        domanda.save(update_fields=["soggetto"])
        actions.invia(domanda, gettone=f"g{quale()}", da=chi)
        quale.avanti()
        return domanda

    return invia


class Contatore:
    def __init__(self):
        self.n = 0

    def __call__(self):
        return LORO[self.n % len(LORO)]

    def avanti(self):
        self.n += 1


@pytest.fixture
def caso(request):
    """Two applications; of three members the last is recused from the first, where a substitute takes her place."""
    caso = Valutazione(
        2,
        conflitti=lambda suo: [(suo.membri[1], suo.domande[0])],
        invia=con_parole(Contatore()),
        ciechi=getattr(request, "param", False),
    )
    with caso.da_soli():
        for posto, domanda in product((caso.presidente, caso.membri[0]), caso.domande):
            _scheda(posto, domanda)
        _scheda(caso.membri[1], caso.domande[1])
    return caso


def _scheda(posto, domanda):
    scheda = schede.apri(posto, domanda)
    punti = {
        uno.chiave: schede.Punti(uno.massimo / 2, f"Segretomotivo{posto.pk}.")
        for uno in posto.commissione.bando.in_vigore.criteri
    }
    schede.salva(scheda, punti, revisione=0, da=posto.persona, note=f"Segretanota{posto.pk}.")
    scheda.refresh_from_db()
    schede.firma(scheda, revisione=scheda.revisione, da=posto.persona)


# ── Who must not read what ────────────────────────────────────────────────────────────────────────
def vietato(caso, *, ciechi=False):
    """Role → (person, words that must stand nowhere for her). Without names: those who score."""
    prima, seconda = caso.domande
    idee = {una.pk: f"segretaidea{quale}" for una, quale in zip(caso.domande, LORO, strict=True)}
    nomi = [f"segretosoggetto{quale}" for quale in LORO] + [f"segreto{quale}" for quale in LORO]
    motivi = {posto.pk: (f"segretomotivo{posto.pk}", f"segretanota{posto.pk}") for posto in _posti(caso)}
    tutti = [*idee.values(), *nomi, *(parola for coppia in motivi.values() for parola in coppia)]

    def degli_altri(posto):
        return [parola for pk, coppia in motivi.items() if pk != posto.pk for parola in coppia]

    senza_nomi = nomi if ciechi else []
    recusata, membro = caso.membri[1], caso.membri[0]
    chi_valuta = {
        "recusata": (recusata.persona, [idee[prima.pk], *degli_altri(recusata), *senza_nomi]),
        "membro": (membro.persona, [*degli_altri(membro), *senza_nomi]),
        "supplente senza posto": (caso.supplente.persona, [*idee.values(), *degli_altri(caso.supplente), *senza_nomi]),
    }
    if ciechi:
        return chi_valuta
    return chi_valuta | {
        "altra commissione": (Valutazione(1).presidente.persona, tutti),
        "chi ha fatto domanda": (
            chi_parla(prima),
            [idee[seconda.pk], f"segretosoggetto{LORO[1]}", *degli_altri(caso.supplente)],
        ),
        "altro ente": (
            rete.membro(rete.ammesso(tipo="ente_pubblico", nome="Comune di Altrove"), ruoli.AMMINISTRAZIONE),
            tutti,
        ),
        "ufficio": (caso.casa.scrive, degli_altri(caso.supplente)),
        "chi pubblica": (caso.casa.pubblica, degli_altri(caso.supplente)),
        "anonimo": (None, tutti),
    }


def _posti(caso):
    return (caso.presidente, *caso.membri)


# ── Where ─────────────────────────────────────────────────────────────────────────────────────────
def indirizzi(caso, persona):
    bando = caso.bando
    codici = [una.codice for una in caso.domande]
    codici += caso.commissione.codici_ciechi.values_list("codice", flat=True)
    file = list(FileCaricato.objects.presenti().values_list("codice", flat=True)[:3])
    finte = [type(caso.domande[0])(codice=codice) for codice in codici]
    di_una = {
        frozenset(): [{}],
        frozenset({"slug"}): [{"slug": bando.slug}],
        frozenset({"codice"}): [{"codice": codice} for codice in codici],
        **perdite_commissione.di_una(bando, finte, file or ["x"]),
    }
    for rotta in urls.urlpatterns:
        for argomenti in di_una.get(frozenset(rotta.pattern.converters), ()):
            yield reverse(f"thinktown:{rotta.name}", kwargs=argomenti)
    yield from (reverse("documenti:scarica", args=[codice]) for codice in file)
    yield from (
        "/",
        "/area/",
        "/area/messaggi/",
        "/cerca/?q=segret",
        "/bandi/",
        reverse("persone:letture"),
        "/sitemap.xml",
    )
    if persona is not None and persona.is_staff:
        for codice in codici[:2]:
            yield from perdite_commissione.in_ufficio(bando, codice)
            yield from perdite_graduatorie.in_ufficio(bando, codice)
        for nome in ("scheda", "domande", "esporta"):
            yield reverse(f"admin:thinktown_bando_{nome}", args=[bando.pk])


def letto(caso, persona, parole):
    """Word → where she read it."""
    client, dove = Client(), {}
    if persona is not None:
        client.force_login(persona)
    for indirizzo in indirizzi(caso, persona):
        risposta = client.get(indirizzo)
        assert risposta.status_code < 500, indirizzo
        # Who declares must know of whom, also of what comes up later: names, and nothing that leads to a sheet.
        if indirizzo.endswith("/dichiarazioni/"):
            continue
        corpo = risposta.getvalue() if risposta.streaming else risposta.content
        # What she asked for in the address is hers, not told.
        testo = corpo.decode("utf-8", "replace").casefold().replace(indirizzo.casefold(), "")
        for parola in parole:
            if parola in testo:
                dove.setdefault(parola, []).append(indirizzo)
    return dove


def perdite(caso, **come):
    trovate = {}
    for ruolo, (persona, parole) in vietato(caso, **come).items():
        trovate |= {(ruolo, parola): dove[:3] for parola, dove in letto(caso, persona, parole).items()}
    return trovate


def test_while_each_scores_alone_nobody_reads_what_is_not_hers(caso):
    with caso.da_soli():
        assert perdite(caso) == {}


@pytest.mark.parametrize("caso", [True], indirect=True, ids=["senza nomi"])
def test_where_names_are_hidden_who_scores_finds_none(caso):
    with caso.da_soli():
        assert perdite(caso, ciechi=True) == {}
        # The list on which one declares has the names, and no code that would tell which sheet is whose.
        client = Client()
        client.force_login(caso.membri[0].persona)
        elenco = client.get(reverse("thinktown:dichiarazioni", args=[caso.bando.slug])).content.decode()
        codici = list(caso.commissione.codici_ciechi.values_list("codice", flat=True))
        assert codici != []
        assert [codice for codice in codici if codice in elenco] == []


def test_while_they_decide_together_who_is_recused_reads_nothing_of_that_one(caso):
    """What the others have given may be read now, but for the private notes, and for what one is recused from."""
    recusata, prima = caso.membri[1], caso.domande[0]
    parole = [f"segretaidea{LORO[0]}", *(f"segretanota{uno.pk}" for uno in _posti(caso) if uno.pk != recusata.pk)]
    with caso.insieme():
        assert letto(caso, recusata.persona, [*parole, f"/{prima.codice}/"]) == {}


def test_who_is_recused_and_works_in_the_office_finds_no_side_door_there(caso):
    """Of that one the office is for her as the desk: not there, whatever page, file or export."""
    recusata, (prima, seconda) = caso.membri[1], caso.domande
    rete.membro(caso.casa.partner, ruoli.AMMINISTRAZIONE, recusata.persona)
    motivi = [f"segretomotivo{uno.pk}" for uno in _posti(caso) if uno.pk != recusata.pk]
    with caso.da_soli():
        assert letto(caso, recusata.persona, [f"segretaidea{LORO[0]}", *motivi]) == {}
        client = Client()
        client.force_login(recusata.persona)
        pagine = [
            reverse("admin:thinktown_bando_domanda", args=[caso.bando.pk, una.codice]) for una in (prima, seconda)
        ]
        assert [client.get(pagina).status_code for pagina in pagine] == [404, 200]


def test_before_the_ranking_is_out_no_total_is_in_any_page_copy_or_mail(caso):
    """Those who may not prepare it read no total, and nobody's copy or mail says one."""
    with caso.da_soli():
        posto = caso.supplente
        supplisce(caso.domande[0], al_posto_di=caso.membri[1], supplente=posto, da=caso.casa.pubblica)
        _scheda(posto, caso.domande[0])
    with caso.chiusa():
        caso.bando.refresh_from_db()
        _letti, risultato = graduatorie.calcolata(caso.bando)
        totali = {f"{riga.totale:.2f}".replace(".", ",") for riga in risultato.righe if riga.totale is not None}
        mail.outbox.clear()
        annuncia()
        spazza()
        chi = [caso.membri[1].persona, chi_parla(caso.domande[0]), caso.casa.scrive]
        for persona in chi:
            copia = str(dati.DATI.esporta(persona)).casefold()
            assert [uno for uno in _posti(caso) if uno.persona != persona and f"segretanota{uno.pk}" in copia] == []
        assert not any(totale in posta.body for posta in mail.outbox for totale in totali)
        assert Commissione.objects.get(pk=caso.commissione.pk).fase.tipo == "chiusa"
