"""The demo: four published days of February 2019, played by synthetic people through the real write path."""
