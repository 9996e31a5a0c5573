"""Django's settings. They name no folder and hold no key: `serve.configure` adds the folder that is open."""

from pathlib import Path

from lanyard.store.django_cipher import DATABASE_ROUTERS

TEMPLATES_FOLDER = Path(__file__).parent / "templates"
SECRET_KEY = "set anew at every start"
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
INSTALLED_APPS = ["lanyard.store"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "lanyard.web.middleware.strict_headers",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "lanyard.web.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [TEMPLATES_FOLDER],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.csrf"],
            "libraries": {"office": "lanyard.web.template_tags"},
            "string_if_invalid": "",
        },
    }
]
DATABASES: dict[str, object] = {"default": {}}
ROUTERS = DATABASE_ROUTERS
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = False  # words come from our own files; see lanyard.words
LOGGING_CONFIG = None  # `serve` says where the log goes
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "lanyard.web.answers.forged"
FILE_UPLOAD_HANDLERS = ["lanyard.web.uploads.InMemory"]
"""Never a file on the disk in the clear."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
