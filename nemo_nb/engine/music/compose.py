"""A brief and a picture become a score."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from . import accompaniment, bassline, drumming, melody
from .arrange import cast
from .breath import breathing, leaning, stopping
from .chance import stream
from .clock import Clock, heard, loops_at, set_clock
from .closing import TAILS, last_chord, shortened
from .families import answers
from .form import Section, bar_energies, lay_out, lifted, seen_energy
from .genres import STYLES
from .harmony import centre, final_chord, harmonise, progressions
from .marks import mark
from .plan import Bar, Plan
from .score import Chain, Note, Part, Picture, Score
from .theory import BRIGHTNESS, MODES, NAMES, parse_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from .brief import Brief
    from .style import Style, Voice

WRITERS: dict[str, Callable[[Plan, Voice, np.random.Generator], list[Note]]] = {
    "pad": accompaniment.pad, "comp": accompaniment.comp, "arp": accompaniment.arp, "broken": accompaniment.broken,  # noqa: E501
    "bass": bassline.figure, "walk": bassline.walk, "lead": melody.lead, "counter": melody.counter,
    "sparkle": melody.sparkle, "drums": drumming.drums,
}  # fmt: skip


def compose(brief: Brief, picture: Picture) -> Score:
    """Write the piece that ``brief`` asks for, as long as ``picture`` and in time with it.

    The same brief and picture give the same score, in every process.

    Raises
    ------
    ValueError
        If the picture has no length, or the brief names a genre or key that does not exist.
    """
    if not 0 < picture.duration <= 6 * 3600:
        raise ValueError(f"music needs a length between 0 and 6 hours, not {picture.duration} s")
    if brief.genre not in STYLES:
        raise ValueError(f"no genre called {brief.genre!r}")
    style = STYLES[brief.genre]
    seed = brief.seed * 1000 + brief.take
    tonic, mode = _key(style, brief, seed)
    low, high, wish, strict = _tempo(style, brief, seed)
    if strict and brief.loop and not loops_at(wish, style.meter, picture.duration):
        brief = replace(brief, loop=False)  # the tempo was named, the length is the picture's
    whole, picture = picture, shortened(brief, picture, style)
    tail = min(style.tail, TAILS.get(brief.ending, style.tail))
    ending = brief.ending if brief.ending != "auto" else style.ending
    if brief.peak and 1 < brief.peak < picture.duration - 1:
        picture = replace(picture, cuts=tuple(sorted({*picture.cuts, brief.peak})))
    clock = set_clock(
        picture,
        style.meter,
        low,
        high,
        wish,
        tail,
        strict=strict,
        loop=brief.loop,
        ritard=(0.03 if strict or brief.bpm_range else 0.1) if ending == "ritard" else 0.0,
        within=brief.bpm_range,
        exact=picture is not whole,
    )
    style = replace(style, ending=ending if ending != "fade" else "ring")
    lift = 0.12 * (brief.arousal - style.arousal)
    style = replace(style, arc=_levelled(style.arc, brief.arousal), chain=_ridden(style.chain, brief.arousal))
    peak = round(clock.tempo.beat_at(brief.peak) / style.meter) if brief.peak else None
    sections = lay_out(style, clock, lift, brief.build, brief.loop, peak)
    energies = lifted(bar_energies(sections, clock, style.meter, picture), brief.lifts)
    sections = [
        replace(s, energy=float(np.mean(energies[s.first : s.first + s.bars])))
        if seen_energy(picture) is not None or brief.lifts
        else s
        for s in sections
    ]
    plan = _plan(style, brief, picture, clock, sections, energies, tonic, mode, seed)
    voices = cast(style, brief, seed)
    written = [_part(plan, voice, seed, clock, picture, loop=brief.loop) for voice in voices]
    marked = mark(stopping(written, voices, plan), voices, plan, clock.tempo, picture)
    # Last, so that nobody who is to wait plays on a cut before.
    parts = tuple(_waiting(part, voice, brief, clock) for part, voice in zip(marked, voices, strict=True))
    starts = [clock.tempo.at(s.first * style.meter) for s in sections] + [clock.tempo.at(plan.end)]
    named = [
        (s.name, round(a, 4), round(b, 4)) for s, a, b in zip(sections, starts, starts[1:], strict=False)
    ]
    if not brief.loop:
        named.append(("end", round(starts[-1], 4), picture.duration))
    fade = {"fade": 3.5, "button": 0.25}.get(
        brief.ending if brief.ending != "auto" else ending, min(style.tail * 0.6, 0.12 * picture.duration)
    )
    leads = [part for part, voice in zip(parts, voices, strict=True) if voice.plays == "lead" and part.notes]
    return Score(
        duration=whole.duration, label=style.label, genre=style.name, bpm=_heard_tempo(clock, style.meter, strict=strict), key=f"{NAMES[tonic]} {mode}",  # noqa: E501
        bars=clock.bars, sections=tuple(named), parts=parts, tempo=clock.tempo, seed=brief.seed,
        chain=_chain(style.chain, brief, sections, clock, style.meter), energy=tuple(round(e, 3) for e in energies),  # noqa: E501
        gestures=_gestures(style, plan, clock, picture, brief), meter=style.meter, loop=brief.loop, fade_in=0.01 if not brief.loop else 0.0,  # noqa: E501
        fade_out=0.0 if brief.loop else fade, hits=tuple(round(c, 3) for c, _ in clock.anchors),
        lead=leads[0].instrument if leads else "",
        entries=_entries(brief, parts, voices, clock),
        close=None if picture is whole else picture.duration,
    )  # fmt: skip


def _levelled(
    arc: tuple[tuple[str, float, float], ...], arousal: float
) -> tuple[tuple[str, float, float], ...]:
    """An energetic brief starts higher and falls less deep; what is quiet in it is still awake."""
    top, share = max(energy for _, energy, _ in arc), 0.45 * max(0.0, arousal)
    return tuple((name, energy + share * (top - energy), weight) for name, energy, weight in arc)


def _ridden(chain: Chain, arousal: float) -> Chain:
    """Energetic music is held at one level, calm music may breathe."""
    return replace(chain, dynamics=chain.dynamics * (1 - 0.8 * arousal if arousal > 0 else 1 - 0.4 * arousal))


def _key(style: Style, brief: Brief, seed: int) -> tuple[int, str]:
    if brief.key:
        tonic, mode = parse_key(brief.key)
        return tonic, mode
    rng = stream(seed, "key", style.name)
    modes = sorted(style.modes, key=lambda m: BRIGHTNESS.index(m) if m in BRIGHTNESS else 1)
    # A darker mood than the genre's own takes its darker modes, a brighter one the brighter.
    shift = brief.valence - style.valence
    if shift > 0.35:
        mode = modes[-1]
    elif shift < -0.35:
        mode = modes[0]
    else:
        # What is plainly glad is in major where the genre has it, what is plainly sad in minor.
        fitting = [m for m in style.modes if (MODES[m][2] == 4) == (brief.valence > 0)]
        plain = fitting if fitting and not -0.3 < brief.valence < 0.45 else style.modes
        mode = plain[int(rng.integers(len(plain)))]
    if brief.mode_family and (MODES[mode][2] == 4) != (brief.mode_family == "major"):
        fitting = [m for m in modes if (MODES[m][2] == 4) == (brief.mode_family == "major")]
        mode = fitting[0] if fitting else brief.mode_family
    # Neighbouring seeds and takes lie three fifths apart, so that no two of them share most of their tones;
    # twelve of them go through all keys. What counts is where chords and scale lie.
    number = brief.seed + brief.take
    place = 3 * number + (number + 3) // 4 + int(stream(0, "circle", style.name).integers(12))
    return (7 * (place - round(centre(progressions(style, mode, seed), mode)))) % 12, mode


def _tempo(style: Style, brief: Brief, seed: int) -> tuple[float, float, float, bool]:
    """(lowest, highest, wanted BPM, whether it was asked for as a number)."""
    if brief.bpm:
        return brief.bpm, brief.bpm, brief.bpm, True
    low, high = brief.bpm_range or style.tempo
    spot = (
        0.5
        + 0.35 * (brief.arousal - style.arousal)
        + float(stream(seed, "tempo", style.name).uniform(-0.2, 0.2))
    )
    wish = low + (high - low) * float(np.clip(spot, 0.05, 0.95))
    wish *= brief.pace
    if brief.bpm_range:
        return low, high, float(np.clip(wish, low, high)), False
    if brief.stop:  # whole bars until then, at a tempo somewhat like it
        return wish * 0.88, wish * 1.14, wish, False
    return wish * 0.96, wish * 1.04, wish, False


def _heard_tempo(clock: Clock, meter: int, *, strict: bool) -> float:
    """The asked tempo, or the mean of the one that the cuts have bent, BPM."""
    return round(clock.bpm if strict or not clock.bars else heard(clock.tempo, clock.bars, meter), 2)


def _plan(
    style: Style, brief: Brief, picture: Picture, clock: Clock, sections: list[Section], energies:
    list[float], tonic: int,
    mode: str, seed: int,
) -> Plan:  # fmt: skip
    chords = harmonise(style, mode, tonic, seed, sections, brief.loop)
    meter = style.meter
    bars = []
    for section in sections:
        for place in range(section.bars):
            index = section.first + place
            start = index * meter
            cuts = tuple(round(b - start, 5) for _, b in clock.anchors if start <= b < start + meter)
            begin, end = clock.tempo.at(start), clock.tempo.at(start + meter)
            talk = sum(max(0.0, min(end, e) - max(begin, s)) for s, e in picture.speech) > 0.5 * (end - begin)
            bars.append(
                Bar(
                    index,
                    float(start),
                    chords[index],
                    section,
                    energies[index],
                    place,
                    place == section.bars - 1,
                    place % 8 == 7,
                    cuts,
                    talk,
                )
            )
    return Plan(
        style,
        tuple(bars),
        tonic,
        mode,
        seed,
        float(clock.bars * meter),
        final_chord(style, mode, tonic),
        brief.density,
        clock.bpm,
    )


def _part(plan: Plan, voice: Voice, seed: int, clock: Clock, picture: Picture, *, loop: bool) -> Part:
    rng = stream(seed, "part", voice.how.get("with", voice.name))  # ``with``: the same notes as somebody else
    notes = WRITERS[voice.plays](plan, voice, rng) if plan.bars else []
    notes = breathing(notes, voice, stream(seed, "breath", voice.name))
    if not loop:
        notes = [
            n if n.start + n.length <= plan.end else replace(n, length=max(0.05, plan.end - n.start))
            for n in notes
            if n.start < plan.end - 1e-6
        ]
        notes += last_chord(plan, voice, rng, clock, picture)
    met = {round(beat, 4) for _, beat in clock.anchors}
    swung = tuple(sorted((_swing(n, plan.style, met) for n in leaning(notes, met)), key=lambda n: n.start))
    return Part(
        voice.name, voice.on[0], swung, voice.level, voice.pan, voice.spread, voice.reverb, voice.echo,
        voice.pump,
        voice.low_cut, voice.high_cut, voice.attack, voice.release,
    )  # fmt: skip


def _waiting(part: Part, voice: Voice, brief: Brief, clock: Clock) -> Part:
    """``part`` without what it plays before it is to come in."""
    starts = [at for name, at in brief.entries if answers(name, part.instrument, voice)]
    if not starts:
        return part
    kept = tuple(n for n in part.notes if clock.tempo.at(n.start) >= max(starts) - 0.06)
    return replace(part, notes=kept)


def _entries(
    brief: Brief, parts: tuple[Part, ...], voices: list[Voice], clock: Clock
) -> tuple[tuple[str, float], ...]:
    """Who was asked to wait, and when they do begin."""
    out = []
    for name, _ in brief.entries:
        waiting = [part for part, voice in zip(parts, voices, strict=True) if answers(name, part.instrument, voice)]  # fmt: skip  # noqa: E501
        first = min((clock.tempo.at(part.notes[0].start) for part in waiting if part.notes), default=None)
        out += [(name, round(max(first, 0.0), 3))] if first is not None else []
    return tuple(out)


def _swing(note: Note, style: Style, met: set[float]) -> Note:
    """Delay every second unit by the style's swing, but for what falls on a cut (``met``, in beats)."""
    unit = style.swing_unit
    if style.swing == 0.5 or round(note.start, 4) in met:
        return note
    slot = note.start / unit
    if abs(slot - round(slot)) < 1e-4 and round(slot) % 2 == 1:
        return replace(note, start=round(note.start + (style.swing - 0.5) * 2 * unit, 5))
    return note


