"""Measures, modes, states and kinds of the calls, and the table of their verbs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.registro.enums import Passo, Tabella


class Misura(models.TextChoices):
    """The four measures of ThinkTown: what differs between them is declared in the call, not in the code."""

    GRUPPI = "gruppi", _("Volontariato, cultura e territorio")
    IMPRESA = "impresa", _("Nuove imprese")
    INNOVAZIONE = "innovazione", _("Innovazione nelle imprese con tirocinio")
    VOLONTARIATO = "volontariato", _("Volontariato nei servizi")


class Modalita(models.TextChoices):
    GRADUATORIA = "graduatoria", _("Graduatoria: vince chi ha più punti")
    SPORTELLO = "sportello", _("Sportello: in ordine di arrivo, finché ci sono fondi")
    MANIFESTAZIONE = "manifestazione", _("Manifestazione di interesse, a finestre")


class Proponente(models.TextChoices):
    """Who may apply."""

    PERSONA = "persona", _("una persona")
    PERSONE = "persone", _("più persone insieme")
    ASSOCIAZIONE = "associazione", _("un'associazione")
    GRUPPO = "gruppo", _("un gruppo informale")
    IMPRESA = "impresa", _("un'impresa")
    RETE = "rete_imprese", _("una rete di imprese")
    TERZO_SETTORE = "terzo_settore", _("un ente del terzo settore")


# Those that apply as a team of people of the portal.
IN_PIU = (Proponente.PERSONE, Proponente.GRUPPO, Proponente.ASSOCIAZIONE)

# Those that have a name of their own, and those that have a tax code too.
CON_UN_NOME = tuple(uno for uno in Proponente if uno not in (Proponente.PERSONA, Proponente.PERSONE))
CON_CODICE_FISCALE = tuple(uno for uno in CON_UN_NOME if uno not in (Proponente.GRUPPO, Proponente.RETE))


class TipoRequisito(models.TextChoices):
    ETA = "eta", _("Età")
    RESIDENZA = "residenza", _("Residenza")
    OCCUPAZIONE = "occupazione", _("Condizione di lavoro")
    COMPOSIZIONE = "composizione", _("Quante persone")
    SEDE = "sede", _("Sede dell'organizzazione")
    DA_QUANTO = "da_quanto", _("Da quanto esiste l'organizzazione")
    UNA_SOLA = "una_sola", _("Una sola domanda")


class DiChi(models.TextChoices):
    """Of whom something is asked."""

    PRESENTA = "presenta", _("chi presenta la domanda")
    OGNUNO = "ognuno", _("ogni persona del gruppo")
    QUOTA = "quota", _("una parte del gruppo")


class Occupazione(models.TextChoices):
    STUDIA = "studia", _("studia")
    LAVORA = "lavora", _("lavora")
    SENZA = "senza_lavoro", _("non ha lavoro")


class TipoQuesito(models.TextChoices):
    TESTO = "testo", _("Testo breve")
    TESTO_LUNGO = "testo_lungo", _("Testo lungo")
    NUMERO = "numero", _("Numero")
    DENARO = "denaro", _("Somma in euro")
    SCELTA = "scelta", _("Una scelta")
    SCELTE = "scelte", _("Più scelte")
    DATA = "data", _("Data")
    TABELLA = "tabella", _("Tabella con totali")
    FILE = "file", _("File")
    PERSONA = "persona", _("Una persona del gruppo")
    INDIRIZZO = "indirizzo", _("Indirizzo di una pagina (https)")
    PREFERENZE = "preferenze", _("Posti di un altro bando, in ordine")


# What may stand in a column of a table.
IN_COLONNA = (TipoQuesito.TESTO, TipoQuesito.NUMERO, TipoQuesito.DENARO, TipoQuesito.DATA)
# Whose answer is one of a list.
A_SCELTA = (TipoQuesito.SCELTA, TipoQuesito.SCELTE)


class Firma(models.TextChoices):
    """How an application is signed (DPR 445/2000 art. 38; CAD art. 65)."""

    NESSUNA = "nessuna", _("Basta l'account di chi presenta")
    PDF = "pdf", _("PDF firmato, con un documento di identità")
    IDENTITA = "identita", _("Identità verificata con SPID o CIE")


class Bollo(models.TextChoices):
    NON_SERVE = "non_serve", _("Non serve")
    ESENTE = "esente", _("Esente, per la norma scritta qui")
    DOVUTO = "dovuto", _("Serve: 16 €")


class Festivi(models.TextChoices):
    """What becomes of a closing date that falls on a holiday (c.p.c. art. 155 is the model)."""

    COSI = "cosi", _("Resta com'è")
    DOPO = "dopo", _("Passa al primo giorno lavorativo che segue")


class TipoSpareggio(models.TextChoices):
    CRITERIO = "criterio", _("Più punti in un criterio")
    PIU_GIOVANI = "piu_giovani", _("Età media più bassa")
    PRIMA_INVIATA = "prima_inviata", _("Inviata prima")
    SORTEGGIO = "sorteggio", _("Sorteggio pubblico")


class Inevasa(models.TextChoices):
    """What becomes of places or money that a section or a quota leaves."""

    ALTRE = "altre", _("Vanno alle altre, secondo la graduatoria")
    RESTANO = "restano", _("Restano non assegnati")


class Arrotonda(models.TextChoices):
    """Rounding of totals, by the names of Python's ``decimal``."""

    META_SU = "ROUND_HALF_UP", _("Al più vicino, la metà verso l'alto")
    GIU = "ROUND_DOWN", _("Si tagliano le cifre in più")


