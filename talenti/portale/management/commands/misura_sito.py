"""Measure once whether the portal answers: for cron, where no Celery worker is kept alive."""

from typing import Any

from django.core.management.base import BaseCommand

from talenti.portale import interruzioni, sonda


class Command(BaseCommand):
    help = "Asks the portal for its health page and writes what follows in the log of interruptions. Once a minute."

    def handle(self, *args: Any, **options: Any) -> None:
        segno = sonda.prova()
        guasti = interruzioni.scrivi_guasti(interruzioni.misura(segno))
        self.stdout.write(f"Il sito: {segno or 'risponde'}. Risposte con errore: {guasti}.")
