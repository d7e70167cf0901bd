"""Files and requests that are difficult, damaged or meant to do harm."""

import json
import re
import resource
import struct
import subprocess
import sys
import threading
import zlib

import httpx
import pytest

from nemo_nb.engine.score import recompose

PICTURE = ["-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=2"]
SOUND = ["-f", "lavfi", "-i", "sine=d=2"]
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]


def described(look, path):
    """What ffmpeg says about a file."""
    command = [look.program, "-hide_banner", "-i", str(path)]
    return subprocess.run(command, capture_output=True).stderr.decode()


def post(engine, project, body, kind="multipart/form-data; boundary=x"):
    return engine.http.post(
        f"/api/upload-video/nemo_agent/me/{project}", content=body, headers={"Content-Type": kind}
    )


def part(name="files", filename="a.mp4", content=b"", header=b""):
    disposition = f'Content-Disposition: form-data; name="{name}"; filename="{filename}"'.encode()
    return b"--x\r\n" + disposition + b"\r\n" + header + b"\r\n" + content + b"\r\n"


@pytest.mark.parametrize(
    ("name", "arguments", "copied"),
    [
        ("mono.mp4", [*PICTURE, *SOUND, *H264, "-ac", "1"], True),
        ("surround.mp4", [*PICTURE, *SOUND, *H264, "-ac", "6"], True),
        ("opus.mkv", [*PICTURE, *SOUND, *H264, "-c:a", "libopus"], True),
        ("anamorphic.mp4", [*PICTURE, *H264, "-vf", "setsar=4/3"], True),
        (
            "rhythm.mp4",
            [*PICTURE, *H264, "-vf", "select=not(mod(n\\,7))+lt(n\\,9)", "-fps_mode", "vfr"],
            True,
        ),
        ("one.mp4", [*PICTURE, *H264, "-frames:v", "1"], True),
        ("late.mp4", [*PICTURE, "-itsoffset", "1", *SOUND, *H264, "-map", "0", "-map", "1", "-t", "2"], True),
        ("hevc.mp4", [*PICTURE, *SOUND, "-c:v", "libx265", "-x265-params", "log-level=none"], False),
        ("ten-bit.mp4", [*PICTURE, *H264[:-1], "yuv420p10le"], False),
        ("prores.mov", [*PICTURE, *SOUND, "-c:v", "prores_ks"], False),
        ("vp9.webm", [*PICTURE, *SOUND, "-deadline", "realtime", "-cpu-used", "8"], False),
        ("mpeg4.avi", [*PICTURE, *SOUND], False),
        ("odd.mp4", ["-f", "lavfi", "-i", "testsrc2=s=321x241:d=1", *H264[:-1], "yuv444p"], False),
        ("large.mp4", ["-f", "lavfi", "-i", "testsrc2=s=2560x1440:d=0.4", *H264], False),
    ],
)
def test_every_kind_of_clip_becomes_a_video_that_plays(engine, look, tmp_path, name, arguments, copied):
    clip = tmp_path / name
    look.ffmpeg(*arguments, clip)
    project = engine.project()
    told = engine.upload(project, clip).json()["data"]["files"][0]
    assert " 0 bars" not in engine.chat(project, "add calm lo-fi")
    out = engine.export(project, tmp_path / "out.mp4")
    assert abs(look.length(out) - told["duration"]) < 0.045
    (video,) = re.findall(r"Video: (.*)", described(look, out))
    assert re.match(r"h264 .*yuv420p\(", video)
    assert (look.packets(out) == look.packets(clip)) is copied
    width, height = map(int, re.search(r", (\d+)x(\d+)", video).groups())
    assert max(width, height) <= 1920
    assert min(width, height) <= 1080
    if told["duration"] >= 2:
        assert look.measured(out)[0] == pytest.approx(-14, abs=1)


def test_a_turned_clip_stays_turned(engine, look, tmp_path):
    flat, turned = tmp_path / "flat.mp4", tmp_path / "turned.mp4"
    look.ffmpeg(*PICTURE, *H264, flat)
    look.ffmpeg("-display_rotation", "90", "-i", flat, "-c", "copy", turned)
    project = engine.project()
    (file,) = engine.upload(project, turned).json()["data"]["files"]
    assert (file["width"], file["height"]) == (240, 320)
    engine.chat(project, "add calm lo-fi")
    copied = engine.export(project, tmp_path / "copied.mp4")
    assert "rotation of" in described(look, copied)
    engine.chat(project, "add the title 'Up'")
    made = described(look, engine.export(project, tmp_path / "made.mp4"))
    assert "rotation of" not in made
    assert "240x320" in made


