"""What the room of calls holds of a person: what she asked, and for how long it is kept."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.exceptions import Frase
from talenti.base.registries import Conservazione, DatiPersonali
from thinktown import dati_commissione, dati_graduatorie, dati_registri, dati_ufficio, posti
from thinktown.actions.aiuto import dimentica_richieste, lascia_richieste
from thinktown.actions.attese import dimentica_attese, lascia_attese
from thinktown.actions.chiarimenti import dimentica_chiarimenti, lascia_chiarimenti
from thinktown.actions.conservazione import (
    dimentica_bozze,
    lascia_domande,
    lascia_ufficio,
)
from thinktown.actions.tardive import dimentica_tardive
from thinktown.dichiarati import luogo
from thinktown.enums_dialogo import SI_TIENE
from thinktown.fatti import FUORI
from thinktown.models import (
    AttesaBando,
    Chiarimento,
    Componente,
    Domanda,
    RichiestaAiuto,
    RichiestaTardiva,
)
from thinktown.models.attese import ATTESE_SI_TENGONO
from thinktown.models.domande import BOZZE_SI_TENGONO
from thinktown.models.tardive import TARDIVE_SI_TENGONO
from thinktown.queries import risposte_di


def esporta(persona: Any) -> dict[str, Any]:
    return {
        "domande": _domande(persona),
        "chiarimenti": _chiarimenti(persona),
        "richieste_di_aiuto": _richieste(persona),
        "arrivate_tardi": _tardive(persona),
        "bandi_attesi": _attese(persona),
        **dati_ufficio.esporta(persona),
        **dati_registri.esporta(persona),
        **dati_commissione.esporta(persona),
    }


def _domande(persona: Any) -> list[dict[str, Any]]:
    """Those of whose group she is: what the group wrote, and what she did in it."""
    suoi = Componente.objects.attivi().filter(persona=persona).order_by("pk")
    suoi = suoi.select_related("domanda__bando", "domanda__sede", "residenza")
    return [
        {
            "codice": suo.domanda.codice,
            "bando": str(suo.domanda.bando),
            "stato": str(suo.domanda.get_stato_display()),
            "numero": suo.domanda.numero,
            "inviata_il": suo.domanda.inviata_il.isoformat() if suo.domanda.inviata_il else None,
            "ruolo": str(suo.get_ruolo_display()),
            "confermata_il": suo.confermato_il.isoformat() if suo.confermato_il else None,
            "su_di_te": _detti(suo),
            "organizzazione": _organizzazione(suo.domanda),
            "risposte": risposte_di(suo.domanda),
            "posti_scelti": _posti(suo.domanda),
            "messaggi": _messaggi(suo.domanda),
            "verifiche_a_campione": dati_ufficio.verifiche_di(suo.domanda),
            "copie_senza_nomi": dati_ufficio.copie_di(suo.domanda),
            "protocolli": dati_registri.protocolli(suo.domanda),
            "comunicazioni": _comunicazioni(suo.domanda),
            "letture_in_ufficio": _viste(suo.domanda),
            **dati_graduatorie.della_domanda(suo.domanda),
        }
        for suo in suoi
    ]


def _posti(domanda: Domanda) -> list[str]:
    """By name, in the order in which they stand in what is written: the codes alone say nothing."""
    quesito = domanda.bando.in_vigore.preferenze
    if quesito is None:
        return []
    nomi, date = posti.nomi(domanda.bando), risposte_di(domanda)
    return [nomi[codice] for codice in date.get(quesito.chiave) or () if codice in nomi]


def _detti(suo: Componente) -> dict[str, Any]:
    """What she said of herself for this application, and for which day: nobody else of the group has it in her copy."""
    return {
        "residenza": _luogo(suo, "residenza"),
        "residenza_al": suo.residenza_al.isoformat() if suo.residenza_al else None,
        "condizione_di_lavoro": str(suo.get_occupazione_display()) if suo.occupazione else None,
        "condizione_di_lavoro_al": suo.occupazione_al.isoformat() if suo.occupazione_al else None,
        "detto_il": suo.fatti_il.isoformat() if suo.fatti_il else None,
    }


def _organizzazione(domanda: Domanda) -> dict[str, Any]:
    return {
        "sede": _luogo(domanda, "sede"),
        "sede_al": domanda.sede_al.isoformat() if domanda.sede_al else None,
        "esiste_dal": domanda.costituita_il.isoformat() if domanda.costituita_il else None,
    }


def _luogo(di: Componente | Domanda, campo: str) -> str | None:
    dove = luogo(di, campo)
    return str(_("Fuori dalla provincia di Cremona") if dove == FUORI else dove) if dove else None


def _tardive(persona: Any) -> list[dict[str, Any]]:
    """What she asked for after a closing, and was refused."""
    return [
        {
            "bando": str(una.bando),
            "che_cosa": str(una.get_che_cosa_display()),
            "quante": una.quante,
            "prima_il": una.prima_il.isoformat(),
            "ultima_il": una.ultima_il.isoformat(),
        }
        for una in RichiestaTardiva.objects.filter(persona=persona).select_related("bando").order_by("pk")
    ]


def _messaggi(domanda: Domanda) -> list[dict[str, Any]]:
    """What the group and the office wrote to each other, without who it was."""
    return [
        {
            "da": str(uno.get_lato_display()),
            "testo": uno.testo,
            "file": uno.file.nome if uno.file else "",
            "scritto_il": uno.scritto_il.isoformat(),
        }
        for uno in domanda.messaggi.select_related("file")
    ]


def _comunicazioni(domanda: Domanda) -> list[dict[str, Any]]:
    """What the office told and what the group answered: nothing of what may still be taken back, nobody's name."""
    detti = domanda.provvedimenti.comunicati().prefetch_related("voci__file").order_by("comunicato_il", "pk")
    return [
        {
            "che_cosa": str(uno.get_tipo_display()),
            "motivo": uno.motivo,
            "comunicato_il": _iso(uno.comunicato_il),
            "letto_il": _iso(uno.letto_il),
            "si_risponde_prima_di": _iso(uno.entro),
            "voci": [
                {"che_cosa": una.che_cosa, "risposta": una.testo, "file": una.file.nome if una.file else ""}
                for una in uno.voci.all()
            ],
            "risposto_il": _iso(uno.risposto_il),
        }
        for uno in detti
    ]


