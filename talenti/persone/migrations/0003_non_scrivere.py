"""Addresses that said no to answering for a minor: also those that said it before this was kept."""

from django.db import migrations, models

from talenti.persone.indirizzi import impronta


def ricorda(apps, schema_editor):
    non_scrivere = apps.get_model("persone", "NonScrivere")
    for tutela in apps.get_model("persone", "Tutela").objects.filter(stato="rifiutato"):
        dal = tutela.decisa_il or tutela.creata_il
        non_scrivere.objects.get_or_create(impronta=impronta(tutela.email), defaults={"dal": dal})


class Migration(migrations.Migration):
    dependencies = [("persone", "0002_nascita_verificata")]

    operations = [
        migrations.CreateModel(
            name="NonScrivere",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "impronta",
                    models.CharField(max_length=64, unique=True, verbose_name="impronta dell'indirizzo"),
                ),
                ("dal", models.DateTimeField(verbose_name="dal")),
            ],
            options={
                "verbose_name": "indirizzo a cui non scrivere",
                "verbose_name_plural": "indirizzi a cui non scrivere",
            },
        ),
        migrations.RunPython(ricorda, migrations.RunPython.noop, elidable=True),
    ]
