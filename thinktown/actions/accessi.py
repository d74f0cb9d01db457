"""Requests of access: asked, or registered as they came; people heard; decided; forgotten when their time is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from talenti.base.clock import a_roma, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import SENZA_RUOLO, Sistema, richiedi
from talenti.base.templatetags.italiano import data as in_parole
from talenti.persone.actions.comune import blocca
from talenti.registro.actions import atto, cancella_dettaglio, numera, registra_nascita
from talenti.registro.models import Transizione
from thinktown import termini_accesso
from thinktown.actions.testi import accettato
from thinktown.enums import StatoDomanda
from thinktown.enums_registri import (
    ACCESSI_A_TESTA,
    CHE_COSA_MASSIMO,
    CON_CONTROINTERESSATI,
    MOTIVO_ACCESSO_MASSIMO,
    OGGETTO_MASSIMO,
    RISPOSTA_ACCESSO_MASSIMA,
    SI_RIMANDA,
    CanaleAccesso,
    RispostaTerzo,
    TipoAccesso,
)
from thinktown.models import Bando, Controinteressato, Domanda, Invio, RichiestaAccesso
from thinktown.termini_accesso import Interpello


@dataclass(frozen=True, kw_only=True)
class Chiesta:
    """What somebody asks for: which kind, what, and why where the law wants it said."""

    tipo: str
    che_cosa: str
    perche: str = ""


@dataclass(frozen=True, kw_only=True)
class Arrivata:
    """How a request came that was not made here, and from whom."""

    canale: str
    nome: str
    il: date
    email: str = ""
    oggetto: str = ""


def _accettata(chiesta: Chiesta) -> Chiesta:
    tipo = TipoAccesso(chiesta.tipo)
    che_cosa = accettato(
        chiesta.che_cosa, campo="che_cosa", massimo=CHE_COSA_MASSIMO, se_manca=_("Scrivi che cosa vuoi vedere.")
    )
    perche = chiesta.perche.strip()
    if perche or tipo == TipoAccesso.DOCUMENTALE:
        perche = accettato(
            perche,
            campo="perche",
            massimo=MOTIVO_ACCESSO_MASSIMO,
            se_manca=_("Per i documenti che ti riguardano la legge chiede di dire perché: scrivilo."),
        )
    return Chiesta(tipo=tipo, che_cosa=che_cosa, perche=perche)


def chiedi_accesso(bando: Bando, chiesta: Chiesta, *, da: Any) -> RichiestaAccesso:
    """Ask from the portal: it has arrived at this instant. Raises DatoNonAccettato beside its field."""
    richiedi(da, "thinktown.chiede_accesso", bando)
    chiesta = _accettata(chiesta)
    with transaction.atomic():
        # The person first, so that what is counted of hers stays true.
        blocca(da)
        aperte = RichiestaAccesso.objects.aperte().filter(bando=bando, persona=da).count()
        if aperte >= ACCESSI_A_TESTA:
            raise DatoNonAccettato(
                _("Hai già %(n)s richieste aperte su questo bando. Aspetta una risposta, poi chiedi ancora.")
                % {"n": ACCESSI_A_TESTA},
                codice="troppe",
            )
        arrivata = Arrivata(canale=CanaleAccesso.PORTALE, nome=da.get_full_name(), email=da.email, il=oggi())
        return _nasce(bando, chiesta, arrivata, "chiedi_accesso", da=da, persona=da)


def registra_accesso(bando: Bando, chiesta: Chiesta, arrivata: Arrivata, *, da: Any) -> RichiestaAccesso:
    """The office types one that came by certified mail or on paper; the days run from when it came."""
    richiedi(da, "thinktown.registra_accesso", bando)
    chiesta = _accettata(chiesta)
    nome = accettato(arrivata.nome, campo="nome", massimo=120, se_manca=_("Scrivi chi chiede."))
    if arrivata.il > oggi():
        raise DatoNonAccettato(_("Il giorno in cui è arrivata deve ancora venire."), codice="futura", campo="arrivata")
    pulita = Arrivata(
        canale=CanaleAccesso(arrivata.canale),
        nome=nome,
        email=arrivata.email.strip(),
        il=arrivata.il,
        oggetto=_oggetto(arrivata.oggetto) if arrivata.oggetto.strip() else "",
    )
    if pulita.canale == CanaleAccesso.PORTALE:
        raise DatoNonAccettato(_("Scegli come è arrivata."), campo="canale")
    with transaction.atomic():
        return _nasce(bando, chiesta, pulita, "registra_accesso", da=da)


def _nasce(
    bando: Bando, chiesta: Chiesta, arrivata: Arrivata, verbo: str, *, da: Any, persona: Any = None
) -> RichiestaAccesso:
    richiesta = RichiestaAccesso.objects.create(
        bando=bando,
        numero=0,
        anno=oggi().year,
        tipo=chiesta.tipo,
        che_cosa=chiesta.che_cosa,
        perche=chiesta.perche,
        canale=arrivata.canale,
        persona=persona,
        nome=arrivata.nome,
        email=arrivata.email,
        oggetto=arrivata.oggetto,
        arrivata_il=arrivata.il,
        scade_il=termini_accesso.scadenza(chiesta.tipo, arrivata.il),
    )
    numero = numera(f"accessi-{bando.partner.codice}", richiesta)
    richiesta.numero, richiesta.anno = numero.n, numero.anno
    richiesta.save(update_fields=["numero", "anno"])
    registra_nascita(richiesta, verbo, da=da, dati={"numero": str(richiesta), "tipo": chiesta.tipo})
    return richiesta


# ── The people whom it is about ───────────────────────────────────────────────────────────────────
def interpella(richiesta: RichiestaAccesso, domande: Iterable[Domanda], *, da: Any) -> list[Controinteressato]:
    """Tell everybody in these applications that somebody asks to see them: ten days to object. Returns who is told."""
    scelte = sorted(domande, key=lambda una: una.pk)
    with atto(richiesta, "interpella", da=da) as passo:
        if richiesta.tipo not in CON_CONTROINTERESSATI:
            raise TransizioneNonAmmessa(
                _("Quello che doveva essere pubblico non riguarda la riservatezza di nessuno: non c'è chi sentire.")
            )
        nuovi = [
            Controinteressato.objects.create(
                richiesta=richiesta,
                domanda=domanda,
                persona_id=persona,
                avvisata_il=oggi(),
                entro_il=termini_accesso.fine_opposizione(oggi()),
            )
            for persona, domanda in _da_sentire(richiesta, scelte).items()
        ]
        if not nuovi:
            raise DatoNonAccettato(_("In queste domande non c'è nessuno ancora da sentire."), campo="domande")
        richiesta.domande.add(*scelte)
        _ricalcola(richiesta)
        passo.dati |= {"domande": [una.codice for una in scelte], "persone": [uno.persona_id for uno in nuovi]}
    return nuovi


def _da_sentire(richiesta: RichiestaAccesso, domande: list[Domanda]) -> dict[int, Domanda]:
    """Person → the application that she is in, as it was sent; not who asks, nor who was told already."""
    if any(una.bando_id != richiesta.bando_id or una.stato == StatoDomanda.BOZZA for una in domande):
        raise DatoNonAccettato(_("Scegli fra le domande inviate a questo bando."), campo="domande")
    gia = set(richiesta.controinteressati.values_list("persona", flat=True)) | {richiesta.persona_id}
    trovate: dict[int, Domanda] = {}
    for domanda in domande:
        ultimo = Invio.objects.filter(domanda=domanda).order_by("-n").values_list("contenuto", flat=True).first()
        for uno in (ultimo or {}).get("gruppo", ()):
            if uno["persona"] not in gia:
                trovate.setdefault(uno["persona"], domanda)
    return trovate


def risponde_controinteressato(terzo: Controinteressato, *, si_oppone: bool, motivo: str = "", da: Any) -> None:
    """She objects, with a reason, or says that she does not. Once, and within her days."""
    richiesta = terzo.richiesta
    if terzo.persona_id != getattr(da, "pk", None):
        raise NonPermesso(SENZA_RUOLO)
    motivo = motivo.strip()
    if si_oppone:
        motivo = accettato(
            motivo,
            campo="motivo",
            massimo=MOTIVO_ACCESSO_MASSIMO,
            se_manca=_("Scrivi perché ti opponi: senza un motivo l'ufficio non può tenerne conto."),
        )
    with atto(richiesta, "risponde_controinteressato", da=da) as passo:
        terzo.refresh_from_db()
        if terzo.risposta:
            raise TransizioneNonAmmessa(_("Hai già risposto."))
        if oggi() > terzo.entro_il:
            raise TransizioneNonAmmessa(
                _("Si poteva rispondere entro %(giorno)s.") % {"giorno": in_parole(terzo.entro_il)}
            )
        terzo.risposta = RispostaTerzo.SI_OPPONE if si_oppone else RispostaTerzo.NON_SI_OPPONE
        terzo.motivo, terzo.risposta_il = motivo if si_oppone else "", passo.quando
        terzo.save(update_fields=["risposta", "motivo", "risposta_il"])
        _ricalcola(richiesta)
        passo.dati["risposta"] = terzo.risposta


def _ricalcola(richiesta: RichiestaAccesso) -> None:
    """The last day for the answer, with who was told and who has answered until now."""
    righe = richiesta.controinteressati.values_list("avvisata_il", "risposta_il")
    interpelli = [Interpello(avvisata, a_roma(risposta).date() if risposta else None) for avvisata, risposta in righe]
    richiesta.scade_il = termini_accesso.scadenza(richiesta.tipo, richiesta.arrivata_il, interpelli)
    richiesta.save(update_fields=["scade_il"])


# ── Decided ───────────────────────────────────────────────────────────────────────────────────────
def accogli(richiesta: RichiestaAccesso, *, oggetto: str, risposta: str, da: Any) -> None:
    """Yes: how and when it may be seen."""
    _decide(richiesta, "accogli", oggetto, risposta, da)


def accogli_in_parte(richiesta: RichiestaAccesso, *, oggetto: str, risposta: str, da: Any) -> None:
    """Some of it: what, and why not the rest."""
    _decide(richiesta, "accogli_in_parte", oggetto, risposta, da)


def differisci(richiesta: RichiestaAccesso, *, oggetto: str, risposta: str, al: date, da: Any) -> None:
    """Not before a day (L. 241/1990 art. 24 c. 4; D.lgs. 33/2013 art. 5-bis c. 5): then it is decided."""
    if richiesta.tipo not in SI_RIMANDA:
        raise TransizioneNonAmmessa(
            _("Quello che doveva essere pubblico non si rimanda: si pubblica o si dice perché no.")
        )
    if al <= oggi():
        raise DatoNonAccettato(_("Scegli un giorno che deve ancora venire."), codice="passata", campo="al")
    _decide(richiesta, "differisci", oggetto, risposta, da, differita_al=al, scade_il=al)


def respingi_accesso(richiesta: RichiestaAccesso, *, oggetto: str, risposta: str, da: Any) -> None:
    _decide(richiesta, "respingi_accesso", oggetto, risposta, da)


def _decide(richiesta: RichiestaAccesso, verbo: str, oggetto: str, risposta: str, da: Any, **campi: Any) -> None:
    oggetto = _oggetto(oggetto)
    risposta = accettato(
        risposta,
        campo="risposta",
        massimo=RISPOSTA_ACCESSO_MASSIMA,
        se_manca=_("Scrivi la risposta, con il motivo: chi la riceve deve poter capire."),
    )
    chi = None if isinstance(da, Sistema) else da
    insieme = {"oggetto": oggetto, "risposta": risposta, "decisa_il": adesso(), "decisa_da": chi} | campi
    with atto(richiesta, verbo, da=da, motivo=risposta, insieme=insieme) as passo:
        if verbo in ("accogli", "accogli_in_parte"):
            _terzi_sentiti(richiesta)
            passo.dati["consegna_dal"] = _consegna(richiesta)


def _oggetto(oggetto: str) -> str:
    return accettato(
        oggetto,
        campo="oggetto",
        massimo=OGGETTO_MASSIMO,
        se_manca=_("Scrivi l'oggetto in poche parole, senza nomi: va nel registro degli accessi."),
    )


def _terzi_sentiti(richiesta: RichiestaAccesso) -> None:
    """Nobody's papers are shown while she may still say why not."""
    aspettano = richiesta.controinteressati.filter(risposta="", entro_il__gte=oggi()).order_by("-entro_il").first()
    if aspettano is not None:
        raise TransizioneNonAmmessa(
            _("Chi è coinvolto può opporsi fino a %(giorno)s compreso: fino ad allora non si può accogliere.")
            % {"giorno": in_parole(aspettano.entro_il)}
        )


