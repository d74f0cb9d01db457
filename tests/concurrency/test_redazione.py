"""Two and four who write, approve and publish in the same moment: no revision lost, no number twice, one who wins."""

from itertools import pairwise

import pytest

from tests.processi import esegui, insieme

pytestmark = pytest.mark.concorrenza
PROCESSI, GIRI = 4, 5


def _articolo(pk):
    from redazione.models import Articolo

    return Articolo.objects.get(pk=pk)


def _persona(pk):
    from talenti.persone.models import Persona

    return Persona.objects.get(pk=pk)


# ── Saves ─────────────────────────────────────────────────────────────────────────────────────────
def _paragrafi(parole):
    return "".join(f"<p>{una}</p>" for una in parole)


def a_quattro_mani():
    """A text of one paragraph for each of who writes it, and one on which all of them fall."""
    from redazione.actions.testi import Scritto
    from tests.factories import redazione
    from tests.factories.redazione_articoli import articolo

    testata = redazione.testata()
    autrici = [redazione.redattrice(testata) for _posto in range(PROCESSI)]
    righe = [f"Paragrafo {n} di partenza." for n in range(PROCESSI + 1)]
    uno = articolo(testata, autrici=autrici, testo=Scritto("Titolo", "Sommario", _paragrafi(righe)))
    return {"articolo": uno.pk, "persone": [una.pk for una in autrici], "righe": righe}


def scrive(posto, articolo, persone, righe):
    """Each saves at once on the text she began with: her own paragraph, in odd rounds also the one of everybody."""
    from redazione.actions import testi
    from redazione.actions.testi import PuntiContesi, Scritto

    uniti, da = 0, _persona(persone[posto])
    base = _articolo(articolo).bozza.n
    for giro in range(GIRI):
        suoi = list(righe)
        suoi[posto] = f"zz{posto}x{giro}zz è suo"
        if giro % 2:
            suoi[-1] = f"zz{posto}y{giro}zz è di tutti"
        scritto = Scritto("Titolo", "Sommario", _paragrafi(suoi))
        insieme()
        testi.segna_presenza(_articolo(articolo), da)
        for _volta in range(2):
            # The answer got lost: the page sends the same again.
            try:
                testi.salva(_articolo(articolo), scritto, base=base, da=da, gettone=f"{posto}-{giro}")
                uniti += 1
            except PuntiContesi:
                pass
        insieme()
    return uniti


def i_testi():
    import re

    from redazione.models import Articolo, Presenza, Revisione

    uno, tutte = Articolo.objects.get(), list(Revisione.objects.order_by("n"))
    tutte_le_parole = set(re.findall(r"zz\d[xy]\d+zz", " ".join(una.html for una in tutte)))
    gettoni = [(una.da_id, una.gettone) for una in tutte if una.gettone]
    attese = {f"zz{posto}x{giro}zz" for posto in range(PROCESSI) for giro in range(GIRI)}
    attese |= {f"zz{posto}y{giro}zz" for posto in range(PROCESSI) for giro in range(1, GIRI, 2)}
    return {
        "senza_buchi": [una.n for una in tutte] == list(range(1, uno.ultima_n + 1)),
        "perse": sorted(attese - tutte_le_parole),
        "bozza": (uno.bozza.da_parte, uno.bozza.n == max(una.n for una in tutte if not una.da_parte)),
        # What was put together is a pair of rows; nothing was taken twice.
        "al_massimo_due": max(gettoni.count(uno) for uno in gettoni) <= 2,
        "presenti": Presenza.objects.count(),
    }


def test_four_save_at_once_and_no_word_is_lost(base_a_parte):
    valori, dopo = esegui(base_a_parte, scrive, processi=PROCESSI, prima=a_quattro_mani, poi=i_testi)
    assert sum(valori) > 0
    assert dopo == {
        "senza_buchi": True,
        "perse": [],
        "bozza": [False, True],
        "al_massimo_due": True,
        "presenti": PROCESSI,
    }


# ── Two who coordinate ────────────────────────────────────────────────────────────────────────────
def _prova(verbo):
    """ "" when it is done, else the sentence that who came second reads."""
    from talenti.base.exceptions import ErroreDiDominio

    try:
        verbo()
    except ErroreDiDominio as errore:
        return str(errore.frase)
    return ""


def uno_pronto():
    from redazione.enums_articoli import StatoArticolo
    from tests.factories import redazione
    from tests.factories.redazione_articoli import articolo

    testata = redazione.testata()
    capi = [redazione.coordina(testata).pk for _posto in range(2)]
    return {"articolo": articolo(testata, StatoArticolo.PRONTO).pk, "capi": capi}


