"""One file, read from the environment; `.env.example` lists what can be set.

In production a missing secret stops the start: see `required`.
"""

import logging
import os
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from cop.mailbox.address import sink_url
from core import logs

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# What is made while it runs: uploads, collected files, and in development the mail.
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()

ENVIRONMENT = env("GUILDHALL_ENV", default="development")
if ENVIRONMENT not in {"development", "production"}:
    raise ImproperlyConfigured("GUILDHALL_ENV is either development or production.")
PRODUCTION = ENVIRONMENT == "production"
DEBUG = not PRODUCTION and env.bool("DEBUG", default=True)


def required(name: str, development: str) -> str:
    """The variable, or in development a default; in production it has to be set."""
    value = env(name, default="" if PRODUCTION else development)
    if not value:
        raise ImproperlyConfigured(f"{name} must be set in production: see .env.example.")
    return value


def oidc_app(provider: dict[str, Any]) -> dict[str, Any]:
    """One entry of OIDC_PROVIDERS, as allauth wants it."""
    try:
        # Who trusts the addresses it vouches for lets it sign in whoever has such an address here.
        trusted = provider.get("trust_email", False)
        return {
            "provider_id": provider["id"],
            "name": provider["name"],
            "client_id": provider["client_id"],
            "secret": provider["secret"],
            "settings": {
                "server_url": provider["server_url"],
                "email_authentication": trusted,
                "verified_email": trusted,
            },
        }
    except KeyError as missing:
        raise ImproperlyConfigured(f"OIDC_PROVIDERS: a provider lacks {missing}.") from missing


def bucket(name: str) -> dict[str, Any]:
    """Where uploads are kept when S3_BUCKET names it. Nothing in it is ever public."""
    options = {
        "bucket_name": name,
        "endpoint_url": env("S3_ENDPOINT_URL", default="") or None,
        "region_name": env("S3_REGION", default="") or None,
        "access_key": env("S3_ACCESS_KEY_ID", default="") or None,
        "secret_key": env("S3_SECRET_ACCESS_KEY", default="") or None,
        "location": env("S3_FOLDER", default=""),
        "max_memory_size": 2**20,  # a file that is fetched waits on disk beyond this
    }
    return {"BACKEND": "core.uploads.bucket.Bucket", "OPTIONS": options}


SECRET_KEY = required("SECRET_KEY", "insecure-key-for-development-only")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# The one origin that links in pages and mails begin with; never taken from a request.
SITE_ORIGIN = required("SITE_ORIGIN", "http://localhost:8000").rstrip("/")
SITE_NAME = env("SITE_NAME", default="Guildhall")
# Whether search engines may show what visitors may read.
SEARCH_ENGINES = env.bool("SEARCH_ENGINES", default=True)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS",
    default=[urlsplit(SITE_ORIGIN).hostname or ""]
    if PRODUCTION
    else ["localhost", "127.0.0.1", "[::1]"],
)
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name hosts: with * a forged Host is believed.")
CSRF_TRUSTED_ORIGINS = [SITE_ORIGIN] if PRODUCTION else []

