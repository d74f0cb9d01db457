"""How accounts are made and which people a person may see."""

from collections.abc import Callable
from datetime import date
from typing import Any, Self

from django.contrib.auth.models import BaseUserManager
from django.db import models
from django.db.models import Q

from talenti.base.clock import oggi
from talenti.base.permissions import concesso
from talenti.persone.enums import StatoTutela
from talenti.persone.eta import ultimo_maggiorenne

# persona -> condition on Persona: whom else she meets in the office. The room of organisations adds
# the members of the partners that she runs.
in_ufficio_anche: list[Callable[[Any], Q]] = []


class PersonaQuerySet(models.QuerySet[Any]):
    def iscritte(self) -> Self:
        """With an open account."""
        return self.filter(is_active=True, chiusa_il__isnull=True)

    def minorenni(self) -> Self:
        return self.filter(nato_il__gt=ultimo_maggiorenne(oggi()))

    def visibili_a(self, persona: Any) -> Self:
        """Oneself, and whoever chose to be seen by the community (by people who are signed in)."""
        if not getattr(persona, "is_authenticated", False):
            return self.none()
        mostrate = self.model._base_manager.filter(profilo__mostrato_alla_rete=True).filter(self._si_mostra())
        return self.filter(Q(pk=persona.pk) | Q(is_active=True, chiusa_il__isnull=True, pk__in=mostrate.values("pk")))

    def _si_mostra(self) -> Q:
        """The rule "persone.si_mostra" over rows: a minor, or who gave no birth date, only while a parent or guardian
        says yes."""
        con_tutore = self.model._base_manager.filter(tutele__stato=StatoTutela.CONFERMATO)
        return Q(nato_il__lte=ultimo_maggiorenne(oggi())) | Q(pk__in=con_tutore.values("pk"))

    def visibili_in_ufficio(self, persona: Any) -> Self:
        """Everybody for who looks after people in the network; else oneself and what the higher rooms add."""
        if concesso(persona, "persone.vede_persone"):
            return self.all()
        condizione = Q(pk=persona.pk)
        for altre in in_ufficio_anche:
            condizione |= altre(persona)
        # By key: what the higher rooms add may reach the same person along two paths.
        return self.filter(pk__in=self.model._base_manager.filter(condizione).values("pk"))


class GestorePersone(BaseUserManager.from_queryset(PersonaQuerySet)):  # type: ignore[misc]  # made at run time
    """The e-mail is the login, kept in lower case (domain and local part: nobody types it twice alike)."""

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(email=(username or "").strip().lower())

    def _crea(self, email: str, password: str | None, **campi: Any) -> Any:
        if not email:
            raise ValueError("a person needs an e-mail")
        persona = self.model(email=email.strip().lower(), **campi)
        persona.set_password(password)
        persona.save(using=self._db)
        return persona

    def create_user(self, email: str, password: str | None = None, **campi: Any) -> Any:
        return self._crea(email, password, **campi)

    def create_superuser(self, email: str, password: str | None = None, **campi: Any) -> Any:
        return self._crea(email, password, is_superuser=True, **campi)


class DellaPersonaQuerySet(models.QuerySet[Any]):
    """Rows that belong to one person (``persona``): hers alone, and the office's where it looks after people."""

    def visibili_a(self, persona: Any) -> Self:
        return self.filter(persona_id=persona.pk) if getattr(persona, "is_authenticated", False) else self.none()

    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.all() if concesso(persona, "persone.vede_persone") else self.none()


class RecuperoQuerySet(DellaPersonaQuerySet):
    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.all() if concesso(persona, "persone.azzera_secondo_fattore") else self.none()

    def da_controllare(self) -> Self:
        return self.filter(stato="chiesto").order_by("chiesto_il")


class ConsensoQuerySet(DellaPersonaQuerySet):
    def in_vigore(self) -> Self:
        return self.filter(ritirato_il__isnull=True)


class PianoQuerySet(models.QuerySet[Any]):
    def in_vigore(self, al: date | None = None) -> Self:
        """The plans of that day (today, if not said), the one begun last first."""
        giorno = al or oggi()
        return self.filter(dal__lte=giorno).filter(Q(al__isnull=True) | Q(al__gte=giorno)).order_by("-dal", "-pk")

    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.all() if concesso(persona, "persone.cura_i_piani") else self.none()
