"""The addresses of these pages."""

from typing import Final

from django.urls import URLPattern

from lanyard.web.guard import guarded
from lanyard.web.pages.staff import views, views_devices

URLS: Final[list[URLPattern]] = [
    guarded("staff", views.staff, "staff"),
    guarded("staff/add", views.add, "staff_add"),
    guarded("staff/<str:account>", views.one, "staff_one"),
    guarded("staff/<str:account>/roles", views.roles, "staff_roles"),
    guarded("staff/<str:account>/first-password", views.first_password, "staff_password"),
    guarded("staff/<str:account>/access", views.access, "staff_access"),
    guarded("devices", views_devices.devices, "devices"),
    guarded("devices/<str:chain>/revoke", views_devices.revoke, "device_revoke"),
]
