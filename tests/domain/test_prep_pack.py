"""The record of a prep pack: breaks come from the gaps."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from netorganizer.domain.prep_pack import AgendaBlock, tile_day

blocks = st.lists(
    st.builds(
        lambda start, minutes, kind: AgendaBlock(
            kind,
            "Any",
            datetime(2027, 3, 12, tzinfo=UTC) + timedelta(minutes=start),
            datetime(2027, 3, 12, tzinfo=UTC) + timedelta(minutes=start + minutes),
        ),
        st.integers(0, 1_000),
        st.integers(1, 120),
        st.sampled_from(["interview", "break"]),
    ),
    max_size=8,
)


@given(blocks)
def test_interviews_and_breaks_tile_the_day(given_blocks: list[AgendaBlock]) -> None:
    interviews = [block for block in given_blocks if block.kind == "interview"]
    tiled = tile_day(given_blocks)
    assert sorted(block for block in map(repr, tiled) if "interview" in block) == sorted(map(repr, interviews))
    assert tile_day(tiled) == tiled
    if not interviews:
        assert tiled == ()
        return
    busy_until = min(block.starts_at for block in interviews)
    for block in tiled:
        assert block.starts_at <= busy_until
        if block.kind == "break":
            assert block.starts_at == busy_until < block.ends_at
            assert not any(i.starts_at < block.ends_at and i.ends_at > block.starts_at for i in interviews)
        busy_until = max(busy_until, block.ends_at)
    assert busy_until == max(block.ends_at for block in interviews)
