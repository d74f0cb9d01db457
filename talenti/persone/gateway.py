"""What an OpenID Connect gateway (SPID, CIE, eIDAS) says of a person, in our words."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from talenti.persone import codice_fiscale as cf
from talenti.persone.enums import Fonte
from talenti.persone.models import Identita, Persona

_EID = "https://attributes.eid.gov.it/"
# The names by which gateways give the same attribute (OpenID Connect Core; the SPID/CIE profile).
_NOMI = {
    "nome": ("given_name",),
    "cognome": ("family_name",),
    "nato_il": ("birthdate", "date_of_birth", f"{_EID}date_of_birth"),
    "sesso": ("gender",),
    "codice_fiscale": (f"{_EID}fiscal_number", "fiscal_number", "fiscalNumber", "codice_fiscale"),
}
_SESSI = {"female": "F", "f": "F", "male": "M", "m": "M"}


def configurato() -> bool:
    return settings.GATEWAY_OIDC is not None


def provider() -> str:
    return settings.GATEWAY_OIDC["provider_id"]


def nome() -> str:
    return settings.GATEWAY_OIDC["name"]


def leggi(risposta: dict[str, Any]) -> dict[str, Any]:
    """From the claims of the identity token and of userinfo to the fields of Identita. Never an e-mail."""
    claim = {**risposta.get("id_token", {}), **risposta.get("userinfo", {})}
    trovati = {campo: _primo(claim, nomi) for campo, nomi in _NOMI.items()}
    return {
        "nome": trovati["nome"][:120],
        "cognome": trovati["cognome"][:120],
        "nato_il": _data(trovati["nato_il"]),
        "sesso": _SESSI.get(trovati["sesso"].lower(), ""),
        "codice_fiscale": _codice(trovati["codice_fiscale"]),
        "emittente": str(risposta.get("id_token", {}).get("iss") or settings.GATEWAY_OIDC["settings"]["server_url"]),
        "soggetto": str(claim.get("sub", "")),
    }


def concorda(risposta: dict[str, Any]) -> bool:
    """Token and userinfo must speak of the same person (OpenID Connect Core, §5.3.2)."""
    soggetti = {parte.get("sub") for nome in ("id_token", "userinfo") if (parte := risposta.get(nome))}
    return len(soggetti) == 1 and None not in soggetti


def per_sessione(attributi: dict[str, Any]) -> dict[str, Any]:
    return attributi | {"nato_il": attributi["nato_il"].isoformat() if attributi["nato_il"] else ""}


def da_sessione(attributi: dict[str, Any]) -> dict[str, Any]:
    return attributi | {"nato_il": _data(attributi["nato_il"])}


def proprietaria(attributi: dict[str, Any]) -> Persona | None:
    """Whose account already holds this identity: by issuer and subject, or by a verified codice fiscale."""
    verificate = Identita.objects.filter(fonte=Fonte.GATEWAY).select_related("persona")
    trovata = verificate.filter(emittente=attributi["emittente"], soggetto=attributi["soggetto"]).first()
    if trovata is None and attributi["codice_fiscale"]:
        trovata = verificate.filter(codice_fiscale=attributi["codice_fiscale"], codice_verificato=True).first()
    return trovata.persona if trovata else None


def _primo(claim: dict[str, Any], nomi: tuple[str, ...]) -> str:
    return next((str(claim[nome]).strip() for nome in nomi if claim.get(nome)), "")


def _data(testo: str) -> date | None:
    try:
        return date.fromisoformat(testo)
    except ValueError:
        return None


def _codice(testo: str) -> str:
    """Gateways write it with the prefix of the country (TINIT-…); one that does not check is not kept."""
    try:
        return cf.valida(testo.removeprefix("TINIT-")) if testo else ""
    except ValidationError:
        return ""
