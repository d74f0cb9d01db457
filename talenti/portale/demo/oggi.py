"""Chapter two: the last two years, counted back from the day on which the demonstration is made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from talenti.base.clock import oggi
from talenti.persone.actions import invita_tutore, salva_profilo
from talenti.persone.enums import Relazione
from talenti.portale.demo.fondatori import codice_inventato
from talenti.portale.demo.gente import comune, nasce, persona
from talenti.portale.demo.loghi import logo
from talenti.portale.demo.motore import Evento, giorni_fa
from talenti.rete import actions, ruoli
from talenti.rete.enums import Azione, Tipo
from talenti.rete.models import Invito, Partner

A = Azione


@dataclass(frozen=True)
class Proposta:
    """An invented organisation: when it proposed itself and how it ended. ``passi`` are (days after, verb)."""

    chiave: str
    tipo: str
    nome: str
    comune: str
    frase: str
    azioni: dict[str, str]
    referente: tuple[str, str]
    giorni_fa: int
    passi: tuple[tuple[int, str], ...] = ((4, "esame"), (15, "ammetti"))
    # The account of the login page that speaks for it; else the person named in ``referente`` signs up.
    conto: str = ""


PROPOSTE: tuple[Proposta, ...] = (
    Proposta(
        "radio-quartiere",
        Tipo.GRUPPO,
        "Radio Quartiere Prova",
        "Cremona",
        "Facciamo radio in cortile: musica, interviste, cronache del quartiere.",
        {A.EVENTI: "Serate di radio dal vivo.", A.REDAZIONE: "Interviste e registrazioni."},
        ("Zoe", "Provini"),
        700,
    ),
    Proposta(
        "ciclofficina",
        Tipo.ASSOCIAZIONE,
        "Ciclofficina Esempio",
        "Soresina",
        "Ripariamo biciclette e insegniamo a ripararle.",
        {A.EVENTI: "Laboratori di riparazione, un sabato al mese."},
        ("Adele", "Finti"),
        610,
    ),
    Proposta(
        "studio-saggio",
        Tipo.STUDIO,
        "Studio Saggio Architetti",
        "Casalmaggiore",
        "Studio di architettura con due scrivanie libere.",
        {A.COWORKING: "Due scrivanie, tre giorni a settimana."},
        ("Bice", "Saggio"),
        520,
    ),
    Proposta(
        "stampa-campione",
        Tipo.IMPRESA,
        "Stampa Campione srl",
        "Crema",
        "Tipografia: libri piccoli, manifesti, biglietti.",
        {A.TALENTCARD: "Sconto del 15% sulla stampa.", A.COWORKING: "Un tavolo grande, il pomeriggio."},
        ("Cino", "Campione"),
        430,
    ),
    Proposta(
        "teatro-prova",
        Tipo.ASSOCIAZIONE,
        "Teatro Prova",
        "Castelleone",
        "Compagnia giovane: spettacoli e corsi di voce.",
        {A.EVENTI: "Spettacoli e prove aperte."},
        ("Dea", "Provetti"),
        400,
        ((6, "esame"), (20, "ammetti"), (310, "sospendi")),
    ),
    Proposta(
        "web-modello",
        Tipo.IMPRESA,
        "Web Modello",
        "Cremona",
        "Siti e app per piccole imprese.",
        {A.TALENTCARD: "Primo anno di dominio gratis."},
        ("Ezio", "Modello"),
        690,
        ((5, "esame"), (18, "ammetti"), (500, "cessa")),
    ),
    Proposta(
        "artigiani-esempio",
        Tipo.CATEGORIA,
        "Artigiani d'Esempio",
        "Cremona",
        "Associazione di artigiani della provincia.",
        {A.TALENTCARD: "Porta le convenzioni dei soci."},
        ("Febe", "Esempio"),
        300,
    ),
    Proposta(
        "gaming-finto",
        Tipo.ASSOCIAZIONE,
        "Circolo Gaming Finto",
        "Crema",
        "Tornei di videogiochi.",
        {A.EVENTI: "Tornei aperti."},
        ("Gino", "Finto"),
        210,
        ((3, "esame"), (16, "respingi")),
    ),
    Proposta(
        "bottega-prova",
        Tipo.COOPERATIVA,
        "Bottega Prova",
        "Pizzighettone",
        "Cooperativa sociale: sartoria e riuso.",
        {A.COWORKING: "Un laboratorio con quattro macchine da cucire."},
        ("Iole", "Prova"),
        120,
    ),
    Proposta(
        "scuola-saggio",
        Tipo.ASSOCIAZIONE,
        "Scuola di Musica Saggio",
        "Soncino",
        "Lezioni e prove per gruppi, in una vecchia filanda.",
        {A.COWORKING: "Sala prove insonorizzata."},
        ("Lia", "Saggi"),
        23,
        ((2, "esame"),),
    ),
    Proposta(
        "orto-campione",
        Tipo.ASSOCIAZIONE,
        "Orto Campione",
        "Piadena Drizzona",
        "Coltiviamo un orto aperto a chi ha meno di trent'anni.",
        {A.EVENTI: "Giornate nell'orto.", A.TERRITORIO: "Accogliamo chi vuole provare il lavoro agricolo."},
        ("Milo", "Campioni"),
        19,
        ((2, "esame"), (9, "integrazione")),
    ),
    Proposta(
        "sartoria-esempio",
        Tipo.COOPERATIVA,
        "Sartoria Esempio",
        "Casalbuttano ed Uniti",
        "Cooperativa sociale: abiti su misura e corsi.",
        {A.COWORKING: "Due postazioni da lavoro.", A.COMPETENZE: "Accoglie chi impara il mestiere."},
        ("Nives", "Esempi"),
        5,
        (),
    ),
)

MOTIVI = {
    "sospendi": "La sede è chiusa per lavori fino alla primavera. La partecipazione riprende dopo.",
    "cessa": "L'impresa ha chiuso l'attività in provincia.",
    "respingi": "Per ora i tornei sono solo a pagamento. La rete accoglie eventi aperti a tutti.",
}


def eventi(nascita: datetime) -> Iterator[Evento]:
    for posto, uno in enumerate(PROPOSTE):
        yield from storia(nascita, posto, uno)
    yield from _persone(nascita)
    yield from _inviti(nascita)


def storia(nascita: datetime, posto: int, uno: Proposta) -> Iterator[Evento]:
    """The life of an invented organisation, from the sign-up of who proposes it."""
    if not uno.conto:
        yield Evento(f"referente:{uno.chiave}", giorni_fa(nascita, uno.giorni_fa, 9), partial(_referente, uno, posto))
    yield Evento(f"proponi:{uno.chiave}", giorni_fa(nascita, uno.giorni_fa, 11), partial(_proponi, uno, posto))
    for dopo, verbo in uno.passi:
        quando = giorni_fa(nascita, uno.giorni_fa - dopo, 15)
        yield Evento(f"{verbo}:{uno.chiave}", quando, partial(_VERBI[verbo], uno))


def _chi(uno: Proposta) -> str:
    return uno.conto or f"referente.{uno.chiave}"


def _di(uno: Proposta) -> Partner:
    return Partner.objects.get(email=f"{uno.chiave}@example.org")


def _referente(uno: Proposta, posto: int) -> None:
    nome, cognome = uno.referente
    nasce(_chi(uno), nome, cognome, date(1988 + posto % 12, 1 + posto % 12, 3 + posto % 24), comune_=uno.comune)


def _proponi(uno: Proposta, posto: int) -> None:
    chi = persona(_chi(uno))
    bozza = actions.comincia_bozza(da=chi)
    campi = {
        "tipo": uno.tipo,
        "nome": uno.nome,
        "comune": comune(uno.comune),
        "email": f"{uno.chiave}@example.org",
        "in_una_frase": uno.frase,
        "codice_fiscale": "" if uno.tipo == Tipo.GRUPPO else codice_inventato(500 + posto),
    }
    actions.salva_bozza(bozza, da=chi, campi=campi, azioni=uno.azioni)
    actions.proponi(bozza, da=chi)


def _esamina(uno: Proposta) -> None:
    actions.prendi_in_esame(_di(uno), da=persona("nora"))


def _ammetti(uno: Proposta) -> None:
    partner = _di(uno)
    actions.ammetti(partner, da=persona("nora"))
    actions.cambia_logo(partner, caricato=logo(uno.nome, len(uno.nome)), da=persona(_chi(uno)))


def _chiedi_documenti(uno: Proposta) -> None:
    actions.chiedi_integrazione(
        _di(uno),
        voci=["Statuto dell'associazione", "Verbale dell'ultima assemblea"],
        entro=oggi() + timedelta(days=21),
        da=persona("nora"),
        motivo="Lo statuto serve per sapere chi può firmare.",
    )


def _con_motivo(verbo: str, uno: Proposta) -> None:
    getattr(actions, verbo)(_di(uno), motivo=MOTIVI[verbo], da=persona("nora"))


_VERBI: dict[str, Callable[[Proposta], None]] = {
    "esame": _esamina,
    "ammetti": _ammetti,
    "integrazione": _chiedi_documenti,
    **{verbo: partial(_con_motivo, verbo) for verbo in MOTIVI},
}


def _persone(nascita: datetime) -> Iterator[Evento]:
    """The other people of the login page."""
    yield Evento("ivo", giorni_fa(nascita, 600, 9), partial(nasce, "ivo", "Ivo", "Saggio", date(1985, 6, 20)))
    yield Evento("elio", giorni_fa(nascita, 590, 9), partial(nasce, "elio", "Elio", "Campione", date(1979, 10, 2)))
    yield Evento("rosa", giorni_fa(nascita, 360, 9), _rosa)
    yield Evento("ada", giorni_fa(nascita, 380, 9), partial(nasce, "ada", "Ada", "Esempio", date(1996, 4, 9)))
    yield Evento("giulia", giorni_fa(nascita, 380, 18), partial(_giulia, nascita))
    yield Evento("leo", giorni_fa(nascita, 12, 17), partial(_leo, nascita))


def _compleanno(nascita: datetime, anni: int) -> date:
    """The birth date of who has been that old for three months when the demonstration is made."""
    giorno = nascita.date() - timedelta(days=90)
    return giorno.replace(year=giorno.year - anni, day=min(giorno.day, 28))


def _rosa() -> None:
    nasce("rosa", "Rosa", "Modelli", date(1987, 3, 14), comune_="Soresina")


def _giulia(nascita: datetime) -> None:
    giulia = nasce("giulia", "Giulia", "Prova", _compleanno(nascita, 22), comune_="Soresina")
    testi = {
        "che_cosa_faccio": "Studio grafica e faccio manifesti per chi organizza concerti.",
        "che_cosa_cerco": "Un posto dove lavorare due pomeriggi a settimana.",
        "che_cosa_so_fare": "Impaginare, disegnare, stampare in serigrafia.",
        "mostrato_alla_rete": True,
    }
    salva_profilo(giulia, testi)


def _leo(nascita: datetime) -> None:
    leo = nasce("leo", "Leo", "Prova", _compleanno(nascita, 16), comune_="Crema")
    invita_tutore(leo, nome="Marta Prova", email="marta.prova@example.org", relazione=Relazione.GENITORE)


def _inviti(nascita: datetime) -> Iterator[Evento]:
    """Invitations: answered, and still waiting."""
    per_sara = ("nazareth@example.org", "sara")
    accettati = (
        ("ivo", "servimpresa@example.org", "referente.servimpresa", ruoli.OPERATORE, 598),
        ("elio", "comune-di-cremona@example.org", "nora", ruoli.REVISIONE, 588),
        ("ada", *per_sara, ruoli.COLLABORAZIONE, 375),
        ("giulia", "radio-quartiere@example.org", "referente.radio-quartiere", ruoli.COLLABORAZIONE, 200),
    )
    for chi, partner, da, ruolo, giorni in accettati:
        yield Evento(f"invita:{chi}", giorni_fa(nascita, giorni, 10), partial(_invita, partner, da, chi, ruolo))
        yield Evento(f"accetta:{chi}", giorni_fa(nascita, giorni - 1, 12), partial(_accetta, chi))
    yield Evento("invita:giulia:2", giorni_fa(nascita, 3), partial(_invita, *per_sara, "giulia", ruoli.COLLABORAZIONE))
    yield Evento("invita:fuori", giorni_fa(nascita, 2), partial(_invita, *per_sara, "nuova.persona", ruoli.OPERATORE))


def _invita(partner: str, da: str, chi: str, ruolo: str) -> None:
    actions.invita(Partner.objects.get(email=partner), email=f"{chi}@example.org", ruolo=ruolo, da=persona(da))


def _accetta(chi: str) -> None:
    io = persona(chi)
    actions.accetta_invito(Invito.objects.per(io).aperti().latest("pk"), da=io)
