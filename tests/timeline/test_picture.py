"""Does the picture draw what the draft says?"""

from __future__ import annotations

import re

from nemo_nb.timeline import Timeline


def test_the_waveform_is_the_drafts_own_peaks() -> None:
    def bars(meta: dict[str, object]) -> int:
        draft = {"t": [{"tt": 1, "sg": [{"d": 4000, "m": {"title": "Lo-fi", **meta}}]}]}
        html = Timeline(draft)._repr_mimebundle_()["text/html"]
        return html.count(" 100V")

    assert bars({}) == 0
    assert bars({"peaks": [0, 50, 100, 25]}) > 100


def test_the_name_of_a_short_clip_stands_where_there_is_room() -> None:
    def title(text: str, start: int) -> dict[str, object]:
        return {"d": 3000, "m": {"text": text, "start": start}}

    shown = Timeline({"d": 60000, "t": [{"tt": 7, "sg": [title("Urban Dreams", 0), title("By Ana", 57000)]}]})
    first, last = re.findall(r'class="n-clip n-text([^"]*)"', shown.html)
    assert (first, last) == (" n-out", " n-out n-before")
