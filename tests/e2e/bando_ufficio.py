"""What the office does with a call in the browser: writes it from the template, publishes it, moves its closing."""

from datetime import timedelta

from talenti.base.clock import a_roma, oggi

ENTE = "Comune di Cremona"
ELENCO = "/admin/thinktown/bando/"
ATTO = "L'atto si legge qui."


def istante(nome, quando):
    """An instant as the office types it: day, month, year and hour of Rome."""
    locale = a_roma(quando)
    return giorno(nome, locale) | {f"{nome}_ora": f"{locale:%H:%M}"}


def giorno(nome, quando):
    return {f"{nome}_giorno": str(quando.day), f"{nome}_mese": str(quando.month), f"{nome}_anno": str(quando.year)}


def scrive_il_bando(nora, titolo, apre, chiude) -> str:
    """From the template, part by part: what it still lacks is on its page, and goes. Returns its page."""
    nora.entra("nora", verso=ELENCO)
    nora.vai(f"{ELENCO}add/")
    nora.guarda()
    nora.scrivi(partner=ENTE, modello="gruppi")
    nora.premi("Comincia la bozza")
    scheda = nora.percorso
    assert "Per mandarlo in verifica mancano ancora 2 cose." in nora.testo
    nora.guarda_larga_e_stretta()
    nora.premi("La pagina")
    nora.scrivi(titolo=titolo)
    nora.premi("Salva e vai alla prossima parte")
    assert nora.titolo == "Date"
    nora.premi("Aggiungi una finestra")
    nora.scrivi(festivi="cosi", **istante("finestre-0-apre", apre), **istante("finestre-0-chiude", chiude))
    nora.guarda()
    nora.premi("Salva e vai alla prossima parte")
    nora.vai(scheda)
    nora.premi("Graduatoria e parità")
    nora.scrivi(**giorno("data", a_roma(chiude) + timedelta(days=30)))
    nora.premi("Salva")
    nora.guarda()
    nora.vai(scheda)
    assert "Non manca niente: si può mandare in verifica." in nora.testo
    return scheda


def chiede_a_ivo_di_rileggere(nora, scheda):
    """Two people: who sends it to be checked does not publish it."""
    nora.vai(scheda)
    nora.premi("Dai un incarico")
    nora.scrivi(email="ivo@example.org", ruolo="responsabile")
    nora.guarda()
    nora.premi("Dai l'incarico")
    nora.premi("Manda in verifica")
    nora.guarda()
    nora.premi("Manda in verifica")
    assert "lo rilegge e lo pubblica un'altra persona" in nora.testo
    nora.guarda()


def ivo_pubblica(ivo, scheda, titolo) -> str:
    """He reads it from what waits for him, and publishes it with the act of the body. Returns the public page."""
    ivo.entra("ivo", verso="/admin/")
    ivo.premi("Bandi da rileggere e pubblicare: apri l'elenco")
    ivo.premi(titolo)
    assert ivo.percorso == scheda
    ivo.premi("Pubblica il bando")
    ivo.premi("Pubblica il bando")
    assert "Carica l'atto in PDF." in ivo.testo
    ivo.guarda()
    ivo.scrivi(numero="801", **giorno("data", oggi()))
    ivo.allega("file", "atto.pdf", "Atto 801", ATTO)
    ivo.premi("Pubblica il bando")
    assert "Il bando è pubblicato." in ivo.testo
    ivo.guarda()
    ivo.premi("Guarda la pagina pubblica")
    return ivo.percorso


def vede_chi_e_arrivato_tardi(nora, scheda, chi):
    nora.vai(scheda)
    nora.guarda_larga_e_stretta()
    nora.premi("1 richiesta arrivata dopo la chiusura")
    righe = nora.pagina.locator("#result_list tbody tr").all_inner_texts()
    assert [chi in una for una in righe] == [True]
    nora.guarda()


def riapre(nora, scheda, chiude):
    """By an act, with its reason: what was refused may be sent."""
    nora.vai(scheda)
    nora.premi("Riapri i termini")
    nora.guarda()
    nora.scrivi(motivo="Il portale non rispondeva nell'ultima ora.", numero="802", **istante("chiude", chiude))
    nora.scrivi(**giorno("data", oggi()))
    nora.allega("file", "proroga.pdf", "Atto 802", ATTO)
    nora.premi("Riapri")
    assert "I termini sono riaperti." in nora.testo
    nora.guarda()


def legge_le_domande(nora, scheda, *chi):
    """Those that were sent, with their numbers, and nothing of a draft."""
    nora.vai(scheda)
    nora.premi("Leggi le domande inviate")
    nora.guarda()
    return [riga for riga in nora.pagina.locator("main tbody tr").all_inner_texts() if any(uno in riga for uno in chi)]
