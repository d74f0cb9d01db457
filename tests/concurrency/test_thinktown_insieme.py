"""What crosses in the same moment: the group and its changes, sending and writing, files, acts of the office."""

import pytest

from tests.processi import esegui, insieme

pytestmark = pytest.mark.concorrenza
PROCESSI, GIRI = 6, 4


def _persona(pk):
    from talenti.persone.models import Persona

    return Persona.objects.get(pk=pk)


def _domanda(pk):
    from thinktown.models import Domanda

    return Domanda.objects.get(pk=pk)


def _prova(verbo):
    """Done, or refused with a sentence: nothing else may come out of two acts that cross."""
    from talenti.base.exceptions import ErroreDiDominio

    try:
        verbo()
    except ErroreDiDominio:
        return 0
    return 1


# ── The group ─────────────────────────────────────────────────────────────────────────────────────
def un_gruppo():
    from tests.factories.thinktown import Ufficio, cominciata, entra, maggiorenne

    prima = maggiorenne()
    domanda = cominciata(Ufficio().pubblicato(), prima)
    altri = [entra(domanda, maggiorenne(), da=prima).pk for _posto in range(PROCESSI)]
    return {"domanda": domanda.pk, "chi": prima.pk, "altri": altri}


def cambia_il_gruppo(posto, domanda, chi, altri):
    """Each names another who receives, passes the word on, asks the same address in, takes the same one out."""
    from thinktown import actions
    from thinktown.models import Componente

    suo, ultimo, da = Componente.objects.get(pk=altri[posto]), Componente.objects.get(pk=altri[-1]), _persona(chi)
    fatti = []
    for verbo in (
        lambda: actions.sceglie_chi_riceve(suo, da=da),
        lambda: actions.invita(_domanda(domanda), "la.stessa@example.org", ruolo="legge", da=da),
        lambda: actions.togli(ultimo, da=da),
        lambda: actions.passa(suo, da=da),
    ):
        insieme()
        fatti.append(_prova(verbo))
    return fatti


def com_e_il_gruppo():
    from thinktown.models import Componente

    righe = Componente.objects
    return [
        righe.attivi().filter(riceve=True).count() <= 1,
        righe.attivi().filter(ruolo="referente").count(),
        righe.filter(email="la.stessa@example.org").count(),
        righe.filter(stato="tolto").count(),
    ]


def test_one_receives_one_speaks_and_each_is_asked_and_taken_out_once(base_a_parte):
    valori, dopo = esegui(base_a_parte, cambia_il_gruppo, processi=PROCESSI, prima=un_gruppo, poi=com_e_il_gruppo)
    riceve, invita, togli, passa = (sum(colonna) for colonna in zip(*valori, strict=True))
    assert (riceve, invita, togli, passa) == (PROCESSI, 1, 1, 1)
    assert dopo == [True, 1, 1, 1]


# ── Sending and writing ───────────────────────────────────────────────────────────────────────────
def una_pronta():
    from tests.factories.thinktown import Ufficio, maggiorenne, pronta

    persona = maggiorenne()
    bando = Ufficio().pubblicato()
    return {"domanda": pronta(bando, persona).pk, "persona": persona.pk}


def invia_scrive_ritira(posto, domanda, persona):
    from thinktown import actions
    from thinktown.models import Risposta

    da, fatti = _persona(persona), 0
    for giro in range(GIRI):
        una = Risposta.objects.get(domanda=domanda, quesito="idea")
        insieme()
        fatti += _prova(
            (
                lambda giro=giro: actions.invia(_domanda(domanda), gettone=f"{posto}-{giro}-x", da=da),
                lambda giro=giro, una=una: actions.salva_risposta(
                    _domanda(domanda),
                    "idea",
                    f"{posto}-{giro}",
                    versione=una.versione,
                    gettone=f"{posto}-{giro}",
                    da=da,
                ),
                lambda: actions.ritira(_domanda(domanda), da=da),
            )[posto % 3]
        )
        insieme()
    return fatti


def tutto_torna():
    """Each sending is of one text that was saved, numbered in order; the number of the call is one."""
    from talenti.registro import catena
    from thinktown.models import Bando, Domanda, Invio, Salvataggio

    invii = list(Invio.objects.order_by("n"))
    salvate = {str(valore) for valore in Salvataggio.objects.filter(quesito="idea").values_list("valore", flat=True)}
    detti = [str(una["valore"]) for invio in invii for una in invio.contenuto["risposte"] if una["chiave"] == "idea"]
    domanda = Domanda.objects.get()
    return {
        "in_ordine": [invio.n for invio in invii] == list(range(1, len(invii) + 1)),
        "impronte": all(invio.impronta == catena.sha256(catena.canonico(invio.contenuto)) for invio in invii),
        "salvate": set(detti) <= salvate,
        "numero": (domanda.numero, Bando.objects.get().ultimo_numero),
        "stato": domanda.stato in ("inviata", "ritirata"),
        "arrivo": domanda.inviata_il == invii[-1].arrivata_il,
    }


