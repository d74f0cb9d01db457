"""Parents and guardians of minors: invited by the minor, they answer from their own signed link."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Attore, Sistema, attore_in_parole, richiedi
from talenti.persone.actions.comune import blocca, cancella_dettagli
from talenti.persone.enums import TRANSIZIONI_TUTELA, StatoTutela
from talenti.persone.indirizzi import casella, impronta, stessa_casella
from talenti.persone.models import NonScrivere, Persona, Tutela
from talenti.registro.actions import atto, registra_nascita
from talenti.registro.models import Transizione

INVITI_AL_GIORNO = 5
EMAIL_A_SETTIMANA = 4
GIORNI_PER_RISPONDERE = 14
GIORNI_DOPO_LA_FINE = 30


def come_tutore(tutela: Tutela) -> Sistema:
    """The actor of who answers from the link: the log names the row, the row names the person."""
    return Sistema(f"tutela:{tutela.pk}")


def invita_tutore(persona: Persona, *, nome: str, email: str, relazione: str) -> Tutela:
    """A minor names a parent or guardian; the mail leaves with the act."""
    email = email.strip().lower()
    try:
        with transaction.atomic():
            _controlla_invito(persona, email)
            tutela = Tutela.objects.create(
                persona=persona, nome=nome, email=email, relazione=relazione, creata_il=adesso()
            )
            registra_nascita(tutela, "invita", da=persona, dati={"nome": nome, "email": email})
    except IntegrityError as errore:
        raise DatoNonAccettato(
            _("Hai già invitato questa email. Se non ha ricevuto niente, manda di nuovo l'invito."),
            codice="gia_invitato",
            campo="email",
        ) from errore
    return tutela


def rimanda_invito(tutela: Tutela, *, da: Persona) -> None:
    richiedi(da, "persone.gestisce_tutela", tutela)
    with transaction.atomic():
        _controlla_invito(tutela.persona, tutela.email)
        with atto(tutela, "rimanda", da=da):
            pass


def _controlla_invito(persona: Persona, email: str) -> None:
    """May this minor have us write to this address now? Her row is locked, so that two windows count together."""
    blocca(persona)
    if not persona.e_minorenne:
        raise DatoNonAccettato(_("Hai già 18 anni: non ti serve un genitore o tutore."), codice="maggiorenne")
    if casella(email) == casella(persona.email):
        raise DatoNonAccettato(
            _("Questa è la tua email: scrivi quella del genitore o tutore."), codice="email_propria", campo="email"
        )
    # One sentence for both: what others did with an address is not for her to know.
    if _di_un_minorenne(email) or NonScrivere.objects.filter(impronta=impronta(email)).exists():
        raise DatoNonAccettato(
            _("A questo indirizzo non possiamo scrivere. Indica un altro genitore o tutore."),
            codice="indirizzo_non_va",
            campo="email",
        )

    _controlla_quanti(persona, email)


def _controlla_quanti(persona: Persona, email: str) -> None:
    """How often we write because she asks: so many mails a day, so many a week to one mailbox, whoever asks."""
    inviti = _inviti()
    suoi = inviti.filter(attore=attore_in_parole(persona), quando__gt=adesso() - timedelta(days=1))
    if suoi.count() >= INVITI_AL_GIORNO:
        raise DatoNonAccettato(
            _("Hai già mandato %(n)s inviti in un giorno: riprova domani.") % {"n": INVITI_AL_GIORNO},
            codice="troppi_inviti",
        )
    di_lei = Tutela.objects.filter(stessa_casella("email", email)).values("pk")
    if inviti.filter(oggetto_id__in=di_lei, quando__gt=adesso() - timedelta(days=7)).count() >= EMAIL_A_SETTIMANA:
        raise DatoNonAccettato(
            _("A questo indirizzo abbiamo già scritto più volte questa settimana: aspetta che risponda."),
            codice="troppe_email",
            campo="email",
        )


def _inviti() -> QuerySet[Transizione]:
    return Transizione.objects.filter(oggetto_tipo=Tutela._meta.label_lower, verbo__in=("invita", "rimanda"))


def _di_un_minorenne(email: str) -> bool:
    return Persona.objects.iscritte().minorenni().filter(stessa_casella("email", email)).exists()


def ritira_tutela(tutela: Tutela, *, da: Persona) -> None:
    """The minor takes the name off."""
    with atto(tutela, "ritira", da=da) as passo:
        _decisa(tutela, passo.quando)


def conferma_tutela(tutela: Tutela) -> None:
    with atto(tutela, "conferma", da=come_tutore(tutela)) as passo:
        if _di_un_minorenne(tutela.email):
            raise DatoNonAccettato(
                _("Chi ha meno di 18 anni non può rispondere per un'altra persona."), codice="tutore_minorenne"
            )
        NonScrivere.objects.filter(impronta=impronta(tutela.email)).delete()
        _decisa(tutela, passo.quando)


def rifiuta_tutela(tutela: Tutela) -> None:
    """No: and no other mail of this kind to that address, whoever names it."""
    with atto(tutela, "rifiuta", da=come_tutore(tutela)) as passo:
        NonScrivere.objects.get_or_create(impronta=impronta(tutela.email), defaults={"dal": passo.quando})
        _decisa(tutela, passo.quando)


def revoca_tutela(tutela: Tutela) -> None:
    """The guardian takes her yes back."""
    with atto(tutela, "revoca", da=come_tutore(tutela)) as passo:
        _decisa(tutela, passo.quando)


def revoca_in_ufficio(tutela: Tutela, *, motivo: str, da: Attore) -> None:
    """The office takes the yes back for a guardian who asks and has lost the link."""
    with atto(tutela, "revoca_in_ufficio", da=da, motivo=motivo) as passo:
        _decisa(tutela, passo.quando)


def scadi_tutele() -> int:
    """End the invitations whose link has expired, and every guardianship of who is of age by now."""
    vecchi = adesso() - timedelta(days=GIORNI_PER_RISPONDERE)
    recenti = _inviti().filter(quando__gt=vecchi).values("oggetto_id")
    senza_risposta = Tutela.objects.filter(stato=StatoTutela.INVITATO, creata_il__lte=vecchi).exclude(pk__in=recenti)
    grandi = Persona.objects.filter(nato_il__isnull=False).exclude(pk__in=Persona.objects.minorenni().values("pk"))
    inutili = Tutela.objects.filter(stato__in=TRANSIZIONI_TUTELA["scadi"].da, persona__in=grandi)
    return sum(_scadi(tutela) for tutela in list(senza_risposta | inutili))


def _scadi(tutela: Tutela) -> int:
    try:
        with atto(tutela, "scadi", da=Sistema("scadenza-tutele")) as passo:
            _decisa(tutela, passo.quando)
    except TransizioneNonAmmessa:  # answered in this very moment
        return 0
    return 1


def dimentica_tutele(ora: datetime) -> int:
    """Erase who answered for a minor, some time after it ended: the log keeps that it happened, not who it was."""
    da_allora = ora - timedelta(days=GIORNI_DOPO_LA_FINE)
    finite = list(Tutela.objects.exclude(stato__in=TRANSIZIONI_TUTELA["scadi"].da).filter(decisa_il__lte=da_allora))
    for tutela in finite:
        with transaction.atomic():
            cancella_dettagli(tutela)
            tutela.delete()
    return len(finite)


def _decisa(tutela: Tutela, quando: datetime) -> None:
    Tutela.objects.filter(pk=tutela.pk).update(decisa_il=quando)
    tutela.decisa_il = quando
