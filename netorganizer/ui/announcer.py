"""Says what happened to people who use a screen reader, without moving their focus."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

_KEPT = 200


class Announcer(QObject):
    """Speaks through ``widget``, the window as a rule; ``history`` keeps the last 200 announcements, oldest first."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.setObjectName("announcer")
        self.history: list[str] = []
        self._widget = widget

    def announce(self, text: str, assertive: bool = False) -> None:
        """Say ``text`` when the reader is free; ``assertive`` interrupts it and is for errors only."""
        if not text:
            return
        self.history.append(text)
        del self.history[:-_KEPT]
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        event = QAccessibleAnnouncementEvent(self._widget, text)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if assertive else politeness.Polite)
        QAccessible.updateAccessibility(event)
