"""The permission to put a person's birth date and guardians right."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("persone", "0003_non_scrivere")]

    operations = [
        migrations.AlterModelOptions(
            name="persona",
            options={
                "ordering": ["cognome", "nome", "pk"],
                "permissions": [
                    ("vede_persone", "Vede le persone iscritte"),
                    ("azzera_secondo_fattore", "Toglie il secondo fattore a chi l'ha perso"),
                    ("cura_i_piani", "Cura i piani e le età"),
                    ("corregge_persone", "Corregge la data di nascita e le tutele delle persone"),
                ],
                "verbose_name": "persona",
                "verbose_name_plural": "persone",
            },
        ),
    ]
