"""The addresses of these pages."""

from typing import Final

from django.urls import URLPattern

from lanyard.web.guard import guarded
from lanyard.web.pages.papers import views

URLS: Final[list[URLPattern]] = [
    guarded("papers", views.papers, "papers"),
    guarded("papers/tags", views.tags, "print_tags"),
    guarded("papers/sheets", views.sheets, "print_sheets"),
    guarded("papers/roll", views.roll, "print_roll"),
    guarded("papers/<str:paper>", views.paper, "paper"),
    guarded("papers/<str:paper>/pdf", views.paper_pdf, "paper_pdf"),
]
