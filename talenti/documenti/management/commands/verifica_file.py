"""Verify the private files: exit 0 and one line when all are there, exit 1 and one line per fault otherwise."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from talenti.base.cartelle import difetti


class Command(BaseCommand):
    help = "Controlla i file privati: che ci siano tutti e che siano ancora quelli ricevuti."

    def handle(self, *args: Any, **options: Any) -> None:
        guasti = 0
        for guasto in difetti():
            self.stdout.write(guasto)
            guasti += 1
        if guasti:
            raise CommandError(f"L'archivio dei file non è intero. File da guardare: {guasti}.")
        self.stdout.write("L'archivio dei file è intero.")
