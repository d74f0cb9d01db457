"""The back office: an admin site of our own, in Italian, behind a second factor."""

from django.contrib.admin.apps import AdminConfig


class UfficioConfig(AdminConfig):
    default_site = "talenti.base.admin.SitoUfficio"
