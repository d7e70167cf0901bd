"""What does a file hold? Streams, sizes, exact lengths, every picture's place: one pass over its packets."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from nemo_nb.engine.cancel import Cancel
from nemo_nb.engine.ffmpeg import run, source
from nemo_nb.engine.picture.container import kind_of, mirrored, sniff

if TYPE_CHECKING:
    from pathlib import Path

_LIMIT = 120.0  # s; reading 500 MB takes about two
LONGEST = 3 * 3600.0  # s
_STILL = 5.0  # s; how long a picture is shown
_FAILED = re.compile("nothing was encoded|at least one of its streams received no packets")
# Without a picture that other screens can show: it would come out green and purple.
_DOLBY = re.compile(r"DOVI configuration record:.*profile: 5,.*compatibility id: 0")
_NO_TIME = -(2**63)
_SEE_THROUGH = r"rgba|argb|bgra|abgr|yuva|gbrap|ya\d|pal8"


class UnreadableError(Exception):
    """The file is none of the supported kinds, or nothing in it can be decoded."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A file's streams.

    ``kind`` is ``video``, ``audio`` or ``image``; ``duration`` is in seconds (5 for an image) and reaches to
    the end of the longest stream; ``width`` and ``height`` are as shown, after ``rotation`` (degrees), with
    square pixels; ``frames`` counts pictures, the last of which ends at ``seen`` (s); sound begins at
    ``heard_from`` (s). Without such a stream its fields are None. ``colours`` is ffmpeg's word for range,
    matrix, primaries and transfer, such as ``tv, bt2020nc/bt2020/arib-std-b67``. ``composed`` marks this
    engine's own music, a WAV of 48 kHz in stereo; ``mirrored`` pictures that are to be shown so.
    """

    kind: str
    container: str
    duration: float
    width: int | None = None
    height: int | None = None
    rotation: int = 0
    fps: float | None = None
    frames: int | None = None
    video_codec: str | None = None
    pixels: str | None = None
    audio_codec: str | None = None
    audio_rate: int | None = None
    channels: int | None = None
    composed: bool = False
    seen: float | None = None
    colours: str = ""
    interlaced: bool = False
    square: bool = True
    alpha: bool = False
    heard_from: float | None = None
    mirrored: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return a plain dictionary."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Facts:
        """Return the facts that `to_json` wrote; further keys are ignored."""
        return cls(**{field.name: values[field.name] for field in fields(cls) if field.name in values})


@dataclass(frozen=True, slots=True)
class Packets:
    """A video stream as it lies in the file, in order of display: times (s), sizes (bytes), keyframes."""

    times: tuple[float, ...]
    sizes: tuple[int, ...]
    keys: tuple[bool, ...]
    end: float


def read_facts(path: Path, cancel: Cancel | None = None) -> tuple[Facts, Packets]:
    """Look into a file of unknown origin, and list its pictures.

    Raises
    ------
    UnreadableError
    """
    container = sniff(path)
    if container is None:
        raise UnreadableError("its content is none of the supported formats")
    listing = ["-map", "0:V:0?", "-map", "0:a:0?", "-c", "copy", "-f", "framecrc", "pipe:1"]
    # Decoding one picture and a little sound tells a real file from one with only a healthy head.
    trial = ["-map", "0:V:0?", "-map", "0:a:0?", "-frames:v", "1", "-t", "0.5", "-f", "null", "-"]
    # One thread: more would only decode further pictures that nobody wants.
    arguments = ["-threads", "1", *source(path, container), *listing, *trial]
    out, said = run(arguments, cancel=cancel or Cancel(), limit=_LIMIT, tolerant=True, verbose=True)
    described, _, shown = said.partition("Output #")
    streams = _streams(out.decode("ascii", "replace"))
    video, audio = streams.get("video"), streams.get("audio")
    if (video is None and audio is None) or _FAILED.search(said):
        raise UnreadableError("nothing in it can be played")
    if _DOLBY.search(_stream_lines(described, "Video")):
        raise UnreadableError("its colours are in Dolby Vision alone; export it as HDR10 or SDR")
    kind = kind_of(container, moving=video is not None)
    if kind == "audio":
        video = None
    ends = [stream["end"] for stream in (video, audio) if stream is not None]
    duration = _STILL if kind == "image" else max(ends)
    if duration <= 0:
        raise UnreadableError("it has no length")
    if duration > LONGEST:
        raise UnreadableError("it is longer than 3 hours")
    picture = _picture(video, described, shown) if video is not None else {}
    if video is not None and container == "mov":
        picture["mirrored"] = mirrored(path)
    sound = _sound(audio, described) if audio is not None else {}
    return Facts(kind, container, round(duration, 6), **picture, **sound), _packets(video)


def _streams(listing: str) -> dict[str, dict[str, Any]]:
    """Read ffmpeg's frame listing: per stream its kind, properties and packets (s, s, bytes, key)."""
    streams: dict[str, dict[str, Any]] = {}
    for line in listing.splitlines():
        if line.startswith("#"):
            found = re.match(r"#(\w+) (\d+): (.*)", line)
            if found:
                streams.setdefault(found[2], {"packets": []})[found[1]] = found[3]
            continue
        fields = [field.strip() for field in line.split(",")]
        if len(fields) < 6:
            continue
        stream = streams[fields[0]]
        top, bottom = stream["tb"].split("/")
        unit = int(top) / int(bottom)
        when = int(fields[2]) if int(fields[2]) != _NO_TIME else int(fields[1])
        flags = next((int(field[2:], 16) for field in fields[6:] if field.startswith("F=")), 1)
        stream["packets"].append((when * unit, int(fields[3]) * unit, int(fields[4]), bool(flags & 1), flags))
    found_streams: dict[str, dict[str, Any]] = {}
    for stream in streams.values():
        # Packets that only prime a decoder (flag 4, "discard") are not part of what is shown.
        shown = [packet for packet in stream["packets"] if not packet[4] & 4]
        if shown:
            stream["packets"] = sorted(shown)
            stream["end"] = max(time + length for time, length, *_ in shown)
            found_streams.setdefault(stream["media_type"], stream)
    return found_streams


