"""Hostile words through every form, every parameter and every address: never a 5xx, never markup."""

from urllib.parse import quote, urlencode

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from talenti.avvisi.models import Consegna
from talenti.portale.models import Opinione
from tests.security.moduli import MODULI, righe_dell_ufficio, semina
from tests.security.moduli_gruppo import della_domanda
from tests.security.moduli_lettura import della_lettura
from tests.security.moduli_redazione import della_redazione
from tests.security.modulo import indirizzo
from tests.security.ostili import (
    AMMESSI,
    MARCATO,
    NUL,
    STRINGHE,
    chiudi_file,
    corpo,
    e_html,
    markup_ostile,
    prova,
)

pytestmark = [pytest.mark.django_db, pytest.mark.largo]


@pytest.fixture(scope="module")
def rete_seminata(scena):
    semina(scena)
    scena.valori["consegna"] = Consegna.objects.first().pk
    return scena


def _argomenti(scena, argomenti):
    for uno in argomenti:
        if isinstance(uno, type) and issubclass(uno, models.Model):
            riga = uno._default_manager.first()
            yield riga.pk if riga else "1"
        elif isinstance(uno, str) and uno.startswith("@"):
            yield scena.valori[uno[1:]]
        else:
            yield uno


def davanti(scena, modulo):
    """A client that stands before the form, and its address."""
    client = Client(raise_request_exception=False)
    if modulo.ruolo != "anonimo":
        client.force_login(scena.persone[modulo.ruolo])
    argomenti = modulo.pronto(client) if modulo.pronto else None
    return client, indirizzo(modulo.nome, argomenti or list(_argomenti(scena, modulo.argomenti)))


# Enough for a button, whose form has no field.
PULSANTE = ("nul", "marcato", "numero")


