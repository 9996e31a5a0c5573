"""Vehicles that come in: counted, their people tagged and met."""
