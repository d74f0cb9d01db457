"""Messages on applications, made through the verbs."""

from secrets import token_hex

from talenti.base.files import controlla
from tests.factories.rete import caricato
from thinktown.actions.messaggi import rispondi_messaggio, scrivi_messaggio

CHIEDE = "Possiamo cambiare il giorno dell'evento?"
RISPONDE = "Sì: basta scriverlo qui."


def file(nome="preventivo.pdf"):
    return controlla(caricato(nome))


def scritto(domanda, da, testo=CHIEDE, **altro):
    return scrivi_messaggio(domanda, testo, gettone=token_hex(8), da=da, **altro)


def risposto(domanda, da, testo=RISPONDE, **altro):
    return rispondi_messaggio(domanda, testo, gettone=token_hex(8), da=da, **altro)
