"""Pictures over the picture, granted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine import edits
from nemo_nb.engine.acts.places import Places
from nemo_nb.engine.picture import Facts
from nemo_nb.engine.steps import Say
from nemo_nb.engine.voice import clock
from nemo_nb.engine.voice.words import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nemo_nb.engine.acts.desk import Desk
    from nemo_nb.engine.steps import Step
    from nemo_nb.engine.store import Material
    from nemo_nb.engine.words.wishes import Overlay, RemoveOverlay

Json = dict[str, Any]

_LOGO, _CLIP = 0.15, 0.3  # of the canvas's width


def overlay(wish: Overlay, desk: Desk) -> Iterator[Step]:
    """Lay a picture over the others, or change how it lies there."""
    if wish.change:
        yield from _changed(wish, desk)
        return
    material = desk.file(wish.file) if wish.file else _logo(desk)
    facts = Facts.from_json(material.facts)
    if facts.kind == "audio":
        raise desk.refuse("no_overlay_file")
    draft = edits.take_from_pictures(desk.draft(), material.hash)
    below = [s for s in drafts.segments(draft, drafts.VIDEO) if s.get("m", {}).get("media") != material.hash]
    if not below:
        raise desk.refuse("overlay_alone", name=material.filename)
    yield from desk.edit(
        "overlay", lambda d: _laid(edits.take_from_pictures(d, material.hash), wish, desk, material, facts)
    )
    yield Say(_told(desk, drafts.segments(desk.draft(), drafts.VIDEO, drafts.OVERLAY)[-1]))


def _laid(draft: Json, wish: Overlay, desk: Desk, material: Material, facts: Facts) -> Json:
    total = drafts.length(draft)
    start, end = 0, total
    if wish.part is not None:
        span = Places(desk, draft).span(wish.part)
        start, end = min(span[0], total), min(span[1], total)
    if facts.kind == "video":
        end = min(end, start + round(facts.duration * 1000))
    width = wish.width or (_CLIP if facts.kind == "video" else _LOGO)
    box = edits.box_for(draft, facts, wish.place or "top right", width)
    meta: Json = {
        "title": material.filename.rpartition(".")[0] or material.filename,
        "media": material.hash,
        "kind": facts.kind,
        "box": list(box),
        "opacity": wish.opacity or 1.0,
        "width": facts.width,
        "height": facts.height,
    }
    if facts.kind == "video":
        meta["volume"] = 0.0
    return edits.add_overlay(draft, meta, start, max(end - start, 1))


def _changed(wish: Overlay, desk: Desk) -> Iterator[Step]:
    found = drafts.segments(desk.draft(), drafts.VIDEO, drafts.OVERLAY)
    if not found:
        raise desk.refuse("no_overlay")
    last = found[-1]["m"]
    material = desk.store.material(str(last.get("media")))
    x, y, width, height = last.get("box", (0.7, 0.05, _LOGO, _LOGO))
    facts = Facts.from_json(material.facts) if material else Facts("image", "", 0, 1, 1)
    wider = wish.width or width
    if re.search(r"bigger|larger|enlarge|大一?点|更大", desk.message, re.I):
        wider = min(width * 1.4, 1.0)
    elif re.search(r"smaller|shrink|小一?点|更小", desk.message, re.I):
        wider = max(width / 1.4, 0.03)
    place = wish.place or _place_of((x, y, width, height))
    values: Json = {"box": list(edits.box_for(desk.draft(), facts, place, wider))}
    if wish.opacity is not None:
        values["opacity"] = wish.opacity
    yield from desk.edit("overlay", lambda d: edits.change_overlays(d, **values))
    yield Say(_told(desk, drafts.segments(desk.draft(), drafts.VIDEO, drafts.OVERLAY)[-1]))


def remove_overlay(_: RemoveOverlay, desk: Desk) -> Iterator[Step]:
    """Take away what lies over the picture."""
    if not drafts.segments(desk.draft(), drafts.VIDEO, drafts.OVERLAY):
        raise desk.refuse("no_overlay")
    yield from desk.edit("overlay", lambda d: edits.remove_overlays(d, lambda _: True))
    yield desk.tell("overlay_gone")


def _logo(desk: Desk) -> Material:
    """Return the picture that is most likely meant: by its name, else the last that came."""
    images = [file for file in desk.files() if file.facts.get("kind") == "image"]
    if not images:
        raise desk.refuse("no_overlay_file")
    named = [file for file in images if re.search(r"logo|watermark|mark|水印|标", file.filename, re.I)]
    return (named or images)[-1]


def _place_of(box: tuple[float, float, float, float]) -> str:
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    across = "left" if x < 0.4 else "right" if x > 0.6 else ""
    down = "top" if y < 0.4 else "bottom" if y > 0.6 else ""
    return f"{down} {across}".strip() or "center"


def _told(desk: Desk, segment: Json) -> str:
    meta = segment["m"]
    start, end = int(meta["start"]), int(meta["start"]) + int(segment["d"])
    opaque = round(meta.get("opacity", 1.0) * 100)
    values = {
        "opaque": desk.say("see_through", percent=opaque) if opaque < 100 else "",
        "name": meta["title"],
        "place": desk.voice.name(PLACES, _place_of(meta["box"])),
        "width": f"{meta['box'][2] * 100:.0f} %",
        "start": clock(start / 1000),
        "end": clock(end / 1000),
    }
    whole = start == 0 and end >= drafts.length(desk.draft())
    return desk.say("overlaid" if whole else "overlaid_times", **values)
