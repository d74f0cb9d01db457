"""Every page that a role meets, at both sizes: one sign-in for each role, all the faults in one list."""

import zipfile

import pytest

from tests.e2e.visita import SCRIVANIA, TELEFONO

PUBBLICHE = (
    "/",
    "/en/",
    "/en/rete/",
    "/rete/",
    "/rete/?comune=019036&azione=eventi",
    "/rete/?pagina=9&azione=niente",
    "/rete/comune-di-cremona/",
    "/rete/proponi/",
    "/spazi/",
    "/spazi/?comune=Soresina&km=15&giorno=2020-01-01",
    "/en/spazi/?tipo=riunioni&posti=200",
    "/spazi/cobox-open-space/",
    "/spazi/cobox-area-formazione/",
    "/rete/inviti/scaduto/",
    "/bandi/",
    "/bandi/?stato=chiusi",
    "/en/bandi/",
    "/bandi/progetti-di-associazioni-e-gruppi-giovanili-sesta-edizione/",
    "/en/bandi/progetti-di-associazioni-e-gruppi-giovanili-quinta-edizione/",
    "/bandi/progetti-estivi-di-associazioni-e-gruppi/",
    "/bandi/cultura-e-territorio-progetti-di-primavera/",
    "/bandi/idee-per-crema-e-il-cremasco-seconda-edizione/puoi-partecipare/",
    "/cerca/?q=cremona",
    "/cerca/?q=xyz",
    "/notizie/",
    "/notizie/?per=imprese&tipo=intervista",
    "/en/notizie/?argomento=lavoro",
    "/notizie/argomenti/lavoro/",
    "/notizie/il-bando-per-i-gruppi-giovanili-in-dieci-righe/",
    "/en/notizie/il-bando-per-i-gruppi-giovanili-in-dieci-righe/",
    "/notizie/aprono-le-iscrizioni-ai-laboratori/segnala/",
    "/per-chi-cerca-lavoro/",
    "/per-le-imprese/",
    "/per-gli-operatori/",
    "/chi-siamo/",
    "/aiuto/",
    "/aiuto/parole/",
    "/contatti/",
    "/privacy/",
    "/privacy/in-parole-semplici/",
    "/note-legali/",
    "/statistiche/",
    "/opinione/?pagina=/rete/",
    "/opinione/grazie/",
    "/indicatori/",
    "/indicatori/?periodo=tutto",
    "/registro/",
    "/verifica/",
    "/verifica/AAAABBBBCCCCDDDD/",
    "/accedi/",
    "/accedi/codice/",
    "/accedi/password-dimenticata/",
    "/accedi/chiuso/",
    "/registrati/",
    "/demo/posta/",
    "/demo/conti/",
    "/non-esiste/",
)
AREA = (
    "/area/",
    "/area/prenotazioni/",
    "/area/prenotazioni/?quali=passate",
    "/area/messaggi/",
    "/area/messaggi/?letto=no",
    "/area/messaggi/preferenze/",
    "/area/profilo/",
    "/area/dati/",
    "/area/dati/codice-fiscale/",
    "/area/dati/copia/",
    "/area/dati/letture/",
    "/area/dati/chiudi/",
    "/area/genitori/",
    "/area/accesso/",
    "/area/accesso/email/",
    "/area/accesso/password/",
    "/area/accesso/secondo-fattore/",
    "/area/accesso/app/",
    "/area/accesso/passkey/",
    "/area/accesso/passkey/aggiungi/",
    "/area/accesso/dispositivi/",
    "/esci/",
)
REDAZIONE = (
    "/redazione/",
    "/redazione/piano/",
    "/redazione/piano/?vista=bacheca",
    "/redazione/piano/?vista=elenco",
    "/redazione/piano/copertura/",
    "/redazione/articoli/",
    "/redazione/argomenti/",
    "/redazione/immagini/",
    "/redazione/immagini/nuova/",
    "/redazione/segnalazioni/",
    "/redazione/idee/",
    "/redazione/persone/",
)
NAZARETH = "/partner/cooperativa-sociale-nazareth/"
UFFICIO = (
    "/admin/",
    "/admin/rete/",
    "/admin/rete/partner/?q=cremona",
    "/admin/rete/partner/coda/",
    "/admin/rete/appartenenza/",
    "/admin/rete/invito/",
    "/admin/persone/persona/",
    "/admin/avvisi/consegna/",
    "/admin/avvisi/consegna/non-partite/",
    "/admin/avvisi/striscione/",
    "/admin/avvisi/striscione/add/",
    "/admin/documenti/documento/",
    "/admin/coworking/spazio/",
    "/admin/coworking/prenotazione/",
    "/admin/thinktown/messaggiodomanda/",
    "/admin/luoghi/comune/",
    "/admin/portale/opinione/",
)


@pytest.fixture
def visita(nuova_visita):
    return nuova_visita(SCRIVANIA)


def guarda_tutte(visita, percorsi, stati=None):
    """No page has a fault, wide or narrow, or answers other than it should; else all of them are told."""
    difetti = []
    for percorso in percorsi:
        visita.pagina.set_viewport_size(SCRIVANIA)
        stato = visita.vai(percorso).status
        difetti += [f"{percorso}: {stato}"] if stato != (stati or {}).get(percorso, 200) else []
        difetti += [f"{percorso} led to {visita.percorso}"] if visita.percorso != percorso else []
        difetti += visita.difetti(contrasto=False)
        visita.pagina.set_viewport_size(TELEFONO)
        difetti += visita.difetti()
    assert not difetti, "\n".join(difetti)


