"""Who may do what: one question, ``puo()``, one kind of answer, ``Esito``.

The only module that imports guardian or calls ``has_perm``. Roles and their grants are code in the
room that owns organisations; that room tells this one, through ``collega_gruppi``, which Django
groups a person holds *today*: a role that ended yesterday grants nothing, whatever the projected
group rows still say.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from guardian.utils import get_group_obj_perms_model

from talenti.base.clock import oggi
from talenti.base.exceptions import Frase, NonPermesso
from talenti.base.pronte import CHIAVE, GIORNO, TESTO, Dati, Pronta


@dataclass(frozen=True)
class Esito:
    """A decision with its reason. True when allowed."""

    permesso: bool
    codice: str = "si"
    frase: Frase = ""

    def __bool__(self) -> bool:
        return self.permesso


SI = Esito(True)


def no(codice: str, frase: Frase) -> Esito:
    return Esito(False, codice, frase)


DA_ANONIMO = no("anonimo", _("Per farlo serve un account: accedi o registrati."))
SENZA_RUOLO = no("senza_ruolo", _("Il tuo ruolo non permette di farlo. Chiedi a chi amministra la tua organizzazione."))


@dataclass(frozen=True)
class Sistema:
    """The explicit actor of background work. ``nome`` says which job."""

    nome: str

    @property
    def pk(self) -> None:
        return None

    def __str__(self) -> str:
        return f"sistema:{self.nome}"


Attore = Any  # a Persona or a Sistema: typed loosely, because base knows no Persona


def attore_in_parole(attore: Attore) -> str:
    """How the log writes an actor: ``persona:12`` or ``sistema:sweep``."""
    if isinstance(attore, Sistema):
        return str(attore)
    if attore is None or not attore.pk:
        raise ValueError("an act needs an actor: a saved person or a Sistema")
    return f"persona:{attore.pk}"


Regola = Callable[[Any, Any], "Esito | bool"]
_regole: dict[str, Regola] = {}
GruppiDiOggi = Callable[[Any, Any], QuerySet[Group]]
_gruppi_di_oggi: list[GruppiDiOggi] = []
_ufficio_di_oggi: list[Callable[[Any], bool]] = []
_radici: dict[str, Callable[[Any], Any]] = {}


def regola(permesso: str) -> Callable[[Regola], Regola]:
    """Declare how ``permesso`` is decided: ``fn(persona, oggetto) -> Esito | bool``.

    A permission without a rule is decided by the roles alone (``concesso``).
    """

    def registra(funzione: Regola) -> Regola:
        if permesso in _regole:
            raise ValueError(f"two rules for {permesso}")
        _regole[permesso] = funzione
        return funzione

    return registra


def collega_gruppi(gruppi: GruppiDiOggi, ufficio: Callable[[Any], bool]) -> None:
    """The room of organisations says which groups a person holds on a day, and whether one opens the office today."""
    _gruppi_di_oggi[:] = [gruppi]
    _ufficio_di_oggi[:] = [ufficio]


def entra_in_ufficio(persona: Any) -> bool:
    """Does a role held today open the back office? (What Django calls ``is_staff``.)"""
    if not _attiva(persona):
        return False
    return persona.is_superuser or bool(_ufficio_di_oggi and una_volta("ufficio", persona, _ufficio_di_oggi[0]))


def eredita_da(etichetta: str, radice: Callable[[Any], Any]) -> None:
    """Objects of model ``etichetta`` take their grants from ``radice(oggetto)`` (usually the partner)."""
    _radici[etichetta] = radice


def gruppi_di_oggi(persona: Any) -> QuerySet[Group]:
    if not _gruppi_di_oggi or not persona.pk:
        return Group.objects.none()
    return _gruppi_di_oggi[0](persona, oggi())


def _spezza(permesso: str) -> tuple[str, str]:
    app, punto, codice = permesso.partition(".")
    if not punto:
        raise ValueError(f"permission {permesso!r} must read app.codename")
    return app, codice


def _attiva(persona: Any) -> bool:
    return persona is not None and not isinstance(persona, AnonymousUser | Sistema) and bool(persona.is_active)


def concesso(persona: Any, permesso: str, oggetto: Model | None = None) -> bool:
    """Does a role held today grant it: for the whole network, or for the object's partner?"""
    if isinstance(persona, Sistema):
        return True
    if not _attiva(persona):
        return False
    if persona.is_superuser:
        return True
    if not _gruppi_di_oggi or not persona.pk:
        return False
    app, codice = _spezza(permesso)
    quale = {"persona": persona.pk, "oggi": oggi(), "app": app, "codice": codice}
    if _letto.get() is None:
        # Whoever acts does it for a partner nearly always: asked of the partner first, most acts need one question.
        return _concesso_su(oggetto, quale) or bool(_in_rete(**quale))
    return (app, codice) in una_volta("ruoli", persona, _ruoli).in_rete or _concesso_su(oggetto, quale)


