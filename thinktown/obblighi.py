"""What a call asks because of how it is signed and stamped: a part that the engine adds to those of the call.

A PDF signed by hand goes with the identity document of who signs (DPR 445/2000 art. 38); a stamp with its number (DPR
642/1972).
"""

from dataclasses import replace

from thinktown.definizione import Condizione, Definizione, Opzione, Parte, Quesito
from thinktown.enums import Bollo, Firma, TipoQuesito

FIRMA_E_BOLLO = "firma_e_bollo"
COME, MODULO, DOCUMENTO, MARCA = "come_si_firma", "modulo_firmato", "documento_identita", "marca_da_bollo"

# Said on the paper by being signed and stamped, not written on it.
DELLA_FIRMA = (COME, MODULO, DOCUMENTO, MARCA)

_FIRMA = (
    Quesito(
        chiave=COME,
        tipo=TipoQuesito.SCELTA,
        domanda="Come firma chi invia la domanda",
        opzioni=(
            Opzione(chiave="a_mano", nome="A mano, sul modulo stampato"),
            Opzione(chiave="digitale", nome="Con firma digitale, dentro il PDF"),
        ),
    ),
    Quesito(
        chiave=MODULO,
        tipo=TipoQuesito.FILE,
        domanda="Il modulo firmato",
        aiuto=(
            "Finite prima le altre parti. Poi scaricate il modulo da qui sopra: lo firma chi invia la domanda. Se dopo "
            "cambiate una risposta, va scaricato e firmato di nuovo."
        ),
        formati=("pdf",),
        massimo=10,
    ),
    Quesito(
        chiave=DOCUMENTO,
        tipo=TipoQuesito.FILE,
        domanda="Il documento di identità di chi firma",
        aiuto="Fronte e retro. Lo vuole la legge quando si firma a mano.",
        formati=("pdf", "jpeg", "png"),
        massimo=10,
        solo_se=Condizione(quesito=COME, valori=("a_mano",)),
    ),
)
_BOLLO = Quesito(
    chiave=MARCA,
    domanda="Il numero della marca da bollo da 16 €",
    aiuto="Sono 14 cifre, stampate sulla marca. Annullate la marca e tenetela: l'ufficio può chiedervela.",
    massimo=14,
)


def con_obblighi(detta: Definizione) -> Definizione:
    """The same call with that part last, where it is due; without it, where it is not."""
    parti = tuple(parte for parte in detta.parti if parte.chiave != FIRMA_E_BOLLO)
    quesiti = (
        *(_FIRMA if detta.chi.firma == Firma.PDF else ()),
        *((_BOLLO,) if detta.norme.bollo == Bollo.DOVUTO else ()),
    )
    if quesiti:
        titolo = "Firma e bollo" if len(quesiti) > len(_FIRMA) else "Firma" if quesiti[0].chiave == COME else "Bollo"
        parti = (*parti, Parte(chiave=FIRMA_E_BOLLO, titolo=titolo, quesiti=quesiti))
    return detta if parti == detta.parti else replace(detta, parti=parti)