def link(visita, percorso, inizio, scelta="main a"):
    """The addresses that a page leads to, of those that begin so."""
    visita.vai(percorso)
    trovati = visita.pagina.locator(f"{scelta}[href^='{inizio}']").evaluate_all(
        "tutti => tutti.map(uno => uno.pathname)"
    )
    return list(dict.fromkeys(trovati))


def test_pages_of_everybody(visita):
    stati = {"/non-esiste/": 404, "/rete/inviti/scaduto/": 410, "/verifica/AAAABBBBCCCCDDDD/": 404}
    guarda_tutte(visita, PUBBLICHE, stati)


def test_pages_of_my_area(visita):
    visita.entra("giulia")
    prenotazioni = link(visita, "/area/prenotazioni/", "/area/prenotazioni/", ".scheda a")
    assert len(prenotazioni) >= 2
    visita.vai("/area/accesso/app/")
    visita.riconferma()
    messaggio = link(visita, "/area/messaggi/", "/area/messaggi/", ".messaggio a")[0]
    invito = link(visita, "/area/", "/rete/inviti/")
    assert len(invito) == 1
    # The one of the demonstration: other paths may have begun some more.
    [messaggi] = [uno for uno in link(visita, "/area/", "/domande/") if uno.endswith("/messaggi/")]
    domanda = messaggi.removesuffix("messaggi/")
    sulla_domanda = [domanda, messaggi]
    sue = [f"{domanda}{una}/" for una in ("parti/progetto", "parti/soldi", "parti/chi_siamo", "chi", "gruppo", "invia")]
    guarda_tutte(visita, [*AREA, messaggio, *invito, *sulla_domanda, *sue, "/area/domande/"])
    guarda_tutte(visita, [*prenotazioni[:2], f"{prenotazioni[0]}annulla/"])


def test_the_copy_of_my_data_comes_down_and_the_page_waits_for_nothing(visita):
    visita.entra("giulia", verso="/area/dati/")
    visita.premi("Prendi una copia")
    visita.riconferma()
    assert visita.percorso == "/area/dati/copia/"
    with visita.pagina.expect_download() as scaricato:
        visita.premi("Scarica l'archivio")
    with zipfile.ZipFile(scaricato.value.path()) as copia:
        assert {"dati.json", "i-miei-dati.html"} <= set(copia.namelist())
    visita.pagina.wait_for_timeout(600)
    assert visita.pagina.locator("main .in-corso").count() == 0
    visita.guarda()


def test_pages_of_a_minor(visita):
    visita.entra("leo")
    guarda_tutte(visita, ("/area/", "/area/genitori/", "/rete/proponi/", "/area/profilo/"))


def test_pages_of_an_organisation(visita):
    """The desk, each page it leads to, and the pages of one person, one invitation, one action."""
    visita.entra("sara")
    pagine = link(visita, NAZARETH, NAZARETH)
    particolari = [
        next(uno for uno in link(visita, NAZARETH + elenco, NAZARETH) if uno.endswith(fine))
        for elenco, fine in (
            ("persone/", "/ruolo/"),
            ("persone/", "/chiudi/"),
            ("persone/", "/ritira/"),
            ("persone/", "/invita/"),
            ("azioni/", "/chiudi/"),
        )
    ]
    altrui = "/partner/comune-di-cremona/"
    guarda_tutte(visita, [NAZARETH, *pagine, *particolari, altrui], {altrui: 403})


def test_pages_of_a_host(visita):
    """The desk of who offers places, the pages of one space, and what closing and blocking ask."""
    casa = "/ospita/studio-modelli/"
    visita.entra("rosa")
    pagine = link(visita, casa, casa)
    spazio = next(uno for uno in pagine if uno.endswith("/chiudi/")).removesuffix("chiudi/")
    guarda_tutte(visita, [casa, *pagine[:8], spazio, *link(visita, spazio, spazio)])


def test_pages_of_the_newsroom(visita):
    """What who coordinates finds, and the pages of one article in each state."""
    visita.entra("redazione1", verso="/redazione/")
    stati = ("bozza", "in_revisione", "da_sistemare", "pronto", "pubblicato", "archiviato")
    uno_per_stato = [
        link(visita, f"/redazione/articoli/?stato={stato}", "/redazione/articoli/", ".scheda a")[0] for stato in stati
    ]
    di_uno = [f"{uno_per_stato[0]}{una}/" for una in ("storia", "storia/2", "anteprima", "cura", "verifica")]
    immagini = link(visita, "/redazione/immagini/", "/redazione/immagini/", ".scheda a")
    assert len(immagini) == 4
    guarda_tutte(visita, [*REDAZIONE, *uno_per_stato, *di_uno, f"{uno_per_stato[3]}pubblica/", immagini[0]])


def test_pages_of_the_office(visita):
    """The first page, the queue, a proposal in each state, each list, the first row of each list."""
    visita.entra("nora", verso="/admin/")
    esami = link(visita, "/admin/rete/partner/coda/", "/admin/rete/partner/", "#content-main a")
    assert len(esami) >= 3
    righe = [link(visita, elenco, "/admin/", "#result_list th a")[:1] for elenco in UFFICIO if elenco.count("/") == 4]
    elenco = "/admin/thinktown/messaggiodomanda/"
    messaggi = link(visita, elenco, f"{elenco}domande/", "#result_list a")
    assert len(messaggi) == 4
    guarda_tutte(visita, [*UFFICIO, *esami[:3], messaggi[-1], *(riga[0] for riga in righe if riga)])
