"""What a message does to the draft, and what it does not."""

import pytest


@pytest.fixture
def project(engine, bunny):
    project = engine.project()
    engine.upload(project, bunny)
    return project


def tracks(engine, project):
    return {(t["tt"], t.get("m", {}).get("role")): t["sg"] for t in engine.draft(project)["t"]}


def music(engine, project):
    (segment,) = tracks(engine, project)[1, "music"]
    return segment["m"]


def test_refining_keeps_the_piece_and_changes_what_was_named(engine, project):
    assert " 1 bars" not in engine.chat(project, "add calm lo-fi")
    before = music(engine, project)
    engine.chat(project, "make it faster")
    after = music(engine, project)
    assert after["music"]["bpm"] > before["music"]["bpm"]
    assert after["music"]["seed"] == before["music"]["seed"]
    assert after["music"]["key"] == before["music"]["key"]
    assert after["media"] != before["media"]


def test_another_version_is_another_piece_in_the_same_genre(engine, project):
    engine.chat(project, "add calm lo-fi")
    before = music(engine, project)
    engine.chat(project, "another version")
    after = music(engine, project)
    assert after["media"] != before["media"]
    assert after["music"]["genre"] == before["music"]["genre"]


def test_a_new_request_replaces_the_music_at_the_same_volume(engine, project):
    engine.chat(project, "add calm lo-fi")
    engine.chat(project, "music at 20 %")
    engine.chat(project, "replace the music with a cinematic piano score")
    assert music(engine, project)["volume"] == 0.2
    assert music(engine, project)["music"]["genre"] != "lofi"


def test_volumes(engine, project):
    assert "no music" in engine.chat(project, "music louder")
    engine.chat(project, "add calm lo-fi")
    engine.chat(project, "set the music volume to 60%")
    assert music(engine, project)["volume"] == 0.6
    engine.chat(project, "make the music quieter")
    assert music(engine, project)["volume"] < 0.6
    engine.chat(project, "mute the original sound")
    assert tracks(engine, project)[0, None][0]["m"]["volume"] == 0
    engine.chat(project, "keep the original sound")
    assert tracks(engine, project)[0, None][0]["m"]["volume"] == 1


def test_undo_goes_back_step_by_step_and_past_itself(engine, project):
    start = engine.draft(project)
    engine.chat(project, "add the title 'One'")
    one = engine.draft(project)
    engine.chat(project, "add the title 'Two' at the top")
    engine.chat(project, "undo")
    assert engine.draft(project)["t"] == one["t"]
    engine.chat(project, "undo")
    assert engine.draft(project)["t"] == start["t"]
    assert "nothing to undo" in engine.chat(project, "undo")
    assert engine.draft(project)["t"] == start["t"]


def test_removing_music(engine, project):
    before = engine.draft(project)["t"]
    engine.chat(project, "add calm lo-fi")
    engine.chat(project, "remove the music")
    assert engine.draft(project)["t"] == before


@pytest.mark.parametrize(
    "text", ["what is the weather in Rome", "add green screen", "translate the subtitles", "blur my face"]
)
def test_what_it_cannot_do_it_says_and_changes_nothing(engine, project, text):
    before = engine.draft(project)
    assert "nothing was changed" in engine.chat(project, text)
    assert engine.draft(project) == before


def test_a_title_is_drawn_in_latin_and_chinese(engine, bikes, look, tmp_path):
    project = engine.project()
    engine.upload(project, bikes)
    plain = engine.export(project, tmp_path / "plain.mp4")
    engine.chat(project, "add the title 'Paradise: 100 % \\'free\\' 天堂' for 2 seconds")
    (title,) = tracks(engine, project)[7, None]
    assert (title["d"], title["m"]["start"]) == (2000, 0)
    titled = engine.export(project, tmp_path / "titled.mp4")
    assert abs(look.length(titled) - 10) < 1 / 25

    def middle(path, at):
        crop = "crop=iw*0.8:ih*0.12,scale=64:16,format=gray"
        return look.ffmpeg("-ss", at, "-i", path, "-frames:v", "1", "-vf", crop, "-f", "rawvideo", "-")

    def changed(at):
        pairs = zip(middle(plain, at), middle(titled, at), strict=True)
        return sum(abs(a - b) for a, b in pairs) / 1024

    assert changed("1") > 10
    assert changed("5") < 4


def test_a_glyph_the_font_lacks_is_named(engine, project):
    assert "has no ᚠ" in engine.chat(project, 'add the title "Rune ᚠ"')


def test_trimming_cuts_picture_and_sound_and_refits_the_music(engine, project, look, tmp_path):
    engine.chat(project, "add calm lo-fi")
    engine.chat(project, "trim to the first 3 seconds")
    draft = engine.draft(project)
    assert draft["d"] == 3000
    assert [segment["d"] for track in draft["t"] for segment in track["sg"]] == [3000, 3000]
    assert abs(look.length(engine.export(project, tmp_path / "out.mp4")) - 3) < 1 / 25


