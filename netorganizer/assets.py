"""One door to everything under resources/ (shipped in the wheel as ``netorganizer/_resources``)."""

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The resources folder: the packed one in an installation, the checkout's in development.

    By path and not through ``importlib.resources``, which alone would cost a tenth of the start (it loads zip
    support) and, for an editable install, can find a stale copy.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_resources", package.parent / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("netorganizer's resources are missing from this installation")


def read_bytes(name: str) -> bytes:
    """The bytes of the resource at ``name``, a path with forward slashes."""
    return root().joinpath(*name.split("/")).read_bytes()


def read_text(name: str) -> str:
    """The UTF-8 text of the resource at ``name``."""
    return read_bytes(name).decode("utf-8")
