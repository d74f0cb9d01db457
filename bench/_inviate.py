"""Two thousand applications sent to one call, as rows: about twenty questions, three people, two small files each.

Two out of three are groups with a name; the others apply alone, and the list has to look for their name. Everything
depends on the seed alone.
"""

import hashlib
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.db.models import QuerySet

from bench._domande import bando_che_chiude
from bench._provincia import persone
from talenti.base.clock import adesso, oggi
from talenti.documenti import deposito
from talenti.documenti.models import FileCaricato
from talenti.persone.models import Persona
from talenti.registro.catena import canonico, istante, sha256
from talenti.rete.models import Partner
from thinktown.definizione import Criterio, Definizione, Parte, Quesito
from thinktown.enums import Proponente, RuoloComponente, StatoDomanda, TipoQuesito
from thinktown.models import Bando, Domanda, Invio

IN_BLOCCO = 200
PERSONE, FILE = 3, 2
BYTE_DI_UN_FILE = 12_000
SORESINA = "019098"
_PAROLE = ("quartiere", "musica", "laboratorio", "pomeriggio", "insieme", "spazio", "ragazzi", "teatro", "biblioteca",
           "cascina", "fiume", "bicicletta", "radio", "orto", "scuola", "parco", "cinema", "racconto", "mostra",
           "mercato", "viaggio", "strada", "piazza", "officina")  # fmt: skip
# To the measure's own questions, as many as bring them to about twenty.
ALTRO = Parte(
    chiave="in_piu",
    titolo="Ancora tre cose",
    quesiti=(
        Quesito(chiave="quante", tipo=TipoQuesito.NUMERO, domanda="Quante persone pensate di raggiungere"),
        Quesito(chiave="quando", tipo=TipoQuesito.DATA, domanda="Quando vi siete messi insieme"),
        Quesito(chiave="dopo", tipo=TipoQuesito.TESTO_LUNGO, domanda="Che cosa resta, dopo", massimo=1500),
    ),
)


def bando_pieno(
    quante: int, caso: random.Random, nome: str, criteri: tuple[Criterio, ...] = ()
) -> tuple[Bando, Persona]:
    """The call with so many applications, and an officer of its body who may enter the office."""
    bando = bando_che_chiude(adesso() + timedelta(days=30), nome, (ALTRO,), criteri)
    gente = iter(Persona.objects.filter(pk__in=persone(PERSONE * quante, f"{nome}-")).order_by("pk"))
    for inizio in range(0, quante, IN_BLOCCO):
        _blocco(bando, gente, range(inizio + 1, min(inizio + IN_BLOCCO, quante) + 1), caso)
    Bando.objects.filter(pk=bando.pk).update(ultimo_numero=quante)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursore:
            cursore.execute("ANALYZE")
    return bando, _ufficio(bando.partner)


def inviate(bando: Bando) -> QuerySet[Invio]:
    return Invio.objects.filter(domanda__bando=bando).order_by("domanda__numero")


