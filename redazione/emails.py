"""What people are told of the newsroom. Imported by RedazioneConfig.ready().

Each function runs once for every language of its readers, so plain gettext and reverse are right here.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redazione.actions.persone import invita
from redazione.enums import Ruolo, StatoCollaborazione
from redazione.models import Collaborazione, Idea, MesePiano, Voce
from redazione.queries import approvano, coordinano, la_testata, parlano_per
from talenti.avvisi.tipi import Tipo, dichiara
from talenti.base.exceptions import ErroreDiDominio
from talenti.base.permissions import Sistema, attore_in_parole
from talenti.base.templatetags.italiano import data
from talenti.registro.annunci import Messaggio, avvisa, dopo
from thinktown.models import Chiamata, Componente

TIPO = dichiara(
    Tipo(
        "redazione",
        gettext_lazy("Redazione"),
        gettext_lazy("Le idee che proponi, gli inviti in redazione, il piano delle uscite."),
    )
).chiave

Dati = dict[str, Any]


def _mese(piano: MesePiano) -> str:
    return date_format(piano.mese, "F Y")


# ── The people ────────────────────────────────────────────────────────────────────────────────────
@avvisa("redazione.collaborazione", "invita")
def invitata(_t: Any, collaborazione: Collaborazione, _dati: Dati) -> Iterator[Messaggio]:
    perche = (collaborazione.perche,) if collaborazione.perche else ()
    yield Messaggio(
        persona=collaborazione.persona,
        tipo=TIPO,
        oggetto=_("Ti invitano in redazione"),
        testo=(
            _("Apri l'invito e rispondi: si può dire di sì o di no."),
            *perche,
            _("La redazione: %(nome)s. Che cosa faresti: %(ruolo)s.")
            % {"nome": collaborazione.testata, "ruolo": collaborazione.get_ruolo_display()},
        ),
        azione=(_("Rispondi all'invito"), reverse("redazione:invito", args=[collaborazione.codice])),
    )


@avvisa("redazione.collaborazione", "entra", "declina", "lascia")
def risposta(t: Any, collaborazione: Collaborazione, _dati: Dati) -> Iterator[Messaggio]:
    frasi = {
        "entra": _("%(chi)s è in redazione"),
        "declina": _("%(chi)s non può entrare in redazione"),
        "lascia": _("%(chi)s ha lasciato la redazione"),
    }
    frase = frasi[t.verbo] % {"chi": collaborazione.persona} + "."
    if t.attore != attore_in_parole(collaborazione.persona):
        # Her account is being closed: her name goes with it.
        frase = _("Una persona ha chiuso il suo account: non è più fra chi lavora in redazione.")
    for persona in coordinano(collaborazione.testata).exclude(pk=collaborazione.persona_id):
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=_("Novità su chi lavora in redazione"),
            testo=(frase, _("Non devi fare niente.")),
            azione=(_("Guarda chi c'è in redazione"), reverse("redazione:persone")),
        )


@avvisa("redazione.collaborazione", "cambia_ruolo")
def altro_ruolo(_t: Any, collaborazione: Collaborazione, _dati: Dati) -> Iterator[Messaggio]:
    yield Messaggio(
        persona=collaborazione.persona,
        tipo=TIPO,
        oggetto=_("In redazione hai un altro ruolo"),
        testo=(
            _("Non devi fare niente."),
            _("Da oggi: %(ruolo)s.") % {"ruolo": collaborazione.get_ruolo_display()},
        ),
        azione=(_("Vai alla redazione"), reverse("redazione:scrivania")),
    )


@avvisa("redazione.collaborazione", "allontana")
def chiusa(t: Any, collaborazione: Collaborazione, dati: Dati) -> Iterator[Messaggio]:
    motivo = _("Il motivo: %(motivo)s") % {"motivo": dati.get("motivo", "")}
    era_dentro = t.da_stato == StatoCollaborazione.ATTIVA
    dentro = (
        _("Non fai più parte della redazione."),
        motivo,
        _("Quello che hai scritto resta tuo. Puoi sempre proporre idee."),
    )
    yield Messaggio(
        persona=collaborazione.persona,
        tipo=TIPO,
        oggetto=_("La collaborazione con la redazione è finita")
        if era_dentro
        else _("L'invito in redazione non vale più"),
        testo=dentro if era_dentro else (_("Non devi fare niente."), motivo, _("Puoi sempre proporre idee.")),
        azione=(_("Guarda le idee"), reverse("redazione:idee")),
    )


@dopo("thinktown.chiamata", "accetta", lavoro=gettext_lazy("Invito in redazione a chi un bando ha scelto"))
def scelta_da_un_bando(transizione: Any) -> None:
    """Whoever a call has chosen may join the newsroom (promise 2B6). Who is in already, or said no, is left alone."""
    testata = la_testata()
    chiamata = Chiamata.objects.select_related("bando").filter(pk=transizione.oggetto_id).first()
    if testata is None or chiamata is None:
        return
    perche = _("Un bando ha scelto il tuo gruppo: %(bando)s.") % {"bando": chiamata.bando}
    gruppo = Componente.objects.attivi().filter(domanda=chiamata.domanda_id).select_related("persona").order_by("pk")
    for uno in gruppo:
        if testata.collaborazioni.filter(persona=uno.persona).exists():
            continue
        try:
            invita(testata, uno.persona, ruolo=Ruolo.REDATTORE, da=Sistema("redazione"), perche=perche)
        except ErroreDiDominio:  # invited by somebody in this very moment
            continue


# ── Ideas ─────────────────────────────────────────────────────────────────────────────────────────
@avvisa("redazione.idea", "proponi")
def proposta(_t: Any, idea: Idea, _dati: Dati) -> Iterator[Messaggio]:
    """One mail until it has been looked at: who finds five of them has read of the first."""
    if Idea.objects.da_guardare().filter(testata=idea.testata).exclude(pk=idea.pk).exists():
        return
    for persona in coordinano(idea.testata).exclude(pk=idea.da_id):
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=_("Una nuova idea per la redazione"),
            testo=(_("Leggila e decidi se metterla nel piano."), idea.testo),
            azione=(_("Leggi l'idea"), idea.get_absolute_url()),
        )


@avvisa("redazione.idea", "pianifica")
def in_piano(_t: Any, idea: Idea, _dati: Dati) -> Iterator[Messaggio]:
    if idea.da_id:
        yield Messaggio(
            persona=idea.da,
            tipo=TIPO,
            oggetto=_("La tua idea è nel piano della redazione"),
            testo=(_("Non devi fare niente."), idea.testo),
            azione=(_("Vedi l'idea"), idea.get_absolute_url()),
        )


@avvisa("redazione.idea", "scarta", "esce")
def lasciata(_t: Any, idea: Idea, dati: Dati) -> Iterator[Messaggio]:
    if idea.da_id:
        yield Messaggio(
            persona=idea.da,
            tipo=TIPO,
            oggetto=_("La redazione non fa la tua idea"),
            testo=(
                _("La redazione ha letto la tua idea e per ora non la fa."),
                _("Il motivo: %(motivo)s") % {"motivo": dati.get("motivo", "")},
                _("Puoi proporne un'altra quando vuoi."),
            ),
            azione=(_("Vedi l'idea"), idea.get_absolute_url()),
        )


# ── The plan ──────────────────────────────────────────────────────────────────────────────────────
@avvisa("redazione.voce", "pianifica", "modifica")
def chi_scrive(t: Any, voce: Voce, dati: Dati) -> Iterator[Messaggio]:
    """Who is to write it, once: told again only when she is named anew."""
    autori = voce.autori.select_related("persona").order_by("ordine")
    if t.verbo == "modifica":
        autori = autori.filter(persona__in=dati["nuovi"])
    quando = (
        _("Prevista per %(giorno)s.") % {"giorno": data(voce.prevista_per)}
        if voce.prevista_per
        else _("Non ha ancora una data.")
    )
    for autore in autori:
        if attore_in_parole(autore.persona) == t.attore:
            continue
        yield Messaggio(
            persona=autore.persona,
            tipo=TIPO,
            oggetto=_("C'è un pezzo da scrivere"),
            testo=(_("La redazione conta su di te per: %(titolo)s.") % {"titolo": voce.titolo}, quando),
            azione=(_("Apri la voce del piano"), voce.get_absolute_url()),
        )


@avvisa("redazione.voce", "sposta")
def spostata(t: Any, voce: Voce, dati: Dati) -> Iterator[Messaggio]:
    """Who is to write it has another day, or none."""
    if dati.get("prima") == dati.get("dopo"):
        return
    quando = (
        _("Ora è prevista per %(giorno)s.") % {"giorno": data(voce.prevista_per)}
        if voce.prevista_per
        else _("Ora non ha una data.")
    )
    for autore in voce.autori.select_related("persona").order_by("ordine"):
        if attore_in_parole(autore.persona) != t.attore:
            yield Messaggio(
                persona=autore.persona,
                tipo=TIPO,
                oggetto=_("Un tuo pezzo ha cambiato giorno"),
                testo=(f"{voce.titolo}. {quando}",),
                azione=(_("Apri la voce del piano"), voce.get_absolute_url()),
            )


@avvisa("redazione.voce", "commenta")
def commentata(t: Any, voce: Voce, _dati: Dati) -> Iterator[Messaggio]:
    for persona in coordinano(voce.testata):
        if attore_in_parole(persona) == t.attore:
            continue
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=_("Un commento al piano della redazione"),
            testo=(_("Leggi il commento a: %(titolo)s.") % {"titolo": voce.titolo},),
            azione=(_("Leggi il commento"), voce.get_absolute_url()),
        )


@avvisa("redazione.mesepiano", "proponi")
def da_approvare(_t: Any, piano: MesePiano, _dati: Dati) -> Iterator[Messaggio]:
    """The reference partner, to approve (who prepares the plan may not); the partners that it speaks of, to comment."""
    chi_prepara = {piano.proposto_da_id, *coordinano(piano.testata).values_list("pk", flat=True)}
    chi_approva = approvano(piano.testata).exclude(pk__in=chi_prepara)
    for persona in chi_approva:
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=_("Piano da approvare: %(mese)s") % {"mese": _mese(piano)},
            testo=(_("Leggi il piano delle uscite e approvalo, o rimandalo con un motivo."),),
            azione=(_("Leggi il piano"), piano.get_absolute_url()),
        )
    yield from _ai_partner(piano, {persona.pk for persona in chi_approva})


def _ai_partner(piano: MesePiano, gia: set[int]) -> Iterator[Messaggio]:
    """Each reads of the first thing that concerns it: the others are linked from there."""
    from redazione.mese import ultimo

    voci = Voce.objects.previste().filter(
        testata=piano.testata, prevista_per__range=(piano.mese, ultimo(piano.mese)), riguardano__isnull=False
    )
    per_partner: dict[int, Voce] = {}
    for voce in voci.distinct().order_by("prevista_per", "pk").prefetch_related("riguardano"):
        for uno in voce.riguardano.all():
            per_partner.setdefault(uno.partner_id, voce)
    for partner, voce in per_partner.items():
        for persona in parlano_per([partner]):
            if persona.pk in gia or persona.pk == piano.proposto_da_id:
                continue
            gia.add(persona.pk)
            yield Messaggio(
                persona=persona,
                tipo=TIPO,
                oggetto=_("La redazione parlerà di voi: %(mese)s") % {"mese": _mese(piano)},
                testo=(
                    _("Leggi che cosa prevede il piano e, se serve, scrivi un commento."),
                    _("La prima uscita che vi riguarda: %(titolo)s.") % {"titolo": voce.titolo},
                ),
                azione=(_("Leggi e commenta"), voce.get_absolute_url()),
            )


@avvisa("redazione.mesepiano", "approva", "rimanda")
def deciso(t: Any, piano: MesePiano, dati: Dati) -> Iterator[Messaggio]:
    approvato = t.verbo == "approva"
    oggetto = _("Piano approvato: %(mese)s") if approvato else _("Piano da rivedere: %(mese)s")
    testo = (
        (_("Non devi fare niente."),)
        if approvato
        else (
            _("Cambia il piano e proponilo di nuovo."),
            _("Il motivo: %(motivo)s") % {"motivo": dati.get("motivo", "")},
        )
    )
    for persona in coordinano(piano.testata):
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=oggetto % {"mese": _mese(piano)},
            testo=testo,
            azione=(_("Apri il piano"), piano.get_absolute_url()),
        )
