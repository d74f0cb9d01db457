"""Calls, the applications that answer them, and what people ask about them."""

from thinktown.models.accessi import Controinteressato, RichiestaAccesso
from thinktown.models.attese import AttesaBando
from thinktown.models.bandi import AttoBando, Bando, BandoQuerySet, FinestraBando, Incarico, VersioneBando
from thinktown.models.benefici import Beneficio
from thinktown.models.campioni import Campione, VerificaCampione
from thinktown.models.commissione import (
    CodiceCieco,
    Commissario,
    Commissione,
    DichiarazioneConflitto,
    FaseValutazione,
    Supplenza,
)
from thinktown.models.copie import CopiaOscurata
from thinktown.models.dialogo import Chiarimento, RichiestaAiuto
from thinktown.models.domande import (
    AmmissioneTardiva,
    Componente,
    DichiarazioneResa,
    Domanda,
    DomandaQuerySet,
    Invio,
    Risposta,
    Salvataggio,
)
from thinktown.models.graduatorie import (
    Chiamata,
    EsitoSorteggio,
    Graduatoria,
    Osservazione,
    RigaGraduatoria,
    Sorteggio,
)
from thinktown.models.istruttoria import (
    Controllo,
    Delega,
    FiltroSalvato,
    Provvedimento,
    VistaDomanda,
    VoceRichiesta,
)
from thinktown.models.messaggi import MessaggioDomanda
from thinktown.models.offerte import Offerta, OffertaQuerySet, Preferenza
from thinktown.models.protocollo import Protocollazione
from thinktown.models.schede import Scheda, Voto
from thinktown.models.sedute import (
    Discussione,
    FirmaVerbale,
    Presenza,
    PuntoConcordato,
    PuntoOrdine,
    Seduta,
    Verbale,
)
from thinktown.models.tardive import RichiestaTardiva

__all__ = [
    "AmmissioneTardiva",
    "AttesaBando",
    "AttoBando",
    "Bando",
    "BandoQuerySet",
    "Beneficio",
    "Campione",
    "Chiamata",
    "Chiarimento",
    "CodiceCieco",
    "Commissario",
    "Commissione",
    "Componente",
    "Controinteressato",
    "Controllo",
    "CopiaOscurata",
    "Delega",
    "DichiarazioneConflitto",
    "DichiarazioneResa",
    "Discussione",
    "Domanda",
    "DomandaQuerySet",
    "EsitoSorteggio",
    "FaseValutazione",
    "FiltroSalvato",
    "FinestraBando",
    "FirmaVerbale",
    "Graduatoria",
    "Incarico",
    "Invio",
    "MessaggioDomanda",
    "Offerta",
    "OffertaQuerySet",
    "Osservazione",
    "Preferenza",
    "Presenza",
    "Protocollazione",
    "Provvedimento",
    "PuntoConcordato",
    "PuntoOrdine",
    "RichiestaAccesso",
    "RichiestaAiuto",
    "RichiestaTardiva",
    "RigaGraduatoria",
    "Risposta",
    "Salvataggio",
    "Scheda",
    "Seduta",
    "Sorteggio",
    "Supplenza",
    "Verbale",
    "VerificaCampione",
    "VersioneBando",
    "VistaDomanda",
    "VoceRichiesta",
    "Voto",
]
