"""The commission of a call, what its members declare, and their score sheets."""

from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import talenti.base.clock


class Migration(migrations.Migration):
    dependencies = [
        ("documenti", "0001_documenti"),
        ("persone", "__first__"),
        ("thinktown", "0012_stato_di_una_domanda"),
    ]

    operations = [
        migrations.CreateModel(
            name="Commissione",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nominata_il", models.DateTimeField(default=talenti.base.clock.adesso, verbose_name="nominata il")),
                (
                    "bando",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commissione",
                        to="thinktown.bando",
                        verbose_name="bando",
                    ),
                ),
            ],
            options={
                "verbose_name": "commissione",
                "verbose_name_plural": "commissioni",
                "ordering": ["-nominata_il", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CodiceCieco",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("codice", models.CharField(max_length=8, verbose_name="codice")),
                (
                    "domanda",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codice_cieco",
                        to="thinktown.domanda",
                        verbose_name="domanda",
                    ),
                ),
                (
                    "commissione",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codici_ciechi",
                        to="thinktown.commissione",
                        verbose_name="commissione",
                    ),
                ),
            ],
            options={
                "verbose_name": "codice senza nome",
                "verbose_name_plural": "codici senza nome",
                "ordering": ["commissione_id", "codice"],
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("commissione", "codice"), name="codice_cieco_uno")],
            },
        ),
        migrations.CreateModel(
            name="Commissario",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ruolo",
                    models.CharField(
                        choices=[
                            ("presidente", "Presidente"),
                            ("componente", "Componente"),
                            ("supplente", "Supplente"),
                            ("segretario", "Segretario o segretaria, non vota"),
                        ],
                        max_length=12,
                        verbose_name="come",
                    ),
                ),
                ("rappresenta", models.CharField(max_length=120, verbose_name="chi rappresenta")),
                ("dal", models.DateField(default=talenti.base.clock.oggi, verbose_name="dal")),
                ("al", models.DateField(blank=True, null=True, verbose_name="non più dal")),
                (
                    "senza_condanne_il",
                    models.DateTimeField(blank=True, null=True, verbose_name="ha dichiarato di non avere condanne il"),
                ),
                (
                    "cessazione",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cessati",
                        to="thinktown.attobando",
                        verbose_name="atto di cessazione",
                    ),
                ),
                (
                    "nomina",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominati",
                        to="thinktown.attobando",
                        verbose_name="atto di nomina",
                    ),
                ),
                (
                    "persona",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commissioni",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="persona",
                    ),
                ),
                (
                    "commissione",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commissari",
                        to="thinktown.commissione",
                        verbose_name="commissione",
                    ),
                ),
            ],
            options={
                "verbose_name": "commissario",
                "verbose_name_plural": "commissari",
                "ordering": ["commissione_id", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ruolo__in", ["presidente", "componente", "supplente", "segretario"])),
                        name="commissario_ruolo_noto",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rappresenta", ""), _negated=True), name="commissario_per_qualcuno"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("al__isnull", True), ("al__gte", models.F("dal")), _connector="OR"),
                        name="commissario_in_ordine",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("al__isnull", True), ("cessazione__isnull", True)),
                            models.Q(("al__isnull", False), ("cessazione__isnull", False)),
                            _connector="OR",
                        ),
                        name="commissario_cessa_con_atto",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("al__isnull", True)),
                        fields=("commissione", "persona"),
                        name="commissario_un_posto",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("al__isnull", True), ("ruolo", "presidente")),
                        fields=("commissione",),
                        name="commissario_un_presidente",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DichiarazioneConflitto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("conflitto", models.BooleanField(verbose_name="ha un conflitto")),
                (
                    "motivo",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("interesse", "Ho un interesse in questo progetto"),
                            ("famiglia", "È di una persona della mia famiglia, o con cui convivo"),
                            ("lite", "Ho con loro una causa, un credito, un debito o una grave inimicizia"),
                            ("consiglio", "Li ho aiutati o consigliati su questa domanda"),
                            ("lavoro", "Ci lavoro, lo amministro o ne faccio parte"),
                            ("convenienza", "Un'altra ragione seria, anche solo di opportunità"),
                        ],
                        max_length=12,
                        verbose_name="quale",
                    ),
                ),
                ("spiegazione", models.CharField(blank=True, max_length=400, verbose_name="in poche parole")),
                ("resa_il", models.DateTimeField(default=talenti.base.clock.adesso, verbose_name="dichiarato il")),
                (
                    "commissario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dichiarazioni",
                        to="thinktown.commissario",
                        verbose_name="commissario",
                    ),
                ),
                (
                    "domanda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dichiarazioni_commissione",
                        to="thinktown.domanda",
                        verbose_name="domanda",
                    ),
                ),
            ],
            options={
                "verbose_name": "dichiarazione sui conflitti",
                "verbose_name_plural": "dichiarazioni sui conflitti",
                "ordering": ["commissario_id", "domanda_id"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("commissario", "domanda"), name="conflitto_uno_per_domanda"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("conflitto", False), ("motivo", "")),
                            models.Q(
                                ("conflitto", True),
                                ("motivo__in", ["interesse", "famiglia", "lite", "consiglio", "lavoro", "convenienza"]),
                            ),
                            _connector="OR",
                        ),
                        name="conflitto_con_motivo",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FaseValutazione",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("dichiara", "Dichiarazioni"),
                            ("da_soli", "Ognuno valuta da solo"),
                            ("insieme", "La commissione decide insieme"),
                            ("chiusa", "Valutazione chiusa"),
                        ],
                        max_length=12,
                        verbose_name="fase",
                    ),
                ),
                ("dal", models.DateTimeField(verbose_name="dal")),
                ("nomi", models.BooleanField(default=True, verbose_name="si vedono i nomi")),
                (
                    "voti",
                    models.CharField(
                        choices=[
                            ("mai", "Nessuno vede i voti degli altri"),
                            ("dopo", "Li vede chi ha già firmato la sua scheda"),
                            ("sempre", "Li vedono tutti"),
                        ],
                        default="mai",
                        max_length=8,
                        verbose_name="voti degli altri",
                    ),
                ),
                (
                    "commissione",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fasi",
                        to="thinktown.commissione",
                        verbose_name="commissione",
                    ),
                ),
            ],
            options={
                "verbose_name": "fase della valutazione",
                "verbose_name_plural": "fasi della valutazione",
                "ordering": ["commissione_id", "dal"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tipo__in", ["dichiara", "da_soli", "insieme", "chiusa"])),
                        name="fase_tipo_noto",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("voti__in", ["mai", "dopo", "sempre"])), name="fase_voti_noti"
                    ),
                    models.UniqueConstraint(fields=("commissione", "tipo"), name="fase_una_per_tipo"),
                    models.UniqueConstraint(fields=("commissione", "dal"), name="fase_una_alla_volta"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nomi", True), models.Q(("tipo", "dichiara"), _negated=True), _connector="OR"
                        ),
                        name="fase_dichiara_con_nomi",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scheda",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.PositiveSmallIntegerField(default=1, verbose_name="numero")),
                (
                    "stato",
                    models.CharField(
                        choices=[
                            ("aperta", "Da firmare"),
                            ("firmata", "Firmata"),
                            ("superata", "Sostituita da un'altra"),
                        ],
                        default="aperta",
                        editable=False,
                        max_length=10,
                        verbose_name="stato",
                    ),
                ),
                ("motivo", models.CharField(blank=True, max_length=400, verbose_name="perché è stata ripresa")),
                ("note", models.TextField(blank=True, max_length=5000, verbose_name="note solo tue")),
                ("revisione", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "cominciata_il",
                    models.DateTimeField(default=talenti.base.clock.adesso, verbose_name="cominciata il"),
                ),
                ("salvata_il", models.DateTimeField(default=talenti.base.clock.adesso, verbose_name="salvata il")),
                ("firmata_il", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="firmata il")),
                ("impronta", models.CharField(blank=True, editable=False, max_length=64, verbose_name="impronta")),
                (
                    "commissario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schede",
                        to="thinktown.commissario",
                        verbose_name="commissario",
                    ),
                ),
                (
                    "domanda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schede",
                        to="thinktown.domanda",
                        verbose_name="domanda",
                    ),
                ),
            ],
            options={
                "verbose_name": "scheda di valutazione",
                "verbose_name_plural": "schede di valutazione",
                "ordering": ["domanda_id", "commissario_id", "n"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stato__in", ["aperta", "firmata", "superata"])), name="scheda_stato_noto"
                    ),
                    models.UniqueConstraint(fields=("commissario", "domanda", "n"), name="scheda_in_ordine"),
                    models.UniqueConstraint(
                        condition=models.Q(("stato", "superata"), _negated=True),
                        fields=("commissario", "domanda"),
                        name="scheda_una_in_vigore",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("firmata_il__isnull", True), ("impronta", ""), ("stato", "aperta")),
                            models.Q(
                                models.Q(
                                    models.Q(("stato", "aperta"), _negated=True),
                                    models.Q(("impronta", ""), _negated=True),
                                ),
                                ("firmata_il__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="scheda_firmata_con_impronta",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("n", 1), models.Q(("motivo", ""), _negated=True), _connector="OR"),
                        name="scheda_ripresa_con_motivo",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Supplenza",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dal", models.DateTimeField(default=talenti.base.clock.adesso, verbose_name="dal")),
                ("finita_il", models.DateTimeField(blank=True, null=True, verbose_name="finita il")),
                (
                    "al_posto_di",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sostituito_in",
                        to="thinktown.commissario",
                        verbose_name="al posto di",
                    ),
                ),
                (
                    "domanda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplenze",
                        to="thinktown.domanda",
                        verbose_name="domanda",
                    ),
                ),
                (
                    "supplente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplenze",
                        to="thinktown.commissario",
                        verbose_name="supplente",
                    ),
                ),
            ],
            options={
                "verbose_name": "supplenza",
                "verbose_name_plural": "supplenze",
                "ordering": ["domanda_id", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("supplente", models.F("al_posto_di")), _negated=True),
                        name="supplenza_di_un_altro",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finita_il__isnull", True)),
                        fields=("domanda", "al_posto_di"),
                        name="supplenza_una_per_posto",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finita_il__isnull", True)),
                        fields=("domanda", "supplente"),
                        name="supplenza_un_posto_solo",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Voto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("criterio", models.CharField(max_length=40, verbose_name="criterio")),
                (
                    "punti",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="punti"),
                ),
                ("motivo", models.TextField(blank=True, max_length=2000, verbose_name="perché")),
                (
                    "scheda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="voti",
                        to="thinktown.scheda",
                        verbose_name="scheda",
                    ),
                ),
            ],
            options={
                "verbose_name": "voto",
                "verbose_name_plural": "voti",
                "ordering": ["scheda_id", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("scheda", "criterio"), name="voto_uno_per_criterio"),
                    models.CheckConstraint(
                        condition=models.Q(("punti__isnull", True), ("punti__gte", Decimal("0")), _connector="OR"),
                        name="voto_da_zero",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="attobando",
            name="atto_tipo_noto",
        ),
        migrations.RemoveConstraint(
            model_name="attobando",
            name="atto_con_il_perche",
        ),
        migrations.AlterField(
            model_name="attobando",
            name="tipo",
            field=models.CharField(
                choices=[
                    ("approvazione", "Approvazione del bando"),
                    ("proroga", "Proroga"),
                    ("riapertura", "Riapertura dei termini"),
                    ("rettifica", "Correzione"),
                    ("annullamento", "Annullamento"),
                    ("revoca", "Revoca del bando"),
                    ("nomina", "Nomina della commissione"),
                    ("commissione", "Cambio nella commissione"),
                ],
                max_length=16,
                verbose_name="tipo",
            ),
        ),
        migrations.AddConstraint(
            model_name="attobando",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "tipo__in",
                        [
                            "approvazione",
                            "proroga",
                            "riapertura",
                            "rettifica",
                            "annullamento",
                            "revoca",
                            "nomina",
                            "commissione",
                        ],
                    )
                ),
                name="atto_tipo_noto",
            ),
        ),
        migrations.AddConstraint(
            model_name="attobando",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("tipo__in", ("approvazione", "nomina")), models.Q(("motivo", ""), _negated=True), _connector="OR"
                ),
                name="atto_con_il_perche",
            ),
        ),
    ]