def _picture(video: dict[str, Any], described: str, shown: str) -> dict[str, Any]:
    told = _stream_lines(described, "Video", without="attached pic")
    width, height = (int(value) for value in video["dimensions"].split("x"))
    across, up = (int(value) for value in video.get("sar", "0/1").split("/"))
    square = across == up or across <= 0 or up <= 0
    if not square:
        width = round(width * across / up)
    turned = re.search(r"display ?matrix: rotation of (-?[\d.]+) degrees", told, re.IGNORECASE)
    # To a quarter turn: a picture is cut straight even where a phone says 89.
    rotation = round(float(turned[1]) / 90) * 90 % 360 if turned else 0
    decoded = re.search(
        r"Video: .*?[ ,](\d+)x(\d+)[ ,]", _stream_lines(shown.rpartition("Output #")[2], "Video")
    )
    if rotation in (90, 270):
        width, height = height, width
    elif decoded and square and (int(decoded[1]), int(decoded[2])) == (height, width):
        # A photo's own note of how the camera was held; only its decoder knows it.
        width, height = height, width
    fps = re.search(r"([\d.]+) fps", told)
    count = len(video["packets"])
    described_as = re.search(r"Video: \w+.*?, (\w+)(?:\(([^)]*)\))?,", told)
    pixels, colours = (described_as[1], described_as[2] or "") if described_as else (None, "")
    return {
        "width": width,
        "height": height,
        "rotation": rotation,
        "fps": float(fps[1]) if fps else count / video["end"] if video["end"] > 0 else None,
        "frames": count,
        "video_codec": video["codec_id"],
        "pixels": pixels,
        "seen": round(video["end"], 6),
        "colours": colours,
        "interlaced": bool(re.search(r"\b(top|bottom) (coded )?first|interlaced", colours)),
        "square": square,
        "alpha": bool(re.search(r"alpha_mode +: 1", told) or (pixels and re.match(_SEE_THROUGH, pixels))),
    }


def _stream_lines(described: str, kind: str, without: str = "\0") -> str:
    """Return what ffmpeg says about the first stream of a kind, its side data included."""
    parts = re.split(r"(?=Stream #)", described)
    return next((part for part in parts if re.match(rf"Stream #.*: {kind}:(?!.*{without})", part)), "")


def _sound(audio: dict[str, Any], described: str) -> dict[str, Any]:
    layout = audio.get("channel_layout_name", "")
    channels = {"mono": 1, "stereo": 2, "5.1": 6, "5.1(side)": 6, "7.1": 8}.get(layout)
    told = re.search(r"(\d+) channels", _stream_lines(described, "Audio"))
    return {
        "audio_codec": audio["codec_id"],
        "heard_from": round(audio["packets"][0][0], 6),
        "audio_rate": int(audio["sample_rate"]),
        "channels": channels or (int(told[1]) if told else None),
    }


def _packets(video: dict[str, Any] | None) -> Packets:
    if video is None:
        return Packets((), (), (), 0.0)
    packets = video["packets"]
    return Packets(
        tuple(packet[0] for packet in packets),
        tuple(packet[2] for packet in packets),
        tuple(packet[3] for packet in packets),
        video["end"],
    )
