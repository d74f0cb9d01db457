"""Bring the index of the search up to date: the job does it every five minutes, this does it now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from talenti.portale.indice import indicizza, rifai


class Command(BaseCommand):
    help = "Goes over every public card and writes what search does not know yet. Doing it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--da-capo", action="store_true", help="makes the index again from nothing")

    def handle(self, *args: Any, da_capo: bool, **options: Any) -> None:
        conto = rifai() if da_capo else indicizza()
        self.stdout.write(f"Ricerca: schede scritte {conto.scritte}, tolte {conto.tolte}.")