def _righe(modello: type[Model]) -> Any:
    """The direct foreign key rows (group, object, permission) of a model."""
    return get_group_obj_perms_model(modello)._default_manager  # type: ignore[arg-type]  # a class will do


def _radice(oggetto: Model) -> Model | None:
    return _radici.get(oggetto._meta.label_lower, lambda uno: uno)(oggetto)


def _concesso_su(oggetto: Model | None, quale: dict[str, Any]) -> bool:
    radice = None if oggetto is None else _radice(oggetto)
    if radice is None or radice.pk is None or not hasattr(radice, "permessi_di_gruppo"):
        return False
    return bool(_su(type(radice))(radice=radice.pk, **quale))


# ── A page that only reads ────────────────────────────────────────────────────────────────────────
_letto: ContextVar[dict[Any, Any] | None] = ContextVar("letto", default=None)


@contextmanager
def leggendo() -> Iterator[None]:
    """Inside, what a person's roles grant in the whole network is asked of the database once.

    Only round what writes nothing: an act judges again, on what is true in that moment.
    """
    if _letto.get() is not None:
        yield
        return
    prima = _letto.set({})
    try:
        yield
    finally:
        _letto.reset(prima)


def una_volta(che_cosa: str, persona: Any, chiedi: Callable[[Any], Any]) -> Any:
    """What is asked of a person, once for each page that only reads; anew at each asking everywhere else."""
    gia = _letto.get()
    if gia is None:
        return chiedi(persona)
    if (che_cosa, persona.pk) not in gia:
        gia[che_cosa, persona.pk] = chiedi(persona)
    return gia[che_cosa, persona.pk]


@dataclass(frozen=True)
class _Ruoli:
    """The groups of today, and what they grant in the whole network: (app, codename)."""

    gruppi: list[int]
    in_rete: set[tuple[str, str]]


def _ruoli(persona: Any) -> _Ruoli:
    campi = ("pk", "permissions__content_type__app_label", "permissions__codename")
    trovati = list(gruppi_di_oggi(persona).order_by().values_list(*campi))
    return _Ruoli(sorted({pk for pk, *_altro in trovati}), {(app, codice) for _pk, app, codice in trovati})


def _gruppi(persona: Any) -> QuerySet[Group] | list[int]:
    """For a filter: on a page that only reads, the keys that it asked already, which every question is shorter with."""
    return gruppi_di_oggi(persona) if _letto.get() is None else una_volta("ruoli", persona, _ruoli).gruppi


# Every page of a signed-in person asks these, several times.
@Pronta
def _in_rete(d: Dati) -> QuerySet[Any, Any]:
    righe = Permission.objects.filter(
        group__in=_gruppi_di_oggi[0](d.uno("persona", CHIAVE), d.uno("oggi", GIORNO)),
        content_type__app_label=d.uno("app", TESTO),
        codename=d.uno("codice", TESTO),
    )
    return righe.order_by().values_list("pk")[:1]


