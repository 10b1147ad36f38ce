"""The guide tab: what the playbook says about the stage, for the kind of role."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from netorganizer.domain.pipeline import ROLE_GROUP_NAMES, RoleGroup
from netorganizer.services import applications
from netorganizer.ui.application.guide_html import guide_html
from netorganizer.ui.application.section import MARGIN, Section, stack
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.choice_button import ChoiceButton
from netorganizer.ui.widgets.fields import Field

if TYPE_CHECKING:
    from netorganizer.services.workspace import Workspace


class GuidePage(Section):
    """Role group, playbook and the text, which can be selected and scrolled with the keyboard."""

    tables = frozenset({"application", "own_playbook"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.role_group = ChoiceButton(self.tr("Kind of role"))
        self.role_group.setObjectName("guide.role_group")
        self.role_group.set_choices([(group, ROLE_GROUP_NAMES[group]) for group in RoleGroup])
        self.role_group.chosen.connect(self._set_role_group)
        self.text = QTextBrowser()
        self.text.setObjectName("guide.text")
        self.text.setAccessibleName(self.tr("Guide"))
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.document().setDocumentMargin(0)
        self._shown = ""
        column = stack(self, spacing=8)
        column.setContentsMargins(MARGIN, MARGIN, 0, 0)
        top = QVBoxLayout()
        top.setContentsMargins(0, 0, MARGIN, 0)
        top.addWidget(self.bar)
        top.addWidget(Field(self.tr("Kind of role"), self.role_group))
        column.addLayout(top)
        column.addWidget(self.text, 1)

    def refresh(self) -> None:
        """Show the guide for the application's stage; the place is kept while the text is the same."""
        application = self.application
        assert application is not None
        playbook = self.workspace.playbooks.find(application.playbook)
        self.role_group.set_current(application.role_group)
        guide = playbook.guide(application.stage, application.role_group, application.step)
        html = guide_html(guide, ROLE_GROUP_NAMES[application.role_group], current_look())
        if html != self._shown:
            self._shown = html
            self.text.document().setIndentWidth(current_look().px(16))
            self.text.setStyleSheet(_style())
            self.text.setHtml(html)

    def changeEvent(self, event: QEvent) -> None:
        """Another look means other colours and sizes in the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and self.application is not None:
            self.mark_stale()

    def _set_role_group(self, group: RoleGroup) -> None:
        assert self.application is not None
        edit = partial(applications.edit_application, self.workspace, self.application.id, role_group=group)
        self.attempt(edit)
        self.refresh()


def _style() -> str:
    """No box around running text; the ring of the focus stays."""
    focus = current_look().theme.focus.name()
    return (
        "QTextBrowser { border: 2px solid transparent; border-radius: 4px; padding: 2px; background: transparent; }"
        f"QTextBrowser:focus {{ border-color: {focus}; padding: 2px; }}"
    )
