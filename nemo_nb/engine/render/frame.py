"""How a picture comes onto the canvas: cropped, turned, mirrored, scaled, and what is seen around it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nemo_nb.engine.render.script import WHOLE

if TYPE_CHECKING:
    from fractions import Fraction

    from nemo_nb.engine.picture import Facts
    from nemo_nb.engine.render.script import Clip

_SAME = 0.006  # of 1; shapes that differ by less fill the canvas without borders
_SMALL = 8  # the blurred background is made at an eighth of the size: as soft, and cheap
_DIM = "lutyuv=y='16+(val-16)*0.6':u='128+(val-128)*0.65':v='128+(val-128)*0.65'"
_WHITE, _BRIGHTEST = 203, 1000  # cd/m2 of white paper (ITU-R BT.2408) and of the highlights that cameras keep
_HDR = ("smpte2084", "arib-std-b67")


@dataclass(frozen=True, slots=True)
class Canvas:
    """What everything is drawn on. ``matrix`` is how its colours are coded, ``full`` says: in full range."""

    width: int
    height: int
    fps: Fraction
    fill: str = "blur"
    matrix: str = "bt709"
    full: bool = False

    def scaled(self, by: float) -> Canvas:
        """Return a canvas of another size and the same shape, nearly."""
        width, height = (round(side * by / 2) * 2 for side in (self.width, self.height))
        return Canvas(width, height, self.fps, self.fill, self.matrix, self.full)

    @property
    def colours(self) -> str:
        """The arguments with which a scaler writes this canvas's colours."""
        return f"out_color_matrix={self.matrix}:out_range={'pc' if self.full else 'tv'}"


def matrix_of(facts: Facts) -> str:
    """Return how a file's colours are coded; where it does not say, as every player guesses."""
    if _hdr(facts):
        return "bt709"  # as `turned` leaves it
    told = re.search(r"\b(bt709|smpte170m|bt470bg|bt601|bt2020nc|bt2020c|fcc|smpte240m)\b", facts.colours)
    if told:
        return {"bt2020nc": "bt2020", "bt2020c": "bt2020"}.get(told[1], told[1])
    if facts.pixels and re.match(r"rgb|bgr|gbr|argb|abgr|pal8", facts.pixels):
        return "auto"
    if facts.kind == "image":
        return "bt601"  # as JPEG and WebP say
    return "bt709" if max(facts.width or 0, facts.height or 0) >= 1280 else "bt601"


def shape_of(clip: Clip) -> float:
    """Return width over height of what a clip shows, cropped and turned."""
    width, height = (clip.facts.width or 16) * clip.crop[2], (clip.facts.height or 9) * clip.crop[3]
    return height / width if clip.rotate in (90, 270) else width / height


def framed(clip: Clip, canvas: Canvas, label: str) -> str:
    """Return the filters that bring an upright picture onto the canvas; ``label`` is theirs alone."""
    steps, across = turned(clip, canvas), shape_of(clip) * canvas.height / canvas.width
    width, height = canvas.width, canvas.height
    into = f"in_color_matrix={matrix_of(clip.facts)}:{canvas.colours}"
    if abs(across - 1) < _SAME and not clip.facts.alpha:
        steps.append(f"scale={width}:{height}:{into}")
    elif clip.fit == "fill" and not clip.facts.alpha:
        wide, high = (math.ceil(side * by / 2) * 2 for side, by in ((width, across), (height, 1 / across)))
        x, y = _focus(clip)
        place = f"'clip(iw*{x:.4f}-ow/2,0,iw-ow)':'clip(ih*{y:.4f}-oh/2,0,ih-oh)'"
        steps.append(f"scale={max(wide, width)}:{max(high, height)}:{into},crop={width}:{height}:{place}")
    else:
        wide = _even(width * min(across, 1.0))
        high = _even(height * min(1 / across, 1.0))
        if clip.facts.alpha:
            plain = "black" if canvas.fill == "blur" else canvas.fill
            steps.append(
                f"scale={wide}:{high}:in_color_matrix={matrix_of(clip.facts)}:out_color_matrix={canvas.matrix}"
                f",format=yuva420p,setsar=1,split[{label}s][{label}f];[{label}s]scale={width}:{height}"
                f",drawbox=c={_opaque(plain)}:t=fill:replace=1,format=yuv420p[{label}b]"
                f";[{label}b][{label}f]overlay=(W-w)/2:(H-h)/2"
            )
        elif canvas.fill == "blur":
            back = (_even(width / _SMALL), _even(height / _SMALL))
            steps.append(
                f"split[{label}s][{label}t];[{label}s]scale={back[0]}:{back[1]}"
                f":force_original_aspect_ratio=increase:{into},crop={back[0]}:{back[1]},setsar=1"
                f",gblur=sigma={max(back) / 34:.2f}:steps=2,{_DIM}"
                f",scale={width}:{height},format=yuv420p[{label}b]"
                f";[{label}t]scale={wide}:{high}:{into},setsar=1,format=yuv420p[{label}f]"
                f";[{label}b][{label}f]overlay=(W-w)/2:(H-h)/2"
            )
        else:
            steps.append(
                f"scale={wide}:{high}:{into},pad={width}:{height}:-1:-1:color={_opaque(canvas.fill)}"
            )
    return ",".join([*steps, "setsar=1", "format=yuv420p"])


