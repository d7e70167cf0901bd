"""Does the picture draw what the draft says?"""

from __future__ import annotations

from nemo_nb.timeline import Timeline


def test_the_waveform_is_the_drafts_own_peaks() -> None:
    def bars(meta: dict[str, object]) -> int:
        draft = {"t": [{"tt": 1, "sg": [{"d": 4000, "m": {"title": "Lo-fi", **meta}}]}]}
        html = Timeline(draft)._repr_mimebundle_()["text/html"]
        return html.count(" 100V")

    assert bars({}) == 0
    assert bars({"peaks": [0, 50, 100, 25]}) > 100
