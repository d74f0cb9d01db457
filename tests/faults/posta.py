"""A post office that can be told to fall silent at a point of the conversation."""

import socketserver
import threading
from email import message_from_bytes


class Postino(socketserver.StreamRequestHandler):
    """Just enough SMTP (RFC 5321) for one client that sends text."""

    def di(self, riga):
        self.wfile.write(riga.encode() + b"\r\n")

    def taci(self, punto):
        """Hold the line without a word, if this is where we fall silent."""
        if self.server.silenzio == punto:
            self.server.arrivato.set()
            self.server.riprendi.wait(120)
            return True
        return False

    def handle(self):
        if self.taci("saluto"):
            return
        self.di("220 posta di prova")
        while riga := self.rfile.readline():
            comando = riga.decode().strip().upper()
            if comando == "DATA":
                if not self._prendi():
                    return
            elif comando == "QUIT":
                self.di("221 ciao")
                return
            else:
                self.di("250 va bene")

    def _prendi(self):
        self.di("354 avanti")
        righe = []
        while (riga := self.rfile.readline()) not in (b".\r\n", b""):
            righe.append(riga[1:] if riga.startswith(b"..") else riga)
        self.server.ricevuti.append(message_from_bytes(b"".join(righe)))
        if self.taci("ricevuta"):
            return False
        self.di("250 presa")
        self.server.arrivato.set()
        return True


class UfficioPostale(socketserver.ThreadingTCPServer):
    """``silenzio``: "" (works), "saluto" (says nothing at all), "ricevuta" (takes the mail, never says so)."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, silenzio=""):
        super().__init__(("127.0.0.1", 0), Postino)
        self.riprendi = threading.Event()
        self.ricomincia(silenzio)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def ricomincia(self, silenzio=""):
        """As if it had just opened: nobody is kept waiting from before, nothing has come."""
        self.riprendi.set()
        self.silenzio = silenzio
        self.arrivato, self.riprendi = threading.Event(), threading.Event()
        self.ricevuti = []

    @property
    def porta(self):
        return self.server_address[1]

    def chiudi(self):
        self.riprendi.set()
        self.shutdown()
        self.server_close()
