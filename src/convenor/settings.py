"""Django's settings, derived from `config`; nothing else reads the environment."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from convenor.config import read_config

CONFIG = read_config()

# Before NumPy is loaded: rooms are small, so more threads would only wait for each other, and one adds in one order.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

SECRET_KEY = CONFIG.secret_key
DEBUG = False
ALLOWED_HOSTS = list(CONFIG.hosts)
# Where mails and the feed lead to; pages themselves use the address that they were asked for.
CONVENOR_SITE = CONFIG.site_url
ROOT_URLCONF = "convenor.urls"
ASGI_APPLICATION = "convenor.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "convenor.kernel",
    "convenor.people",
    "convenor.room.cohorts",
    "convenor.room.meetings",
    "convenor.room.invitations",
    "convenor.room.groups",
    "convenor.room.series",
    "convenor.room.newsletter",
    "convenor.room.statistics",
    "convenor.room.polls",
    "convenor.room.breakouts",
    "convenor.room.cockpit",
    "convenor.room.standing",
    "convenor.room.reviews",
    "convenor.room.exchange",
    "convenor.desk",
    "convenor.secretariat",
    "convenor.demo",
    "convenor.public.library",
    "convenor.public.portal",
    # After our own, whose templates take the place of theirs.
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "convenor.kernel.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "convenor.kernel.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "convenor.kernel.middleware.installation",
    "convenor.kernel.middleware.acting",
    "convenor.kernel.middleware.briefly",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "convenor.kernel.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "convenor.kernel.templatetags.patterns",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# The portal reads through a connection of its own, which can only SELECT the library.
# As whom PostgreSQL lets the public site read: the library, and nothing else (migration 0002 of the library).
PORTAL_ROLE = "convenor_portal"
_SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
}


def _databases() -> dict[str, dict[str, Any]]:
    if CONFIG.database_url:
        url: dict[str, Any] = dict(dj_database_url.parse(CONFIG.database_url))
        given = {**url, "CONN_MAX_AGE": 0}
        default = {**given, "OPTIONS": {**url.get("OPTIONS", {}), "pool": {"min_size": 1, "max_size": 8}}}
        # The role is asked for as a connection begins. Django's `assume_role` would ask the pool for a connection while
        # the pool opens one, and wait for ever (Django 5.2).
        behind_the_wall = {"pool": {"min_size": 1, "max_size": 4}, "options": f"-c role={PORTAL_ROLE}"}
        public = {**given, "OPTIONS": {**url.get("OPTIONS", {}), **behind_the_wall}}
    else:
        file = CONFIG.folder / "convenor.sqlite3"
        default = {
            "ENGINE": "convenor.kernel.sqlite_turns",
            "NAME": file,
            "OPTIONS": _SQLITE_OPTIONS,
            # Said here because the tests' runner knows only Django's own backend by its name, and gives others a file.
            "TEST": {"NAME": ":memory:"},
        }
        public = {
            "ENGINE": "convenor.public.sqlite_wall",
            "NAME": file,
            "OPTIONS": {"timeout": 20, "init_command": "PRAGMA query_only=ON;"},
        }
    return {"default": default, "public": {**public, "TEST": {"MIRROR": "default"}}}


DATABASES = _databases()
DATABASE_ROUTERS: list[str] = []

# Public pages as they were made last, in the memory of each process; a page that changed has another key.
_IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": _IN_MEMORY},
    "pages": {"BACKEND": _IN_MEMORY, "LOCATION": "pages", "TIMEOUT": 3600, "OPTIONS": {"MAX_ENTRIES": 200}},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Who somebody is, in each wing's own words; asked once a request by `kernel.actor`.
CONVENOR_GRANTS = [
    "convenor.people.queries.grants_of",
    "convenor.room.cohorts.queries.grants_of",
    "convenor.room.meetings.queries.grants_of",
]
# Whether a second step of signing in was taken, and where one is added.
CONVENOR_PROOF = "convenor.people.second_step.proved"
CONVENOR_SECOND_STEP_URL = "mfa_index"
CONVENOR_WIRING = "convenor.wiring.WIRING"
CONVENOR_FAREWELLS = "convenor.wiring.FAREWELLS"
CONVENOR_BY_THE_DAY = "convenor.wiring.BY_THE_DAY"
CONVENOR_LEAVES_NOTHING = "convenor.wiring.LEAVES_NOTHING"
CONVENOR_DAILY = "convenor.wiring.DAILY"
CONVENOR_NOTES = "convenor.wiring.NOTES"
CONVENOR_ANNOUNCED = "convenor.wiring.ANNOUNCED"
CONVENOR_PUBLIC_PAGES = "convenor.wiring.PUBLIC_PAGES"
CONVENOR_TEXTS_ABOUT = "convenor.wiring.TEXTS_ABOUT"
CONVENOR_START = "convenor.wiring.START"
CONVENOR_OFTEN = "convenor.wiring.OFTEN"
# Where the ballots of open polls are held, each poll in a file of its own; left out of every backup (docs/adr/0011).
CONVENOR_BALLOTS = CONFIG.folder / "ballots"
CONVENOR_PLACES = "convenor.places.PLACES"
CONVENOR_LIVE = "convenor.wiring.LIVE"
CONVENOR_LIVE_OF_ACCOUNTS = "convenor.wiring.LIVE_OF_ACCOUNTS"
CONVENOR_FORGETS = "convenor.wiring.FORGETS"
CONVENOR_HOLDINGS = "convenor.wiring.HOLDINGS"
CONVENOR_LETTERS = "convenor.wiring.LETTERS"
# Where a letter's reader can do without its kind: by a page with a button, and by a mail program's own button.
CONVENOR_SILENCE_URL = "silence"
CONVENOR_SILENCE_AT_ONCE_URL = "silence_at_once"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "convenor.people.sign_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
# By address it is counted in convenor.people.asking_for_a_code.
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip"}
# So that as much is done for an unknown address; the adapter sends nothing to it.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Whoever adds or removes a way in leaves a mail with the person whose account it is.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
MFA_ADAPTER = "convenor.people.second_step.Adapter"
MFA_FORMS = {"add_webauthn": "convenor.people.forms.PasskeyForm"}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
# An organisation's own provider says who somebody is; nothing of what it tells is stored.
SOCIALACCOUNT_ADAPTER = "convenor.people.providers.Adapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [provider.app for provider in CONFIG.providers]}
}
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"

SESSION_ENGINE = "convenor.people.signed_in"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CONFIG.https
CSRF_COOKIE_SECURE = CONFIG.https
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "convenor.kernel.views.form_too_old"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if CONFIG.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.https else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        # Browsers follow the form to where it leads: an organisation's own provider, if one is configured.
        "form-action": [SELF, *(provider.origin for provider in CONFIG.providers)],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("en-gb", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
FORMAT_MODULE_PATH = "convenor.kernel.formats"
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# From the root, because an address may begin with a language.
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 86_400

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if CONFIG.mail_server
    else "django.core.mail.backends.filebased.EmailBackend"
)
if CONFIG.mail_server:
    EMAIL_HOST, EMAIL_PORT = CONFIG.mail_server.host, CONFIG.mail_server.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = CONFIG.mail_server.user, CONFIG.mail_server.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = CONFIG.mail_server.encrypted, CONFIG.mail_server.encrypts
# Shorter than a page waits for the embedded database, which a letter on its way holds.
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = CONFIG.folder / "mail"
DEFAULT_FROM_EMAIL = CONFIG.sender
SERVER_EMAIL = CONFIG.sender

# What is sent is read in memory and never written to a disk, not even for a moment; asgi.py refuses what is larger.
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE = 11_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# Requests are never logged with their contents; errors name the place and the kind, not what somebody wrote.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"plain": {"()": "convenor.kernel.log.WithoutContents"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["plain"], "formatter": "line"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "convenor": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
