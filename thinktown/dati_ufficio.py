"""What the room holds of who works on calls, and of the applications that were drawn to be verified."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from talenti.base.registries import Conservazione
from thinktown.actions.deleghe import lascia_deleghe
from thinktown.actions.filtri import FILTRI_SI_TENGONO, dimentica_filtri
from thinktown.actions.viste import VISTE_SI_TENGONO, dimentica_viste
from thinktown.models import CopiaOscurata, Delega, Domanda, FiltroSalvato, VistaDomanda


def esporta(persona: Any) -> dict[str, Any]:
    return {
        "deleghe": _deleghe(persona),
        "filtri_salvati": [
            {"bando": str(uno.bando), "nome": uno.nome, "filtri": uno.parametri}
            for uno in FiltroSalvato.objects.filter(persona=persona).select_related("bando").order_by("pk")
        ],
        "domande_lette_in_ufficio": _viste(persona),
        "copie_senza_nomi": _copie(persona),
    }


def _deleghe(persona: Any) -> list[dict[str, Any]]:
    """Those that she gave, and those that she had: of the other person nothing."""
    sue = Delega.objects.filter(Q(incarico__persona=persona) | Q(a=persona)).select_related("incarico__bando")
    return [
        {
            "bando": str(una.incarico.bando),
            "ruolo": str(una.incarico.get_ruolo_display()),
            "data": una.incarico.persona_id == persona.pk,
            "dal": una.dal.isoformat(),
            "al": una.al.isoformat(),
            "tolta_il": una.tolta_il.isoformat() if una.tolta_il else None,
        }
        for una in sue.order_by("pk")
    ]


def _viste(persona: Any) -> list[dict[str, Any]]:
    """What she opened, by its code: nothing of what is written in it."""
    righe = VistaDomanda.objects.filter(persona=persona).select_related("domanda__bando").order_by("pk")
    return [
        {
            "domanda": una.domanda.codice,
            "bando": str(una.domanda.bando),
            "file": una.file,
            "quante": una.quante,
            "prima_il": una.prima_il.isoformat(),
            "ultima_il": una.ultima_il.isoformat(),
        }
        for una in righe
    ]


def verifiche_di(domanda: Domanda) -> list[dict[str, Any]]:
    """For who is in its group: that it was drawn, and what was found. The office's words may be about somebody else."""
    return [
        {
            "estratta_il": una.campione.estratto_il.isoformat(),
            "esito": str(una.get_esito_display()) if una.esito else None,
            "verificata_il": una.verificata_il.isoformat() if una.verificata_il else None,
        }
        for una in domanda.verifiche.select_related("campione").order_by("pk")
    ]


def copie_di(domanda: Domanda) -> list[dict[str, Any]]:
    """For who is in its group: of which files the office made copies without names, and until when they served."""
    return [
        {
            "file": una.originale.nome,
            "sha256": una.file.sha256,
            "preparata_il": una.fornita_il.isoformat(),
            "tolta_il": una.tolta_il.isoformat() if una.tolta_il else None,
        }
        for una in domanda.copie_oscurate.select_related("originale", "file").order_by("pk")
    ]


def _copie(persona: Any) -> list[dict[str, Any]]:
    """Those that she prepared or removed, by the code of the application."""
    sue = CopiaOscurata.objects.filter(Q(da=persona) | Q(tolta_da=persona)).select_related("domanda").order_by("pk")
    return [
        {
            "domanda": una.domanda.codice,
            "preparata_il": una.fornita_il.isoformat() if una.da_id == persona.pk else None,
            "tolta_il": una.tolta_il.isoformat() if una.tolta_il and una.tolta_da_id == persona.pk else None,
        }
        for una in sue
    ]


def chiudi(persona: Any) -> None:
    """Her filters are of use to nobody else; what was left to her goes back to who left it."""
    FiltroSalvato.objects.filter(persona=persona).delete()
    lascia_deleghe(persona)


CONSERVAZIONI = {
    "thinktown.istruttoria": Conservazione(
        "thinktown",
        gettext_lazy(
            "Chi in ufficio controlla, verifica, prepara copie senza nomi o sostituisce un'altra persona in un bando: "
            "finché la legge vuole le domande negli archivi dell'ente."
        ),
        resta=gettext_lazy("Sono atti di una procedura pubblica: li scarta l'ente, con le regole dei suoi archivi."),
    ),
    "thinktown.viste": Conservazione(
        "thinktown",
        gettext_lazy("Chi in ufficio o in commissione ha aperto una domanda o un suo file: 2 anni dall'ultima volta."),
        periodo=VISTE_SI_TENGONO,
        cancella=dimentica_viste,
    ),
    "thinktown.filtri": Conservazione(
        "thinktown",
        gettext_lazy(
            "I filtri che salvi sulle domande di un bando: finché li togli, al massimo 1 anno dalla chiusura."
        ),
        periodo=FILTRI_SI_TENGONO,
        cancella=dimentica_filtri,
    ),
}
