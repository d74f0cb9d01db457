"""Applications to take away: sent to two versions of a call, with files, with hostile words."""

from dataclasses import replace

from talenti.documenti.actions import carica
from tests.factories import rete
from tests.factories.thinktown import completa, dati_atto, pronta, risposta
from thinktown import actions
from thinktown.definizione import Colonna, Quesito
from thinktown.enums import TipoQuesito
from thinktown.models import Bando


def con_quesiti(detta, *nuovi, dopo="titolo", senza=()):
    """The call with more questions behind one of its own, and without others."""

    def di(parte):
        return tuple(
            uno
            for suo in parte.quesiti
            for uno in ((suo, *nuovi) if suo.chiave == dopo else (suo,))
            if uno.chiave not in senza
        )

    return replace(detta, parti=tuple(replace(parte, quesiti=di(parte)) for parte in detta.parti))


VECCHIO = Quesito(chiave="motto", domanda="Il vostro motto", obbligatorio=False)


def prima(ufficio):
    """A call whose first version asks for a motto."""
    return ufficio.pubblicato(con_quesiti(completa(), VECCHIO, dopo="tema"))


def corretto(ufficio, bando):
    """Its second version: asks for a number and a table of days, no longer for the motto."""
    bando = Bando.objects.get(pk=bando.pk)
    giorni = (
        Colonna(chiave="voce", nome="Giornata"),
        Colonna(chiave="giorno", nome="Quando", tipo=TipoQuesito.DATA),
        Colonna(chiave="ore", nome="Ore", tipo=TipoQuesito.NUMERO, totale=True),
    )
    nuova = con_quesiti(
        bando.in_vigore,
        Quesito(chiave="quanti", tipo=TipoQuesito.NUMERO, domanda="In quanti siete", obbligatorio=False),
        Quesito(chiave="giorni", tipo=TipoQuesito.TABELLA, domanda="Quando vi trovate", colonne=giorni),
        senza=(VECCHIO.chiave,),
    )
    actions.rettifica(bando, nuova, dati_atto("13", "Mancava una voce."), da=ufficio.pubblica)
    return Bando.objects.get(pk=bando.pk)


def mandata(bando, persona, altri=(), *, file=(), **risposte):
    """Sent, with these answers and these files (name, bytes) under the question for them."""
    domanda = pronta(bando, persona, altri)
    codici = [carica(rete.caricato(nome, byte), per=domanda, da=persona).codice for nome, byte in file]
    for chiave, scritto in (risposte | ({"altro": codici} if codici else {})).items():
        risposta(domanda, chiave, scritto, da=persona)
    for altro in altri:
        actions.conferma(domanda, da=altro)
    actions.invia(domanda, gettone=f"invio-{domanda.codice}", da=persona)
    return domanda
