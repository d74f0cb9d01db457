"""Whether the codice fiscale itself was verified: a gateway may say who one is without it."""

from django.db import migrations, models
from django.db.models import Q


def segna(apps, schema_editor):
    apps.get_model("persone", "Identita").objects.filter(fonte="gateway").exclude(codice_fiscale="").update(
        codice_verificato=True
    )


class Migration(migrations.Migration):
    dependencies = [("persone", "0004_corregge_persone")]

    operations = [
        migrations.AddField(
            model_name="identita",
            name="codice_verificato",
            field=models.BooleanField(default=False, verbose_name="codice fiscale verificato"),
        ),
        migrations.RunPython(segna, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint(model_name="identita", name="identita_codice_fiscale_unico"),
        migrations.AddConstraint(
            model_name="identita",
            constraint=models.UniqueConstraint(
                condition=Q(codice_verificato=True),
                fields=("codice_fiscale",),
                name="identita_codice_fiscale_unico",
            ),
        ),
        migrations.AddConstraint(
            model_name="identita",
            constraint=models.CheckConstraint(
                condition=Q(codice_verificato=False) | (Q(fonte="gateway") & ~Q(codice_fiscale="")),
                name="identita_codice_verificato_da_chi",
            ),
        ),
    ]
