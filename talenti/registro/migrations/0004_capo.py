from django.db import migrations, models

from talenti.registro import triggers

# The chains and the seals that there are already: their heads are their last rows.
CATENE = """
INSERT INTO registro_capo (oggetto_tipo, oggetto_id, n, impronta)
SELECT t.oggetto_tipo, t.oggetto_id, t.n, t.impronta FROM registro_transizione t
WHERE NOT EXISTS (
    SELECT 1 FROM registro_transizione d
    WHERE d.oggetto_tipo = t.oggetto_tipo AND d.oggetto_id = t.oggetto_id AND d.n > t.n
)
"""
SIGILLI = """
INSERT INTO registro_capo (oggetto_tipo, oggetto_id, n, impronta)
SELECT 'registro.sigillo', 0, s.n, s.impronta FROM registro_sigillo s
WHERE s.n = (SELECT MAX(n) FROM registro_sigillo)
"""


def metti(apps, schema_editor):
    triggers.metti(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("registro", "0003_dettaglio_cancellato_vuoto"),
    ]

    operations = [
        migrations.CreateModel(
            name="Capo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("oggetto_tipo", models.CharField(max_length=60)),
                ("oggetto_id", models.BigIntegerField()),
                ("n", models.PositiveIntegerField()),
                ("impronta", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "capo di catena",
                "verbose_name_plural": "capi di catena",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("oggetto_tipo", "oggetto_id"), name="capo_unico_per_catena")
                ],
            },
        ),
        migrations.RunSQL(CATENE, migrations.RunSQL.noop),
        migrations.RunSQL(SIGILLI, migrations.RunSQL.noop),
        migrations.RunPython(metti, migrations.RunPython.noop),
    ]
