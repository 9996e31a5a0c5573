"""Every address there is. The status page shows counts only: no name, no tag, no case."""

from django.urls import path

from lanyard.web.pages.health import views as health
from lanyard.web.pages.status import views as status

urlpatterns = [
    path("", status.page, name="status"),
    path("status.css", status.style, name="style"),
    path("healthz", health.healthy, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]
