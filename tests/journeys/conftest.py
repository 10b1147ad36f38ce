"""The fixtures of the journeys, for every test below."""

from journey_fixtures import desktop, filled, home, program, reader, start

__all__ = ["desktop", "filled", "home", "program", "reader", "start"]
