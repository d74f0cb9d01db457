"""Make the demonstration: real places and organisations, invented people."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from talenti.portale.demo.conti import CONTI, PASSWORD
from talenti.portale.demo.motore import DimostrazioneRifiutata, racconta


class Command(BaseCommand):
    help = "Riempie una base dati nuova con la dimostrazione. Rifarlo non cambia niente."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            racconto = racconta()
        except DimostrazioneRifiutata as errore:
            raise CommandError(str(errore.frase)) from errore
        if racconto.saltati:
            self.stdout.write(
                f"Chi ha provato la dimostrazione l'ha cambiata: ciò che ne dipende resta fuori ({racconto.saltati}). "
                "Per averla intera usa una cartella nuova: bin/demo --dati CARTELLA."
            )
        if not racconto.detti:
            self.stdout.write("La dimostrazione c'è già.")
            return
        self.stdout.write(f"Dimostrazione pronta: {racconto.detti} fatti. La password di tutti è {PASSWORD}")
        for conto in CONTI:
            self.stdout.write(f"  {conto.email:22} {conto.ruolo}")
