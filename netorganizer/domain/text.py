"""Text a person typed or pasted: kept exactly, but for what no program downstream can carry."""

import re
import unicodedata

from netorganizer.domain.errors import Invalid

MAX_TEXT_BYTES = 10 * 1024 * 1024
# C0 controls other than tab and newline, and lone surrogates (what undecodable command-line bytes become).
_UNCARRIED = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]")

# Categories of which nothing is to be seen: format characters (zero width, direction) and spaces.
_INVISIBLE = ("Cf", "Zs")


def clean_text(text: str) -> str:
    """``text`` without C0 controls other than tab and newline; all else is kept, combining marks too.

    Raises :class:`Invalid` over 10 MB of UTF-8.
    """
    cleaned = _UNCARRIED.sub("", text)
    if len(cleaned.encode()) > MAX_TEXT_BYTES:
        raise Invalid("That text is over 10 MB. Attach it as a document, or keep only the part you need.")
    return cleaned


def clean_line(text: str, what: str) -> str:
    """``text`` as one line, for names and titles; ``what`` names it.

    Raises :class:`Invalid` when nothing of it can be seen.
    """
    line = " ".join(clean_text(text).split())
    if all(unicodedata.category(letter) in _INVISIBLE for letter in line):
        raise Invalid(f"The {what} is empty. Type at least one character.")
    return line