def _focus(clip: Clip) -> tuple[float, float]:
    """Return where the focus of the material is once it is cropped, turned and mirrored."""
    left, top, width, height = clip.crop
    x = min(max((clip.focus[0] - left) / width, 0.0), 1.0)
    y = min(max((clip.focus[1] - top) / height, 0.0), 1.0)
    x, y = {0: (x, y), 90: (1 - y, x), 180: (1 - x, 1 - y), 270: (y, 1 - x)}[clip.rotate]
    return (1 - x if clip.flip == "h" else x), (1 - y if clip.flip == "v" else y)


def boxed(clip: Clip, canvas: Canvas) -> tuple[str, int, int]:
    """Return the filters for a picture that lies over the others, and its place in pixels."""
    x, y, share_across, share_up = clip.box
    room = (canvas.width * share_across, canvas.height * share_up)
    shape = shape_of(clip)
    wide, high = min(room[0], room[1] * shape), min(room[1], room[0] / shape)
    if clip.fit == "fill":
        wide, high = max(room[0], room[1] * shape), max(room[1], room[0] / shape)
    into = f"in_color_matrix={matrix_of(clip.facts)}:out_color_matrix={canvas.matrix}"
    steps = [
        *turned(clip, canvas),
        f"scale={_even(wide)}:{_even(high)}:{into}",
        "format=yuva420p",
        "setsar=1",
    ]
    if clip.fit == "fill":
        wide, high = room
        steps.append(f"crop={_even(wide)}:{_even(high)}")
    if clip.opacity < 1:
        steps.append(f"lut=a=val*{clip.opacity:.3f}")
    left, top = canvas.width * x + (room[0] - wide) / 2, canvas.height * y + (room[1] - high) / 2
    return ",".join(steps), round(left / 2) * 2, round(top / 2) * 2


def turned(clip: Clip, canvas: Canvas) -> list[str]:
    """Return the filters that make whole frames of ordinary brightness, and crop, turn and mirror them."""
    steps = ["bwdif=mode=send_frame:deint=interlaced"] if clip.facts.interlaced else []
    if clip.crop != WHOLE:
        x, y, width, height = clip.crop
        steps.append(f"crop=iw*{width:.6f}:ih*{height:.6f}:iw*{x:.6f}:ih*{y:.6f}")
    steps += {0: [], 90: ["transpose=clock"], 180: ["hflip,vflip"], 270: ["transpose=cclock"]}[clip.rotate]
    steps += {"h": ["hflip"], "v": ["vflip"]}.get(clip.flip, [])
    transfer = _hdr(clip.facts)
    if transfer:
        steps += _standard(transfer, canvas)
    return steps


def _hdr(facts: Facts) -> str | None:
    return next((name for name in _HDR if name in facts.colours), None)


def _standard(transfer: str, canvas: Canvas) -> list[str]:
    """Return what brings a camera's wide range of brightness down to what every screen shows."""
    most = max(canvas.width, canvas.height)
    # What is darker than a light grey stays as it is; white and all above it share the rest.
    # Each pixel is worked on as three floats: as few of them as will do.
    size = f"'if(gte(iw,ih),min(iw,{most}),-2)':'if(gte(iw,ih),-2,min(ih,{most}))'"
    linear = f"zscale=min=2020_ncl:rin=limited:tin={transfer}:pin=2020:t=linear:npl={_WHITE}:p=709:m=gbr"
    return [
        f"scale={size}:in_color_matrix=bt2020:out_color_matrix=bt2020",
        f"{linear},format=gbrpf32le,tonemap=mobius:param=0.3:peak={_BRIGHTEST / _WHITE:.3f}:desat=0",
        "zscale=t=709:m=709:p=709:r=limited,format=yuv420p",
    ]


def _even(size: float) -> int:
    return max(round(size / 2) * 2, 2)


def _opaque(colour: str) -> str:
    return colour.replace("#", "0x")
