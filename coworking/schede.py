"""What the room puts in the registries: menu, public cards, doors of partners, desks, timeline, personal data."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coworking.actions import annulla_tutte, dimentica, revoca_tutte
from coworking.enums import TIENE_IL_POSTO, Stato, StatoSpazio
from coworking.models import Foto, Prenotazione, Spazio
from coworking.models.spazi import SpazioQuerySet
from coworking.queries import assegnazioni
from talenti.base.clock import adesso
from talenti.base.exceptions import Frase
from talenti.base.memoria import un_minuto
from talenti.base.permissions import concesso, oggetti_con
from talenti.base.registries import (
    Cartella,
    Conservazione,
    Cosa,
    DatiPersonali,
    InAttesaInUfficio,
    Scheda,
    Scrivania,
    TipoDiScheda,
    VoceDiMenu,
)
from talenti.portale.registri import Passo, Porta, VoceArea
from talenti.rete.azioni import PortaPartner
from talenti.rete.models import Partner


@un_minuto
def quanti() -> dict[str, int]:
    """Spaces that may be booked, and in how many comuni: menu and home ask it together, a minute more or less."""
    return Spazio.objects.pubblicati().aggregate(spazi=Count("pk"), comuni=Count("comune", distinct=True))


MENU = VoceDiMenu(gettext_lazy("Spazi"), "coworking:elenco", ordine=10, visibile=lambda: quanti()["spazi"] > 0)
NELL_AREA = VoceArea(gettext_lazy("Prenotazioni"), "coworking:mie", 10)
# What one did and where is forgotten after so long: figures do not need names.
ANNI_PRENOTAZIONI = 2


def _scheda(spazio: Spazio) -> Scheda:
    return Scheda(
        titolo=spazio.nome,
        url=spazio.get_absolute_url(),
        tipo=_("Spazi"),
        sommario=spazio.in_una_frase,
        aggiornata_il=spazio.aggiornato_il,
        testo=" · ".join(
            filter(None, (str(spazio.comune or ""), spazio.partner.nome, spazio.get_tipo_display(), spazio.descrizione))
        ),
    )


def pubblici() -> SpazioQuerySet:
    di_ognuno = (
        "nome",
        "slug",
        "tipo",
        "in_una_frase",
        "descrizione",
        "aggiornato_il",
        "comune__nome",
        "partner__nome",
    )
    return Spazio.objects.pubblicati().per_elenco().only(*di_ognuno)


SPAZI = TipoDiScheda(chiave="spazi", etichetta=gettext_lazy("Spazi"), pubblici=pubblici, scheda=_scheda)
# The acts after which search must find other words: of the space, and of its host.
CAMBIA_LA_SCHEDA = ("pubblica", "modifica", "sospendi", "riapri", "ritira", "riprendi")


def porte(partner: Partner) -> Iterator[PortaPartner]:
    """What the partner's page says of its places."""
    spazi = list(Spazio.objects.pubblicati().filter(partner=partner).order_by("pk"))
    if spazi:
        fatto = ngettext("%(n)s spazio da prenotare", "%(n)s spazi da prenotare", len(spazi)) % {"n": len(spazi)}
        url = spazi[0].get_absolute_url() if len(spazi) == 1 else f"{reverse('coworking:elenco')}?di={partner.slug}"
        yield PortaPartner("coworking", fatto, url)


def porta() -> Porta | None:
    """The door of the home, with a fact that is true now."""
    conti = quanti()
    if not conti["spazi"]:
        return None
    fatto = ngettext("%(n)s spazio in %(comuni)s comuni", "%(n)s spazi in %(comuni)s comuni", conti["spazi"])
    return Porta(
        titolo=_("Spazi"),
        url=reverse("coworking:elenco"),
        fatto=fatto % {"n": conti["spazi"], "comuni": conti["comuni"]},
        ordine=10,
        icona="luogo",
        principale=_("Trova un posto"),
    )


def passi(pubblico: str) -> Iterator[Passo]:
    """What one may begin with: a place to work for who looks for one."""
    if pubblico == "lavoro" and Spazio.objects.pubblicati().exists():
        spiega = _("Scrivanie, stanze e laboratori da prenotare, quasi sempre gratis.")
        yield Passo(_("Trova un posto dove lavorare"), reverse("coworking:elenco"), spiega, ordine=10)


def scrivanie(persona: Any) -> Iterator[Scrivania]:
    """The partners in whose places one hosts, each with the requests that wait."""
    aspettano = Count(
        "spazi__prenotazioni",
        filter=Q(
            spazi__prenotazioni__stato=Stato.RICHIESTA,
            spazi__prenotazioni__scade_il__gt=adesso(),
            spazi__prenotazioni__attende_tutore=False,
        ),
    )
    miei = oggetti_con(persona, "coworking.ospita", Partner) if persona.is_staff else Partner.objects.none()
    for partner in miei.filter(spazi__isnull=False).annotate(aspettano=aspettano).distinct():
        yield Scrivania(
            etichetta=_("I posti di %(nome)s") % {"nome": partner},
            url=reverse("coworking:ospita", args=[partner.slug]),
            da_fare=partner.aspettano,
        )


