"""Articles of the tests, in any state, through the verbs."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser

from redazione.actions import articoli, pubblicazione, revisione, testi, verifiche
from redazione.actions.testi import Scritto
from redazione.enums import Ruolo, StatoCollaborazione
from redazione.enums_articoli import Persone, StatoArticolo
from redazione.models import Argomento, Articolo, Immagine
from talenti.base.clock import adesso
from tests.factories import redazione as di_redazione
from tests.factories import rete
from tests.factories.persone import PersonaFactory

S = StatoArticolo
FRASE = "Il laboratorio apre ogni mattina alle nove. Chi arriva trova un tavolo, una presa e qualcuno che risponde. "
TESTO = f"<h2>Come si comincia</h2><p>{FRASE * 3}</p><h2>Che cosa serve</h2><p>{FRASE * 3}</p>"
TITOLO, SOMMARIO = "La filanda che ripara biciclette", "Tre ragazze, una filanda vuota e quaranta biciclette."
MOTIVO = "Chi è ritratto ce lo ha chiesto."


def firmata(dove, autrici=None, titolo=TITOLO, **campi):
    """A thing of the plan with who writes it."""
    autrici = autrici or [di_redazione.redattrice(dove)]
    return di_redazione.voce(dove, titolo, autori=[uno.pk for uno in autrici], **campi)


def revisora(dove, persona=None):
    return di_redazione.collaborazione(dove, Ruolo.REVISORE, persona=persona).persona


def scritto(titolo=TITOLO, sommario=SOMMARIO, html=TESTO, copertina=""):
    return Scritto(titolo, sommario, html, copertina)


def articolo(dove, stato=S.BOZZA, autrici=None, dal=None, al=None, voce=None, testo=None, argomenti=()):
    """An article in that state, brought there by the people whose verbs they are.

    PUBBLICATO with ``dal`` to come waits for its minute; ARCHIVIATO was published and then withdrawn.
    """
    autrici = autrici or [di_redazione.redattrice(dove)]
    voce = voce or firmata(dove, autrici)
    uno = articoli.comincia(voce, da=autrici[0])
    testi.salva(uno, testo or scritto(), base=1, da=autrici[0])
    if argomenti:
        articoli.cura(uno, argomenti=[a.pk for a in argomenti], licenza=uno.licenza, da=autrici[0])
    if stato == S.BOZZA:
        return uno
    for autrice in autrici:
        articoli.firma(uno, str(autrice), da=autrice)
    revisione.manda(uno, letta=uno.bozza.n, da=autrici[0])
    if stato == S.IN_REVISIONE:
        return uno
    rilegge = revisora(dove)
    revisione.prendi(uno, da=rilegge)
    if stato == S.DA_SISTEMARE:
        revisione.annota(uno, "Di quale mattina si parla?", brano="ogni mattina", letta=uno.bozza.n, da=rilegge)
        revisione.rimanda(uno, "", da=rilegge)
        return uno
    revisione.approva(uno, letta=uno.bozza.n, da=rilegge)
    if stato == S.PRONTO:
        return uno
    coordina = di_redazione.coordina(dove)
    pubblicazione.pubblica(uno, dal=dal, al=al, da=coordina)
    if stato == S.ARCHIVIATO:
        pubblicazione.ritira(uno, MOTIVO, da=coordina)
    return uno


def pubblicato(dove, titolo=TITOLO, html=TESTO, sommario=SOMMARIO, argomenti=(), autrici=None, copertina="", **campi):
    """One that anybody reads now. ``campi`` are of the thing of the plan: tipo, azione, pubblici, riguarda…"""
    autrici = autrici or [di_redazione.redattrice(dove)]
    voce = firmata(dove, autrici, titolo, **campi)
    testo = scritto(titolo, sommario, html, copertina)
    return articolo(dove, S.PUBBLICATO, autrici, voce=voce, testo=testo, argomenti=argomenti)


def programmato(dove, fra=timedelta(days=1), **altro):
    return articolo(dove, S.PUBBLICATO, dal=adesso() + fra, **altro)


def corretto(uno: Articolo, html=TESTO + "<p>Ora è giusto.</p>", nota="Era sbagliata la data."):
    """A published one, corrected by its first author, approved and published again."""
    autrice = uno.voce.autori.order_by("ordine").first().persona
    pubblicazione.correggi(uno, da=autrice)
    testi.salva(uno, scritto(html=html), base=uno.bozza.n, da=autrice)
    revisione.manda(uno, letta=uno.bozza.n, da=autrice)
    revisione.approva(uno, letta=uno.bozza.n, da=revisora(uno.testata))
    pubblicazione.pubblica(uno, nota=nota, da=di_redazione.coordina(uno.testata))
    return uno


def in_correzione(dove, stato=S.BOZZA, **altro):
    """A published one whose text is being corrected, in that state; what readers see has not changed."""
    uno = articolo(dove, S.PUBBLICATO, **altro)
    autrice = uno.voce.autori.order_by("ordine").first().persona
    pubblicazione.correggi(uno, da=autrice)
    testi.salva(uno, scritto(html=TESTO + "<p>Ora è giusto.</p>"), base=uno.bozza.n, da=autrice)
    if stato == S.BOZZA:
        return uno
    revisione.manda(uno, letta=uno.bozza.n, da=autrice)
    if stato == S.DA_SISTEMARE:
        revisione.rimanda(uno, "Manca la fonte.", da=revisora(dove))
    elif stato == S.PRONTO:
        revisione.approva(uno, letta=uno.bozza.n, da=revisora(dove))
    return uno


def intorno(dove, uno):
    """Somebody in every relation to an article, by name. ``rivede`` and ``coordina`` had no part in its text."""
    lea = PersonaFactory()
    rete.capofila(lea, nome="Comune Guida")
    ex = di_redazione.collaborazione(dove, stato=StatoCollaborazione.FINITA)
    return {
        "autrice": uno.voce.autori.order_by("ordine").first().persona,
        "redattrice": di_redazione.redattrice(dove),
        "rivede": revisora(dove),
        "coordina": di_redazione.coordina(dove),
        "ex": ex.persona,
        "invitata": di_redazione.collaborazione(dove, Ruolo.REVISORE, StatoCollaborazione.INVITATA).persona,
        "tiene": dove.partner.proposto_da,
        "di_cui_si_parla": rete.membro(dove.partner),
        "riferimento": di_redazione.approva(dove),
        "guida": lea,
        "estranea": PersonaFactory(),
        "anonimo": AnonymousUser(),
    }


def chiedi(uno, da=None, **campi):
    """Somebody outside is asked whether the facts are right."""
    detto = {"nome": "Ada Perita", "email": "ada@example.org", "domanda": "Le date sono giuste?"} | campi
    return verifiche.chiedi_verifica(uno, **detto, da=da or uno.voce.autori.order_by("ordine").first().persona)


def argomento(nome="Lavoro", slug="lavoro"):
    return Argomento.objects.get_or_create(slug=slug, defaults={"nome": nome})[0]


def immagine(dove, alt="Un banco da lavoro con tre biciclette.", persone=Persone.NESSUNA, **campi):
    """A picture as a row, without its file: for texts that only name it."""
    return Immagine.objects.create(
        testata=dove,
        file="redazione/immagini/prova/originale.jpg",
        larghezza=1600,
        altezza=900,
        alt=alt,
        di="Nives Campioni",
        persone=persone,
        caricata_da=PersonaFactory(),
        **campi,
    )
