"""One column of the board: its header, its list, and how it looks when it is empty or dropped on."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from netorganizer.domain.pipeline import STAGE_NAMES, Stage
from netorganizer.ui.board.column_view import ColumnView
from netorganizer.ui.board.composer import Composer
from netorganizer.ui.fonts import metrics
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.buttons import IconButton
from netorganizer.ui.widgets.drawing import LookLabel, begin, draw_surface
from netorganizer.ui.widgets.labels import ElidedLabel
from netorganizer.ui.widgets.stage_glyphs import StageRing

NARROWEST, PREFERRED, WIDEST, COLLAPSED = 176, 240, 280, 44
_RADIUS = 10


class SidewaysLabel(QLabel):
    """The name of a collapsed column, read from top to bottom."""

    def sizeHint(self) -> QSize:
        """A line of text on its side."""
        measure = metrics(current_look().type.title)
        return QSize(round(measure.height()), round(measure.horizontalAdvance(self.text())) + 4)

    def minimumSizeHint(self) -> QSize:
        """The name is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the name turned by 90 degrees."""
        look = current_look()
        painter = QPainter(self)
        painter.setFont(look.type.title)
        painter.setPen(look.theme.text2)
        painter.translate(self.width(), 0)
        painter.rotate(90)
        painter.drawText(QRectF(0, 0, self.height(), self.width()), Qt.AlignmentFlag.AlignVCenter, self.text())


class Column(QFrame):
    """A column. It is a drop target as a whole, also where it has no cards."""

    composer_wanted = Signal()
    submitted = Signal(str, str)
    composer_closed = Signal()

    def __init__(self, stage: Stage, view: ColumnView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        self.view = view
        self.is_collapsed = False
        self._fitted: tuple[bool, int] | None = None
        self._is_target = False
        view.setObjectName(f"column.{stage}")
        view.setAccessibleName(STAGE_NAMES[stage])
        self._header = self._make_header(stage)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(view, 1)
        self.show_count()

    def _make_header(self, stage: Stage) -> QWidget:
        look = current_look()
        header = QWidget(self)
        row = QHBoxLayout(header)
        # As tight as "Hiring manager" needs in the narrowest column.
        row.setContentsMargins(10, 8, 5, 4)
        row.setSpacing(4)
        self._count = LookLabel("", "figures", "text3")
        self.add_button = IconButton("plus", self.tr("Add to {column}").format(column=STAGE_NAMES[stage]))
        self.add_button.setObjectName(f"column.{stage}.add")
        self.add_button.setFixedSize(QSize(look.px(24), look.px(24)))
        self.add_button.clicked.connect(self.composer_wanted)
        name = ElidedLabel(STAGE_NAMES[stage], "title", "text")
        row.addWidget(StageRing(stage.number))
        row.addSpacing(2)
        row.addWidget(name, 1)
        row.addWidget(self._count)
        row.addWidget(self.add_button)
        return header

    @cached_property
    def _sideways(self) -> SidewaysLabel:
        """The name of the folded column, made when it first folds."""
        label = SidewaysLabel(STAGE_NAMES[self.stage], self)
        self._column.insertWidget(self._column.indexOf(self._header) + 1, label, 0, Qt.AlignmentFlag.AlignHCenter)
        return label

    @cached_property
    def composer(self) -> Composer:
        """The composer over the list, made when it is first wanted."""
        composer = Composer(self)
        composer.submitted.connect(self.submitted)
        composer.closed.connect(self.composer_closed)
        self._column.insertWidget(self._column.indexOf(self.view), composer)
        return composer

    @property
    def is_composing(self) -> bool:
        """Whether the composer is open."""
        return "composer" in self.__dict__ and not self.composer.isHidden()

    def show_count(self) -> None:
        """Say how many cards there are."""
        self._count.setText(str(self.view.column_model.rowCount()))

    @property
    def ids(self) -> Sequence[int]:
        """The applications of the column, top to bottom."""
        return self.view.column_model.ids

    def set_collapsed(self, is_collapsed: bool) -> None:
        """Be a narrow strip with the name on its side, or a whole column."""
        look = current_look()
        asked = (is_collapsed, look.px(COLLAPSED))
        if asked == self._fitted:
            return
        self._fitted = asked
        self.is_collapsed = is_collapsed
        self._header.setVisible(not is_collapsed)
        if is_collapsed or "_sideways" in self.__dict__:
            self._sideways.setVisible(is_collapsed)
        self._column.setContentsMargins(0, 12 if is_collapsed else 0, 0, 6)
        if is_collapsed:
            self.setFixedWidth(look.px(COLLAPSED))
        else:
            self.setMinimumWidth(look.px(NARROWEST))
            self.setMaximumWidth(look.px(WIDEST))

    def contains_global(self, position: QPoint) -> bool:
        """Whether a global position lies over the column."""
        return self.rect().contains(self.mapFromGlobal(position))

    def show_target(self, is_target: bool, row: int) -> None:
        """Look like the place a drop would go to, with the insertion line before ``row``."""
        self.view.show_insertion(row)
        if is_target != self._is_target:
            self._is_target = is_target
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The well, tinted and outlined while it is the target of a drop."""
        look = current_look()
        painter = begin(self)
        fill = look.theme.selected if self._is_target else look.theme.column
        border = None if look.theme.tints else look.theme.border_strong
        draw_surface(painter, QRectF(self.rect()), _RADIUS, fill, border)
        if self._is_target:
            painter.setPen(QPen(look.theme.accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
