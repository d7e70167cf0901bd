"""Words to briefs, and refinements."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nemo_nb.engine.brief import Brief, read_brief
from nemo_nb.engine.music import GENRES, Picture, compose
from nemo_nb.engine.music.families import FAMILIES


@pytest.mark.parametrize(
    ("words", "genre"),
    [
        ("add calm lo-fi", "lofi"),
        ("Make a lo-fi hip-hop loop for a 3-minute study vlog with a calm, focused atmosphere", "lofi"),
        (
            "Create a soft, cinematic piano score to accompany a slow-motion wedding highlight reel",
            "cinematic",
        ),
        ("upbeat corporate background music for a 90-second product launch video", "corporate"),
        (
            "Generate an upbeat, energetic background track for a 60-second gym workout montage video",
            "workout",
        ),
        ("add an upbeat background track that matches the video mood and tempo", "pop"),
        ("rainy Sunday with grandma's photos", "cinematic"),
        ("spooky halloween house tour", "tense"),
        ("给视频配一首轻快的背景音乐", "pop"),
        ("平静的钢琴曲", "cinematic"),
        ("恐怖电影的配乐", "tense"),
        ("our camping weekend with the dogs", "acoustic"),
        ("knights storming the castle", "epic"),
        ("neon city night drive", "synthwave"),
        ("guided breathing before sleep", "ambient"),
    ],
)
def test_phrases_land_in_a_sensible_genre(words: str, genre: str) -> None:
    assert read_brief(words).genre == genre


def test_what_is_said_outright_wins() -> None:
    brief = read_brief("calm lo-fi at 120 BPM in F# minor, strings, no drums or bass, 3-minute loop")
    assert (brief.bpm, brief.key, brief.instruments, brief.length, brief.loop) == (
        120.0,
        "F# minor",
        ("strings",),
        180.0,
        True,
    )
    assert set(brief.excluded) == {"drums", "bass"}
    assert read_brief("pop, 110-120 bpm").bpm_range == (110.0, 120.0)
    assert read_brief("爵士 90拍 D小调 不要鼓 30秒").to_json()["bpm"] == 90.0
    assert read_brief("爵士 90拍 D小调 不要鼓 30秒").key == "D minor"
    assert read_brief("a minor change to a major launch").key is None


@pytest.mark.parametrize(("name", "share"), [("phrases", 0.88), ("phrases_held_out", 0.8)])
def test_phrases_that_nobody_listed_land_in_a_sensible_genre(name: str, share: float) -> None:
    lines = (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines()
    cases = [line.split(" | ") for line in lines if not line.startswith("#")]
    right = [read_brief(words).genre in genres.split() for words, genres in cases]
    assert sum(right) >= share * len(cases)


@pytest.mark.parametrize(
    ("words", "peak"),
    [
        ("build up until 0:42", 42.0),
        ("house with the drop at 0:30", 30.0),
        ("高潮在0:42的史诗音乐", 42.0),
        ("use strings to 0:20", None),
    ],
)
def test_the_moment_of_the_climax_is_read_and_kept(words: str, peak: float | None) -> None:
    brief = read_brief(words, seed=1)
    assert brief.peak == peak
    assert Brief.from_json(json.loads(json.dumps(brief.to_json()))) == brief
    if peak:
        score = compose(brief, Picture(60.0))
        start = next(a for name, a, _ in score.sections if name == "climax")
        assert start == pytest.approx(peak, abs=2.7), "on the nearest bar"
        before = [e for i, e in enumerate(score.energy) if score.tempo.at((i + 1) * score.meter) < peak - 3]
        assert max(before) < max(score.energy) - 0.15


@pytest.mark.parametrize("words", ["lo-fi, bring the drums in at 0:15", "lo-fi，鼓从0:15开始"])
def test_players_wait_until_they_are_called(words: str) -> None:
    brief = read_brief(words, seed=1)
    assert brief.entries == (("drums", 15.0),)
    assert brief.length is None
    score = compose(brief, Picture(60.0))
    drums = next(p for p in score.parts if p.name == "drums")
    assert 14.9 < score.tempo.at(drums.notes[0].start) < 18


def test_a_brief_survives_json() -> None:
    brief = read_brief("110-120 BPM funk in F# minor with brass, no melody", seed=2**40)
    assert Brief.from_json(json.loads(json.dumps(brief.to_json()))) == brief


FIRST = read_brief("calm lo-fi", seed=42)


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("make it more tense", {"valence", "arousal", "tension"}),
        ("add a brighter feel", {"valence", "brightness"}),
        ("use strings", {"instruments"}),
        ("drop the drums", {"excluded"}),
        ("120 BPM", {"bpm"}),
        ("110-120 BPM", {"bpm_range"}),
        ("faster", {"pace"}),
        ("more bass", {"bass_db"}),
        ("change the ending", {"ending"}),
        ("another version", {"take"}),
        ("换一首", {"take"}),
        ("in E major", {"key"}),
        ("make it a loop", {"loop"}),
    ],
)
def test_a_refinement_changes_only_what_it_names(words: str, changed: set[str]) -> None:
    after = read_brief(words, before=FIRST)
    was, now = FIRST.to_json(), after.to_json()
    assert {k for k in was if was[k] != now[k]} - {"words"} == changed


def test_dropping_the_drums_leaves_every_other_note() -> None:
    picture = Picture(40.0, (10.2, 21.0))
    before, after = compose(FIRST, picture), compose(read_brief("drop the drums", before=FIRST), picture)
    assert {p.name for p in before.parts} - {p.name for p in after.parts} == {"drums"}
    kept = {p.name: p.notes for p in before.parts}
    assert all(kept[p.name] == p.notes for p in after.parts)
    back = compose(
        read_brief("bring the drums back", before=read_brief("drop the drums", before=FIRST)), picture
    )
    assert "drums" in {p.name for p in back.parts}


def test_another_version_and_back() -> None:
    second = read_brief("another version", before=FIRST)
    again = read_brief("back to the first one", before=read_brief("another version", before=second))
    picture = Picture(20.0)
    assert compose(second, picture).parts != compose(FIRST, picture).parts
    assert compose(again, picture).parts == compose(FIRST, picture).parts


@pytest.mark.parametrize(
    "name", ["strings", "piano", "violin", "flute", "choir", "guitar", "ukulele", "synths", "brass", "bells"]
)
def test_an_asked_instrument_plays(name: str) -> None:
    score = compose(read_brief(f"lo-fi with {name}", seed=1), Picture(40.0))
    assert set(score.instruments) & {name, *FAMILIES.get(name, ())}


@pytest.mark.parametrize("name", ["strings", "piano", "guitar", "flute", "drums"])
@pytest.mark.parametrize("genre", ["pop", "ambient", "epic"])
def test_nobody_else_plays(genre: str, name: str) -> None:
    score = compose(read_brief(f"only {name}", before=Brief(genre=genre, seed=3)), Picture(20.0))
    kits = [instrument for instrument in score.instruments if instrument.endswith(("kit", "drums"))]
    assert set(score.instruments) <= {name, *FAMILIES.get(name, ()), *(kits if name == "drums" else ())}
    assert sum(len(part.notes) for part in score.parts) >= 4


@pytest.mark.parametrize("genre", GENRES)
def test_every_genre_survives_odd_wishes(genre: str) -> None:
    wishes = "in Eb minor, 97 bpm, no drums, no bass, no melody, more tense, builds up, fade out"
    score = compose(
        read_brief(wishes, before=Brief(genre=genre, seed=3)),
        Picture(23.456, tuple(i * 1.37 for i in range(17))),
    )
    assert any(p.notes for p in score.parts)
    for part in score.parts:
        for note in part.notes:
            assert 12 <= note.key <= 120
            assert 1 <= note.velocity <= 127
            assert note.length > 0
