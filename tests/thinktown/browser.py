"""Filling a page's form as somebody without script does: what is there goes back, with what was typed over it."""

from datetime import datetime
from html.parser import HTMLParser

from talenti.base.clock import a_roma


class _Modulo(HTMLParser):
    """What the last POST form of a page would send."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.dati, self.bottoni = {}, []
        self.dentro, self.scelta, self.testo = False, None, None

    def handle_starttag(self, tag, attrs):
        uno = dict(attrs)
        nome, tipo = uno.get("name"), uno.get("type", "text")
        if tag == "form":
            self.dentro = uno.get("method", "get") == "post" and uno.get("id") != "logout-form"
        if not self.dentro:
            return
        if tag == "input" and nome and tipo not in ("submit", "file"):
            if tipo not in ("checkbox", "radio") or "checked" in uno:
                self.dati.setdefault(nome, []).append(uno.get("value", "on" if tipo == "checkbox" else ""))
        elif tag == "button" and nome:
            self.bottoni.append((nome, uno.get("value", "")))
        elif tag == "textarea":
            self.testo = nome
            self.dati[nome] = [""]
        elif tag == "select":
            self.scelta = nome
        elif tag == "option" and self.scelta and (self.scelta not in self.dati or "selected" in uno):
            self.dati[self.scelta] = [uno.get("value", "")]

    def handle_endtag(self, tag):
        self.dentro = self.dentro and tag != "form"
        self.scelta = None if tag == "select" else self.scelta
        if tag == "textarea" and self.testo:
            self.dati[self.testo] = [self.dati[self.testo][0].removeprefix("\n").removeprefix("\r\n")]
            self.testo = None

    def handle_data(self, data):
        if self.testo:
            self.dati[self.testo][0] += data


def modulo(risposta):
    """(what would be sent, the buttons) of the form of a page."""
    letto = _Modulo()
    letto.feed(risposta.content.decode())
    dati = {nome: valori for nome, valori in letto.dati.items() if nome != "csrfmiddlewaretoken"}
    return dati, letto.bottoni


def compila(client, risposta, /, bottone=None, file=None, **scritto):
    """Type, tick (a list) and press: the answer. ``bottone``: (name, value) of one that the page has."""
    dati, bottoni = modulo(risposta)
    if bottone:
        assert bottone in bottoni
        dati[bottone[0]] = [bottone[1]]
    for nome, valore in scritto.items():
        dati[nome.replace("__", "-")] = valore if isinstance(valore, list) else [valore]
    dati = {nome: valori for nome, valori in dati.items() if valori}
    return client.post(risposta.request["PATH_INFO"], dati | ({"file": file} if file else {}))


def istante(nome, quando):
    """The four small fields of an instant."""
    quando = a_roma(quando)
    ora = {"ora": f"{quando:%H:%M}"} if isinstance(quando, datetime) else {}
    return {f"{nome}_{parte}": str(valore) for parte, valore in
            {"giorno": quando.day, "mese": quando.month, "anno": quando.year, **ora}.items()}  # fmt: skip


def giorno(nome, data):
    return {f"{nome}_giorno": str(data.day), f"{nome}_mese": str(data.month), f"{nome}_anno": str(data.year)}
