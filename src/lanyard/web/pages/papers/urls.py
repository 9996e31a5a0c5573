"""The addresses of these pages."""

from typing import Final

from django.urls import URLPattern

from lanyard.web.guard import guarded
from lanyard.web.pages.papers import views, views_import

URLS: Final[list[URLPattern]] = [
    guarded("papers", views.papers, "papers"),
    guarded("papers/tags", views.tags, "print_tags"),
    guarded("papers/sheets", views.sheets, "print_sheets"),
    guarded("papers/roll", views.roll, "print_roll"),
    guarded("papers/<str:paper>", views.paper, "paper"),
    guarded("papers/<str:paper>/pdf", views.paper_pdf, "paper_pdf"),
    guarded("import", views_import.import_people, "import_people"),
    guarded("import/columns", views_import.columns, "import_columns"),
    guarded("import/rows", views_import.rows, "import_rows"),
    guarded("import/not-taken", views_import.not_taken, "import_not_taken"),
    guarded("import/forget", views_import.forget, "import_forget"),
]
