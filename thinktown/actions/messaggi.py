"""Messages on an application: written, read, answered, forgotten with a draft."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.files import FileControllato
from talenti.base.permissions import Sistema, richiedi
from talenti.documenti.actions import affida, carica, elimina
from talenti.documenti.models import FileCaricato
from talenti.registro.actions import atto, registra_nascita
from thinktown.actions.testi import accettato
from thinktown.enums_messaggi import AL_GIORNO, MESSAGGIO_MASSIMO, TRANSIZIONI_MESSAGGIO, Lato
from thinktown.models import Domanda, MessaggioDomanda

DA = Sistema("messaggi")


def scrivi_messaggio(
    domanda: Domanda, testo: str, *, gettone: str, da: Any, file: FileControllato | None = None
) -> MessaggioDomanda:
    """The group writes to the office, whatever the state and the hour. The same ``gettone`` is the same message."""
    return _manda(domanda, Lato.GRUPPO, "scrivi_messaggio", testo, gettone, da, file)


def rispondi_messaggio(
    domanda: Domanda, testo: str, *, gettone: str, da: Any, file: FileControllato | None = None
) -> MessaggioDomanda:
    """The office writes to the group: what the group had written until now is read, and waits no more."""
    return _manda(domanda, Lato.UFFICIO, "rispondi_messaggio", testo, gettone, da, file)


def _manda(
    domanda: Domanda, lato: Lato, verbo: str, testo: str, gettone: str, da: Any, file: FileControllato | None
) -> MessaggioDomanda:
    permesso = TRANSIZIONI_MESSAGGIO[verbo].permesso
    richiedi(da, permesso, domanda)
    testo = accettato(testo, campo="testo", massimo=MESSAGGIO_MASSIMO, se_manca=_("Scrivi il messaggio."))
    # Its bytes come first, in no transaction of ours; they are hers until the message is there.
    caricato = carica(file, per=da, da=da) if file is not None else None
    messaggio = None
    try:
        with transaction.atomic():
            messaggio = _scrive(domanda, lato, verbo, testo, gettone, da, caricato)
    finally:
        if caricato is not None and (messaggio is None or messaggio.file_id != caricato.pk):
            elimina(caricato, da=da)
    return messaggio


def _scrive(
    domanda: Domanda, lato: Lato, verbo: str, testo: str, gettone: str, da: Any, file: FileCaricato | None
) -> MessaggioDomanda:
    domanda.refresh_from_db(from_queryset=Domanda.objects.select_for_update(no_key=True))
    richiedi(da, TRANSIZIONI_MESSAGGIO[verbo].permesso, domanda)
    # Two presses at once meet here: the second finds the message of the first.
    gia = domanda.messaggi.filter(gettone=gettone).first()
    if gia is not None:
        return gia
    ora = adesso()
    if lato == Lato.GRUPPO:
        _non_troppi(domanda)
    else:
        _evadi(domanda)
    messaggio = MessaggioDomanda.objects.create(
        domanda=domanda,
        n=domanda.messaggi.count() + 1,
        lato=lato,
        da=da,
        testo=testo,
        file=file,
        gettone=gettone,
        scritto_il=ora,
    )
    # Who answers has read what was written to her.
    domanda.messaggi.da_leggere(lato).update(letto_il=ora)
    registra_nascita(messaggio, verbo, da=da)
    if file is not None:
        affida(file, a=messaggio, da=da)
    return messaggio


def _non_troppi(domanda: Domanda) -> None:
    di_oggi = domanda.messaggi.filter(lato=Lato.GRUPPO, scritto_il__gt=adesso() - timedelta(days=1))
    if di_oggi.count() >= AL_GIORNO:
        raise DatoNonAccettato(
            _("In un giorno si possono mandare %(n)s messaggi: aspetta la risposta, o scrivi ancora domani.")
            % {"n": AL_GIORNO},
            codice="troppi",
        )


def _evadi(domanda: Domanda) -> int:
    return domanda.messaggi.da_evadere().update(evaso_il=adesso())


def non_serve(messaggio: MessaggioDomanda, *, da: Any) -> None:
    """The office has read up to that message, and none of it needs an answer (a thank-you, what was asked for)."""
    domanda = messaggio.domanda
    richiedi(da, TRANSIZIONI_MESSAGGIO["non_serve"].permesso, domanda)
    with transaction.atomic():
        # In the order of who writes: first the application, then the message.
        domanda.refresh_from_db(from_queryset=Domanda.objects.select_for_update(no_key=True))
        with atto(messaggio, "non_serve", da=da) as passo:
            fino_a_qui = domanda.messaggi.filter(n__lte=messaggio.n)
            if not fino_a_qui.da_evadere().filter(pk=messaggio.pk).exists():
                raise TransizioneNonAmmessa(_("Questo messaggio non aspetta più una risposta."))
            fino_a_qui.da_leggere(Lato.UFFICIO).update(letto_il=passo.quando)
            fino_a_qui.da_evadere().update(evaso_il=passo.quando)


def segna_letti(domanda: Domanda, fino_a: int, *, da: Any) -> int:
    """Somebody of the group has read what the office wrote, up to that message. Returns how many."""
    richiedi(da, "thinktown.conferma_domanda", domanda)
    return domanda.messaggi.da_leggere(Lato.GRUPPO).filter(n__lte=fino_a).update(letto_il=adesso())


def dimentica_messaggi(domanda: Domanda) -> int:
    """The words and the files go, with the draft that they were about; that somebody wrote, and when, stays."""
    scritti = domanda.messaggi.exclude(testo="")
    file = list(FileCaricato.objects.filter(pk__in=scritti.exclude(file=None).values("file")))
    quanti = scritti.update(testo="", file=None)
    for uno in file:
        elimina(uno, da=DA)
    return quanti
