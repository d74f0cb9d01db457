"""Kinds of space with their policy, states and transition tables, as data."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.registro.enums import Passo, Tabella

# The grain of time: every booking is made of half hours of UTC. The offsets of Europe/Rome are whole hours, so the
# grid of the walls and the grid of UTC are one, on the days when the clock changes too.
MEZZORA = timedelta(minutes=30)
# Where a window that goes on over lunch is cut into a morning and an afternoon.
MEZZOGIORNO = (13, 30)


class Tipo(models.TextChoices):
    STUDIO = "studio", _("Scrivania in uno studio")
    ATTREZZATA = "attrezzata", _("Postazione attrezzata")
    COLLOQUI = "colloqui", _("Stanza per colloqui")
    LABORATORIO = "laboratorio", _("Spazio per attività e laboratori")
    HUB = "hub", _("Scrivania in un hub")
    RIUNIONI = "riunioni", _("Sala riunioni")


class Unita(models.TextChoices):
    """What is booked at a time."""

    ORA = "ora", _("a ore")
    MEZZA_GIORNATA = "mezza_giornata", _("a mezze giornate")
    GIORNATA = "giornata", _("a giornate")
    MESE = "mese", _("a mesi")


class Secchio(models.TextChoices):
    """What a person's bookings count against: one desk does not use up the meeting rooms."""

    SCRIVANIE = "scrivanie", _("scrivanie")
    SALE = "sale", _("sale e stanze")
    LABORATORI = "laboratori", _("laboratori e postazioni attrezzate")


# How many bookings one person holds at a time that are not over yet.
QUOTE: dict[str, int] = {Secchio.SCRIVANIE: 5, Secchio.SALE: 3, Secchio.LABORATORI: 2}


@dataclass(frozen=True)
class Politica:
    """What a kind of space asks of who books; a host may only tighten it.

    ``preavviso``: how long before the beginning one may still book; ``anticipo``: how far ahead. ``conferma``: the
    host says yes first; ``risposta``: the hours that a request waits for it. ``dopo``: half hours kept free after a
    booking. ``unita_massime``: how many units one booking takes. ``disdetta``: until when who booked may cancel.
    """

    unita: Unita
    preavviso: timedelta
    anticipo: timedelta
    conferma: bool
    risposta: timedelta
    dopo: int
    secchio: Secchio
    eta_minima: int
    unita_massime: int
    disdetta: timedelta


_ORE = timedelta(hours=1)
_GIORNI = timedelta(days=1)

POLITICHE: dict[str, Politica] = {
    Tipo.STUDIO: Politica(
        unita=Unita.MEZZA_GIORNATA,
        preavviso=12 * _ORE,
        anticipo=90 * _GIORNI,
        conferma=True,
        risposta=48 * _ORE,
        dopo=0,
        secchio=Secchio.SCRIVANIE,
        eta_minima=18,
        unita_massime=2,
        disdetta=12 * _ORE,
    ),
    Tipo.ATTREZZATA: Politica(
        unita=Unita.MEZZA_GIORNATA,
        preavviso=24 * _ORE,
        anticipo=60 * _GIORNI,
        conferma=True,
        risposta=48 * _ORE,
        dopo=1,
        secchio=Secchio.LABORATORI,
        eta_minima=18,
        unita_massime=2,
        disdetta=24 * _ORE,
    ),
    Tipo.COLLOQUI: Politica(
        unita=Unita.ORA,
        preavviso=2 * _ORE,
        anticipo=60 * _GIORNI,
        conferma=False,
        risposta=24 * _ORE,
        dopo=1,
        secchio=Secchio.SALE,
        eta_minima=18,
        unita_massime=3,
        disdetta=2 * _ORE,
    ),
    Tipo.LABORATORIO: Politica(
        unita=Unita.GIORNATA,
        preavviso=72 * _ORE,
        anticipo=180 * _GIORNI,
        conferma=True,
        risposta=72 * _ORE,
        dopo=2,
        secchio=Secchio.LABORATORI,
        eta_minima=16,
        unita_massime=1,
        disdetta=72 * _ORE,
    ),
    Tipo.HUB: Politica(
        unita=Unita.MEZZA_GIORNATA,
        preavviso=0 * _ORE,
        anticipo=60 * _GIORNI,
        conferma=False,
        risposta=24 * _ORE,
        dopo=0,
        secchio=Secchio.SCRIVANIE,
        eta_minima=16,
        unita_massime=2,
        disdetta=2 * _ORE,
    ),
    Tipo.RIUNIONI: Politica(
        unita=Unita.ORA,
        preavviso=2 * _ORE,
        anticipo=90 * _GIORNI,
        conferma=False,
        risposta=24 * _ORE,
        dopo=0,
        secchio=Secchio.SALE,
        eta_minima=18,
        unita_massime=4,
        disdetta=12 * _ORE,
    ),
}


