"""Tooltips of what people typed."""

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """``text`` for a tooltip that shows it letter by letter.

    WORKAROUND: a tooltip takes what looks like HTML for HTML, and can't be told not to.
    """
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text