class Mostra(models.TextChoices):
    """How a ranking names who is in it (D.lgs. 33/2013 art. 26 c. 4)."""

    NOMI = "nomi", _("Nome del progetto e di chi lo presenta")
    CODICI = "codici", _("Solo il codice della domanda")


class TipoAtto(models.TextChoices):
    APPROVAZIONE = "approvazione", _("Approvazione del bando")
    PROROGA = "proroga", _("Proroga")
    RIAPERTURA = "riapertura", _("Riapertura dei termini")
    RETTIFICA = "rettifica", _("Correzione")
    ANNULLAMENTO = "annullamento", _("Annullamento")
    REVOCA = "revoca", _("Revoca del bando")
    NOMINA = "nomina", _("Nomina della commissione")
    COMMISSIONE = "commissione", _("Cambio nella commissione")
    PROVVISORIA = "provvisoria", _("Graduatoria non ancora definitiva")
    RIVISTA = "rivista", _("Graduatoria rivista dopo le segnalazioni")
    DEFINITIVA = "definitiva", _("Graduatoria definitiva")
    SCORRIMENTO = "scorrimento", _("Si libera un posto: tocca a chi segue")


# Acts that explain themselves: the others say why.
SENZA_PERCHE = (TipoAtto.APPROVAZIONE, TipoAtto.NOMINA, TipoAtto.PROVVISORIA, TipoAtto.DEFINITIVA)


class StatoBando(models.TextChoices):
    """*Open* and *closed* are no states: they are what the instants say."""

    BOZZA = "bozza", _("Bozza")
    IN_VERIFICA = "in_verifica", _("In verifica")
    PUBBLICATO = "pubblicato", _("Pubblicato")
    IN_VALUTAZIONE = "in_valutazione", _("In valutazione")
    GRADUATORIA_PROVVISORIA = "provvisoria", _("Graduatoria non ancora definitiva")
    GRADUATORIA_DEFINITIVA = "definitiva", _("Graduatoria definitiva")
    IN_ATTUAZIONE = "in_attuazione", _("Progetti in corso")
    CONCLUSO = "concluso", _("Concluso")
    ANNULLATO = "annullato", _("Annullato")
    REVOCATO = "revocato", _("Revocato")


