"""The queue: the applications that were sent to a call, as they were sent. Drafts are nobody's business."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from talenti.base.views import PaginatoreMite
from talenti.documenti.enums import TipoFile
from talenti.documenti.models import FileCaricato
from talenti.documenti.queries import contenuto
from talenti.persone.letture import UFFICIO, annota_letture, dichiara_pagina
from thinktown import protocolli
from thinktown.actions.viste import segna_vista
from thinktown.enums import Proponente, RuoloComponente
from thinktown.enums_istruttoria import RICHIESTE
from thinktown.models import CopiaOscurata, Domanda, Invio, Provvedimento, VoceRichiesta
from thinktown.ufficio import coda, filtri
from thinktown.ufficio.base import InUfficio

PAGINA = dichiara_pagina("thinktown.domande", _("Le domande inviate a un bando, in ufficio"))
PER_PAGINA = 50
# At once: what fits in a few seconds of one request.
INSIEME = 200


class DelleDomande(InUfficio):
    """Pages on what was sent to one call, under the filters of the address."""

    con_le_tavole = False

    @cached_property
    def inviate(self) -> QuerySet[Domanda]:
        mie = Domanda.objects.visibili_in_ufficio(self.request.user)
        return mie.filter(bando=self.bando).come_inviate()

    @cached_property
    def sezioni(self) -> dict[str, str]:
        return {una.chiave: una.nome for una in self.bando.in_vigore.sezioni}

    @cached_property
    def scelti(self) -> coda.Scelti:
        return coda.Scelti.leggi(self.request.GET, self.sezioni)

    def sospese_mie(self, e_poi: Q | None = None) -> list[Provvedimento]:
        """What this person has decided and may still take back; with it, in the same question, what else is asked."""
        mie = Q(domanda__bando=self.bando, da=self.request.user, comunicato_il=None, annullato_il=None)
        righe = Provvedimento.objects.filter(mie | e_poi if e_poi else mie)
        return list(righe.select_related("domanda").order_by("-preso_il", "-pk")[: INSIEME * 4])

    def annota(self, persone: Iterable[int | None]) -> None:
        annota_letture([pk for pk in persone if pk], chi=self.request.user, per_conto=UFFICIO, pagina=PAGINA)


def banner(provvedimenti: Iterable[Provvedimento], persona: Any) -> list[dict[str, Any]]:
    """What may still be taken back, the last first: one line for what was decided together."""
    righe: dict[str, dict[str, Any]] = {}
    for uno in provvedimenti:
        if uno.da_id != persona.pk or not uno.in_sospeso:
            continue
        riga = righe.setdefault(uno.mazzo or uno.codice, {"uno": uno, "mazzo": uno.mazzo, "quante": 0})
        riga["quante"] += 1
    return list(righe.values())


class DomandeView(DelleDomande):
    """Number, instant, who, what it waits for, who has it, by when: as it was sent, whatever is changed since."""

    template_name = "admin/thinktown/domande.html"
    titolo = _("Domande inviate")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        persona: Any = self.request.user
        di_tutte = coda.filtra(self.inviate, self.scelti.senza_cosa(), persona)
        conti = coda.quante(di_tutte)
        scelte = coda.con_situazione(coda.filtra(self.inviate, self.scelti, persona)).select_related("seguita_da")
        pagine = PaginatoreMite(protocolli.con_protocollo(scelte).order_by("numero"), PER_PAGINA)
        pagine.count = conti[self.scelti.cosa] if self.scelti.cosa else sum(conti.values())
        page = pagine.page(self.request.GET.get("page") or 1)
        lista = list(page.object_list)
        letti = self.sospese_mie(Q(domanda__in=[una.pk for una in lista], tipo__in=RICHIESTE))
        parametri = self.scelti.in_indirizzo()
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "righe": self._righe(lista, letti),
            "sospese": banner(letti, persona),
            "situazioni": self._situazioni(conti),
            "da_controllare": conti[coda.DA_CONTROLLARE],
            "tutte": sum(conti.values()),
            "tutte_url": f"?{self.scelti.in_indirizzo(cosa='')}",
            "sezioni": self.sezioni.items(),
            "chi": coda.CHI.items(),
            "scelti": self.scelti,
            # What goes before the page number in the address of another page, and behind that of an application.
            "parametri": f"{parametri}&" if parametri else "",
            "filtri": f"?{parametri}" if parametri else "",
            "insieme": INSIEME,
            **filtri.nella_coda(self.bando, self.request),
        }

    def _situazioni(self, conti: dict[str, int]) -> list[dict[str, Any]]:
        return [
            {"nome": nome, "quante": conti[chiave], "qui": chiave == self.scelti.cosa, "chiave": chiave,
             "url": f"?{self.scelti.in_indirizzo(cosa=chiave)}"}
            for chiave, nome in coda.SITUAZIONI.items()
            if conti[chiave] or chiave in (coda.DA_CONTROLLARE, self.scelti.cosa)
        ]  # fmt: skip

    def _righe(self, lista: list[Domanda], letti: list[Provvedimento]) -> list[dict[str, Any]]:
        chi = _chi_presenta(lista)
        self.annota(persona for una in lista if not una.soggetto_inviato for _nome, persona in [chi[una.pk]])
        richieste: dict[int, list[Provvedimento]] = {}
        for uno in letti:
            richieste.setdefault(uno.domanda_id, []).append(uno)
        entro = {una.pk: coda.entro_di(self.bando, una, richieste.get(una.pk, ())) for una in lista}
        return [
            {
                "domanda": una,
                "chi": una.soggetto_inviato or chi[una.pk][0],
                "proponente": Proponente(una.proponente_inviato).label,
                "sezione": self.sezioni.get(una.sezione_inviata, una.sezione_inviata),
                "situazione": coda.situazione_di(una.stato, sospesa=bool(una.sospeso_tipo)),
                "in_parole": coda.in_parole(una),
                "entro": entro[una.pk],
                "tardi": coda.e_tardi(entro[una.pk]),
                "letto": una.n_inviato,
            }
            for una in lista
        ]


def _chi_presenta(domande: Iterable[Domanda]) -> dict[int, tuple[str, int | None]]:
    """Who spoke for each group when it was sent, by application: (name, person)."""
    chi = {
        una.pk: (una.presenta_inviato, int(una.referente_inviato) if una.referente_inviato else None) for una in domande
    }
    # Sendings of before this was kept apart.
    vecchie = [pk for pk, (nome, _persona) in chi.items() if not nome]
    if vecchie:
        for invio in Invio.objects.filter(domanda__in=vecchie).order_by("n"):
            uno = next(uno for uno in invio.contenuto["gruppo"] if uno["ruolo"] == RuoloComponente.REFERENTE)
            chi[invio.domanda_id] = uno["nome"], uno["persona"]
    return chi


class DiUna(DelleDomande):
    """One application: what its last sending froze."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.codice = kwargs.pop("codice")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def domanda(self) -> Domanda:
        trovata = get_object_or_404(self.inviate.select_related("seguita_da"), codice=self.codice)
        trovata.bando = self.bando
        return trovata

    @cached_property
    def invii(self) -> list[Invio]:
        righe = list(self.domanda.invii.select_related("versione", "da").order_by("-n"))
        if not righe:
            raise Http404
        return righe


