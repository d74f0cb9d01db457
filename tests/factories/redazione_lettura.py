"""Articles as rows, where a test needs many, or instants that no verb would give them."""

from datetime import timedelta

from redazione.enums_articoli import StatoArticolo
from redazione.models import Argomento, Articolo, Autore, PubblicoVoce, Revisione, Riguarda, Voce
from talenti.base.clock import adesso
from tests.factories.persone import PersonaFactory

ORA = timedelta(hours=1)
MOTIVO = "Chi è ritratto ce lo ha chiesto."
TESTO = "<p>Il laboratorio apre alle nove.</p>"


def riga(
    testata,
    titolo,
    *,
    dal=-ORA,
    al=None,
    ritirato=None,
    html=TESTO,
    firma="",
    copertina=None,
    pubblici=(),
    riguarda=(),
    argomenti=(),
    **voce,
):
    """One whose ``viva`` is read from ``dal`` to ``al``, withdrawn at ``ritirato``: each so far from now."""
    ora, chi = adesso(), PersonaFactory()
    voce = Voce.objects.create(testata=testata, titolo=titolo, **voce)
    PubblicoVoce.objects.bulk_create(PubblicoVoce(voce=voce, pubblico=uno) for uno in pubblici)
    Riguarda.objects.bulk_create(Riguarda(voce=voce, partner=uno) for uno in riguarda)
    if firma:
        Autore.objects.create(voce=voce, persona=chi, ordine=1, firma=firma, confermata_il=ora)
    articolo = Articolo.objects.create(testata=testata, voce=voce, ultima_n=1)
    testo = {
        "titolo": titolo,
        "sommario": f"{titolo}, in una frase.",
        "html": html,
        "parole": 300,
        "copertina": copertina,
    }
    viva = Revisione.objects.create(articolo=articolo, n=1, da=chi, **testo)
    articolo.argomenti.set(argomenti)
    Articolo.objects.filter(pk=articolo.pk).update(
        stato=StatoArticolo.PUBBLICATO if ritirato is None else StatoArticolo.ARCHIVIATO,
        bozza=viva,
        viva=viva,
        slug=f"articolo-{articolo.pk}",
        dal=ora + dal,
        al=None if al is None else ora + al,
        aggiornato_il=ora + dal,
        ritirato_il=None if ritirato is None else ora + ritirato,
        ritirato_perche="" if ritirato is None else MOTIVO,
    )
    articolo.refresh_from_db()
    return articolo


def in_bozza(testata, titolo, stato=StatoArticolo.BOZZA, viva=None, **campi):
    """A draft that nobody has published; with ``viva``, the text of that article while it is corrected."""
    chi = PersonaFactory()
    if viva is None:
        voce = Voce.objects.create(testata=testata, titolo=titolo)
        viva = Articolo.objects.create(testata=testata, voce=voce)
        Riguarda.objects.bulk_create(Riguarda(voce=voce, partner=uno) for uno in campi.pop("riguarda", ()))
    testo = {"titolo": titolo, "sommario": f"{titolo}, in una frase.", "html": f"<p>{titolo}</p>", "parole": 2}
    bozza = Revisione.objects.create(articolo=viva, n=9, da=chi, **testo)
    pronto = {"approvata": bozza, "approvato_da": chi} if stato == StatoArticolo.PRONTO else {}
    Articolo.objects.filter(pk=viva.pk).update(stato=stato, bozza=bozza, **pronto)
    viva.refresh_from_db()
    return viva


def argomento(nome="Lavoro", slug="lavoro"):
    return Argomento.objects.get_or_create(slug=slug, defaults={"nome": nome})[0]
