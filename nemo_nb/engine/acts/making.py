"""Whole videos: a montage of what was uploaded, visuals for a song, or designed visuals with new music."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine import edits
from nemo_nb.engine import score as scores
from nemo_nb.engine.acts.designed import design
from nemo_nb.engine.acts.music import LONGEST, play
from nemo_nb.engine.picture import Facts
from nemo_nb.engine.steps import Call, Done, Say
from nemo_nb.engine.voice import clock
from nemo_nb.engine.words.making import colours_in
from nemo_nb.engine.words.vocabulary import MUSIC, has

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nemo_nb.engine.acts.desk import Desk
    from nemo_nb.engine.brief import Brief
    from nemo_nb.engine.song import Song
    from nemo_nb.engine.steps import Step
    from nemo_nb.engine.store import Material
    from nemo_nb.engine.words.wishes import MakeVideo, Restyle

Json = dict[str, Any]

_USUAL = 30.0  # s, where neither the words nor the material say how long
_PHOTO, _CLIP, _MOST = 3.0, 8.0, 90.0  # s that each file adds, and that they make together at most
_MONTAGE = r"montage|slide ?show|\breels?\b|recap|trailer|supercut|vlog|混剪|蒙太奇|集锦|快剪|相册|vlog"
_TITLE = 3.0  # s
_DISSOLVE = 400  # ms


def make_video(wish: MakeVideo, desk: Desk, brief: Brief | None = None) -> Iterator[Step]:
    """Make a whole video from whatever is there; ``brief`` is what its music is to be, if that is known."""
    from nemo_nb.engine.picture.visuals import named

    if wish.length is not None and wish.length > LONGEST:
        raise desk.refuse("video_long")
    files = [file for file in desk.files() if file.facts.get("kind") in ("video", "image")]
    over = {s["m"].get("media") for s in drafts.segments(desk.draft(), drafts.VIDEO, drafts.OVERLAY)}
    files = [file for file in files if file.hash not in over]
    if _only_format(wish, files, desk):
        yield desk.tell("export_ready", name=files[0].filename)
        return
    if files and not (named(wish.text) and has(r"\bvisual|可视化|画面|style|风格", wish.text)):
        yield from _montage(wish, files, desk, brief)
    else:
        yield from _visuals(wish, desk)


def _only_format(wish: MakeVideo, files: list[Material], desk: Desk) -> bool:
    """Whether all that is asked for is an MP4 of the one clip that is there."""
    other = r"montage|music video|highlight|reel|recap|slide|trailer|混剪|集锦|音乐视频"
    one = len(files) == 1 and files[0].facts.get("kind") == "video"
    return (
        one
        and wish.length is None
        and wish.shape is None
        and has(r"\bmp4\b|\bconvert\b|转(?:换)?(?:成|为)", wish.text)
        and not has(other, wish.text)
        and bool(drafts.segments(desk.draft(), drafts.VIDEO))
    )


def _montage(wish: MakeVideo, files: list[Material], desk: Desk, brief: Brief | None) -> Iterator[Step]:
    from nemo_nb.engine.picture.montage import Material as Shown
    from nemo_nb.engine.picture.montage import assemble

    width, height = _canvas(wish, files)
    tune = _Tune(wish, desk, wish.length or _natural(files), brief)
    yield from tune.prepare()
    materials = []
    for file in files:
        facts = Facts.from_json(file.facts)
        title = file.filename.rpartition(".")[0] or file.filename
        materials.append(Shown(file.hash, desk.path(file.hash), facts, desk.analysis(file.hash), title))
    yield desk.tell("looking", files=_counted(len(files), desk))
    yield Call("make_montage", {"files": len(files), "length": tune.length})
    seed = scores.seed_for({"t": []}, wish.text)
    segments = assemble(
        materials, tune.song, tune.length, seed=seed, canvas=(width, height), cancel=desk.cancel
    )
    if wish.transition:
        segments = edits.dissolve(segments, wish.transition, _DISSOLVE)

    def edit(draft: Json) -> Json:
        made = {"text": wish.text, "shape": [width, height], "transition": wish.transition}
        draft = edits.set_pictures(tune.bare(draft), segments, width=width, height=height, fps=30.0)
        draft["m"]["made"] = {**made, "seen": edits.seen(draft)}
        return _titled(tune.placed(draft), None if wish.again else wish.title)

    yield desk.save("make_montage", edit)
    used = len({segment["m"].get("media") for segment in segments})
    said = desk.say("montage", shots=len(segments), files=_counted(used, desk), length=clock(tune.length))
    if tune.name:
        said += " " + desk.say("montage_song", name=tune.name)
    yield Say(said)


def _counted(files: int, desk: Desk) -> str:
    line = desk.say("one_file" if files == 1 else "several_files", count=files)
    return line[:1].lower() + line[1:]


def _visuals(wish: MakeVideo, desk: Desk) -> Iterator[Step]:
    tune = _Tune(wish, desk, wish.length or _USUAL)
    yield from tune.prepare()
    width, height = edits.CANVASES[wish.shape or (16, 9)]
    montage = not tune.name and has(_MONTAGE, wish.text)
    segments = design(
        wish.text, tune.song, tune.digest, round(tune.length * 1000), composed=not tune.name, montage=montage
    )
    yield Call("make_visuals", {"segments": len(segments), "length": tune.length})
    lines = [line for line in (wish.title, *(wish.words or "").splitlines()) if line]
    for segment in segments:
        style = segment["m"]["visual"]["style"]
        segment["m"]["title"] = _style_name(desk, style, capital=True)
        if lines or not tune.name:
            segment["m"]["visual"]["text"] = lines

    def edit(draft: Json) -> Json:
        draft = edits.set_pictures(tune.bare(draft), segments, width=width, height=height, fps=30.0)
        return tune.placed(draft)

    yield desk.save("make_visuals", edit)
    styles = list(dict.fromkeys(segment["m"]["visual"]["style"] for segment in segments))
    told = desk.voice.listing([_style_name(desk, style) for style in styles])
    if tune.name:
        line = "music_video" if tune.song.beats else "music_video_free"
        said = desk.say(line, name=tune.name, style=told, length=clock(tune.length))
    else:
        said = desk.say("designed", style=told, length=clock(tune.length))
    yield Say(said + _others(desk, styles))


def _style_name(desk: Desk, style: str, *, capital: bool = False) -> str:
    from nemo_nb.engine.picture.visuals import STYLES

    look = STYLES.get(style)
    name = style if look is None else look.label_zh if desk.voice.chinese else look.label
    return name[:1].upper() + name[1:] if capital else name


def _others(desk: Desk, styles: list[str]) -> str:
    """Return a sentence that names the other styles, if there are any."""
    from nemo_nb.engine.picture.visuals import STYLES

    rest = [_style_name(desk, name) for name in STYLES if name not in styles]
    return desk.say("styles", styles=desk.voice.listing(rest)) if rest else ""


class _Tune:
    """The sound of a video that is being made: a song that was uploaded, or music composed for it."""

    def __init__(self, wish: MakeVideo, desk: Desk, length: float, brief: Brief | None = None) -> None:
        self._wish = wish
        self._desk = desk
        self._wanted = brief
        self.length = length
        self.name = ""
        self.digest: str
        self.song: Song
        self.placed: Callable[[Json], Json]

    def prepare(self) -> Iterator[Step]:
        """Listen to the song, or compose; afterwards all other fields are known."""
        songs = [file for file in self._desk.files() if file.facts.get("kind") == "audio"]
        playing = drafts.segments(self._desk.draft(), drafts.AUDIO, "music")
        if songs and not (playing and not drafts.segments(self._desk.draft(), drafts.AUDIO, "song")):
            yield from self._listen(songs[-1])
        else:
            yield from self._compose(playing)

    def bare(self, draft: Json) -> Json:
        """Return the draft without the pictures and words that the new video replaces."""
        draft = drafts.remove(draft, drafts.VIDEO)
        if self._wish.again:
            return edits.words_within(draft, round(self.length * 1000))
        return drafts.remove(draft, drafts.TEXT)

    def _listen(self, file: Material) -> Iterator[Step]:
        desk = self._desk
        yield desk.tell("hearing", name=file.filename)
        yield Call("analyze_media", {"filename": file.filename})
        song = self.song = desk.songs.of(file.hash, desk.cancel)
        yield Done("analyze_media", {"bpm": song.bpm, "sections": len(song.sections)})
        line = "heard_song" if song.beats else "heard_free"
        yield desk.tell(line, length=clock(song.duration), bpm=round(song.bpm), sections=len(song.sections))
        self.name, self.digest = file.filename, file.hash
        whole = float(file.facts["duration"])
        self.length = min(self._wish.length or whole, whole)
        duration = round(self.length * 1000)
        meta: Json = {"title": file.filename.rpartition(".")[0] or file.filename, "volume": 1.0}
        if duration < round(whole * 1000) - 100:
            meta["fade_out"] = min(1500, duration // 4)
        self.placed = lambda draft: edits.use_song(draft, file.hash, meta, duration)

    def _compose(self, playing: list[Json]) -> Iterator[Step]:
        from nemo_nb.engine.music import Picture
        from nemo_nb.engine.song import Song

        desk = self._desk
        brief = self._brief(playing)
        if playing and self._wish.length is None and not drafts.segments(desk.draft(), drafts.VIDEO):
            self.length = playing[0]["d"] / 1000
        picture = Picture(self.length)
        score = scores.write(brief, picture)
        meta: Json = {}
        yield from play(score, brief, picture, desk, meta)
        yield Done("compose_music", {"media": meta["media"]})
        self.digest = meta["media"]
        self.song = Song.from_score(score, mood=(brief.valence, brief.arousal))
        meta["volume"] = 1.0

        def placed(draft: Json) -> Json:
            if self._wish.again:
                return scores.place(draft, meta, picture)
            draft = drafts.remove(drafts.remove(draft, drafts.AUDIO, "song"), drafts.AUDIO, "music")
            return drafts.set_music(draft, meta, round(self.length * 1000))

        self.placed = placed

    def _brief(self, playing: list[Json]) -> Brief:
        """Return what the music is to be: as it was, unless the words speak of it."""
        from nemo_nb.engine.brief import Brief, read_brief

        text = self._wish.text
        if self._wanted is not None:
            return self._wanted
        if playing and (self._wish.again or not has(MUSIC, text)):
            return Brief.from_json(playing[0].get("m", {}).get("music", {}).get("brief", {}))
        return read_brief(text, seed=scores.seed_for({"t": []}, text))


def _titled(draft: Json, title: str | None) -> Json:
    if not title:
        return draft
    end = min(round(_TITLE * 1000), drafts.length(draft))
    return edits.add_text(draft, title, 0, end, "title")


def _natural(files: list[Material]) -> float:
    lengths = [
        _PHOTO if file.facts.get("kind") == "image" else min(float(file.facts.get("duration", _CLIP)), _CLIP)
        for file in files
    ]
    return min(max(sum(lengths), _PHOTO), _MOST)


def _canvas(wish: MakeVideo, files: list[Material]) -> tuple[int, int]:
    """Return the size that was asked for, else upright or not as most of the files are."""
    if wish.shape is not None:
        return edits.CANVASES[wish.shape]
    upright = sum((file.facts.get("height") or 0) > (file.facts.get("width") or 0) for file in files)
    return edits.CANVASES[(9, 16) if upright * 2 > len(files) else (16, 9)]


def restyle(wish: Restyle, desk: Desk) -> Iterator[Step]:
    """Draw the visuals in another style, in other colours, or anew."""
    from nemo_nb.engine.picture.visuals import PALETTES, STYLES, named

    found = [s["m"] for s in drafts.segments(desk.draft(), drafts.VIDEO) if "visual" in s.get("m", {})]
    if not found:
        raise desk.refuse("no_visuals")
    visual = found[0]["visual"]
    seed = visual.get("seed")
    values: Json = {"seed": seed + 1 if isinstance(seed, int) else 1}
    palette = next((name for name in PALETTES if has(rf"\b{name}\b", wish.text)), None)
    style = named(wish.text)
    colours = colours_in(wish.text)
    if colours:
        values = {"palette": colours}
    elif palette is not None:
        values["palette"] = palette
    elif style is None and has(r"\bstyle|风格|样式", wish.text):
        names = list(STYLES)
        style = (
            names[(names.index(visual["style"]) + 1) % len(names)] if visual["style"] in names else names[0]
        )
    if style is not None:
        values["style"] = style

    def edit(draft: Json) -> Json:
        draft = edits.change_visual(draft, **values)
        title = style and _style_name(desk, style, capital=True)
        return drafts.set_meta(draft, drafts.VIDEO, title=title) if title else draft

    yield from desk.edit("make_visuals", edit, **values)
    shown = style or str(visual["style"])
    if colours:
        yield desk.tell("recoloured", style=_style_name(desk, shown))
    else:
        yield Say(desk.say("restyled", style=_style_name(desk, shown)) + _others(desk, [shown]))
