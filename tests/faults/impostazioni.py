"""The portal's settings with a post office of the test, on the port that the environment names."""

import os

from talenti.settings import *  # noqa: F403 – every setting but these

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ["PORTA_POSTA"])
EMAIL_USE_TLS = False
EMAIL_TIMEOUT = 60
CELERY_TASK_ALWAYS_EAGER = False
