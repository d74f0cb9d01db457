"""Things told to the portal in confidence, each under a word of its own, and who may read it."""

from dataclasses import dataclass, field
from datetime import date

from talenti.avvisi.models import Avviso
from talenti.persone.actions import chiedi_recupero, dichiara_codice_fiscale, invita_tutore
from talenti.persone.models import Persona, Profilo, RecuperoFattore
from talenti.portale.actions import lascia_opinione
from talenti.registro.actions import annuncia
from talenti.rete import actions, ruoli
from talenti.rete.models import Allegato, Invito, Partner
from tests.factories import avvisi, rete
from tests.factories.persone import PersonaFactory
from tests.security.scena import RUOLI
from tests.security.segreti_redazione import indirizzi_della_redazione, racconta_la_redazione

# Beside the roles of the scene: who proposes an organisation, and somebody of sixteen.
TUTTI = (*RUOLI, "proponente", "minorenne")
UFFICIO = {"coordinamento", "superuser"}
# The network's reviewer reads what the lead's office reads of the network; not what is decided about one person.
LEGGONO = {*UFFICIO, "revisione"}
# Who works in the newsroom of the scene, looks after it, approves its plan.
REDAZIONE = {"estraneo", "amministrazione", "altra_amministrazione", "ufficio", *UFFICIO}

# Who writes and who reads again, beside them.
DESK = {"redattrice", "revisora"}


@dataclass(frozen=True)
class Segreto:
    """``trova``: who finds it by walking the pages; ``puo``: who may find it, beside them."""

    che_cosa: str
    trova: set[str]
    puo: set[str] = field(default_factory=set)


CODICE_FISCALE = "PRVLBA99E57D150H"
SEGRETI = {
    "segreto01": Segreto("the draft of a proposal", {"proponente"}, {"superuser"}),
    "segreto02": Segreto("a proposal that waits for its answer", {"proponente", *LEGGONO}),
    "segreto03": Segreto("a file of a proposal", {"proponente", *LEGGONO}),
    "segreto04": Segreto("why a proposal was refused", {"proponente", *LEGGONO}),
    "segreto05": Segreto("the address of who is invited", {"amministrazione", *UFFICIO}),
    "segreto06": Segreto("the address of a member", {"membro", *LEGGONO}, {"amministrazione", "ufficio"}),
    "segreto07": Segreto("the text of somebody's notice", {"proponente"}),
    "segreto08": Segreto("a profile not shown to the community", {"giovane"}),
    CODICE_FISCALE.casefold(): Segreto("a codice fiscale", {"giovane"}),
    "987 65 43": Segreto("the telephone of a member", {"membro", *LEGGONO}),
    "13 febbraio 1987": Segreto("the birth date of a member", LEGGONO, {"membro"}),
    "segreto09": Segreto("what a reader wrote of a page", LEGGONO),
    "segreto10": Segreto("the address of who wrote it", LEGGONO),
    "segreto11": Segreto("how somebody lost the second factor", UFFICIO),
    "segreto12": Segreto("a parent of a minor, and her address", {"minorenne"}, UFFICIO),
    "segreto13": Segreto("why a role was closed", {"amministrazione", *UFFICIO}, {"uscita"}),
    "segreto15": Segreto("a proposal that looks like a partner", {"proponente", *LEGGONO}),
    "segreto14": Segreto("the address of who has left", LEGGONO, {"uscita"}),
    "segreto16": Segreto("a thing of the editorial plan", REDAZIONE, {"redattrice"}),
    "segreto17": Segreto("one that concerns Alfa", {"membro", *REDAZIONE}, {"redattrice"}),
    "segreto18": Segreto("what was said of it", {"membro", *REDAZIONE}),
    "segreto19": Segreto("an idea put aside", {"giovane", *REDAZIONE}),
    "segreto20": Segreto("why it was", {"giovane", "estraneo"}),
    "segreto21": Segreto("the address of who is invited to the newsroom", LEGGONO),
    "segreto22": Segreto("a picture that nobody has published", REDAZIONE, {"redattrice"}),
    "segreto23": Segreto("who can be recognised in it, and who answers for her", {"estraneo"}, {"redattrice"}),
    "segreto31": Segreto("what a reader points out of an article", REDAZIONE),
    "segreto32": Segreto("the address of that reader", {"estraneo"}, LEGGONO),
    "segreto33": Segreto("an article that waits for its minute", REDAZIONE, {"redattrice"}),
    "segreto24": Segreto("the draft of an article", REDAZIONE, DESK),
    "segreto25": Segreto("a text of it that was put aside", REDAZIONE, DESK),
    "segreto26": Segreto("what a reviewer notes on it", REDAZIONE, DESK),
    "segreto27": Segreto("what somebody outside is asked of it", REDAZIONE, DESK),
    "segreto28": Segreto("who is asked, and at which address", REDAZIONE, DESK),
    "segreto29": Segreto("what she answers", REDAZIONE, DESK),
}


