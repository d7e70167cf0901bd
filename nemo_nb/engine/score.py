"""Music for a project: what the composer needs to know of it, and the piece as a segment of the draft."""

from __future__ import annotations

import hashlib
import math
import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine import telling
from nemo_nb.engine.picture import LONGEST
from nemo_nb.engine.picture.analysis import Analysis

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from nemo_nb.engine.brief import Brief
    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.library import Library
    from nemo_nb.engine.music import Picture, Score
    from nemo_nb.engine.store import Store

Json = dict[str, Any]

USUAL_LENGTH = 30.0  # s, for music without a picture
_DUCK = 12  # dB
_SLOWEST, _FASTEST, _PACES = 10, 600, 10  # beats per minute that a draft may ask for, and the change of pace
_VERSIONS = 40  # of a piece that one can go back to


def seed_for(draft: Json, words: str) -> int:
    """Return a seed from what is on the timeline and what is asked for, and from nothing else.

    The same request on the same material thus gives the same music, in every project and on every computer.
    """
    media = [
        segment.get("m", {}).get("media", "")
        for kind, role in ((drafts.VIDEO, None), (drafts.AUDIO, "song"))
        for segment in drafts.segments(draft, kind, role)
    ]
    text = "\n".join([*media, " ".join(words.casefold().split())])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])