# Calls that anybody may read of.
BANDI_PUBBLICI = tuple(stato for stato in StatoBando if stato not in (StatoBando.BOZZA, StatoBando.IN_VERIFICA))
# The commission has done: there is a ranking, or there has been one.
CON_GRADUATORIA = (
    StatoBando.GRADUATORIA_PROVVISORIA,
    StatoBando.GRADUATORIA_DEFINITIVA,
    StatoBando.IN_ATTUAZIONE,
    StatoBando.CONCLUSO,
)
# While it is so an act may change what the call says.
SI_CORREGGE = (StatoBando.PUBBLICATO,)
_IN_CORSO = (
    StatoBando.PUBBLICATO,
    StatoBando.IN_VALUTAZIONE,
    StatoBando.GRADUATORIA_PROVVISORIA,
    StatoBando.GRADUATORIA_DEFINITIVA,
)

# Once it has closed: whoever is drawn can no longer change what she declared (DPR 445/2000 art. 71).
SI_VERIFICA = (*_IN_CORSO, StatoBando.IN_ATTUAZIONE)

# While it is so the ranking is computed anew: an error found right may make equals of two that were not.
_SI_ORDINA = (StatoBando.IN_VALUTAZIONE, StatoBando.GRADUATORIA_PROVVISORIA)

TRANSIZIONI_BANDO: Tabella = {
    "crea": Passo((), None, "thinktown.scrive_bandi", _("Ha cominciato a scrivere il bando")),
    "manda_in_verifica": Passo(
        (StatoBando.BOZZA,), StatoBando.IN_VERIFICA, "thinktown.scrive_bandi", _("Ha mandato il bando in verifica")
    ),
    "rimanda": Passo(
        (StatoBando.IN_VERIFICA,), StatoBando.BOZZA, "thinktown.verifica_bandi", _("Ha rimandato il bando"), motivo=True
    ),
    "pubblica": Passo(
        (StatoBando.IN_VERIFICA,), StatoBando.PUBBLICATO, "thinktown.pubblica_bandi", _("Ha pubblicato il bando")
    ),
    "affida_aiuto": Passo(
        (StatoBando.BOZZA, StatoBando.PUBBLICATO), None, "thinktown.scrive_bandi", _("Ha scelto chi aiuta")
    ),
    "proroga": Passo(SI_CORREGGE, None, "thinktown.pubblica_bandi", _("Ha prorogato la scadenza"), motivo=True),
    "riapri": Passo(SI_CORREGGE, None, "thinktown.pubblica_bandi", _("Ha riaperto i termini"), motivo=True),
    "rettifica": Passo(SI_CORREGGE, None, "thinktown.pubblica_bandi", _("Ha corretto il bando"), motivo=True),
    "annulla": Passo(
        _IN_CORSO, StatoBando.ANNULLATO, "thinktown.pubblica_bandi", _("Ha annullato il bando"), motivo=True
    ),
    "revoca": Passo(_IN_CORSO, StatoBando.REVOCATO, "thinktown.pubblica_bandi", _("Ha revocato il bando"), motivo=True),
    "incarica": Passo((), None, "thinktown.da_incarichi", _("Ha dato un incarico")),
    "termina_incarico": Passo((), None, "thinktown.da_incarichi", _("Ha terminato un incarico")),
    "delega": Passo(
        (), None, "thinktown.delega_incarico", _("Ha lasciato per qualche giorno il suo incarico a un'altra persona")
    ),
    "toglie_delega": Passo((), None, "thinktown.scrive_bandi", _("Ha tolto una delega")),
    "ammetti_tardi": Passo(
        SI_CORREGGE, None, "thinktown.pubblica_bandi", _("Ha ammesso una domanda fuori termine"), motivo=True
    ),
    "ferma_invii": Passo(
        SI_CORREGGE, None, "thinktown.pubblica_bandi", _("Ha fermato l'invio delle domande"), motivo=True
    ),
    "esporta": Passo((), None, "thinktown.scrive_bandi", _("Ha esportato domande")),
    "riprendi_invii": Passo(SI_CORREGGE, None, "thinktown.pubblica_bandi", _("Ha riaperto l'invio delle domande")),
    "passa_alla_commissione": Passo(
        (StatoBando.PUBBLICATO,),
        StatoBando.IN_VALUTAZIONE,
        "thinktown.pubblica_bandi",
        _("Ha chiuso il controllo: le domande ammesse passano alla commissione"),
    ),
    "fissa_sorteggio": Passo(
        _SI_ORDINA,
        None,
        "thinktown.prepara_graduatoria",
        _("Ha fissato il sorteggio fra domande pari"),
    ),
    "esegue_sorteggio": Passo(
        _SI_ORDINA,
        None,
        "thinktown.prepara_graduatoria",
        _("Ha scritto l'esito dell'evento del sorteggio"),
    ),
    "pubblica_graduatoria": Passo(
        (StatoBando.IN_VALUTAZIONE,),
        StatoBando.GRADUATORIA_PROVVISORIA,
        "thinktown.prepara_graduatoria",
        _("Ha pubblicato la graduatoria non ancora definitiva"),
    ),
    "rivede_graduatoria": Passo(
        (StatoBando.GRADUATORIA_PROVVISORIA,),
        None,
        "thinktown.prepara_graduatoria",
        _("Ha pubblicato la graduatoria rivista"),
        motivo=True,
    ),
    "approva_graduatoria": Passo(
        (StatoBando.GRADUATORIA_PROVVISORIA,),
        StatoBando.GRADUATORIA_DEFINITIVA,
        "thinktown.prepara_graduatoria",
        _("Ha approvato la graduatoria definitiva"),
    ),
    "scorre": Passo(
        (StatoBando.GRADUATORIA_DEFINITIVA,),
        None,
        "thinktown.prepara_graduatoria",
        _("Ha chiamato chi segue in graduatoria"),
        motivo=True,
    ),
    # Who answers for the call: a draw is never undone, and with it goes the choice of the seed.
    "estrae_campione": Passo(
        SI_VERIFICA, None, "thinktown.pubblica_bandi", _("Ha estratto a sorte le domande da verificare")
    ),
}


