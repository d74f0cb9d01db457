"""An OpenID provider on the loopback: discovery, authorization, token, userinfo and keys, as a gateway has them."""

import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENTE, SEGRETO = "talenti", "segreto-di-prova"


class Gestore:
    """What the provider says of who signs in there: ``claim`` (userinfo) and the key that signs."""

    def __init__(self):
        self.chiave = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.pubblica = self.chiave
        self.claim = {"sub": "abc-1", "given_name": "Alba", "family_name": "Prova", "birthdate": "1999-05-17"}
        self.emittente = ""
        self.pubblico = CLIENTE
        self.codici = {}
        self.gettoni = set()

    def jwks(self):
        parti = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.pubblica.public_key()))
        return {"keys": [parti | {"kid": "k1", "alg": "RS256", "use": "sig"}]}

    def token_identita(self):
        ora = int(time.time())
        dati = {
            "iss": self.emittente,
            "aud": self.pubblico,
            "sub": self.claim["sub"],
            "iat": ora,
            "exp": ora + 300,
            "jti": secrets.token_hex(8),
        }
        return jwt.encode(dati, self.chiave, algorithm="RS256", headers={"kid": "k1"})


class _Risponditore(BaseHTTPRequestHandler):
    gestore: Gestore

    def log_message(self, *args):
        pass

    def _json(self, dati, stato=200):
        corpo = json.dumps(dati).encode()
        self.send_response(stato)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(corpo)))
        self.end_headers()
        self.wfile.write(corpo)

    def do_GET(self):
        indirizzo = urlsplit(self.path)
        if indirizzo.path == "/.well-known/openid-configuration":
            return self._json(self._configurazione())
        if indirizzo.path == "/jwks":
            return self._json(self.gestore.jwks())
        if indirizzo.path == "/authorize":
            return self._autorizza({nome: valori[0] for nome, valori in parse_qs(indirizzo.query).items()})
        if indirizzo.path == "/userinfo":
            gettone = self.headers.get("Authorization", "").removeprefix("Bearer ")
            return self._json(self.gestore.claim if gettone in self.gestore.gettoni else {}, 200)
        return self._json({}, 404)

    def _configurazione(self):
        radice = self.gestore.emittente
        return {
            "issuer": radice,
            "authorization_endpoint": f"{radice}/authorize",
            "token_endpoint": f"{radice}/token",
            "userinfo_endpoint": f"{radice}/userinfo",
            "jwks_uri": f"{radice}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def _autorizza(self, chiesto):
        codice = secrets.token_urlsafe(12)
        self.gestore.codici[codice] = chiesto
        self.send_response(302)
        self.send_header(
            "Location", chiesto["redirect_uri"] + "?" + urlencode({"code": codice, "state": chiesto["state"]})
        )
        self.end_headers()

    def do_POST(self):
        dati = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        chiesto = self.gestore.codici.pop(dati["code"][0], None)
        prova = (
            base64.urlsafe_b64encode(hashlib.sha256(dati["code_verifier"][0].encode()).digest()).decode().rstrip("=")
        )
        chi = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()
        if chiesto is None or chiesto["code_challenge"] != prova or chi != f"{CLIENTE}:{SEGRETO}":
            return self._json({"error": "invalid_grant"}, 400)
        gettone = secrets.token_urlsafe(12)
        self.gestore.gettoni.add(gettone)
        risposta = {"access_token": gettone, "token_type": "Bearer", "id_token": self.gestore.token_identita()}
        return self._json(risposta | {"expires_in": 300})


@contextmanager
def acceso():
    """The provider, listening while the block lasts."""
    gestore = Gestore()
    risponditore = type("Risponditore", (_Risponditore,), {"gestore": gestore})
    server = ThreadingHTTPServer(("127.0.0.1", 0), risponditore)
    gestore.emittente = f"http://127.0.0.1:{server.server_port}"
    filo = threading.Thread(target=server.serve_forever, daemon=True)
    filo.start()
    try:
        yield gestore
    finally:
        server.shutdown()
        server.server_close()
        filo.join()
