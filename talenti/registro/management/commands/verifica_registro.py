"""Verify the log: exit 0 and one line when whole, exit 1 and one line per fault otherwise."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from talenti.registro.models import Sigillo, Transizione
from talenti.registro.queries import verifica


class Command(BaseCommand):
    help = "Controlla il registro degli atti: catene, dettagli, sigilli e numeri."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--capo", metavar="N:IMPRONTA", help="un sigillo conservato altrove, da ritrovare identico")

    def handle(self, *args: Any, **options: Any) -> None:
        guasti = [*verifica(), *self._capo(options["capo"])]
        for guasto in guasti:
            self.stdout.write(guasto)
        if guasti:
            raise CommandError(f"Il registro non è intero. Righe da guardare: {len(guasti)}.")
        self.stdout.write(
            f"Il registro è intero: {Transizione.objects.count()} transizioni, {Sigillo.objects.count()} sigilli."
        )

    def _capo(self, capo: str | None) -> list[str]:
        if not capo:
            return []
        numero, _, impronta = capo.partition(":")
        if numero.isdecimal() and Sigillo.objects.filter(n=int(numero), impronta=impronta).exists():
            return []
        return [f"Sigillo {numero}: non è quello conservato altrove (registro tagliato o riscritto)"]