class StatoDomanda(models.TextChoices):
    BOZZA = "bozza", _("Non ancora inviata")
    INVIATA = "inviata", _("Inviata")
    RITIRATA = "ritirata", _("Ritirata")
    # What the office has told: until it is told nothing of it stands here.
    INTEGRAZIONE = "integrazione", _("Da completare")
    PREAVVISO = "preavviso", _("Preavviso di esclusione: si aspetta la risposta")
    AMMESSA = "ammessa", _("Ammessa")
    ESCLUSA = "esclusa", _("Esclusa")


# The office waits for the group.
ASPETTANO_IL_GRUPPO = (StatoDomanda.INTEGRAZIONE, StatoDomanda.PREAVVISO)
DECISE = (StatoDomanda.AMMESSA, StatoDomanda.ESCLUSA)
# Its group may still change what is written, while the call lets it.
SI_SCRIVE = (StatoDomanda.BOZZA, StatoDomanda.INVIATA, StatoDomanda.RITIRATA)
# Sent, and in force.
PRESENTATE = (StatoDomanda.INVIATA, *ASPETTANO_IL_GRUPPO, *DECISE)
# Those whose choices count: sent, and not excluded.
IN_GARA = tuple(stato for stato in PRESENTATE if stato != StatoDomanda.ESCLUSA)
_INVIATA = (StatoDomanda.INVIATA,)
_UFFICIO = "thinktown.istruisce"
_COMUNICA = "thinktown.comunica_provvedimenti"

