"""The real MusicGen code of transformers, on a tiny model with random weights that is made here, offline.

Only where the extra ``nemo-nb[musicgen]`` is installed: `make musicgen` does that.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from nemo_nb.engine.brief import Brief
from nemo_nb.engine.cancel import Cancel, Cancelled
from nemo_nb.engine.music import RATE, Picture, compose, loudness
from nemo_nb.engine.neural import chosen, musicgen, played
from nemo_nb.protocol import RenderError

there = find_spec("transformers") is not None and find_spec("torch") is not None
if os.environ.get("NEMO_REQUIRE_MUSICGEN") and not there:
    raise RuntimeError("transformers and torch are to be tested, but are not installed")
needs_model = pytest.mark.skipif(not there, reason="nemo-nb[musicgen] is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    import torch
    from transformers import (
        EncodecConfig,
        EncodecFeatureExtractor,
        MusicgenConfig,
        MusicgenDecoderConfig,
        MusicgenForConditionalGeneration,
        MusicgenProcessor,
        T5Config,
        T5TokenizerFast,
    )

    folder = tmp_path_factory.mktemp("tiny")
    letters = [(letter, -3.0) for letter in "▁abcdefghijklmnopqrstuvwxyz0123456789,.-#"]
    tokenizer = T5TokenizerFast(vocab=[("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *letters], extra_ids=0)
    text = T5Config(vocab_size=64, d_model=16, d_kv=8, d_ff=32, num_layers=1, num_heads=2)
    audio = EncodecConfig(
        sampling_rate=8000,
        target_bandwidths=[1.5],
        num_filters=4,
        hidden_size=16,
        codebook_size=32,
        codebook_dim=16,
        upsampling_ratios=[8, 8, 5],
        num_lstm_layers=1,
    )
    decoder = MusicgenDecoderConfig(
        vocab_size=32,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        ffn_dim=32,
        num_codebooks=audio.num_quantizers,
        pad_token_id=32,
        bos_token_id=32,
    )
    torch.manual_seed(0)
    parts = {"text_encoder": text.to_dict(), "audio_encoder": audio.to_dict(), "decoder": decoder.to_dict()}
    model = MusicgenForConditionalGeneration(MusicgenConfig(**parts))
    for layer in model.audio_encoder.quantizer.layers:
        layer.codebook.embed.normal_()  # they begin as zeros, and all tokens would sound alike
    starts = {"decoder_start_token_id": 32, "pad_token_id": 32, "bos_token_id": 32}
    model.generation_config.update(**starts, guidance_scale=3.0)
    model.save_pretrained(folder)
    extractor = EncodecFeatureExtractor(feature_size=1, sampling_rate=8000, padding_side="left")
    MusicgenProcessor(feature_extractor=extractor, tokenizer=tokenizer).save_pretrained(folder)
    return folder


@needs_model
def test_a_piece_in_several_stretches_is_fitted_like_any_other(folder, monkeypatch):
    monkeypatch.setattr(musicgen, "LONGEST", 2.0)
    monkeypatch.setattr(musicgen, "HEARD", 0.5)
    composer = chosen(f"musicgen:{folder}")
    brief = Brief(genre="lofi", seed=5, words="calm lo-fi")
    plan = compose(brief, Picture(3.0, (1.1,)))
    stems = composer.compose(brief, plan, Cancel())
    assert stems.rate == 8000
    assert len(stems.sounds["music"]) >= 3.0 * 8000
    short = compose(brief, Picture(0.5))
    again = composer.compose(brief, short, Cancel()).sounds["music"]
    assert np.array_equal(again, composer.compose(brief, short, Cancel()).sounds["music"])
    other = composer.compose(Brief(genre="lofi", seed=6, words="calm lo-fi"), short, Cancel())
    assert not np.array_equal(other.sounds["music"], again)
    (sound,) = played(composer, brief, plan, Cancel()).values()
    assert sound.shape == (3 * RATE, 2)
    assert loudness(sound) == pytest.approx(-20, abs=1.5)
    assert np.abs(sound[-50:]).max() < 1e-3


@needs_model
def test_it_stops_when_it_is_cancelled(folder):
    cancel = Cancel()
    cancel.request()
    brief = Brief(seed=1)
    with pytest.raises(Cancelled):
        chosen(f"musicgen:{folder}").compose(brief, compose(brief, Picture(4.0)), cancel)


@needs_model
def test_a_model_that_is_not_there_is_told_in_words(tmp_path):
    brief = Brief(seed=1)
    with pytest.raises(RenderError, match="could not be loaded"):
        chosen(f"musicgen:{tmp_path}").compose(brief, compose(brief, Picture(4.0)), Cancel())


@needs_model
def test_the_engine_composes_with_it_and_masters_the_same(folder, tmp_path, monkeypatch):
    """The whole way: a chat with a real engine, the draft, an export."""
    import soundfile

    from tests.engine.conftest import Engine

    monkeypatch.setenv("NEMO_COMPOSER", f"musicgen:{folder}")
    engine = Engine(tmp_path / "home")
    try:
        project = engine.project()
        engine.chat(project, "calm lo-fi, 3 seconds")
        (segment,) = [s for t in engine.draft(project)["t"] if t["tt"] == 1 for s in t["sg"]]
        assert segment["m"]["music"]["composer"] == f"musicgen:{folder}"
        assert segment["m"]["report"]["duration"] == 3
        body = {"id": "render_model", "sessionId": project, "draft": engine.draft(project)}
        engine.http.post("/api/render/proxy/lambda", json={**body, "output": {"format": "wav"}})
        job = engine.finished("render_model", within=120)
        assert job["status"] == "completed", job
        path = tmp_path / "out.wav"
        path.write_bytes(engine.http.get(f"/api/render/proxy/{job['id']}/download").content)
    finally:
        engine.close()
    sound, rate = soundfile.read(path, dtype="float32")
    assert rate == RATE
    assert loudness(sound) == pytest.approx(-14, abs=0.7)


def test_without_the_extra_one_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "transformers", None)
    brief = Brief(seed=1)
    composer = musicgen.MusicGen(str(Path("nowhere")))
    with pytest.raises(RenderError, match=r"nemo-nb\[musicgen\]"):
        composer.compose(brief, compose(brief, Picture(4.0)), Cancel())
