"""What several actions of the room need."""

from talenti.persone.models import Persona, RecuperoFattore, Tutela
from talenti.registro.actions import cancella_dettaglio
from talenti.registro.models import Transizione


def blocca(persona: Persona) -> None:
    """Hold the person's row until the transaction ends: what is counted or looked for of hers stays true."""
    Persona.objects.select_for_update(no_key=True).get(pk=persona.pk)


def cancella_dettagli(*oggetti: Persona | Tutela | RecuperoFattore) -> None:
    """Erase what the log says of these beside the bare acts: the chain stays whole."""
    for oggetto in oggetti:
        for transizione in Transizione.objects.di(oggetto):
            cancella_dettaglio(transizione)
