"""What an export is written as: the encoders of each format and quality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from nemo_nb.protocol import OUTPUTS, RenderError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nemo_nb.engine.picture import Facts
    from nemo_nb.engine.render.h264 import Sequence as Parameters

Quality = Literal["low", "medium", "high"]

TYPES = {
    "mp4": "video/mp4",
    "webm": "video/webm",
    "gif": "image/gif",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "stems": "application/zip",
    "midi": "audio/midi",
}
MP4 = ["-map_metadata", "-1", "-map_chapters", "-1", "-movflags", "+faststart", "-f", "mp4"]
_CRF = {"low": 27, "medium": 23, "high": 19}
_VP9 = {"low": 40, "medium": 35, "high": 31}
_AAC = {"low": "96k", "medium": "128k", "high": "192k"}
_GIF = {"low": (320, 8), "medium": (480, 10), "high": (640, 12)}


@dataclass(frozen=True, slots=True)
class Output:
    """What is asked for."""

    format: str = "mp4"
    quality: Quality = "high"

    @classmethod
    def read(cls, values: object) -> Output:
        """Read the ``output`` of a request; what is missing is as above.

        Raises
        ------
        RenderError
            The format is none of `OUTPUTS`.
        """
        given: dict[str, Any] = values if isinstance(values, dict) else {}
        name = str(given.get("format") or "mp4").lower()
        if name not in OUTPUTS:
            raise RenderError(f"An export cannot be {name}.", hint=f"Use {', '.join(OUTPUTS)}.")
        quality = given.get("quality")
        return cls(name, quality if quality in ("low", "medium") else "high")


def h264(quality: Quality) -> list[str]:
    """Return the encoder's arguments for pictures of their own."""
    crf = str(_CRF[quality])
    return [
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", crf),
        *("-pix_fmt", "yuv420p", "-profile:v", "high"),
    ]


def h264_drawn(quality_of: Sequence[str]) -> list[str]:
    """Return the encoder's arguments for drawn pictures, from those for others of the same quality.

    Dark gradients get more of the bits, or they would fall into bands; that looks as good two steps coarser.
    The rest takes a third of the encoder's time off, and 0.001 of the likeness (SSIM).
    """
    coarser = str(int(quality_of[quality_of.index("-crf") + 1]) + 2)
    faster = ["-preset", "superfast", "-crf", coarser]
    # Under a number of their own, for they may stand beside others in one track.
    return [*quality_of, *faster, "-x264-params", "sps-id=1:aq-mode=3:mbtree=1:rc-lookahead=8"]


def h264_beside(other: Parameters, cabac: bool, name: int, facts: Facts) -> list[str]:
    """Return the encoder's arguments for pictures that stand in one track with others.

    Profile, level and the order of decoding are those of ``other``, so that no decoder has to begin anew; the
    parameter sets get the number ``name``, so that both kinds of pictures find their own.
    """
    profile = "baseline" if other.profile == 66 else "main" if other.profile == 77 else "high"
    ahead = 0 if profile == "baseline" or other.reorder == 0 else 3
    pyramid = "normal" if (other.reorder or 0) > 1 and other.references > 2 else "none"
    options = {
        "sps-id": name,
        "bframes": ahead,
        "b-pyramid": pyramid,
        "ref": min(max(other.references, 1), 4),
        "cabac": int(cabac and profile != "baseline"),
        "open-gop": 0,
    }
    level = [] if other.level < 10 else ["-level:v", f"{other.level / 10:.1f}"]
    settings = ":".join(f"{key}={value}" for key, value in options.items())
    pixels = facts.pixels or "yuv420p"
    codec = [*("-c:v", "libx264", "-preset", "veryfast", "-crf", "18"), *("-pix_fmt", pixels)]
    return [*codec, "-profile:v", profile, *level, "-x264-params", settings]


def aac(quality: Quality) -> list[str]:
    """Return the sound encoder's arguments for an MP4."""
    # Intensity stereo would cost 6 dB of the difference to the original, and at this rate saves nothing.
    return ["-c:a", "aac", "-b:a", _AAC[quality], "-aac_coder", "fast", "-aac_is", "0"]


def sound_codec(output: Output) -> tuple[list[str], list[str]]:
    """Return the encoder's and the container's arguments for what is heard in a format."""
    quality = output.quality
    if output.format == "mp3":
        rate = {"low": "128k", "medium": "192k", "high": "256k"}[quality]
        return ["-c:a", "libmp3lame", "-b:a", rate], ["-map_metadata", "-1", "-f", "mp3"]
    if output.format == "wav":
        depth = "pcm_s24le" if quality == "high" else "pcm_s16le"
        return ["-c:a", depth], ["-map_metadata", "-1", "-rf64", "auto", "-f", "wav"]
    if output.format == "webm":
        rate = {"low": "64k", "medium": "96k", "high": "128k"}[quality]
        return ["-c:a", "libopus", "-b:a", rate], ["-map_metadata", "-1", "-f", "webm"]
    return aac(quality), MP4


def vp9(quality: Quality) -> list[str]:
    """Return the encoder's arguments for the pictures of a WebM."""
    speed = ["-deadline", "good", "-cpu-used", "5", "-row-mt", "1", "-tile-columns", "2", "-g", "240"]
    return ["-c:v", "libvpx-vp9", "-crf", str(_VP9[quality]), "-b:v", "0", *speed, "-pix_fmt", "yuv420p"]


def gif(quality: Quality, streams: Sequence[str] = ("0:v",)) -> list[str]:
    """Return the arguments that make a GIF of an MP4's pictures, with colours chosen for them."""
    width, fps = _GIF[quality]
    size = f"scale='if(gte(iw,ih),min(iw,{width}),-2)':'if(gte(iw,ih),-2,min(ih,{width}))':flags=lanczos"
    colours = "split[a][b];[a]palettegen=stats_mode=diff[p];[b][p]paletteuse=dither=bayer:bayer_scale=4"
    graph = f"[{streams[0]}]fps={fps},{size},{colours}:diff_mode=rectangle"
    return ["-filter_complex", graph, "-loop", "0", "-map_metadata", "-1", "-f", "gif"]
