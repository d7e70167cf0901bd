"""What is seen, as a filter graph: clips one after the other, titles over them, or the music itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nemo_nb.engine.ffmpeg import source
from nemo_nb.engine.render.titles import title_filters

if TYPE_CHECKING:
    from pathlib import Path

    from nemo_nb.engine.render.plan import Clip, Plan

_TOP, _BOTTOM = (24, 30, 52), (92, 58, 104)  # the colours behind a visual


def draw(plan: Plan, sound: Path | None, folder: Path) -> tuple[list[str], str]:
    """Return ffmpeg's inputs and the graph that ends in ``[picture]``; input 0 is the sound, if any."""
    first = 1 if sound else 0
    titles = title_filters(plan.titles, plan.width, plan.height, folder)
    ending = ",".join([*titles, f"trim=duration={plan.duration:.6f}", "format=yuv420p"]) + "[picture]"
    if plan.picture == "visual":
        inputs = ["-f", "image2", "-i", f"file:{_backdrop(plan, folder)}"]
        return inputs, _visual(plan, first, heard=sound is not None) + ending
    inputs, graph, at = [], "", 0.0
    for number, clip in enumerate(plan.clips):
        cut = ["-ss", f"{clip.offset:.6f}"] if clip.facts.kind == "video" and clip.offset else []
        inputs += [*cut, *source(clip.path, clip.facts.container)]
        graph += f"[{first + number}:V:0]{_fit(plan, clip, gap=clip.start - at)}[v{number}];"
        at = clip.start + clip.duration
    joined = "".join(f"[v{number}]" for number in range(len(plan.clips)))
    return inputs, f"{graph}{joined}concat=n={len(plan.clips)},{ending}"


def _fit(plan: Plan, clip: Clip, gap: float) -> str:
    size = f"{plan.width}:{plan.height}"
    steps = [
        f"fps={plan.fps:.6f}",
        f"scale={size}:force_original_aspect_ratio=decrease:force_divisible_by=2:reset_sar=1:out_range=tv",
        f"pad={size}:-1:-1",
        "setsar=1",
        "format=yuv420p",
        # A picture, or a clip whose sound is longer, holds its last frame.
        "tpad=stop=-1:stop_mode=clone",
        f"trim=duration={clip.duration:.6f}",
        "setpts=PTS-STARTPTS",
    ]
    if gap > 1e-3:
        steps.append(f"tpad=start_duration={gap:.6f}:color=black")
    return ",".join(steps)


def _backdrop(plan: Plan, folder: Path) -> Path:
    import numpy as np
    from PIL import Image

    path = folder / "backdrop.png"
    down = np.linspace(0, 1, plan.height)[:, None, None]
    column = np.array(_TOP) * (1 - down) + np.array(_BOTTOM) * down
    # Half a level of noise hides the steps between neighbouring colours.
    noise = np.random.default_rng(0).uniform(-0.5, 0.5, (plan.height, plan.width, 1))
    Image.fromarray(np.clip(column + noise + 0.5, 0, 255).astype(np.uint8)).save(path, compress_level=1)
    return path


def _visual(plan: Plan, backdrop: int, *, heard: bool) -> str:
    still = f"[{backdrop}:v]loop=loop=-1:size=1,fps={plan.fps:g},format=yuv420p"
    if not heard:
        return f"{still},"
    half = plan.height // 2
    small = f"{plan.width // 2}x{half // 2}"
    # Drawn at half the size and enlarged: a soft picture at a quarter of the cost.
    return (
        f"{still},split[back][below];[below]crop={plan.width}:{half}:0:{half},scale={small},format=gbrp[dark];"
        f"[0:a]showcqt=s={small}:fps={plan.fps:g}:axis=0:bar_g=3:sono_h=0:bar_h={half // 2}:bar_v=14:count=4"
        f",format=gbrp[light];[dark][light]blend=all_mode=screen,format=yuv420p"
        f",scale={plan.width}:{half}:flags=bilinear[bars];[back][bars]overlay=0:{half}:shortest=1,"
    )
