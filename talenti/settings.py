"""Settings. One file; modes differ by the environment only (docs/operations.md lists the variables).

TALENTI_MODO: ``demo`` (embedded, invented people), ``sviluppo``, ``prova`` (tests), ``produzione``.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from talenti import ambiente

BASE_DIR = Path(__file__).resolve().parent.parent

# ── Mode ──────────────────────────────────────────────────────────────────────────────────────────
MODO = ambiente.scelta("TALENTI_MODO", ("demo", "sviluppo", "prova", "produzione"), "sviluppo")
PRODUZIONE = MODO == "produzione"
MODO_DEMO = MODO == "demo"
DEBUG = MODO == "sviluppo" and ambiente.booleano("DEBUG", True)

DATI = ambiente.cartella("TALENTI_DATI", None if PRODUZIONE else BASE_DIR / "var")

SECRET_KEY = ambiente.chiave_segreta(DATI, va_data=PRODUZIONE)
ALLOWED_HOSTS = ambiente.elenco("ALLOWED_HOSTS") if PRODUZIONE else ["*"]
if PRODUZIONE and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Manca ALLOWED_HOSTS: scrivi i nomi del sito, separati da virgole.")
# Where links in mails and PDFs point to, without a trailing slash.
INDIRIZZO_SITO = ambiente.sito("INDIRIZZO_SITO", None if PRODUZIONE else "http://localhost:8000")
# Where the measure of each minute asks for the portal.
INDIRIZZO_SONDA = ambiente.indirizzo("INDIRIZZO_SONDA", ("http", "https"), "").rstrip("/") or INDIRIZZO_SITO
CSRF_TRUSTED_ORIGINS = ambiente.origini("CSRF_TRUSTED_ORIGINS", [INDIRIZZO_SITO] if PRODUZIONE else [])

# ── Applications ──────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "talenti.base",
    "talenti.registro",
    "talenti.luoghi",
    "talenti.persone",
    "talenti.rete",
    "talenti.avvisi",
    "talenti.documenti",
    "talenti.portale",
    "talenti.cruscotto",
    "coworking",
    "thinktown",
    "redazione",
    "talenti.base.ufficio.UfficioConfig",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "guardian",
    "django_filters",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "talenti.base.arrivo.Arrivo",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "talenti.portale.middleware.SegnaRisposte",
    "csp.middleware.CSPMiddleware",
    "talenti.base.middleware.SoloUtf8",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "talenti.portale.middleware.ContaVisite",
    "talenti.base.middleware.ErroriDiDominio",
]

ROOT_URLCONF = "talenti.urls"
WSGI_APPLICATION = "talenti.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "talenti.base.context.portale",
            ],
        },
    },
]

# ── Data ──────────────────────────────────────────────────────────────────────────────────────────
DATABASES = {"default": ambiente.basedati("DATABASE_URL", DATI / "portale.sqlite3")}
if PRODUZIONE and DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    raise ImproperlyConfigured("In produzione serve PostgreSQL: scrivi DATABASE_URL=postgres://….")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = ambiente.indirizzo("REDIS_URL", ("redis", "rediss"), None if PRODUZIONE else "")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        # A Redis that does not answer is given up at once: the page does not wait for it.
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    if REDIS_URL
    # Several web workers share one machine in the embedded mode: files are what they have in common
    # (rate limits would otherwise count per process).
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATI / "cache"),
        # Past this many, entries are thrown away at random, the counters of the rate limits among them.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Private files: never under a served folder, never a public URL (house rules, §7).
PRIVATI, CHIAVI = DATI / "privati", DATI / "chiavi"
MASSIMO_FILE_MB = ambiente.intero("MASSIMO_FILE_MB", 10)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_PERMISSIONS = 0o600

# ── Background work ───────────────────────────────────────────────────────────────────────────────
_CODA = DATI / "coda"
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
if REDIS_URL:
    # A broker that does not answer is given up at once: the row in the table waits, the person's page does not.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"max_retries": 0, "socket_connect_timeout": 2, "socket_timeout": 10}
else:
    for _nome in ("in", "fatti", "controllo"):
        (_CODA / _nome).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_CODA / "in"),
        "data_folder_out": str(_CODA / "in"),
        "processed_folder": str(_CODA / "fatti"),
        "control_folder": str(_CODA / "controllo"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/Rome"
CELERY_ENABLE_UTC = True
CELERY_BEAT_SCHEDULE_FILENAME = str(DATI / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "annunci": {"task": "registro.spazza_annunci", "schedule": timedelta(seconds=30)},
    "consegne": {"task": "avvisi.spazza_consegne", "schedule": timedelta(seconds=30)},
    "sigilli": {"task": "registro.sigilla", "schedule": timedelta(minutes=10)},
    "conservazione": {"task": "base.cancella_scaduti", "schedule": timedelta(hours=1)},
    "tutele": {"task": "persone.chiudi_tutele", "schedule": timedelta(hours=1)},
    "capo_del_giorno": {"task": "avvisi.manda_capo_del_giorno", "schedule": timedelta(hours=1)},
    "prenotazioni": {"task": "coworking.chiudi_scadute", "schedule": timedelta(minutes=5)},
    "bandi": {"task": "thinktown.avvisa", "schedule": timedelta(minutes=1)},
    "permessi": {"task": "rete.risincronizza", "schedule": timedelta(hours=1)},
    "visite": {"task": "portale.ogni_ora", "schedule": timedelta(hours=1)},
    "misura": {"task": "portale.ogni_minuto", "schedule": timedelta(minutes=1), "options": {"expires": 50}},
    "ricerca": {"task": "portale.indicizza", "schedule": timedelta(minutes=5), "options": {"expires": 240}},
}

# ── The body's protocol register ──────────────────────────────────────────────────────────────────
# Empty: the office types the numbers (docs/protocol-register.md).
PROTOCOLLO_URL = ambiente.servizio("PROTOCOLLO_URL")
PROTOCOLLO_GETTONE = ambiente.testo("PROTOCOLLO_GETTONE", None if PROTOCOLLO_URL else "")
# Tax codes of the bodies whose register it is; none, all those of the network.
PROTOCOLLO_ENTI = ambiente.elenco("PROTOCOLLO_ENTI")

# ── Mail ──────────────────────────────────────────────────────────────────────────────────────────
EMAIL_BACKEND = {
    "produzione": "django.core.mail.backends.smtp.EmailBackend",
    "prova": "django.core.mail.backends.locmem.EmailBackend",
}.get(MODO, "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = str(DATI / "posta")
EMAIL_HOST = ambiente.testo("EMAIL_HOST", None if PRODUZIONE else "localhost")
EMAIL_PORT = ambiente.intero("EMAIL_PORT", 587)
EMAIL_HOST_USER = ambiente.testo("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = ambiente.testo("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = ambiente.booleano("EMAIL_USE_TLS", PRODUZIONE)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = ambiente.testo("MITTENTE", None if PRODUZIONE else "Talenti Diffusi <portale@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# ── People and access ─────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "persone.Persona"
AUTHENTICATION_BACKENDS = [
    # It is Django's own ModelBackend, by e-mail: the password is hashed once, whether or not the address is known.
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "nome", "cognome")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if MODO == "prova"
    else ["django.contrib.auth.hashers.PBKDF2PasswordHasher", "django.contrib.auth.hashers.ScryptPasswordHasher"]
)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portale:area"
LOGOUT_REDIRECT_URL = "portale:home"

ACCOUNT_ADAPTER = "talenti.persone.adapter.AdattatoreAccount"
ACCOUNT_LOGIN_METHODS = {"email"}
# Without a password one enters with a code by e-mail, or with a passkey.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {
    "signup": "talenti.persone.forms.FormIscrizione",
    "login": "talenti.persone.forms.FormAccesso",
    "request_login_code": "talenti.persone.forms.FormChiediCodice",
    "confirm_login_code": "talenti.persone.forms.FormCodiceAccesso",
    "confirm_email_verification_code": "talenti.persone.forms.FormCodiceEmail",
    "confirm_password_reset_code": "talenti.persone.forms.FormCodicePassword",
    "reset_password": "talenti.persone.forms.FormPasswordDimenticata",
    "reset_password_from_key": "talenti.persone.forms.FormPasswordNuova",
    "change_password": "talenti.persone.forms.FormCambiaPassword",
    "set_password": "talenti.persone.forms.FormScegliPassword",
    "add_email": "talenti.persone.forms.FormCambiaEmail",
    "reauthenticate": "talenti.persone.forms.FormRiconferma",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# Changing the address on the code page would be offered only where no account exists: it would tell.
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUZIONE else "http"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_REAUTHENTICATION_REQUIRED = SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True

MFA_ADAPTER = "talenti.persone.adapter.AdattatoreMfa"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Talenti Diffusi"
# The code before and the one after open too: who types slowly, or whose clock is off (RFC 6238, §5.2).
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "talenti.persone.forms.FormSecondoFattore",
    "reauthenticate": "talenti.persone.forms.FormRiconfermaSecondoFattore",
    "activate_totp": "talenti.persone.forms.FormAttivaApp",
    "add_webauthn": "talenti.persone.forms.FormAggiungiPasskey",
    "edit_webauthn": "talenti.persone.forms.FormNomePasskey",
    "login_webauthn": "talenti.persone.forms.FormEntraConPasskey",
    "authenticate_webauthn": "talenti.persone.forms.FormVerificaConPasskey",
    "reauthenticate_webauthn": "talenti.persone.forms.FormRiconfermaConPasskey",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUZIONE
# Tracking would write at every page read; when and from where each session began is what its owner needs.
USERSESSIONS_TRACK_ACTIVITY = False

SOCIALACCOUNT_ADAPTER = "talenti.persone.adapter.AdattatoreIdentita"
SOCIALACCOUNT_FORMS = {"signup": "talenti.persone.forms.FormIscrizioneConIdentita"}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_ONLY = False
# Any OpenID Connect gateway of SPID, CIE and eIDAS, by configuration alone.
GATEWAY_OIDC = ambiente.gateway()
# Where the button "Entra con SPID o CIE" may lead: the gateway's own origin, unless it says otherwise.
_gateway = urlsplit(GATEWAY_OIDC["settings"]["server_url"] if GATEWAY_OIDC else "")
_ORIGINI_GATEWAY = ambiente.elenco("OIDC_ORIGINI", [f"{_gateway.scheme}://{_gateway.netloc}"] if GATEWAY_OIDC else [])
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [GATEWAY_OIDC] if GATEWAY_OIDC else []}
}

# ── Language and time ─────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "it"
LANGUAGES = [("it", _("Italiano")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Rome"

# ── Static files ──────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = Path(ambiente.testo("STATIC_ROOT", str(DATI / "static")))
STATICFILES_DIRS = [BASE_DIR / "static" / "dist", ("img", BASE_DIR / "static" / "img")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(PRIVATI)}},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODO in {"produzione", "demo"}
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not (PRODUZIONE or MODO_DEMO)
WHITENOISE_MAX_AGE = 31_536_000 if PRODUZIONE or MODO_DEMO else 0

# ── Maps ──────────────────────────────────────────────────────────────────────────────────────────
# What lies under the map that one enlarges: the comuni alone, unless a server of tiles is named. Only then, and only
# when somebody opens that map, is anybody else asked for something.
MAPPA_TILES = ambiente.mattonelle("TALENTI_MAPPA_TILES")
MAPPA_TILES_CREDITI = ambiente.testo("TALENTI_MAPPA_TILES_CREDITI", None if MAPPA_TILES else "")

# ── Security ──────────────────────────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        # Bootstrap Italia's form controls carry small drawings as data: addresses.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *_ORIGINI_GATEWAY],
        "frame-ancestors": [NONE],
        "frame-src": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUZIONE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "talenti.base.errori.csrf"
if PRODUZIONE:
    SECURE_SSL_REDIRECT = ambiente.booleano("SECURE_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^salute/$"]
    SECURE_HSTS_SECONDS = ambiente.intero("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if ambiente.booleano("DIETRO_PROXY", True):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of ours stand before the portal: rate limits count the address they vouch for.
ALLAUTH_TRUSTED_PROXY_COUNT = ambiente.intero("PROXY_FIDATI", 1 if PRODUZIONE else 0)
# Does a proxy of ours write X-Request-Start itself, over what strangers put there? Closings are measured with it.
ARRIVO_DAL_PROXY = ambiente.booleano("ARRIVO_DAL_PROXY", False)

# ── What the portal says of itself ────────────────────────────────────────────────────────────────
# Where the source of the portal as it runs can be had: the AGPL (§13) asks it of whoever runs it over a network.
INDIRIZZO_SORGENTE = ambiente.testo("INDIRIZZO_SORGENTE", None if PRODUZIONE else "")
ACCESSIBILITY_STATEMENT_URL = ambiente.testo("ACCESSIBILITY_STATEMENT_URL", "")
EMAIL_CAPOFILA = ambiente.testo("EMAIL_CAPOFILA", None if PRODUZIONE else "capofila@example.org")
EMAIL_AIUTO = ambiente.testo("EMAIL_AIUTO", None if PRODUZIONE else "aiuto@example.org")
TELEFONO_AIUTO = ambiente.testo("TELEFONO_AIUTO", "")
ORARI_AIUTO = ambiente.testo("ORARI_AIUTO", "")
CONTATTO_RPD = ambiente.testo("CONTATTO_RPD", None if PRODUZIONE else "rpd@example.org")
TITOLARE_DATI = ambiente.testo("TITOLARE_DATI", None if PRODUZIONE else "Comune di Cremona")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"riga": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "riga"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"talenti": {"level": "INFO"}},
}

if MODO == "prova":
    # Every browser of the tests is a new handler: static files are looked for when one is asked, not listed each time.
    WHITENOISE_AUTOREFRESH = True
    # Tests own their queue: what `on_commit` enqueues runs at once, in the same process.
    CELERY_TASK_ALWAYS_EAGER = ambiente.booleano("CELERY_EAGER", True)
    CELERY_TASK_EAGER_PROPAGATES = True
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