def _viste(domanda: Domanda) -> list[dict[str, Any]]:
    """When the office opened it, and not who it was."""
    return [
        {
            "che_cosa": _("un file") if una.file else _("la domanda"),
            "prima_il": _iso(una.prima_il),
            "ultima_il": _iso(una.ultima_il),
            "quante": una.quante,
        }
        for una in domanda.viste.all()
    ]


def _iso(istante: Any) -> str | None:
    return istante.isoformat() if istante else None


def _chiarimenti(persona: Any) -> list[dict[str, Any]]:
    righe = Chiarimento.objects.filter(persona=persona).select_related("bando").order_by("chiesto_il", "pk")
    return [
        {
            "codice": uno.codice,
            "bando": str(uno.bando),
            "testo": uno.testo,
            "chiesto_il": uno.chiesto_il.isoformat(),
            "stato": str(uno.get_stato_display()),
            "risposta": uno.risposta,
            "motivo": uno.motivo,
            "deciso_il": uno.deciso_il.isoformat() if uno.deciso_il else None,
        }
        for uno in righe
    ]


def _richieste(persona: Any) -> list[dict[str, Any]]:
    righe = RichiestaAiuto.objects.filter(persona=persona).select_related("bando", "partner")
    return [
        {
            "codice": una.codice,
            "bando": str(una.bando),
            "a_chi": str(una.partner),
            "testo": una.testo,
            "chiesta_il": una.chiesta_il.isoformat(),
            "stato": str(una.get_stato_display()),
            "risposta": una.risposta,
            "finita_il": una.finita_il.isoformat() if una.finita_il else None,
        }
        for una in righe.order_by("chiesta_il", "pk")
    ]


def _attese(persona: Any) -> list[dict[str, Any]]:
    righe = AttesaBando.objects.filter(persona=persona).per_elenco()
    return [{"bando": str(una.bando) if una.bando else None, "dal": una.creata_il.isoformat()} for una in righe]


def chiudi(persona: Any) -> list[Frase]:
    lascia_attese(persona)
    dati_ufficio.chiudi(persona)
    lascia_ufficio(persona)
    frasi = lascia_domande(persona)
    if lascia_chiarimenti(persona):
        frasi.append(_("Restano i chiarimenti pubblicati che avevi chiesto, senza il tuo nome: servono a tutti."))
    if lascia_richieste(persona):
        frasi.append(_("Resta che hai chiesto aiuto per un bando, e quando, senza il tuo nome e senza i testi."))
    return [*frasi, *dati_registri.chiudi(persona)]


DATI = DatiPersonali(
    chiave="thinktown",
    etichetta=gettext_lazy("Domande ai bandi, e che cosa chiedi su di loro"),
    esporta=esporta,
    chiudi=chiudi,
)

CONSERVAZIONI = dati_registri.CONSERVAZIONI | {
    "thinktown.bozze": Conservazione(
        "thinktown",
        gettext_lazy("Le domande che non hai inviato, con i messaggi su di loro: 6 mesi da quando il bando chiude."),
        periodo=BOZZE_SI_TENGONO,
        cancella=dimentica_bozze,
    ),
    "thinktown.domande": Conservazione(
        "thinktown",
        gettext_lazy(
            "Le domande inviate, con i messaggi su di loro, che cosa ha chiesto e deciso l'ufficio e che cosa si è "
            "risposto: finché la legge le vuole negli archivi dell'ente."
        ),
        resta=gettext_lazy("Sono atti di una procedura pubblica: li scarta l'ente, con le regole dei suoi archivi."),
    ),
    "thinktown.posti": Conservazione(
        "thinktown",
        gettext_lazy("I posti pubblicati, e in che ordine li vorrebbe chi fa domanda: come le domande inviate."),
        resta=gettext_lazy("Sono atti di una procedura pubblica: li scarta l'ente, con le regole dei suoi archivi."),
    ),
    "thinktown.tardive": Conservazione(
        "thinktown",
        gettext_lazy("Chi ha provato a scrivere o inviare dopo la scadenza, e quando: 1 anno dall'ultima volta."),
        periodo=TARDIVE_SI_TENGONO,
        cancella=dimentica_tardive,
    ),
    "thinktown.chiarimenti": Conservazione(
        "thinktown",
        gettext_lazy("Chi ha chiesto un chiarimento: 2 anni dopo la risposta, che resta pubblica senza nome."),
        periodo=SI_TIENE,
        cancella=dimentica_chiarimenti,
    ),
    "thinktown.aiuto": Conservazione(
        "thinktown",
        gettext_lazy("I testi delle richieste di aiuto: 2 anni da quando finiscono."),
        periodo=SI_TIENE,
        cancella=dimentica_richieste,
    ),
    "thinktown.attese": Conservazione(
        "thinktown",
        gettext_lazy("I bandi di cui aspetti un avviso: finché ti scriviamo o smetti, al massimo 2 anni."),
        periodo=ATTESE_SI_TENGONO,
        cancella=dimentica_attese,
    ),
    **dati_ufficio.CONSERVAZIONI,
    **dati_commissione.CONSERVAZIONI,
    **dati_graduatorie.CONSERVAZIONI,
}
