"""Cuts in large files, which are not decoded from end to end; small ones are treated as large here."""

import pytest

from nemo_nb.engine.cancel import Cancel
from nemo_nb.engine.picture import cuts, read_facts

SCENES = (1.3, 0.9, 1.7, 1.1, 2.3, 0.8, 1.5)  # s
COLOURS = ("0x803020", "0x2060a0", "0x40a040", "0xc0b060", "0x602080", "0x209090", "0xb04070")


@pytest.fixture
def film(look, tmp_path):
    """Scenes of moving noise, each in another colour, with the given encoder settings."""

    def make(*codec):
        inputs, graph = [], ""
        for number, (lasts, colour) in enumerate(zip(SCENES, COLOURS, strict=True)):
            inputs += ["-f", "lavfi", "-i", f"color={colour}:s=160x90:r=30:d={lasts},noise=alls=25:allf=t"]
            graph += f"[{number}:v]"
        graph += f"concat=n={len(SCENES)}[v]"
        x264 = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"]
        look.ffmpeg(*inputs, "-filter_complex", graph, "-map", "[v]", *x264, *codec, tmp_path / "film.mp4")
        return tmp_path / "film.mp4"

    return make


STEADY = [
    ("-g", "30", "-sc_threshold", "0", "-bf", "0"),
    ("-g", "60", "-sc_threshold", "0"),
    ("-g", "45", "-sc_threshold", "0", "-profile:v", "baseline"),
]


@pytest.mark.parametrize(
    ("codec", "room"),
    [
        *((codec, 1e9) for codec in STEADY),
        *((codec, 160 * 90 * 200) for codec in STEADY),
        (("-g", "250"), 1e9),
    ],
)
def test_cuts_are_found_whatever_the_rhythm_of_the_keyframes(film, monkeypatch, codec, room):
    monkeypatch.setattr(cuts, "_SMALL", 0)
    monkeypatch.setattr(cuts, "_STEADY_LOOKS", room)
    path = film(*codec)
    facts, packets = read_facts(path)
    found, _ = cuts.watch(path, facts, packets, Cancel())
    true = [round(sum(SCENES[: number + 1]), 3) for number in range(len(SCENES) - 1)]
    hit = [time for time in true if any(abs(time - each) < 0.05 for each in found)]
    wrong = [each for each in found if all(abs(time - each) >= 0.05 for time in true)]
    assert len(hit) >= (len(true) if room == 1e9 else 3), (true, found)
    assert not wrong or room < 1e9


def test_cuts_between_scenes_of_the_same_colours(look, tmp_path):
    path = tmp_path / "talk.mp4"
    shots = [
        "-f",
        "lavfi",
        "-i",
        "smptebars=s=160x90:r=25:d=1.6,noise=alls=9:allf=t,split[a][b];[b]hflip[c];[a][c]concat",
    ]
    look.ffmpeg(*shots, "-c:v", "libx264", path)
    facts, packets = read_facts(path)
    assert cuts.watch(path, facts, packets, Cancel())[0] == pytest.approx([1.6], abs=0.03)


def test_each_second_is_as_bright_as_its_picture(look, tmp_path):
    path = tmp_path / "dusk.mp4"
    shades = [
        part
        for shade in ("black", "white", "gray")
        for part in ("-f", "lavfi", "-i", f"color={shade}:s=160x90:r=25:d=2")
    ]
    look.ffmpeg(*shades, "-filter_complex", "concat=n=3", "-c:v", "libx264", path)
    facts, packets = read_facts(path)
    _, brightness = cuts.watch(path, facts, packets, Cancel())
    assert len(brightness) == 6
    assert brightness[0] < 0.1
    assert 0.4 < brightness[4] < 0.6
    assert brightness[2] > 0.9
