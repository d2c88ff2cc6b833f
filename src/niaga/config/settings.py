"""Settings: safe by default, changed through `NIAGA_*` environment variables only.

`NIAGA_HOME` (default `./var`) holds all data of an installation. Nothing secret is in this file:
the secret key is taken from `NIAGA_SECRET_KEY`, or made once and kept in the data home, readable
by its owner alone.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from niaga.config.database import database_from_url, sqlite_database
from niaga.kernel import secret_file

PACKAGE = Path(__file__).resolve().parent.parent
NIAGA_HOME = Path(os.environ.get("NIAGA_HOME", "var")).resolve()
NIAGA_WAREHOUSE = NIAGA_HOME / "warehouse"
NIAGA_SEARCH = NIAGA_HOME / "search"


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def _secret_key() -> str:
    if key := os.environ.get("NIAGA_SECRET_KEY"):
        return key
    return secret_file.kept(NIAGA_HOME / "secret_key", lambda: secrets.token_urlsafe(64))


SECRET_KEY = _secret_key()
DEBUG = _flag("NIAGA_DEBUG")
NIAGA_URL = os.environ.get("NIAGA_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = [
    host
    for host in os.environ.get("NIAGA_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if host
]
HTTPS = NIAGA_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [NIAGA_URL]
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "niaga_language"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

INSTALLED_APPS = [
    "django.contrib.staticfiles",  # first: each {% static %} looks for it from the top
    "niaga.config",
    "niaga.kernel",
    "niaga.store.customers",
    "niaga.store.catalog",
    "niaga.store.inventory",
    "niaga.store.cart",
    "niaga.store.orders",
    "niaga.store.payments",
    "niaga.store.shipping",
    "niaga.store.reviews",
    "niaga.store.checkout",
    "niaga.web.design",
    "niaga.web.storefront",
    "niaga.web.backoffice",
    "niaga.web.dashboards",
    "niaga.web.webhooks",
    "niaga.simulate",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "tree_queries",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
]
INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS
    if not app.startswith("niaga.") or (PACKAGE / "/".join(app.split(".")[1:])).is_dir()
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "niaga.web.nul.NulMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "niaga.web.storefront.visits.middleware.VisitMiddleware",
]

ROOT_URLCONF = "niaga.config.urls"
WSGI_APPLICATION = "niaga.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": (
        database_from_url(os.environ["NIAGA_DATABASE_URL"])
        if os.environ.get("NIAGA_DATABASE_URL")
        else sqlite_database(NIAGA_HOME / "shop.sqlite3")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "customers.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "niaga.store.customers.authentication.EmailOrPhoneBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "design/429.html"
AXES_USERNAME_FORM_FIELD = "username"  # what is locked, not the model's own name for it
AXES_SENSITIVE_PARAMETERS = ["username", "password", "ip_address"]

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"  # of the process; stored times are UTC, business days the shop's zone

STATIC_URL = "/static/"
STATIC_ROOT = NIAGA_HOME / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = NIAGA_HOME / "media"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("NIAGA_LOG_LEVEL", "WARNING")},
    "loggers": {
        "django.request": {"level": "ERROR"},  # a page that is not there is no news
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

# Visits to the shop's own pages are counted, and known of visitors who agree.
NIAGA_VISITS = _flag("NIAGA_VISITS", default=True)

# Midtrans: the key is a secret; without it the gateway is not offered at the checkout.
NIAGA_MIDTRANS_SERVER_KEY = os.environ.get("NIAGA_MIDTRANS_SERVER_KEY", "")
NIAGA_MIDTRANS_SNAP_URL = os.environ.get("NIAGA_MIDTRANS_SNAP_URL", "https://app.midtrans.com")
NIAGA_MIDTRANS_API_URL = os.environ.get("NIAGA_MIDTRANS_API_URL", "https://api.midtrans.com")
