"""A newsroom, and who works in it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redazione.enums import TRANSIZIONI_COLLABORAZIONE, Ruolo, StatoCollaborazione
from talenti.base.clock import adesso
from talenti.base.codici import nuovo_codice
from talenti.base.permissions import concesso, oggetti_con
from talenti.rete.models import Partner


class TestataQuerySet(models.QuerySet["Testata"]):
    def visibili_a(self, persona: Any) -> Self:
        """Those in which one works, whose people one looks after, whose plan one's organisation approves."""
        if not getattr(persona, "is_authenticated", False):
            return self.none()
        proprie = Q(pk__in=Collaborazione.objects.attive().filter(persona=persona).values("testata"))
        curate = Q(partner__in=oggetti_con(persona, "redazione.cura_persone", Partner).values("pk"))
        approvate = Q(riferimento__in=oggetti_con(persona, "redazione.approva_piano", Partner).values("pk"))
        return self.filter(proprie | curate | approvate)

    def visibili_in_ufficio(self, persona: Any) -> Self:
        """Which newsrooms there are is decided for the whole network."""
        return self.all() if concesso(persona, "redazione.cura_testate") else self.none()


class Testata(models.Model):
    """A newsroom: the partner that runs it, and the reference partner that approves its plan."""

    nome = models.CharField(_("nome"), max_length=80)
    slug = models.SlugField(_("indirizzo della pagina"), max_length=40, unique=True)
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="testate", verbose_name=_("chi la tiene")
    )
    riferimento = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="testate_approvate", verbose_name=_("chi approva il piano")
    )

    objects = TestataQuerySet.as_manager()

    class Meta:
        verbose_name = _("redazione")
        verbose_name_plural = _("redazioni")
        ordering = ["nome", "pk"]
        default_permissions = ()
        permissions = [
            ("cura_persone", _("Invita in redazione e decide i ruoli")),
            ("approva_piano", _("Approva il piano del mese")),
            ("commenta_piano", _("Commenta le voci del piano che riguardano l'organizzazione")),
            ("cura_testate", _("Apre una redazione e dice chi la tiene")),
        ]

    def __str__(self) -> str:
        return self.nome

    def get_absolute_url(self) -> str:
        return reverse("redazione:scrivania")


class CollaborazioneQuerySet(models.QuerySet["Collaborazione"]):
    def attive(self) -> Self:
        return self.filter(stato=StatoCollaborazione.ATTIVA)

    def visibili_a(self, persona: Any) -> Self:
        """One's own, and everybody's of a newsroom that one sees."""
        if not getattr(persona, "is_authenticated", False):
            return self.none()
        return self.filter(Q(persona=persona) | Q(testata__in=Testata.objects.visibili_a(persona).values("pk")))

    def per_elenco(self) -> Self:
        return self.select_related("persona", "testata").order_by("persona__cognome", "persona__nome", "pk")


class Collaborazione(models.Model):
    """A person in a newsroom, from the invitation to the day on which she leaves; who comes back has a new one."""

    TRANSIZIONI = TRANSIZIONI_COLLABORAZIONE

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    testata = models.ForeignKey(
        Testata, on_delete=models.PROTECT, related_name="collaborazioni", verbose_name=_("redazione")
    )
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="collaborazioni", verbose_name=_("persona")
    )
    ruolo = models.CharField(_("ruolo"), max_length=16, choices=Ruolo, default=Ruolo.REDATTORE)
    stato = models.CharField(
        _("stato"), max_length=10, choices=StatoCollaborazione, default=StatoCollaborazione.INVITATA, editable=False
    )
    # Why she is invited: a call that chose her.
    perche = models.CharField(_("perché"), max_length=200, blank=True, editable=False)
    invitata_il = models.DateTimeField(_("invitata il"), default=adesso, editable=False)
    entrata_il = models.DateTimeField(_("in redazione dal"), null=True, blank=True, editable=False)
    finita_il = models.DateTimeField(_("fino al"), null=True, blank=True, editable=False)

    objects = CollaborazioneQuerySet.as_manager()

    class Meta:
        verbose_name = _("collaborazione")
        verbose_name_plural = _("collaborazioni")
        ordering = ["testata_id", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(ruolo__in=Ruolo.values), name="collaborazione_ruolo_noto"),
            models.CheckConstraint(condition=Q(stato__in=StatoCollaborazione.values), name="collaborazione_stato_noto"),
            models.CheckConstraint(
                condition=~Q(stato=StatoCollaborazione.ATTIVA) | Q(entrata_il__isnull=False, finita_il__isnull=True),
                name="collaborazione_attiva_dal",
            ),
            models.CheckConstraint(
                condition=~Q(stato=StatoCollaborazione.FINITA) | Q(finita_il__isnull=False),
                name="collaborazione_finita_il",
            ),
            models.UniqueConstraint(
                fields=["testata", "persona"],
                condition=Q(stato__in=[StatoCollaborazione.INVITATA, StatoCollaborazione.ATTIVA]),
                name="collaborazione_una_alla_volta",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.persona}, {self.get_ruolo_display()}"

    def get_absolute_url(self) -> str:
        return reverse("redazione:scrivania")


class Calendario(models.Model):
    """The secret address at which one's calendar reads the plan; made anew, the old one stops answering."""

    testata = models.ForeignKey(
        Testata, on_delete=models.CASCADE, related_name="calendari", verbose_name=_("redazione")
    )
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("persona")
    )
    # SHA-256 of the token: the address itself is shown once.
    impronta = models.CharField(max_length=64, unique=True, editable=False)
    dal = models.DateTimeField(_("dal"), default=adesso, editable=False)

    class Meta:
        verbose_name = _("calendario del piano")
        verbose_name_plural = _("calendari del piano")
        ordering = ["testata_id", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["testata", "persona"], name="calendario_uno_a_testa")]

    def __str__(self) -> str:
        return f"{self.testata} · {self.persona}"
