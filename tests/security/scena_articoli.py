"""What the scene has of articles: one in each place of its way, written by ``redattrice``, read by ``revisora``.

``estraneo`` coordinates. In ``articolo_conteso`` she writes, too: a text of hers waits there to be put together.
"""

from typing import Any

from redazione.actions import articoli, pianifica, pubblicazione, revisione, testi, verifiche
from redazione.actions.piano import Detta
from redazione.emails_articoli import SCOPO_VERIFICA
from redazione.enums import Ruolo
from redazione.models import Argomento, Articolo, Testata
from talenti.base.links import firma
from tests.factories import redazione as di_redazione
from tests.factories.persone import PersonaFactory
from tests.factories.redazione_articoli import TESTO, scritto


def articoli_della_redazione(testata: Testata, persone: dict[str, Any]) -> dict[str, Any]:
    """The values of the rows on articles: their codes, and what else their addresses name."""
    persone["revisora"] = PersonaFactory(cognome="Revisora")
    di_redazione.collaborazione(testata, Ruolo.REVISORE, persona=persone["revisora"])
    usciti = {f"articolo_{stato}": _fino_a(testata, persone, stato) for stato in FINO_A}
    nota = usciti["articolo_rimandato"].note.get()
    verifica = verifiche.chiedi_verifica(
        usciti["articolo_in_revisione"],
        nome="Dott.ssa Perita",
        email="perita@example.org",
        domanda="Gli orari sono giusti?",
        da=persone["redattrice"],
    )
    Argomento.objects.create(nome="Lavoro", slug="lavoro")
    return (
        {nome: uno.codice for nome, uno in usciti.items()}
        | {"nota": nota.pk, "gettone_verifica": firma(SCOPO_VERIFICA, {"verifica": verifica.codice})}
        | _conteso(testata, persone)
    )


FINO_A = ("bozza", "in_revisione", "rimandato", "pronto", "pubblicato")


def _cominciato(testata: Testata, persone: dict[str, Any], titolo: str, *altre: Any) -> Articolo:
    autrici = [persone["redattrice"], *altre]
    detta = Detta(titolo=titolo, tipo="storia", autori=[uno.pk for uno in autrici])
    uno = articoli.comincia(pianifica(testata, detta, da=persone["estraneo"]), da=autrici[0])
    testi.salva(uno, scritto(titolo=titolo), base=1, da=autrici[0])
    return uno


def _fino_a(testata: Testata, persone: dict[str, Any], dove: str) -> Articolo:
    scrive, rivede = persone["redattrice"], persone["revisora"]
    uno = _cominciato(testata, persone, f"Un testo di Alfa: {dove}")
    articoli.firma(uno, str(scrive), da=scrive)
    if dove == "bozza":
        return uno
    revisione.manda(uno, letta=2, da=scrive)
    if dove == "rimandato":
        revisione.annota(uno, "Di quale mattina si parla?", brano="ogni mattina", letta=2, da=rivede)
        revisione.rimanda(uno, "", da=rivede)
    elif dove != "in_revisione":
        revisione.approva(uno, letta=2, da=rivede)
        if dove == "pubblicato":
            pubblicazione.pubblica(uno, da=persone["estraneo"])
    return uno


def _conteso(testata: Testata, persone: dict[str, Any]) -> dict[str, Any]:
    capo = persone["estraneo"]
    uno = _cominciato(testata, persone, "Un testo a quattro mani", capo)
    testi.salva(uno, scritto(html=TESTO.replace("alle nove", "alle otto")), base=2, da=persone["redattrice"])
    try:
        testi.salva(uno, scritto(html=TESTO.replace("alle nove", "alle dieci")), base=2, da=capo)
    except testi.PuntiContesi as errore:
        return {
            "articolo_conteso": uno.codice,
            "conteso_mia": errore.mia.n,
            "conteso_su": errore.attuale.n,
            "firma_di_chi_coordina": str(capo),
            "chi_coordina_pk": capo.pk,
        }
    raise AssertionError("the two texts do not meet")
