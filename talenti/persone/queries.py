"""Reads used in more than one place: names in the log, consents, what the room holds of a person."""

import threading
from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.signals import request_finished, request_started
from django.utils.translation import gettext as _

from talenti.base.exceptions import Frase
from talenti.base.permissions import attore_in_parole, puo
from talenti.persone.dispositivi import in_parole
from talenti.persone.letture import pagina_in_parole
from talenti.persone.models import Identita, Persona, Profilo, Tutela
from talenti.persone.testi import TESTI, Testo, testo, testo_in_vigore
from talenti.registro.models import Transizione

# Names already looked up in the request under way: a page of the log asks for the same few many times.
_in_corso = threading.local()


def _comincia(**_altro: Any) -> None:
    _in_corso.nomi = {}


def _finisce(**_altro: Any) -> None:
    _in_corso.nomi = None


request_started.connect(_comincia, dispatch_uid="persone.nomi.comincia")
request_finished.connect(_finisce, dispatch_uid="persone.nomi.finisce")


def nome_di_attore(attore: str) -> str:
    """Who an actor string of the log is, in words: "persona:12", "sistema:tutela:3", "sistema:sweep"."""
    nomi = getattr(_in_corso, "nomi", None)
    if nomi is None:
        return _nome(attore)
    if attore not in nomi:
        nomi[attore] = _nome(attore)
    return nomi[attore]


def _nome(attore: str) -> str:
    genere, _due_punti, resto = attore.partition(":")
    if genere == "persona" and resto.isdecimal():
        persona = Persona.objects.filter(pk=int(resto)).first()
        return persona.get_full_name() if persona else _("persona non più iscritta")
    if resto.startswith("tutela:") and resto.removeprefix("tutela:").isdecimal():
        tutela = Tutela.objects.filter(pk=int(resto.removeprefix("tutela:"))).first()
        return tutela.nome if tutela else _("un genitore o tutore")
    return _("il portale, da solo")


def consensi_di(persona: Persona) -> list[dict[str, Any]]:
    """Each text that can be agreed with, how it stands for the person, and its history."""
    righe = list(persona.consensi.all())
    return [_consenso(persona, uno, [riga for riga in righe if riga.scopo == uno.scopo]) for uno in _testi_in_vigore()]


def _impedimento(persona: Persona, in_vigore: Testo) -> Frase:
    """Why this person's yes does not count by itself, or ""."""
    return puo(persona, "persone.si_mostra", persona).frase if in_vigore.con_tutore else ""


def _consenso(persona: Persona, in_vigore: Testo, righe: list[Any]) -> dict[str, Any]:
    valida = next((riga for riga in righe if riga.ritirato_il is None and riga.versione == in_vigore.versione), None)
    storia = [{"riga": riga, "testo": testo(riga.scopo, riga.versione)} for riga in righe]
    return {"testo": in_vigore, "dato": valida, "storia": storia, "impedimento": _impedimento(persona, in_vigore)}


def _testi_in_vigore() -> list[Testo]:
    return [testo_in_vigore(scopo) for scopo in dict.fromkeys(uno.scopo for uno in TESTI)]


def consenso_vale(persona: Persona, scopo: str) -> bool:
    """Has the person agreed with the text now in force, not taken it back, and does her yes count today?"""
    in_vigore = testo_in_vigore(scopo)
    dato = persona.consensi.in_vigore().filter(scopo=scopo, versione=in_vigore.versione).exists()
    return dato and not _impedimento(persona, in_vigore)


def indirizzi_di_prima(persona: Persona) -> set[str]:
    """The addresses that the account had, as the log of their changes says."""
    cambi = Transizione.objects.di(persona).filter(verbo="cambia_email").values_list("dettaglio__dati", flat=True)
    return {dati["prima"].lower() for dati in cambi if dati}


def _letture(persona: Persona) -> list[dict[str, Any]]:
    return [
        {
            "quando": _istante(riga.quando),
            "per_conto_di": riga.per_conto,
            "pagina": str(pagina_in_parole(riga.pagina)),
        }
        for riga in persona.letture.all()
    ]


