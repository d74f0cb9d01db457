"""What a member of a commission is asked of at each opening: what she has signed, what she stays out of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("thinktown", "0016_copie_oscurate"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="dichiarazioneconflitto",
            index=models.Index(
                condition=models.Q(("conflitto", True)), fields=["commissario", "domanda"], name="conflitto_di_chi"
            ),
        ),
        migrations.AddIndex(
            model_name="scheda",
            index=models.Index(fields=["commissario", "stato", "domanda"], name="scheda_di_chi_e_come_sta"),
        ),
    ]
