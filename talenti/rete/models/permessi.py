"""What roles grant on a partner, as direct foreign key rows."""

from typing import Any

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from talenti.rete.models.partner import Partner


class SuPartner:
    """Rooms above grant permissions of their own models on a partner (what it owns inherits by path).

    The library would refuse a permission whose content type is not the partner's.
    """

    def save(self, *args: Any, **kwargs: Any) -> None:
        models.Model.save(self, *args, **kwargs)  # type: ignore[arg-type]  # a mixin of models


class PartnerUserObjectPermission(SuPartner, UserObjectPermissionBase):
    content_object = models.ForeignKey(Partner, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = "permesso di una persona su un partner"
        verbose_name_plural = "permessi di persone sui partner"
        default_permissions = ()


class PartnerGroupObjectPermission(SuPartner, GroupObjectPermissionBase):
    content_object = models.ForeignKey(Partner, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        verbose_name = "permesso di un gruppo su un partner"
        verbose_name_plural = "permessi di gruppi sui partner"
        default_permissions = ()
