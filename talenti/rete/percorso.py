"""A proposal in words: what was written, and the line of time with who must do what by when."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.templatetags.italiano import data
from talenti.registro.models import Transizione
from talenti.rete.enums import Stato
from talenti.rete.models import Partner


def righe_della_proposta(partner: Partner, *, con_modifica: bool = False) -> list[dict[str, Any]]:
    """The answers by part, as a summary shows them."""

    def righe(parte: str, *coppie: tuple[str, Any]) -> list[dict[str, Any]]:
        url = reverse("rete:parte", args=[partner.codice, parte]) if con_modifica else ""
        return [{"voce": voce, "valore": valore, "url": url} for voce, valore in coppie]

    chi = [
        (_("Che cosa siete"), partner.get_tipo_display() if partner.tipo else ""),
        (_("Nome"), partner.nome),
        (_("Comune"), partner.comune or ""),
        (_("Codice fiscale"), partner.codice_fiscale),
        (_("Partita IVA"), partner.partita_iva),
    ]
    if partner.e_gruppo:
        chi.append((_("Persona adulta responsabile"), partner.responsabile or ""))
    fate = [
        (_("In una frase"), partner.in_una_frase),
        (_("Di più"), partner.descrizione),
        (_("Email"), partner.email),
        (_("Telefono"), partner.telefono),
        (_("Indirizzo"), partner.indirizzo),
        (_("Sito"), partner.sito),
    ]
    azioni = [(riga.get_azione_display(), riga.che_cosa) for riga in partner.partecipazioni.all()]
    return [
        {"titolo": _("Chi siete"), "righe": righe("chi-siete", *chi)},
        {"titolo": _("Che cosa fate"), "righe": righe("che-cosa-fate", *fate)},
        {"titolo": _("A che cosa volete prendere parte"), "righe": righe("azioni", *azioni)},
    ]


def tappe(partner: Partner) -> list[dict[str, Any]]:
    """Proposta → In esame → Ammessa, with what is past, what is now and whose move it is."""
    ultima = Transizione.objects.di(partner).last()
    quando = ultima.quando if ultima else partner.aggiornato_il
    proposta = {"titolo": _("Proposta"), "quando": partner.proposto_il, "fase": "passato"}
    if partner.stato in (Stato.RITIRATO, Stato.RESPINTO):
        titolo = _("Ritirata") if partner.stato == Stato.RITIRATO else _("Non ammessa")
        return [proposta, {"titolo": titolo, "quando": quando, "fase": "passato"}]
    if partner.ammesso_il is not None:
        numero = _("Numero di ammissione: %(numero)s.") % {"numero": partner.numero_ammissione}
        ammessa = {"titolo": _("Ammessa"), "quando": partner.ammesso_il, "testo": numero, "fase": "passato"}
        return [proposta, {"titolo": _("In esame"), "fase": "passato"}, ammessa]
    return [proposta, _in_esame(partner), {"titolo": _("Ammessa"), "testo": _fino_a(partner), "fase": "dopo"}]


def _in_esame(partner: Partner) -> dict[str, Any]:
    if partner.stato == Stato.INTEGRAZIONE:
        primo = partner.documenti_richiesti.filter(mandato_il__isnull=True).order_by("entro").first()
        testo = _("Tocca a te: manda i documenti entro %(giorno)s.") % {"giorno": data(primo.entro)} if primo else ""
        return {"titolo": _("In esame: servono documenti"), "testo": testo, "fase": "adesso"}
    if partner.stato == Stato.PROPOSTO:
        testo = _("Tocca al coordinamento della rete: legge la proposta e te lo scrive.")
    else:
        testo = _("Tocca al coordinamento della rete: la sta leggendo. Se serve un documento, te lo chiede.")
    return {"titolo": _("In esame"), "testo": testo, "fase": "attesa"}


def _fino_a(partner: Partner) -> str:
    if partner.stato == Stato.INTEGRAZIONE or partner.esame_entro is None:
        return _("Quando i documenti sono completi, l'esame riprende.")
    return _("La risposta arriva entro %(giorno)s.") % {"giorno": data(partner.esame_entro)}
