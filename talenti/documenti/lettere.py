"""The letters that the network sends: which act asks for one, and what it says.

Letters with effect are in Italian and impersonal, whatever the language of who reads the page.
"""

from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.permissions import Sistema
from talenti.base.templatetags.italiano import data
from talenti.documenti.actions import Emissione, emetti
from talenti.documenti.models import Documento
from talenti.documenti.pdf import codice_qr, rendi_pdf
from talenti.registro.annunci import dopo
from talenti.registro.models import Transizione
from talenti.rete.models import Partner

LINGUA_DEGLI_ATTI = "it"
AMMISSIONE = "lettera-ammissione"


@dopo("rete.partner", "ammetti", lavoro=gettext_lazy("Lettera di ammissione"))
def lettera_di_ammissione(transizione: Transizione) -> None:
    """One letter for each admission, however many times this is asked."""
    partner = Partner.objects.select_related("comune").get(pk=transizione.oggetto_id)
    with translation.override(LINGUA_DEGLI_ATTI):
        emissione = Emissione(
            chiave=f"{AMMISSIONE}:{partner.pk}:{transizione.n}",
            genere=AMMISSIONE,
            titolo=_("Lettera di ammissione alla rete Talenti Diffusi"),
            intestatario=partner.nome,
            disegna=partial(_disegna_ammissione, partner),
        )
    emetti(emissione, per=partner, da=Sistema("lettere"))


def contesto_lettera(documento: Documento) -> dict[str, Any]:
    """What every letter carries: who sends it, and how to check it."""
    capofila = Partner.objects.filter(capofila=True).select_related("comune").first()
    nome = capofila.nome if capofila else settings.TITOLARE_DATI
    with translation.override(LINGUA_DEGLI_ATTI):
        indirizzo = settings.INDIRIZZO_SITO + reverse("documenti:verifica", args=[documento.codice])
        ruolo = _("Per il coordinamento della rete")
    return {
        "documento": documento,
        "ente": {"nome": nome, "righe": _righe_di(capofila)},
        "firmatario": {"ruolo": ruolo, "ente": nome},
        "indirizzo_verifica": indirizzo,
        "qr": codice_qr(indirizzo),
    }


def _righe_di(partner: Partner | None) -> list[str]:
    """Address lines, each only if there is something to say."""
    if partner is None:
        return []
    luogo = f"{partner.comune.cap} {partner.comune.nome}".strip() if partner.comune else ""
    return [riga for riga in (partner.indirizzo, luogo, partner.email) if riga]


def _disegna_ammissione(partner: Partner, documento: Documento) -> bytes:
    with translation.override(LINGUA_DEGLI_ATTI):
        contesto = contesto_lettera(documento) | {
            "destinatario": [partner.nome, *_righe_di(partner)],
            "oggetto": _("ammissione alla rete Talenti Diffusi"),
            "paragrafi": _paragrafi_ammissione(partner),
        }
        return rendi_pdf("pdf/lettera.html", contesto, lingua=LINGUA_DEGLI_ATTI)


def _paragrafi_ammissione(partner: Partner) -> list[str]:
    dati = {
        "nome": partner.nome,
        "dal": data(partner.ammesso_il),
        "numero": partner.numero_ammissione,
        "proposta": data(partner.proposto_il),
    }
    azioni = [uno.get_azione_display() for uno in partner.partecipazioni.in_corso()]
    paragrafi = [
        _(
            "Si comunica che «%(nome)s» è parte della rete Talenti Diffusi da %(dal)s, "
            "con il numero di ammissione %(numero)s."
        )
        % dati,
        _("La decisione segue l’esame della proposta ricevuta %(proposta)s e dei documenti che la accompagnano.") % dati
        if partner.proposto_il
        else "",
        _("La partecipazione riguarda: %(azioni)s.") % {"azioni": ", ".join(dict.fromkeys(azioni))} if azioni else "",
        _(
            "Chi amministra l’organizzazione può aggiornarne la pagina, invitare altre persone e affidare loro "
            "un ruolo, accedendo al portale."
        ),
        _("La comunicazione resta disponibile, firmata, nell’area riservata dell’organizzazione."),
    ]
    return [paragrafo for paragrafo in paragrafi if paragrafo]