def racconta(scena):
    """Tell them all to the scene, each through the verb that people use."""
    persone = scena.persone
    persone["proponente"] = PersonaFactory(cognome="Proponente")
    persone["minorenne"] = PersonaFactory(minore=True)
    _proposte(persone["proponente"], persone["coordinamento"])
    _di_persone(persone)
    alfa = Partner.objects.get(slug=scena.valori["alfa"])
    actions.invita(alfa, email="segreto05@example.org", ruolo=ruoli.COLLABORAZIONE, da=persone["amministrazione"])
    persone["uscita"] = uscita = rete.membro(alfa, persona=PersonaFactory(email="segreto14@example.org"))
    actions.rimuovi(alfa.appartenenze.get(persona=uscita), motivo="Segreto13.", da=persone["amministrazione"])
    racconta_la_redazione(persone, alfa)
    avvisi.avviso(persona=persone["proponente"], testo=("Segreto07.",))
    annuncia()


def _proposte(chi, capo):
    base = {"tipo": "gruppo_informale", "codice_fiscale": ""}
    aperta = rete.in_integrazione(
        capo, chi, voci=("Segreto02 statuto",), nome="Segreto02 nome", in_una_frase="Segreto02.", **base
    )
    actions.allega(aperta.documenti_richiesti.get(), caricato=rete.caricato("segreto03.pdf"), da=chi)
    rifiutata = rete.in_esame(capo, chi, nome="Altra", **base)
    actions.respingi(rifiutata, motivo="Segreto04.", da=capo)
    # The tax code of Alfa: the file of Alfa names it among the look-alikes.
    rete.proposto(chi, nome="Segreto15 nome")
    rete.bozza(chi, nome="Segreto01 nome", in_una_frase="Segreto01.", email="segreto01@example.org", **base)


def _di_persone(persone):
    giovane, membro = persone["giovane"], persone["membro"]
    Profilo.objects.update_or_create(persona=giovane, defaults={"che_cosa_faccio": "Segreto08."})
    dichiara_codice_fiscale(giovane, CODICE_FISCALE, confermate=True)
    membro.email, membro.telefono, membro.nato_il = "segreto06@example.org", "0372 987 65 43", date(1987, 2, 13)
    membro.save(update_fields=["email", "telefono", "nato_il"])
    lascia_opinione(pagina="/", esito="no", testo="Segreto09.", email="segreto10@example.org")
    chiedi_recupero(PersonaFactory(), "Segreto11.")
    invita_tutore(persone["minorenne"], nome="Segreto12", email="segreto12@example.org", relazione="genitore")


def indirizzi_diretti():
    """Where each secret stands: what somebody who knows, or guesses, its address would try."""
    yield from indirizzi_della_redazione()
    partner = Partner.objects.filter(nome__in=("Segreto01 nome", "Segreto02 nome", "Altra"))
    for uno in partner:
        yield from (f"/rete/{uno.slug}/", f"/partner/{uno.slug}/", f"/rete/proponi/{uno.codice}/")
        yield from (f"/rete/proponi/{uno.codice}/chi-siete/", f"/rete/proponi/{uno.codice}/documenti/")
        yield from (f"/partner/{uno.slug}/persone/", f"/partner/{uno.slug}/storia/")
        yield from _righe_dell_ufficio("rete/partner", uno.pk)
        yield f"/admin/rete/partner/{uno.pk}/esame/"
    yield f"/admin/rete/partner/{Partner.objects.get(slug='alfa').pk}/esame/"
    yield from (
        "/partner/alfa/storia/",
        "/partner/alfa/persone/",
        "/area/profilo/",
        "/area/genitori/",
        "/area/dati/codice-fiscale/",
    )
    yield from _righe_dell_ufficio("persone/persona", Profilo.objects.get(che_cosa_faccio="Segreto08.").persona_id)
    for persona in Persona.objects.filter(email__in=[f"segreto{n}@example.org" for n in ("06", "14", "21")]):
        yield from _righe_dell_ufficio("persone/persona", persona.pk)
    yield from _righe_dell_ufficio("persone/recuperofattore", RecuperoFattore.objects.get(racconto="Segreto11.").pk)
    for allegato in Allegato.objects.filter(nome="segreto03.pdf"):
        yield f"/rete/allegati/{allegato.codice}/"
        yield from _righe_dell_ufficio("rete/allegato", allegato.pk)
    for invito in Invito.objects.filter(email="segreto05@example.org"):
        yield f"/partner/{invito.partner.slug}/inviti/{invito.pk}/ritira/"
        yield from _righe_dell_ufficio("rete/invito", invito.pk)
    for avviso in Avviso.objects.filter(persona__cognome="Proponente").order_by("-pk")[:3]:
        yield f"/area/messaggi/{avviso.pk}/"


def _righe_dell_ufficio(tabella, pk):
    return [f"/admin/{tabella}/{pk}/{pagina}/" for pagina in ("change", "history", "delete")]
