# ruff: noqa: E501  (a page: one rule per line)
"""An HTML page with a player, the waveform and a spectrogram for every genre.

python tools/listening_page.py [folder] [--seeds 1,2] [--seconds 40] [--genres lofi,pop]
"""

from __future__ import annotations

import argparse
import subprocess
from html import escape
from pathlib import Path

import soundfile
from imageio_ffmpeg import get_ffmpeg_exe
from spectrogram import draw

from nemo_nb.engine.brief import Brief
from nemo_nb.engine.music import GENRES, RATE, Picture, compose, master, mix, perform, report

STYLE = """
body{font:14px system-ui,sans-serif;max-width:960px;margin:24px auto;padding:0 16px;color:#222;background:#fff}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#16181c}}
section{margin:0 0 32px}h2{font-size:16px;margin:0 0 8px}audio,img{display:block;width:100%;margin:4px 0;height:auto}
audio{height:36px}p{margin:4px 0;opacity:.75}
"""
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Listening page</title>
<style>{style}</style><h1>Every genre, as mastered</h1>{sections}</html>
"""


def piece(folder: Path, genre: str, seed: int, seconds: float) -> str:
    """Write one piece's sound and picture into ``folder`` and return its part of the page."""
    cuts = tuple(round(i * 4.7 + 2.1, 2) for i in range(int((seconds - 3) / 4.7)))
    picture = Picture(seconds, cuts)
    score = compose(Brief(genre, seed=seed), picture)
    audio = master(mix(perform(score), None), ceiling=-2.3)
    data = report(score, audio, picture)
    name = f"{genre}-{seed}"
    wav = folder / f"{name}.wav"
    soundfile.write(wav, audio, RATE)
    encode = ["-v", "error", "-y", "-i", str(wav), "-c:a", "aac", "-b:a", "192k", str(folder / f"{name}.m4a")]
    subprocess.run([get_ffmpeg_exe(), *encode], check=True)
    wav.unlink()
    draw(folder / f"{name}.png", audio, sections=score.sections, cuts=cuts)
    met = sum(distance <= 0.033 for _, distance in data.cuts)
    facts = (
        f"{score.bpm:g} BPM, {score.key}, {data.loudness:.1f} LUFS; {met} of {len(data.cuts)} cuts within a "
        f"frame; {', '.join(data.instruments)}"
    )
    return (
        f"<section><h2>{escape(score.label)}, seed {seed}</h2>"
        f'<audio controls preload="none" src="{name}.m4a"></audio>'
        f'<img src="{name}.png" alt="Waveform with sections and cuts; spectrogram, 35 Hz to 18 kHz" loading="lazy">'
        f"<p>{escape(facts)}</p></section>"
    )


def main() -> None:
    """Write the page and print where it is."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", default="listening", type=Path)
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--seconds", default=40.0, type=float)
    parser.add_argument("--genres", default=",".join(GENRES))
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    sections = []
    for genre in wanted.genres.split(","):
        for seed in wanted.seeds.split(","):
            print(genre, seed, flush=True)
            sections.append(piece(wanted.folder, genre, int(seed), wanted.seconds))
    page = wanted.folder / "index.html"
    page.write_text(PAGE.format(style=STYLE, sections="\n".join(sections)), "utf-8")
    print(page.resolve())


if __name__ == "__main__":
    main()
