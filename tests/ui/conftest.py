"""The fixtures of the window, for every test below."""

from window_fixtures import board, make_window, workspace

__all__ = ["board", "make_window", "workspace"]
