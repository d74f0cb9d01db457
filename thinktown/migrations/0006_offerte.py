import django.db.models.deletion
from django.db import migrations, models

import talenti.base.clock
import talenti.base.codici


class Migration(migrations.Migration):
    dependencies = [
        ("luoghi", "0001_comuni"),
        ("thinktown", "0005_istruttoria"),
    ]

    operations = [
        migrations.AddField(
            model_name="bando",
            name="risponde_a",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="risposto_da",
                to="thinktown.bando",
                verbose_name="bando di cui si scelgono i posti",
            ),
        ),
        migrations.CreateModel(
            name="Offerta",
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
                ("sezione", models.CharField(blank=True, editable=False, max_length=40, verbose_name="sezione")),
                ("n", models.PositiveIntegerField(editable=False, verbose_name="numero")),
                (
                    "stato",
                    models.CharField(
                        choices=[
                            ("proposta", "Scelto, non ancora pubblicato"),
                            ("pubblicata", "Pubblicato"),
                            ("ritirata", "Ritirato"),
                        ],
                        default="proposta",
                        editable=False,
                        max_length=12,
                        verbose_name="stato",
                    ),
                ),
                ("titolo", models.CharField(editable=False, max_length=120, verbose_name="titolo")),
                ("organizzazione", models.CharField(editable=False, max_length=120, verbose_name="chi ospita")),
                ("settore", models.CharField(blank=True, editable=False, max_length=40, verbose_name="settore")),
                (
                    "nome_settore",
                    models.CharField(blank=True, editable=False, max_length=120, verbose_name="nome del settore"),
                ),
                ("contenuto", models.JSONField(default=dict, editable=False, verbose_name="testo")),
                ("posti", models.PositiveIntegerField(editable=False, verbose_name="posti")),
                (
                    "addetti",
                    models.PositiveIntegerField(
                        editable=False, null=True, verbose_name="persone che lavorano nella sede"
                    ),
                ),
                (
                    "ospitati",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="persone già in tirocinio nella sede"
                    ),
                ),
                (
                    "deroga",
                    models.CharField(
                        blank=True, editable=False, max_length=400, verbose_name="perché più posti di quelli ammessi"
                    ),
                ),
                (
                    "atto_numero",
                    models.CharField(blank=True, editable=False, max_length=40, verbose_name="numero dell'atto"),
                ),
                ("atto_del", models.DateField(editable=False, null=True, verbose_name="data dell'atto")),
                (
                    "scelta_perche",
                    models.CharField(blank=True, editable=False, max_length=400, verbose_name="scelto perché"),
                ),
                (
                    "scelta_il",
                    models.DateTimeField(default=talenti.base.clock.adesso, editable=False, verbose_name="scelto il"),
                ),
                ("pubblicata_il", models.DateTimeField(editable=False, null=True, verbose_name="pubblicato il")),
                ("ritirata_il", models.DateTimeField(editable=False, null=True, verbose_name="ritirato il")),
                (
                    "ritirata_perche",
                    models.CharField(blank=True, editable=False, max_length=400, verbose_name="ritirato perché"),
                ),
                (
                    "bando",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offerte",
                        to="thinktown.bando",
                        verbose_name="bando",
                    ),
                ),
                (
                    "comune",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="luoghi.comune",
                        verbose_name="comune",
                    ),
                ),
                (
                    "domanda",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offerte",
                        to="thinktown.domanda",
                        verbose_name="domanda",
                    ),
                ),
                (
                    "invio",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="thinktown.invio",
                        verbose_name="invio",
                    ),
                ),
            ],
            options={
                "verbose_name": "posto",
                "verbose_name_plural": "posti",
                "ordering": ["bando_id", "n"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Preferenza",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("posto", models.PositiveSmallIntegerField(verbose_name="in che ordine")),
                (
                    "domanda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preferenze",
                        to="thinktown.domanda",
                        verbose_name="domanda",
                    ),
                ),
                (
                    "invio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preferenze",
                        to="thinktown.invio",
                        verbose_name="invio",
                    ),
                ),
                (
                    "offerta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preferenze",
                        to="thinktown.offerta",
                        verbose_name="posto scelto",
                    ),
                ),
            ],
            options={
                "verbose_name": "preferenza",
                "verbose_name_plural": "preferenze",
                "ordering": ["domanda_id", "posto"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="offerta",
            constraint=models.CheckConstraint(
                condition=models.Q(("stato__in", ["proposta", "pubblicata", "ritirata"])), name="offerta_stato_noto"
            ),
        ),
        migrations.AddConstraint(
            model_name="offerta",
            constraint=models.UniqueConstraint(fields=("bando", "n"), name="offerta_in_ordine"),
        ),
        migrations.AddConstraint(
            model_name="offerta",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stato", "ritirata"), _negated=True),
                fields=("domanda",),
                name="offerta_una_per_domanda",
            ),
        ),
        migrations.AddConstraint(
            model_name="offerta",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("n__gte", 1),
                    ("posti__gte", 1),
                    models.Q(("titolo", ""), _negated=True),
                    models.Q(("organizzazione", ""), _negated=True),
                ),
                name="offerta_con_titolo_e_posti",
            ),
        ),
        migrations.AddConstraint(
            model_name="offerta",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("atto_numero", ""), _negated=True), ("atto_del__isnull", False)),
                    models.Q(("scelta_perche", ""), _negated=True),
                    _connector="OR",
                ),
                name="offerta_con_atto_o_motivo",
            ),
        ),
        migrations.AddConstraint(
            model_name="offerta",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pubblicata_il__isnull", True), ("ritirata_il__isnull", True), ("stato", "proposta")),
                    models.Q(("pubblicata_il__isnull", False), ("ritirata_il__isnull", True), ("stato", "pubblicata")),
                    models.Q(
                        models.Q(("ritirata_perche", ""), _negated=True),
                        ("ritirata_il__isnull", False),
                        ("stato", "ritirata"),
                    ),
                    _connector="OR",
                ),
                name="offerta_quando",
            ),
        ),
        migrations.AddConstraint(
            model_name="preferenza",
            constraint=models.UniqueConstraint(fields=("domanda", "offerta"), name="preferenza_un_posto"),
        ),
        migrations.AddConstraint(
            model_name="preferenza",
            constraint=models.UniqueConstraint(fields=("domanda", "posto"), name="preferenza_in_ordine"),
        ),
        migrations.AddConstraint(
            model_name="preferenza",
            constraint=models.CheckConstraint(condition=models.Q(("posto__gte", 1)), name="preferenza_da_uno"),
        ),
    ]
