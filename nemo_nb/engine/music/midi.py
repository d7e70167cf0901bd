"""A score as a Standard MIDI File (format 1), for any sequencer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .kits import KITS

if TYPE_CHECKING:
    from .score import Part, Score

TICKS = 480
"""Ticks per beat."""
PROGRAMS: dict[str, int] = {
    "piano": 0, "rhodes": 4, "clavinet": 7, "celesta": 8, "glockenspiel": 9, "music box": 10, "vibraphone": 11, "marimba": 12,  # noqa: E501
    "xylophone": 13, "tubular bells": 14, "soft bell": 14, "organ": 16, "accordion": 21, "harmonica": 22, "nylon guitar": 24,  # noqa: E501
    "ukulele": 24, "steel guitar": 25, "jazz guitar": 26, "clean guitar": 27, "muted guitar": 28, "distorted guitar": 30,  # noqa: E501
    "upright bass": 32, "finger bass": 33, "slap bass": 36, "synth bass": 38, "808 bass": 39, "sub bass": 39, "violin": 40,  # noqa: E501
    "cello": 42, "contrabass": 43, "pizzicato": 45, "harp": 46, "strings": 48, "slow strings": 49, "choir": 52, "trumpet": 56,  # noqa: E501
    "trombone": 57, "tuba": 58, "muted trumpet": 59, "horns": 60, "brass": 61, "sax": 66, "oboe": 68, "clarinet": 71, "flute": 73,  # noqa: E501
    "pan flute": 75, "whistle": 78, "supersaw": 81, "synth arp": 81, "synth pluck": 84, "warm pad": 89, "bright pad": 90, "banjo": 105,  # noqa: E501
    "kalimba": 108,
}  # fmt: skip
"""General MIDI programs, from 0, for each instrument; what has none of its own gets its nearest."""


def to_midi(score: Score) -> bytes:
    """Return ``score`` as the bytes of a MIDI file: tempo map, section markers, one track per part.

    Nudges of the players are kept to the tick; bends of the tempo towards cuts are tempo events.
    """
    tracks = [_conductor(score)]
    channels = [c for c in range(16) if c != 9]
    pitched = 0
    for part in score.parts:
        if not part.notes:
            continue
        drums = part.instrument in KITS
        channel = 9 if drums else channels[pitched % len(channels)]
        pitched += not drums
        tracks.append(_part(part, score, channel))
    head = b"MThd" + (6).to_bytes(4) + (1).to_bytes(2) + len(tracks).to_bytes(2) + TICKS.to_bytes(2)
    return head + b"".join(b"MTrk" + len(track).to_bytes(4) + track for track in tracks)


def _conductor(score: Score) -> bytes:
    events: list[tuple[int, bytes]] = [
        (0, _meta(0x03, f"{score.label}, {score.key}".encode())),
        (0, _meta(0x58, bytes((score.meter, 2, 24, 8)))),
    ]
    beats, seconds = score.tempo.beats, score.tempo.seconds
    for i in range(len(beats) - 1):
        span = beats[i + 1] - beats[i]
        if span > 0:
            micros = round(1e6 * (seconds[i + 1] - seconds[i]) / span)
            events.append((round(beats[i] * TICKS), _meta(0x51, min(micros, 0xFFFFFF).to_bytes(3))))
    for name, start, _ in score.sections:
        events.append((_tick(score, start), _meta(0x06, name.encode())))
    return _track(events)


def _part(part: Part, score: Score, channel: int) -> bytes:
    drums = part.instrument in KITS
    events: list[tuple[int, bytes]] = [(0, _meta(0x03, f"{part.name} ({part.instrument})".encode()))]
    if not drums:
        events.append((0, bytes((0xC0 | channel, PROGRAMS.get(part.instrument, 0)))))
    events.append((0, bytes((0xB0 | channel, 10, round(64 + 63 * max(-1.0, min(1.0, part.pan)))))))
    for note in part.notes:
        start = max(0.0, score.tempo.at(note.start) + note.nudge)
        end = score.tempo.at(note.start + note.length) + note.nudge
        first = _tick(score, start)
        last = max(first + 1, _tick(score, end))
        events.append((first, bytes((0x90 | channel, note.key, note.velocity))))
        events.append((last, bytes((0x80 | channel, note.key, 0))))
    return _track(events)


def _tick(score: Score, second: float) -> int:
    return max(0, round(score.tempo.beat_at(second) * TICKS))


def _meta(kind: int, data: bytes) -> bytes:
    return bytes((0xFF, kind)) + _length(len(data)) + data


def _track(events: list[tuple[int, bytes]]) -> bytes:
    """Events in order of time; at one tick notes end before others begin."""
    out, now = bytearray(), 0
    for tick, event in sorted(events, key=lambda e: (e[0], e[1][0] & 0xF0 == 0x90)):
        out += _length(tick - now) + event
        now = tick
    return bytes(out + b"\x00" + _meta(0x2F, b""))


def _length(value: int) -> bytes:
    """A variable-length quantity."""
    out = [value & 0x7F]
    while value := value >> 7:
        out.append(0x80 | (value & 0x7F))
    return bytes(reversed(out))
