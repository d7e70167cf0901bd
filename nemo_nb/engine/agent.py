"""One message becomes edits on the draft, told step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine import edits, history
from nemo_nb.engine import score as scores
from nemo_nb.engine.intents import (
    AddTitle,
    Intent,
    Music,
    RemoveMusic,
    RemoveTitles,
    Trim,
    Undo,
    Volume,
    read_intents,
)
from nemo_nb.engine.picture import Facts
from nemo_nb.engine.picture.analysis import Analysis
from nemo_nb.engine.steps import Call, Done, Say, Step
from nemo_nb.engine.store import DraftChangedError, Project, Store
from nemo_nb.engine.voice import Chinese, English, speaks_chinese

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nemo_nb.engine.analyses import Analyses
    from nemo_nb.engine.brief import Brief
    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.library import Library
    from nemo_nb.engine.music import Picture

Json = dict[str, Any]

_TITLE_LENGTH = 3.0  # s
_LOUDEST = 2.0
_LONGEST = 3600.0  # s of music; an hour takes 1.4 GB while it is played


class Agent:
    """Works on projects. Thread-safe as long as no two threads work on the same project."""

    def __init__(self, store: Store, library: Library, analyses: Analyses) -> None:
        self._store = store
        self._library = library
        self._analyses = analyses

    def reply(self, project: Project, text: str, cancel: Cancel) -> Iterator[Step]:
        """Yield the steps of the answer to one message; each edit is saved before its step is yielded."""
        voice = Chinese() if speaks_chinese(text, project.language) else English()
        return _Answer(self._store, self._library, self._analyses, project, voice, text, cancel).steps()

    def refit(self, project: Project, cancel: Cancel) -> None:
        """Compose the music anew if it no longer fits what is seen, as part of the last edit."""
        answer = _Answer(self._store, self._library, self._analyses, project, English(), "upload", cancel)
        for _ in answer.refit():
            cancel.check()


class _Answer:
    def __init__(
        self,
        store: Store,
        library: Library,
        analyses: Analyses,
        project: Project,
        voice: English,
        message: str,
        cancel: Cancel,
    ) -> None:
        self._store = store
        self._library = library
        self._analyses = analyses
        self._project = project
        self._voice = voice
        self._message = message
        self._cancel = cancel
        self._intents = read_intents(message)

    def steps(self) -> Iterator[Step]:
        """Do what the message asks for, one intent after the other."""
        intents = self._intents
        if not intents:
            yield Say(self._voice.cannot)
        spoken = edited = False
        for intent in intents:
            self._cancel.check()
            fresh = spoken
            for step in self._do(intent, alone=len(intents) == 1):
                yield Say("\n" + step.text) if fresh and isinstance(step, Say) else step
                if isinstance(step, Say):
                    spoken, fresh = True, False
                edited = edited or (isinstance(step, Done) and step.draft is not None)
        if edited and not isinstance(intents[0], Undo):
            yield from self.refit()

    def _do(self, intent: Intent, *, alone: bool) -> Iterator[Step]:
        match intent:
            case Music():
                yield from self._music(intent, alone=alone)
            case Volume():
                yield from self._volume(intent)
            case AddTitle():
                yield from self._title(intent)
            case Trim():
                yield from self._trim(intent)
            case RemoveMusic():
                yield from self._remove(drafts.AUDIO, "music", self._voice.no_music, self._voice.music_gone)
            case RemoveTitles():
                yield from self._remove(drafts.TEXT, None, self._voice.no_title, self._voice.titles_gone)
            case Undo():
                yield from self._undo()

    def _music(self, intent: Music, *, alone: bool) -> Iterator[Step]:
        from nemo_nb.engine.brief import Brief, read_brief

        draft = self._draft()
        playing = drafts.segments(draft, drafts.AUDIO, "music")
        song = drafts.segments(draft, drafts.AUDIO, "song")
        if song and not drafts.segments(draft, drafts.VIDEO) and not playing and _wants_a_video(intent.text):
            yield Say(self._voice.song_ready)
            return
        if not draft["t"] and intent.new and not intent.named and _wants_a_video(intent.text):
            yield Say(self._voice.no_clip)
            return
        brief: Brief | None = None
        if playing and not intent.new:
            brief = scores.revise(playing[0], intent.text, other=intent.other)
        elif intent.new or scores.says_something(intent.text) or (intent.named and not playing):
            brief = read_brief(intent.text, seed=scores.seed_for(draft, intent.text))
        if brief is None:
            wish = not playing and scores.change(Brief(), intent.text, other=intent.other)
            if alone:
                yield Say(self._voice.no_music if wish else self._voice.cannot)
            return
        yield from self._compose(brief, listen=not playing)

    def _compose(self, brief: Brief, *, listen: bool, amend: bool = False) -> Iterator[Step]:
        draft = self._draft()
        analyses: dict[str, Analysis] = {}
        for segment in drafts.segments(draft, drafts.VIDEO):
            digest = segment.get("m", {}).get("media")
            if isinstance(digest, str) and digest not in analyses:
                yield from self._listen(digest, analyses, aloud=listen)
        picture = scores.picture_of(draft, analyses, brief.length)
        if picture.duration > _LONGEST:
            yield Say(self._voice.too_long)
            return
        score = scores.write(brief, picture)
        yield Say(self._voice.composing(score))
        yield Call("compose_music", {"genre": score.genre, "bpm": score.bpm, "key": score.key})
        meta = scores.record(
            score, brief, picture, self._project.id, self._store, self._library, self._cancel
        )
        yield self._edited("compose_music", lambda draft: scores.place(draft, meta, picture), amend=amend)
        yield self._told(picture)

    def _told(self, picture: Picture) -> Step:
        draft = self._draft()
        music = drafts.segments(draft, drafts.AUDIO, "music")[0]["m"]
        under = any(segment.get("m", {}).get("volume", 1.0) > 0 for segment in self._heard(draft))
        set_next = any(isinstance(intent, Volume) and intent.target == "music" for intent in self._intents)
        volume = None if set_next else music["volume"]
        return Say(self._voice.composed(under=under, ducked=under and bool(picture.speech), volume=volume))

    def _listen(self, digest: str, analyses: dict[str, Analysis], *, aloud: bool) -> Iterator[Step]:
        material = self._store.material(digest)
        if material is None:
            return
        facts = Facts.from_json(material.facts)
        if facts.kind == "image":
            analyses[digest] = Analysis()
            return
        if aloud:
            yield Say(self._voice.listening(material.filename))
            yield Call("analyze_media", {"filename": material.filename})
        analysis = analyses[digest] = self._analyses.wait(digest, self._cancel)
        if aloud:
            found = {"scenes": len(analysis.cuts) + 1, "speech": len(analysis.speech)}
            yield Done("analyze_media", found)
            yield Say(self._voice.heard(facts, analysis))

    def _volume(self, intent: Volume) -> Iterator[Step]:
        music = intent.target == "music"
        draft = self._draft()
        concerned = drafts.segments(draft, drafts.AUDIO, "music") if music else self._heard(draft)
        if not concerned:
            yield Say(self._voice.no_music if music else self._voice.no_sound)
            return
        before = float(concerned[0].get("m", {}).get("volume", 1.0))
        volume = intent.to if intent.to is not None else before * (intent.by or 1.0)
        volume = round(min(max(volume, 0.0), _LOUDEST), 3)

        def edit(draft: Json) -> Json:
            if music:
                return drafts.set_meta(draft, drafts.AUDIO, "music", volume=volume)
            draft = drafts.set_meta(draft, drafts.VIDEO, volume=volume)
            return drafts.set_meta(draft, drafts.AUDIO, "song", volume=volume)

        yield Call("set_volume", {"target": intent.target, "volume": volume})
        yield self._edited("set_volume", edit)
        yield Say(self._voice.music_volume(volume) if music else self._voice.original_volume(volume))

    def _title(self, intent: AddTitle) -> Iterator[Step]:
        from nemo_nb.engine.render.titles import missing_glyphs

        length = drafts.length(self._draft()) / 1000
        if not length:
            yield Say(self._voice.no_clip)
            return
        if intent.start >= length:
            yield Say(self._voice.trim_outside)
            return
        end = min(intent.start + (intent.duration or _TITLE_LENGTH), length)
        start_ms, duration_ms = round(intent.start * 1000), round((end - intent.start) * 1000)
        yield Call("add_title", {"text": intent.text})
        yield self._edited(
            "add_title",
            lambda draft: edits.add_text(draft, intent.text, start_ms, duration_ms, position=intent.position),
        )
        yield Say(self._voice.titled(intent.text, intent.start, end, missing_glyphs(intent.text)))

    def _trim(self, intent: Trim) -> Iterator[Step]:
        draft = self._draft()
        length = drafts.length(draft) / 1000
        if not length:
            yield Say(self._voice.no_clip)
            return
        end = length if intent.end is None else intent.end if intent.end >= 0 else length + intent.end
        start = intent.start if intent.start >= 0 else max(length + intent.start, 0.0)
        start, end = round(start, 3), round(min(end, length), 3)
        if end - start < 0.1 or (start == 0 and end >= length):
            yield Say(self._voice.trim_outside)
            return
        yield Call("trim", {"start": start, "end": end})
        yield self._edited(
            "trim", lambda draft: edits.keep(draft, [(round(start * 1000), round(end * 1000))])
        )
        yield Say(self._voice.trimmed(end - start))

    def refit(self) -> Iterator[Step]:
        """Compose the music again when the picture's length has changed: cut off, it would have no end.

        It belongs to the edit before it: an undo takes both back.
        """
        from nemo_nb.engine.brief import Brief

        draft = self._draft()
        music = drafts.segments(draft, drafts.AUDIO, "music")
        material = [*drafts.segments(draft, drafts.VIDEO), *drafts.segments(draft, drafts.AUDIO, "song")]
        if music and material and music[0].get("d") != drafts.length(draft):
            yield Say("\n" + self._voice.fitting)
            brief = Brief.from_json(music[0].get("m", {}).get("music", {}).get("brief", {}))
            yield from self._compose(brief, listen=False, amend=True)

    def _remove(self, kind: int, role: str | None, missing: str, gone: str) -> Iterator[Step]:
        if not drafts.segments(self._draft(), kind, role):
            yield Say(missing)
            return
        name = "remove_music" if role == "music" else "remove_titles"
        yield Call(name)
        yield self._edited(name, lambda draft: drafts.remove(draft, kind, role))
        yield Say(gone)

    def _undo(self) -> Iterator[Step]:
        yield Call("undo")
        done, version = history.undo(self._store, self._project.id, 1)
        yield Done("undo", {"done": done > 0}, version.draft if done else None)
        yield Say(self._voice.undone if done else self._voice.nothing_to_undo)

    def _draft(self) -> Json:
        draft = self._store.draft(self._project.id).draft
        return draft or drafts.new(self._project.name, self._project.language)

    def _heard(self, draft: Json) -> list[Json]:
        """Return the clips and songs that have sound."""
        found = drafts.segments(draft, drafts.AUDIO, "song")
        for segment in drafts.segments(draft, drafts.VIDEO):
            material = self._store.material(str(segment.get("m", {}).get("media")))
            if material is not None and material.facts.get("audio_codec"):
                found.append(segment)
        return found

    def _edited(self, name: str, edit: Callable[[Json], Json], *, amend: bool = False) -> Step:
        """Save an edit, on top of whatever somebody else saved meanwhile, and return its step."""
        while True:
            self._cancel.check()
            before = self._store.draft(self._project.id)
            base = before.draft or drafts.new(self._project.name, self._project.language)
            try:
                after = self._store.save_draft(
                    self._project.id, before, edit(base), self._message, amend=amend
                )
            except DraftChangedError:
                continue
            return Done(name, {"version": after.version}, after.draft)


def _wants_a_video(text: str) -> bool:
    low = text.lower()
    return any(
        word in low
        for word in ("video", "visual", "montage", "mp4", "convert", "mv", "视频", "混剪", "画面", "可视")
    )
