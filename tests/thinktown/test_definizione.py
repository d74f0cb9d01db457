"""What a call says: kept whole, one fingerprint, every gap named, every change told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest

from talenti.base.clock import a_quest_ora
from tests.factories.thinktown import completa
from thinktown import definizione
from thinktown.definizione import (
    Condizione,
    Criterio,
    Definizione,
    Finestra,
    Opzione,
    Parte,
    Quesito,
    Quota,
    Requisito,
    Sezione,
    Spareggio,
    Tempi,
)
from thinktown.differenze import Differenza, differenze
from thinktown.enums import Bollo, DiChi, Misura, Modalita, Proponente, TipoQuesito, TipoRequisito, TipoSpareggio
from thinktown.enums_graduatoria import Parziale
from thinktown.enums_posti import NelPosto
from thinktown.mancanze import che_cosa_manca
from thinktown.misure import Modello, modello

ADESSO = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _ora():
    with a_quest_ora(ADESSO):
        yield


@pytest.mark.parametrize("quale", Modello)
def test_what_is_stored_is_read_back_the_same(quale):
    detta = completa(quale, posti_di="abc")
    scritta = definizione.scrivi(detta)
    assert definizione.leggi(msgspec.json.decode(msgspec.json.encode(scritta))) == detta
    assert definizione.impronta(detta) == definizione.impronta(definizione.leggi(scritta))


def test_the_fingerprint_is_of_every_value():
    detta = completa()
    altra = replace(detta, racconto=replace(detta.racconto, minuti=61))
    assert definizione.impronta(detta) != definizione.impronta(altra)


def test_what_questions_came_to_say_leaves_the_fingerprints_of_before_as_they_were():
    vecchia = _quesiti_soli(Quesito(chiave="q", tipo=TipoQuesito.NUMERO, domanda="Quanti?", massimo=3))
    assert [definizione.impronta(una) for una in (Definizione(), vecchia)] == [
        "0c764f289f640d8118522b30c0b7eaa91c2f776ef93186f63a8703610d29d61c",
        "b54b1286621978921997a2157e286b79f23fbb7966fc5da5e1cbc1307b1aa489",
    ]
    nuove = [
        _quesiti_soli(replace(vecchia.quesito("q"), **campi)) for campi in ({"bando": "abc"}, {"nel_posto": "posti"})
    ]
    assert len({definizione.impronta(una) for una in (vecchia, *nuove)}) == 3


def _quesiti_soli(*quesiti):
    return Definizione(parti=(Parte(chiave="a", titolo="A", quesiti=quesiti),))


@pytest.mark.parametrize(
    "contenuto", [{"racconto": {"titolo": 3}}, {"sezioni": [{}]}, {"criteri": [{"chiave": "a", "massimo": "x"}]}]
)
def test_what_is_not_a_call_is_refused(contenuto):
    with pytest.raises(msgspec.ValidationError):
        definizione.leggi(contenuto)


@pytest.mark.parametrize("quale", Modello)
def test_a_template_lacks_only_what_each_year_adds(quale):
    assert che_cosa_manca(completa(quale, posti_di="abc")) == []
    mancano = che_cosa_manca(modello(quale))
    dei_posti = ["quesiti"] if quale.endswith("_giovani") else []
    assert [una.parte for una in mancano] == ["tempi", *dei_posti, "graduatoria"]


@pytest.mark.parametrize("misura", Misura)
def test_a_measure_has_its_templates_in_order(misura):
    suoi = [quale for quale in Modello if quale.misura == misura]
    legati = misura in (Misura.INNOVAZIONE, Misura.VOLONTARIATO)
    assert suoi == [misura, f"{misura}_giovani"] if legati else suoi == [misura]
    raccoglie, chiede = modello(suoi[0]).raccoglie, modello(suoi[-1]).preferenze
    assert (raccoglie, chiede is not None) == (legati, legati)


def test_an_empty_call_is_told_everything():
    parti = [una.parte for una in che_cosa_manca(Definizione())]
    assert sorted(set(parti)) == ["chi", "criteri", "norme", "quesiti", "racconto", "sezioni", "tempi"]


def _con(**parti):
    return replace(completa(), **parti)


def _quesiti(*quesiti):
    return replace(
        _graduatoria(chiesto="", settore=""),
        parti=(Parte(chiave="una", titolo="Una", quesiti=quesiti),),
        dichiarazioni=(),
    )


def _sezioni(*sezioni):
    return _con(sezioni=sezioni, parti=_quesiti(Quesito(chiave="a", domanda="A")).parti)


def _requisito(**campi):
    detta = completa()
    requisito = Requisito(chiave="x", **{"tipo": TipoRequisito.ETA} | campi)
    return replace(detta, chi=replace(detta.chi, requisiti=(requisito,)))


def _di_due_giorni():
    detta = completa()
    altro = Requisito(chiave="y", tipo=TipoRequisito.RESIDENZA, alla_data=ADESSO.date())
    return replace(detta, chi=replace(detta.chi, requisiti=(*detta.chi.requisiti, altro)))


def _senza_massimi():
    detta = _graduatoria(chiesto="")
    return replace(detta, sezioni=tuple(replace(una, importo_massimo=None) for una in detta.sezioni))


def _graduatoria(**campi):
    detta = completa()
    return replace(detta, graduatoria=replace(detta.graduatoria, **campi))


SCELTA = Quesito(chiave="s", tipo=TipoQuesito.SCELTA, domanda="S", opzioni=(Opzione(chiave="si"), Opzione(chiave="no")))
PREFERENZE = Quesito(chiave="p", tipo=TipoQuesito.PREFERENZE, domanda="P")
TITOLO = Quesito(chiave="t", domanda="T", nel_posto=NelPosto.TITOLO)
DUE = (
    Finestra(apre=ADESSO, chiude=ADESSO + timedelta(days=10)),
    Finestra(apre=ADESSO + timedelta(days=9), chiude=ADESSO + timedelta(days=20)),
)
NOMI = Sezione(chiave="a", nome="A", posti=1)


@pytest.mark.parametrize(
    ("detta", "frase"),
    [
        (lambda: _con(tempi=Tempi(finestre=(Finestra(apre=ADESSO, chiude=ADESSO),))), "La chiusura viene prima"),
        (lambda: _con(tempi=Tempi(finestre=DUE)), "Solo una manifestazione di interesse ha più finestre."),
        (lambda: _con(tempi=Tempi(modalita=Modalita.MANIFESTAZIONE, finestre=DUE)), "Due finestre si sovrappongono."),
        (
            lambda: _con(tempi=Tempi(finestre=(Finestra(apre=ADESSO - timedelta(days=2), chiude=ADESSO),))),
            "La chiusura è già passata.",
        ),
        (_requisito, "A un requisito manca il numero"),
        (lambda: _requisito(minimo=9, massimo=3), "il minimo è più alto del massimo"),
        (lambda: _requisito(tipo=TipoRequisito.OCCUPAZIONE), "Scegli quale condizione di lavoro"),
        (lambda: _requisito(minimo=1, di_chi=DiChi.QUOTA), "Scrivi quante persone su cento"),
        (lambda: _requisito(minimo=1, quota=50), "Scrivi quante persone su cento"),
        (lambda: _requisito(minimo=1, di_chi=DiChi.QUOTA, quota=101), "La parte del gruppo va da 1 a 100"),
        (lambda: _requisito(minimo=1, proponenti=(Proponente.IMPRESA,)), "Un requisito riguarda chi non può"),
        (_di_due_giorni, "I requisiti su «Residenza» guardano giorni diversi: scegline uno."),
        (_sezioni, "Scrivi almeno una sezione"),
        (lambda: _sezioni(NOMI, NOMI), "Due voci hanno lo stesso nome interno: «a»."),
        (lambda: _sezioni(Sezione(chiave="a", posti=1)), "Una sezione non ha nome."),
        (lambda: _sezioni(Sezione(chiave="a", nome="A")), "non ha né fondi né posti"),
        (
            lambda: _sezioni(Sezione(chiave="a", nome="A", fondi=Decimal(10), importo_massimo=Decimal(11))),
            "può chiedere più di tutti i fondi",
        ),
        (
            lambda: _sezioni(Sezione(chiave="a", nome="A", posti=1, proponenti=(Proponente.IMPRESA,))),
            "è aperta a chi non può presentare la domanda",
        ),
        (
            lambda: replace(completa(), norme=replace(completa().norme, fondi=Decimal(100))),
            "I fondi delle sezioni, insieme, superano",
        ),
        (lambda: _con(parti=()), "Scrivi che cosa si chiede nella domanda."),
        (lambda: _con(parti=(Parte(chiave="x"),)), "Una parte della domanda non ha titolo."),
        (lambda: _con(parti=(Parte(chiave="x", titolo="X"),)), "La parte «X» non chiede niente."),
        (lambda: _quesiti(Quesito(chiave="a")), "Una voce non dice che cosa chiede."),
        (lambda: _quesiti(Quesito(chiave="a", tipo=TipoQuesito.SCELTA, domanda="A")), "meno di due risposte"),
        (
            lambda: _quesiti(Quesito(chiave="a", tipo=TipoQuesito.TABELLA, domanda="A")),
            "La tabella «A» non ha colonne.",
        ),
        (lambda: _quesiti(Quesito(chiave="a", domanda="A", sezioni=("z",))), "è di una sezione che non c'è"),
        (
            lambda: _quesiti(Quesito(chiave="a", domanda="A", solo_se=Condizione(quesito="s", valori=("si",))), SCELTA),
            "dipende da una risposta che viene dopo",
        ),
        (
            lambda: _quesiti(
                SCELTA, Quesito(chiave="a", domanda="A", solo_se=Condizione(quesito="s", valori=("boh",)))
            ),
            "dipende da una risposta che viene dopo",
        ),
        (lambda: _quesiti(PREFERENZE), "«P» non dice di quale bando sono i posti."),
        (
            lambda: _quesiti(replace(PREFERENZE, bando="x"), replace(PREFERENZE, chiave="z", bando="x")),
            "I posti in ordine si chiedono una volta sola.",
        ),
        (
            lambda: _quesiti(replace(TITOLO, chiave="b"), TITOLO),
            "Due voci dicono la stessa cosa del posto: «Titolo».",
        ),
        (
            lambda: _quesiti(replace(TITOLO, nel_posto=NelPosto.ORE)),
            "Nessuna voce dà il titolo al posto che si pubblica.",
        ),
        (
            lambda: _quesiti(TITOLO, replace(TITOLO, chiave="b", nel_posto=NelPosto.POSTI)),
            "«T» non è del tipo giusto per quello che dice del posto.",
        ),
        (lambda: _con(criteri=()), "Scrivi i criteri con i loro punti"),
        (lambda: _con(criteri=(Criterio(chiave="a"),)), "A un criterio manca il nome"),
        (
            lambda: _con(criteri=(Criterio(chiave="a", nome="A", soglia=Decimal(11)),)),
            "La soglia di «A» non sta fra 0 e il massimo.",
        ),
        (lambda: _graduatoria(soglia=Decimal(101)), "La soglia del totale non sta fra 0 e 100."),
        (lambda: _graduatoria(spareggi=()), "L'ultimo modo di decidere a parità di punti è il sorteggio."),
        (
            lambda: _graduatoria(
                spareggi=(
                    Spareggio(tipo=TipoSpareggio.CRITERIO, criterio="z"),
                    Spareggio(tipo=TipoSpareggio.SORTEGGIO),
                )
            ),
            "A parità di punti si guarda un criterio che non c'è.",
        ),
        (
            lambda: _graduatoria(sorteggio=replace(completa().graduatoria.sorteggio, data=ADESSO.date())),
            "L'evento del sorteggio viene prima della chiusura",
        ),
        (lambda: _graduatoria(quote=(Quota(chiave="z", posti=1),)), "Una quota è di una sezione o di un settore"),
        (lambda: _graduatoria(quote=(Quota(chiave="utilita", posti=1, sezione="z"),)), "in una sezione che non c'è"),
        (lambda: _graduatoria(quote=(Quota(chiave="utilita", posti=1),)), "non dice in quale valgono"),
        (lambda: _graduatoria(concordata=True, tagliate=1), "non ci sono schede da lasciare fuori"),
        (lambda: _graduatoria(parziale=Parziale.PARTE, parte_minima=101), "va da 0 a 100 su cento"),
        (lambda: _graduatoria(parte_minima=30), "conta solo se si può dare anche una parte"),
        (lambda: _graduatoria(chiesto="titolo"), "La voce che dice quanto si chiede non c'è, o non è una somma."),
        (_senza_massimi, "ha dei fondi: scegli la voce che dice quanto si chiede."),
        (lambda: _graduatoria(settore="titolo"), "La voce che dice il settore non c'è, o non è una scelta."),
        (
            lambda: _graduatoria(settore="occasione"),
            "Le risposte di «C'è un evento aperto a tutti?» non sono i settori",
        ),
        (
            lambda: _graduatoria(settore="", quote=(Quota(chiave="utilita", posti=1, sezione="gruppi"),)),
            "scegli la voce che dice di quale settore è ogni domanda.",
        ),
        (
            lambda: replace(completa(), norme=replace(completa().norme, bollo=Bollo.ESENTE)),
            "Scrivi per quale norma la domanda è esente",
        ),
    ],
)
def test_what_does_not_hold_together_is_named(detta, frase):
    frasi = [str(una.frase) for una in che_cosa_manca(detta())]
    assert [una for una in frasi if frase in una] != [], frasi


def test_a_condition_on_a_choice_asked_before_holds():
    detta = _quesiti(SCELTA, Quesito(chiave="a", domanda="A", solo_se=Condizione(quesito="s", valori=("si",))))
    assert che_cosa_manca(detta) == []


def test_changes_are_told_one_by_one_in_words():
    prima = completa()
    sezioni = (replace(prima.sezioni[0], fondi=Decimal(4000)), prima.sezioni[1])
    dopo = replace(
        prima, sezioni=sezioni, racconto=replace(prima.racconto, minuti=45), chi=replace(prima.chi, minori=False)
    )
    assert differenze(prima, dopo) == [
        Differenza("La pagina › minuti per compilare", "60", "45"),
        Differenza("Chi può partecipare › aperto a chi ha meno di 18 anni", "sì", "no"),
        Differenza("Sezione › «A · Gruppi informali» › fondi", "3.000", "4.000"),
    ]
    assert differenze(prima, prima) == []


def test_what_is_added_taken_away_or_moved_is_told_once():
    prima = completa()
    senza = replace(prima, settori=prima.settori[1:])
    assert differenze(prima, senza) == [
        Differenza("Settore › «Utilità sociale e impegno civico»", "Utilità sociale e impegno civico", "")
    ]
    girati = replace(prima, settori=prima.settori[::-1])
    assert [una.dove for una in differenze(prima, girati)] == ["Settore › ordine"]


def test_the_window_is_open_up_to_its_end_left_out():
    detta = _con(
        tempi=Tempi(
            modalita=Modalita.MANIFESTAZIONE,
            finestre=(DUE[0], replace(DUE[1], apre=DUE[0].chiude + timedelta(hours=1))),
        )
    )
    prima, dopo = detta.tempi.finestre
    un_attimo = timedelta(microseconds=1)
    assert detta.finestra_a(prima.apre) == prima
    assert detta.finestra_a(prima.apre - un_attimo) is None
    assert detta.finestra_a(prima.chiude - un_attimo) == prima
    assert detta.finestra_a(prima.chiude) is None
    assert detta.finestra_a(dopo.apre) == dopo