TRANSIZIONI_DOMANDA: Tabella = {
    "comincia": Passo((), None, "thinktown.presenta", _("Ha cominciato la domanda")),
    "cambia_chi": Passo((), None, "thinktown.invia_domanda", _("Ha cambiato come si presenta la domanda")),
    "invia": Passo(
        (StatoDomanda.BOZZA, StatoDomanda.INVIATA, StatoDomanda.RITIRATA),
        StatoDomanda.INVIATA,
        "thinktown.invia_domanda",
        _("Ha inviato la domanda"),
    ),
    "invita": Passo((), None, "thinktown.compone_gruppo", _("Ha invitato una persona nel gruppo")),
    "togli": Passo((), None, "thinktown.compone_gruppo", _("Ha tolto una persona dal gruppo")),
    "risponde": Passo((), None, "thinktown.risponde_all_invito", _("Ha risposto all'invito nel gruppo")),
    "conferma": Passo((), None, "thinktown.conferma_domanda", _("Ha confermato la domanda")),
    "acconsenti": Passo(
        (), None, "thinktown.risponde_da_tutore", _("Ha detto sì chi risponde di una persona minorenne")
    ),
    "sceglie_chi_riceve": Passo((), None, "thinktown.compone_gruppo", _("Ha scelto chi riceve il contributo")),
    "passa": Passo((), None, "thinktown.compone_gruppo", _("Ha passato ad altri il compito di parlare per il gruppo")),
    "ricorda": Passo((), None, "thinktown.compone_gruppo", _("Ha ricordato a una persona che cosa manca")),
    "lascia": Passo((), None, "thinktown.conferma_domanda", _("Ha lasciato il gruppo")),
    "nega": Passo((), None, "thinktown.risponde_da_tutore", _("Ha detto no chi risponde di una persona minorenne")),
    "ritira": Passo(_INVIATA, StatoDomanda.RITIRATA, "thinktown.invia_domanda", _("Ha ritirato la domanda")),
    # The office: what it decides is told after a while, by the portal itself; until then it is taken back.
    "prende_in_mano": Passo(PRESENTATE, None, _UFFICIO, _("Ha scelto chi controlla la domanda")),
    "controlla": Passo(_INVIATA, None, _UFFICIO, _("Ha segnato l'esito di un controllo")),
    "decide": Passo(_INVIATA, None, _UFFICIO, _("Ha deciso sulla domanda")),
    "verifica": Passo((), None, _UFFICIO, _("Ha segnato com'è andata una verifica a campione")),
    "ripensa": Passo((), None, _UFFICIO, _("Ha tolto una decisione non ancora comunicata")),
    "ammetti": Passo(_INVIATA, StatoDomanda.AMMESSA, _COMUNICA, _("La domanda è ammessa alla valutazione")),
    "escludi": Passo(_INVIATA, StatoDomanda.ESCLUSA, _COMUNICA, _("La domanda è esclusa"), motivo=True),
    "chiedi_integrazione": Passo(
        _INVIATA, StatoDomanda.INTEGRAZIONE, _COMUNICA, _("È stato chiesto di completare la domanda")
    ),
    "preavvisa": Passo(_INVIATA, StatoDomanda.PREAVVISO, _COMUNICA, _("È stata annunciata l'esclusione"), motivo=True),
    "risponde_all_ufficio": Passo(
        ASPETTANO_IL_GRUPPO, StatoDomanda.INVIATA, "thinktown.invia_domanda", _("Ha risposto all'ufficio")
    ),
    "scade": Passo(ASPETTANO_IL_GRUPPO, StatoDomanda.INVIATA, _COMUNICA, _("È passato il termine per rispondere")),
    "oscura": Passo(
        (StatoDomanda.AMMESSA,), None, "thinktown.oscura_file", _("Ha preparato una copia senza nomi di un file")
    ),
    "toglie_copia": Passo(
        (StatoDomanda.AMMESSA,), None, "thinktown.oscura_file", _("Ha tolto una copia senza nomi di un file")
    ),
    "riesamina": Passo(
        DECISE, StatoDomanda.INVIATA, "thinktown.riapre_controllo", _("Ha riaperto il controllo"), motivo=True
    ),
}


class RuoloComponente(models.TextChoices):
    REFERENTE = "referente", _("Parla per il gruppo, e invia")
    SCRIVE = "scrive", _("Scrive la domanda")
    LEGGE = "legge", _("Legge la domanda")


class StatoComponente(models.TextChoices):
    INVITATO = "invitato", _("Non ha ancora risposto")
    DENTRO = "dentro", _("Fa parte del gruppo")
    CONFERMATO = "confermato", _("Ha confermato")
    RIFIUTATO = "rifiutato", _("Ha detto di no")
    TOLTO = "tolto", _("Non ne fa più parte")