def picture_of(draft: Json, analyses: dict[str, Analysis], brief: Brief) -> Picture:
    """Return what the composer needs to know; without material, the length that the brief wants alone."""
    from nemo_nb.engine.music import Picture, alone

    duration = drafts.length(drafts.remove(draft, drafts.AUDIO, "music")) / 1000 if draft else 0.0
    if not _material(draft):
        return Picture(alone(brief, brief.length or USUAL_LENGTH))
    cuts: list[float] = []
    speech: list[tuple[float, float]] = []
    seconds = max(-(-int(duration * 1000) // 1000), 1)
    motion, brightness = [0.0] * seconds, [0.0] * seconds
    known: set[str] = set()
    for start_ms, end_ms, segment in drafts.placed(drafts.segments(draft, drafts.VIDEO)):
        meta = segment.get("m", {})
        analysis = analyses.get(meta.get("media", ""), Analysis())
        start, end = start_ms / 1000, end_ms / 1000
        begins, speed = int(meta.get("in", 0)) / 1000, float(meta.get("speed", 1.0))

        def seen(at: float, start: float = start, begins: float = begins, speed: float = speed) -> float:
            return start + (at - begins) / speed

        cuts += [start] if start > 0 else []
        cuts += [seen(cut) for cut in analysis.cuts if start < seen(cut) < end]
        if meta.get("volume", 1.0) > 0:
            spans = [(max(seen(a), start), min(seen(b), end)) for a, b in analysis.speech]
            speech += [(a, b) for a, b in spans if b > a]
        for name, curve, values in (
            ("motion", motion, analysis.motion),
            ("brightness", brightness, analysis.brightness),
        ):
            for place in range(int(start), min(math.ceil(end), seconds)):
                second = int(begins + max(place + 0.5 - start, 0) * speed)
                if second < len(values):
                    curve[place] = round(values[second], 3)
                    known.add(name)
    # Rounded, for the draft keeps all of it.
    return Picture(
        duration,
        tuple(round(cut, 4) for cut in cuts),
        tuple(motion) if "motion" in known else None,
        tuple((round(a, 3), round(b, 3)) for a, b in speech),
        tuple(brightness) if "brightness" in known else None,
    )


def write(brief: Brief, picture: Picture) -> Score:
    """Compose."""
    from nemo_nb.engine.music import compose

    return compose(brief, picture)


def change(brief: Brief, words: str, *, other: bool) -> Brief | None:
    """Return the brief after a wish such as “warmer”; None when the words mean nothing to the composer."""
    from nemo_nb.engine.brief import read_brief

    after = read_brief(words, before=brief)
    if other and after.take == brief.take:
        after = replace(after, take=brief.take + 1)
    return None if replace(after, words=brief.words) == brief else after


def revise(segment: Json, words: str, *, other: bool) -> Brief | None:
    """Return the brief of a music segment after a wish, which may be to have an earlier version back.

    None when the words mean nothing to the composer.
    """
    from nemo_nb.engine.brief import Brief, recall

    music = segment.get("m", {}).get("music", {})
    now = Brief.from_json(music.get("brief", {}))
    earlier = [Brief.from_json(version) for version in music.get("versions", [])]
    return recall(words, earlier, now) or change(now, words, other=other)


def fitting(brief: Brief, then: Json, picture: Picture) -> Brief:
    """Return the brief without moments beyond the end; ``then`` is the ``m`` of the music that plays."""
    from nemo_nb.engine.brief import Brief

    before = then.get("music", {}).get("brief")
    return telling.fitting(brief, Brief.from_json(before) if before else None, picture.duration)


def unheard(score: Score, brief: Brief, then: Json) -> bool:
    """Whether a wish changes not a note of the music that plays; fitting it anew is no wish."""
    music = then.get("music", {})
    if not music or music.get("composer") or music.get("brief") == brief.to_json():
        return False
    try:
        return recompose(music)[0] == score
    except ValueError:
        return False


def asks_other(words: str) -> bool:
    """Return whether the words ask for another piece of the same kind (“a different song”)."""
    from nemo_nb.engine.music.edits import asks_other as asks

    return asks(words)


def says_something(words: str) -> bool:
    """Return whether the composer finds music in these words at all."""
    from nemo_nb.engine.brief import read_brief

    return replace(read_brief(words), words="") != replace(read_brief(""), words="")


def record(
    score: Score,
    brief: Brief,
    picture: Picture,
    session_id: str,
    store: Store,
    library: Library,
    cancel: Cancel,
    asked: str | None = None,
) -> Json:
    """Play a piece, keep the sound in the media folder and return the segment's ``m`` for it.

    ``music`` in it holds all that the piece was made from, so that it can be made again, and ``report`` what
    was measured on its sound. ``asked`` is the genre for which the piece's stands in.
    """
    from nemo_nb.engine.music import RATE, report
    from nemo_nb.engine.recording import as_wav, peaks

    name = (re.sub(r"[^\w-]+", "-", score.label).strip("-") or "music") + ".wav"
    with library.scratch() as folder, library.receive() as incoming, ThreadPoolExecutor(1) as pool:
        audio, composer = _sound(score, brief, folder, cancel)
        cancel.check()
        # Measuring and writing leave each other alone, and both leave Python most of the time.
        measured = pool.submit(report, score, audio, picture)
        for piece in as_wav(audio, folder):
            incoming.write(piece)
        digest = incoming.keep()
        sound = {"audio_codec": "pcm_s24le", "audio_rate": RATE, "channels": 2}
        facts = {"kind": "audio", "container": "wav", "duration": score.duration, "composed": True, **sound}
        store.add_media(session_id, digest, name, incoming.size, facts)
        drawn = peaks(audio)
    told = measured.result().to_json()
    told["take"] = brief.take
    return {
        "title": score.label[:1].upper() + score.label[1:],
        "media": digest,
        "peaks": drawn,
        "report": told,
        "music": {
            "brief": brief.to_json(),
            "genre": score.genre,
            "label": score.label,
            "bpm": score.bpm,
            "key": score.key,
            "bars": score.bars,
            "seed": score.seed,
            "instruments": list(score.instruments),
            "lead": score.lead,
            "entries": [[name, round(at * 1000)] for name, at in score.entries],
            "loop": score.loop,
            "sections": [[name, round(a * 1000), round(b * 1000)] for name, a, b in score.sections],
            "picture": {k: v for k, v in asdict(picture).items() if v},
            **({"asked": asked} if asked else {}),
            **({"composer": composer} if composer else {}),
        },
    }


def _sound(score: Score, brief: Brief, folder: Path, cancel: Cancel) -> tuple[NDArray[np.float32], str]:
    """Return the piece's sound and the model that made it, if one is chosen; usually there is none."""
    from nemo_nb.engine.recording import played as performed

    if not os.environ.get("NEMO_COMPOSER"):
        return performed(score, folder, cancel), ""
    from nemo_nb.engine.neural import chosen, played

    composer = chosen()
    if composer is None:
        return performed(score, folder, cancel), ""
    first, *others = played(composer, brief, score, cancel).values()
    for sound in others:
        first = first + sound
    return first, composer.name


def recompose(music: Json) -> tuple[Score, Picture]:
    """Compose once more the piece that a segment's ``music`` tells of: the same, note for note.

    Raises
    ------
    ValueError
        It does not say enough, or nothing that makes sense.
    """
    from nemo_nb.engine.brief import Brief
    from nemo_nb.engine.music import Picture, compose

    seen = music.get("picture", {})
    try:
        picture = Picture(
            float(seen["duration"]),
            tuple(seen.get("cuts", ())),
            tuple(seen["motion"]) if "motion" in seen else None,
            tuple((a, b) for a, b in seen.get("speech", ())),
            tuple(seen["brightness"]) if "brightness" in seen else None,
        )
        brief = Brief.from_json(music["brief"])
        tempos = (brief.bpm, *(brief.bpm_range or ()))
        steady = all(bpm is None or _SLOWEST <= bpm <= _FASTEST for bpm in tempos)
        steady = steady and 1 / _PACES <= brief.pace <= _PACES
        if not (steady and 0 < picture.duration <= LONGEST):
            raise ValueError("no piece is that long, slow or fast")
        return compose(brief, picture), picture
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"no piece can be made from this: {error!r}") from error


def place(draft: Json, meta: Json, picture: Picture) -> Json:
    """Return the draft with this music under everything, at the volume that music had before.

    It yields where somebody speaks in a clip that can be heard.
    """
    old = drafts.segments(draft, drafts.AUDIO, "music")
    usual = drafts.USUAL_VOLUME if _material(draft) else 1.0
    volume = old[0].get("m", {}).get("volume", usual) if old else usual
    before = old[0].get("m", {}).get("music", {}) if old else {}
    fades = {key: old[0]["m"][key] for key in ("fade_in", "fade_out") if old and key in old[0].get("m", {})}
    music = {**meta["music"], "versions": _versions(before, meta["music"])}
    if "asked" not in music and before.get("asked") and before.get("genre") == music["genre"]:
        music["asked"] = before["asked"]
    meta = {**meta, **fades, "volume": volume, "music": music}
    if picture.speech:
        meta["duck"] = {"spans": [[round(a * 1000), round(b * 1000)] for a, b in picture.speech], "db": _DUCK}
    return drafts.set_music(draft, meta, round(picture.duration * 1000))


def _versions(before: Json, music: Json) -> list[Json]:
    """Return the briefs of all versions so far, each once, in the order in which they came."""
    from nemo_nb.engine.brief import Brief

    now, usual = music["brief"], Brief().to_json()
    brief = {name: value for name, value in now.items() if value != usual[name]}
    versions: list[Json] = before.get("versions", [])
    return versions if brief in versions else [*versions, brief][-_VERSIONS:]


def _material(draft: Json) -> list[Json]:
    return [*drafts.segments(draft, drafts.VIDEO), *drafts.segments(draft, drafts.AUDIO, "song")]
