"""The fixtures of the services, for every test below."""

from desk import desk, watch, workspace

__all__ = ["desk", "watch", "workspace"]
