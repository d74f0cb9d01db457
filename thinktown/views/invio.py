"""The last look, the sending, what was received, taking it back; and each one's own confirmation."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from talenti.base.arrivo import arrivo_di
from talenti.base.codici import nuovo_codice
from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo
from talenti.documenti.queries import contenuto
from thinktown import (
    actions,
    coda,
    comunicazioni,
    da_controllare,
    del_gruppo,
    dichiarati,
    dichiarazioni,
    protocolli,
    ricevuta,
)
from thinktown.actions.tardive import FuoriTermine
from thinktown.completezza import che_cosa_manca
from thinktown.enums import PRESENTATE, SI_SCRIVE, StatoComponente, StatoDomanda
from thinktown.fatti import Giorni
from thinktown.forms_fatti import FormConferma
from thinktown.forms_gruppo import FormDichiarazioni
from thinktown.fotografia import impronta_del_testo
from thinktown.istanti import al_secondo
from thinktown.models import Invio
from thinktown.queries import chi_lo_segue, risposte_di
from thinktown.views.della_domanda import DellaDomanda
from thinktown.views.fatti import avvisa_se_non_torna

_GETTONE = re.compile(r"[A-Za-z0-9_-]{6,40}", re.ASCII)


class _DaLeggere(DellaDomanda):
    """What is written, read whole before one puts one's name to it."""

    def da_rendere(self, date: dict[str, Any]) -> list[Any]:
        """The statements asked of her that she has not made yet, in the words of today."""
        chieste = dichiarazioni.chieste(self.domanda.bando.in_vigore, date, self.suo)
        gia = dichiarazioni.rese(self.domanda)
        return [una for una in chieste if (una.chiave, una.versione, self.suo.persona_id) not in gia]

    def rese(self) -> list[dict[str, Any]]:
        """Hers already made, with when."""
        testi = {(una.chiave, una.versione): una.testo for una in self.domanda.bando.in_vigore.dichiarazioni}
        sue = self.domanda.dichiarazioni.filter(persona=self.request.user)
        return [
            {"testo": testi[chiave], "quando": una.resa_il}
            for una in sue
            if (chiave := (una.chiave, una.versione)) in testi
        ]

    def da_dire(self) -> Giorni:
        """All that is asked of her, where something of it has not been said for the day that counts."""
        return dichiarati.chiesti(self.domanda, self.suo, self.al) if self._dovuti() else {}

    def detti(self) -> dict[str, Any]:
        """What she reads back: of herself, for her own eyes, and of the organisation."""
        return {
            "titolo_mie": dichiarati.titolo(dichiarati.chiesti(self.domanda, self.suo, self.al)),
            "mie": [] if self._dovuti() else dichiarati.di_persona(self.domanda, self.suo, self.al),
            "organizzazione": dichiarati.di_organizzazione(self.domanda, self.al),
        }

    def _dovuti(self) -> Giorni:
        return dichiarati.dovuti(self.domanda, self.suo, self.al)

    def tardi(self, request: HttpRequest, errore: FuoriTermine) -> HttpResponse:
        contesto = self.contesto(
            frase=errore.frase,
            arrivata=al_secondo(errore.arrivo),
            segue=chi_lo_segue(self.domanda.bando),
            invio=self.domanda.invii.last(),
        )
        return render(request, "thinktown/domanda/tardi.html", contesto, status=409)


