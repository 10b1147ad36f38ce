"""Cards: what they show, how tall they are, that they are kept, and that nothing a card holds can break them."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QListView, QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from netorganizer.domain.application import BoardCard
from netorganizer.domain.clock import Clock
from netorganizer.domain.pipeline import Outcome, Stage, WhoseMove
from netorganizer.ui.board import card_layout as lay
from netorganizer.ui.board.card_delegate import CARD_ROLE, CardDelegate
from netorganizer.ui.board.card_ink import monogram_color, monogram_letter
from netorganizer.ui.board.card_layout import Density
from netorganizer.ui.board.card_painter import (
    GHOST_MARGIN,
    CardPainter,
    CardState,
)
from netorganizer.ui.board.pixmap_cache import PixmapCache
from netorganizer.ui.fonts import TypeScale, load_fonts, metrics
from netorganizer.ui.theme import THEME_NAMES, Look, load_theme

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
WIDTH = 182
MakeCard = Callable[..., BoardCard]


def make_card(**changes: object) -> BoardCard:
    values: dict[str, object] = {
        "id": 1, "company": "Alder Labs", "role": "Platform Engineer", "stage": Stage.RECRUITER_CALL,
        "step_name": "Recruiter call", "outcome": None, "on_hold": False, "starred": False,
        "whose_move": WhoseMove.NONE, "next_action": "", "next_on": None,
        "stage_since": NOW - timedelta(days=9, hours=1), "interview_at": None, "interview_zone": "Europe/Berlin",
        "interview_title": "", "interview_with": "", "interview_count": 0, "clashes": False,
        "deadline_on": None, "revision": 1,
    }  # fmt: skip
    return BoardCard(**{**values, **changes})  # type: ignore[arg-type]


def make_painter(name: str = "light", scale: float = 1.0, density: Density = Density.COMFORTABLE) -> CardPainter:
    load_fonts()
    return CardPainter(Look(load_theme(name), TypeScale(scale)), Clock(lambda: NOW, "Europe/Berlin"), density)


def paint(
    painter: CardPainter, card: BoardCard, state: CardState = CardState.NONE, dpr: float = 1.0, width: int = WIDTH
) -> QImage:
    row = QRect(0, 0, width, painter.row_height(card, width))
    pixmap = QPixmap(row.size() * dpr)
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(painter.look.theme.column)
    brush = QPainter(pixmap)
    painter.paint(brush, row, card, state)
    brush.end()
    return pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)


def colors_of(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def bare_height(painter: CardPainter, card: BoardCard, width: int = WIDTH) -> int:
    return painter.row_height(card, width) - 2 * lay.MARGIN_Y


pytestmark = pytest.mark.usefixtures("qapp")

FULL = {"role": "Software Engineer, Content Platform Engineering", "whose_move": WhoseMove.MINE}


def test_heights_are_those_of_the_design() -> None:
    painter = make_painter()
    assert bare_height(painter, make_card()) == 75
    assert bare_height(painter, make_card(id=2, **FULL)) == 115
    assert bare_height(make_painter(density=Density.COMPACT), make_card(**FULL)) == 48
    assert bare_height(make_painter(scale=2.0), make_card(**FULL)) > 200


def test_a_wider_column_needs_fewer_lines() -> None:
    painter = make_painter()
    card = make_card(**FULL)
    assert painter.row_height(card, 400) < painter.row_height(card, WIDTH)


def test_the_role_keeps_two_lines_and_then_ends_in_an_ellipsis() -> None:
    fonts = make_painter().look.type
    assert lay.role_lines("Staff Engineer", 162, fonts) == ("Staff Engineer",)
    two = lay.role_lines("Senior Data Engineer, Ads Insights", 162, fonts)
    assert " ".join(two) == "Senior Data Engineer, Ads Insights"
    long = lay.role_lines("Machine Learning Engineer, Personalisation and Search Ranking", 162, fonts)
    assert len(long) == 2
    assert long[1].endswith("…")
    assert all(metrics(fonts.title).horizontalAdvance(line) <= 162.5 for line in long)


def test_a_line_of_parts_loses_a_whole_part_rather_than_showing_two_letters() -> None:
    fonts = make_painter().look.type
    words = "Thu 5 Mar 09:30 PST · Dana Ruiz"
    whole = metrics(fonts.secondary).horizontalAdvance(words)
    part = metrics(fonts.secondary).horizontalAdvance("Thu 5 Mar 09:30 PST")
    assert lay.elided_parts(words, whole + 1, fonts) == words
    assert lay.elided_parts(words, part + 20, fonts) == "Thu 5 Mar 09:30 PST"
    assert lay.elided_parts(words, whole - 8, fonts).endswith("…")


@pytest.mark.parametrize(
    ("stage", "step", "shown"),
    [
        (Stage.RECRUITER_CALL, "Recruiter call", ""),
        (Stage.HIRING_COMMITTEE, "Hiring committee", ""),
        (Stage.ONSITE, "On-site", ""),
        (Stage.TECHNICAL_SCREEN, "Take-home", "Take-home"),
        (Stage.TECHNICAL_SCREEN, "Technical screen with pairing", "Technical screen with pairing"),
        (Stage.SAVED, "", ""),
    ],
)
def test_the_own_step_shows_only_where_it_says_more_than_the_column(stage: Stage, step: str, shown: str) -> None:
    assert lay.own_step(make_card(stage=stage, step_name=step)) == shown


def test_a_closed_card_says_how_it_ended_and_how_far_it_got() -> None:
    painter = make_painter()
    for outcome in Outcome:
        card = make_card(outcome=outcome, stage=Stage.ONSITE, whose_move=WhoseMove.MINE)
        assert lay.badge_of(card, painter.face(card)) == lay.outcome_badge(outcome)
        assert lay.third_line(card, painter.face(card)) == "Reached On-site"
    assert len({lay.outcome_badge(outcome)[:2] for outcome in Outcome}) == len(Outcome)


def test_each_state_looks_different_in_every_theme() -> None:
    states = [
        CardState.NONE, CardState.HOVERED, CardState.SELECTED, CardState.FOCUSED,
        CardState.SELECTED | CardState.FOCUSED, CardState.LIFTED,
    ]  # fmt: skip
    for name in THEME_NAMES:
        painter = make_painter(name)
        pictures = [paint(painter, make_card(**FULL), state) for state in states]
        assert all(one != other for at, one in enumerate(pictures) for other in pictures[at + 1 :]), name


@pytest.mark.parametrize("name", THEME_NAMES)
def test_the_focus_ring_is_two_pixels_with_a_gap_of_two(name: str) -> None:
    painter = make_painter(name)
    image = paint(painter, make_card(), CardState.FOCUSED)
    theme, card = painter.look.theme, painter.card_rect(QRect(0, 0, WIDTH, image.height()))
    middle = card.center().y()
    shades = [image.pixelColor(card.left() - away, middle).name() for away in (4, 3, 2, 1)]
    assert shades[:2] == [theme.focus.name()] * 2
    assert theme.focus.name() not in shades[2:]


def test_a_selected_card_is_tinted_except_where_tints_are_unwanted() -> None:
    for name in ("light", "dark"):
        painter = make_painter(name)
        assert painter.look.theme.selected.name() in colors_of(paint(painter, make_card(), CardState.SELECTED))
    painter = make_painter("high_contrast")
    assert painter.look.theme.accent.name() in colors_of(paint(painter, make_card(), CardState.SELECTED))


def test_a_lifted_card_is_left_behind_faint() -> None:
    painter = make_painter()
    text = painter.look.theme.text.name()
    assert text in colors_of(paint(painter, make_card(), dpr=2.0))
    assert text not in colors_of(paint(painter, make_card(), CardState.LIFTED, dpr=2.0))


def test_a_badge_has_its_tone_and_there_is_at_most_one() -> None:
    painter = make_painter()
    tones = ("danger", "warn", "info", "waiting")
    everything = make_card(
        clashes=True, whose_move=WhoseMove.MINE, interview_at=NOW + timedelta(hours=20), deadline_on=date(2026, 3, 9)
    )
    seen = colors_of(paint(painter, everything, dpr=2.0))
    shown = {tone for tone in tones if painter.look.theme.tone(tone)[1].name() in seen}
    assert shown == {"danger"}


def test_a_card_painted_twice_is_kept_until_anything_shown_changes() -> None:
    painter = make_painter()
    card = make_card()
    first = paint(painter, card)
    blank = len(painter.cache)
    assert blank == 1, "the first time only the blank card under it is kept"
    assert paint(painter, card) == first == paint(painter, card)
    assert len(painter.cache) == blank + 1
    for _ in range(2):
        paint(painter, make_card(revision=2))
    assert len(painter.cache) == blank + 2
    for _ in range(2):
        paint(painter, card, CardState.SELECTED)
        paint(painter, card, dpr=2.0)
        paint(painter, card, width=WIDTH + 20)
    assert len(painter.cache) == blank + 8, "each of these has a blank card of its own as well"


def test_days_go_on_while_the_window_stays_open() -> None:
    load_fonts()
    now = [NOW]
    painter = CardPainter(Look(load_theme("light")), Clock(lambda: now[0], "Europe/Berlin"))
    card = make_card(whose_move=WhoseMove.THEIRS)
    before = paint(painter, card)
    now[0] = NOW + timedelta(days=1)
    assert paint(painter, card) != before


def test_the_cache_drops_what_was_not_shown_for_longest() -> None:
    cache = PixmapCache(limit_bytes=3 * 10 * 10 * 4)
    for name in "abc":
        cache.keep(name, QPixmap(10, 10))
    assert cache.find("a") is not None
    cache.keep("d", QPixmap(10, 10))
    assert cache.find("b") is None
    assert all(cache.find(name) is not None for name in "acd")
    assert cache.held_bytes == cache.limit_bytes
    cache.keep("a", QPixmap(10, 10))
    assert cache.held_bytes == cache.limit_bytes
    cache.keep("huge", QPixmap(100, 100))
    assert cache.find("huge") is None
    cache.clear()
    assert (len(cache), cache.held_bytes) == (0, 0)


def test_a_company_s_tile_is_the_same_everywhere() -> None:
    tiles = load_theme("light").monograms
    assert monogram_color("Alder Labs", tiles) == monogram_color("ALDER labs", tiles)
    assert [monogram_letter(name) for name in ("alder", " 3 Oaks", "ßeta", "«Éclair»", "🦊", "")] == [
        "A", "3", "S", "É", "🦊", "?",
    ]  # fmt: skip


def test_the_menu_button_is_a_large_enough_target_inside_the_card() -> None:
    for scale in (0.8, 1.0, 2.0):
        painter = make_painter(scale=scale)
        row = QRect(0, 0, round(WIDTH * scale), painter.row_height(make_card(), round(WIDTH * scale)))
        target = painter.menu_rect(row)
        assert min(target.width(), target.height()) >= 24
        assert painter.card_rect(row).contains(target)


@pytest.mark.parametrize("dpr", [1.0, 1.5, 2.0])
def test_the_ghost_is_sharp_and_tells_how_many(dpr: float) -> None:
    painter = make_painter()
    size = QSize(200, 115)
    card = make_card(**FULL)
    one, two, twelve = (painter.paint_ghost([card] * count, size, dpr) for count in (1, 2, 12))
    whole = (size + QSize(2 * GHOST_MARGIN, 2 * GHOST_MARGIN)) * dpr
    assert (one.size(), one.devicePixelRatio()) == (whole, dpr)
    assert one.toImage() != two.toImage() != twelve.toImage()
    assert one.toImage().pixelColor(0, 0).alpha() == 0
    assert painter.paint_ghost([], size, dpr).size() == whole


def test_a_card_on_half_a_pixel_is_as_sharp_as_any() -> None:
    painter = make_painter()
    card = make_card(**FULL)
    row = QRect(0, 0, WIDTH, painter.row_height(card, WIDTH))
    pictures = []
    for top in (0, 1):  # at 150 % the second one starts on half a device pixel
        pixmap = QPixmap(QSize(WIDTH, 140) * 1.5)
        pixmap.setDevicePixelRatio(1.5)
        pixmap.fill(painter.look.theme.column)
        brush = QPainter(pixmap)
        painter.paint(brush, row.translated(0, top), card)
        brush.end()
        pictures.append(pixmap.toImage().copy(0, 2 * top, round(WIDTH * 1.5), 150))
    assert pictures[0] == pictures[1]


any_text = st.text(max_size=60) | st.sampled_from(
    ["", "\ud800", "a\nb", "x" * 5000, "🧑\u200d🚀", "שלום עולם", "\u202eabc", "W" * 60]
)
any_instant = st.integers(631_152_000, 3_786_912_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
any_card = st.builds(
    make_card,
    company=any_text, role=any_text, step_name=any_text, next_action=any_text, interview_with=any_text,
    stage=st.sampled_from(Stage), outcome=st.none() | st.sampled_from(Outcome), on_hold=st.booleans(),
    starred=st.booleans(), whose_move=st.sampled_from(WhoseMove), clashes=st.booleans(),
    next_on=st.none() | st.dates(), deadline_on=st.none() | st.dates(),
    interview_at=st.none() | any_instant,
    stage_since=any_instant,
    interview_count=st.integers(0, 99), revision=st.integers(1, 10**9), id=st.integers(1, 2**40),
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(card=any_card, state=st.integers(0, 15), name=st.sampled_from(THEME_NAMES), width=st.integers(20, 400))
def test_no_card_breaks_the_painter(card: BoardCard, state: int, name: str, width: int) -> None:
    for density in Density:
        painter = make_painter(name, density=density)
        image = paint(painter, card, CardState(state), 1.5, width)
        assert image.height() >= 48
        assert bare_height(painter, card, width) <= 115


def test_the_list_asks_the_delegate_and_shows_the_cards(qtbot: QtBot, qapp: QApplication) -> None:
    painter = make_painter()
    view, model = QListView(), QStandardItemModel()
    qtbot.addWidget(view)
    cards = [make_card(id=1), make_card(id=2, **FULL), make_card(id=3)]
    for card in cards:
        item = QStandardItem(card.name)
        item.setData(card, CARD_ROLE)
        model.appendRow(item)
    delegate = CardDelegate(painter, view)
    view.setModel(model)
    view.setItemDelegate(delegate)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.resize(WIDTH, 500)
    view.show()
    qtbot.waitExposed(view)
    qapp.processEvents()
    rows = [view.visualRect(model.index(row, 0)) for row in range(3)]
    width = view.viewport().width()
    assert [row.height() for row in rows] == [painter.row_height(card, width) for card in cards]
    assert all(above.bottom() < below.top() for above, below in pairwise(rows))
    assert painter.look.theme.text.name() in colors_of(view.grab().toImage())


def test_the_delegate_reads_the_state_from_the_view() -> None:
    delegate = CardDelegate(make_painter())
    option = QStyleOptionViewItem()
    flag = QStyle.StateFlag
    option.state = flag.State_Selected | flag.State_HasFocus | flag.State_MouseOver
    card = make_card(id=7)
    everything = CardState.SELECTED | CardState.FOCUSED | CardState.HOVERED
    assert delegate.state_of(option, card) == everything
    delegate.lifted_ids = frozenset({7})
    assert delegate.state_of(option, card) == everything | CardState.LIFTED


def test_a_card_that_cannot_be_painted_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    delegate = CardDelegate(make_painter())
    model = QStandardItemModel()
    item = QStandardItem()
    item.setData(make_card(stage_since="yesterday", role=None), CARD_ROLE)
    model.appendRow(item)
    pixmap = QPixmap(100, 100)
    pixmap.fill(Qt.GlobalColor.white)
    brush = QPainter(pixmap)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 100, 100)
    with caplog.at_level(logging.ERROR):
        delegate.paint(brush, option, model.index(0, 0))
        assert delegate.sizeHint(option, model.index(0, 0)).height() == 100
    brush.end()
    assert [record.message for record in caplog.records] == [
        "a card could not be painted", "a card could not be measured",
    ]  # fmt: skip
    assert pixmap.toImage().pixelColor(5, 5) == QColor("white")


def test_an_index_without_a_card_shows_nothing() -> None:
    delegate = CardDelegate(make_painter())
    option = QStyleOptionViewItem()
    pixmap = QPixmap(10, 10)
    brush = QPainter(pixmap)
    delegate.paint(brush, option, QModelIndex())
    brush.end()
    assert delegate.sizeHint(option, QModelIndex()).height() == 0
