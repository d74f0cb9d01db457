"""Do a draw again: exit 0 and what came out when it agrees, exit 1 and what does not otherwise."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from thinktown.campioni import Confronto, registrato, ricalcola
from thinktown.models import Campione


class Command(BaseCommand):
    help = "Rifà un'estrazione a campione, dal seme e dall'elenco registrati, e la confronta con quella di allora."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bando", help="il codice del bando, o l'ultima parte dell'indirizzo della sua pagina")
        parser.add_argument("n", type=int, help="il numero del campione: 1 è il primo")

    def handle(self, *args: Any, **options: Any) -> None:
        quale = Q(bando__codice=options["bando"]) | Q(bando__slug=options["bando"])
        campione = Campione.objects.filter(quale, n=options["n"]).select_related("bando").first()
        if campione is None:
            raise CommandError(f"Il bando «{options['bando']}» non ha un campione numero {options['n']}.")
        detto = registrato(campione)
        if detto is None:
            raise CommandError("Nel registro degli atti l'elenco di questo campione non c'è più.")
        confronto = ricalcola(campione, detto)
        for guasto in _guasti(confronto):
            self.stdout.write(guasto)
        if not confronto.torna:
            raise CommandError("Il campione non torna.")
        self.stdout.write(f"Il campione torna: {len(confronto.rifatte)} domande su {campione.quante}.")
        for codice in confronto.rifatte:
            self.stdout.write(codice)


def _guasti(confronto: Confronto) -> list[str]:
    guasti = []
    if not confronto.elenco_intatto:
        guasti.append("L'elenco del registro non ha l'impronta scritta nel campione.")
    if not confronto.del_bando:
        guasti.append("Nell'elenco c'è una domanda che non è di questo bando.")
    mancano = [codice for codice in confronto.rifatte if codice not in confronto.segnate]
    di_troppo = [codice for codice in confronto.segnate if codice not in confronto.rifatte]
    guasti += [f"{codice}: esce, e fra le estratte non c'è" for codice in mancano]
    guasti += [f"{codice}: è fra le estratte, e non esce" for codice in di_troppo]
    if not guasti and not confronto.torna:
        guasti.append("Le domande sono le stesse, ma escono in un altro ordine.")
    return guasti