class InviaView(_DaLeggere):
    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        ultimo = self.domanda.invii.last()
        inviata = ultimo is not None and self.domanda.stato in PRESENTATE
        cambia = self.domanda.stato in SI_SCRIVE and ultimo and da_controllare.cambiata_dopo(self.domanda, ultimo)
        if inviata and not cambia:
            return redirect("thinktown:ricevuta", codice)
        return self._mostra(request)

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        scritto = request.POST.get("gettone", "")
        gettone = scritto if _GETTONE.fullmatch(scritto) else nuovo_codice()
        # The second press of the same button: whatever has happened since, the same receipt.
        if self.domanda.invii.filter(gettone=gettone).exists():
            return redirect("thinktown:ricevuta", codice)
        form = FormDichiarazioni(self.da_rendere(risposte_di(self.domanda)), request.POST)
        if not form.is_valid() and self.referente:
            return self._mostra(request, form=form, stato=422)
        try:
            actions.invia(
                self.domanda,
                gettone=gettone,
                da=request.user,
                arrivo=arrivo_di(request),
                letto=request.POST.get("letto", ""),
                dichiarate=form.rese() if self.referente else (),
            )
        except FuoriTermine as errore:
            return self.tardi(request, errore)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            self.domanda.refresh_from_db()
            return self._mostra(request, form=form, frase=str(errore.frase), stato=409)
        return redirect("thinktown:ricevuta", codice)

    def _mostra(
        self, request: HttpRequest, *, form: FormDichiarazioni | None = None, frase: str = "", stato: int = 200
    ) -> HttpResponse:
        domanda, date = self.domanda, risposte_di(self.domanda)
        mancanze = che_cosa_manca(domanda, date)
        esito = puo(request.user, "thinktown.invia_domanda", domanda)
        chiuso = self.perche_chiuso()
        contesto = self.contesto(
            form=form or FormDichiarazioni(self.da_rendere(date)),
            frase=frase,
            manca=da_controllare.da_fare(domanda, mancanze, request.user),
            non_tornano=del_gruppo.che_non_tornano(del_gruppo.regole(domanda, request.user)),
            parti=da_controllare.parti_di(domanda, date),
            scrive=bool(puo(request.user, "thinktown.scrive_domanda", domanda)) and not chiuso,
            rese=self.rese(),
            **self.detti(),
            gettone=nuovo_codice(),
            letto=impronta_del_testo(domanda, date),
            esito=esito,
            chiuso=chiuso,
            pronta=bool(esito)
            and not chiuso
            and not domanda.bando.fermo
            and da_controllare.pronta(mancanze, request.user),
            **self._di_nuovo(),
        )
        return render(request, "thinktown/domanda/invia.html", contesto, status=stato)

    def _di_nuovo(self) -> dict[str, Any]:
        """What sending (again) changes, said before: the instant, and in a queue the place."""
        domanda, ultimo = self.domanda, self.domanda.invii.last()
        vale = domanda.stato in PRESENTATE
        in_coda = coda.in_coda(domanda)
        return {
            "ultimo": ultimo,
            "inviata": al_secondo(ultimo.arrivata_il) if ultimo else "",
            "vale": vale,
            "posto": coda.posto(domanda) if vale and in_coda else None,
            "ultimo_posto": coda.ultimo_posto(domanda) if in_coda else None,
        }


