"""The consent to a newsletter that nobody ever sent is not asked any more, and what was answered is not kept."""

from django.db import migrations, models
from django.db.models import Q


def togli(apps, schema_editor):
    apps.get_model("persone", "Consenso").objects.filter(scopo="novita").delete()


class Migration(migrations.Migration):
    dependencies = [("persone", "0005_codice_verificato")]

    operations = [
        migrations.RunPython(togli, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint(model_name="consenso", name="consenso_scopo_noto"),
        migrations.AlterField(
            model_name="consenso",
            name="scopo",
            field=models.CharField(
                choices=[
                    ("informativa", "Come usiamo i tuoi dati"),
                    ("foto", "Foto e video in cui ti si riconosce"),
                ],
                max_length=20,
                verbose_name="per che cosa",
            ),
        ),
        migrations.AddConstraint(
            model_name="consenso",
            constraint=models.CheckConstraint(
                condition=Q(scopo__in=["informativa", "foto"]), name="consenso_scopo_noto"
            ),
        ),
    ]