class Vendita(models.TextChoices):
    """How a space is given: its seats one by one, as one whole, or both (then it is its seats)."""

    POSTI = "posti", _("un posto alla volta")
    INTERO = "intero", _("tutto intero")
    ENTRAMBI = "entrambi", _("un posto alla volta, o tutto intero")


class Prezzo(models.TextChoices):
    GRATIS = "gratis", _("gratis")
    SUL_POSTO = "sul_posto", _("si paga sul posto")


class Dotazione(models.TextChoices):
    """What there is in a space, as one looks for it."""

    WIFI = "wifi", _("Wi-Fi")
    MONITOR = "monitor", _("Schermo da collegare")
    STAMPANTE = "stampante", _("Stampante")
    PROIETTORE = "proiettore", _("Proiettore")
    LAVAGNA = "lavagna", _("Lavagna")
    CUCINA = "cucina", _("Angolo cucina")
    PARCHEGGIO = "parcheggio", _("Parcheggio")
    BICI = "bici", _("Posto per le bici")
    ARMADIETTO = "armadietto", _("Armadietto con chiave")
    STAMPA_3D = "stampa_3d", _("Stampante 3D")
    AUDIO_VIDEO = "audio_video", _("Videocamera e microfoni")
    ATTREZZI = "attrezzi", _("Banco da lavoro e attrezzi")


class Aspetto(models.TextChoices):
    """A point of view from which a place is easy or hard to use."""

    RUOTE = "ruote", _("In sedia a rotelle")
    VISTA = "vista", _("Vedendo poco o niente")
    UDITO = "udito", _("Sentendo poco o niente")
    LETTURA = "lettura", _("Facendo fatica a leggere")
    QUIETE = "quiete", _("Avendo bisogno di quiete")


class Grado(models.TextChoices):
    SI = "si", _("sì")
    IN_PARTE = "in_parte", _("in parte")
    NO = "no", _("no")


class StatoSpazio(models.TextChoices):
    BOZZA = "bozza", _("Bozza")
    PROPOSTO = "proposto", _("Proposta inviata")
    IN_ESAME = "in_esame", _("In esame")
    PUBBLICATO = "pubblicato", _("Pubblicato")
    RESPINTO = "respinto", _("Non pubblicato")
    SOSPESO = "sospeso", _("Sospeso")
    RITIRATO = "ritirato", _("Ritirato")


TRANSIZIONI_SPAZIO: Tabella = {
    "proponi": Passo((StatoSpazio.BOZZA,), StatoSpazio.PROPOSTO, "coworking.offre_spazi", _("Ha proposto lo spazio")),
    "riprendi": Passo(
        (StatoSpazio.PROPOSTO, StatoSpazio.RESPINTO, StatoSpazio.SOSPESO, StatoSpazio.RITIRATO),
        StatoSpazio.BOZZA,
        "coworking.offre_spazi",
        _("Ha ripreso la proposta"),
    ),
    "prendi_in_esame": Passo(
        (StatoSpazio.PROPOSTO,), StatoSpazio.IN_ESAME, "coworking.esamina_spazi", _("Ha cominciato a esaminarlo")
    ),
    "pubblica": Passo(
        (StatoSpazio.IN_ESAME,), StatoSpazio.PUBBLICATO, "coworking.esamina_spazi", _("Ha pubblicato lo spazio")
    ),
    "respingi": Passo(
        (StatoSpazio.IN_ESAME,),
        StatoSpazio.RESPINTO,
        "coworking.esamina_spazi",
        _("Non ha pubblicato lo spazio"),
        motivo=True,
    ),
    "sospendi": Passo(
        (StatoSpazio.PUBBLICATO,),
        StatoSpazio.SOSPESO,
        "coworking.ferma_spazio",
        _("Ha sospeso lo spazio"),
        motivo=True,
    ),
    "riapri": Passo(
        (StatoSpazio.SOSPESO,), StatoSpazio.PUBBLICATO, "coworking.ferma_spazio", _("Ha riaperto lo spazio")
    ),
    "ritira": Passo(
        (StatoSpazio.PUBBLICATO, StatoSpazio.SOSPESO),
        StatoSpazio.RITIRATO,
        "coworking.offre_spazi",
        _("Ha ritirato lo spazio"),
        motivo=True,
    ),
    "modifica": Passo(
        (StatoSpazio.PUBBLICATO, StatoSpazio.SOSPESO), None, "coworking.offre_spazi", _("Ha cambiato la scheda")
    ),
    "cambia_regole": Passo(
        (StatoSpazio.PUBBLICATO, StatoSpazio.SOSPESO), None, "coworking.offre_spazi", _("Ha cambiato le regole")
    ),
    "cambia_orari": Passo(
        (StatoSpazio.PUBBLICATO, StatoSpazio.SOSPESO), None, "coworking.offre_spazi", _("Ha cambiato gli orari")
    ),
    "chiudi": Passo((StatoSpazio.PUBBLICATO, StatoSpazio.SOSPESO), None, "coworking.ospita", _("Ha chiuso dei giorni")),
    "riapri_giorni": Passo(
        (StatoSpazio.PUBBLICATO, StatoSpazio.SOSPESO), None, "coworking.ospita", _("Ha riaperto dei giorni")
    ),
    "blocca": Passo((StatoSpazio.PUBBLICATO, StatoSpazio.SOSPESO), None, "coworking.ospita", _("Ha bloccato un posto")),
    "sblocca": Passo(
        (StatoSpazio.PUBBLICATO, StatoSpazio.SOSPESO), None, "coworking.ospita", _("Ha liberato un posto")
    ),
    "assegna": Passo(
        (StatoSpazio.PUBBLICATO, StatoSpazio.SOSPESO),
        None,
        "coworking.esamina_spazi",
        _("Ha assegnato un posto"),
        motivo=True,
    ),
    "revoca_assegnazione": Passo(
        (StatoSpazio.PUBBLICATO, StatoSpazio.SOSPESO),
        None,
        "coworking.esamina_spazi",
        _("Ha revocato l'assegnazione di un posto"),
        motivo=True,
    ),
}

