"""A space in words for its host and for the lead: the parts with what is missing, everything written, the preview."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coworking.enums import StatoSpazio
from coworking.forms.spazio import PARTI
from coworking.mancanze import che_cosa_manca
from coworking.models import Accessibilita, DotazioneSpazio, Spazio
from coworking.models.orari import Giorno
from coworking.queries import regole_in_vigore
from talenti.luoghi.mappa import Punto


def voci_delle_parti(spazio: Spazio) -> list[dict[str, Any]]:
    """The parts as a list of links, each with what is left to do in it."""
    bozza = spazio.stato == StatoSpazio.BOZZA
    mancano = {manca.parte for manca in che_cosa_manca(spazio)} if bozza else set()
    vuote = {
        "accessibilita": bozza and not spazio.accessibilita.exists(),
        "regole": bozza and regole_in_vigore(spazio) is None,
    }
    voci = [
        {
            "nome": titolo,
            "url": reverse("coworking:spazio_parte", args=[spazio.partner.slug, spazio.codice, chiave]),
            **_stato(manca=chiave in mancano, vuota=vuote.get(chiave, False), bozza=bozza),
        }
        for chiave, (titolo, _form) in PARTI.items()
    ]
    quante = spazio.foto.count()
    foto = {
        "nome": _("Foto"),
        "url": reverse("coworking:spazio_foto", args=[spazio.partner.slug, spazio.codice]),
        "nota": _("Quante ce ne sono: %(n)s.") % {"n": quante} if quante else _("Ancora nessuna: se vuoi, aggiungile."),
    }
    return [*voci, foto]


def _stato(*, manca: bool, vuota: bool, bozza: bool) -> dict[str, str]:
    if manca:
        return {"stato": _("Da finire"), "tono": "warn"}
    if vuota:
        return {"stato": "", "nota": _("Ancora niente: se vuoi, scrivi qui.")}
    return {"stato": _("Fatto") if bozza else "", "tono": "fatto"}


def contesto_anteprima(
    spazio: Spazio,
    *,
    campi: Mapping[str, Any] | None = None,
    dotazioni: Sequence[str] | None = None,
    accessibilita: Mapping[str, tuple[str, str]] | None = None,
) -> dict[str, Any]:
    """What the public page's template needs, with what is not saved yet in place of what is."""
    mostrato = Spazio.objects.select_related("comune", "partner__comune").get(pk=spazio.pk)
    for nome, valore in (campi or {}).items():
        setattr(mostrato, nome, valore)
    voci, gradi = list(mostrato.dotazioni.all()), list(mostrato.accessibilita.all())
    if dotazioni is not None:
        voci = [DotazioneSpazio(voce=voce) for voce in sorted(dotazioni)]
    if accessibilita is not None:
        gradi = [Accessibilita(aspetto=a, grado=g, nota=n) for a, (g, n) in accessibilita.items() if g]
    return {
        "spazio": mostrato,
        "anteprima": True,
        "griglia": None,
        "foto": list(mostrato.foto.all()),
        "dotazioni": voci,
        "accessibilita": gradi,
        "regole": regole_in_vigore(mostrato),
        "punti": [Punto(mostrato.comune, 1, mostrato.comune.nome)] if mostrato.comune else [],
        "orari": orari_in_parole(mostrato),
        "torna": reverse("coworking:mio_spazio", args=[spazio.partner.slug, spazio.codice]),
    }


def orari_in_parole(spazio: Spazio) -> list[tuple[str, str]]:
    """ "Lunedì", "9:00–13:00, 14:00–18:00": the space's own week as it is now."""
    del_giorno: dict[int, list[str]] = {}
    for orario in spazio.orari.filter(al__isnull=True).order_by("giorno", "dalle"):
        finestra = f"{orario.dalle.hour}:{orario.dalle:%M}–{orario.alle.hour}:{orario.alle:%M}"
        del_giorno.setdefault(orario.giorno, []).append(finestra)
    return [(str(Giorno(giorno).label).capitalize(), ", ".join(finestre)) for giorno, finestre in del_giorno.items()]


def righe_dello_spazio(spazio: Spazio) -> list[dict[str, Any]]:
    """Everything that was proposed, as the lead reads it."""
    regole, politica = regole_in_vigore(spazio), spazio.politica
    ore = politica.preavviso // timedelta(hours=1)
    conferma = _("chi ospita risponde a ogni richiesta") if politica.conferma else _("confermato subito")
    gradi = [
        f"{uno.get_aspetto_display()}: {uno.get_grado_display()}{f'. {uno.nota}' if uno.nota else ''}"
        for uno in spazio.accessibilita.all()
    ]
    coppie = [
        (_("Chi ospita"), spazio.partner.nome),
        (_("Che cos'è"), spazio.get_tipo_display()),
        (_("Come si prenota"), spazio.get_vendita_display()),
        (_("Quanti posti"), spazio.capienza),
        (_("Dove"), f"{spazio.indirizzo}, {spazio.comune}"),
        (_("Punto sulla mappa"), f"{spazio.lat}, {spazio.lon}"),
        (_("Come si arriva e a chi si suona"), spazio.come_arrivare),
        (_("In una frase"), spazio.in_una_frase),
        (_("Com'è"), spazio.descrizione),
        (_("Che cosa c'è"), ", ".join(uno.get_voce_display() for uno in spazio.dotazioni.all())),
        (_("Che cosa vuole condividere"), spazio.condivide),
        (_("Va bene per chi"), "\n".join(gradi)),
        (_("Prezzo"), spazio.prezzo_in_parole),
        (_("Risposta"), conferma),
        (_("Preavviso"), ngettext("%(n)s ora", "%(n)s ore", ore) % {"n": ore}),
        (_("Età minima"), politica.eta_minima),
        (_("Quando è aperto"), "\n".join(f"{giorno}: {ore}" for giorno, ore in orari_in_parole(spazio))),
        (_("Regole della casa"), regole.testo if regole else ""),
    ]
    return [{"voce": voce, "valore": valore} for voce, valore in coppie]
