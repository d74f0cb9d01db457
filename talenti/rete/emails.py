"""What people are told of the network. Imported by ReteConfig.ready().

Each function runs once for every language of its readers, so plain gettext and reverse are right here.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.permissions import attore_in_parole
from talenti.base.templatetags.italiano import data
from talenti.registro.actions import chi
from talenti.registro.annunci import Messaggio, avvisa
from talenti.rete.models import Appartenenza, Partner
from talenti.rete.queries import amministrano, coordinano

TIPO = "rete"

Dati = dict[str, Any]
Azione = tuple[str, str]


def _a_tutti(persone: Iterable[Any], oggetto: str, testo: Iterable[str], azione: Azione | None) -> Iterator[Messaggio]:
    for persona in persone:
        yield Messaggio(persona=persona, tipo=TIPO, oggetto=oggetto, testo=tuple(testo), azione=azione)


def altri(persone: Iterable[Any], t: Any) -> list[Any]:
    """Everybody but who did it."""
    return [persona for persona in persone if attore_in_parole(persona) != t.attore]


def _membri(partner: Partner) -> list[Any]:
    righe = Appartenenza.objects.efficaci().filter(partner=partner)
    return list(get_user_model()._default_manager.filter(pk__in=righe.values("persona"), is_active=True).order_by("pk"))


def _ufficio(partner: Partner) -> Azione:
    return _("Apri la proposta"), reverse("admin:rete_partner_esame", args=[partner.pk])


def _proposta(partner: Partner) -> Azione:
    return _("Guarda a che punto è"), reverse("rete:proposta", args=[partner.codice])


def organizzazione(partner: Partner) -> Azione:
    return _("Apri la tua organizzazione"), reverse("rete:mia", args=[partner.slug])


def _pagina(partner: Partner) -> Azione:
    return _("Guarda la pagina"), partner.get_absolute_url()


def niente_da_fare() -> str:
    return _("Non devi fare niente.")


def _motivo(dati: Dati) -> list[str]:
    return [_("Il motivo: %(motivo)s") % {"motivo": dati["motivo"]}] if dati.get("motivo") else []


def _nota(dati: Dati) -> list[str]:
    return [_("Nota: %(testo)s") % {"testo": dati["motivo"]}] if dati.get("motivo") else []


@avvisa("rete.partner", "proponi")
def proposta_inviata(t: Any, partner: Partner, _dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome, "giorno": data(partner.esame_entro)}
    yield from _a_tutti(
        amministrano(partner),
        _("Proposta inviata: %(nome)s") % per,
        (
            niente_da_fare(),
            _("Il coordinamento della rete esamina la proposta e risponde entro %(giorno)s.") % per,
            _("Se serve un documento, te lo chiediamo con un messaggio come questo."),
        ),
        _proposta(partner),
    )
    yield from _a_tutti(
        altri(coordinano(), t),
        _("Nuova proposta: %(nome)s") % per,
        (_("Esamina la proposta: la risposta è attesa entro %(giorno)s.") % per, partner.in_una_frase),
        _ufficio(partner),
    )


@avvisa("rete.partner", "ritira")
def proposta_ritirata(t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome, "chi": chi(t.attore)}
    testo = (niente_da_fare(), _("L'ha ritirata %(chi)s.") % per, *_motivo(dati))
    oggetto = _("Proposta ritirata: %(nome)s") % per
    yield from _a_tutti(altri(amministrano(partner), t), oggetto, testo, _proposta(partner))
    yield from _a_tutti(altri(coordinano(), t), oggetto, testo, None)


@avvisa("rete.partner", "prendi_in_esame")
def proposta_in_esame(_t: Any, partner: Partner, _dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome, "giorno": data(partner.esame_entro)}
    testo = (niente_da_fare(), _("Stiamo leggendo la proposta. Rispondiamo entro %(giorno)s.") % per)
    yield from _a_tutti(amministrano(partner), _("Proposta in esame: %(nome)s") % per, testo, _proposta(partner))


@avvisa("rete.partner", "chiedi_integrazione")
def documenti_chiesti(_t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    richiesti = list(partner.documenti_richiesti.filter(mandato_il__isnull=True))
    per = {"nome": partner.nome, "giorno": data(richiesti[0].entro)}
    yield from _a_tutti(
        amministrano(partner),
        _("Servono documenti: %(nome)s") % per,
        (
            _("Mandali entro %(giorno)s: quando arrivano, l'esame riprende.") % per,
            _("Se quel giorno passa senza, il coordinamento può non ammettere la proposta."),
            *(documento.voce for documento in richiesti),
            *_nota(dati),
        ),
        (_("Manda i documenti"), reverse("rete:documenti", args=[partner.codice])),
    )


@avvisa("rete.partner", "integra")
def documenti_mandati(_t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome, "giorno": data(partner.esame_entro)}
    voci = tuple(f"{documento['voce']}: {documento['file']}" for documento in dati["documenti"])
    yield from _a_tutti(
        coordinano(),
        _("Documenti arrivati: %(nome)s") % per,
        (_("Riprendi l'esame: la risposta è attesa entro %(giorno)s.") % per, *voci),
        _ufficio(partner),
    )
    yield from _a_tutti(
        amministrano(partner),
        _("Documenti mandati: %(nome)s") % per,
        (niente_da_fare(), _("L'esame riprende. Rispondiamo entro %(giorno)s.") % per, *voci),
        _proposta(partner),
    )


@avvisa("rete.partner", "ammetti")
def ammessa(t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome, "numero": dati["numero"]}
    yield from _a_tutti(
        _membri(partner),
        _("Nella rete: %(nome)s") % per,
        (
            _("Ora %(nome)s fa parte della rete.") % per,
            *_nota(dati),
            _("Completa la pagina pubblica e invita chi lavora con te."),
            _("Numero di ammissione: %(numero)s.") % per,
        ),
        organizzazione(partner),
    )
    testo = (niente_da_fare(), _("Numero di ammissione: %(numero)s.") % per)
    yield from _a_tutti(altri(coordinano(), t), _("Ammessa: %(nome)s") % per, testo, _pagina(partner))


@avvisa("rete.partner", "respingi")
def non_ammessa(t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome}
    yield from _a_tutti(
        _membri(partner),
        _("Proposta non ammessa: %(nome)s") % per,
        (
            _("La rete non ha ammesso %(nome)s.") % per,
            *_motivo(dati),
            _("Puoi correggere la proposta e mandarla di nuovo, quando vuoi."),
            _("Per parlarne, scrivi a %(chi)s.") % {"chi": chi(t.attore)},
        ),
        _proposta(partner),
    )
    yield from _a_tutti(
        altri(coordinano(), t),
        _("Non ammessa: %(nome)s") % per,
        (niente_da_fare(), *_motivo(dati)),
        _ufficio(partner),
    )


@avvisa("rete.partner", "sospendi")
def sospesa(_t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome}
    testo = (
        _("La partecipazione di %(nome)s alla rete è sospesa.") % per,
        *_motivo(dati),
        _("La pagina resta, ma non si può pubblicare niente di nuovo finché la sospensione dura."),
    )
    yield from _a_tutti(_membri(partner), _("Partecipazione sospesa: %(nome)s") % per, testo, organizzazione(partner))


@avvisa("rete.partner", "riattiva")
def riattivata(_t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome}
    fatto = _("%(nome)s partecipa di nuovo alla rete, con gli stessi ruoli di prima.") % per
    testo = (niente_da_fare(), fatto, *_nota(dati))
    yield from _a_tutti(_membri(partner), _("Partecipazione ripresa: %(nome)s") % per, testo, organizzazione(partner))


@avvisa("rete.partner", "cessa")
def cessata(_t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome}
    testo = [_("%(nome)s non fa più parte della rete.") % per, *_motivo(dati)]
    if partner.successore:
        testo.append(_("Al suo posto c'è %(altro)s.") % {"altro": partner.successore})
    testo.append(_("La pagina resta, con la data in cui la partecipazione è finita."))
    yield from _a_tutti(_membri(partner), _("Partecipazione finita: %(nome)s") % per, testo, _pagina(partner))


@avvisa("rete.partner", "accogli_unione")
def schede_unite(t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome, "doppio": dati["nome"]}
    testo = (
        niente_da_fare(),
        _("Le schede %(doppio)s e %(nome)s erano della stessa organizzazione: ora ce n'è una sola.") % per,
        *_nota(dati),
    )
    yield from _a_tutti(altri(_membri(partner), t), _("Schede unite: %(nome)s") % per, testo, organizzazione(partner))


@avvisa("rete.partner", "unisci")
def proposta_unita(t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    """Who had proposed what was there already: no role came along, and this is what to ask."""
    per = {"nome": partner.unito_a, "doppio": partner.nome}
    persone = get_user_model()._default_manager.filter(pk__in=dati.get("lasciate", []), is_active=True).order_by("pk")
    testo = (
        _("La proposta di %(doppio)s e la scheda %(nome)s sono della stessa organizzazione: resta %(nome)s.") % per,
        *_nota(dati),
        _("Il tuo ruolo nella proposta è finito."),
        _("Se lavori in %(nome)s, chiedi un invito a chi la amministra.") % per,
    )
    oggetto = _("Proposta unita: %(nome)s") % per
    yield from _a_tutti(altri(persone, t), oggetto, testo, _pagina(partner.unito_a) if partner.unito_a else None)


@avvisa("rete.partner", "nomina_capofila")
def guida_affidata(t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome}
    testo = (niente_da_fare(), _("Da oggi %(nome)s guida la rete.") % per, *_nota(dati))
    yield from _a_tutti(altri(_membri(partner), t), _("Guida la rete: %(nome)s") % per, testo, _pagina(partner))


@avvisa("rete.partner", "cambia_nome")
def nome_cambiato(t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    per = {"prima": dati["prima"], "nome": partner.nome}
    testo = (niente_da_fare(), _("%(prima)s ora si chiama %(nome)s.") % per)
    persone = {p.pk: p for p in (*amministrano(partner), *coordinano())}
    yield from _a_tutti(altri(persone.values(), t), _("Nome nuovo: %(nome)s") % per, testo, _pagina(partner))


@avvisa("rete.partner", "modifica")
def pagina_cambiata(t: Any, partner: Partner, _dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome, "chi": chi(t.attore)}
    testo = (niente_da_fare(), _("%(chi)s ha cambiato la pagina di %(nome)s.") % per)
    yield from _a_tutti(altri(amministrano(partner), t), _("Pagina cambiata: %(nome)s") % per, testo, _pagina(partner))


@avvisa("rete.partner", "aggiungi_partecipazione", "chiudi_partecipazione")
def azioni_cambiate(t: Any, partner: Partner, _dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome, "chi": chi(t.attore)}
    testo = (niente_da_fare(), _("%(chi)s ha cambiato le azioni a cui %(nome)s prende parte.") % per)
    persone = {p.pk: p for p in (*amministrano(partner), *coordinano())}
    yield from _a_tutti(altri(persone.values(), t), _("Azioni cambiate: %(nome)s") % per, testo, _pagina(partner))