def test_sending_writing_and_taking_back_cross_and_every_sending_is_whole(base_a_parte):
    valori, dopo = esegui(base_a_parte, invia_scrive_ritira, processi=PROCESSI, prima=una_pronta, poi=tutto_torna)
    assert sum(valori) > GIRI
    assert dopo == {
        "in_ordine": True, "impronte": True, "salvate": True, "numero": [1, 1], "stato": True, "arrivo": True
    }  # fmt: skip


# ── Files ─────────────────────────────────────────────────────────────────────────────────────────
def aggiunge_due_file(posto, domanda, persona):
    from tests.factories.rete import caricato
    from thinktown import actions

    da, fatti = _persona(persona), 0
    for giro in range(2):
        insieme()
        nome = f"{posto}-{giro}.pdf"
        fatti += _prova(lambda nome=nome: actions.aggiungi_file(_domanda(domanda), "altro", caricato(nome), da=da))
    return fatti


def i_file():
    from talenti.documenti.models import FileCaricato
    from thinktown.models import Domanda, Risposta

    presenti = FileCaricato.objects.di(Domanda.objects.get()).presenti().values_list("codice", flat=True)
    return [sorted(Risposta.objects.get(quesito="altro").valore) == sorted(presenti), len(presenti)]


def test_files_added_at_once_are_all_there_up_to_the_limit_and_none_is_left_over(base_a_parte):
    from thinktown.actions.file import MASSIMI_FILE

    valori, dopo = esegui(base_a_parte, aggiunge_due_file, processi=PROCESSI, prima=una_pronta, poi=i_file)
    assert (sum(valori), dopo) == (MASSIMI_FILE, [True, MASSIMI_FILE])


# ── The office ────────────────────────────────────────────────────────────────────────────────────
def due_bandi_uguali():
    from tests.factories.thinktown import Ufficio

    casa = Ufficio()
    return {"bandi": [casa.in_verifica().pk for _quale in range(2)], "chi": casa.pubblica.pk}


def pubblica(posto, bandi, chi):
    from tests.factories.thinktown import dati_atto
    from thinktown import actions
    from thinktown.models import Bando

    bando, da = Bando.objects.get(pk=bandi[posto % 2]), _persona(chi)
    insieme()
    return _prova(lambda: actions.pubblica(bando, dati_atto(f"{posto}"), da=da))


def i_bandi():
    from thinktown.models import AttoBando, Bando, FinestraBando, VersioneBando

    slug = list(Bando.objects.order_by("pk").values_list("slug", flat=True))
    return [len(set(slug)), VersioneBando.objects.count(), AttoBando.objects.count(), FinestraBando.objects.count()]


def test_two_calls_of_one_name_published_by_six_come_out_once_each(base_a_parte):
    valori, dopo = esegui(base_a_parte, pubblica, processi=PROCESSI, prima=due_bandi_uguali, poi=i_bandi)
    assert (sum(valori), dopo) == (2, [2, 2, 2, 2])


def all_ultimo_istante():
    from tests.factories.thinktown import Ufficio, maggiorenne, pronta

    casa = Ufficio()
    bando = casa.pubblicato()
    persone = [maggiorenne() for _posto in range(PROCESSI)]
    pronte = [(pronta(bando, persona).pk, persona.pk) for persona in persone]
    return {"bando": bando.pk, "chi": casa.pubblica.pk, "pronte": pronte}


def invia_o_proroga(posto, bando, chi, pronte):
    """One extends while the others send, a microsecond before the closing of before.

    Who is told so says where she lives on the new day, and presses again.
    """
    from datetime import timedelta

    from talenti.base.exceptions import DatoNonAccettato
    from tests.factories.thinktown import dati_atto, di_se
    from thinktown import actions
    from thinktown.actions.invio import BandoCambiato
    from thinktown.models import Bando

    uno = Bando.objects.get(pk=bando)
    domanda, persona = pronte[posto]
    insieme()
    if posto == 0:
        atto = dati_atto(motivo="Servono più giorni.")
        return actions.proroga(uno, uno.chiude_il + timedelta(days=7), atto, da=_persona(chi)).n
    arrivo = uno.chiude_il - timedelta(microseconds=1)
    sua, lei = _domanda(domanda), _persona(persona)
    for _volta in range(2):
        try:
            return actions.invia(sua, gettone="una volta", da=lei, arrivo=arrivo).n
        except (BandoCambiato, DatoNonAccettato):
            sua = _domanda(domanda)
            di_se(sua, lei)
    return 0


def numeri_e_versioni():
    from thinktown.models import Domanda, Invio

    mandate = Domanda.objects.exclude(numero=None).order_by("numero")
    coerenti = all(
        invio.contenuto["versione"] == invio.versione.n for invio in Invio.objects.select_related("versione")
    )
    return [list(mandate.values_list("numero", flat=True)), coerenti]


def test_an_extension_at_the_last_instant_loses_no_sending(base_a_parte):
    valori, dopo = esegui(
        base_a_parte, invia_o_proroga, processi=PROCESSI, prima=all_ultimo_istante, poi=numeri_e_versioni
    )
    assert (sorted(valori), dopo) == ([1] * (PROCESSI - 1) + [2], [list(range(1, PROCESSI)), True])
