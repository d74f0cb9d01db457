"""What an application is called that waits for the answer to a notice of exclusion."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("thinktown", "0011_protocollo_delle_risposte"),
    ]

    operations = [
        migrations.AlterField(
            model_name="domanda",
            name="stato",
            field=models.CharField(
                choices=[
                    ("bozza", "Non ancora inviata"),
                    ("inviata", "Inviata"),
                    ("ritirata", "Ritirata"),
                    ("integrazione", "Da completare"),
                    ("preavviso", "Preavviso di esclusione: si aspetta la risposta"),
                    ("ammessa", "Ammessa"),
                    ("esclusa", "Esclusa"),
                ],
                default="bozza",
                editable=False,
                max_length=12,
                verbose_name="stato",
            ),
        ),
    ]
