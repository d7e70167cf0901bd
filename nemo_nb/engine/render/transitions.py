"""How one picture gives way to the next, as a filter graph over the pictures in which both are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nemo_nb.engine.render.frame import Canvas


def transition(kind: str, frames: int, canvas: Canvas, before: str, after: str, label: str) -> str:
    """Return a graph from ``[before]`` and ``[after]``, ``frames`` pictures each, to ``[label]``."""
    seconds = float(frames / canvas.fps)
    size = f"{canvas.width}:{canvas.height}"
    done = f"(t/{seconds:.6f})"
    eased = f"({done}*{done}*(3-2*{done}))"

    def mixed(one: str, other: str, to: str, name: str, length: float, offset: float) -> str:
        return f"[{one}][{other}]xfade={name}:duration={length:.6f}:offset={offset:.6f}[{to}]"

    if kind == "dip":
        half = frames // 2
        return (
            f"[{before}]trim=end_frame={half},fade=t=out:s=0:n={half}[{label}a];"
            f"[{after}]trim=start_frame={half},setpts=PTS-STARTPTS,fade=t=in:s=0:n={frames - half}[{label}b];"
            f"[{label}a][{label}b]concat[{label}]"
        )
    if kind == "slide":
        return (
            f"[{before}]split[{label}k][{label}l];"
            f"[{label}k][{label}l]overlay=x='-W*{eased}'[{label}a];"
            f"[{label}a][{after}]overlay=x='W-W*{eased}'[{label}]"
        )
    if kind == "zoom":
        larger = f"w='2*ceil(iw*(1+0.4*{eased})/2)':h='2*ceil(ih*(1+0.4*{eased})/2)'"
        return (
            f"[{before}]scale={larger}:eval=frame,crop={size}[{label}a];"
            f"{mixed(f'{label}a', after, label, 'fade', seconds, 0)}"
        )
    if kind == "blur":
        third = seconds / 3
        soft = f"scale=iw/8:ih/8,gblur=sigma=4:steps=2,scale={size},setsar=1,format=yuv420p"
        graph = [
            f"[{before}]split[{label}a][{label}c]",
            f"[{after}]split[{label}b][{label}d]",
            f"[{label}c]{soft}[{label}e]",
            f"[{label}d]{soft}[{label}f]",
            mixed(f"{label}e", f"{label}f", f"{label}g", "fade", third, third),
            mixed(f"{label}a", f"{label}g", f"{label}h", "fade", third, 0),
            mixed(f"{label}h", f"{label}b", label, "fade", third, 2 * third),
        ]
        return ";".join(graph)
    return mixed(before, after, label, {"wipe": "smoothleft"}.get(kind, "fade"), seconds, 0)
