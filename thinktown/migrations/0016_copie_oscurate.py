"""Copies of files without names, for a commission that must not know whose an application is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import talenti.base.clock


class Migration(migrations.Migration):
    dependencies = [
        ("documenti", "0001_documenti"),
        ("thinktown", "0015_graduatorie"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CopiaOscurata",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fornita_il", models.DateTimeField(default=talenti.base.clock.adesso, verbose_name="preparata il")),
                ("tolta_il", models.DateTimeField(blank=True, null=True, verbose_name="tolta il")),
                (
                    "da",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chi l'ha preparata",
                    ),
                ),
                (
                    "domanda",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copie_oscurate",
                        to="thinktown.domanda",
                        verbose_name="domanda",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copia_oscurata",
                        to="documenti.filecaricato",
                        verbose_name="copia",
                    ),
                ),
                (
                    "originale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copie_oscurate",
                        to="documenti.filecaricato",
                        verbose_name="file inviato",
                    ),
                ),
                (
                    "tolta_da",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chi l'ha tolta",
                    ),
                ),
            ],
            options={
                "verbose_name": "copia senza nomi",
                "verbose_name_plural": "copie senza nomi",
                "ordering": ["domanda_id", "originale_id", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("tolta_il__isnull", True)),
                        fields=("originale",),
                        name="copia_una_in_vigore",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file", models.F("originale")), _negated=True), name="copia_non_originale"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tolta_da__isnull", True), ("tolta_il__isnull", True)),
                            models.Q(("tolta_da__isnull", False), ("tolta_il__isnull", False)),
                            _connector="OR",
                        ),
                        name="copia_tolta_da_qualcuno",
                    ),
                ],
            },
        ),
    ]
