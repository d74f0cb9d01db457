"""Invented people, all at example.org."""

from datetime import date, timedelta

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from talenti.base.clock import adesso, oggi
from talenti.persone.models import Identita, Persona, Piano, Profilo, RecuperoFattore, Tutela

PAROLA_CHIAVE = "violino-e-ambra-7"


class PersonaFactory(factory.django.DjangoModelFactory):
    """A grown-up with a verified e-mail. ``PersonaFactory(minore=True)`` is sixteen."""

    class Meta:
        model = Persona
        skip_postgeneration_save = True

    class Params:
        minore = factory.Trait(nato_il=factory.LazyFunction(lambda: _anni_fa(16)))

    email = factory.Sequence(lambda n: f"persona{n}@example.org")
    nome = factory.Iterator(["Alba", "Bruno", "Celeste", "Dario", "Elio", "Flora"])
    cognome = factory.Sequence(lambda n: f"Prova{n}")
    nato_il = date(1999, 5, 17)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        parola = kwargs.pop("password", PAROLA_CHIAVE)
        persona = model_class.objects.create_user(password=parola, **kwargs)
        EmailAddress.objects.create(user=persona, email=persona.email, verified=True, primary=True)
        return persona


class ProfiloFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Profilo

    persona = factory.SubFactory(PersonaFactory)
    che_cosa_faccio = "Suono e riparo strumenti."
    mostrato_alla_rete = True


class IdentitaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Identita

    persona = factory.SubFactory(PersonaFactory)


class PianoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Piano

    nome = factory.Sequence(lambda n: f"Piano di prova {n}")
    dal = date(2026, 1, 1)


class TutelaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tutela

    persona = factory.SubFactory(PersonaFactory, minore=True)
    nome = "Gilda Genitrice"
    email = factory.Sequence(lambda n: f"genitore{n}@example.org")
    relazione = "genitore"
    creata_il = factory.LazyFunction(adesso)


class RecuperoFattoreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RecuperoFattore

    persona = factory.SubFactory(PersonaFactory)
    racconto = "Ho perso il telefono."
    chiesto_il = factory.LazyFunction(adesso)


def _anni_fa(anni):
    """A birth date ``anni`` and a half years ago."""
    return oggi() - timedelta(days=round(anni * 365.25) + 180)


def con_fattore(persona):
    """Somebody who works in an office, ready to: the second factor is there."""
    Authenticator.objects.get_or_create(user=persona, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}})
    return persona
