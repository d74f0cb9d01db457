"""What crosses in the registers of the office: one number for two, one sending for two, decisions, grants, numbers."""

import pytest

from tests.processi import esegui, insieme

pytestmark = pytest.mark.concorrenza
PROCESSI = 4


def _prova(verbo):
    """Done, or refused with a sentence: nothing else may come out of two acts that cross."""
    from talenti.base.exceptions import ErroreDiDominio

    try:
        verbo()
    except ErroreDiDominio:
        return 0
    return 1


def _persona(pk):
    from talenti.persone.models import Persona

    return Persona.objects.get(pk=pk)


# ── Protocol ──────────────────────────────────────────────────────────────────────────────────────
def delle_inviate():
    from tests.factories.thinktown import Ufficio, inviata

    ufficio = Ufficio()
    bando = ufficio.pubblicato()
    return {"domande": [inviata(bando).pk for _posto in range(PROCESSI)], "da": ufficio.scrive.pk}


def protocollano(posto, domande, da):
    """First each its own application with one number for all; then all of them the first with a number each."""
    from talenti.base.clock import oggi
    from thinktown.actions.protocollo import protocolla
    from thinktown.models import Domanda

    chi, fatti = _persona(da), []
    for pk, numero in ((domande[posto], "0000001"), (domande[0], f"001000{posto}")):
        domanda = Domanda.objects.get(pk=pk)
        insieme()
        fatti.append(
            _prova(
                lambda domanda=domanda, numero=numero: protocolla(
                    domanda, invio=domanda.invii.get(), numero=numero, data=oggi(), da=chi
                )
            )
        )
    return fatti


def le_valide():
    from thinktown.models import Protocollazione

    righe = Protocollazione.objects.valide()
    return [righe.filter(confronto="1").count(), len(set(righe.values_list("invio", flat=True))) == righe.count()]


def test_one_number_is_of_one_application_and_one_application_has_one_number(base_a_parte):
    valori, dopo = esegui(base_a_parte, protocollano, processi=PROCESSI, prima=delle_inviate, poi=le_valide)
    assert sum(primo for primo, _secondo in valori) == 1
    assert sum(secondo for _primo, secondo in valori) <= 1
    assert dopo == [1, True]


# ── Requests of access ────────────────────────────────────────────────────────────────────────────
def una_richiesta():
    from tests.factories.registri import accesso
    from tests.factories.thinktown import Ufficio, maggiorenne

    ufficio = Ufficio()
    bando, chi = ufficio.pubblicato(), maggiorenne()
    una = accesso(bando, chi)
    return {"bando": bando.pk, "una": una.pk, "chi": chi.pk, "da": ufficio.pubblica.pk}


def chiedono_e_decidono(posto, bando, una, chi, da):
    from tests.factories.registri import accesso, decidi
    from thinktown.models import Bando, RichiestaAccesso

    richiesta, verbo = RichiestaAccesso.objects.get(pk=una), ("accogli", "respingi_accesso")[posto % 2]
    insieme()
    deciso = _prova(lambda: decidi(richiesta, verbo, _persona(da)))
    insieme()
    return deciso, _prova(lambda: accesso(Bando.objects.get(pk=bando), _persona(chi), "civico"))


def i_numeri():
    from talenti.registro.queries import verifica
    from thinktown.models import RichiestaAccesso

    numeri = list(RichiestaAccesso.objects.order_by("numero").values_list("numero", flat=True))
    guasti = [frase for frase in verifica() if "senza sigillo" not in frase]
    return [numeri, RichiestaAccesso.objects.exclude(decisa_il=None).count(), guasti]


def test_one_decides_and_the_register_has_no_gap(base_a_parte):
    valori, dopo = esegui(base_a_parte, chiedono_e_decidono, processi=PROCESSI, prima=una_richiesta, poi=i_numeri)
    assert sum(deciso for deciso, _chiesto in valori) == 1
    assert sum(chiesto for _deciso, chiesto in valori) == PROCESSI
    assert dopo == [list(range(1, PROCESSI + 2)), 1, []]


# ── Grants ────────────────────────────────────────────────────────────────────────────────────────
def una_da_concedere():
    from tests.factories.thinktown import Ufficio, inviata

    ufficio = Ufficio()
    return {"domanda": inviata(ufficio.pubblicato()).pk, "da": ufficio.pubblica.pk}


def concedono(posto, domanda, da):
    from tests.factories.registri import beneficio
    from thinktown.actions.benefici import annulla_beneficio, pubblica_beneficio
    from thinktown.models import Beneficio, Domanda

    chi, una = _persona(da), Domanda.objects.get(pk=domanda)
    insieme()
    dato = _prova(lambda: beneficio(una, chi))
    insieme()
    uno = Beneficio.objects.get()
    insieme()
    fai = annulla_beneficio if posto % 2 else pubblica_beneficio
    return dato, _prova(lambda: fai(uno, da=chi, **({"motivo": "No."} if posto % 2 else {})))


def come_sta():
    from thinktown.models import Beneficio

    return list(Beneficio.objects.values_list("stato", flat=True))


def test_one_grant_an_act_published_once_and_annulled_for_good(base_a_parte):
    valori, dopo = esegui(base_a_parte, concedono, processi=PROCESSI, prima=una_da_concedere, poi=come_sta)
    assert sum(dato for dato, _fatto in valori) == 1
    assert dopo == ["annullato"]
    # It was annulled by one; before that it may have been published, by one.
    assert 1 <= sum(fatto for _dato, fatto in valori) <= 2
