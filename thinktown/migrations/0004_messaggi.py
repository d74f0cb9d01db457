import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import talenti.base.clock
import talenti.base.codici


class Migration(migrations.Migration):
    dependencies = [
        ("documenti", "0001_documenti"),
        ("thinktown", "0003_gruppo_e_invio"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MessaggioDomanda",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "codice",
                    models.CharField(
                        default=talenti.base.codici.nuovo_codice,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="codice",
                    ),
                ),
                ("n", models.PositiveIntegerField(editable=False, verbose_name="numero")),
                (
                    "lato",
                    models.CharField(
                        choices=[("gruppo", "Chi presenta la domanda"), ("ufficio", "L'ufficio")],
                        editable=False,
                        max_length=8,
                        verbose_name="da che parte",
                    ),
                ),
                ("testo", models.TextField(blank=True, editable=False, max_length=3000, verbose_name="testo")),
                ("gettone", models.CharField(editable=False, max_length=40)),
                (
                    "scritto_il",
                    models.DateTimeField(default=talenti.base.clock.adesso, editable=False, verbose_name="scritto il"),
                ),
                ("letto_il", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="letto il")),
                ("evaso_il", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="evaso il")),
                (
                    "da",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chi l'ha scritto",
                    ),
                ),
                (
                    "domanda",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messaggi",
                        to="thinktown.domanda",
                        verbose_name="domanda",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documenti.filecaricato",
                        verbose_name="file",
                    ),
                ),
            ],
            options={
                "verbose_name": "messaggio sulla domanda",
                "verbose_name_plural": "messaggi sulle domande",
                "ordering": ["domanda_id", "n"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["lato", "evaso_il"], name="messaggio_da_evadere")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("lato__in", ["gruppo", "ufficio"])), name="messaggio_lato_noto"
                    ),
                    models.UniqueConstraint(fields=("domanda", "n"), name="messaggio_in_ordine"),
                    models.UniqueConstraint(fields=("domanda", "gettone"), name="messaggio_un_gettone"),
                    models.CheckConstraint(condition=models.Q(("n__gte", 1)), name="messaggio_con_numero"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("evaso_il__isnull", True),
                            models.Q(("evaso_il__gte", models.F("scritto_il")), ("lato", "gruppo")),
                            _connector="OR",
                        ),
                        name="messaggio_evaso_se_aspettava",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("letto_il__isnull", True), ("letto_il__gte", models.F("scritto_il")), _connector="OR"
                        ),
                        name="messaggio_letto_dopo",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("testo", ""), _negated=True), ("file__isnull", True), _connector="OR"
                        ),
                        name="messaggio_dimenticato_per_intero",
                    ),
                ],
            },
        ),
    ]
