"""An answer to the office comes in as a sending does: it may have a number of the body's register too."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("thinktown", "0010_file_di_una_vista")]

    operations = [
        migrations.RemoveConstraint(model_name="protocollazione", name="protocollo_di_una_cosa"),
        migrations.AddField(
            model_name="protocollazione",
            name="risposta",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="protocolli",
                to="thinktown.provvedimento",
                verbose_name="risposta all'ufficio",
            ),
        ),
        migrations.AddConstraint(
            model_name="protocollazione",
            constraint=models.CheckConstraint(
                condition=Q(verso="ingresso", invio__isnull=False, risposta__isnull=True, documento__isnull=True)
                | Q(verso="ingresso", invio__isnull=True, risposta__isnull=False, documento__isnull=True)
                | Q(verso="uscita", invio__isnull=True, risposta__isnull=True, documento__isnull=False),
                name="protocollo_di_una_cosa",
            ),
        ),
        migrations.AddConstraint(
            model_name="protocollazione",
            constraint=models.UniqueConstraint(
                condition=Q(stato="valida"), fields=("risposta",), name="protocollo_uno_per_risposta"
            ),
        ),
    ]
