from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from talenti.rete.proiezione import sincronizza


class Command(BaseCommand):
    help = "Rebuild groups and grants from roles and memberships; writes nothing when they are right."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            sincronizza()
        self.stdout.write("Permessi in linea con i ruoli.")
