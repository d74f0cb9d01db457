"""Roles held today as Django groups, and what the groups may do, as rows.

``Appartenenza`` is the truth and roles are code; everything here can be thrown away and made again by
``sincronizza``. Reading a grant never trusts a row alone: ``gruppi_di_oggi`` asks the truth.
"""

from collections import defaultdict
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Q, QuerySet

from talenti.base.permissions import assegna, permessi_per_nome
from talenti.rete.enums import Stato
from talenti.rete.models import Appartenenza, GruppoRuolo, Partner, PartnerGroupObjectPermission
from talenti.rete.ruoli import RUOLI, Ambito, Ruolo, dell_ufficio, di_ambito


def gruppi_di_oggi(persona: Any, giorno: Any = None) -> QuerySet[Group]:
    """The groups of the roles that a person holds today, by the truth and not by the projection."""
    ruoli = Appartenenza.objects.efficaci(giorno).filter(persona=persona, ruolo=OuterRef("ruolo"))
    nel_partner = ruoli.filter(partner=OuterRef("partner"))
    nella_rete = Q(partner__isnull=True, ruolo__in=di_ambito(Ambito.RETE)) & Q(Exists(ruoli))
    validi = GruppoRuolo.objects.filter(nella_rete | Q(Exists(nel_partner)))
    return Group.objects.filter(pk__in=validi.values("gruppo"))


def apre_l_ufficio(persona: Any) -> bool:
    """A back-office role held today in an organisation that takes part in the network."""
    return (
        Appartenenza.objects.efficaci()
        .filter(persona=persona, ruolo__in=dell_ufficio(), partner__stato=Stato.AMMESSO)
        .exists()
    )


def permessi_nel_partner(ruolo: Ruolo, partner: Partner) -> set[str]:
    """What a role grants on a partner in the state in which it is."""
    if partner.stato in (Stato.BOZZA, Stato.UNITO):
        return set()
    return ruolo.permessi | (ruolo.operativi if partner.stato == Stato.AMMESSO else set())


def proietta(partner: Partner) -> None:
    """Bring the groups of one partner, their grants and their people in line with the truth."""
    gruppi = _gruppi(di_ambito(Ambito.PARTNER), partner)
    concessi = _concessi(partner)
    voluti = {gruppo: permessi_nel_partner(RUOLI[chiave], partner) for chiave, gruppo in gruppi.items()}
    diversi = {gruppo: suoi for gruppo, suoi in voluti.items() if concessi.get(gruppo.pk, set()) != suoi}
    if diversi:
        assegna(diversi, partner)
    _allinea_persone(gruppi, Appartenenza.objects.efficaci().filter(partner=partner))
    if partner.capofila:
        proietta_rete()


def proietta_rete() -> None:
    """The same for the roles of the network."""
    gruppi = _gruppi(di_ambito(Ambito.RETE), None)
    for chiave, gruppo in gruppi.items():
        presenti = {f"{app}.{codice}" for app, codice in gruppo.permissions.values_list(*_NOME)}
        if presenti != RUOLI[chiave].permessi:
            gruppo.permissions.set(permessi_per_nome(sorted(RUOLI[chiave].permessi)))
    _allinea_persone(gruppi, Appartenenza.objects.efficaci())


def sincronizza() -> None:
    """Everything again. On a healthy database it reads and writes nothing."""
    proietta_rete()
    for partner in Partner.objects.exclude(stato=Stato.BOZZA).order_by("pk"):
        proietta(partner)
    _togli_gruppi_senza_ruolo()


_NOME = ("content_type__app_label", "codename")


def _concessi(partner: Partner) -> dict[int, set[str]]:
    """What each group is granted on the partner, by the rows."""
    righe = PartnerGroupObjectPermission.objects.filter(content_object=partner)
    concessi = defaultdict(set)
    for gruppo, app, codice in righe.values_list("group_id", *(f"permission__{campo}" for campo in _NOME)):
        concessi[gruppo].add(f"{app}.{codice}")
    return concessi


def _gruppi(chiavi: list[str], partner: Partner | None) -> dict[str, Group]:
    """The group of each role, made where it is missing."""
    esistenti = GruppoRuolo.objects.select_related("gruppo").filter(ruolo__in=chiavi, partner=partner)
    gruppi = {riga.ruolo: riga.gruppo for riga in esistenti}
    mancano = [chiave for chiave in chiavi if chiave not in gruppi]
    if mancano:
        gruppi |= _nuovi_gruppi(mancano, partner)
    return {chiave: gruppi[chiave] for chiave in chiavi}


def _nuovi_gruppi(chiavi: list[str], partner: Partner | None) -> dict[str, Group]:
    """Two acts at once make the same: whoever comes second finds them."""
    nomi = {chiave: f"partner {partner.pk}: {chiave}" if partner else f"rete: {chiave}" for chiave in chiavi}
    Group.objects.bulk_create((Group(name=nome) for nome in nomi.values()), ignore_conflicts=True)
    fatti = {gruppo.name: gruppo for gruppo in Group.objects.filter(name__in=nomi.values())}
    nuovi = {chiave: fatti[nome] for chiave, nome in nomi.items()}
    GruppoRuolo.objects.bulk_create(
        (GruppoRuolo(ruolo=chiave, partner=partner, gruppo=gruppo) for chiave, gruppo in nuovi.items()),
        ignore_conflicts=True,
    )
    return nuovi


def _allinea_persone(gruppi: dict[str, Group], valide: QuerySet[Appartenenza]) -> None:
    """The people written in each group become those whose role counts."""
    ruoli = valide.filter(ruolo__in=gruppi).values_list("ruolo", "persona_id")
    vere = {(gruppi[ruolo].pk, persona) for ruolo, persona in ruoli}
    righe = get_user_model().groups.through.objects.filter(group__in=gruppi.values())
    scritte = {(gruppo, persona): pk for gruppo, persona, pk in righe.values_list("group_id", "persona_id", "pk")}
    di_troppo = [pk for coppia, pk in scritte.items() if coppia not in vere]
    if di_troppo:
        righe.filter(pk__in=di_troppo).delete()
    nuove = sorted(vere - scritte.keys())
    if nuove:
        righe.model.objects.bulk_create(
            (righe.model(group_id=gruppo, persona_id=persona) for gruppo, persona in nuove), ignore_conflicts=True
        )


def _togli_gruppi_senza_ruolo() -> None:
    """Groups of roles that the code no longer knows."""
    vecchi = GruppoRuolo.objects.exclude(
        Q(partner__isnull=True, ruolo__in=di_ambito(Ambito.RETE))
        | Q(partner__isnull=False, ruolo__in=di_ambito(Ambito.PARTNER))
    )
    ids = list(vecchi.values_list("gruppo_id", flat=True))
    if ids:
        Group.objects.filter(pk__in=ids).delete()
