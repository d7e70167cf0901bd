"""A brief in the words that text-to-music models were trained on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nemo_nb.engine.brief import Brief
    from nemo_nb.engine.music import Score

_MOODS = (
    # (valence, arousal, words): the nearest is said
    (0.7, 0.7, "joyful and energetic"), (0.7, 0.0, "warm and hopeful"), (0.6, -0.6, "peaceful and gentle"), (0.1, -0.4, "nostalgic and calm"),  # noqa: E501
    (0.2, 0.8, "powerful and driving"), (0.0, 0.1, "steady and neutral"), (-0.6, 0.6, "tense and dark"), (-0.6, -0.4, "sad and slow"),  # noqa: E501
)  # fmt: skip


def prompt(brief: Brief, plan: Score) -> str:
    """Return one line: genre, mood, tempo, key, instruments, shape, and the person's own words."""
    mood = min(_MOODS, key=lambda m: (m[0] - brief.valence) ** 2 + (m[1] - brief.arousal) ** 2)[2]
    parts = [plan.label, mood, f"{plan.bpm:.0f} BPM", f"in {plan.key}"]
    players = brief.instruments or plan.instruments[:4]
    parts += ["with " + ", ".join(players)] if players else []
    parts += ["building up"] if brief.build or brief.peak else []
    parts += [f"without {name}" for name in brief.excluded]
    parts += ["instrumental, high quality"]
    own = " ".join(brief.words.split())[:160]
    return ", ".join(parts) + (f". {own}" if own else "")
