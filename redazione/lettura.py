"""What readers find of the newsroom elsewhere: menu, public cards, home, audience pages, partners' pages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from redazione import emails_segnalazioni
from redazione.actions.segnalazioni import dimentica_segnalazioni
from redazione.enums import Tipo
from redazione.enums_lettura import IN_BREVE, TUTTE, Raccolta
from redazione.macchine import LINGUA
from redazione.models import Articolo
from redazione.notizie import ci_sono, con_per, della, elenco, url_elenco
from redazione.testo.estratti import solo_testo
from talenti.base import registries
from talenti.base.clock import adesso
from talenti.base.memoria import tieni
from talenti.base.registries import Conservazione, Scheda, TipoDiScheda, VoceDiMenu
from talenti.base.templatetags.italiano import data, numero
from talenti.portale import indice, registri
from talenti.portale.registri import Gruppo, Porta, Storia
from talenti.rete import azioni
from talenti.rete.azioni import DettoDi, Novita, PortaPartner
from talenti.rete.models import Partner

STORIE, PER_GRUPPO, DI_UN_PARTNER = 3, 3, 3
_DI_RECENTE = timedelta(days=30)
# Texts kept as plain words: a search judges sixty at most, the same ones often.
_TESTI_TENUTI = 1_000
# Imported for what they declare: whom each report of a reader is told to, and who answers it.
DICHIARANO = (emails_segnalazioni,)

MENU = VoceDiMenu(gettext_lazy("Notizie"), "redazione:notizie", ordine=60, visibile=ci_sono)


# ── Public cards ──────────────────────────────────────────────────────────────────────────────────
def _con_testo(righe: Any) -> Any:
    return righe.select_related("viva", "voce").prefetch_related("argomenti", "voce__autori")


def pubblici() -> Any:
    return _con_testo(Articolo.objects.pubblicati())


def attesi() -> Any:
    return _con_testo(Articolo.objects.attesi())


def _scheda(articolo: Articolo) -> Scheda:
    viva = articolo.viva
    if viva is None:  # of what is not public there is no card; the type does not know
        raise ValueError(articolo.codice)
    testo = tieni("redazione.testi", viva.pk, lambda: solo_testo(viva.html), quante=_TESTI_TENUTI)
    di_chi = [autore.firma for autore in articolo.voce.autori.all() if autore.confermata_il]
    argomenti = [argomento.nome for argomento in articolo.argomenti.all()]
    detto = [str(articolo.voce.get_tipo_display()), *argomenti, *di_chi]
    return _scheda_breve(articolo, f"{' · '.join(detto)}\n{testo}")


def _scheda_breve(articolo: Articolo, testo: str = "") -> Scheda:
    viva = articolo.viva
    return Scheda(
        titolo=viva.titolo if viva else "",
        url=articolo.get_absolute_url(),
        tipo=_("Notizie"),
        sommario=viva.sommario if viva else "",
        aggiornata_il=max(quando for quando in (articolo.dal, articolo.aggiornato_il) if quando),
        testo=testo,
    )


def senza_testo() -> Iterator[Scheda]:
    campi = ("slug", "dal", "aggiornato_il", "viva__titolo", "viva__sommario")
    righe = Articolo.objects.pubblicati().select_related("viva").only(*campi).order_by("-dal", "-pk")
    return (_scheda_breve(articolo) for articolo in righe.iterator())


NOTIZIE = TipoDiScheda(
    chiave="notizie",
    etichetta=gettext_lazy("Notizie"),
    pubblici=pubblici,
    scheda=_scheda,
    attesi=attesi,
    senza_testo=senza_testo,
)
# The acts after which search must find other words.
CAMBIA_LA_SCHEDA = ("pubblica", "programma", "ritira", "cura", "riapri", "firma")


# ── Home and audience pages ───────────────────────────────────────────────────────────────────────
def porta() -> Porta | None:
    """The door of the home, with a fact that is true now."""
    if not ci_sono():
        return None
    return Porta(titolo=_("Notizie"), url=reverse("redazione:notizie"), fatto=_fatto(), ordine=60, icona="avviso")


def _fatto() -> str:
    recenti = Q(dal__gt=adesso() - _DI_RECENTE)
    conti = Articolo.objects.pubblicati().aggregate(quante=Count("pk", filter=recenti), ultima=Max("dal"))
    if conti["quante"]:
        frase = ngettext("%(n)s uscita negli ultimi 30 giorni", "%(n)s uscite negli ultimi 30 giorni", conti["quante"])
        return frase % {"n": numero(conti["quante"])}
    return _("L'ultima: %(giorno)s") % {"giorno": data(conti["ultima"])}


def storie() -> Iterator[Storia]:
    """People and groups, the newest three."""
    if ci_sono():
        yield from _pezzi(elenco().filter(della(Raccolta.STORIE))[:STORIE])


def pezzi(pubblico: str) -> Iterator[Gruppo]:
    """What is selected for an audience, collection by collection; its links stay within it."""
    if not ci_sono():
        return
    for raccolta in Raccolta:
        righe = elenco().per(pubblico).filter(della(raccolta))[:PER_GRUPPO]
        tutti = (TUTTE[raccolta], url_elenco(per=pubblico, che_cosa=raccolta.value))
        yield Gruppo(raccolta.label, list(_pezzi(righe, per=pubblico)), tutti)


def _pezzi(righe: Any, *, per: str = "") -> Iterator[Storia]:
    for articolo in righe.prefetch_related(None):
        yield Storia(
            titolo=articolo.viva.titolo,
            url=con_per(articolo.get_absolute_url(), per),
            testo=articolo.viva.sommario,
            sopra=IN_BREVE[Tipo(articolo.voce.tipo)],
            lingua=LINGUA,
        )


# ── Partners' pages ───────────────────────────────────────────────────────────────────────────────
def porte(partner: Partner) -> Iterator[PortaPartner]:
    """Of who takes part in the newsroom: how many pieces speak of it."""
    quante = _di(partner).count() if ci_sono() else 0
    if quante:
        fatto = ngettext("%(n)s articolo ne parla", "%(n)s articoli ne parlano", quante) % {"n": numero(quante)}
        yield PortaPartner("redazione", fatto, url_elenco(di=partner.slug))


def detto_di(partner: Partner) -> DettoDi | None:
    """The newest pieces that speak of a partner."""
    righe = _di(partner).select_related("viva").defer("viva__html").order_by("-dal", "-pk") if ci_sono() else []
    novita = [
        Novita(uno.viva.titolo, uno.get_absolute_url(), uno.dal, LINGUA) for uno in righe[:DI_UN_PARTNER] if uno.viva
    ]
    return DettoDi(novita, (_("Tutti gli articoli che ne parlano"), url_elenco(di=partner.slug))) if novita else None


def _di(partner: Partner) -> Any:
    return Articolo.objects.pubblicati().filter(voce__riguardano__partner=partner)


# ── What is kept of who writes to us ──────────────────────────────────────────────────────────────
CONSERVAZIONE = Conservazione(
    "redazione",
    gettext_lazy("Chi segnala un errore, e che cosa scrive: un anno dalla risposta. Una replica pubblicata resta."),
    periodo=timedelta(days=365),
    cancella=dimentica_segnalazioni,
)


def registra() -> None:
    """Called once, when the portal starts."""
    registries.menu.aggiungi("notizie", MENU)
    registries.schede_pubbliche.aggiungi("notizie", NOTIZIE)
    registries.conservazioni.aggiungi("redazione.segnalazioni", CONSERVAZIONE)
    indice.segui("notizie", "redazione.articolo", *CAMBIA_LA_SCHEDA)
    indice.segui("notizie", "redazione.voce", "modifica", per="voce")
    registri.porte.aggiungi("redazione", porta)
    registri.storie.aggiungi("redazione", storie)
    registri.pezzi.aggiungi("redazione", pezzi)
    azioni.porte.aggiungi("redazione", porte)
    azioni.detto_di.aggiungi("redazione", detto_di)
