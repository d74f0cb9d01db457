"""Places made of applications: chosen by an act of the body, published, withdrawn; and what is kept of preferences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from talenti.base.clock import adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import richiedi
from talenti.luoghi.models import Comune
from talenti.registro.actions import atto, registra_nascita
from thinktown.enums_posti import MOTIVO_MASSIMO, NEL_TESTO, POSTI_MASSIMI, TESTO_MASSIMO, NelPosto
from thinktown.models import Bando, Domanda, Invio, Offerta, Preferenza
from thinktown.proposta import Proposta, ha_contatti, proposta
from thinktown.rules_posti import si_sceglie
from thinktown.tirocini import Regole, posti_ammessi, regole_al

TITOLO_MASSIMO = 120


@dataclass(frozen=True)
class PostoDetto:
    """What everybody will read of a place. ``deroga``: why there are more places than the staff allows."""

    titolo: str
    posti: int
    comune: Comune | None = None
    testi: Mapping[NelPosto, str] = field(default_factory=dict)
    deroga: str = ""


@dataclass(frozen=True)
class SceltaPosto:
    """The body's act with its number and date, or why there is none."""

    numero: str = ""
    data: date | None = None
    motivo: str = ""


def scegli_offerta(domanda: Domanda, detto: PostoDetto, decisione: SceltaPosto, *, da: Any) -> Offerta:
    """Make a place of what this application said when it was last sent; nobody reads it until it is published."""
    richiedi(da, "thinktown.sceglie_posti", domanda.bando)
    _decisa(decisione)
    with transaction.atomic():
        # In the order of who sends: the application, then the call.
        domanda.refresh_from_db(from_queryset=Domanda.objects.select_for_update(no_key=True))
        domanda.bando = Bando.objects.select_for_update(no_key=True).get(pk=domanda.bando_id)
        richiedi(da, "thinktown.sceglie_posti", domanda.bando)
        esito = si_sceglie(domanda)
        if not esito:
            raise TransizioneNonAmmessa(esito.frase, codice=esito.codice)
        invio = domanda.invii.select_related("versione").order_by("-n")[0]
        sua = proposta(invio)
        _ce_posto(domanda.bando, sua.sezione)
        campi = _accettato(detto)
        campi["deroga"] = entro_i_limiti(detto.posti, detto.deroga, limiti(domanda, detto.comune, sua))
        return _nasce(domanda, invio, sua, campi, decisione, da)


def _nasce(
    domanda: Domanda, invio: Invio, sua: Proposta, campi: dict[str, Any], decisione: SceltaPosto, da: Any
) -> Offerta:
    if not sua.organizzazione:
        raise DatoNonAccettato(_("La domanda non dice chi ospita: da qui non nasce un posto."))
    ultima = Offerta.objects.filter(bando=domanda.bando).aggregate(n=Max("n"))["n"] or 0
    offerta = Offerta.objects.create(
        bando=domanda.bando,
        domanda=domanda,
        invio=invio,
        n=ultima + 1,
        sezione=sua.sezione,
        organizzazione=sua.organizzazione,
        settore=sua.settore[0],
        nome_settore=sua.settore[1][:120],
        addetti=sua.addetti,
        ospitati=sua.ospitati,
        atto_numero=decisione.numero.strip(),
        atto_del=decisione.data,
        scelta_perche=decisione.motivo.strip()[:MOTIVO_MASSIMO],
        **campi,
    )
    dati = {"domanda": domanda.pk, "invio": invio.n, "posti": offerta.posti, "motivo": offerta.scelta_perche}
    dati |= {"atto": offerta.atto_numero, "del": decisione.data.isoformat() if decisione.data else ""}
    registra_nascita(offerta, "scegli_offerta", da=da, dati=dati | _deroga(offerta))
    return offerta


def _deroga(offerta: Offerta) -> dict[str, str]:
    return {"deroga": offerta.deroga} if offerta.deroga else {}


def rivedi_offerta(offerta: Offerta, detto: PostoDetto, *, da: Any) -> None:
    """Write anew what everybody will read, while nobody reads it yet."""
    with atto(offerta, "rivedi_offerta", da=da) as passo:
        campi = _accettato(detto)
        suoi = limiti(offerta.domanda, detto.comune, proposta(offerta.invio), senza=offerta)
        campi["deroga"] = entro_i_limiti(detto.posti, detto.deroga, suoi)
        for nome, valore in campi.items():
            setattr(offerta, nome, valore)
        offerta.save(update_fields=list(campi))
        passo.dati |= {"posti": offerta.posti} | _deroga(offerta)


def pubblica_offerta(offerta: Offerta, *, da: Any) -> None:
    """Out to everybody, frozen: from now on it may be chosen."""
    with atto(offerta, "pubblica_offerta", da=da, insieme={"pubblicata_il": adesso()}):
        pass


def ritira_offerta(offerta: Offerta, *, motivo: str, da: Any) -> None:
    """It can be chosen no more. Who has it in what was sent keeps it there; who is still writing is told."""
    insieme = {"ritirata_il": adesso(), "ritirata_perche": motivo.strip()[:MOTIVO_MASSIMO]}
    with atto(offerta, "ritira_offerta", da=da, motivo=motivo, insieme=insieme):
        pass


# ── What is accepted ──────────────────────────────────────────────────────────────────────────────
def _decisa(decisione: SceltaPosto) -> None:
    if decisione.numero.strip() and decisione.data is None:
        raise DatoNonAccettato(_("Scrivi la data dell'atto."), campo="data")
    if decisione.data is not None and decisione.data > oggi():
        raise DatoNonAccettato(_("L'atto ha una data che deve ancora venire."), campo="data")
    if not decisione.numero.strip() and not decisione.motivo.strip():
        raise DatoNonAccettato(_("Scrivi il numero dell'atto, o il motivo se un atto non c'è."), campo="numero")


