from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from talenti.base.exceptions import ErroreDiDominio
from talenti.base.permissions import Sistema
from talenti.luoghi.models import Comune
from talenti.rete.actions import istituisci_capofila
from talenti.rete.enums import Tipo


class Command(BaseCommand):
    help = "Found the network: its lead partner, run by somebody who has an account already. Once, after installing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("nome", help="name of the lead partner")
        parser.add_argument("comune", help="name, ISTAT or Belfiore code of its comune")
        parser.add_argument("email", help="e-mail of the account that will administer and coordinate")
        parser.add_argument("--tipo", choices=Tipo.values, default=Tipo.ENTE_PUBBLICO)

    def handle(self, *args: Any, nome: str, comune: str, email: str, tipo: str, **options: Any) -> None:
        dove = Comune.objects.attivi().da_testo(comune).first()
        if dove is None:
            raise CommandError(f"Non conosco il comune «{comune}».")
        persona = get_user_model()._default_manager.filter(email__iexact=email, is_active=True).first()
        if persona is None:
            raise CommandError(f"Nessun account ha l'email {email}: prima registrati dal portale.")
        try:
            partner = istituisci_capofila(
                tipo=tipo, nome=nome, comune=dove, persona=persona, da=Sistema("installazione")
            )
        except ErroreDiDominio as errore:
            raise CommandError(str(errore.frase)) from errore
        self.stdout.write(f"{partner} guida la rete. La coordina {persona}.")
