"""The five skills: what each is for, what it takes, and how it introduces itself."""

from __future__ import annotations

from dataclasses import dataclass

VIDEO_FORMATS = ("mp4", "mov", "avi", "webm", "mkv")
IMAGE_FORMATS = ("jpg", "jpeg", "png", "gif", "webp")
AUDIO_FORMATS = ("mp3", "wav", "m4a", "aac", "ogg", "flac")
FORMATS = VIDEO_FORMATS + IMAGE_FORMATS + AUDIO_FORMATS
"""File name extensions that every skill accepts as material."""

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Skill:
    """One profile of the service.

    ``limit`` is the largest upload in bytes; ``usual`` the time a job takes, as the skill itself says;
    ``inputs`` the formats it names first (all of `FORMATS` are accepted).
    """

    name: str
    job: str
    inputs: tuple[str, ...]
    usual: str
    examples: tuple[str, ...]
    limit: int = 500 * MB
    version: str = "1.0.0"


SKILLS: dict[str, Skill] = {
    skill.name: skill
    for skill in (
        Skill(
            "ai-music-maker",
            "original music for a clip",
            ("mp4", "mov", "avi", "webm"),
            "30-60 s for a 30 s clip",
            (
                "add an upbeat background track that matches the video mood and tempo",
                "generate a 60-second travel montage video into a 1080p MP4",
            ),
        ),
        Skill(
            "ai-add-music-to",
            "background music that matches a video's mood",
            ("mp4", "mov", "avi", "webm"),
            "30-60 s",
            ("add background music that matches the mood of my video",),
        ),
        Skill(
            "music-to-ai",
            "a music video for a song: visuals that match beat and mood",
            ("mp3", "wav", "aac", "flac"),
            "1-2 min",
            (
                "generate a music video with visuals that match the beat and mood of this song",
                "convert a 3-minute MP3 music track into a 1080p MP4",
            ),
            limit=200 * MB,
        ),
        Skill(
            "topmediai-ai-music-generator",
            "an original score to a brief, refined step by step",
            VIDEO_FORMATS,
            "20-60 s",
            (
                "Generate an upbeat, energetic background track for a 60-second gym workout montage video",
                "Create a soft, cinematic piano score to accompany a slow-motion wedding highlight reel",
            ),
        ),
        Skill(
            "topmediai-ai-music",
            "music for a video or a text",
            ("mp4", "mov", "avi", "webm"),
            "20-40 s",
            (
                "Make a lo-fi hip-hop loop for a 3-minute study vlog with a calm, focused atmosphere",
                "upbeat corporate background music for a 90-second product launch video",
            ),
        ),
    )
}
DEFAULT_SKILL = "ai-music-maker"
