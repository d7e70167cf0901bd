"""Whatever a service sends, a timeline can be shown, measured and compared."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from nemo_nb.timeline import Timeline

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)
numbers = st.integers(-(10**6), 10**9) | st.floats(0, 1e6)


def part(**known: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A dictionary with the known keys, each right or of any wrong type, and with unknown ones."""
    keys = {key: strategy | values for key, strategy in known.items()}
    return st.builds(
        lambda extra, own: {**extra, **own},
        st.dictionaries(st.text(max_size=3), values, max_size=2),
        st.fixed_dictionaries({}, optional=keys),
    )


metas = part(
    title=st.text(),
    text=st.text(),
    start=numbers,
    volume=st.floats(0, 2),
    kind=st.sampled_from(["video", "image", "audio"]),
    cuts=st.lists(numbers | values, max_size=5),
    fade_in=numbers,
    fade_out=numbers,
    duck=part(spans=st.lists(st.lists(numbers, max_size=3), max_size=4), db=numbers),
    music=part(
        label=st.text(),
        bpm=numbers,
        key=st.text(),
        instruments=st.lists(st.text(max_size=5) | values, max_size=3),
        lead=st.text(max_size=5),
        entries=st.lists(st.tuples(st.text(max_size=3), numbers).map(list) | values, max_size=2),
        brief=part(
            take=numbers,
            bpm=numbers,
            stop=st.floats(),
            peak=st.floats(),
            valence=st.floats(-1, 1),
            lifts=st.lists(st.tuples(st.sampled_from(["middle", "end"]), st.floats(-1, 1)).map(list)),
            ending=st.sampled_from(["auto", "button", "fade"]),
        ),
        sections=st.lists(st.tuples(st.text(), numbers, numbers).map(list), max_size=4),
    ),
)
segments = part(id=st.text(max_size=3), d=numbers, m=metas)
tracks = part(tt=st.sampled_from([0, 1, 7, 9]), m=metas, sg=st.lists(segments | values, max_size=4))
drafts = part(d=numbers, m=metas, t=st.lists(tracks | values, max_size=4)) | values


class Tags(HTMLParser):
    """Collects every element and checks that all of them close."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


OURS = {"div", "style", "b", "i", "span", "svg", "path", "table", "thead", "tbody", "tr", "th", "td", "p"}


@given(drafts)
@settings(max_examples=300, deadline=None)
def test_any_draft_can_be_shown(draft: Any) -> None:
    timeline = Timeline(draft)
    rows = timeline.df
    assert len(rows) == len(timeline.segments)
    assert (rows[["start", "end", "duration"]] >= 0).all(axis=None)
    assert rows["end"].max() <= timeline.duration if len(rows) else timeline.duration >= 0
    assert "\n" not in timeline.summary
    shown = timeline._repr_mimebundle_()
    tags = Tags(shown["text/html"])
    assert tags.seen <= OURS | {"details", "summary"}
    assert not tags.open
    assert "nan" not in re.findall(r'style="[^"]*"', shown["text/html"])


@given(drafts, drafts)
@settings(max_examples=200, deadline=None)
def test_any_two_drafts_can_be_compared(one: Any, two: Any) -> None:
    for change in Timeline(one).diff(Timeline(two)):
        assert str(change)
        assert "\n" not in str(change)


@given(drafts)
@settings(max_examples=100, deadline=None)
def test_a_draft_does_not_differ_from_itself(draft: Any) -> None:
    assert Timeline(draft).diff(Timeline(draft)) == []


def test_text_is_escaped_everywhere() -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    meta = {"title": evil, "text": evil, "music": {"label": evil, "key": evil, "sections": [[evil, 0, 9000]]}}
    sg = [{"id": evil, "d": 9000, "m": meta}]
    html = Timeline({"t": [{"tt": tt, "m": {"role": evil}, "sg": sg} for tt in (0, 1, 7, 5)]})
    shown = html._repr_mimebundle_()["text/html"]
    assert Tags(shown).seen <= OURS
    assert "alert(1)" in shown


def test_fifty_clips_stay_small() -> None:
    def clip(index: int) -> dict[str, Any]:
        meta = {"title": f"clip number {index}.mp4", "volume": 0.5, "cuts": list(range(0, 12000, 200))}
        return {"d": 12000, "m": meta}

    draft = {"t": [{"tt": tt, "sg": [clip(i) for i in range(25)]} for tt in (0, 1)]}
    picture, _, table = Timeline(draft)._repr_mimebundle_()["text/html"].partition("<details>")
    assert "clip number 24" in picture
    assert table
    assert len(picture.encode()) < 30_000


def test_a_draft_from_json_is_kept_exactly() -> None:
    source = '{"t":[{"tt":0,"sg":[{"d":1,"\\u0000x":[1e3,"\\ud83d\\ude00"]}]}],"?":null}'
    timeline = Timeline(json.loads(source))
    assert timeline.summary
    assert timeline.raw == json.loads(source)
