"""What people are told of the articles that they write and review. Imported by RedazioneConfig.ready().

Each function runs once for every language of its readers, so plain gettext and reverse are right here.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redazione.actions.collegamenti import prova_collegamenti
from redazione.emails import TIPO
from redazione.models import Articolo, Collaborazione, Verifica
from redazione.queries import coordinano
from redazione.rules_articoli import RIVEDONO
from talenti.base.links import firma
from talenti.base.permissions import attore_in_parole
from talenti.base.templatetags.italiano import data_ora
from talenti.registro.annunci import Messaggio, avvisa, dopo

SCOPO_VERIFICA = "redazione.verifica"
Dati = dict[str, Any]


def _autori(articolo: Articolo, attore: str) -> Iterator[Any]:
    """Who writes it, but who has done it herself."""
    for autore in articolo.voce.autori.select_related("persona").order_by("ordine"):
        if attore_in_parole(autore.persona) != attore:
            yield autore.persona


def _rivedono(articolo: Articolo) -> Iterator[Any]:
    """Who may review it: the newsroom's reviewers, but who wrote in it."""
    sue = Collaborazione.objects.attive().filter(testata=articolo.testata_id, ruolo__in=RIVEDONO)
    scrive = {*articolo.voce.autori.values_list("persona", flat=True), *articolo.revisioni.values_list("da", flat=True)}
    persone = get_user_model()._default_manager.filter(pk__in=sue.values("persona"))
    yield from persone.exclude(pk__in=scrive).order_by("pk")


@avvisa("redazione.articolo", "comincia")
def cominciato(t: Any, articolo: Articolo, _dati: Dati) -> Iterator[Messaggio]:
    for persona in _autori(articolo, t.attore):
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=_("L'articolo è cominciato"),
            testo=(
                _("Apri il testo e scrivi la tua parte: più persone possono scrivere insieme."),
                _("L'articolo: %(titolo)s. Prima che esca, conferma come vuoi firmarlo.") % {"titolo": articolo},
            ),
            azione=(_("Apri l'articolo"), articolo.url_scrivania),
        )


@avvisa("redazione.articolo", "manda")
def da_rivedere(_t: Any, articolo: Articolo, _dati: Dati) -> Iterator[Messaggio]:
    for persona in _rivedono(articolo):
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=_("Un articolo da rivedere"),
            testo=(_("Leggilo, e approvalo o rimandalo con le note: %(titolo)s.") % {"titolo": articolo},),
            azione=(_("Leggi l'articolo"), articolo.url_scrivania),
        )


@avvisa("redazione.articolo", "rimanda", "approva")
def rivisto(t: Any, articolo: Articolo, _dati: Dati) -> Iterator[Messaggio]:
    rimandato = t.verbo == "rimanda"
    oggetto = _("Un articolo da sistemare") if rimandato else _("Il tuo articolo è approvato")
    testo = (
        _("Chi l'ha riletto ha lasciato delle note. Sistemale e mandalo di nuovo: %(titolo)s.")
        if rimandato
        else _("Non devi fare niente. Chi coordina la redazione lo pubblica: %(titolo)s.")
    )
    for persona in _autori(articolo, t.attore):
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=oggetto,
            testo=(testo % {"titolo": articolo},),
            azione=(_("Apri l'articolo"), articolo.url_scrivania),
        )
    if rimandato:
        return
    autori = {uno.pk for uno in _autori(articolo, "")}
    for persona in coordinano(articolo.testata).exclude(pk__in=autori):
        if attore_in_parole(persona) != t.attore:
            yield Messaggio(
                persona=persona,
                tipo=TIPO,
                oggetto=_("Un articolo è pronto"),
                testo=(_("Scegli quando esce: %(titolo)s.") % {"titolo": articolo},),
                azione=(_("Apri l'articolo"), articolo.url_scrivania),
            )


@avvisa("redazione.articolo", "pubblica")
def pubblicato(t: Any, articolo: Articolo, dati: Dati) -> Iterator[Messaggio]:
    """Who wrote it; the first time, also who had the idea."""
    corretto = bool(dati.get("nota"))
    oggetto = _("La correzione è pubblicata") if corretto else _("Il tuo articolo esce")
    quando = _("Si legge dal %(quando)s.") % {"quando": data_ora(articolo.dal)}
    indirizzo = reverse("redazione:notizia", args=[articolo.slug])
    for persona in _autori(articolo, t.attore):
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=oggetto,
            testo=(_("Non devi fare niente."), f"{articolo}. {quando}"),
            azione=(_("Apri l'articolo"), articolo.url_scrivania),
        )
    idea = articolo.voce.idea
    scrivono = articolo.voce.autori.values_list("persona", flat=True)
    if corretto or idea is None or idea.da is None or idea.da_id in scrivono:
        return
    yield Messaggio(
        persona=idea.da,
        tipo=TIPO,
        oggetto=_("Dalla tua idea è nato un articolo"),
        testo=(_("Non devi fare niente."), f"{articolo}. {quando}"),
        azione=(_("Leggi l'articolo"), indirizzo),
    )


@avvisa("redazione.articolo", "ritira")
def ritirato(t: Any, articolo: Articolo, dati: Dati) -> Iterator[Messaggio]:
    for persona in _autori(articolo, t.attore):
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=_("Un tuo articolo è stato ritirato"),
            testo=(
                _("Non devi fare niente: quello che hai scritto resta nella tua scrivania."),
                _("Il motivo: %(motivo)s") % {"motivo": dati.get("motivo", "")},
            ),
            azione=(_("Apri l'articolo"), articolo.url_scrivania),
        )


@avvisa("redazione.articolo", "chiedi_verifica")
def da_verificare(_t: Any, articolo: Articolo, dati: Dati) -> Iterator[Messaggio]:
    """To somebody outside, who has no account: the link alone opens the page, and only that page."""
    verifica = Verifica.objects.get(pk=dati["verifica"])
    gettone = firma(SCOPO_VERIFICA, {"verifica": verifica.codice})
    ultimo = verifica.scade_il - timedelta(minutes=1)
    yield Messaggio(
        email=verifica.email,
        tipo=TIPO,
        oggetto=_("Ci aiuti a controllare un articolo?"),
        testo=(
            _("%(chi)s ti chiede di leggere un articolo prima che esca e di dirci se i fatti sono giusti.")
            % {"chi": articolo.testata},
            verifica.domanda,
            _("Puoi rispondere fino a %(quando)s. Non serve un account.") % {"quando": data_ora(ultimo)},
        ),
        azione=(_("Leggi e rispondi"), reverse("redazione:verifica", args=[gettone])),
    )


@avvisa("redazione.articolo", "verifica")
def verificato(_t: Any, articolo: Articolo, dati: Dati) -> Iterator[Messaggio]:
    verifica = Verifica.objects.select_related("chiesta_da").get(pk=dati["verifica"])
    yield Messaggio(
        persona=verifica.chiesta_da,
        tipo=TIPO,
        oggetto=_("È arrivata la risposta a una verifica dei fatti"),
        testo=(_("Leggi che cosa dice di: %(titolo)s.") % {"titolo": articolo},),
        azione=(_("Leggi la risposta"), articolo.url_scrivania),
    )


@dopo("redazione.articolo", "manda", lavoro=gettext_lazy("Prova dei collegamenti di un articolo"))
def prova_i_collegamenti(transizione: Any) -> None:
    """Who reviews finds which links do not answer."""
    articolo = Articolo.objects.select_related("bozza").filter(pk=transizione.oggetto_id).first()
    if articolo is not None:
        prova_collegamenti(articolo)