# A space that anybody reads of: who has booked in it needs its page after it has been stopped.
SPAZI_PUBBLICI = (StatoSpazio.PUBBLICATO, StatoSpazio.SOSPESO, StatoSpazio.RITIRATO)


class Stato(models.TextChoices):
    RICHIESTA = "richiesta", _("In attesa di risposta")
    CONFERMATA = "confermata", _("Prenotato")
    CONCLUSA = "conclusa", _("Conclusa")
    ASSENTE = "assente", _("Non è venuto nessuno")
    RIFIUTATA = "rifiutata", _("Non accettata")
    SCADUTA = "scaduta", _("Scaduta senza risposta")
    ANNULLATA = "annullata", _("Annullata da chi prenota")
    DISDETTA = "disdetta", _("Annullata da chi ospita")


# While it is so, and only then, a booking holds its half hours.
TIENE_IL_POSTO = (Stato.RICHIESTA, Stato.CONFERMATA)

TRANSIZIONI: Tabella = {
    "prenota": Passo((), None, "coworking.prenota", _("Ha prenotato")),
    "acconsenti": Passo((Stato.RICHIESTA,), None, "coworking.risponde_da_tutore", _("Ha detto sì chi ne risponde")),
    "nega": Passo(
        (Stato.RICHIESTA,), Stato.RIFIUTATA, "coworking.risponde_da_tutore", _("Ha detto no chi ne risponde")
    ),
    "conferma": Passo((Stato.RICHIESTA,), Stato.CONFERMATA, "coworking.decide", _("Ha accettato la richiesta")),
    "rifiuta": Passo(
        (Stato.RICHIESTA,), Stato.RIFIUTATA, "coworking.decide", _("Non ha accettato la richiesta"), motivo=True
    ),
    "scade": Passo((Stato.RICHIESTA,), Stato.SCADUTA, "coworking.scade", _("È scaduta senza risposta")),
    "annulla": Passo(TIENE_IL_POSTO, Stato.ANNULLATA, "coworking.annulla", _("Ha annullato la prenotazione")),
    "disdici": Passo(
        TIENE_IL_POSTO, Stato.DISDETTA, "coworking.decide", _("Ha annullato la prenotazione, e ospitava"), motivo=True
    ),
    "registra_presenza": Passo(
        (Stato.CONFERMATA, Stato.ASSENTE), Stato.CONCLUSA, "coworking.registra_presenze", _("Ha segnato la presenza")
    ),
    "registra_assenza": Passo(
        (Stato.CONFERMATA, Stato.CONCLUSA), Stato.ASSENTE, "coworking.registra_presenze", _("Ha segnato l'assenza")
    ),
    "concludi": Passo((Stato.CONFERMATA,), Stato.CONCLUSA, "coworking.scade", _("Si è conclusa")),
}


class TipoBlocco(models.TextChoices):
    """Why a seat is taken without a booking."""

    BLOCCO = "blocco", _("Serve a chi ospita")
    IMPORTATO = "importato", _("Occupato in un altro calendario")
    ASSEGNAZIONE = "assegnazione", _("Assegnato con un atto")


class TipoOccupazione(models.TextChoices):
    PRENOTAZIONE = "prenotazione", _("Prenotazione")
    DOPO = "dopo", _("Tempo per riordinare")
    BLOCCO = "blocco", _("Blocco")
