"""The organisations that founded the network: public facts, told in our own words.

Who speaks for them is invented, and so are their tax codes, their addresses at example.org and the
days of their admission. Names, places, mergers and what each does in the plan are public.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from talenti.rete.enums import Azione, Tipo

A = Azione


@dataclass(frozen=True)
class Fondatore:
    """``nome_prima`` is what it was called when it came in; ``dal`` the day of the name of today."""

    chiave: str
    tipo: str
    nome: str
    comune: str
    frase: str
    azioni: dict[str, str]
    descrizione: str = ""
    indirizzo: str = ""
    nome_prima: str = ""
    dal: date | None = None
    finanzia: str = ""
    referente: tuple[str, str] = ("", "")

    @property
    def nome_di_nascita(self) -> str:
        return self.nome_prima or self.nome


CAPOFILA = Fondatore(
    "comune-di-cremona",
    Tipo.ENTE_PUBBLICO,
    "Comune di Cremona",
    "Cremona",
    "Guida la rete: apre i posti di lavoro, i bandi e la card, e tiene insieme tutti.",
    {
        A.COWORKING: "Raccoglie i posti offerti da imprese e studi, li controlla e li pubblica.",
        A.EVENTI: "Progetta gli eventi insieme a chi vive gli spazi.",
        A.THINKTOWN: "Apre i bandi e segue chi vince.",
        A.TALENTCARD: "Raccoglie gli sconti e dà la card.",
    },
    descrizione="Segue la rete per i 43 comuni del distretto cremonese.",
    indirizzo="piazza del Comune 8",
)

FONDATORI: tuple[Fondatore, ...] = (
    Fondatore(
        "informagiovani",
        Tipo.ENTE_PUBBLICO,
        "Informagiovani Cremona",
        "Cremona",
        "Ascolta, orienta e dà notizie su studio, lavoro e tempo libero.",
        {A.REDAZIONE: "Segue la redazione e approva il piano delle uscite."},
        referente=("Alba", "Provetti"),
    ),
    Fondatore(
        "azienda-sociale",
        Tipo.ENTE_PUBBLICO,
        "Azienda Sociale del Cremonese",
        "Cremona",
        "Azienda dei comuni del distretto cremonese per i servizi alla persona.",
        {A.THINKTOWN: "Sceglie chi fa un anno di impegno civile e paga il contributo mensile."},
        descrizione="È accreditata in Regione Lombardia per i servizi di orientamento al lavoro.",
        referente=("Bruno", "Finti"),
    ),
    Fondatore(
        "comune-di-crema",
        Tipo.ENTE_PUBBLICO,
        "Comune di Crema",
        "Crema",
        "Porta la rete nel territorio cremasco.",
        {A.THINKTOWN: "Partecipa alle commissioni e fa conoscere i bandi."},
        referente=("Carla", "Esempi"),
    ),
    Fondatore(
        "comunita-sociale-cremasca",
        Tipo.ENTE_PUBBLICO,
        "Comunità Sociale Cremasca",
        "Crema",
        "Azienda dei comuni cremaschi per i servizi alla persona.",
        {A.THINKTOWN: "Raccoglie i progetti dei 48 comuni del Cremasco."},
        referente=("Dario", "Modelli"),
    ),
    Fondatore(
        "camera-di-commercio",
        Tipo.ENTE_PUBBLICO,
        "Camera di commercio di Cremona-Mantova-Pavia",
        "Cremona",
        "Registra le imprese e le aiuta a nascere e a crescere.",
        {A.THINKTOWN: "Fa conoscere alle imprese gli avvisi per i tirocini."},
        descrizione="Dal 18 novembre 2024 unisce le camere di Cremona, Mantova e Pavia.",
        nome_prima="Camera di commercio di Cremona",
        dal=date(2024, 11, 18),
        referente=("Elsa", "Campioni"),
    ),
    Fondatore(
        "servimpresa",
        Tipo.ENTE_PUBBLICO,
        "Servimpresa",
        "Cremona",
        "Azienda speciale della Camera di commercio per chi apre un'impresa.",
        {
            A.THINKTOWN: "Aiuta ad avviare l'impresa e a farla conoscere.",
            A.TERRITORIO: "Consulenze del Punto Nuova Impresa.",
        },
        referente=("Fabio", "Saggi"),
    ),
    Fondatore(
        "gal-oglio-po",
        Tipo.CONSORZIO,
        "GAL Oglio Po",
        "Calvatone",
        "Gruppo di azione locale di enti e imprese tra Casalasco e Viadanese.",
        {A.THINKTOWN: "Consulenza su contributi e finanza agevolata."},
        descrizione="Riunisce 41 enti locali.",
        referente=("Gilda", "Prove"),
    ),
    Fondatore(
        "provincia-di-cremona",
        Tipo.ENTE_PUBBLICO,
        "Provincia di Cremona",
        "Cremona",
        "Promuove i tirocini e i servizi per il lavoro.",
        {A.THINKTOWN: "Promuove i tirocini di chi è scelto con l'impresa."},
        referente=("Hugo", "Fantasia"),
    ),
    Fondatore(
        "reindustria",
        Tipo.IMPRESA,
        "REI – Reindustria Innovazione",
        "Crema",
        "Agenzia di sviluppo: aiuta le imprese a fare cose nuove.",
        {A.EVENTI: "Organizza incontri tra imprese e giovani.", A.THINKTOWN: "Accompagna le imprese dei bandi."},
        descrizione="Nata nel 1995, dopo la chiusura della Olivetti di Crema. Dal 2016 comprende Crema Ricerche.",
        nome_prima="Reindustria",
        dal=date(2016, 1, 1),
        referente=("Ines", "Provini"),
    ),
    Fondatore(
        "kairos",
        Tipo.ASSOCIAZIONE,
        "Kairos",
        "Cremona",
        "Associazione di volontariato giovanile.",
        {A.EVENTI: "Anima eventi pensati da chi ha meno di trent'anni."},
        referente=("Lino", "Esempiani"),
    ),
    Fondatore(
        "nazareth",
        Tipo.COOPERATIVA,
        "Cooperativa Sociale Nazareth",
        "Cremona",
        "Lavora con ragazzi e famiglie, nei quartieri e nelle scuole.",
        {A.EVENTI: "Prepara eventi con i gruppi dei quartieri.", A.REDAZIONE: "Accompagna chi scrive e chi filma."},
        referente=("Sara", "Esempio"),
    ),
    Fondatore(
        "altana",
        Tipo.COOPERATIVA,
        "Cooperativa Sociale Altana",
        "Cremona",
        "Servizi educativi e di orientamento.",
        {A.EVENTI: "Laboratori e giornate aperte.", A.TERRITORIO: "Accompagna ai servizi per il lavoro."},
        referente=("Mara", "Finzi"),
    ),
    Fondatore(
        "consorzio-sul-serio",
        Tipo.CONSORZIO,
        "Consorzio sul Serio",
        "Crema",
        "Mette insieme le cooperative sociali del Cremasco.",
        {A.EVENTI: "Porta gli eventi nei comuni cremaschi."},
        referente=("Nino", "Modello"),
    ),
    Fondatore(
        "mestieri",
        Tipo.CONSORZIO,
        "Consorzio Mestieri",
        "Cremona",
        "Agenzie per il lavoro accreditate, a Cremona e a Crema.",
        {A.COMPETENZE: "Riconosce e certifica quello che si è imparato facendo."},
        referente=("Olga", "Saggina"),
    ),
    Fondatore(
        "ats-val-padana",
        Tipo.ENTE_PUBBLICO,
        "ATS della Val Padana",
        "Cremona",
        "Agenzia per la tutela della salute del territorio.",
        {A.REDAZIONE: "Segue la web-series sulle persone intraprendenti."},
        nome_prima="ASL di Cremona",
        dal=date(2016, 1, 1),
        referente=("Pino", "Campionati"),
    ),
    Fondatore(
        "umana-avventura",
        Tipo.COOPERATIVA,
        "Cooperativa Sociale L'Umana Avventura",
        "Cremona",
        "Educa e accompagna bambini e ragazzi.",
        {A.REDAZIONE: "Porta in redazione chi frequenta i suoi centri."},
        referente=("Rita", "Invenzioni"),
    ),
    Fondatore(
        "csv-lombardia-sud",
        Tipo.ASSOCIAZIONE,
        "CSV Lombardia Sud",
        "Cremona",
        "Centro di servizio per le associazioni di volontariato.",
        {
            A.THINKTOWN: "Aiuta le associazioni a scrivere il progetto e a portarlo avanti.",
            A.TERRITORIO: "Orienta chi vuole fare volontariato.",
        },
        descrizione="Dal 2018 unisce i centri di Cremona, Lodi, Mantova e Pavia.",
        indirizzo="via San Bernardo 2",
        nome_prima="CISVOL",
        dal=date(2018, 1, 1),
        referente=("Silvio", "Esemplari"),
    ),
    Fondatore(
        "crit",
        Tipo.CONSORZIO,
        "Consorzio CRIT",
        "Cremona",
        "Imprese digitali che lavorano insieme. Ha aperto il COBOX.",
        {A.COWORKING: "Il COBOX: scrivanie, uffici e sale nel polo digitale di Cremona."},
        descrizione=(
            "Il COBOX ha aperto il 27 novembre 2014 in via dei Comizi Agrari, con 26 scrivanie e 4 uffici. "
            "Nel 2024, in via dell'Innovazione Digitale, le scrivanie erano 90."
        ),
        indirizzo="via dell'Innovazione Digitale",
        referente=("Tina", "Provenza"),
    ),
    Fondatore(
        "crema-ricerche",
        Tipo.CONSORZIO,
        "Consorzio Crema Ricerche",
        "Crema",
        "Incubatore di imprese e spazio di lavoro condiviso.",
        {A.COWORKING: "Lo spazio di lavoro condiviso di Crema."},
        referente=("Ugo", "Fittizi"),
    ),
    Fondatore(
        "linea-com",
        Tipo.FINANZIATORE,
        "Linea Com",
        "Cremona",
        "Porta le reti e la fibra in provincia.",
        {A.REDAZIONE: "Mette a disposizione le macchine per la web-tv."},
        finanzia="Dà senza costi le infrastrutture della web-tv.",
        referente=("Vera", "Immagini"),
    ),
)

# Founded in 2015, when the plan of that year was funded; one proposal a day, an answer in two weeks.
FONDAZIONE = date(2015, 9, 7)


def giorno_della_proposta(posto: int) -> date:
    return FONDAZIONE + timedelta(days=7 + posto)


def codice_inventato(posto: int) -> str:
    """Eleven digits with a right check digit (Luhn, as the tax authority's) and no owner: they begin with 999."""
    cifre = f"999{posto:04d}019"
    somma = 0
    for n, cifra in enumerate(cifre):
        doppia = int(cifra) * (1 + n % 2)
        somma += doppia - 9 if doppia > 9 else doppia
    return f"{cifre}{(10 - somma % 10) % 10}"
