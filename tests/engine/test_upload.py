"""Uploads: what is taken, what is refused, and that a refusal changes nothing."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


def test_a_clip_is_on_the_timeline_at_once(engine, bunny):
    project = engine.project()
    data = engine.upload(project, bunny).json()["data"]
    (file,) = data["files"]
    assert data["session_state_applied"] is True
    assert (file["file_type"], file["width"], file["height"], file["fps"]) == ("video", 1280, 720, 25.0)
    assert file["duration"] == pytest.approx(5.312, abs=0.001)
    draft = engine.draft(project)
    assert draft["d"] == 5312
    assert [segment["m"]["media"] for segment in draft["t"][0]["sg"]] == [file["hash"]]


def test_media_come_back_in_ranges(engine, bunny):
    project = engine.project()
    (file,) = engine.upload(project, bunny).json()["data"]["files"]
    answer = engine.http.get(file["cdn_url"], headers={"Range": "bytes=1000-1999"})
    assert answer.status_code == 206
    assert answer.content == bunny.read_bytes()[1000:2000]


@pytest.mark.parametrize(
    "format",
    ["mov", "avi", "webm", "mkv", "mp3", "wav", "m4a", "aac", "ogg", "flac", "jpg", "png", "gif", "webp"],
)
def test_every_promised_format_is_taken(engine, look, tmp_path, format):
    path = tmp_path / f"a.{format}"
    picture = ["-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=1"]
    sound = ["-f", "lavfi", "-i", "sine=d=1"]
    if format in ("mp3", "wav", "m4a", "aac", "ogg", "flac"):
        look.ffmpeg(*sound, path)
    elif format in ("jpg", "png", "webp"):
        look.ffmpeg(*picture, "-frames:v", "1", path)
    else:
        look.ffmpeg(*picture, *(sound if format != "gif" else []), path)
    answer = engine.upload(engine.project(), path).json()
    assert answer["code"] == 0, answer
    kind = answer["data"]["files"][0]["file_type"]
    assert kind == {"jpg": "image", "png": "image", "webp": "image", "gif": "image"}.get(
        format, "audio" if format in ("mp3", "wav", "m4a", "aac", "ogg", "flac") else "video"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.txt", b"words"),
        ("notes.mp4", b"words that are no video" * 100),
        ("empty.mp4", b""),
        ("list.mp4", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"),
        ("head.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + b"\0" * 500),
        ("noise.mp3", b"ID3\x04\0\0\0\0\0\0" + b"\x55" * 4000),
    ],
)
def test_what_is_no_media_is_4001_and_changes_nothing(engine, bunny, tmp_path, name, content):
    project = engine.project()
    engine.upload(project, bunny)
    before = engine.state(project)
    path = tmp_path / name
    path.write_bytes(content)
    answer = engine.upload(project, path)
    assert (answer.status_code, answer.json()["code"]) == (415, 4001)
    assert name in answer.json()["message"]
    assert engine.state(project) == before


def test_a_file_over_the_limit_is_4002_and_leaves_nothing_behind(engine, bunny, tmp_path):
    project = engine.project()

    def parts():
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="big.mp3"\r\n\r\n'
        for _ in range(201):
            yield bytes(1_000_000)
        yield b"\r\n--x--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=x", "X-Skill-Source": "music-to-ai"}
    answer = engine.http.post(f"/api/upload-video/nemo_agent/me/{project}", content=parts(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, 4002)
    assert "200 MB" in answer.json()["message"]
    assert engine.draft(project) is None
    assert not list(engine.home.glob("scratch/*/*"))


def test_a_link_is_fetched(engine, bunny):
    class Serve(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/a/bunny.mp4" else 404)
            self.end_headers()
            self.wfile.write(bunny.read_bytes())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Serve)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    project = engine.project()
    address = f"/api/upload-video/nemo_agent/me/{project}"
    answer = engine.http.post(address, json={"urls": [f"{base}/a/bunny.mp4"], "source_type": "url"}).json()
    assert answer["data"]["files"][0]["filename"] == "bunny.mp4"
    for url in (f"{base}/missing.mp4", "file:///etc/passwd", f"{base}/a.html"):
        refused = engine.http.post(address, json={"urls": [url], "source_type": "url"})
        assert refused.status_code >= 400
    server.shutdown()
    assert len(engine.state(project)["video_infos"]) == 1
