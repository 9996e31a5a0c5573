"""Boarding lists: opened, boarded, sealed, followed on the road, counted in, signed for."""
