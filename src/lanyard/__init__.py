"""Lanyard: the system of a reception point, built so that nobody goes missing."""

__all__ = ["__version__"]

__version__ = "0.1.0.dev0"
