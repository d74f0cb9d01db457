"""Rankings, made through the verbs: a commission that has signed everything and closed its work."""

from contextlib import contextmanager
from datetime import timedelta

from talenti.base.clock import a_quest_ora, adesso
from tests.factories.commissione import Valutazione, firmata
from tests.factories.thinktown import dati_atto
from thinktown.actions import chiamate, graduatorie, osservazioni
from thinktown.graduatoria import canonico


class Graduata(Valutazione):
    """Every seat has signed a sheet of each application: ``punti`` in every criterion, one number for each.

    What follows happens inside ``with caso.dopo(giorni):``, days after the commission has closed.
    """

    def __init__(self, punti=(18, 16, 14), **come):
        super().__init__(quante=len(punti), **come)
        with self.da_soli():
            for domanda, quanti in zip(self.domande, punti, strict=True):
                for posto in (self.presidente, *self.membri):
                    firmata(posto, domanda, quanti)
        self.inizio = adesso()

    @contextmanager
    def dopo(self, giorni=0):
        """``giorni`` after the closing of the commission's work, whatever the clock says meanwhile."""
        with a_quest_ora(self.inizio + timedelta(days=21 + giorni)):
            self.bando.refresh_from_db()
            self.bando.__dict__.pop("versione", None)
            for uno in (self.presidente, *self.membri, self.supplente):
                uno.refresh_from_db()
                uno.commissione = type(self.commissione).objects.get(pk=self.commissione.pk)
            yield

    def letta(self):
        return canonico.impronta_risultato(graduatorie.calcolata(self.bando)[1])

    def pubblica(self):
        return graduatorie.pubblica_graduatoria(self.bando, dati_atto(), letta=self.letta(), da=self.casa.pubblica)

    def rivede(self):
        return graduatorie.rivede_graduatoria(
            self.bando, dati_atto(motivo="Un errore nei punti."), letta=self.letta(), da=self.casa.pubblica
        )

    def approva(self, giorni=10):
        return graduatorie.approva_graduatoria(
            self.bando,
            dati_atto(),
            letta=self.letta(),
            entro=adesso() + timedelta(days=giorni),
            da=self.casa.pubblica,
        )

    def osserva(self, n=0, testo="I punti non tornano."):
        return osservazioni.osserva(self.domande[n], testo=testo, da=chi_parla(self.domande[n]))

    def scorre(self, giorni=10):
        passi = chiamate.prossime(self.bando)
        lette = [una.codice for una in passi.nuove] + list(passi.completate)
        return chiamate.scorre(
            self.bando,
            dati_atto(motivo="Si è liberato un posto."),
            entro=adesso() + timedelta(days=giorni),
            lette=lette,
            da=self.casa.pubblica,
        )


def chi_parla(domanda):
    """Who speaks for the group."""
    return domanda.componenti.select_related("persona").get(ruolo="referente").persona