def pubblica(posto, articolo, capi):
    from redazione.actions import pubblicazione

    uno, da = _articolo(articolo), _persona(capi[posto])
    insieme()
    return _prova(lambda: pubblicazione.pubblica(uno, nota="Era sbagliata.", da=da))


def com_e_uscito():
    from redazione.models import Articolo
    from talenti.registro.models import Transizione

    uno = Articolo.objects.get()
    verbi = list(Transizione.objects.di(uno).order_by("n").values_list("verbo", flat=True))
    return [uno.stato, uno.viva.n, uno.correzioni.count(), verbi.count("pubblica")]


def test_of_two_who_publish_at_once_one_wins_and_the_other_reads_a_sentence(base_a_parte):
    valori, dopo = esegui(base_a_parte, pubblica, processi=2, prima=uno_pronto, poi=com_e_uscito)
    assert sorted(map(bool, valori)) == [False, True]
    assert max(valori).startswith("Lo stato è già «Pubblicato»: l'ha cambiato ")
    assert dopo == ["pubblicato", 2, 0, 1]


def due_dello_stesso_titolo():
    from redazione.enums_articoli import StatoArticolo
    from tests.factories import redazione
    from tests.factories.redazione_articoli import articolo

    testata = redazione.testata()
    pronti = [articolo(testata, StatoArticolo.PRONTO).pk for _n in range(PROCESSI)]
    return {"articoli": pronti, "capo": redazione.coordina(testata).pk}


def pubblica_il_suo(posto, articoli, capo):
    from redazione.actions import pubblicazione

    uno, da = _articolo(articoli[posto]), _persona(capo)
    insieme()
    pubblicazione.pubblica(uno, da=da)
    return uno.slug


def test_articles_of_one_title_that_come_out_at_once_have_an_address_each(base_a_parte):
    valori = esegui(base_a_parte, pubblica_il_suo, processi=PROCESSI, prima=due_dello_stesso_titolo)
    slug = "la-filanda-che-ripara-biciclette"
    assert sorted(valori) == [slug, f"{slug}-2", f"{slug}-3", f"{slug}-4"]


# ── Writing and approving, begun twice ────────────────────────────────────────────────────────────
def uno_in_revisione():
    from redazione.enums_articoli import StatoArticolo
    from tests.factories import redazione
    from tests.factories.redazione_articoli import articolo, revisora

    testata = redazione.testata()
    uno = articolo(testata, StatoArticolo.IN_REVISIONE)
    autrice = uno.voce.autori.get().persona_id
    return {"articolo": uno.pk, "chi": [autrice, revisora(testata).pk, redazione.coordina(testata).pk]}


def riprende_o_approva(posto, articolo, chi):
    """The author takes the text back while one approves it and another sends it back."""
    from redazione.actions import revisione

    uno, da = _articolo(articolo), _persona(chi[posto])
    insieme()
    return _prova(
        (
            lambda: revisione.riprendi(uno, da=da),
            lambda: revisione.approva(uno, letta=2, da=da),
            lambda: revisione.rimanda(uno, "Manca la fonte.", da=da),
        )[posto]
    )


def la_storia():
    from redazione.models import Articolo
    from talenti.registro.models import Transizione

    uno = Articolo.objects.get()
    righe = list(Transizione.objects.di(uno).order_by("n").values_list("da_stato", "a_stato"))
    di_seguito = all(prima[1] == dopo[0] for prima, dopo in pairwise(righe))
    return [di_seguito, righe[-1][1] == uno.stato, (uno.approvata is not None) == (uno.stato == "pronto")]


def test_who_writes_and_who_reviews_cross_and_the_log_tells_one_story(base_a_parte):
    valori, dopo = esegui(base_a_parte, riprende_o_approva, processi=3, prima=uno_in_revisione, poi=la_storia)
    assert "" in valori
    assert dopo == [True, True, True]


def una_voce():
    from tests.factories import redazione
    from tests.factories.redazione_articoli import firmata

    testata = redazione.testata()
    return {"voce": firmata(testata).pk, "capo": redazione.coordina(testata).pk}


def comincia(_posto, voce, capo):
    from redazione.actions import articoli
    from redazione.models import Voce

    da = _persona(capo)
    insieme()
    return articoli.comincia(Voce.objects.get(pk=voce), da=da).pk


def test_begun_by_four_at_once_it_is_one(base_a_parte):
    assert len(set(esegui(base_a_parte, comincia, processi=PROCESSI, prima=una_voce))) == 1
