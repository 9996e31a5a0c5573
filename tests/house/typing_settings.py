"""The settings that mypy's Django plugin reads: which app holds the models, and nothing that needs a site."""

INSTALLED_APPS = ["lanyard.store"]
SECRET_KEY = "for reading types only"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
