"""The sittings of a commission, their minutes, and the points given together."""

from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import talenti.base.clock


class Migration(migrations.Migration):
    dependencies = [
        ("persone", "__first__"),
        ("thinktown", "0013_commissione"),
    ]

    operations = [
        migrations.CreateModel(
            name="Seduta",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.PositiveSmallIntegerField(verbose_name="numero")),
                (
                    "stato",
                    models.CharField(
                        choices=[
                            ("convocata", "Convocata"),
                            ("aperta", "In corso"),
                            ("chiusa", "Chiusa"),
                            ("annullata", "Annullata"),
                        ],
                        default="convocata",
                        editable=False,
                        max_length=10,
                        verbose_name="stato",
                    ),
                ),
                ("quando", models.DateTimeField(verbose_name="quando")),
                ("durata", models.PositiveSmallIntegerField(default=120, verbose_name="quanto dura, in minuti")),
                ("dove", models.CharField(blank=True, max_length=200, verbose_name="dove")),
                ("collegamento", models.URLField(blank=True, max_length=300, verbose_name="collegamento a distanza")),
                ("sequenza", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("convocata_il", models.DateTimeField(default=talenti.base.clock.adesso, verbose_name="convocata il")),
                ("aperta_il", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="aperta il")),
                ("chiusa_il", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="chiusa il")),
                (
                    "commissione",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sedute",
                        to="thinktown.commissione",
                        verbose_name="commissione",
                    ),
                ),
            ],
            options={
                "verbose_name": "seduta",
                "verbose_name_plural": "sedute",
                "ordering": ["commissione_id", "n"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("commissione", "n"), name="seduta_una_per_numero"),
                    models.CheckConstraint(
                        condition=models.Q(("stato__in", ["convocata", "aperta", "chiusa", "annullata"])),
                        name="seduta_stato_noto",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dove", ""), _negated=True),
                            models.Q(("collegamento", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="seduta_da_qualche_parte",
                    ),
                    models.CheckConstraint(condition=models.Q(("durata__gte", 1)), name="seduta_dura"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("aperta_il__isnull", True),
                                ("chiusa_il__isnull", True),
                                ("stato__in", ("convocata", "annullata")),
                            ),
                            models.Q(("aperta_il__isnull", False), ("chiusa_il__isnull", True), ("stato", "aperta")),
                            models.Q(("aperta_il__isnull", False), ("chiusa_il__isnull", False), ("stato", "chiusa")),
                            _connector="OR",
                        ),
                        name="seduta_stato_con_gli_istanti",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PuntoOrdine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.PositiveSmallIntegerField(verbose_name="numero")),
                ("testo", models.CharField(blank=True, max_length=300, verbose_name="di che cosa si parla")),
                ("deciso", models.TextField(blank=True, max_length=5000, verbose_name="che cosa si è deciso")),
                (
                    "domanda",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="thinktown.domanda",
                        verbose_name="domanda",
                    ),
                ),
                (
                    "seduta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="punti",
                        to="thinktown.seduta",
                        verbose_name="seduta",
                    ),
                ),
            ],
            options={
                "verbose_name": "punto all'ordine del giorno",
                "verbose_name_plural": "punti all'ordine del giorno",
                "ordering": ["seduta_id", "n"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("seduta", "n"), name="punto_uno_per_numero"),
                    models.UniqueConstraint(
                        condition=models.Q(("domanda__isnull", False)),
                        fields=("seduta", "domanda"),
                        name="punto_uno_per_domanda",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("testo", ""), _negated=True), ("domanda__isnull", False), _connector="OR"
                        ),
                        name="punto_dice_qualcosa",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("domanda__isnull", True), ("deciso", ""), _connector="OR"),
                        name="punto_o_discussione",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PuntoConcordato",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("criterio", models.CharField(max_length=40, verbose_name="criterio")),
                ("punti", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="punti")),
                ("motivo", models.TextField(blank=True, max_length=2000, verbose_name="perché")),
                (
                    "domanda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="punti_concordati",
                        to="thinktown.domanda",
                        verbose_name="domanda",
                    ),
                ),
                (
                    "seduta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="concordati",
                        to="thinktown.seduta",
                        verbose_name="seduta",
                    ),
                ),
            ],
            options={
                "verbose_name": "punto deciso insieme",
                "verbose_name_plural": "punti decisi insieme",
                "ordering": ["seduta_id", "domanda_id", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("seduta", "domanda", "criterio"), name="concordato_uno_per_criterio"
                    ),
                    models.CheckConstraint(condition=models.Q(("punti__gte", Decimal("0"))), name="concordato_da_zero"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Presenza",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "come",
                    models.CharField(
                        choices=[
                            ("in_sede", "In presenza"),
                            ("a_distanza", "A distanza"),
                            ("giustificata", "Assente, ha avvisato"),
                            ("assente", "Assente, non ha avvisato"),
                        ],
                        max_length=12,
                        verbose_name="come",
                    ),
                ),
                ("entra", models.DateTimeField(blank=True, null=True, verbose_name="arriva alle")),
                ("esce", models.DateTimeField(blank=True, null=True, verbose_name="va via alle")),
                (
                    "commissario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presenze",
                        to="thinktown.commissario",
                        verbose_name="commissario",
                    ),
                ),
                (
                    "seduta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presenze",
                        to="thinktown.seduta",
                        verbose_name="seduta",
                    ),
                ),
            ],
            options={
                "verbose_name": "presenza",
                "verbose_name_plural": "presenze",
                "ordering": ["seduta_id", "commissario_id"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("seduta", "commissario"), name="presenza_una_per_posto"),
                    models.CheckConstraint(
                        condition=models.Q(("come__in", ["in_sede", "a_distanza", "giustificata", "assente"])),
                        name="presenza_nota",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("come__in", ("in_sede", "a_distanza")),
                            models.Q(("entra__isnull", True), ("esce__isnull", True)),
                            _connector="OR",
                        ),
                        name="presenza_assente_senza_ore",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("entra__isnull", True),
                            ("esce__isnull", True),
                            ("esce__gt", models.F("entra")),
                            _connector="OR",
                        ),
                        name="presenza_in_ordine",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Discussione",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("testo", models.TextField(blank=True, max_length=10000, verbose_name="che cosa si è detto")),
                ("composizione", models.JSONField(default=dict, verbose_name="chi ne ha discusso")),
                ("scritta_il", models.DateTimeField(default=talenti.base.clock.adesso, verbose_name="scritta il")),
                (
                    "domanda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="discussioni",
                        to="thinktown.domanda",
                        verbose_name="domanda",
                    ),
                ),
                (
                    "seduta",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="discussioni",
                        to="thinktown.seduta",
                        verbose_name="seduta",
                    ),
                ),
            ],
            options={
                "verbose_name": "discussione di una domanda",
                "verbose_name_plural": "discussioni delle domande",
                "ordering": ["seduta_id", "scritta_il", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("seduta", "domanda"), name="discussione_una_per_domanda")
                ],
            },
        ),
        migrations.CreateModel(
            name="Verbale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stato",
                    models.CharField(
                        choices=[("bozza", "Da finire"), ("da_firmare", "Da firmare"), ("approvato", "Firmato")],
                        default="bozza",
                        editable=False,
                        max_length=12,
                        verbose_name="stato",
                    ),
                ),
                ("testo", models.TextField(blank=True, max_length=20000, verbose_name="che cosa aggiungi")),
                ("revisione", models.PositiveIntegerField(default=0, editable=False)),
                ("contenuto", models.JSONField(blank=True, editable=False, null=True, verbose_name="che cosa dice")),
                ("impronta", models.CharField(blank=True, editable=False, max_length=64, verbose_name="impronta")),
                (
                    "proposto_il",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="mandato da firmare il"),
                ),
                (
                    "approvato_il",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="firmato il"),
                ),
                (
                    "proposto_da",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chi l'ha scritto",
                    ),
                ),
                (
                    "seduta",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verbale",
                        to="thinktown.seduta",
                        verbose_name="seduta",
                    ),
                ),
            ],
            options={
                "verbose_name": "verbale",
                "verbose_name_plural": "verbali",
                "ordering": ["seduta_id"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stato__in", ["bozza", "da_firmare", "approvato"])),
                        name="verbale_stato_noto",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("contenuto__isnull", True),
                                ("impronta", ""),
                                ("proposto_da__isnull", True),
                                ("proposto_il__isnull", True),
                                ("stato", "bozza"),
                            ),
                            models.Q(
                                models.Q(
                                    models.Q(("stato", "bozza"), _negated=True),
                                    models.Q(("impronta", ""), _negated=True),
                                ),
                                ("contenuto__isnull", False),
                                ("proposto_da__isnull", False),
                                ("proposto_il__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="verbale_fermo_con_impronta",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approvato_il__isnull", False), ("stato", "approvato")),
                            models.Q(models.Q(("stato", "approvato"), _negated=True), ("approvato_il__isnull", True)),
                            _connector="OR",
                        ),
                        name="verbale_approvato_quando",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FirmaVerbale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quando", models.DateTimeField(default=talenti.base.clock.adesso, verbose_name="firmato il")),
                ("impronta", models.CharField(max_length=64, verbose_name="impronta")),
                (
                    "commissario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="firme_verbali",
                        to="thinktown.commissario",
                        verbose_name="commissario",
                    ),
                ),
                (
                    "verbale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="firme",
                        to="thinktown.verbale",
                        verbose_name="verbale",
                    ),
                ),
            ],
            options={
                "verbose_name": "firma di un verbale",
                "verbose_name_plural": "firme dei verbali",
                "ordering": ["verbale_id", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("verbale", "commissario"), name="firma_una_per_posto"),
                    models.CheckConstraint(
                        condition=models.Q(("impronta", ""), _negated=True), name="firma_di_qualcosa"
                    ),
                ],
            },
        ),
    ]
