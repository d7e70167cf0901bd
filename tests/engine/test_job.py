"""The main job: a clip, one sentence, a scored video; measured on the decoded file."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def scored(engine, bunny, tmp_path_factory):
    project = engine.project()
    engine.upload(project, bunny)
    events = engine.events(project, "add calm lo-fi")
    return project, events, engine.export(project, tmp_path_factory.mktemp("job") / "out.mp4")


def test_the_picture_is_the_source_s_packet_for_packet(scored, bunny, look):
    assert look.packets(scored[2]) == look.packets(bunny)


def test_the_length_is_the_source_s_to_within_a_frame(scored, bunny, look):
    assert abs(look.length(scored[2]) - look.length(bunny)) < 1 / 25


def test_loudness_and_true_peak(scored, look):
    loudness, peak = look.measured(scored[2])
    assert -15 <= loudness <= -13
    assert peak <= -1


def test_the_index_stands_in_front(scored):
    head = scored[2].read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")


def test_the_draft_says_what_was_composed(engine, scored):
    music = next(track for track in engine.draft(scored[0])["t"] if track["tt"] == 1)
    (segment,) = music["sg"]
    assert music["m"]["role"] == "music"
    assert segment["d"] == 5312
    assert segment["m"]["volume"] == 0.35
    told = segment["m"]["music"]
    assert told["genre"] == "lofi"
    assert told["brief"]
    assert told["sections"]


def test_the_answer_streams_and_its_final_events_repeat_the_partial_ones(scored):
    events = scored[1]
    partial, final = "", ""
    events = [event for event in events if "content" in event]  # heartbeats have none
    for event in events:
        for part in event["content"]["parts"]:
            if event.get("partial"):
                partial += part["text"]
            elif event["content"]["role"] == "model":
                final += part.get("text", "")
    assert partial == final
    assert partial.startswith("Listening to bigbuckbunny.mp4: 0:05.3, 1 scene\nComposing lo-fi hip-hop, ")
    calls = [p["functionCall"]["name"] for e in events for p in e["content"]["parts"] if "functionCall" in p]
    answers = [
        p["functionResponse"]["name"]
        for e in events
        for p in e["content"]["parts"]
        if "functionResponse" in p
    ]
    assert calls == answers == ["analyze_media", "compose_music"]


def test_the_same_request_gives_the_same_file_in_another_project_of_another_engine(
    scored, start, bunny, tmp_path
):
    engine = start()
    project = engine.project()
    engine.upload(project, bunny)
    engine.chat(project, "add calm lo-fi")
    again = engine.export(project, tmp_path / "again.mp4")
    assert again.read_bytes() == scored[2].read_bytes()


def test_music_is_heard_everywhere_and_speech_is_found(engine, talk, look, tmp_path):
    project = engine.project()
    engine.upload(project, talk)
    said = engine.chat(project, "add an upbeat pop track")
    assert "speech in 1 place\n" in said
    duck = engine.draft(project)["t"][1]["sg"][0]["m"]["duck"]
    (span,) = duck["spans"]
    assert span == [pytest.approx(4000, abs=400), pytest.approx(8900, abs=500)]
    out = engine.export(project, tmp_path / "out.mp4")
    heard = look.sound(out)
    for second in range(0, 12, 3):
        part = heard[second * 48000 : (second + 3) * 48000]
        assert 20 * np.log10(np.sqrt(np.mean(part**2))) > -45
    assert "muted" in engine.chat(project, "mute the original sound")
    loudness, peak = look.measured(engine.export(project, tmp_path / "muted.mp4"))
    assert -15 <= loudness <= -13
    assert peak <= -1


def test_cuts_are_found_where_they_are(engine, bikes):
    project = engine.project()
    engine.upload(project, bikes)
    assert "6 scenes, no sound" in engine.chat(project, "add a cinematic piano score")
    (analysis,) = engine.state(project)["video_analyses"]
    assert analysis["cuts"] == pytest.approx([1.2, 3.04, 5.48, 7.48, 9.68])