class ConfermaView(_DaLeggere):
    """Each in person: what is written, her own statements, one press. Who sends does the same by sending."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        if self.referente:
            return redirect("thinktown:invia", codice)
        return self._mostra(request)

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        if self.referente:
            return redirect("thinktown:invia", codice)
        form = FormConferma(self.da_rendere(risposte_di(self.domanda)), self.da_dire(), self.suo, request.POST)
        if not form.is_valid():
            return self._mostra(request, form=form, stato=422)
        try:
            self._conferma(request, form)
        except FuoriTermine as errore:
            return self.tardi(request, errore)
        except ErroreDiDominio as errore:
            self.suo.refresh_from_db()
            return self._mostra(request, form=form, frase=str(errore.frase), stato=409)
        if form.giorni:
            avvisa_se_non_torna(request, self.domanda)
        return redirect("thinktown:conferma", codice)

    def _conferma(self, request: HttpRequest, form: FormConferma) -> None:
        arrivo = arrivo_di(request)
        if self._da_confermare():
            actions.conferma(self.domanda, da=request.user, arrivo=arrivo, letto=request.POST.get("letto", ""))
        if form.giorni:
            actions.dichiara_fatti(self.domanda, da=request.user, arrivo=arrivo, **form.detti())
        actions.dichiara(self.domanda, form.rese(), da=request.user, arrivo=arrivo)

    def _da_confermare(self) -> bool:
        serve = self.domanda.bando.in_vigore.chi.conferma_di_tutti
        return serve and self.suo.stato != StatoComponente.CONFERMATO

    def _mostra(
        self, request: HttpRequest, *, form: FormConferma | None = None, frase: str = "", stato: int = 200
    ) -> HttpResponse:
        date = risposte_di(self.domanda)
        da_rendere = self.da_rendere(date)
        contesto = self.contesto(
            form=form or FormConferma(da_rendere, self.da_dire(), self.suo),
            **self.detti(),
            frase=frase,
            parti=da_controllare.parti_di(self.domanda, date),
            rese=self.rese(),
            da_rendere=da_rendere,
            da_confermare=self._da_confermare(),
            letto=impronta_del_testo(self.domanda, date),
            chiuso=self.perche_chiuso(),
            parla=del_gruppo.chi_parla(del_gruppo.righe(self.domanda, request.user)),
        )
        return render(request, "thinktown/domanda/conferma.html", contesto, status=stato)


# ── What was received ─────────────────────────────────────────────────────────────────────────────
class _DiUnInvio(DellaDomanda):
    """The last sending, or the one that the address names."""

    def invio(self, request: HttpRequest) -> Invio:
        scritto = request.GET.get("invio", "")
        invii = self.domanda.invii.select_related("versione", "da").order_by("n")
        if scritto.isascii() and scritto.isdigit() and len(scritto) < 6:
            return get_object_or_404(invii, n=int(scritto))
        ultimo = invii.last()
        if ultimo is None:
            raise Http404
        ultimo.domanda = self.domanda
        return ultimo


class RicevutaView(_DiUnInvio):
    """For ever at the same address, and always the truth of now."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        domanda, invio = self.domanda, self.invio(request)
        ultimo = domanda.invii.last()
        chiuso = self.perche_chiuso()
        detto = comunicazioni.della_domanda(domanda, request.user)
        pdf = reverse("thinktown:ricevuta_pdf", args=[codice])
        contesto = self.contesto(
            invio=invio,
            url_pdf=f"{pdf}?invio={invio.n}",
            arrivata=al_secondo(invio.arrivata_il),
            protocollo=protocolli.in_parole(protocolli.per_invio(domanda).get(invio.pk)),
            ritirata=domanda.stato == StatoDomanda.RITIRATA,
            superata=ultimo is not None and invio.n < ultimo.n,
            cambiata=domanda.stato in PRESENTATE and da_controllare.cambiata_dopo(domanda, ultimo or invio),
            parti=da_controllare.parti_inviate(invio),
            file=da_controllare.file_inviati(invio),
            gruppo=da_controllare.gruppo_inviato(invio),
            invii=da_controllare.invii_di(domanda),
            **detto,
            passi=ricevuta.che_cosa_succede(domanda, invio, detto["dette"]),
            chiuso=chiuso,
            puo_ritirare=not chiuso and bool(puo(request.user, "thinktown.invia_domanda", domanda)),
            scrive=not chiuso and bool(puo(request.user, "thinktown.scrive_domanda", domanda)),
            posto=coda.posto(domanda) if coda.ha_un_posto(domanda) else None,
            segue=chi_lo_segue(domanda.bando),
        )
        return render(request, "thinktown/domanda/ricevuta.html", contesto)


class RicevutaPdfView(_DiUnInvio):
    """Drawn and signed the first time that somebody asks for it, and the same ever after."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        documento = ricevuta.documento(self.invio(request))
        intestazioni = {
            "Content-Disposition": content_disposition_header(True, documento.file.nome) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        return HttpResponse(contenuto(documento.file), content_type="application/pdf", headers=intestazioni)


class RitiraView(_DaLeggere):
    """Asks once, says what follows."""

    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        if self.domanda.stato == StatoDomanda.BOZZA:
            raise Http404
        if self.domanda.stato == StatoDomanda.RITIRATA:
            return redirect("thinktown:ricevuta", codice)
        return self._chiedi(request)

    def post(self, request: HttpRequest, codice: str) -> HttpResponse:
        if self.domanda.stato == StatoDomanda.BOZZA:
            raise Http404
        try:
            actions.ritira(self.domanda, da=request.user, arrivo=arrivo_di(request))
        except FuoriTermine as errore:
            return self.tardi(request, errore)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            return self._chiedi(request, frase=str(errore.frase))
        return redirect("thinktown:ricevuta", codice)

    def _chiedi(self, request: HttpRequest, frase: str = "") -> HttpResponse:
        contesto = self.contesto(
            frase=frase,
            esito=puo(request.user, "thinktown.invia_domanda", self.domanda),
            chiuso=self.perche_chiuso(),
            posto=coda.posto(self.domanda) if coda.ha_un_posto(self.domanda) else None,
        )
        return render(request, "thinktown/domanda/ritira.html", contesto, status=409 if frase else 200)
