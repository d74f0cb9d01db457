"""Closing an account: what is personal goes, what the law keeps stays without a name."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount

from talenti.base import registries
from talenti.base.exceptions import Frase
from talenti.persone.actions.accesso import chiudi_sessioni, togli_fattori
from talenti.persone.actions.comune import cancella_dettagli
from talenti.persone.actions.iscrizione import butta_file
from talenti.persone.models import Identita, Lettura, Persona, Profilo, RecuperoFattore, Tutela
from talenti.registro.actions import atto


def chiudi(persona: Persona, *, da: Persona) -> list[Frase]:
    """Close the account for good. Returns the sentences that say what stays, and why.

    Each room that holds something of the person erases its part (registries.dati_personali); this
    one is the last, so that the others can still read who she is.
    """
    frasi: list[Frase] = []
    with atto(persona, "chiudi", da=da) as passo:
        # The notice of this act goes to the address that is about to vanish.
        persona.indirizzo_di_prima = persona.email
        for voce in sorted(registries.dati_personali, key=lambda voce: voce.chiave == "persone"):
            frasi += voce.chiudi(persona)
        Persona.objects.filter(pk=persona.pk).update(chiusa_il=passo.quando, is_active=False)
        persona.chiusa_il, persona.is_active = passo.quando, False
    return frasi


def anonimizza(persona: Persona) -> None:
    """This room's part: profile, identity, keys, guardians, addresses, and the details of the acts on them."""
    cancella_dettagli(persona, *persona.tutele.all(), *persona.recuperi.all())
    profilo = Profilo.objects.filter(persona=persona).first()
    if profilo and profilo.foto:
        butta_file(str(profilo.foto.name))
    for modello in (Profilo, Identita, Tutela, RecuperoFattore, Lettura):
        modello.objects.filter(persona=persona).delete()
    for modello in (EmailAddress, SocialAccount):
        modello.objects.filter(user_id=persona.pk).delete()
    togli_fattori(persona)
    chiudi_sessioni(persona)
    vuoti = {"nome": "", "cognome": "", "nato_il": None, "comune": None, "telefono": "", "last_login": None}
    vuoti["email"] = f"persona-{persona.pk}@chiuso.invalid"
    for campo, valore in vuoti.items():
        setattr(persona, campo, valore)
    persona.set_unusable_password()
    persona.save(update_fields=[*vuoti, "password"])
