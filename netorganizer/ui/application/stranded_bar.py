"""A bar that holds typed text whose application is gone."""

from __future__ import annotations

from textwrap import shorten

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from netorganizer.ui.widgets.inline_bar import InlineBar

_MOST_QUOTED = 60


def start_of(text: str) -> str:
    """The first words of a text, to know it by."""
    return shorten(text, _MOST_QUOTED, placeholder="…")


class StrandedBar(InlineBar):
    """Keeps the text until the person closes the bar; the clipboard is theirs until they press Copy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail.stranded")
        self._text = ""
        self.action_requested.connect(self._copy)
        self.closed.connect(self._drop)

    def hold(self, text: str) -> str:
        """Hold this text besides what is held already; returns what the bar says."""
        self._text = "\n\n".join(filter(None, (self._text, text)))
        words = self.tr("This card was thrown away while you were typing: “{start}”")
        told = words.format(start=start_of(self._text))
        self.show_message(told, self.tr("Copy the text"), "warn")
        return told

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.show_message(self.tr("The text is on the clipboard."), tone="ok")

    def _drop(self) -> None:
        self._text = ""
