"""Tells Django of the one app that owns every model."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Rows only: no rules, no signals, no `save` overrides."""

    name = "lanyard.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