def esporta(persona: Persona) -> dict[str, Any]:
    """What this room holds of a person, ready for JSON, keys in words."""
    return {
        "account": _account(persona),
        "profilo": _profilo(persona),
        "identita": _identita(persona),
        "consensi": [
            {
                "per": riga.get_scopo_display(),
                "versione": riga.versione,
                "dato": _istante(riga.dato_il),
                "ritirato": _istante(riga.ritirato_il),
            }
            for riga in persona.consensi.order_by("pk")
        ],
        "genitori_e_tutori": [
            {
                "nome": riga.nome,
                "email": riga.email,
                "relazione": riga.get_relazione_display(),
                "stato": riga.get_stato_display(),
                "invito": _istante(riga.creata_il),
                "risposta": _istante(riga.decisa_il),
            }
            for riga in persona.tutele.order_by("pk")
        ],
        "letture": _letture(persona),
        "secondi_fattori_persi": [
            {
                "che_cosa_e_successo": riga.racconto,
                "stato": riga.get_stato_display(),
                "chiesto": _istante(riga.chiesto_il),
                "deciso": _istante(riga.deciso_il),
            }
            for riga in persona.recuperi.order_by("pk")
        ],
        "secondi_fattori": sorted(Authenticator.objects.filter(user_id=persona.pk).values_list("type", flat=True)),
        "dispositivi": [
            {"dispositivo": in_parole(riga.user_agent), "indirizzo": riga.ip, "dal": _istante(riga.created_at)}
            for riga in UserSession.objects.filter(user_id=persona.pk).order_by("pk")
        ],
        "atti": [
            {"quando": _istante(t.quando), "atto": t.verbo, "su": f"{t.oggetto_tipo} {t.oggetto_id}"}
            for t in Transizione.objects.filter(attore=attore_in_parole(persona)).order_by("pk")
        ],
    }


def _account(persona: Persona) -> dict[str, Any]:
    return {
        "email": persona.email,
        "nome": persona.nome,
        "cognome": persona.cognome,
        "data_di_nascita": persona.nato_il.isoformat() if persona.nato_il else None,
        "comune": persona.comune.nome if persona.comune else None,
        "telefono": persona.telefono,
        "lingua": persona.lingua,
        "iscrizione": _istante(persona.creata_il),
        "ultimo_accesso": _istante(persona.last_login),
    }


def _profilo(persona: Persona) -> dict[str, Any] | None:
    profilo = Profilo.objects.filter(persona=persona).first()
    if profilo is None:
        return None
    return {
        "che_cosa_faccio": profilo.che_cosa_faccio,
        "che_cosa_cerco": profilo.che_cosa_cerco,
        "che_cosa_so_fare": profilo.che_cosa_so_fare,
        "foto": bool(profilo.foto),
        "mostrato_alla_rete": profilo.mostrato_alla_rete,
        "aggiornato": _istante(profilo.aggiornato_il),
    }


def _identita(persona: Persona) -> dict[str, Any] | None:
    identita = Identita.objects.filter(persona=persona).first()
    if identita is None:
        return None
    return {
        "codice_fiscale": identita.codice_fiscale,
        "nome": identita.nome,
        "cognome": identita.cognome,
        "data_di_nascita": identita.nato_il.isoformat() if identita.nato_il else None,
        "sesso": identita.sesso,
        "luogo_di_nascita": identita.nato_a,
        "fonte": identita.get_fonte_display(),
        "fonte_del_codice_fiscale": str(identita.fonte_del_codice.label),
        "gestore_dell_identita": identita.emittente,
        "soggetto": identita.soggetto,
        "verificata": _istante(identita.verificata_il),
        "differenze_confermate": identita.avvertenze,
    }


def _istante(quando: Any) -> str | None:
    return quando.isoformat(timespec="seconds") if quando else None


def foto_in_uso() -> Iterator[tuple[str, str]]:
    """Drawn again by us, and nothing is decided on them: no fingerprint."""
    return ((nome, "") for nome in Profilo.objects.exclude(foto="").values_list("foto", flat=True).iterator())