def _ufficio(partner: Partner) -> Persona:
    chi: Persona = partner.appartenenze.order_by("pk")[0].persona
    Authenticator.objects.create(user=chi, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return chi


@transaction.atomic
def _blocco(bando: Bando, gente: Iterator[Persona], numeri: range, caso: random.Random) -> None:
    versione, prima = bando.versione, adesso() - timedelta(hours=3)
    domande = Domanda.objects.bulk_create(
        Domanda(
            bando=bando,
            versione=versione,
            stato=StatoDomanda.INVIATA,
            proponente=Proponente.PERSONA if n % 3 == 0 else Proponente.GRUPPO,
            sezione="gruppi",
            soggetto="" if n % 3 == 0 else f"{_frase(caso, 2).title()} {n}",
            numero=n,
            inviata_il=prima + timedelta(seconds=n),
        )
        for n in numeri
    )
    file = _file(domande, caso)
    detta = bando.in_vigore
    invii = []
    for domanda in domande:
        gruppo = [next(gente) for _posto in range(PERSONE)]
        contenuto = _fotografia(domanda, detta, gruppo, file[domanda.pk], caso)
        invii.append(_invio(domanda, contenuto, gruppo[0]))
    Invio.objects.bulk_create(invii)


def _invio(domanda: Domanda, contenuto: dict[str, Any], chi: Persona) -> Invio:
    return Invio(
        domanda=domanda,
        n=1,
        gettone=f"misura-{domanda.numero}",
        versione=domanda.versione,
        arrivata_il=domanda.inviata_il,
        da=chi,
        contenuto=contenuto,
        impronta=sha256(canonico(contenuto)),
    )


def _file(domande: list[Domanda], caso: random.Random) -> dict[int, list[FileCaricato]]:
    """Bytes that no packing makes smaller, as those of pictures and PDFs."""
    righe: dict[int, list[FileCaricato]] = {}
    for domanda in domande:
        for n in range(FILE):
            byte = b"%PDF-1.7\n" + caso.randbytes(BYTE_DI_UN_FILE) + b"\n%%EOF\n"
            riga = FileCaricato(
                codice=f"misura-{domanda.pk}-{n}",
                oggetto_tipo=Domanda._meta.label_lower,
                oggetto_id=domanda.pk,
                nome=f"allegato {n + 1}.pdf",
                tipo="pdf",
                byte=len(byte),
                sha256=hashlib.sha256(byte).hexdigest(),
                percorso=deposito.scrivi(byte),
                caricato_il=adesso(),
            )
            righe.setdefault(domanda.pk, []).append(riga)
    FileCaricato.objects.bulk_create(riga for sue in righe.values() for riga in sue)
    return righe


# ── What was sent ─────────────────────────────────────────────────────────────────────────────────
def _frase(caso: random.Random, parole: int) -> str:
    return " ".join(caso.choice(_PAROLE) for _parola in range(parole))


def _testo(caso: random.Random, caratteri: int) -> str:
    return (_frase(caso, 12).capitalize() + ". ") * (caratteri // 90)


def _fotografia(
    domanda: Domanda, detta: Definizione, gruppo: list[Persona], file: list[FileCaricato], caso: random.Random
) -> dict[str, Any]:
    """The shape that ``thinktown/fotografia.py`` gives it."""
    quando = istante(domanda.inviata_il or adesso())
    al = oggi().isoformat()
    date_ = _risposte(domanda, [uno.codice for uno in file], caso)
    return {
        "bando": domanda.bando.codice,
        "versione": 1,
        "proponente": domanda.proponente,
        "sezione": domanda.sezione,
        "soggetto": domanda.soggetto,
        "codice_fiscale": "",
        "presenta": {"persona": gruppo[0].pk, "nome": gruppo[0].get_full_name()},
        "al": al,
        "sede": None,
        "sede_al": None,
        "costituita_il": None,
        "risposte": [
            {"chiave": uno.chiave, "domanda": uno.domanda, "valore": date_.get(uno.chiave)} for uno in detta.quesiti()
        ],
        "file": [{"codice": uno.codice, "nome": uno.nome, "byte": uno.byte, "sha256": uno.sha256} for uno in file],
        "modulo": "",
        "gruppo": [_persona(domanda, n, una, quando, al) for n, una in enumerate(gruppo)],
        "dichiarazioni": [
            {"chiave": una.chiave, "versione": una.versione, "persona": chi.pk, "resa_il": quando}
            for una in detta.dichiarazioni
            for chi in gruppo
        ],
    }


def _persona(domanda: Domanda, n: int, persona: Persona, quando: str, al: str) -> dict[str, Any]:
    return {
        "codice": f"{domanda.codice}-{n}",
        "persona": persona.pk,
        "nome": persona.get_full_name(),
        "ruolo": RuoloComponente.SCRIVE if n else RuoloComponente.REFERENTE,
        "riceve": n == 0,
        "nato_il": persona.nato_il.isoformat() if persona.nato_il else None,
        "comune": SORESINA,
        "occupazione": None,
        "al": {"residenza": al},
        "confermato_il": quando,
        "tutore_il": None,
    }


def _risposte(domanda: Domanda, file: list[str], caso: random.Random) -> dict[str, Any]:
    giorno = datetime(2030, 1, 1) + timedelta(days=caso.randrange(300))  # noqa: DTZ001 – a day
    spese = [
        {"voce": _frase(caso, 3), "quanto": f"{caso.randrange(20, 300)}.00", "a_chi": _frase(caso, 2)}
        for _riga in range(10)
    ]
    return {
        "titolo": _frase(caso, 4).capitalize(),
        "tema": caso.choice(("utilita", "innovazione", "territorio")),
        "idea": _testo(caso, 1900),
        "perche": _testo(caso, 1100),
        "come": _testo(caso, 1400),
        "comuni": "Cremona, Soresina",
        "inizio": giorno.date().isoformat(),
        "fine": (giorno + timedelta(days=120)).date().isoformat(),
        "occasione": "si",
        "evento": _frase(caso, 8),
        "spese": spese,
        "chiesto": "900.00",
        "nostro": "300.00",
        "gruppo": _testo(caso, 900),
        "referente": f"{domanda.codice}-0",
        "altro": file,
        "quante": caso.randrange(20, 400),
        "quando": "2026-01-15",
        "dopo": _testo(caso, 1200),
    }
