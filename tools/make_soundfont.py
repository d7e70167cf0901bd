"""Cut the instruments that the composer plays out of FluidR3Mono_GM.sf3.

    apt-get download fluidr3mono-gm-soundfont
    dpkg-deb -x fluidr3mono-gm-soundfont_*.deb bank
    python tools/make_soundfont.py bank/usr/share/fluidr3mono-gm-soundfont/FluidR3Mono_GM.sf3

The result is an uncompressed zip in nemo_nb/engine/data: ``index.json`` (presets flattened to regions, in
plain
units) and one Ogg Vorbis stream per sample, taken over byte for byte, so that nothing is lost by encoding
twice and
the engine decodes only the samples a piece really plays.
"""

from __future__ import annotations

import io
import itertools
import json
import struct
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from scipy.signal import lfilter

TARGET = Path(__file__).resolve().parent.parent / "nemo_nb" / "engine" / "data" / "soundfont.zip"

PROGRAMS: dict[str, tuple[int, int, int]] = {
    # name: (bank, program, keep every n-th sample). Neighbouring samples of the long sustained sets are
    # 2-3 semitones
    # apart; every second one is enough for accompaniment and halves the size.
    "piano": (0, 0, 1),
    "rhodes": (0, 4, 1),
    "clavinet": (0, 7, 2),
    "celesta": (0, 8, 1),
    "glockenspiel": (0, 9, 1),
    "music box": (0, 10, 2),
    "vibraphone": (0, 11, 1),
    "marimba": (0, 12, 1),
    "xylophone": (0, 13, 2),
    "tubular bells": (0, 14, 1),
    "organ": (0, 16, 1),
    "accordion": (0, 21, 2),
    "harmonica": (0, 22, 1),
    "nylon guitar": (0, 24, 1),
    "steel guitar": (0, 25, 1),
    "jazz guitar": (0, 26, 1),
    "clean guitar": (0, 27, 1),
    "muted guitar": (0, 28, 1),
    "distorted guitar": (0, 30, 2),
    "upright bass": (0, 32, 1),
    "finger bass": (0, 33, 1),
    "slap bass": (0, 36, 2),
    "violin": (0, 40, 2),
    "cello": (0, 42, 2),
    "contrabass": (0, 43, 2),
    "pizzicato": (0, 45, 2),
    "harp": (0, 46, 2),
    "timpani": (0, 47, 1),
    "strings": (0, 48, 1),
    "slow strings": (0, 49, 1),
    "choir": (0, 52, 2),
    "trumpet": (0, 56, 1),
    "trombone": (0, 57, 2),
    "tuba": (0, 58, 1),
    "muted trumpet": (0, 59, 1),
    "horns": (0, 60, 2),
    "brass": (0, 61, 3),
    "sax": (0, 65, 2),
    "oboe": (0, 68, 1),
    "clarinet": (0, 71, 2),
    "flute": (0, 73, 1),
    "pan flute": (0, 75, 2),
    "whistle": (0, 78, 1),
    "banjo": (0, 105, 2),
    "kalimba": (0, 108, 1),
    "woodblock": (0, 115, 1),
    "taiko": (0, 116, 1),
    "reverse cymbal": (0, 119, 1),
    "concert bass drum": (8, 116, 1),
    "ukulele": (8, 24, 1),
}
KITS: dict[str, tuple[int, int, tuple[int, ...]]] = {
    "standard kit": (
        128,
        0,
        (36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 53, 54, 55, 56, 57, 69, 70, 75, 83),
    ),
    "power kit": (128, 16, (36, 38, 41, 43, 45, 47, 48)),
    "electronic kit": (128, 24, (36, 38)),
    "808 kit": (128, 25, (36, 38, 39, 42, 46, 56, 70)),
    "jazz kit": (128, 32, (36, 38)),
    "brush kit": (128, 40, (38, 39, 40)),
    "orchestra kit": (128, 48, (35, 36, 38, 57, 59)),
}

# SoundFont 2.4 generator numbers (section 8.1.2)
START_LOOP, END_LOOP, FC, PAN, DELAY, ATTACK, HOLD, DECAY, SUSTAIN, RELEASE = (
    2,
    3,
    8,
    17,
    33,
    34,
    35,
    36,
    37,
    38,
)
INSTRUMENT, KEYS, VELOCITIES, START_LOOP_C, END_LOOP_C, ATTENUATION = 41, 43, 44, 45, 50, 48
COARSE, FINE, SAMPLE, LOOPING, SCALE, ROOT = 51, 52, 53, 54, 56, 58
ADDITIVE = {FC, PAN, DELAY, ATTACK, HOLD, DECAY, SUSTAIN, RELEASE, ATTENUATION, COARSE, FINE}
DEFAULTS = {
    FC: 13500,
    PAN: 0,
    DELAY: -12000,
    ATTACK: -12000,
    HOLD: -12000,
    DECAY: -12000,
    SUSTAIN: 0,
    RELEASE: -12000,
    ATTENUATION: 0,
    COARSE: 0,
    FINE: 0,
    LOOPING: 0,
    SCALE: 100,
}


