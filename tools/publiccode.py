"""Checks publiccode.yml against version 0.7 of the standard: keys, allowed values, lengths."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from report import close

VERSION = "0.7"
STATUS = {"concept", "development", "beta", "stable", "obsolete"}
TYPES = {
    *(f"standalone/{kind}" for kind in ("mobile", "iot", "desktop", "web", "backend", "other")),
    "addon", "library", "configurationFiles",
}  # fmt: skip
MAINTENANCE = {"internal", "contract", "community", "none"}
ALIASES = {"gdpr", "eidas", "nis2", "cra", "spid", "cie", "anpr", "pagopa", "io"}
# The controlled vocabularies of the standard (categories-list, scope-list).
_CATEGORIES = """
accounting agile-project-management applicant-tracking application-development appointment-scheduling backup
billing-and-invoicing blog budgeting business-intelligence business-process-management cad call-center-management
cloud-management collaboration communications compliance-management contact-management content-management crm
customer-service-and-support data-analytics data-collection data-visualization digital-asset-management
digital-citizenship document-management donor-management e-commerce e-signature email-management email-marketing
employee-management enterprise-project-management enterprise-social-networking erp event-management
facility-management feedback-and-reviews-management financial-reporting fleet-management fundraising gamification
geographic-information-systems grant-management graphic-design help-desk hr ide identity-management instant-messaging
inventory-management it-asset-management it-development it-management it-security it-service-management
knowledge-management learning-management-system marketing mind-mapping mobile-marketing mobile-payment
network-management office online-booking online-community payment-gateway payroll predictive-analysis procurement
productivity-suite project-collaboration project-management property-management real-estate-management remote-support
resource-management sales-management seo service-desk social-media-management survey talent-management
task-management taxes-management test-management time-management time-tracking translation video-conferencing
video-editing visitor-management voip warehouse-management web-collaboration web-conferencing website-builder
workflow-management
"""
_SCOPES = """
agriculture culture defence education emergency-services employment energy environment
finance-and-economic-development foreign-affairs government healthcare infrastructures justice local-authorities
manufacturing research science-and-technology security society sport tourism transportation welfare
"""
CATEGORIES, SCOPES = set(_CATEGORIES.split()), set(_SCOPES.split())
PUBLISHED = STATUS - {"concept", "development"}
RESERVED = re.compile(r"^https?://([^/]+\.)?example\.(org|com|net)(/|$)")
TOP = {
    "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description", "legal",
    "maintenance", "localisation",
}  # fmt: skip
OPTIONAL = {
    "applicationSuite", "landingURL", "isBasedOn", "softwareVersion", "releaseDate", "logo", "categories", "usedBy",
    "fundedBy", "roadmap", "supports", "organisation", "intendedAudience", "dependsOn",
}  # fmt: skip
LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")
URL = re.compile(r"^https?://[^\s/]+\.[^\s]+$")


def faults(data: Any) -> Iterator[str]:
    if not isinstance(data, dict):
        yield "non è una tabella di chiavi"
        return
    yield from (f"{key}: manca" for key in sorted(TOP - data.keys()))
    yield from (f"{key}: la versione {VERSION} non la conosce" for key in sorted(data.keys() - TOP - OPTIONAL))
    for check in (_top, _vocabularies, _description, _legal_and_maintenance, _localisation, _supports):
        yield from check(data)


def _top(data: dict[str, Any]) -> Iterator[str]:
    if str(data.get("publiccodeYmlVersion", VERSION)) not in (VERSION, f"{VERSION}.0"):
        yield f"publiccodeYmlVersion: dev'essere {VERSION}"
    for key, allowed in (("developmentStatus", STATUS), ("softwareType", TYPES)):
        if key in data and data[key] not in allowed:
            yield f"{key}: {data[key]!r} non è tra {', '.join(sorted(allowed))}"
    for key in ("url", "landingURL", "roadmap"):
        if key in data and not URL.match(str(data[key])):
            yield f"{key}: non è un indirizzo"
    if "platforms" in data and not (isinstance(data["platforms"], list) and data["platforms"]):
        yield "platforms: serve un elenco con almeno una voce"
    logo = data.get("logo")
    if logo and not URL.match(str(logo)) and not Path(str(logo)).is_file():
        yield f"logo: {logo} non c'è"


def _vocabularies(data: dict[str, Any]) -> Iterator[str]:
    audience = data.get("intendedAudience") or {}
    for key, words, known in (
        ("categories", data.get("categories"), CATEGORIES),
        ("intendedAudience.scope", audience.get("scope"), SCOPES),
    ):
        yield from (f"{key}: {word!r} non è nell'elenco dello standard" for word in words or () if word not in known)
    if RESERVED.match(str(data.get("url"))) and data.get("developmentStatus") in PUBLISHED:
        yield "url: è un nome d'esempio, scrivi dove il codice è pubblicato"


def _description(data: dict[str, Any]) -> Iterator[str]:
    languages = data.get("description") or {}
    if not languages:
        yield "description: serve almeno una lingua"
    for language, texts in languages.items():
        where = f"description.{language}"
        if not LANGUAGE.match(str(language)):
            yield f"{where}: non è una sigla di lingua"
        if not 1 <= len(str(texts.get("shortDescription", "")).strip()) <= 150:
            yield f"{where}.shortDescription: da 1 a 150 caratteri"
        if not 150 <= len(str(texts.get("longDescription", "")).strip()) <= 10_000:
            yield f"{where}.longDescription: da 150 a 10.000 caratteri"
        if not texts.get("features"):
            yield f"{where}.features: serve almeno una voce"
        yield from (f"{where}.screenshots: {s} non c'è" for s in texts.get("screenshots", ()) if not Path(s).is_file())


def _legal_and_maintenance(data: dict[str, Any]) -> Iterator[str]:
    if not (data.get("legal") or {}).get("license"):
        yield "legal.license: manca"
    maintenance = data.get("maintenance") or {}
    kind = maintenance.get("type")
    if kind not in MAINTENANCE:
        yield f"maintenance.type: {kind!r} non è tra {', '.join(sorted(MAINTENANCE))}"
    contacts, contractors = maintenance.get("contacts"), maintenance.get("contractors")
    if kind in ("internal", "community") and not (contacts and all(contact.get("name") for contact in contacts)):
        yield "maintenance.contacts: serve almeno un contatto con il nome"
    if kind == "contract" and not (contractors and all(c.get("name") and c.get("until") for c in contractors)):
        yield "maintenance.contractors: servono nome e scadenza (until)"
    if kind != "contract" and contractors:
        yield "maintenance.contractors: solo quando la manutenzione è per contratto"


def _localisation(data: dict[str, Any]) -> Iterator[str]:
    localisation = data.get("localisation") or {}
    if not isinstance(localisation.get("localisationReady"), bool):
        yield "localisation.localisationReady: true oppure false"
    languages = localisation.get("availableLanguages") or []
    if not languages:
        yield "localisation.availableLanguages: serve almeno una lingua"
    yield from (f"localisation.availableLanguages: {tag!r}" for tag in languages if not LANGUAGE.match(str(tag)))


def _supports(data: dict[str, Any]) -> Iterator[str]:
    for item in data.get("supports") or ():
        identifier = str((item or {}).get("id", ""))
        alias = identifier.removeprefix("alias:")
        if identifier.startswith("alias:") and alias not in ALIASES:
            yield f"supports: l'alias {alias!r} non esiste"
        elif not re.match(r"^[a-z][a-z0-9+.-]*:\S+$", identifier):
            yield f"supports: {identifier!r} non è un URI"


if __name__ == "__main__":
    close(faults(yaml.safe_load(Path("publiccode.yml").read_text(encoding="utf-8"))))
