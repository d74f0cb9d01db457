"""What a commission finds before it begins, and the sheets that nobody fills in the browser: made through the verbs.

Run on the portal of one test, at its hour (``in_scena``); what a function prints is what the test gets.
"""

import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

from tests.e2e.portale_suo import RADICE
from tests.e2e.visita import PASSWORD

TITOLO = "Progetti di prova, da valutare"
# Points by number of application and criterion; the second member gives one more, the first much less to the third.
BASE = {1: (27, 18, 27, 18), 2: (24, 16, 24, 16), 3: (24, 16, 22, 16), 4: (20, 14, 18, 12)}
PERCHE = "Si capisce per chi è."


def in_scena(suo, funzione, **argomenti):
    """Run that function of this module as the portal would, at its hour: what it returns."""
    comando = (
        "import json, sys; from tests.e2e import ore, graduatoria_scena as scena; detti = json.loads(sys.argv[2]);"
        " print('\\n' + json.dumps(getattr(scena, sys.argv[1])(**detti)))"
    )
    fatto = subprocess.run(
        [sys.executable, "-c", comando, funzione, json.dumps(argomenti)], cwd=RADICE, env=suo.ambiente, check=False,
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert fatto.returncode == 0, fatto.stderr[-3000:]
    return json.loads(fatto.stdout.splitlines()[-1])


def punti(chi, numero) -> tuple[int, ...]:
    """What that member (``commissione1``) gives to that application, criterion by criterion."""
    primo, *altri = BASE[numero]
    primo += {"commissione1": -16 if numero == 3 else 0, "commissione2": 1}.get(chi, 0)
    return (primo, *altri)


def prepara() -> dict:
    """A call of Comune di Cremona, closed, with four admitted applications and a commission still to be named."""
    from tests.factories import commissione
    from tests.factories.thinktown import maggiorenne, pronta, risposta
    from thinktown import actions

    _con_la_parola()
    numeri = iter("1234")

    def invia(bando):
        n = next(numeri)
        lei = maggiorenne(email=f"gara{n}@example.org", password=PASSWORD)
        domanda = pronta(bando, lei)
        risposta(domanda, "titolo", f"Radio Quartiere {n}", da=lei)
        actions.invia(domanda, gettone=f"gara{n}", da=lei)
        return domanda

    _casa, bando, domande = commissione.in_valutazione(quante=4, ufficio=_Casa(), invia=invia)
    return {"pk": bando.pk, "slug": bando.slug, "codici": [una.codice for una in domande]}


def _con_la_parola():
    """Who judges is not on the page of the login, and signs in by a code in a mail; here by the password of all."""
    from django.contrib.auth.hashers import make_password

    from talenti.persone.models import Persona

    quanti = Persona.objects.filter(email__startswith="commissione").update(password=make_password(PASSWORD))
    assert quanti == 5, quanti


class _Casa:
    """The office of the demonstration: nora answers for the call and publishes it, somebody else reads it before."""

    def __init__(self):
        from talenti.portale.demo.gente import persona
        from thinktown.demo.bandi import CAPOFILA, SEGUE

        self.pubblica, self.scrive = map(persona, SEGUE[CAPOFILA])

    def pubblicato(self, detta):
        from tests.factories.thinktown import dati_atto
        from thinktown import actions
        from thinktown.demo.bandi import CAPOFILA, partner_di
        from thinktown.enums import Misura
        from thinktown.models.bandi import RuoloIncarico

        bando = actions.crea(partner_di(CAPOFILA), misura=Misura.GRUPPI, da=self.pubblica)
        detta = replace(detta, racconto=replace(detta.racconto, titolo=TITOLO))
        actions.salva(bando, detta, da=self.pubblica, revisione=0)
        actions.incarica(bando, self.pubblica, ruolo=RuoloIncarico.RESPONSABILE, da=self.pubblica)
        actions.incarica(bando, self.scrive, ruolo=RuoloIncarico.ISTRUTTORE, da=self.pubblica)
        actions.manda_in_verifica(bando, da=self.scrive)
        actions.pubblica(bando, dati_atto("801"), da=self.pubblica)
        return bando


def firma_le_altre(slug) -> int:
    """The sheets left to everybody, filled and signed; how many."""
    from thinktown.actions import schede
    from thinktown.commissari import da_firmare
    from thinktown.models import Commissario

    quante = 0
    posti = Commissario.objects.filter(commissione__bando__slug=slug, al__isnull=True)
    for suo in posti.select_related("persona", "commissione__bando"):
        criteri = suo.commissione.bando.in_vigore.criteri
        for domanda in da_firmare(suo):
            domanda.bando = suo.commissione.bando
            scheda = schede.apri(suo, domanda)
            dati = punti(suo.persona.email.partition("@")[0], domanda.numero)
            voti = {uno.chiave: schede.Punti(Decimal(n), PERCHE) for uno, n in zip(criteri, dati, strict=True)}
            schede.salva(scheda, voti, revisione=scheda.revisione, da=suo.persona)
            scheda.refresh_from_db()
            schede.firma(scheda, revisione=scheda.revisione, da=suo.persona)
            quante += 1
    return quante
