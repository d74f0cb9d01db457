"""What people are told of their own account. Imported by PersoneConfig.ready()."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.links import firma
from talenti.base.templatetags.italiano import data, data_ora
from talenti.persone.models import Persona, RecuperoFattore, Tutela
from talenti.registro.annunci import Messaggio, avvisa

TIPO = "sicurezza"
RISPOSTA_ARRIVATA = gettext_lazy("Un genitore o tutore ha risposto")
SCOPO_TUTELA = "persone.tutela"
SCOPO_RECUPERO = "persone.recupero"

Dati = dict[str, Any]


def _non_sei_tu() -> str:
    return _("Se non sei tu, cambia subito la password e scrivi a %(aiuto)s.") % {"aiuto": settings.EMAIL_AIUTO}


def _va_tutto_bene() -> str:
    return _("Se sei tu, non devi fare niente.")


def _di_sicurezza(t: Any, persona: Persona, oggetto: str, *righe: str) -> Messaggio:
    quando = _("È successo %(quando)s.") % {"quando": data_ora(t.quando)}
    azione = (_("Controlla i tuoi accessi"), reverse("persone:sicurezza"))
    return Messaggio(
        persona=persona,
        tipo=TIPO,
        oggetto=oggetto,
        testo=(*righe, quando, _va_tutto_bene(), _non_sei_tu()),
        azione=azione,
    )


@avvisa("persone.persona", "cambia_password")
def password_cambiata(t: Any, persona: Persona, _dati: Dati) -> Iterable[Messaggio]:
    yield _di_sicurezza(t, persona, _("La tua password è cambiata"), _("La password del tuo account è stata cambiata."))


@avvisa("persone.persona", "cambia_email")
def email_cambiata(t: Any, persona: Persona, dati: Dati) -> Iterable[Messaggio]:
    riga = _("Da adesso entri con %(ora)s. L'indirizzo di prima non vale più.") % {"ora": dati["ora"]}
    yield _di_sicurezza(t, persona, _("La tua email è cambiata"), riga)
    if dati["prima"]:
        yield Messaggio(
            email=dati["prima"],
            tipo=TIPO,
            lingua=persona.lingua,
            oggetto=_("La tua email è cambiata"),
            testo=(
                _("Questo indirizzo non è più quello del tuo account."),
                _va_tutto_bene(),
                _("Se non sei tu, scrivi subito a %(aiuto)s.") % {"aiuto": settings.EMAIL_AIUTO},
            ),
        )


_FATTORI: dict[str, Callable[[], str]] = {
    "totp": lambda: _("l'app dei codici"),
    "webauthn": lambda: _("una passkey"),
    "recovery_codes": lambda: _("i codici di riserva"),
}


def _fattore(dati: Dati) -> str:
    return _FATTORI.get(dati.get("tipo", ""), lambda: _("un secondo fattore"))()


@avvisa("persone.persona", "aggiungi_fattore")
def fattore_aggiunto(t: Any, persona: Persona, dati: Dati) -> Iterable[Messaggio]:
    riga = _("Al tuo account è stato aggiunto questo secondo fattore: %(fattore)s.") % {"fattore": _fattore(dati)}
    yield _di_sicurezza(t, persona, _("Secondo fattore aggiunto"), riga)


@avvisa("persone.persona", "togli_fattore")
def fattore_tolto(t: Any, persona: Persona, dati: Dati) -> Iterable[Messaggio]:
    riga = _("Dal tuo account è stato tolto questo secondo fattore: %(fattore)s.") % {"fattore": _fattore(dati)}
    yield _di_sicurezza(t, persona, _("Secondo fattore tolto"), riga)


@avvisa("persone.persona", "azzera_fattore")
def fattore_azzerato(_t: Any, persona: Persona, dati: Dati) -> Iterable[Messaggio]:
    yield Messaggio(
        persona=persona,
        tipo=TIPO,
        oggetto=_("L'ufficio ha tolto il tuo secondo fattore"),
        testo=(
            _("Ora puoi entrare con la password o con un codice per email."),
            _("Motivo: %(motivo)s") % {"motivo": dati.get("motivo", "")},
            _("Aggiungi un secondo fattore nuovo appena entri. Abbiamo chiuso gli accessi che erano aperti."),
            _("Se non l'hai chiesto tu, scrivi subito a %(aiuto)s.") % {"aiuto": settings.EMAIL_AIUTO},
        ),
        azione=(_("Aggiungi il secondo fattore"), reverse("mfa_index")),
    )


@avvisa("persone.persona", "entra_da_nuovo_dispositivo")
def dispositivo_nuovo(t: Any, persona: Persona, dati: Dati) -> Iterable[Messaggio]:
    riga = _("Qualcuno è entrato nel tuo account da un dispositivo che non conoscevamo: %(dispositivo)s.") % {
        "dispositivo": dati.get("dispositivo", "")
    }
    yield _di_sicurezza(t, persona, _("Accesso da un dispositivo nuovo"), riga)


@avvisa("persone.persona", "collega_identita")
def identita_collegata(t: Any, persona: Persona, _dati: Dati) -> Iterable[Messaggio]:
    riga = _("Ora puoi entrare anche con la tua identità digitale, SPID o CIE.")
    yield _di_sicurezza(t, persona, _("Identità digitale collegata"), riga)


@avvisa("persone.persona", "scollega_identita")
def identita_scollegata(t: Any, persona: Persona, _dati: Dati) -> Iterable[Messaggio]:
    riga = _("Con SPID o CIE non si entra più nel tuo account. Abbiamo cancellato i dati verificati.")
    yield _di_sicurezza(t, persona, _("Identità digitale scollegata"), riga)


@avvisa("persone.persona", "correggi_nascita")
def nascita_corretta(_t: Any, persona: Persona, dati: Dati) -> Iterable[Messaggio]:
    yield Messaggio(
        persona=persona,
        tipo=TIPO,
        oggetto=_("L'ufficio ha corretto la tua data di nascita"),
        testo=(
            _("Ora è questa: %(giorno)s.") % {"giorno": data(persona.nato_il)},
            _("Motivo: %(motivo)s") % {"motivo": dati["motivo"]},
            _("Se non è giusta, scrivi a %(aiuto)s.") % {"aiuto": settings.EMAIL_AIUTO},
        ),
        azione=(_("Vedi il tuo profilo"), reverse("persone:profilo")),
    )


@avvisa("persone.persona", "chiudi")
def account_chiuso(_t: Any, persona: Persona, _dati: Dati) -> Iterable[Messaggio]:
    yield Messaggio(
        email=persona.indirizzo_di_prima,
        tipo=TIPO,
        lingua=persona.lingua,
        oggetto=_("Il tuo account è chiuso"),
        testo=(
            _("Non devi fare niente."),
            _("Abbiamo cancellato i tuoi dati. Restano, senza il tuo nome, gli atti che la legge ci chiede di tenere."),
            _("Se non l'hai chiesto tu, scrivi subito a %(aiuto)s.") % {"aiuto": settings.EMAIL_AIUTO},
        ),
    )


def link_tutela(tutela: Tutela) -> str:
    """Where the guardian answers: the token names the row, the address it was sent to and its purpose."""
    return reverse("persone:tutela", args=[firma(SCOPO_TUTELA, {"tutela": tutela.pk, "email": tutela.email})])


@avvisa("persone.tutela", "invita", "rimanda")
def tutore_invitato(_t: Any, tutela: Tutela, _dati: Dati) -> Iterable[Messaggio]:
    nome = tutela.persona.get_full_name()
    yield Messaggio(
        email=tutela.email,
        tipo=TIPO,
        lingua=tutela.persona.lingua,
        oggetto=_("Aspettiamo la tua risposta: sì o no"),
        testo=(
            _("%(nome)s ti ha indicato come genitore o tutore. Per rispondere apri la pagina: serve un minuto.")
            % {"nome": nome},
            _("Ha meno di 18 anni e usa il portale della rete Talenti Diffusi."),
            _("Il link vale 14 giorni. Se non conosci questa persona, rispondi no: non ti scriviamo più."),
        ),
        azione=(_("Apri e rispondi"), link_tutela(tutela)),
    )


@avvisa("persone.tutela", "conferma")
def tutore_conferma(_t: Any, tutela: Tutela, _dati: Dati) -> Iterable[Messaggio]:
    yield Messaggio(
        persona=tutela.persona,
        tipo=TIPO,
        oggetto=RISPOSTA_ARRIVATA,
        testo=(
            _("%(nome)s ha detto sì come genitore o tutore. Non devi fare niente.") % {"nome": tutela.nome},
            _("Quando un'attività chiede il sì di un genitore o tutore, lo chiediamo a lei o a lui."),
        ),
    )
    yield Messaggio(
        email=tutela.email,
        tipo=TIPO,
        lingua=tutela.persona.lingua,
        oggetto=_("Abbiamo la tua risposta"),
        testo=(
            _("Hai detto sì per %(nome)s. Non devi fare niente.") % {"nome": tutela.persona.get_full_name()},
            _("Se cambi idea, apri la pagina e ritira il sì: finché vale, puoi farlo quando vuoi."),
        ),
        azione=(_("Cambia la risposta"), link_tutela(tutela)),
    )


@avvisa("persone.tutela", "rifiuta", "revoca")
def tutore_nega(_t: Any, tutela: Tutela, _dati: Dati) -> Iterable[Messaggio]:
    yield Messaggio(
        persona=tutela.persona,
        tipo=TIPO,
        oggetto=RISPOSTA_ARRIVATA,
        testo=(
            _("%(nome)s ha detto no.") % {"nome": tutela.nome},
            _("Puoi continuare a usare il portale. Se serve, indica un altro genitore o tutore."),
        ),
        azione=(_("Vedi genitori e tutori"), reverse("persone:tutele")),
    )


@avvisa("persone.tutela", "revoca_in_ufficio")
def tutela_revocata(_t: Any, tutela: Tutela, dati: Dati) -> Iterable[Messaggio]:
    motivo = _("Motivo: %(motivo)s") % {"motivo": dati["motivo"]}
    yield Messaggio(
        persona=tutela.persona,
        tipo=TIPO,
        oggetto=_("L'ufficio ha tolto un genitore o tutore"),
        testo=(_("Il sì di %(nome)s non vale più.") % {"nome": tutela.nome}, motivo),
        azione=(_("Vedi genitori e tutori"), reverse("persone:tutele")),
    )
    yield Messaggio(
        email=tutela.email,
        tipo=TIPO,
        lingua=tutela.persona.lingua,
        oggetto=_("Il tuo sì non vale più"),
        testo=(_("Non devi fare niente: l'ufficio l'ha ritirato per te."), motivo),
    )


def link_annulla_recupero(recupero: RecuperoFattore) -> str:
    return reverse("persone:recupero_annulla", args=[firma(SCOPO_RECUPERO, {"recupero": recupero.pk})])


@avvisa("persone.recuperofattore", "chiedi")
def recupero_chiesto(_t: Any, recupero: RecuperoFattore, _dati: Dati) -> Iterable[Messaggio]:
    yield Messaggio(
        persona=recupero.persona,
        tipo=TIPO,
        oggetto=_("Hai chiesto di togliere il secondo fattore"),
        testo=(
            _("Se non l'hai chiesto tu, ferma la richiesta e cambia la password: qualcuno la conosce."),
            _("Se l'hai chiesto tu, non devi fare niente: l'ufficio ti risponde, non prima di 24 ore."),
        ),
        azione=(_("Ferma la richiesta"), link_annulla_recupero(recupero)),
    )
    yield Messaggio(
        email=settings.EMAIL_CAPOFILA,
        tipo=TIPO,
        oggetto=_("Una persona ha perso il secondo fattore"),
        testo=_("Controlla chi è, per telefono o di persona, prima di togliere il secondo fattore."),
        azione=(_("Apri la richiesta"), reverse("admin:persone_recuperofattore_change", args=[recupero.pk])),
    )


@avvisa("persone.recuperofattore", "respingi")
def recupero_respinto(_t: Any, recupero: RecuperoFattore, dati: Dati) -> Iterable[Messaggio]:
    yield Messaggio(
        persona=recupero.persona,
        tipo=TIPO,
        oggetto=_("Il tuo secondo fattore resta attivo"),
        testo=(
            _("Non abbiamo tolto il secondo fattore."),
            _("Motivo: %(motivo)s") % {"motivo": dati.get("motivo", "")},
            _("Puoi chiederlo di nuovo, o scrivere a %(aiuto)s.") % {"aiuto": settings.EMAIL_AIUTO},
        ),
    )
