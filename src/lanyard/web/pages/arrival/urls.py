"""The addresses of these pages."""

from typing import Final

from django.urls import URLPattern

from lanyard.web.guard import guarded
from lanyard.web.pages.arrival import acts, meeting, people, vehicles

URLS: Final[list[URLPattern]] = [
    guarded("arrivals", vehicles.arrivals, "arrivals"),
    guarded("arrivals/count", vehicles.count, "vehicle_count"),
    guarded("vehicle/<str:key>", vehicles.vehicle_page, "vehicle"),
    guarded("vehicle/<str:key>/count", vehicles.count_again, "vehicle_count_again"),
    guarded("vehicle/<str:key>/safety", acts.safety, "vehicle_safety"),
    guarded("vehicle/<str:key>/glance", acts.glance, "vehicle_glance"),
    guarded("vehicle/<str:key>/strip", acts.strip, "vehicle_strip"),
    guarded("vehicle/<str:key>/turned-back", acts.turned_back, "vehicle_turned_back"),
    guarded("vehicle/<str:key>/meet", meeting.meet_vehicle, "vehicle_meet"),
    guarded("vehicle/<str:key>/family", meeting.family, "vehicle_family"),
    guarded("arrivals/family", meeting.family_on_foot, "family_on_foot"),
    guarded("arrivals/meet/<str:key>", people.meet_person, "meet_person"),
    guarded("arrivals/walked-in", people.walked_in, "walked_in"),
    guarded("arrivals/born", people.born, "born"),
    guarded("arrivals/came-back", people.came_back, "came_back"),
    guarded("arrivals/turned-back", people.turned_back_person, "turned_back"),
    guarded("arrivals/relief", people.relief_given, "relief_given"),
]