def linea(persona: Any) -> Iterator[Cosa]:
    """One's own bookings to come, and the requests that wait for one's answer."""
    mie = Prenotazione.objects.filter(persona=persona, stato__in=TIENE_IL_POSTO, al__gt=adesso())
    for p in mie.select_related("spazio__partner", "spazio__comune").order_by("dal")[:20]:
        testo = _("%(spazio)s, %(comune)s") % {"spazio": p.spazio, "comune": p.spazio.comune}
        if p.stato == Stato.CONFERMATA:
            yield Cosa("prossimo", testo, p.get_absolute_url(), quando=p.dal)
        elif not p.scaduta:
            chi = _("chi risponde di te") if p.attende_tutore else p.spazio.partner.nome
            di_chi = _("Risponde %(chi)s") % {"chi": chi}
            yield Cosa("in_attesa", testo, p.get_absolute_url(), entro=p.scade_il, di_chi=di_chi)
    yield from _da_rispondere(persona)


def _da_rispondere(persona: Any) -> Iterator[Cosa]:
    if not persona.is_staff:
        return
    richieste = Prenotazione.objects.ospitate_da(persona).filter(
        stato=Stato.RICHIESTA, scade_il__gt=adesso(), attende_tutore=False
    )
    for p in richieste.select_related("spazio__partner", "persona").order_by("scade_il")[:20]:
        yield Cosa(
            "da_fare",
            _("Rispondi a %(chi)s: %(spazio)s") % {"chi": p.persona, "spazio": p.spazio},
            reverse("coworking:ospita", args=[p.spazio.partner.slug]),
            azione=_("Rispondi"),
            entro=p.scade_il,
        )


def in_ufficio(persona: Any) -> Iterator[InAttesaInUfficio]:
    """Spaces that wait for the lead."""
    if not concesso(persona, "coworking.esamina_spazi"):
        return
    aspettano = Spazio.objects.filter(stato__in=(StatoSpazio.PROPOSTO, StatoSpazio.IN_ESAME)).order_by("proposto_il")
    prima = aspettano.first()
    yield InAttesaInUfficio(
        _("Spazi da esaminare"),
        f"{reverse('admin:coworking_spazio_changelist')}?stato__in=proposto,in_esame",
        aspettano.count(),
        prima.proposto_il if prima else None,
        azione=_("Apri l'elenco"),
    )


# ── What is held of a person ──────────────────────────────────────────────────────────────────────
def esporta(persona: Any) -> dict[str, Any]:
    righe = Prenotazione.objects.filter(persona=persona).select_related("spazio__partner").order_by("dal")
    return {
        "prenotazioni": [
            {
                "codice": p.codice,
                "spazio": p.spazio.nome,
                "chi_ospita": p.spazio.partner.nome,
                "dal": p.dal.isoformat(),
                "al": p.al.isoformat(),
                "persone": p.persone,
                "scopo": p.scopo,
                "stato": str(p.get_stato_display()),
            }
            for p in righe
        ],
        "posti_assegnati": [
            {
                "spazio": uno.postazione.spazio.nome,
                "posto": str(uno.postazione),
                "chi_ospita": uno.postazione.spazio.partner.nome,
                "dal": uno.dal.isoformat(),
                "al": uno.al.isoformat(),
                "atto": uno.motivo,
                "revocato_il": uno.tolto_il.isoformat() if uno.tolto_il else None,
            }
            for uno in assegnazioni().filter(persona=persona)
        ],
    }


def chiudi(persona: Any) -> list[Frase]:
    """Give back what is still held; the purposes written go."""
    annulla_tutte(persona)
    revoca_tutte(persona)
    dimentica(Prenotazione.objects.filter(persona=persona))
    if not Prenotazione.objects.filter(persona=persona).exists():
        return []
    return [
        _("Resta che un posto è stato usato, e quando, senza il tuo nome: serve a contare quanto si usano gli spazi.")
    ]


def cancella_scopi(ora: datetime) -> int:
    vecchie = Prenotazione.objects.exclude(scopo="").filter(al__lt=ora - timedelta(days=365 * ANNI_PRENOTAZIONI))
    return dimentica(vecchie)


DATI = DatiPersonali(
    chiave="coworking", etichetta=gettext_lazy("Prenotazioni di spazi"), esporta=esporta, chiudi=chiudi
)
CONSERVAZIONE = Conservazione(
    "coworking",
    gettext_lazy("Che cosa ci facevi, scritto in una prenotazione: 2 anni."),
    periodo=timedelta(days=365 * ANNI_PRENOTAZIONI),
    cancella=cancella_scopi,
)
CARTELLA = Cartella("coworking/foto", lambda: ((str(nome), "") for nome in Foto.objects.values_list("file", flat=True)))
