"""What a hostile hand types, and how to see that none of it came back as markup."""

import time
from copy import deepcopy
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.core.cache import cache
from django.db import transaction

# A form may answer any of these; what it may never do is break.
AMMESSI = {200, 302, 303, 400, 401, 403, 404, 405, 409, 410, 413, 422, 429}

SEGNO = "zzostile"
NUL = "Ma\x00rta"
SURROGATO = "Ma\ud800rta"
ROVESCIATO = "fattura\u202efdp.exe\u2066\u200b"
LUNGO = "a" * 1_000_000
MARCATO = (
    f"\"'><{SEGNO} {SEGNO}=\"1\" onload='{SEGNO}()'></textarea></title></script><script>{SEGNO}()</script>{{{{7*7}}}}"
)
FORMULA = f"=HYPERLINK(\"javascript:{SEGNO}()\";'/C calc'!A0)"
PERCORSO = "..\\../%2e%2e/../../etc/passwd%00.html"
RIGHE = f"uno\r\nBcc: {SEGNO}@example.org\r\n\r\n<{SEGNO}>"
NUMERO = "9" * 30
STRANO = "e\u0301\u0336 \U0001d517\U0001f600 \ufdd0\uffff \u2028 ﷽"

STRINGHE = {
    "nul": NUL,
    "invisibile": f"{SURROGATO}{ROVESCIATO}",
    "lungo": LUNGO,
    "marcato": MARCATO,
    "misto": f"{FORMULA}{PERCORSO}{STRANO}",
    "righe": RIGHE,
    "numero": NUMERO,
}


def manda(client, url, dati, **opzioni):
    """POST as a browser does, and also what no browser would: half characters travel as the bytes they are."""
    corpo = urlencode(dati, doseq=True, errors="surrogatepass")
    return client.post(url, corpo, content_type="application/x-www-form-urlencoded", **opzioni)


def prova(client, url, dati, **opzioni):
    """The same, and nothing stays of it: neither rows nor session nor counts of attempts."""
    cache.clear()
    biscotti = deepcopy(client.cookies)
    with transaction.atomic():
        risposta = manda(client, url, dati, **opzioni)
        transaction.set_rollback(True)
    client.cookies = biscotti
    return risposta


def riconfermata(client):
    """As if the password had just been typed: the pages that ask for it again open."""
    sessione = client.session
    sessione["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    sessione.save()
    return client


class _Nomi(HTMLParser):
    """The names of elements and attributes, and the addresses, of a page."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.guasti = []
        self.in_script = False

    def handle_starttag(self, tag, attrs):
        self.in_script = tag == "script"
        nomi = [tag, *(nome for nome, _valore in attrs)]
        if any(SEGNO in nome for nome in nomi):
            self.guasti.append(f"<{' '.join(nomi)}>")
        for nome, valore in attrs:
            if nome in {"href", "src", "action", "formaction"} and (valore or "").strip().lower().startswith(
                ("javascript:", "data:text", "vbscript:")
            ):
                self.guasti.append(f"{nome}={valore!r}")
            if nome.startswith("on"):
                self.guasti.append(f"{nome} on <{tag}>")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        self.in_script = False

    def handle_data(self, data):
        if self.in_script and SEGNO in data:
            self.guasti.append(f"script: {data[:80]}")

    def handle_comment(self, data):
        if SEGNO in data:
            self.guasti.append(f"comment: {data[:80]}")


def markup_ostile(html):
    """Elements, attributes, scripts and addresses of the page that were made of somebody's words."""
    if SEGNO not in html:
        return []
    nomi = _Nomi()
    nomi.feed(html)
    nomi.close()
    return nomi.guasti


def corpo(risposta):
    return (risposta.getvalue() if risposta.streaming else risposta.content).decode("utf-8", "replace")


def e_html(risposta):
    return risposta.headers.get("Content-Type", "").startswith("text/html")


def chiudi_file(risposta):
    """Only the files: closing the whole answer would also close the connection that holds the scene."""
    for chiudi in risposta._resource_closers:
        chiudi()
