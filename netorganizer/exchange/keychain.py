"""The system's keyring: whether there is one, and whether it keeps what it is given.

keyring is imported only when this is used. It may ask the person to unlock, and then blocks: so it is asked on a
thread of its own, and not longer than a few seconds.
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass

PATIENCE_SECONDS = 5.0
_SERVICE = "netorganizer doctor"
_USER = "probe"


@dataclass(frozen=True, slots=True)
class KeychainReport:
    """What was found: the backend's name, ``exists`` (there is a keyring at all), and what is wrong with it.

    ``problem`` is a clause for people, empty when a secret was written, read back and deleted.
    """

    backend: str
    exists: bool
    problem: str

    @property
    def works(self) -> bool:
        """Whether secrets can be kept here."""
        return self.exists and not self.problem


def probe_keychain(patience_seconds: float = PATIENCE_SECONDS) -> KeychainReport:
    """Write a throw-away secret, read it back and delete it."""
    answers: list[KeychainReport] = []
    asking = threading.Thread(target=lambda: answers.append(_probe()), name="keyring probe", daemon=True)
    asking.start()
    asking.join(patience_seconds)
    return answers[0] if answers else KeychainReport("", True, "it did not answer; perhaps it waits to be unlocked")


def _probe() -> KeychainReport:
    try:
        import keyring
        from keyring.backends import fail

        backend = keyring.get_keyring()
        name = f"{type(backend).__module__}.{type(backend).__qualname__}"
        if isinstance(backend, fail.Keyring):
            return KeychainReport(name, False, "no keyring answers here")
        return KeychainReport(name, True, _round_trip(backend))
    except Exception as fault:  # noqa: BLE001 - backends come from other packages and raise what they like
        return KeychainReport("", False, f"it cannot be used ({type(fault).__name__})")


def _round_trip(backend: object) -> str:
    from keyring.backend import KeyringBackend
    from keyring.errors import KeyringLocked

    assert isinstance(backend, KeyringBackend)
    secret = secrets.token_hex(16)
    try:
        backend.set_password(_SERVICE, _USER, secret)
        kept = backend.get_password(_SERVICE, _USER)
        if kept == secret:
            backend.delete_password(_SERVICE, _USER)
    except KeyringLocked:
        return "it is locked; unlock it, usually by logging in with your password"
    except Exception as fault:  # noqa: BLE001 - as above
        return f"it refused to keep a secret ({type(fault).__name__})"
    # The null backend takes everything and keeps nothing.
    return "" if kept == secret else "it forgets what it is given"
