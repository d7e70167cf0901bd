"""How loud is it, and where do people speak? One decode serves both.

Speech is found by Silero VAD (data/silero_vad.onnx, MIT, from the silero-vad package 6.2.3), whose sequence
form takes the frames of many seconds in one call. How its probabilities become spans follows the numbers that
its authors recommend.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from nemo_nb.engine.ffmpeg import run, source

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.picture.facts import Facts

_RATE = 16_000
_FRAME, _CONTEXT = 512, 64  # samples; fixed by the model
_BLOCK = 1024  # frames per call: half a minute, a few MB
_ENTER, _LEAVE = 0.5, 0.35  # probability at which speech begins and ends
_SURE = 0.95  # reached by every sentence, but not by birds and squeaking hinges
_SHORTEST, _GAP, _PAD = 0.25, 0.6, 0.1  # s; a longer gap than theirs, since music waits through a breath
_SILENCE = -60.0  # LUFS; below it nothing can be heard

Spans = tuple[tuple[float, float], ...]


def listen(path: Path, facts: Facts, cancel: Cancel) -> tuple[Spans, float | None]:
    """Return the spans of speech (s) and the integrated loudness (LUFS, None for silence).

    Raises
    ------
    FfmpegError, Cancelled
    """
    graph = "[0:a:0]asplit[v][l];[l]ebur128=framelog=quiet[l2];[v]aresample=16000:async=1:first_pts=0[v2]"
    speech = ["-map", "[v2]", "-ac", "1", "-f", "s16le", "pipe:1"]
    level = ["-map", "[l2]", "-f", "null", "-"]
    arguments = ["-vn", *source(path, facts.container), "-filter_complex", graph, *speech, *level]
    out, said = run(arguments, cancel=cancel, limit=60 + facts.duration, verbose=True)
    told = re.findall(r"\bI:\s+(-?[\d.]+) LUFS", said)
    loudness = float(told[-1]) if told else None
    if loudness is None or loudness < _SILENCE:
        return (), None
    samples = (np.frombuffer(out, "<i2") / 32768).astype(np.float32)
    return find_speech(samples, cancel), loudness


def find_speech(samples: NDArray[np.float32], cancel: Cancel) -> Spans:
    """Return where people speak (s) in mono sound at 16 kHz."""
    count = -(-samples.size // _FRAME)
    frames = np.zeros((count, _FRAME), np.float32)
    frames.reshape(-1)[: samples.size] = samples
    context = np.zeros((count, _CONTEXT), np.float32)
    context[1:] = frames[:-1, -_CONTEXT:]
    model = load_model()
    state = [np.zeros((1, 1, 128), np.float32)] * 2
    found: list[NDArray[np.float32]] = []
    for start in range(0, count, _BLOCK):
        cancel.check()
        block = slice(start, start + _BLOCK)
        inputs = {"input": np.hstack((context[block], frames[block])), "h": state[0], "c": state[1]}
        probabilities, *state = model.run(["speech_probs", "hn", "cn"], inputs)
        found.append(probabilities)
    return _spans(np.concatenate(found) if found else np.zeros(0, np.float32), samples.size / _RATE)


@lru_cache
def load_model() -> Any:
    """Return the speech model's session, loaded once."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = files("nemo_nb.engine").joinpath("data/silero_vad.onnx").read_bytes()
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _spans(probabilities: NDArray[np.float32], duration: float) -> Spans:
    spans: list[tuple[float, float]] = []
    start: int | None = None
    for index, probability in enumerate([*probabilities.tolist(), 0.0]):
        if start is None and probability >= _ENTER:
            start = index
        elif start is not None and probability < _LEAVE:
            begin, end = start * _FRAME / _RATE, index * _FRAME / _RATE
            sure = probabilities[start:index].max() >= _SURE
            start = None
            if not sure:
                continue
            if spans and begin - spans[-1][1] < _GAP:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((begin, end))
    return tuple(
        (round(max(begin - _PAD, 0.0), 3), round(min(end + _PAD, duration), 3))
        for begin, end in spans
        if end - begin >= _SHORTEST
    )
