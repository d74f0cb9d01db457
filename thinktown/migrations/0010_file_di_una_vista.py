"""The code of a file is longer than that of an application."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("thinktown", "0009_risposte_all_ufficio")]

    operations = [
        migrations.AlterField(
            model_name="vistadomanda",
            name="file",
            field=models.CharField(blank=True, max_length=24, verbose_name="file"),
        ),
    ]