def _chain(chain: Chain, brief: Brief, sections: list[Section], clock: Clock, meter: int) -> Chain:
    """The style's chain, made brighter or darker, with the filter openings that its sections call for."""
    cut = min(20_000.0, chain.high_cut * 2**brief.brightness)
    spans = []
    if chain.sweep:
        _, length, low, high = chain.sweep[0]
        for section in sections:
            if section.name in ("intro", "build") and section.bars >= 2:
                last = section.first + section.bars
                first = max(section.first, last - int(length))
                spans.append((clock.tempo.at(first * meter), clock.tempo.at(last * meter), low, high))
    return replace(chain, high_cut=cut, shelf=chain.shelf + 2.5 * brief.brightness, sweep=tuple(spans))


def _gestures(
    style: Style, plan: Plan, clock: Clock, picture: Picture, brief: Brief
) -> tuple[tuple[str, float, float, float], ...]:
    out: list[tuple[str, float, float, float]] = []
    for before, bar in zip(plan.bars, plan.bars[1:], strict=False):
        if bar.place or bar.section.energy < before.section.energy + 0.08:
            continue
        at = clock.tempo.at(bar.start)
        if style.risers:
            first = clock.tempo.at(max(0.0, bar.start - 2 * plan.meter))
            out.append(("riser" if bar.section.energy > 0.7 else "swell", first, at, -23.0))
        if style.impacts:
            out.append(("impact", at, min(at + 2.2, picture.duration), -9.0))
    if style.impacts and not brief.loop and plan.bars:
        at = clock.tempo.at(plan.end)
        out.append(("impact", at, min(at + 2.2, picture.duration), -8.0))
    return tuple(out)