class FileDomandaView(DiUna):
    """A file of the application as it was sent, of an answer that was, or a copy without names.

    One that was only uploaded, or taken out before, is not there.

    ``?vedi=1``: a PDF or an image to be read inside the page of the application, and nowhere else.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.codice_file = kwargs.pop("file")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        file = self._file()
        self.annota(uno["persona"] for uno in self.invii[0].contenuto["gruppo"])
        segna_vista(self.domanda, request.user, self.codice_file)
        return _risposta(file, dentro="vedi" in request.GET and TipoFile(file.tipo).si_mostra)

    def _file(self) -> FileCaricato:
        presenti = FileCaricato.objects.presenti()
        if self.codice_file in {uno["codice"] for uno in self.invii[0].contenuto["file"]}:
            return get_object_or_404(presenti.di(self.domanda), codice=self.codice_file)
        risposte = VoceRichiesta.objects.filter(provvedimento__in=protocolli.risposte(self.domanda).values("pk"))
        copie = CopiaOscurata.objects.filter(domanda=self.domanda)
        nostri = Q(pk__in=risposte.values("file")) | Q(pk__in=copie.values("file"))
        return get_object_or_404(presenti, nostri, codice=self.codice_file)


# What is saved is shut in a sandbox; what is read inside our page runs nothing and stands in no other frame.
# (Browsers refuse to open a PDF in a sandbox.)
_SALVATO = "sandbox; default-src 'none'; frame-ancestors 'none'"
_LETTO_QUI = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def _risposta(file: FileCaricato, *, dentro: bool) -> HttpResponse:
    return HttpResponse(
        contenuto(file),
        content_type=TipoFile(file.tipo).mime,
        headers={
            "Content-Disposition": content_disposition_header(not dentro, file.nome) or "attachment",
            "Content-Security-Policy": _LETTO_QUI if dentro else _SALVATO,
            "X-Frame-Options": "SAMEORIGIN" if dentro else "DENY",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