@pytest.mark.parametrize("late", [0.0, 0.5])
def test_picture_and_sound_stay_together(engine, look, tmp_path, late):
    """A click in the source's sound is at the same place in the export."""
    clip = tmp_path / "clip.mp4"
    click = [
        "-itsoffset",
        str(late),
        "-f",
        "lavfi",
        "-i",
        "aevalsrc='if(between(t,1,1.01),0.5,0)':d=2:s=48000",
    ]
    look.ffmpeg(
        *PICTURE, *click, "-map", "0", "-map", "1", *H264[:2], "-bf", "2", "-pix_fmt", "yuv420p", clip
    )
    project = engine.project()
    engine.upload(project, clip)
    out = engine.export(project, tmp_path / "out.mp4")
    heard = look.sound(out)
    assert abs(heard).max(axis=1).argmax() / 48000 == pytest.approx(1.005 + late, abs=0.01)


def test_cover_art_is_no_video(engine, look, tmp_path):
    cover, song = tmp_path / "cover.png", tmp_path / "song.mp3"
    look.ffmpeg(*PICTURE, "-frames:v", "1", cover)
    look.ffmpeg(*SOUND, "-i", cover, "-map", "0", "-map", "1", "-disposition:v", "attached_pic", song)
    project = engine.project()
    (file,) = engine.upload(project, song).json()["data"]["files"]
    assert (file["file_type"], file["width"]) == ("audio", None)


@pytest.mark.parametrize(
    "script",
    [
        "#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:1,\n{url}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '{url}'\n",
        "<?xml version='1.0'?><MPD><Period><BaseURL>{url}</BaseURL></Period></MPD>",
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='{url}'/></svg>",
        "[playlist]\nFile1={url}\n",
        "v=0\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\na=control:{url}\n",
    ],
)
@pytest.mark.parametrize("name", ["list.mp4", "list.gif", "list.mp3"])
def test_nothing_that_points_elsewhere_is_followed(engine, tmp_path, script, name):
    asked = []
    with httpx_server(asked) as url:
        path = tmp_path / name
        path.write_text(script.format(url=url))
        answer = engine.upload(engine.project(), path)
    assert answer.json()["code"] == 4001
    assert not asked


def httpx_server(asked):
    """A server that remembers whether anybody came."""
    from contextlib import contextmanager
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)

    @contextmanager
    def running():
        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/clip.ts"
        server.shutdown()

    return running()


