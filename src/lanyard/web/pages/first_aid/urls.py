"""The addresses of these pages."""

from typing import Final

from django.urls import URLPattern

URLS: Final[list[URLPattern]] = []
