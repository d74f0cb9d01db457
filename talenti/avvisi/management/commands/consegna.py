"""Deliver once what is due: for cron, where no Celery worker is kept alive."""

from typing import Any

from django.core.management.base import BaseCommand

from talenti.avvisi import actions
from talenti.avvisi.capo import manda_capo_del_giorno
from talenti.registro.actions import annuncia, sigilla


class Command(BaseCommand):
    help = (
        "Announces the acts still owed to their subscribers, sends every notice due and seals what is open. "
        "Safe beside the worker and beside itself: each mail is claimed before it leaves."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        annunci = annuncia()
        manda_capo_del_giorno()
        partite = actions.spazza()
        sigilla()
        self.stdout.write(f"Annunci: {annunci}. Messaggi partiti: {partite}.")