def tentativi(modulo):
    """All fields at once, then each alone."""
    for chiave, valore in STRINGHE.items():
        if modulo.testi not in {("next",), ("q",)} or chiave in PULSANTE:
            # All the fields together still fit in what a request may carry.
            tagliato = valore[: 2_000_000 // max(len(modulo.testi), 1)]
            yield f"{chiave} ovunque", modulo.altri | dict.fromkeys(modulo.testi, tagliato)
    for campo in modulo.testi if len(modulo.testi) > 1 else ():
        # Beside good ones: what would otherwise hide behind the refusal of another field.
        yield campo, modulo.altri | {campo: MARCATO}


@pytest.mark.parametrize("modulo", MODULI, ids=str)
def test_a_form_survives_every_hostile_string(rete_seminata, modulo):
    client, url = davanti(rete_seminata, modulo)
    guasti = {}
    for nome, dati in tentativi(modulo):
        guasti |= guasto(nome, prova(client, url, dati))
    assert guasti == {}


def guasto(nome, risposta):
    """What is wrong with an answer, by name; nothing when nothing is."""
    if risposta.status_code not in AMMESSI:
        return {nome: (risposta.status_code, str(getattr(risposta, "exc_info", None))[:300])}
    trovati = markup_ostile(corpo(risposta)) if e_html(risposta) else []
    chiudi_file(risposta)
    return {nome: trovati} if trovati else {}


def test_the_pages_that_the_admin_makes_survive_hostile_strings(rete_seminata):
    client = rete_seminata.client("superuser")
    client.raise_request_exception = False
    guasti = {}
    for modulo in righe_dell_ufficio():
        url = reverse(modulo.nome, args=list(_argomenti(rete_seminata, modulo.argomenti)))
        dati = {"action": "segna", "_selected_action": [NUL, MARCATO], "post": NUL, "q": MARCATO}
        guasti |= guasto(str(modulo), prova(client, url, dati))
    assert guasti == {}


# ── Addresses: parameters, arguments, headers ─────────────────────────────────────────────────────
PARAMETRI = ("page", "p", "q", "tipo", "comune", "azione", "letti", "periodo", "utile", "pagina", "next", "codice",
             "mostra", "o", "e", "all", "_facets", "_popup", "_to_field", "_changelist_filters",
             "process", "state", "mese", "vista", "idea", "giorno", "stato",
             "per", "che_cosa", "argomento", "di")  # fmt: skip


def indirizzi(risolutore=None, prima=""):
    """(name with its namespace, pattern, view) of every address of the portal."""
    for voce in (risolutore or get_resolver()).url_patterns:
        if isinstance(voce, URLPattern):
            yield f"{prima}{voce.name}", voce
        else:
            yield from indirizzi(voce, f"{prima}{voce.namespace}:" if voce.namespace else prima)


def _classe(vista):
    """The class behind a view, under whatever decorates it; None for a function."""
    while not hasattr(vista, "view_class") and hasattr(vista, "__wrapped__"):
        vista = vista.__wrapped__
    return getattr(vista, "view_class", None)


def _finti(voce):
    return {nome: 1 if "Int" in type(tipo).__name__ else "x" for nome, tipo in voce.pattern.converters.items()}


def test_every_address_that_takes_a_post_is_in_the_table(client, rete_seminata):
    conosciuti = {modulo.nome for modulo in [*MODULI, *righe_dell_ufficio()]}
    dimenticati = set()
    for nome, voce in indirizzi():
        classe = _classe(voce.callback)
        # The admin's own catch-alls have no name: they only lead to the pages above, or answer 404.
        if nome in conosciuti or nome == "admin:None":
            continue
        if classe is None:
            if client.post(reverse(nome, kwargs=_finti(voce))).status_code != 405:
                dimenticati.add(nome)
        elif hasattr(classe, "post") and "post" in voce.callback.view_initkwargs.get(
            "http_method_names", classe.http_method_names
        ):
            dimenticati.add(nome)
    assert dimenticati == set()


def test_the_table_of_forms_names_no_address_that_is_gone():
    assert {modulo.nome for modulo in MODULI} - {nome for nome, _voce in indirizzi()} == set()


def _da_leggere(scena):
    """Every address that a GET opens, with the role that may."""
    noti = {
        "slug": scena.valori["alfa"],
        "partner": scena.valori["alfa"],
        "gettone": "x",
        "provider_id": "identita",
        "chiave": "rete.partner",
        "parte": "chi-siete",
        "pubblico": "lavoro",
        "verbo": "sospendi",
        "scopo": "informativa",
        "app_label": "rete",
        "object_id": "1",
        "content_type_id": "1",
        "url": "x",
        "pk": 1,
        "blocco": 1,
        "incarico": 1,
        "delega": 1,
        "filtro": 1,
        "commissario": scena.valori["commissario_in_conflitto"],
        "n": 1,
        "nome": "x",
        "persona": 1,
        "punto": 1,
        "file": "x",
        "voce": "idea",
        "anno": scena.valori["anno"],
        "riga": 1,
        "quale": "civico",
        "mese": "2026-12",
        "quali": "dati",
        "componente": scena.valori["chiesta_nel_gruppo"],
        "mazzo": scena.valori["mazzo"],
        "provvedimento": scena.valori["chiesta_dall_ufficio"],
    }
    per_nome = {"rete:allegato": scena.valori["allegato"], "documenti:verifica": scena.valori["lettera"],
                "documenti:scarica": scena.valori["file_lettera"]}  # fmt: skip
    for nome, voce in indirizzi():
        if voce.name and nome not in {"account_logout", "admin:logout"}:
            chiavi = voce.pattern.regex.groupindex
            argomenti = {k: per_nome.get(nome, scena.valori["gamma"]) if k == "codice" else noti[k] for k in chiavi}
            argomenti |= _dello_spazio(scena, nome, chiavi) | della_domanda(scena, nome, chiavi)
            argomenti |= della_redazione(scena, nome, chiavi) | della_lettura(scena, nome, chiavi)
            yield reverse(nome, kwargs=argomenti)


def _dello_spazio(scena, nome, chiavi):
    """The arguments of an address of the spaces: a booking, a space, by the words of its name."""
    if not nome.startswith("coworking:"):
        return {}
    della_persona = nome.removeprefix("coworking:") in {"prenotazione", "annulla", "calendario", "carta"}
    codice = "prenotazione" if della_persona else "chiesta" if "rifiuta" in nome else "spazio_codice"
    valori = {"slug": scena.valori["spazio"], "codice": scena.valori[codice], "parte": "che-cos-e"}
    return {chiave: valore for chiave, valore in valori.items() if chiave in chiavi}


@pytest.mark.parametrize(("ruolo", "chiave"), [("anonimo", "nul"), ("superuser", "marcato")])
def test_no_parameter_of_an_address_breaks_its_page(rete_seminata, ruolo, chiave):
    client = rete_seminata.client(ruolo)
    client.raise_request_exception = False
    coda = urlencode(dict.fromkeys(PARAMETRI, STRINGHE[chiave]))
    guasti = {}
    for url in _da_leggere(rete_seminata):
        guasti |= guasto(url, client.get(f"{url}?{coda}"))
    assert guasti == {}


LISTE = ("rete:elenco", "redazione:notizie", "redazione:feed", "coworking:elenco", "coworking:mie",
         "avvisi:elenco", "portale:cerca", "portale:statistiche", "cruscotto:indicatori",
         "documenti:cerca_codice", "portale:opinione", "portale:opinione_grazie", "account_login")  # fmt: skip


@pytest.mark.parametrize("nome", LISTE)
def test_no_word_in_the_parameters_breaks_a_list(rete_seminata, nome):
    """Our filters judge each parameter by itself: all of them may be wrong at once."""
    client = rete_seminata.client("anonimo" if nome == "account_login" else "amministrazione")
    client.raise_request_exception = False
    valori = {**STRINGHE, "lungo": "a" * 5_000, "meno": "-1", "apice": "²", "vuoto": " "}
    guasti = {}
    for chiave, valore in valori.items():
        coda = urlencode(dict.fromkeys(PARAMETRI[:13], valore), errors="surrogatepass")
        guasti |= guasto(chiave, client.get(f"{reverse(nome)}?{coda}"))
    assert guasti == {}


@pytest.mark.parametrize("nome", ["scrivania", "idee", "piano", "copertura", "nuova_voce", "voce_collega", "immagini"])
def test_no_word_in_the_parameters_breaks_a_page_of_the_redazione(rete_seminata, nome):
    """Whoever coordinates opens all of them. Each parameter alone: a wrong one may hide what another breaks."""
    client = rete_seminata.client("estraneo")
    client.raise_request_exception = False
    argomenti = [rete_seminata.valori["voce"]] if nome == "voce_collega" else []
    url, guasti = reverse(f"redazione:{nome}", args=argomenti), {}
    for chiave, valore in {**STRINGHE, "lungo": "a" * 5_000, "meno": "-1", "anno": "2099-12"}.items():
        for parametro in ("page", "q", "stato", "tipo", "mese", "vista", "idea", "giorno", "uso", "scegli"):
            coda = urlencode({parametro: valore}, errors="surrogatepass")
            guasti |= guasto((chiave, parametro), client.get(f"{url}?{coda}"))
    assert guasti == {}


def _parametri_dell_ufficio():
    """One parameter at a time: the admin leaves a list at the first that it cannot use."""
    for modello, ufficio in admin.site._registry.items():
        url = reverse(f"admin:{modello._meta.app_label}_{modello._meta.model_name}_changelist")
        filtri = [filtro[0] if isinstance(filtro, tuple) else filtro for filtro in ufficio.list_filter]
        for parametro in ("q", "p", "o", "pk", *(f"{f}{c}" for f in filtri for c in ("__exact", "__isempty"))):
            yield url, parametro


@pytest.mark.parametrize("chiave", ["nul", "numero"])
def test_no_parameter_breaks_a_list_of_the_office(rete_seminata, chiave):
    client = rete_seminata.client("superuser")
    client.raise_request_exception = False
    guasti = {}
    for url, parametro in _parametri_dell_ufficio():
        guasti |= guasto((url, parametro), client.get(f"{url}?{urlencode({parametro: STRINGHE[chiave]})}"))
    assert guasti == {}


BRUTTI = ("9" * 30, "a" * 5_000, quote(MARCATO, safe=""), "%00", "%ED%A0%80%E2%80%AE", "..%2F..%2Fetc%2Fpasswd",
          "%0d%0aSet-Cookie:x")  # fmt: skip


def _brutti_indirizzi():
    """Each argument of each address, spoilt in the ways that its converter lets through."""
    for nome, voce in indirizzi():
        # The admin's pages of one row are the same code for every table.
        if voce.name is None or (nome.startswith("admin:") and "_persona_" not in nome and "path" in str(voce.pattern)):
            continue
        for chiave, tipo in voce.pattern.converters.items():
            genere = type(tipo).__name__
            finti = _finti(voce) | {chiave: 7 if genere == "IntConverter" else "zzposto"}
            brutti = {"IntConverter": BRUTTI[:1], "SlugConverter": BRUTTI[:3]}.get(genere, BRUTTI)
            for brutto in brutti:
                yield reverse(nome, kwargs=finti).replace("zzposto", brutto).replace("/7/", f"/{brutto}/")


def test_no_argument_of_an_address_breaks_its_page(rete_seminata):
    client = rete_seminata.client("superuser")
    client.raise_request_exception = False
    guasti = {}
    for url in _brutti_indirizzi():
        guasti |= guasto(url[:120], client.get(url))
    assert guasti == {}


INTESTAZIONI = ("User-Agent", "Accept-Language", "Referer", "Cookie", "X-Forwarded-For", "X-Forwarded-Proto",
                "HX-Request", "HX-Current-URL", "HX-Target", "HX-Trigger", "If-None-Match", "If-Modified-Since",
                "Accept", "Range", "Origin", "Content-Length", "Host")  # fmt: skip
NOSTRE = {"HX-Current-URL": "http://[", "Origin": "http://[", "Host": "a b:c", "Content-Length": "x", "Referer": "//["}


@pytest.mark.parametrize("intestazione", INTESTAZIONI)
def test_no_header_breaks_a_page(rete_seminata, intestazione):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    guasti = {}
    for valore in (MARCATO, "9" * 5_000, "\xff\xfe%00", NOSTRE.get(intestazione, "sessionid=\x00; csrftoken=,;")):
        chiave = f"HTTP_{intestazione.upper().replace('-', '_')}".replace("HTTP_CONTENT_LENGTH", "CONTENT_LENGTH")
        guasti |= guasto(("GET", valore[:20]), client.get("/luoghi/confini.geojson", **{chiave: valore}))
        guasti |= guasto(("POST", valore[:20]), client.post("/accedi/", {"login": "a"}, **{chiave: valore}))
    assert guasti == {}


# Half a character written in an encoding of which our pages never are; and codecs that are no encodings at all.
CODIFICHE = {
    "utf-7": b"+2AA-",
    "utf-16": b"\x00\xd8",
    "unicode_escape": b"\\ud800",
    "raw_unicode_escape": b"\\ud800",
    "rot13": b"zz",
    "hex": b"zz",
    "idna": b"xn--zz\xff",
    "undefined": b"zz",
    "non-esiste": b"zz",
}


@pytest.mark.parametrize("codifica", CODIFICHE)
@pytest.mark.parametrize("tipo", ["multipart/form-data; boundary=bb", "application/x-www-form-urlencoded"])
def test_words_in_another_encoding_are_refused_not_stored(rete_seminata, codifica, tipo):
    client = Client(raise_request_exception=False)
    pezzi = {"pagina": b"/", "utile": b"no", "testo": CODIFICHE[codifica], "email": b""}
    if "multipart" in tipo:
        righe = [b'--bb\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (nome.encode(), valore)
                 for nome, valore in pezzi.items()]  # fmt: skip
        contenuto = b"".join(righe) + b"--bb--\r\n"
    else:
        contenuto = b"&".join(nome.encode() + b"=" + quote(valore).encode() for nome, valore in pezzi.items())
    prima = Opinione.objects.count()
    risposta = client.generic("POST", reverse("portale:opinione"), contenuto, f"{tipo}; charset={codifica}")
    assert guasto(codifica, risposta) == {}
    if codifica != "non-esiste":
        assert (risposta.status_code, Opinione.objects.count()) == (400, prima)


RISPOSTE_DI_PASSKEY = ("{}", "[]", "null", "1", '"x"', "{", '{"id": 1}', '{"id": "x", "rawId": "x", "response": {}}',
                       '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","authenticatorData":"AA","signature":"AA","attestationObject":"AA","userHandle":"AA"}}',
                       '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"e30","signature":"e30","attestationObject":"oA","userHandle":"bnVsbA"}}',
                       "[" * 5_000, '{"id": "\\ud800"}', '{"response": "\\u0000"}', "NaN", "1e999")  # fmt: skip


@pytest.mark.parametrize(
    "nome", ["mfa_login_webauthn", "mfa_reauthenticate_webauthn", "mfa_add_webauthn", "mfa_authenticate"]
)
def test_no_answer_of_a_passkey_breaks_its_page(rete_seminata, nome):
    client, url = davanti(rete_seminata, next(modulo for modulo in MODULI if modulo.nome == nome))
    guasti = {}
    for valore in RISPOSTE_DI_PASSKEY:
        guasti |= guasto(valore[:90], prova(client, url, {"credential": valore, "name": "x"}))
    assert guasti == {}


DEL_DESK = ("articoli", "scrivi", "anteprima", "anteprima_pagina", "storia", "confronto", "unisci")


@pytest.mark.parametrize("nome", DEL_DESK)
def test_no_word_in_the_parameters_breaks_a_page_of_the_writing_desk(rete_seminata, nome):
    client = rete_seminata.client("estraneo")
    client.raise_request_exception = False
    voce = next(voce for intero, voce in indirizzi() if intero == f"redazione:{nome}")
    url = reverse(
        f"redazione:{nome}", kwargs=della_redazione(rete_seminata, f"redazione:{nome}", voce.pattern.converters)
    )
    guasti = {}
    for chiave, valore in {**STRINGHE, "lungo": "a" * 5_000, "meno": "-1", "apice": "²"}.items():
        for parametro in ("page", "stato", "di_chi", "per", "come", "con", "solo"):
            coda = urlencode({parametro: valore}, errors="surrogatepass")
            guasti |= guasto((chiave, parametro), client.get(f"{url}?{coda}"))
    assert guasti == {}
