"""One door to everything under resources/ (shipped in the wheel as ``netorganizer/_resources``)."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def root() -> Traversable:
    """The resources folder: the packed one in an installation, the checkout's in development.

    Never ``files("netorganizer._resources")``: an editable install can hold a stale copy under that name.
    """
    packed = files("netorganizer").joinpath("_resources")
    if packed.is_dir():
        return packed
    checkout = Path(__file__).resolve().parent.parent / "resources"
    if checkout.is_dir():
        return checkout
    raise FileNotFoundError("netorganizer's resources are missing from this installation")


def read_bytes(name: str) -> bytes:
    """The bytes of the resource at ``name``, a path with forward slashes."""
    return root().joinpath(*name.split("/")).read_bytes()


def read_text(name: str) -> str:
    """The UTF-8 text of the resource at ``name``."""
    return read_bytes(name).decode("utf-8")
