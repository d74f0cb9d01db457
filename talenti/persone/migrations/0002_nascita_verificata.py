"""The account takes the birth date that a gateway verified: ages read that one."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def prendi(apps, schema_editor):
    verificate = apps.get_model("persone", "Identita").objects.filter(fonte="gateway", nato_il__isnull=False)
    persone = apps.get_model("persone", "Persona").objects.filter(pk__in=verificate.values("persona"))
    persone.update(nato_il=Subquery(verificate.filter(persona=OuterRef("pk")).values("nato_il")[:1]))


class Migration(migrations.Migration):
    dependencies = [("persone", "0001_persone")]

    operations = [migrations.RunPython(prendi, migrations.RunPython.noop, elidable=True)]