def chunks(data: bytes) -> dict[str, tuple[int, int]]:
    """Return ``{name: (offset, size)}`` of every leaf chunk. FluidR3Mono omits the pad byte after odd
    chunks.
    """
    found: dict[str, tuple[int, int]] = {}

    def walk(at: int, end: int) -> None:
        while at < end - 8:
            name, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
            if name in (b"RIFF", b"LIST"):
                walk(at + 12, at + 8 + size)
            else:
                found[name.decode()] = (at + 8, size)
            at += 8 + size
            if data[at : at + 1] == b"\0":
                at += 1

    walk(0, len(data))
    return found


class Bank:
    """The records of one SoundFont."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.chunks = chunks(data)
        self.presets = self.records("phdr", "<20sHHHIII")
        self.instruments = self.records("inst", "<20sH")
        self.samples = self.records("shdr", "<20sIIIIIBbHH")
        self.zones = {k: (self.records(k + "bag", "<HH"), self.records(k + "gen", "<HH")) for k in "pi"}

    def records(self, name: str, layout: str) -> list[tuple[Any, ...]]:
        """All records of a chunk, the terminal one included."""
        at, size = self.chunks[name]
        return list(struct.iter_unpack(layout, self.data[at : at + size]))

    def generators(self, kind: str, first: int, last: int) -> list[dict[int, int]]:
        """The zones of a preset ("p") or instrument ("i"), each with the values of the global zone filled
        in.
        """
        bags, gens = self.zones[kind]
        zones = list[dict[int, int]]()
        base = dict[int, int]()
        end = INSTRUMENT if kind == "p" else SAMPLE
        for bag in range(first, last):
            zone = dict(gens[bags[bag][0] : bags[bag + 1][0]])
            if end in zone:
                zones.append(base | zone)
            elif bag == first:
                base = zone
        return zones

    def regions(self, bank: int, program: int) -> list[dict[str, Any]]:
        """Flatten one preset to regions in plain units (seconds, dB, Hz, semitones)."""
        at = next(i for i, p in enumerate(self.presets) if (p[2], p[1]) == (bank, program))
        out = []
        for outer in self.generators("p", self.presets[at][3], self.presets[at + 1][3]):
            which = outer[INSTRUMENT]
            zones = self.generators("i", self.instruments[which][1], self.instruments[which + 1][1])
            out += [self.region(outer, inner) for inner in zones]
        return [region for region in out if region["keys"][0] <= region["keys"][1]]

    def region(self, outer: dict[int, int], inner: dict[int, int]) -> dict[str, Any]:
        """One region: an instrument zone with the preset zone\'s offsets."""
        value = {
            g: signed(inner.get(g, d)) + (signed(outer.get(g, 0)) if g in ADDITIVE else 0)
            for g, d in DEFAULTS.items()
        }
        sample = self.samples[inner[SAMPLE]]
        root = inner.get(ROOT, sample[6])
        low, high = span(inner.get(KEYS)), span(outer.get(KEYS))
        soft, loud = span(inner.get(VELOCITIES)), span(outer.get(VELOCITIES))
        return {
            "sample": inner[SAMPLE],
            "keys": [max(low[0], high[0]), min(low[1], high[1])],
            "velocities": [max(soft[0], loud[0]), min(soft[1], loud[1])],
            "root": round(root - value[COARSE] - (value[FINE] + sample[7]) / 100, 4),
            "scale": value[SCALE] / 100,
            "loop": [
                sample[3] + signed(inner.get(START_LOOP, 0)) + 32768 * signed(inner.get(START_LOOP_C, 0)),
                sample[4] + signed(inner.get(END_LOOP, 0)) + 32768 * signed(inner.get(END_LOOP_C, 0)),
            ]
            if value[LOOPING] & 1
            else None,
            # The EMU hardware scaled attenuation by 0.4 and every sample bank of that lineage is balanced
            # for it.
            "attenuation": round(value[ATTENUATION] / 10 * 0.4, 2),
            "pan": value[PAN] / 500,
            "envelope": [round(seconds(value[g]), 4) for g in (DELAY, ATTACK, HOLD, DECAY)]
            + [value[SUSTAIN] / 10, round(seconds(value[RELEASE]), 4)],
            "cutoff": round(min(20000.0, 8.176 * 2 ** (value[FC] / 1200))),
        }


