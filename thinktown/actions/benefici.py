"""Grants: given by an act, published (only then have they effect), put right and annulled with a reason."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from talenti.base.clock import a_roma, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import richiedi
from talenti.base.templatetags.italiano import data as in_parole
from talenti.registro.actions import atto, registra_nascita
from thinktown.actions.testi import accettato, motivo_accettato
from thinktown.enums import CON_CODICE_FISCALE, Proponente, RuoloComponente
from thinktown.enums_registri import SI_CONCEDE, NaturaBeneficiario
from thinktown.models import Bando, Beneficio, Domanda, Invio
from thinktown.momento import FINITI_PRIMA

MOTIVO_MASSIMO = 400
IMPORTO_MASSIMO = Decimal("9999999999.99")
_UN_CENTESIMO = Decimal("0.01")
# field → (characters, what is said when it is empty)
_TESTI = {
    "norma": (300, lambda: _("Scrivi la norma o il titolo su cui si fonda.")),
    "ufficio": (160, lambda: _("Scrivi quale ufficio.")),
    "responsabile": (120, lambda: _("Scrivi chi ne risponde.")),
    "modalita": (200, lambda: _("Scrivi come è stato scelto.")),
    "atto_numero": (40, lambda: _("Scrivi il numero dell'atto.")),
}
_INDIRIZZI = ("progetto_url", "curriculum_url")


@dataclass(frozen=True, kw_only=True)
class DatiBeneficio:
    """What the act says: the six things of D.lgs. 33/2013 art. 27, but for who receives, whom the application names."""

    importo: Decimal
    norma: str
    ufficio: str
    responsabile: str
    modalita: str
    atto_numero: str
    atto_data: date
    progetto: str = ""
    progetto_url: str = ""
    curriculum_url: str = ""
    riservato: bool = False


def si_concede(domanda: Domanda) -> bool:
    """Is this the moment to grant it something?"""
    return domanda.stato in SI_CONCEDE and domanda.bando.stato not in FINITI_PRIMA


def concedi(domanda: Domanda, dati: DatiBeneficio, *, da: Any) -> Beneficio:
    """Grant a sum to the application as it was sent. Raises DatoNonAccettato beside its field."""
    richiedi(da, "thinktown.concede", domanda)
    campi = _accettati(dati)
    try:
        with transaction.atomic():
            domanda.refresh_from_db(from_queryset=Domanda.objects.select_for_update(no_key=True))
            richiedi(da, "thinktown.concede", domanda)
            return _concedi(domanda, campi, da)
    except IntegrityError as errore:
        raise _gia(dati) from errore


def _concedi(domanda: Domanda, campi: dict[str, Any], da: Any) -> Beneficio:
    if not si_concede(domanda):
        raise TransizioneNonAmmessa(
            _("Adesso la domanda è «%(stato)s»: non si può concedere un contributo.")
            % {"stato": domanda.get_stato_display()}
        )
    invio = Invio.objects.filter(domanda=domanda).order_by("-n")[0]
    _dopo_l_invio(invio, campi["atto_data"])
    beneficio = Beneficio.objects.create(bando=domanda.bando, domanda=domanda, **_chi(invio), **campi)
    registra_nascita(beneficio, "concedi", da=da, dati=_in_registro(campi))
    return beneficio


def _gia(dati: DatiBeneficio) -> DatoNonAccettato:
    return DatoNonAccettato(
        _("Con l'atto n. %(numero)s questa domanda ha già un contributo: correggi quello.")
        % {"numero": dati.atto_numero.strip()},
        codice="gia",
        campo="atto_numero",
    )


def _dopo_l_invio(invio: Invio, atto_data: date) -> None:
    arrivata = a_roma(invio.arrivata_il).date()
    if atto_data < arrivata:
        raise DatoNonAccettato(
            _("L'atto è prima della domanda, arrivata %(giorno)s.") % {"giorno": in_parole(arrivata)},
            codice="prima",
            campo="atto_data",
        )


# ── Who receives ──────────────────────────────────────────────────────────────────────────────────
def _chi(invio: Invio) -> dict[str, Any]:
    """As it was sent: an organisation with its tax code, or the person whom the money reaches."""
    inviato = invio.contenuto
    if inviato["proponente"] in CON_CODICE_FISCALE and inviato["codice_fiscale"]:
        return {
            "natura": NaturaBeneficiario.ENTE,
            "nome": inviato["soggetto"],
            "codice_fiscale": inviato["codice_fiscale"],
        }
    gruppo = inviato["gruppo"]
    parla = next(uno for uno in gruppo if uno["ruolo"] == RuoloComponente.REFERENTE)
    riceve = next((uno for uno in gruppo if uno["riceve"]), parla)
    da_solo = inviato["proponente"] in (Proponente.PERSONA, Proponente.PERSONE) or not inviato["soggetto"]
    return {
        "natura": NaturaBeneficiario.PERSONA if da_solo else NaturaBeneficiario.GRUPPO,
        "nome": riceve["nome"] if da_solo else inviato["soggetto"],
        "persona_id": riceve["persona"],
        "chi_riceve": riceve["nome"],
    }


# ── What is written ───────────────────────────────────────────────────────────────────────────────
def _accettati(dati: DatiBeneficio) -> dict[str, Any]:
    campi: dict[str, Any] = {"importo": _importo(dati.importo), "riservato": dati.riservato}
    for nome, (massimo, se_manca) in _TESTI.items():
        campi[nome] = accettato(getattr(dati, nome), campo=nome, massimo=massimo, se_manca=se_manca())
    campi["progetto"] = dati.progetto.strip()[:200]
    for nome in _INDIRIZZI:
        scritto = getattr(dati, nome).strip()
        if scritto and not scritto.startswith(("https://", "http://")):
            raise DatoNonAccettato(_("L'indirizzo comincia con https://."), codice="indirizzo", campo=nome)
        campi[nome] = scritto
    if dati.atto_data > oggi():
        raise DatoNonAccettato(_("L'atto ha una data che deve ancora venire."), codice="futura", campo="atto_data")
    return campi | {"atto_data": dati.atto_data}


def _importo(importo: Decimal) -> Decimal:
    """Cents at most: a sum that would be rounded is not what the act says."""
    if not Decimal(0) < importo <= IMPORTO_MASSIMO:
        raise DatoNonAccettato(_("Scrivi una somma in euro, più di zero."), codice="somma", campo="importo")
    if importo != importo.quantize(_UN_CENTESIMO):
        raise DatoNonAccettato(_("Scrivi al massimo due decimali."), codice="centesimi", campo="importo")
    return importo.quantize(_UN_CENTESIMO)


def _in_registro(campi: dict[str, Any]) -> dict[str, Any]:
    """As the log keeps it: text alone."""
    return {nome: valore if isinstance(valore, bool) else str(valore) for nome, valore in campi.items()}


# ── Published, put right, annulled ────────────────────────────────────────────────────────────────
def pubblica_beneficio(beneficio: Beneficio, *, da: Any) -> None:
    """From now on everybody reads it, and it has effect."""
    with atto(beneficio, "pubblica_beneficio", da=da, insieme={"pubblicato_il": adesso()}):
        pass


def pubblica_benefici(bando: Bando, *, da: Any) -> int:
    """All those of the call that are not public yet, together. Returns how many."""
    richiedi(da, "thinktown.concede", bando)
    with transaction.atomic():
        righe = list(bando.benefici.da_pubblicare().order_by("pk"))
        for beneficio in righe:
            pubblica_beneficio(beneficio, da=da)
    return len(righe)


def correggi_beneficio(beneficio: Beneficio, dati: DatiBeneficio, *, motivo: str, da: Any) -> None:
    """Put right what the act says; what it said before stays in the log. What is shown by code alone stays so."""
    motivo = motivo_accettato(motivo, MOTIVO_MASSIMO)
    campi = _accettati(dati)
    try:
        with atto(beneficio, "correggi_beneficio", da=da, motivo=motivo) as passo:
            campi["riservato"] = campi["riservato"] or beneficio.riservato
            _dopo_l_invio(Invio.objects.filter(domanda=beneficio.domanda).order_by("-n")[0], campi["atto_data"])
            cambiati = {nome: valore for nome, valore in campi.items() if getattr(beneficio, nome) != valore}
            if not cambiati:
                raise DatoNonAccettato(_("Non è cambiato niente."), codice="uguale")
            passo.dati["prima"] = _in_registro({nome: getattr(beneficio, nome) for nome in cambiati})
            passo.dati["dopo"] = _in_registro(cambiati)
            for nome, valore in (cambiati | {"corretto_il": passo.quando}).items():
                setattr(beneficio, nome, valore)
            beneficio.save(update_fields=[*cambiati, "corretto_il"])
    except IntegrityError as errore:
        raise _gia(dati) from errore


def annulla_beneficio(beneficio: Beneficio, *, motivo: str, da: Any) -> None:
    """It has no effect any more, and nobody reads it; the office does, with the reason."""
    motivo = motivo_accettato(motivo, MOTIVO_MASSIMO)
    with atto(beneficio, "annulla_beneficio", da=da, motivo=motivo):
        pass