def bomb(side):
    """A PNG of a few kB that claims a picture of ``side`` x ``side``."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(4096)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [16_000, 60_000])
def test_a_picture_that_claims_to_be_huge_is_refused(engine, tmp_path, side):
    path = tmp_path / "bomb.png"
    path.write_bytes(bomb(side))
    assert engine.upload(engine.project(), path).json()["code"] == 4001


def sparse(look, path, hours):
    """A clip of two pictures that lie hours apart."""
    apart = f"setpts=N*{hours * 3600}/TB"
    look.ffmpeg(*PICTURE, "-frames:v", "2", "-vf", apart, "-fps_mode", "passthrough", *H264, path)
    return path


def test_a_clip_of_two_pictures_a_day_apart_is_refused(engine, look, tmp_path):
    answer = engine.upload(engine.project(), sparse(look, tmp_path / "day.mkv", 24)).json()
    assert "longer than 3 hours" in answer["message"]


def test_music_of_more_than_an_hour_is_not_begun(engine, look, tmp_path):
    project = engine.project()
    engine.upload(project, sparse(look, tmp_path / "hours.mkv", 2))
    before = engine.draft(project)
    assert "at most 1 hour" in engine.chat(project, "add calm lo-fi")
    assert engine.draft(project) == before


@pytest.mark.parametrize("cut", [0.05, 0.5, 0.97])
def test_a_clip_that_breaks_off_is_refused_or_rendered(engine, bikes, look, tmp_path, cut):
    broken = tmp_path / "broken.mkv"
    look.ffmpeg("-i", bikes, "-c", "copy", broken)
    whole = broken.read_bytes()
    broken.write_bytes(whole[: int(len(whole) * cut)])
    project = engine.project()
    answer = engine.upload(project, broken).json()
    if answer["code"] == 0:
        engine.chat(project, "add calm lo-fi")
        engine.export(project, tmp_path / "out.mp4")
    else:
        assert answer["code"] == 4001


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nothing of the kind",
        b"--x--\r\n",
        part(content=b"\0" * 100),
        part() + b"--x--\r\n",
        part(name="other", content=b"abc") + b"--x--\r\n",
        part(header=b"X-Long: " + b"a" * 20_000 + b"\r\n", content=b"abc") + b"--x--\r\n",
        b"--x\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--x--\r\n",
        part(filename="a.mp4", content=b"abc") * 501 + b"--x--\r\n",
        b"--x\r\n\xff\xfe: \r\n\r\n\r\n--x--",
    ],
    ids=["empty", "words", "no part", "no end", "empty file", "other", "header", "bare", "many", "bytes"],
)
def test_a_damaged_form_is_refused_and_leaves_nothing(engine, body):
    project = engine.project()
    answer = post(engine, project, body)
    assert answer.status_code in (400, 415)
    assert answer.json()["message"]
    assert engine.draft(project) is None
    assert not list(engine.home.glob("scratch/*/*"))


def test_a_form_without_a_boundary_is_refused(engine):
    for kind in ("multipart/form-data", "text/plain", "multipart/form-data; boundary="):
        assert post(engine, engine.project(), b"--x--", kind).status_code == 400


@pytest.mark.parametrize("name", ["../../evil.mp4", "..\\\\evil.mp4", "/etc/evil.mp4", "C:\\\\x\\\\evil.mp4"])
def test_a_file_s_name_is_only_a_name(engine, bikes, name):
    project = engine.project()
    (file,) = post(engine, project, part(filename=name, content=bikes.read_bytes()) + b"--x--\r\n").json()[
        "data"
    ]["files"]
    assert file["filename"] == "evil.mp4"
    assert not list(engine.home.rglob("*evil*"))


def test_music_that_was_there_first_fits_a_clip_that_comes_later(engine, bikes, look, tmp_path):
    project = engine.project()
    engine.chat(project, "compose a calm lo-fi loop of 5 seconds")
    engine.upload(project, bikes)
    draft = engine.draft(project)
    (music,) = next(track["sg"] for track in draft["t"] if track["tt"] == 1)
    assert (music["d"], music["m"]["volume"]) == (10000, 0.35)
    heard = look.sound(engine.export(project, tmp_path / "out.mp4"))
    assert abs(heard[8 * 48000 :]).max() > 0.01
    assert "since the last file came" in engine.chat(project, "undo")
    assert engine.draft(project)["t"] == draft["t"]


@pytest.mark.skipif(sys.platform != "linux", reason="limits another process")
def test_a_full_disk_is_said_and_nothing_is_lost(start, bikes, bunny, tmp_path):
    engine = start()
    project = engine.project()
    engine.upload(project, bikes)
    before = engine.draft(project)
    unlimited = resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE)
    # A limit on the size of files fails as a full disk does, at some moment of each kind of work.
    resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE, (600_000, unlimited[1]))
    refused = engine.upload(project, bunny)
    assert (refused.status_code, refused.json()["message"][:17]) == (500, "The disk is full.")
    events = engine.events(project, "add calm lo-fi")
    assert "The disk is full." in events[-1]["errorMessage"]
    draft = {**before, "t": [*before["t"], {"tt": 7, "sg": [{"d": 9000, "m": {"text": "Hi"}}]}]}
    job = engine.finished(engine.start_export(project, draft))
    assert (job["status"], job["error"][:17]) == ("failed", "The disk is full.")
    assert engine.draft(project) == before
    assert not list(engine.home.glob("scratch/*/*"))
    resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE, unlimited)
    engine.chat(project, "add calm lo-fi")
    engine.export(project, tmp_path / "out.mp4")


def test_several_engines_and_projects_work_at_once_on_one_folder(start, bunny, bikes, look, tmp_path):
    engines = [start(), start()]
    shared = engines[0].project()
    engines[0].upload(shared, bikes)
    errors, made = [], []

    def work(number):
        engine = engines[number % 2]
        try:
            own = engine.project()
            engine.upload(own, (bunny, bikes)[number % 2])
            engine.chat(own, "add calm lo-fi")
            engine.chat(shared, f"add the title 'T{number}' at 0:0{number}.5 for 1 second")
            made.append(look.packets(engine.export(own, tmp_path / f"{number}.mp4")))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert set(made) == {look.packets(bunny), look.packets(bikes)}
    titles = [s["m"]["text"] for t in engines[1].draft(shared)["t"] if t["tt"] == 7 for s in t["sg"]]
    assert sorted(titles) == ["T0", "T1", "T2", "T3"]


def test_nonsense_requests_are_answered_in_json(engine):
    for path in ("/run_sse", "/api/render/proxy/lambda", "/api/auth/claim-token"):
        for body in (b"", b"[", b"[]", b'{"session_id": {}}', b'{"sessionId": 3, "session_id": 3}'):
            answer = engine.http.post(path, content=body)
            assert answer.status_code in (400, 404), (path, body)
            assert json.loads(answer.text)["code"]
    for body in (b"[" * 100_000, b'{"task_name": "\\ud800"}', b'{"language": "\\udfff"}'):
        answer = engine.http.post("/api/tasks/me/with-session/nemo_agent", content=body)
        assert (answer.status_code, json.loads(answer.text)["code"]) == (400, 400), body[:40]
    project = engine.project()
    for tracks in ("abc", 5, None, [None], [1]):
        request = {"id": "odd", "sessionId": project, "draft": {"t": tracks}, "output": {}}
        assert engine.http.post("/api/render/proxy/lambda", json=request).json()["code"] == 400, tracks
    with pytest.raises(httpx.HTTPError):
        httpx.get(engine.hello["url"].replace("http", "https"), timeout=2)


@pytest.mark.parametrize("wish", [{"bpm": 1e9}, {"bpm": -7}, {"bpm_range": [1e9, 1e9]}, {"pace": 1e9}])
def test_music_of_an_impossible_tempo_is_not_begun(wish):
    with pytest.raises(ValueError, match="no piece"):
        recompose({"brief": {"genre": "pop", **wish}, "picture": {"duration": 10}})
