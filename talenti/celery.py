"""The Celery application: it only makes the tables' queues fast (docs/architecture.md)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talenti.settings")

app = Celery("talenti")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
