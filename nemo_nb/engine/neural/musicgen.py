"""MusicGen by way of transformers: ``pip install 'nemo-nb[musicgen]'``.

The published weights are under CC-BY-NC 4.0, which allows no commercial use; any model folder in their format
can be named instead.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from nemo_nb.protocol import RenderError

from .composer import Stems
from .prompt import prompt

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nemo_nb.engine.brief import Brief
    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.music import Score

USUAL = "facebook/musicgen-small"
LONGEST = 28.0
"""Seconds in one go: these models were trained on 30."""
HEARD = 6.0
"""Seconds of what is there that a continuation listens to."""
SPARE = 1.12
"""How much more is made than the plan is long, since fitting may speed it up."""


class MusicGen:
    """One model, loaded at first use. Thread-safe: one piece at a time."""

    def __init__(self, which: str = "") -> None:
        self.name = f"musicgen:{which or USUAL}"
        self._which = which or USUAL
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None

    def compose(self, brief: Brief, plan: Score, cancel: Cancel) -> Stems:
        """Make one stem, ``music``, in stretches of up to 28 s, each going on from the one before."""
        with self._lock:
            model, processor = self._load()
            rate = int(model.config.audio_encoder.sampling_rate)
            wanted = round(plan.duration * SPARE * rate) + rate
            words = prompt(brief, plan)
            sound = np.zeros((0, 1), np.float32)
            number = 0
            while len(sound) < wanted:
                heard = sound[-round(HEARD * rate) :]
                missing = (wanted - len(sound) + len(heard)) / rate
                seed = (brief.seed * 1000 + brief.take * 10 + number) % 2**32
                more = self._generate(model, processor, words, heard, min(missing, LONGEST), seed, cancel)
                if not len(more):
                    raise RenderError("The model made no sound for this. Try another version or other words.")
                sound = np.concatenate([sound, more]) if sound.size else more
                number += 1
        return Stems(rate, {"music": sound})

    def _load(self) -> tuple[Any, Any]:
        if self._loaded is None:
            try:
                from transformers import MusicgenForConditionalGeneration, MusicgenProcessor
            except ImportError:
                raise RenderError(
                    "MusicGen needs transformers and torch. Run %pip install 'nemo-nb[musicgen]', "
                    "or unset NEMO_COMPOSER."
                ) from None
            try:
                processor = MusicgenProcessor.from_pretrained(self._which)
                model = MusicgenForConditionalGeneration.from_pretrained(self._which)
            except (OSError, ValueError) as error:
                raise RenderError(
                    f"The model {self._which} could not be loaded. Check its name and the connection to the "
                    "place it comes from, or unset NEMO_COMPOSER."
                ) from error
            self._loaded = model.eval(), processor
        return self._loaded

    def _generate(
        self,
        model: Any,
        processor: Any,
        words: str,
        heard: NDArray[np.float32],
        seconds: float,
        seed: int,
        cancel: Cancel,
    ) -> NDArray[np.float32]:
        """Return what follows ``heard``, (frames, channels); ``seconds`` counts both."""
        import torch
        from transformers import StoppingCriteriaList

        encoder = model.config.audio_encoder
        audio = {"audio": heard[:, 0], "sampling_rate": int(encoder.sampling_rate)} if len(heard) else {}
        inputs = processor(text=[words], padding=True, return_tensors="pt", **audio)
        fresh = seconds - len(heard) / encoder.sampling_rate

        def stopped(ids: Any, *_: Any, **__: Any) -> Any:
            return torch.full((ids.shape[0],), cancel.requested, dtype=torch.bool, device=ids.device)

        cancel.check()
        try:
            with torch.random.fork_rng(), torch.inference_mode():
                torch.manual_seed(seed)
                made = model.generate(
                    **inputs,
                    do_sample=True,
                    max_new_tokens=max(16, round(fresh * encoder.frame_rate)),
                    stopping_criteria=StoppingCriteriaList([stopped]),
                )
        except RuntimeError:
            cancel.check()  # stopped so early, the sound cannot be decoded
            raise
        cancel.check()
        sound = made[0].float().cpu().numpy().T.astype(np.float32)
        return np.ascontiguousarray(sound[len(heard) :])