def signed(amount: int) -> int:
    """A generator's 16 bits as a signed number."""
    return amount - 65536 if amount > 32767 else amount


def span(amount: int | None) -> tuple[int, int]:
    """The two bytes of a range; all of MIDI when absent."""
    return (0, 127) if amount is None else (amount & 255, amount >> 8)


def seconds(timecents: int) -> float:
    """Timecents (1200 per doubling of one second) as seconds."""
    return 0.0 if timecents <= -12000 else 2.0 ** (timecents / 1200)


def thin(regions: list[dict[str, Any]], every: int) -> list[dict[str, Any]]:
    """Keep every n-th sample and stretch the key ranges of the kept ones to meet half way."""
    roots = {r["sample"]: r["root"] for r in regions}
    order = sorted(roots, key=lambda s: roots[s])
    kept = order[every // 2 :: every] or order[:1]
    if every == 1:
        return regions
    edges = [0] + [int((roots[a] + roots[b]) / 2) + 1 for a, b in itertools.pairwise(kept)] + [128]
    ranges = {s: [edges[i], edges[i + 1] - 1] for i, s in enumerate(kept)}
    done: dict[tuple[int, int], dict[str, Any]] = {}
    for region in regions:
        if region["sample"] in ranges:
            done.setdefault(
                (region["sample"], region["velocities"][0]), region | {"keys": ranges[region["sample"]]}
            )
    return list(done.values())


def level(bank: Bank, regions: list[dict[str, Any]]) -> float:
    """Loudness of a preset's middle register in dB (K-weighted power of each sample's loudest 0.4 s).

    The composer's part levels are relative to this: "2 dB under the lead" means the same for any instrument.
    """
    found = []
    for region in regions:
        if (
            not region["velocities"][0] <= 90 <= region["velocities"][1]
            or region["keys"][1] < 36
            or region["keys"][0] > 84
        ):
            continue
        first, last = bank.samples[region["sample"]][1:3]
        start = bank.chunks["smpl"][0]
        audio, _ = soundfile.read(io.BytesIO(bank.data[start + first : start + last]), dtype="float64")
        rate = bank.samples[region["sample"]][5]
        audio = audio[: int(rate * 1.5)]
        low = np.exp(
            -2 * np.pi * 60 / rate
        )  # a first-order stand-in for the K curve: less bass, more presence
        audio = lfilter([1, -1], [1, -low], audio)
        audio = audio + 0.35 * lfilter([1, -1], [1, -np.exp(-2 * np.pi * 1800 / rate)], audio)
        power = np.convolve(audio**2, np.ones(size := min(len(audio), int(rate * 0.4))) / size, "valid")[
            :: max(1, rate // 100)
        ]
        found.append(10 * np.log10(power.max() + 1e-12) - region["attenuation"])
    return round(float(np.median(found)), 2) if found else -20.0


def main() -> None:
    """Write the subset; the one argument is the path of the whole bank."""
    bank = Bank(Path(sys.argv[1]).read_bytes())
    presets = {name: thin(bank.regions(b, p), every) for name, (b, p, every) in PROGRAMS.items()}
    for name, (b, p, keys) in KITS.items():
        presets[name] = [
            r for r in bank.regions(b, p) if any(r["keys"][0] <= k <= r["keys"][1] for k in keys)
        ]
    used = sorted({r["sample"] for regions in presets.values() for r in regions})
    start = bank.chunks["smpl"][0]
    levels = {name: level(bank, regions) for name, regions in presets.items() if name not in KITS}
    rates = {str(s): bank.samples[s][5] for s in used}
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_STORED) as out:
        entry = zipfile.ZipInfo(
            "index.json"
        )  # a fixed date, so that the file is the same each time it is made
        out.writestr(
            entry,
            json.dumps({"rates": rates, "levels": levels, "presets": presets}, separators=(",", ":")),
            zipfile.ZIP_DEFLATED,
        )
        for s in used:
            _, first, last = bank.samples[s][:3]
            out.writestr(zipfile.ZipInfo(f"{s}.ogg"), bank.data[start + first : start + last])
    print(f"{TARGET}: {len(presets)} presets, {len(used)} samples, {TARGET.stat().st_size / 1e6:.2f} MB")
    for name, regions in presets.items():
        size = sum(bank.samples[s][2] - bank.samples[s][1] for s in {r["sample"] for r in regions})
        print(f"  {name}: {size // 1000} kB, {len(regions)} regions, {levels.get(name)} dB")


if __name__ == "__main__":
    main()