INSTALLED_APPS = [
    "cop",
    "integrations",
    "projects",
    "learning",
    "knowledge",
    "discussions",
    "members",
    "moderation",
    "communities",
    "notifications",
    "search",
    "accounts",
    "core",
    "cop.apps.OperateConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "anymail",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_structlog",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "core.health.ProbeMiddleware",
    "core.observing.ObserverMiddleware",
    "core.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.visitors.middleware.VisitorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.SignInByPageMiddleware",
    "accounts.middleware.ReaderMiddleware",
    "communities.middleware.MembershipMiddleware",
    "core.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "cop.urls"
WSGI_APPLICATION = "cop.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "core.templating.Jinja2",
        "NAME": "jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "cop.templating.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "cop.context.page",
            ],
        },
    },
    {  # the admin site, and what libraries bring
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "django",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data

EMBEDDED_ENGINES = not PRODUCTION and not {"DATABASE_URL", "REDIS_URL"} <= env.ENVIRON.keys()

if "DATABASE_URL" in env.ENVIRON or PRODUCTION:
    DATABASES = {"default": env.db_url_config(required("DATABASE_URL", ""))}
else:
    from cop import engines

    DATABASES = {"default": engines.of_checkout().database}
DATABASES["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
# A pool that gives each transaction another connection (PgBouncer's "transaction") wants "no".
PREPARED_STATEMENTS = env.bool("PREPARED_STATEMENTS", default=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if "REDIS_URL" in env.ENVIRON or PRODUCTION:
    REDIS_URL = required("REDIS_URL", "")
else:
    from cop import engines

    REDIS_URL = engines.of_checkout().redis_url

CACHES = {
    # What libraries count on: failed sign-ins, spent one-time codes, calls of the API.
    "default": {"BACKEND": "core.durable_cache.DurableCache"},
    "volatile": {
        "BACKEND": "core.cache.FailOpenCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "cop",
        # A slow cache must cost less than what it saves.
        "OPTIONS": {"socket_timeout": 0.25, "socket_connect_timeout": 0.25},
    },
}

# PostgreSQL keeps what is owed; this broker only wakes the worker (docs/adr/0003-outbox.md). Who
# posts while it hangs waits for one of these time-outs.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 2,
    "socket_timeout": 0.5,
    "socket_connect_timeout": 0.5,
    "socket_keepalive": True,
    "health_check_interval": 25,
    "max_retries": 0,
    "global_keyprefix": "cop:",
}
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_POOL_ACQUIRE_TIMEOUT = 2
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_RETRY_ON_WORKER_LOST = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 25
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # code asks who is due, so beat remembers nothing
CELERY_BEAT_SCHEDULE = {
    # One that waited for the next is worth nothing: without `expires` they pile up in an outage.
    "sweep": {"task": "core.tasks.sweep", "schedule": 10.0, "options": {"expires": 10}},
    "mail": {"task": "notifications.tasks.send_mail", "schedule": 30.0, "options": {"expires": 30}},
    "digests": {
        "task": "notifications.tasks.plan_digests",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "mail_in": {
        "task": "notifications.tasks.take_mail",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "reminders": {
        "task": "notifications.tasks.remind",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "questions": {
        "task": "discussions.tasks.put_questions",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "seats": {
        "task": "learning.workshops.beat.see_to_seats",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "guests": {
        "task": "learning.guests.beat.remind_guests",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "guests_gone": {"task": "learning.guests.beat.forget_guests", "schedule": crontab(minute=23)},
    "inquiries": {
        "task": "learning.inquiries.beat.forget_answers",
        "schedule": crontab(minute=41, hour=3),
    },
    "works": {
        "task": "learning.courses.assignments.beat.see_to_works",
        "schedule": crontab(minute=22),
    },
    "badges": {"task": "learning.badges.beat.see_to_badges", "schedule": crontab(minute=12)},
    "photos": {"task": "members.photos.beat.purge_photos", "schedule": crontab(minute=37)},
    "calls": {"task": "projects.calls.beat.see_to_calls", "schedule": crontab(minute=7)},
    "purge": {"task": "core.tasks.purge", "schedule": crontab(minute=17)},
    "mark_overdue": {"task": "knowledge.tasks.mark_overdue", "schedule": crontab(minute=27)},
    "purge_missed": {"task": "search.tasks.purge_missed", "schedule": crontab(minute=47, hour=3)},
    "forget_mail": {"task": "notifications.tasks.forget_mail", "schedule": crontab(minute=57)},
    "forget_mails": {"task": "notifications.tasks.forget_mails", "schedule": crontab(7, 4)},
    "purge_uploads": {"task": "core.tasks.purge_uploads", "schedule": crontab(minute=37)},
}

# Limits

RATE_LIMITS = env.bool("RATE_LIMITS", default=True)
# How many proxies of our own a request passes: each adds one address to X-Forwarded-For, and
# only these are believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1 if PRODUCTION else 0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# People

AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the address is unique, ignoring case, by a constraint
AUTHENTICATION_BACKENDS = ["accounts.sessions.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
# Not in the cache: a sign-out that the cache missed must still be a sign-out.
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SESSION_COOKIE_AGE = 30 * 24 * 3600

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_SIGNUP_FIELDS = ["email*", "username", "password1"]  # without *: may be left empty
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.new_user.NewUserForm"
ACCOUNT_FORMS = {"signup": "accounts.forms.signup.SignupForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
# Only in the browser that signed up, whose session remembers; the link alone signs nobody in.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_RATE_LIMITS = RATE_LIMITS and {
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    "reset_password": "20/m/ip,3/m/key,10/h/key",
}

MFA_ADAPTER = "accounts.adapters.TwoStepAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.two_step.AuthenticateForm",
    "reauthenticate": "accounts.forms.two_step.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a code typed slowly, or a clock half a minute off
MFA_RATE_LIMITS = RATE_LIMITS and {}

SOCIALACCOUNT_ADAPTER = "accounts.adapters.ConnectionAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [oidc_app(provider) for provider in env.json("OIDC_PROVIDERS", default=[])],
    }
}

# Words and times

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
FORMAT_MODULE_PATH = ["cop.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# In production the files collected at the build; in development those of the source, as they are.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION
STATICFILES_FINDERS = [
    "cop.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
# Uploads: in a bucket where one is named, else in this folder.
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR_DIR / "media")))
S3_BUCKET = env("S3_BUCKET", default="")
UPLOAD_MAX_MB = env.int("UPLOAD_MAX_MB", default=10)
UPLOAD_DAILY_MB = env.int("UPLOAD_DAILY_MB", default=200)
VIDEO_MAX_MB = env.int("VIDEO_MAX_MB", default=500)
VIDEO_DAILY_MB = env.int("VIDEO_DAILY_MB", default=2000)
# Where what is larger than memory should hold lies while it arrives: beside where it is kept, since
# /tmp may be memory.
ARRIVING = MEDIA_ROOT / "arriving"
FILE_UPLOAD_TEMP_DIR: str | None = str(ARRIVING)
try:
    ARRIVING.mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError:  # files are kept in a bucket, and nothing here but /tmp can be written
    FILE_UPLOAD_TEMP_DIR = None
PROJECT_FILES_MB = env.int("PROJECT_FILES_MB", default=1000)
STORAGES = {
    "default": bucket(S3_BUCKET) if S3_BUCKET else {"BACKEND": "core.uploads.disk.Disk"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}

# What this server asks of others (core/outgoing). In development: also places inside, without TLS.
OUTGOING_INSIDE = not PRODUCTION and env.bool("OUTGOING_INSIDE", default=False)

# Mail

# In development the sink that `manage.py up` runs; its mail is shown at /dev/mail/.
MAILBOX = VAR_DIR / "mail"
EMAIL_CONFIG = env.email_url_config(required("EMAIL_URL", sink_url(MAILBOX)))
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <hello@localhost>")
EMAIL_TIMEOUT = 20
# A notice waits this long before it is mailed: others join it, and reading it cancels the mail.
# Each user can choose another time. In development nobody wants to wait.
MAIL_QUIET_MINUTES = env.int("MAIL_QUIET_MINUTES", default=10 if PRODUCTION else 0)
# Whether mails may hold what members write; else they say that something happened, and where.
MAIL_CONTENT = env.bool("MAIL_CONTENT", default=True)
MAIL_DAILY_MOST = env.int("MAIL_DAILY_MOST", default=100)  # with news, to one member; 0: no end
MAIL_LOG_DAYS = env.int("MAIL_LOG_DAYS", default=180)  # how long is known what became of each
# Mail that comes in: its addresses, with %s where a tag goes. Empty: none does.
MAIL_IN = env("MAIL_IN", default="" if PRODUCTION else "%s@in.localhost")
if MAIL_IN and (MAIL_IN.count("%s") != 1 or "@" not in MAIL_IN):
    raise ImproperlyConfigured("MAIL_IN is an address with %s in it, as %s@in.example.org.")
# Where `manage.py receive_mail` takes it from an MTA, with commas; `make up` has a port of its own.
# Where servers know no sub-addresses: replies come to one mailbox, and say what they answer.
MAIL_IN_MAILBOX = env("MAIL_IN_MAILBOX", default="").strip().lower()
if MAIL_IN_MAILBOX and ("%s" in MAIL_IN_MAILBOX or "@" not in MAIL_IN_MAILBOX):
    raise ImproperlyConfigured("MAIL_IN_MAILBOX is an address, as hall@example.org.")
MAIL_IN_LISTEN = env.list("MAIL_IN_LISTEN", default=["lmtp://127.0.0.1:8024"])
MAIL_IN_MAX_MB = env.int("MAIL_IN_MAX_MB", default=25)
MAIL_IN_KEPT_DAYS = env.int("MAIL_IN_KEPT_DAYS", default=30)
# The name under which the MTA in front says, in Authentication-Results, who a mail is from.
MAIL_AUTHSERV_ID = env("MAIL_AUTHSERV_ID", default="")
# The keys of a provider of mail whose webhooks we take. Without WEBHOOK_SECRET there are none.
ANYMAIL: dict[str, Any] = env.json("ANYMAIL", default={})

# What operators see

LOGGING = logs.configure(as_json=PRODUCTION, level=env("LOG_LEVEL", default="INFO"))
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_CELERY_DEFAULT_LOG_LEVEL = logging.DEBUG
# Who knows it may read /statusz and /metrics, which else are for signed-in operators.
MONITORING_TOKEN = env("MONITORING_TOKEN", default="")
# The processes of one machine share it, and nobody else.
METRICS_DIR = Path(
    env(
        "METRICS_DIR",
        default=f"{tempfile.gettempdir()}/guildhall-metrics-{os.getuid()}"
        if PRODUCTION
        else str(VAR_DIR / "metrics"),
    )
)
METRICS_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS_DIR)
# Where a worker on another machine than the web server answers Prometheus; 0 for nowhere.
WORKER_METRICS_PORT = env.int("WORKER_METRICS_PORT", default=0)

# What a browser may do with our pages

SECURE_SSL_REDIRECT = PRODUCTION and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# What a page may use of a device: of what is named here nothing, whoever gets a script into it.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)

# The API

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.api.parsing.TextParser"],
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "integrations.authentication.TokenAuthentication",
        "integrations.authentication.BrowserAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_SCHEMA_CLASS": "core.api.schema.Schema",
    "EXCEPTION_HANDLER": "core.api.problems.handle",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Guildhall API",
    "DESCRIPTION": (
        "Everything a member can do, for programs, under the same rules.\n\n"
        "- **Sign in** with `Authorization: Bearer cop_pat_…`, a token from your settings. A token "
        "with the scope `read` may only read.\n"
        "- **Lists** come in pages: `next` is the cursor to send as `after`; the header `Link` has "
        "the whole address.\n"
        "- **Problems** are `application/problem+json` (RFC 9457). `code` is stable, `errors` "
        "names fields. What you may not see answers 404, what you may not do 403.\n"
        "- **Edits** name the `version` they were made from; another answers 409 `stale_version`.\n"
        "- **Sent twice** with one `Idempotency-Key`, a text is posted once.\n"
        "- **Too often** is 429, with `Retry-After` in seconds.\n"
        "- **Times** are RFC 3339, in UTC. Unknown fields and parameters are refused."
    ),
    "TAGS": [
        {"name": "communities", "description": "Communities, and who belongs to them"},
        {"name": "discussions", "description": "Topics, posts, votes, drafts"},
        {"name": "knowledge", "description": "Articles, their versions and their freshness"},
        {"name": "members", "description": "People"},
        {"name": "notifications", "description": "Notices, follows, digests"},
        {"name": "search", "description": "Finding things"},
        {"name": "accounts", "description": "You"},
        {"name": "integrations", "description": "Your access tokens"},
    ],
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "core.api.schema.with_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "CommunityVisibility": "communities.models.community.Visibility",
        "SpaceVisibility": "communities.models.space.SpaceVisibility",
        "ProfileLevel": "members.profiles.levels.Level",
        "FollowLevel": "notifications.models.follow.Level",
        "SkillLevel": "members.skills.rules.SkillLevel",
        "ConnectionBetween": "members.connections.ties.Between",
        "ProfileSeenAs": "members.profiles.levels.SEEN_AS_CHOICES",
        "OpenTo": "members.profiles.fields.OpenTo",
        "Role": "communities.models.membership.Role",
        "TopicKind": "discussions.models.topic.Kind",
        "ClosureReason": "discussions.models.closure.Reason",
        "ArticleState": "knowledge.models.finding.State",
        "ArticleFilter": "knowledge.listing.STATES",
        "TopicFilter": "discussions.listing.STATES",
        "Way": "notifications.models.choice.Way",
        "ResourceStanding": "knowledge.models.resource.Standing",
        "ApplicationState": "projects.calls.models.application.ApplicationState",
        "CallFilter": "projects.calls.listing.STATES",
        "CourseFilter": "learning.courses.listing.STATES",
        "CourseState": "learning.courses.models.course.CourseState",
        "QuestionKind": "learning.courses.quizzes.kinds.QuestionKind",
        "CourseSchedule": "learning.courses.models.course.Schedule",
        "CallState": "projects.calls.models.call.CallState",
        "UploadKind": "core.uploads.kinds.NAMES",
        "ProjectRole": "projects.models.collaborator.Role",
        "ProjectStanding": "projects.models.collaborator.Standing",
        "ProjectStatus": "projects.models.project.Status",
        "ProjectVisibility": "projects.models.project.Visibility",
        "FeedbackWorth": "learning.afterwards.models.feedback.Worth",
        "QuestionOutcome": "learning.questions.models.question.Outcome",
        "MessageReach": "learning.attending.models.message.Reach",
        "AwardState": "learning.badges.models.award.AwardState",
        "CheckOutcome": "learning.badges.api.serializers.OUTCOMES",
        "BadgeShape": "learning.badges.medal.Shape",
        "BadgeState": "learning.badges.models.badge.BadgeState",
        "Dye": "accounts.models.user.Dye",
        "RegistrationState": "learning.workshops.models.registration.RegistrationState",
        "RegistrationMode": "learning.workshops.models.registration.Mode",
        "WorkshopFilter": "learning.workshops.listing.STATES",
        "WorkshopFormat": "learning.workshops.models.workshop.Format",
        "InquirySort": "learning.inquiries.models.inquiry.Sort",
        "WorkshopNames": "learning.workshops.models.workshop.Names",
        "WorkshopState": "learning.workshops.models.workshop.State",
    },
}