def test_a_clip_that_comes_after_the_music_is_scored_at_once(engine, project, talk):
    engine.chat(project, "add calm lo-fi")
    engine.upload(project, talk)
    (segment,) = tracks(engine, project)[1, "music"]
    fitted = engine.draft(project)
    assert segment["d"] == fitted["d"] == pytest.approx(17312, abs=50)
    assert "nothing to undo" in engine.chat(project, "undo")
    assert engine.draft(project)["t"] == fitted["t"]


def test_trim_and_the_music_s_new_fit_are_one_edit(engine, project):
    engine.chat(project, "add calm lo-fi")
    before = engine.draft(project)
    engine.chat(project, "trim to the first 3 seconds")
    engine.chat(project, "undo")
    assert engine.draft(project)["t"] == before["t"]


def test_a_volume_asked_for_together_with_music_is_the_only_one_told(engine, project):
    engine.chat(project, "add calm lo-fi")
    said = engine.chat(project, "make it warmer, and set the music to 25 %")
    assert "35 %" not in said
    assert said.endswith("The music is at 25 %.")
    assert music(engine, project)["volume"] == 0.25


def test_several_clips_follow_each_other_and_the_music_spans_them(engine, bunny, bikes, look, tmp_path):
    project = engine.project()
    engine.upload(project, bikes, bunny)
    engine.chat(project, "add calm lo-fi")
    draft = engine.draft(project)
    first, second = draft["t"][0]["sg"]
    assert (first["m"]["start"], second["m"]["start"]) == (0, 10000)
    assert draft["t"][1]["sg"][0]["d"] == draft["d"] == 15312
    out = engine.export(project, tmp_path / "out.mp4")
    assert abs(look.length(out) - 15.312) < 1 / 25
    loudness, peak = look.measured(out)
    assert -15 <= loudness <= -13
    assert peak <= -1


def test_music_from_words_alone_becomes_a_video(engine, look, tmp_path):
    project = engine.project()
    said = engine.chat(project, "compose a calm lo-fi loop of 5 seconds")
    assert "Listening" not in said
    assert engine.draft(project)["d"] == 5000
    out = engine.export(project, tmp_path / "out.mp4")
    assert abs(look.length(out) - 5) < 1 / 25
    frame = look.ffmpeg("-ss", "3", "-i", out, "-frames:v", "1", "-vf", "format=gray", "-f", "rawvideo", "-")
    assert len(frame) == 1920 * 1080
    assert len(set(frame)) > 40
    assert -15 <= look.measured(out)[0] <= -13


def test_a_song_becomes_a_video_with_its_own_sound(engine, look, tmp_path):
    song = tmp_path / "song.mp3"
    look.ffmpeg("-f", "lavfi", "-i", "sine=f=330:d=6", "-af", "tremolo=f=2:d=0.9", song)
    project = engine.project()
    engine.upload(project, song)
    said = engine.chat(
        project, "generate a music video with visuals that match the beat and mood of this song"
    )
    assert "song.mp3 is ready" in said
    (visual,) = tracks(engine, project)[0, None]
    assert visual["d"] == engine.draft(project)["d"] == pytest.approx(6000, abs=50)
    assert visual["m"]["visual"]["song"] == tracks(engine, project)[1, "song"][0]["m"]["media"]
    assert (engine.draft(project)["m"]["width"], engine.draft(project)["m"]["height"]) == (1920, 1080)
    out = engine.export(project, tmp_path / "out.mp4")
    assert abs(look.length(out) - look.length(song)) < 1 / 25
    assert look.measured(out)[0] == pytest.approx(look.measured(song)[0], abs=0.5)


def test_pictures_are_shown_for_five_seconds_each(engine, look, tmp_path):
    for name, colour in (("a.png", "red"), ("b.jpg", "blue")):
        look.ffmpeg("-f", "lavfi", "-i", f"color={colour}:s=640x480", "-frames:v", "1", tmp_path / name)
    project = engine.project()
    engine.upload(project, tmp_path / "a.png", tmp_path / "b.jpg")
    out = engine.export(project, tmp_path / "out.mp4")
    assert abs(look.length(out) - 10) < 1 / 25


def test_chinese_is_understood_and_answered(engine, bunny):
    project = engine.project("zh")
    engine.upload(project, bunny)
    said = engine.chat(project, "加一段舒缓的 lo-fi 音乐")
    assert said.startswith("正在聆听 bigbuckbunny.mp4：0:05.3，1 个镜头")
    assert "正在作曲：Lo-fi，" in said
    engine.chat(project, "音乐音量调到20%")
    assert music(engine, project)["volume"] == 0.2
    engine.chat(project, "添加标题“天堂”")
    assert tracks(engine, project)[7, None][0]["m"]["text"] == "天堂"
    assert "已撤销" in engine.chat(project, "撤销")
    assert "什么都没有改动" in engine.chat(project, "今天天气怎么样")
