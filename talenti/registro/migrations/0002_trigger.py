from django.db import migrations

from talenti.registro import triggers


def metti(apps, schema_editor):
    triggers.metti(schema_editor.connection)


def togli(apps, schema_editor):
    triggers.togli(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("registro", "0001_registro")]
    operations = [migrations.RunPython(metti, togli)]
