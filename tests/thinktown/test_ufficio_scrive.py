"""The office writes a call through its pages, from the template to the public page."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from talenti.base.clock import oggi
from tests.factories import rete
from tests.factories.thinktown import Ufficio, a_mezzogiorno, completa, giorno_lavorativo
from tests.security.ostili import MARCATO, markup_ostile
from tests.thinktown.browser import compila, giorno, istante, modulo
from thinktown import actions
from thinktown.definizione import Definizione
from thinktown.enums import Misura, StatoBando, TipoQuesito
from thinktown.mancanze import che_cosa_manca
from thinktown.misure import modello
from thinktown.models import Bando
from thinktown.ufficio.elenco import PARTI

pytestmark = pytest.mark.django_db
NUOVO = "/admin/thinktown/bando/add/"


@pytest.fixture
def ufficio(client):
    casa = Ufficio()
    client.force_login(casa.scrive)
    return casa


def scheda(bando):
    return reverse("admin:thinktown_bando_scheda", args=[bando.pk])


def parte(bando, chiave):
    return reverse("admin:thinktown_bando_parte", args=[bando.pk, chiave])


def quesito(bando, chiave):
    return reverse("admin:thinktown_bando_quesito", args=[bando.pk, chiave])


def atto(bando, verbo):
    return reverse("admin:thinktown_bando_atto", args=[bando.pk, verbo])


def ora(bando):
    return Bando.objects.get(pk=bando.pk)


def detto(risposta):
    return [str(messaggio) for messaggio in risposta.context["messages"]]


def test_a_call_of_measure_1_is_built_and_published_through_the_pages(client, ufficio):
    risposta = compila(client, client.get(NUOVO), partner=str(ufficio.partner.pk), misura="gruppi")
    bando = Bando.objects.get()
    assert risposta.url == scheda(bando)
    # What the template leaves to each year: the dates, and the day of the draw.
    pagina = client.get(scheda(bando))
    assert [una["chiave"] for una in pagina.context["parti"] if una["mancanze"]] == ["tempi", "graduatoria"]
    chiude = a_mezzogiorno(giorno_lavorativo(30))
    con_riga = compila(client, client.get(parte(bando, "tempi")), ("fai", "finestre:aggiungi:0"))
    compila(
        client, con_riga, ("salva", "continua"),
        **istante("finestre__0__apre", chiude - timedelta(days=20)), **istante("finestre__0__chiude", chiude),
    )  # fmt: skip
    compila(client, client.get(parte(bando, "graduatoria")), **giorno("data", chiude.date() + timedelta(days=10)))
    compila(client, client.get(parte(bando, "racconto")), titolo="Idee di paese")
    assert che_cosa_manca(ora(bando).bozza) == []

    compila(client, client.get(atto(bando, "manda_in_verifica")))
    client.force_login(ufficio.pubblica)
    compila(
        client, client.get(atto(bando, "pubblica")), file=rete.caricato("atto.pdf"),
        numero="42/2026", **giorno("data", oggi()),
    )  # fmt: skip

    bando = ora(bando)
    approva = bando.atti.get()
    assert (bando.stato, bando.titolo, bando.chiude_il) == (StatoBando.PUBBLICATO, "Idee di paese", chiude)
    assert (approva.numero, approva.data, approva.file.nome) == ("42/2026", oggi(), "atto.pdf")
    attesa = modello(Misura.GRUPPI)
    assert bando.in_vigore == replace(
        attesa,
        racconto=replace(attesa.racconto, titolo="Idee di paese"),
        tempi=bando.in_vigore.tempi,
        graduatoria=replace(
            attesa.graduatoria,
            sorteggio=replace(attesa.graduatoria.sorteggio, data=chiude.date() + timedelta(days=10)),
        ),
    )
    client.logout()
    assert client.get(bando.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("misura", Misura)
@pytest.mark.parametrize("chiave", PARTI)
def test_saving_a_part_as_it_is_changes_nothing(client, ufficio, misura, chiave):
    bando = ufficio.bozza(completa(misura, apre=a_mezzogiorno(giorno_lavorativo(3))), misura)
    compila(client, client.get(parte(bando, chiave)), ("salva", "resta"))
    assert (ora(bando).bozza, ora(bando).revisione) == (bando.bozza, 2)


@pytest.mark.parametrize("misura", Misura)
def test_saving_a_question_as_it_is_changes_nothing(client, ufficio, misura):
    bando = ufficio.bozza(completa(misura), misura)
    for uno in bando.bozza.quesiti():
        risposta = compila(client, client.get(quesito(bando, uno.chiave)), ("salva", "resta"))
        assert risposta.status_code == 302, uno.chiave
    assert ora(bando).bozza == bando.bozza


def test_a_call_is_written_from_nothing_without_knowing_its_inner_names(client, ufficio):
    bando = ufficio.bozza(Definizione())
    struttura = parte(bando, "quesiti")
    compila(client, client.get(struttura), ("fai", "parti:aggiungi:0"))
    risposta = compila(
        client, client.get(struttura), ("fai", "voce:aggiungi:parte"), parti__0__titolo="Il progetto",
        **{"nuova-parte-domanda": "Chi aiutate?", "nuova-parte-tipo": "scelte"},
    )  # fmt: skip
    assert risposta.url == quesito(bando, "chi_aiutate")
    con_righe = compila(client, client.get(risposta.url), ("fai", "opzioni:aggiungi:0"))
    con_righe = compila(client, con_righe, ("fai", "opzioni:aggiungi:0"), opzioni__0__nome="Anziani")
    compila(client, con_righe, ("salva", "continua"), opzioni__1__nome="Bambini", obbligatorio=[])
    compila(
        client, client.get(struttura), ("fai", "voce:aggiungi:parte"),
        **{"nuova-parte-domanda": "Quanto costa", "nuova-parte-tipo": "tabella"},
    )  # fmt: skip
    con_righe = compila(client, client.get(quesito(bando, "quanto_costa")), ("fai", "colonne:aggiungi:0"))
    compila(
        client, con_righe, colonne__0__nome="Euro", colonne__0__tipo="denaro", colonne__0__totale="on",
        massimo="12", solo_se=["chi_aiutate:anziani"],
    )  # fmt: skip

    una, due = ora(bando).bozza.parti[0].quesiti
    assert ora(bando).bozza.parti[0].titolo == "Il progetto"
    assert (una.tipo, una.obbligatorio, [(o.chiave, o.nome) for o in una.opzioni]) == (
        TipoQuesito.SCELTE, False, [("anziani", "Anziani"), ("bambini", "Bambini")],
    )  # fmt: skip
    assert [(c.chiave, c.nome, c.tipo, c.totale) for c in due.colonne] == [("euro", "Euro", "denaro", True)]
    assert (due.massimo, due.solo_se.quesito, due.solo_se.valori) == (12, "chi_aiutate", ("anziani",))


def test_rows_are_added_removed_and_moved_without_saving(client, ufficio):
    bando = ufficio.bozza()
    prima = [uno.nome for uno in bando.bozza.criteri]
    pagina = compila(client, client.get(parte(bando, "criteri")), ("fai", "criteri:giu:0"), criteri__0__nome="Serve")
    pagina = compila(client, pagina, ("fai", "criteri:togli:3"))
    pagina = compila(client, pagina, ("fai", "criteri:aggiungi:0"))
    dati, _bottoni = modulo(pagina)
    nomi = [dati[f"criteri-{n}-nome"][0] for n in range(4)]
    assert (nomi, ora(bando).revisione) == ([prima[1], "Serve", prima[2], ""], 1)
    compila(client, pagina, ("salva", "resta"))
    # A row in which nothing was written was never there; those that were there keep their inner names.
    assert [(uno.chiave, uno.nome) for uno in ora(bando).bozza.criteri] == [
        ("idea", prima[1]), ("utilita", "Serve"), ("fattibile", prima[2]),
    ]  # fmt: skip


def test_questions_move_within_a_part_across_parts_and_away(client, ufficio):
    bando = ufficio.bozza()
    struttura = parte(bando, "quesiti")

    def premi(fai):
        compila(client, client.get(struttura), ("fai", fai))
        return [[q.chiave for q in una.quesiti] for una in ora(bando).bozza.parti][:2]

    assert premi("voce:su:tema")[0][:2] == ["tema", "titolo"]
    assert premi("voce:giu:comuni") == [["tema", "titolo", "idea", "perche", "come"],
                                        ["comuni", "inizio", "fine", "occasione", "evento"]]  # fmt: skip
    assert premi("voce:su:comuni")[0][-1] == "comuni"
    assert premi("voce:togli:comuni")[0] == ["tema", "titolo", "idea", "perche", "come"]
    assert premi("parti:giu:0")[0] == ["inizio", "fine", "occasione", "evento"]


def test_a_part_that_still_asks_something_does_not_go(client, ufficio):
    bando = ufficio.bozza()
    dati, bottoni = modulo(client.get(parte(bando, "quesiti")))
    assert ("fai", "parti:togli:0") not in bottoni
    risposta = client.post(parte(bando, "quesiti"), dati | {"fai": "parti:togli:0"})
    assert "Questa parte chiede ancora qualcosa" in risposta.content.decode()
    assert ora(bando).bozza == bando.bozza


def test_two_people_on_one_part_lose_nothing(client, ufficio):
    bando = ufficio.bozza()
    aperta = client.get(parte(bando, "racconto"))
    altra = replace(bando.bozza, racconto=replace(bando.bozza.racconto, titolo="Di Marco"))
    actions.salva(bando, altra, da=ufficio.pubblica, revisione=bando.revisione)

    risposta = compila(client, aperta, titolo="Di Sara", offre="Tempo e spazio.")
    testo = risposta.content.decode()
    assert risposta.status_code == 409
    assert ora(bando).bozza.racconto.titolo == "Di Marco"
    assert [(una.prima, una.dopo) for una in risposta.context["righe"][:1]] == [("Di Marco", "Di Sara")]
    assert "Un&#x27;altra persona ha salvato" in testo or "Un'altra persona ha salvato" in testo
    # Pressed again, knowing: hers it is, whole.
    assert compila(client, risposta).status_code == 302
    racconto = ora(bando).bozza.racconto
    assert (racconto.titolo, racconto.offre) == ("Di Sara", "Tempo e spazio.")


def test_two_people_on_two_parts_do_not_meet(client, ufficio):
    bando = ufficio.bozza()
    aperta = client.get(parte(bando, "racconto"))
    altra = replace(bando.bozza, norme=replace(bando.bozza.norme, capitolo="1204"))
    actions.salva(bando, altra, da=ufficio.pubblica, revisione=bando.revisione)
    compila(client, aperta, titolo="Di Sara")
    assert (ora(bando).bozza.racconto.titolo, ora(bando).bozza.norme.capitolo) == ("Di Sara", "1204")


@pytest.mark.parametrize(
    ("chiave", "scritto", "frase"),
    [
        ("racconto", {"titolo": "a" * 121}, "Al massimo 120 caratteri: accorcia il testo."),
        ("racconto", {"minuti": "un'ora"}, "Scrivi un numero intero, solo con le cifre."),
        ("sezioni", {"sezioni__0__fondi": "tanti"}, "Scrivi una somma in euro, per esempio 1.200 oppure 1.200,50."),
        ("criteri", {"criteri__0__peso": "mezzo"}, "Scrivi un numero, per esempio 10 oppure 0,5."),
        ("chi", {"requisiti__2__comuni": "Soresina\nAtlantide"},
         "Non conosco il comune «Atlantide». Scrivine uno della provincia per riga."),
        ("tempi", {"finestre__0__chiude_ora": "mezzodì"}, "Scrivi anche l'ora, per esempio 12:00."),
        ("tempi", {"finestre__0__apre_giorno": "31", "finestre__0__apre_mese": "2"},
         "Questa data non esiste o è incompleta. Scrivi giorno, mese e anno, per esempio 7 12 2026."),
        ("tempi", {"finestre__0__apre_giorno": "", "finestre__0__apre_mese": "", "finestre__0__apre_anno": "",
                   "finestre__0__apre_ora": ""}, "Scrivi quando apre."),
        ("graduatoria", {"spareggi__0__criterio": ""}, "Scegli il criterio."),
        ("pubblicazione", {"anni": ""}, "Scrivi quanti."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(client, ufficio, chiave, scritto, frase):
    bando = ufficio.bozza()
    risposta = compila(client, client.get(parte(bando, chiave)), **scritto)
    pagina = risposta.context["pagina"]
    moduli = [*([pagina.form] if pagina.form else []), *(form for righe in pagina.righe for form in righe.forms)]
    assert [str(e) for form in moduli for errori in form.errors.values() for e in errori] == [frase]
    dati, _bottoni = modulo(risposta)
    assert {nome: dati[nome.replace("__", "-")][0] for nome in scritto} == scritto
    assert ora(bando).revisione == bando.revisione


def test_comuni_are_written_by_name_and_numbers_as_people_write_them(client, ufficio):
    bando = ufficio.bozza()
    compila(client, client.get(parte(bando, "chi")), requisiti__2__comuni="Soresina\ncrema")
    compila(client, client.get(parte(bando, "sezioni")), sezioni__0__fondi="3.500,50")
    detta = ora(bando).bozza
    assert (detta.chi.requisiti[2].comuni, str(detta.sezioni[0].fondi)) == (("019098", "019035"), "3500.50")
    dati, _bottoni = modulo(client.get(parte(bando, "chi")))
    assert dati["requisiti-2-comuni"] == ["Soresina\nCrema"]


def test_a_rule_on_residence_or_on_the_seat_may_look_at_a_day_of_its_own(client, ufficio):
    bando = ufficio.bozza()
    giorno = {"giorno": "1", "mese": "3", "anno": "2027"}
    campi = {f"requisiti__{n}__alla_data_{parte}": valore for n in (2, 3) for parte, valore in giorno.items()}
    compila(client, client.get(parte(bando, "chi")), **campi)
    regole = ora(bando).bozza.chi.requisiti
    assert [(uno.tipo, uno.alla_data) for uno in regole[2:4]] == [
        ("residenza", date(2027, 3, 1)),
        ("sede", date(2027, 3, 1)),
    ]


def test_the_hour_that_the_clocks_skip_does_not_exist(client, ufficio):
    bando = ufficio.bozza()
    salto = {"giorno": "28", "mese": "3", "anno": "2027", "ora": "2:30"}
    risposta = compila(
        client, client.get(parte(bando, "tempi")), **{f"finestre__0__chiude_{nome}": v for nome, v in salto.items()}
    )
    assert "Quel giorno cambia l&#x27;ora" in risposta.content.decode()


def test_a_question_changes_kind_and_leaves_what_was_of_the_old_one(client, ufficio):
    bando = ufficio.bozza()
    compila(client, client.get(quesito(bando, "idea")), tipo="scelta")
    cambiata = ora(bando).bozza.quesito("idea")
    assert (cambiata.tipo, cambiata.massimo, cambiata.domanda) == ("scelta", None, "Che cosa volete fare")
    assert ("fai", "opzioni:aggiungi:0") in modulo(client.get(quesito(bando, "idea")))[1]


def test_a_file_to_fill_in_is_kept_and_taken_away(client, ufficio):
    bando = ufficio.bozza()
    pagina = client.get(quesito(bando, "statuto"))
    dati, _bottoni = modulo(pagina)
    client.post(quesito(bando, "statuto"), dati | {"modello": rete.caricato("modello.pdf"), "salva": "resta"})
    codice = ora(bando).bozza.quesito("statuto").modello
    assert "modello.pdf" in client.get(quesito(bando, "statuto")).content.decode()
    assert client.get(reverse("documenti:scarica", args=[codice])).status_code == 200
    client.force_login(rete.ammesso(nome="Altra", codice_fiscale="90000000282").proposto_da)
    assert client.get(reverse("documenti:scarica", args=[codice])).status_code == 404
    client.force_login(ufficio.scrive)
    compila(client, client.get(quesito(bando, "statuto")), togli_modello="on")
    assert ora(bando).bozza.quesito("statuto").modello == ""


@pytest.mark.parametrize("chiave", PARTI)
def test_hostile_words_that_are_saved_stay_words(client, ufficio, chiave):
    """The table of hostile forms meets the page as a stranger's tab does; here they are saved, and read again."""
    bando = ufficio.bozza()
    pagina = client.get(parte(bando, chiave))
    dati, _bottoni = modulo(pagina)
    testi = [nome for nome, campo in campi_di(pagina) if type(campo).__name__ in {"CharField", "UnaPerRigaField"}]
    compila(client, pagina, **dict.fromkeys(testi, MARCATO[:78]))
    assert (ora(bando).revisione > 1) == bool(dati)
    for indirizzo in (parte(bando, chiave), scheda(bando), f"/admin/thinktown/bando/{bando.pk}/anteprima/",
                      parte(bando, "quesiti"), bando.get_absolute_url()):  # fmt: skip
        assert markup_ostile(client.get(indirizzo).content.decode()) == []


def campi_di(risposta):
    """(name in the page, field) of every field of a part."""
    pagina = risposta.context["pagina"]
    moduli = [*([pagina.form] if pagina.form else []), *(form for righe in pagina.righe for form in righe.forms)]
    return [(form.add_prefix(nome), campo) for form in moduli for nome, campo in form.fields.items()]