@cache
def _su(modello: type[Model]) -> Pronta:
    def domanda(d: Dati) -> QuerySet[Any, Any]:
        righe = _righe(modello).filter(
            content_object=d.uno("radice", CHIAVE),
            permission__content_type__app_label=d.uno("app", TESTO),
            permission__codename=d.uno("codice", TESTO),
            group__in=_gruppi_di_oggi[0](d.uno("persona", CHIAVE), d.uno("oggi", GIORNO)),
        )
        return righe.order_by().values_list("pk")[:1]

    return Pronta(domanda)


def oggetti_con(persona: Any, permesso: str, modello: type[Model]) -> QuerySet[Any]:
    """The objects of ``modello`` on which a role held today grants ``permesso``.

    ``modello`` is one with direct permission rows (Partner); what a partner owns is found by path:
    ``partner__in=oggetti_con(persona, permesso, Partner)``.
    """
    tutti = modello._default_manager.all()
    if not _attiva(persona):
        return tutti.none()
    if concesso(persona, permesso):
        return tutti
    app, codice = _spezza(permesso)
    righe = _righe(modello).filter(
        permission__content_type__app_label=app,
        permission__codename=codice,
        group__in=_gruppi(persona),
    )
    return tutti.filter(pk__in=righe.values("content_object"))


def puo(persona: Any, permesso: str, oggetto: Any = None) -> Esito:
    """May ``persona`` (or a Sistema) use ``permesso`` on ``oggetto``? Judged on what is true now."""
    if isinstance(persona, Sistema):
        return SI
    if persona is None or isinstance(persona, AnonymousUser):
        decisione: Esito | bool = DA_ANONIMO if permesso not in _regole else _regole[permesso](persona, oggetto)
        return decisione if isinstance(decisione, Esito) else (SI if decisione else DA_ANONIMO)
    if not persona.is_active:
        return no("account_chiuso", _("Questo account è chiuso."))
    if permesso in _regole:
        decisione = _regole[permesso](persona, oggetto)
    else:
        decisione = concesso(persona, permesso, oggetto)
    return decisione if isinstance(decisione, Esito) else (SI if decisione else SENZA_RUOLO)


def richiedi(persona: Any, permesso: str, oggetto: Any = None) -> None:
    """``puo`` or NonPermesso."""
    esito = puo(persona, permesso, oggetto)
    if not esito:
        raise NonPermesso(esito)


def assegna(per_gruppo: Mapping[Group, Iterable[str]], oggetto: Model) -> None:
    """Grant to each group exactly those permissions on ``oggetto`` (direct foreign key rows)."""
    righe = _righe(type(oggetto))
    nomi = {nome for voluti in per_gruppo.values() for nome in voluti}
    chiavi = dict(zip(sorted(nomi), (uno.pk for uno in permessi_per_nome(sorted(nomi))), strict=True))
    voluti = {(gruppo.pk, chiavi[nome]) for gruppo, suoi in per_gruppo.items() for nome in suoi}
    scritti = righe.filter(group__in=per_gruppo, content_object=oggetto).values_list("group_id", "permission_id", "pk")
    presenti = {(gruppo, permesso): pk for gruppo, permesso, pk in scritti}
    di_troppo = [pk for coppia, pk in presenti.items() if coppia not in voluti]
    if di_troppo:
        righe.filter(pk__in=di_troppo).delete()
    righe.bulk_create(
        (
            righe.model(group_id=gruppo, content_object=oggetto, permission_id=permesso)
            for gruppo, permesso in sorted(voluti - presenti.keys())
        ),
        # Two acts at once on one partner grant the same: the second finds it done.
        ignore_conflicts=True,
    )


def permessi_per_nome(permessi: Iterable[str]) -> list[Permission]:
    """The Permission rows of dotted names, in one query; a name that does not exist is a programming error."""
    nomi = [_spezza(nome) for nome in permessi]
    righe = Permission.objects.select_related("content_type").filter(codename__in={codice for _app, codice in nomi})
    trovati = {(riga.content_type.app_label, riga.codename): riga for riga in righe}
    mancanti = [nome for nome in nomi if nome not in trovati]
    if mancanti:
        raise Permission.DoesNotExist(mancanti)
    return [trovati[nome] for nome in nomi]
