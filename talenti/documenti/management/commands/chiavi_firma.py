from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from talenti.documenti.actions import nuova_chiave
from talenti.documenti.models import ChiaveFirma


class Command(BaseCommand):
    help = "Mostra le chiavi che firmano i documenti; con --ruota ne mette in uso una nuova."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--ruota", action="store_true", help="ritira la chiave in uso e ne crea una nuova")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        if opzioni["ruota"]:
            nuova_chiave()
        for chiave in ChiaveFirma.objects.all():
            stato = f"ritirata il {chiave.ritirata_il:%Y-%m-%d %H:%M} UTC" if chiave.ritirata_il else "in uso"
            self.stdout.write(f"{chiave.kid}  creata il {chiave.creata_il:%Y-%m-%d %H:%M} UTC  {stato}")
