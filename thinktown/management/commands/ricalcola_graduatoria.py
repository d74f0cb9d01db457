"""Compute a ranking again from what it was computed from: the same inputs must give the same fingerprints.

Exit 0 and one line for each version when everything is as it was written, exit 1 and one line for each fault otherwise.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError, CommandParser

from talenti.base.exceptions import ErroreDiDominio
from thinktown.graduatoria import canonico
from thinktown.graduatoria.calcola import graduatoria
from thinktown.graduatoria.dati import Ingressi
from thinktown.models import Bando, Graduatoria


class Command(BaseCommand):
    help = "Ricalcola una graduatoria dai suoi dati, e controlla che le impronte siano le stesse."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bando", nargs="?", help="indirizzo o codice del bando")
        parser.add_argument("--versione", type=int, metavar="N", help="solo questa versione: senza, tutte")
        parser.add_argument("--file", type=Path, help="i dati scaricati dal portale: scrive le due impronte")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"]:
            self._dal_file(options["file"])
            return
        guasti = [guasto for una in self._versioni(options) for guasto in self._una(una)]
        if guasti:
            raise CommandError("\n".join(guasti))

    def _dal_file(self, file: Path) -> None:
        try:
            letti = canonico.leggi_ingressi(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, msgspec.ValidationError) as errore:
            raise CommandError(f"Il file non contiene i dati di una graduatoria: {errore}") from errore
        try:
            risultato = graduatoria(letti)
        except ErroreDiDominio as errore:
            raise CommandError(str(errore.frase)) from errore
        self.stdout.write(f"dati      {canonico.impronta_ingressi(letti)}")
        self.stdout.write(f"risultato {canonico.impronta_risultato(risultato)}")

    def _versioni(self, options: dict[str, Any]) -> Iterable[Graduatoria]:
        chiave = options["bando"]
        if not chiave:
            raise CommandError("Di' quale bando, oppure --file con i dati scaricati.")
        bando = Bando.objects.filter(slug=chiave).first() or Bando.objects.filter(codice=chiave).first()
        if bando is None:
            raise CommandError(f"Il bando «{chiave}» non c'è.")
        versioni = bando.graduatorie.select_related("bando").order_by("n")
        if options["versione"]:
            versioni = versioni.filter(n=options["versione"])
        trovate = list(versioni)
        if not trovate:
            raise CommandError("Questa graduatoria non è ancora uscita.")
        return trovate

    def _una(self, una: Graduatoria) -> Iterator[str]:
        """What is not as it was written; nothing, and a line of its own, where all is."""
        dove = f"Versione {una.n}"
        try:
            letti = canonico.leggi_ingressi(una.ingressi)
            risultato = graduatoria(letti)
        except (ValueError, msgspec.ValidationError, ErroreDiDominio) as errore:
            yield f"{dove}: dai suoi dati non si ricalcola ({errore})."
            return
        guasti = list(_diverse(una, letti, canonico.impronta_risultato(risultato)))
        yield from (f"{dove}: {guasto}" for guasto in guasti)
        if not guasti:
            self.stdout.write(f"{dove}: le impronte sono le stesse. {una.impronta_risultato}")


def _diverse(una: Graduatoria, letti: Ingressi, risultato: str) -> Iterator[str]:
    if canonico.impronta_ingressi(letti) != una.impronta_ingressi:
        yield "i dati non sono quelli di cui è scritta l'impronta."
    if risultato != una.impronta_risultato:
        yield "il risultato non è quello di cui è scritta l'impronta."
    scritte = {riga["codice"]: riga["posizione"] for riga in json.loads(una.risultato)["righe"]}
    righe = dict(una.righe.values_list("domanda__codice", "posizione"))
    if righe != scritte:
        yield "le righe della pagina non sono quelle del risultato."