def non_subito(richiesta: RichiestaAccesso, terzi: Iterable[Controinteressato]) -> bool:
    """Over an objection, general civic access is handed over fifteen days after who objected is told."""
    si_oppone = any(uno.risposta == RispostaTerzo.SI_OPPONE for uno in terzi)
    return richiesta.tipo == TipoAccesso.GENERALIZZATO and si_oppone


def _consegna(richiesta: RichiestaAccesso) -> str:
    if not non_subito(richiesta, richiesta.controinteressati.all()):
        return ""
    richiesta.consegna_dal = termini_accesso.consegna_dal(oggi())
    richiesta.save(update_fields=["consegna_dal"])
    return richiesta.consegna_dal.isoformat()


def lascia_cadere(richiesta: RichiestaAccesso, *, da: Any, motivo: str = "") -> None:
    """Who asked needs it no more."""
    with atto(richiesta, "lascia_cadere", da=da, motivo=motivo.strip(), insieme={"decisa_il": adesso()}):
        pass


# ── What is forgotten ─────────────────────────────────────────────────────────────────────────────
def lascia_accessi(persona: Any) -> int:
    """Her account closes: the requests stay in the register and are answered by mail. Returns how many."""
    return RichiestaAccesso.objects.filter(persona=persona).update(persona=None)


def dimentica_accessi(ora: datetime) -> int:
    """Those that ended long ago lose who asked, what and why, and the words of who objected. Returns how many."""
    dimenticate = 0
    for richiesta in RichiestaAccesso.objects.da_dimenticare(ora).order_by("pk"):
        with transaction.atomic():
            richiesta.controinteressati.update(motivo="")
            for passo in Transizione.objects.di(richiesta):
                cancella_dettaglio(passo)
            RichiestaAccesso.objects.filter(pk=richiesta.pk).update(
                persona=None, nome="", email="", che_cosa="", perche="", risposta=""
            )
        dimenticate += 1
    return dimenticate
