"""A protocol register on this machine, on a free port: it speaks HTTP as docs/protocol-register.md tells it."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.thinktown.conformita_protocollo import GUASTO, INCOMPRENSIBILE, MOTIVO, MUTO, PERSA, RIFIUTA

GETTONE = "gettone-di-prova"
DATA = "2026-12-07"


class RegistroFinto:
    """``modi``: what to do with the next calls. A mode may be a function of the handler, for what is only of HTTP."""

    def __init__(self):
        self.modi, self.numeri, self.chieste, self.intestazioni = [], {}, [], []
        self._basta = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._mani())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}/protocollo"

    def chiudi(self):
        self._basta.set()
        self.server.shutdown()
        self.server.server_close()

    def registra(self, chiesta):
        """The same key has the number that it had."""
        return self.numeri.setdefault(chiesta["chiave"], f"{len(self.numeri) + 1:07d}")

    def _mani(self):
        registro = self

        class Mani(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_altro):
                """Silence."""

            def do_POST(self):
                chiesta = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                registro.chieste.append(chiesta)
                registro.intestazioni.append(dict(self.headers))
                registro._rispondi(self, chiesta)

            def do_GET(self):
                registro.chieste.append("GET")
                self.di(200, {"numero": "9999999", "data": DATA})

            def di(self, stato, corpo, **intestazioni):
                scritto = corpo if isinstance(corpo, bytes) else json.dumps(corpo).encode()
                self.send_response(stato)
                for nome, valore in {"Content-Length": str(len(scritto)), **intestazioni}.items():
                    self.send_header(nome, valore)
                self.end_headers()
                self.wfile.write(scritto)

        return Mani

    def _rispondi(self, mani, chiesta):
        modo = self.modi.pop(0) if self.modi else "bene"
        if callable(modo):
            modo(mani)
        elif modo == MUTO:
            self._basta.wait(30)
            mani.close_connection = True
        elif modo == GUASTO:
            mani.di(500, b"<html>Errore interno</html>")
        elif modo == INCOMPRENSIBILE:
            mani.di(200, b"<html>Entra</html>")
        elif modo == RIFIUTA:
            mani.di(422, {"motivo": MOTIVO})
        else:
            gia = chiesta["chiave"] in self.numeri
            detto = {"numero": self.registra(chiesta), "data": DATA}
            if modo == PERSA:
                mani.close_connection = True
                return
            mani.di(200 if gia else 201, detto)