def _ce_posto(bando: Bando, chiave: str) -> None:
    """No more than the section gives; those that were withdrawn have left theirs."""
    sezione = bando.in_vigore.sezione(chiave)
    scelti = Offerta.objects.vive().filter(bando=bando, sezione=chiave).count()
    if sezione is not None and sezione.posti is not None and scelti >= sezione.posti:
        raise TransizioneNonAmmessa(
            _("Questo bando ne sceglie %(n)s, e ci sono già: per sceglierne un altro ritirane uno.")
            % {"n": sezione.posti},
            codice="pieno",
        )


def _accettato(detto: PostoDetto) -> dict[str, Any]:
    """The fields of the place, cleaned; raises DatoNonAccettato beside what cannot be published."""
    titolo = " ".join(detto.titolo.split())
    if not titolo or len(titolo) > TITOLO_MASSIMO:
        raise DatoNonAccettato(_("Scrivi un titolo, al massimo di 120 caratteri."), campo="titolo")
    testi = {str(cosa): detto.testi[cosa].strip() for cosa in NEL_TESTO if detto.testi.get(cosa, "").strip()}
    for dove, testo in (("titolo", titolo), *testi.items()):
        if len(testo) > TESTO_MASSIMO:
            raise DatoNonAccettato(_("Al massimo %(n)s caratteri.") % {"n": TESTO_MASSIMO}, campo=dove)
        if ha_contatti(testo):
            raise DatoNonAccettato(
                _("Qui c'è un'email o un numero di telefono: toglilo, la pagina la legge chiunque."), campo=dove
            )
    return {"titolo": titolo, "comune": detto.comune, "contenuto": testi, "posti": detto.posti}


# ── How many the rules allow ──────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Limiti:
    """What the number of places is measured on. ``addetti`` None: nobody was asked, no rule stops.

    ``scelti``: places that the same body has in the same comune for other applications; ``segue``: trainees of the
    tutor.
    """

    addetti: int | None = None
    ospitati: int = 0
    scelti: int = 0
    segue: int = 0
    regole: Regole = field(default_factory=lambda: regole_al(oggi()))

    @property
    def liberi(self) -> int:
        ammessi = posti_ammessi(self.addetti, self.regole) if self.addetti is not None else POSTI_MASSIMI
        return max(ammessi - self.ospitati - self.scelti, 0)

    @property
    def del_tutor(self) -> int:
        return max(self.regole.per_tutor - self.segue, 0) if self.addetti is not None else POSTI_MASSIMI

    def in_parole(self) -> str:
        """One sentence for each thing that is counted; empty, where nothing is."""
        if self.addetti is None:
            return ""
        frasi = [
            _("Persone in sede: %(addetti)s. Tirocini ammessi insieme: %(ammessi)s (%(fonte)s).")
            % {
                "addetti": self.addetti,
                "ammessi": posti_ammessi(self.addetti, self.regole),
                "fonte": self.regole.fonte,
            },
            _("In corso adesso: %(ospitati)s.") % {"ospitati": self.ospitati},
        ]
        if self.scelti:
            frasi.append(_("Già scelti in un'altra domanda dello stesso ente: %(n)s.") % {"n": self.scelti})
        frasi.append(_("Posti liberi: %(liberi)s.") % {"liberi": self.liberi})
        if self.segue:
            frasi.append(
                _("Il tutor segue già %(n)s persone, al massimo sono %(massimo)s.")
                % {"n": self.segue, "massimo": self.regole.per_tutor}
            )
        return " ".join(frasi)


def limiti(domanda: Domanda, comune: Comune | None, sua: Proposta, *, senza: Offerta | None = None) -> Limiti:
    """Of one application. Two services in one seat share its staff: the other places of the same body count too."""
    altri = Offerta.objects.vive().filter(domanda__codice_fiscale=domanda.codice_fiscale, comune=comune)
    if senza is not None:
        altri = altri.exclude(pk=senza.pk)
    if not domanda.codice_fiscale:
        altri = altri.none()
    scelti = altri.aggregate(n=Sum("posti"))["n"] or 0
    return Limiti(addetti=sua.addetti, ospitati=sua.ospitati, scelti=scelti, segue=sua.segue)


def entro_i_limiti(posti: int, deroga: str, suoi: Limiti) -> str:
    """The reason to keep: none, where staff and tutor allow so many places; compulsory where they do not."""
    if not 1 <= posti <= POSTI_MASSIMI:
        raise DatoNonAccettato(_("Scrivi quanti posti: almeno uno."), campo="posti")
    if posti <= min(suoi.liberi, suoi.del_tutor):
        return ""
    if not deroga.strip():
        frase = _("%(regola)s Scrivi perché ne pubblichi di più.") % {"regola": suoi.in_parole()}
        raise DatoNonAccettato(frase, campo="deroga")
    return deroga.strip()[:MOTIVO_MASSIMO]


# ── What is kept of who chooses ───────────────────────────────────────────────────────────────────
def tieni_preferenze(invio: Invio) -> None:
    """The places of this sending in their order, instead of those of the one before; in the sending's transaction."""
    if invio.n > 1:
        Preferenza.objects.filter(domanda=invio.domanda).delete()
    codici = [uno["codice"] for uno in invio.contenuto.get("posti", ())]
    if not codici:
        return
    per_codice = dict(Offerta.objects.filter(codice__in=codici).values_list("codice", "pk"))
    Preferenza.objects.bulk_create(
        Preferenza(domanda=invio.domanda, invio=invio, offerta_id=per_codice[codice], posto=posto)
        for posto, codice in enumerate(codici, start=1)
    )
