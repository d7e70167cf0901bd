"""Difficult files: the right picture and sound, or a clear refusal; in bounded time and memory.

Each clip is red above blue, so that a turned, cropped or wrongly coded picture shows; each sound is a tone.
"""

import resource
import struct
import time
import zlib

import numpy as np
import pytest
from PIL import Image

from nemo_nb.engine.picture import UnreadableError, read_facts

FLAG = "color=red:s={size}:r={rate}:d={d},drawbox=y=ih/2:h=ih:c=blue:t=fill"
TONE = ["-f", "lavfi", "-i", "sine=f=500:d=0.6:r=48000"]
FAST = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]


def flag(size="96x64", rate=25, d=0.6):
    return ["-f", "lavfi", "-i", FLAG.format(size=size, rate=rate, d=d)]


def only(*arguments, size="96x64", rate=25, d=0.6):
    """A clip without sound."""
    return lambda see, path: see.ffmpeg(*flag(size, rate, d), *(arguments or FAST), path)


def both(*arguments):
    """A clip with sound."""
    return lambda see, path: see.ffmpeg(*flag(), *TONE, *FAST, *arguments, path)


def tone(*arguments):
    return lambda see, path: see.ffmpeg(*TONE, *arguments, path)


def again(*arguments, before=()):
    """A clip that ffmpeg has handled a second time."""

    def make(see, path):
        first = path.with_name("first.mp4")
        see.ffmpeg(*flag(), *TONE, *FAST, "-g", "5", first)
        see.ffmpeg(*before, "-i", first, "-c", "copy", *arguments, path)

    return make


def cut_short(share, *arguments):
    def make(see, path):
        see.ffmpeg(*flag(), *TONE, *FAST, *arguments, path)
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])

    return make


def words(text):
    return lambda see, path: path.write_text(text)


def still(mode="RGB", size=(96, 64), **options):
    def make(see, path):
        picture = Image.new("RGBA", size, (0, 0, 255, 255))
        picture.paste((255, 0, 0, 255), (0, 0, size[0], size[1] // 2))
        picture = picture.convert(mode)
        turned = options.pop("turned", None)
        if turned:
            note = Image.Exif()
            note[0x112] = turned
            picture = picture.transpose(Image.Transpose.ROTATE_90)
            options["exif"] = note
        picture.save(path, **options)

    return make


def animated(see, path):
    """Six pictures of which the outer third is transparent."""
    pictures = []
    for number in range(6):
        picture = Image.new("RGBA", (96, 64), (0, 0, 0, 0))
        picture.paste((255, 0, 0, 255), (8, 0, 88, 32))
        picture.paste((0, 0, 255, 255), (8, 32, 88, 64))
        picture.putpixel((50, 30), (number, 9, 9, 255))
        pictures.append(picture)
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=100, loop=0)


def bomb(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(4096))) + chunk(b"IEND", b"")
    return lambda see, path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def far_apart(hours):
    apart = ["-frames:v", "2", "-vf", f"setpts=N*{hours * 3600}/TB", "-fps_mode", "passthrough"]
    return only(*FAST, *apart)


def boastful(see, path):
    """A clip whose header claims a thousand hours; its packets know better."""
    see.ffmpeg(*flag(), *FAST, path)
    data = bytearray(path.read_bytes())
    for kind, offset in ((b"mvhd", 20), (b"mdhd", 20)):
        at = data.index(kind)
        data[at + offset : at + offset + 4] = (3_600_000 * 1000 % 2**32).to_bytes(4, "big")
    path.write_bytes(data)


def elsewhere(see, path):
    """A film whose pictures are said to lie in another file, as QuickTime allows."""
    other = path.with_name("other.mov")
    see.ffmpeg(*flag(), *FAST, other)
    data = bytearray(other.read_bytes())
    name = str(other).encode()
    record = bytes(10) + b"\1x".ljust(28, b"\0") + bytes(12) + bytes([len(other.name)])
    record += other.name.encode().ljust(63, b"\0") + bytes(16) + bytes(4) + bytes(16)
    record += struct.pack(">HH", 2, len(name)) + name + bytes(len(name) % 2) + b"\xff\xff\0\0"
    at = data.index(b"dref") + 12
    old = int.from_bytes(data[at : at + 4], "big")
    entry = struct.pack(">I4sI", 12 + len(record), b"alis", 0) + record
    data[at : at + old] = entry
    for kind in (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"):
        # The box of the pictures' own track; what comes before it is left as it is.
        place = data.rindex(kind, 0, at) - 4
        size = int.from_bytes(data[place : place + 4], "big") + len(entry) - old
        data[place : place + 4] = size.to_bytes(4, "big")
    start = data.index(b"mdat")
    end = start - 4 + int.from_bytes(data[start - 4 : start], "big")
    data[start + 4 : end] = bytes(end - start - 4)
    path.write_bytes(data)


def wrapped(head):
    def make(see, path):
        plain = path.with_name("plain.mp3")
        see.ffmpeg(*TONE, plain)
        path.write_bytes(head + plain.read_bytes())

    return make


def with_cover(see, path):
    still(size=(200, 200))(see, path.with_name("cover.jpg"))
    joined = ["-i", path.with_name("cover.jpg"), "-map", "0", "-map", "1", "-c:v", "copy"]
    see.ffmpeg(*TONE, *joined, "-disposition:v", "attached_pic", path)


def with_subtitles(see, path):
    words("1\n00:00:00,000 --> 00:00:09,000\nHello\n")(see, path.with_name("a.srt"))
    see.ffmpeg(
        "-i", path.with_name("a.srt"), *flag(), *TONE, "-map", "0", "-map", "1", "-map", "2", *FAST, path
    )


def changing_size(see, path):
    for number, size in enumerate(("96x64", "192x128")):
        see.ffmpeg(*flag(size), *FAST, "-f", "h264", path.with_name(f"{number}.h264"))
    joined = b"".join(path.with_name(f"{number}.h264").read_bytes() for number in range(2))
    path.with_name("both.h264").write_bytes(joined)
    see.ffmpeg("-r", 25, "-i", path.with_name("both.h264"), "-c", "copy", path)


X265 = ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", "-tag:v", "hvc1"]
HLG = ["-color_primaries", "bt2020", "-color_trc", "arib-std-b67", "-colorspace", "bt2020nc"]
RIGHT = [
    # name, recipe, size of the canvas, about how long (s)
    ("hevc.mp4", both(*X265), (96, 64), 0.6),
    ("ten bits.mov", both(*X265, "-pix_fmt", "yuv420p10le"), (96, 64), 0.6),
    ("ten bits h264.mp4", only(*FAST[:-1], "yuv420p10le"), (96, 64), 0.6),
    (
        "hdr.mov",
        both(*X265, "-pix_fmt", "yuv420p10le", "-vf", "setparams=color_trc=arib-std-b67", *HLG),
        (96, 64),
        0.6,
    ),
    ("4-4-4.mp4", only(*FAST[:-1], "yuv444p"), (96, 64), 0.6),
    ("odd.mp4", only(*FAST[:-1], "yuv444p", size="321x241", d=0.2), (320, 240), 0.2),
    ("4k.mp4", only(size="3840x2160", d=0.08), (1920, 1080), 0.08),
    ("upright 4k.mp4", only(size="2160x3840", d=0.08), (1080, 1920), 0.08),
    ("anamorphic.mp4", only(*FAST, "-vf", "setsar=4/3"), (128, 64), 0.6),
    (
        "interlaced.mp4",
        only(*FAST, "-flags", "+ildct+ilme", "-vf", "setfield=tff", "-x264opts", "tff=1"),
        (96, 64),
        0.6,
    ),
    ("full range.mp4", only(*FAST[:-1], "yuvj420p"), (96, 64), 0.6),
    ("bt709.mp4", only(*FAST, "-vf", "scale=out_color_matrix=bt709", "-colorspace", "bt709"), (96, 64), 0.6),
    ("short.mp4", only(d=0.1, rate=30), (96, 64), 0.1),
    ("one picture.mp4", only(*FAST, "-frames:v", "1"), (96, 64), 0.04),
    ("slow.mp4", only(rate=2, d=1), (96, 64), 1.0),
    ("fast.mp4", only(rate=120, d=0.3), (96, 64), 0.3),
    ("ntsc.mp4", only(rate="30000/1001", d=0.5), (96, 64), 0.5),
    ("vfr.mp4", only(*FAST, "-vf", "select='lt(n,4)+gt(n,9)'", "-fps_mode", "vfr"), (96, 64), 0.6),
    ("fragments.mp4", both("-movflags", "frag_keyframe+empty_moov"), (96, 64), 0.6),
    ("turned.mp4", again(before=("-display_rotation", "-90")), (64, 96), 0.6),
    ("upside down.mp4", again(before=("-display_rotation", "180")), (96, 64), 0.6),
    ("edit list.mp4", again(before=("-ss", "0.3")), (96, 64), 0.3),
    ("late sound.mp4", again("-map", "0:v", "-map", "0:a"), (96, 64), 0.6),
    ("late picture.mkv", again("-output_ts_offset", "3"), (96, 64), 0.6),
    ("timecode.mov", both("-timecode", "01:00:00:00"), (96, 64), 0.6),
    ("subtitles.mkv", with_subtitles, (96, 64), None),
    ("metadata.mp4", both("-metadata", f"comment={'x' * 100_000}"), (96, 64), 0.6),
    (
        "two pictures.mkv",
        lambda s, p: s.ffmpeg(*flag(), *flag("64x64"), "-map", 0, "-map", 1, *FAST, p),
        (96, 64),
        0.6,
    ),
    ("changing.mkv", changing_size, (96, 64), 1.2),
    ("mono.mp4", both("-ac", "1"), (96, 64), 0.6),
    ("surround.mp4", both("-ac", "6"), (96, 64), 0.6),
    ("8 kHz.mkv", both("-ar", "8000", "-c:a", "pcm_s16le"), (96, 64), 0.6),
    ("vp8.webm", only("-c:v", "libvpx", "-deadline", "realtime", "-b:v", "1M"), (96, 64), 0.6),
    ("vp9.webm", only("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"), (96, 64), 0.6),
    (
        "alpha.webm",
        only("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-pix_fmt", "yuva420p"),
        (96, 64),
        0.6,
    ),
    ("av1.mp4", only("-c:v", "libsvtav1", "-preset", "12", "-svtav1-params", "lp=1"), (96, 64), 0.6),
    ("prores.mov", only("-c:v", "prores_ks"), (96, 64), 0.6),
    ("motion jpeg.avi", only("-c:v", "mjpeg", "-q:v", "3"), (96, 64), 0.6),
    ("mpeg4.avi", only("-c:v", "mpeg4", "-q:v", "2"), (96, 64), 0.6),
    ("no ending", both("-f", "mp4"), (96, 64), 0.6),
    ("-leading dash.mp4", both(), (96, 64), 0.6),
    ("quote ' \" %d [1] $HOME.mp4", both(), (96, 64), 0.6),
    ("假期 🏝️ 2026.mp4", both(), (96, 64), 0.6),
    ("new\nline.mp4", both(), (96, 64), 0.6),
    ("boastful.mp4", boastful, (96, 64), 0.6),
    ("moving.gif", only("-r", "10"), (96, 64), 5.0),
    ("moving.webp", animated, (96, 64), 5.0),
    ("see-through.gif", animated, (96, 64), 5.0),
    ("photo.jpg", still(quality=95), (96, 64), 5.0),
    ("turned photo.jpg", still(turned=6, quality=95), (96, 64), 5.0),
    ("print.jpg", still("CMYK", quality=95), (96, 64), 5.0),
    ("palette.png", still("P"), (96, 64), 5.0),
    ("see-through.png", still("RGBA"), (96, 64), 5.0),
    ("still.webp", still(quality=95), (96, 64), 5.0),
    ("thin.png", still(size=(64, 2)), (64, 16), 5.0),
]
SOUNDS = [
    ("song.mp3", tone()),
    ("cover.mp3", with_cover),
    ("big tag.mp3", wrapped(b"ID3\x04\0\0\0\x02\x00\x00" + bytes(32768))),
    ("song.m4a", tone()),
    ("song.aac", tone()),
    ("song.flac", tone()),
    ("vorbis.ogg", tone("-c:a", "libvorbis")),
    ("opus.ogg", tone("-c:a", "libopus")),
    ("float.wav", tone("-c:a", "pcm_f32le")),
    ("8 bit.wav", tone("-c:a", "pcm_u8", "-ar", "8000")),
    ("7.1.wav", tone("-ac", "8")),
    ("sound only.mp4", tone()),
    ("sound only.mkv", tone("-c:a", "libopus")),
]
WRONG = [
    ("empty.mp4", lambda see, path: path.write_bytes(b"")),
    ("words.mp4", words("Dear diary, " * 200)),
    ("list.mp4", words("#EXTM3U\n#EXTINF:1,\n/etc/passwd\n#EXT-X-ENDLIST\n")),
    ("concat.mp4", words("ffconcat version 1.0\nfile '/etc/passwd'\n")),
    ("drawing.png", words("<svg xmlns='http://www.w3.org/2000/svg'><image href='/etc/passwd'/></svg>")),
    ("filter.mp4", words("testsrc=size=96x64[out0]")),
    ("session.mp4", words("v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n")),
    ("segments.mp4", words("<?xml version='1.0'?><MPD><BaseURL>http://127.0.0.1/</BaseURL></MPD>")),
    ("no index.mp4", cut_short(0.6)),
    ("head only.mkv", cut_short(0.02)),
    ("a line.jpg", lambda see, path: path.write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(40))),
    ("bomb.png", bomb(30_000, 30_000)),
    ("wide bomb.png", bomb(1_000_000, 200)),
    ("a day.mkv", far_apart(24)),
    ("four hours.mkv", far_apart(4)),
    ("elsewhere.mp4", elsewhere),
    ("noise.mp3", lambda see, path: path.write_bytes(b"ID3\x04\0\0\0\0\0\0" + b"\x55" * 4000)),
    ("noise.webm", lambda see, path: path.write_bytes(b"\x1aE\xdf\xa3" + bytes(range(256)) * 20)),
]
ANY = [
    ("breaks off.mkv", cut_short(0.7, "-g", "5")),
    ("breaks off.mp3", lambda s, p: (tone()(s, p), p.write_bytes(p.read_bytes()[:3000]))),
    ("half a photo.jpg", lambda s, p: (still(quality=95)(s, p), p.write_bytes(p.read_bytes()[:700]))),
    ("breaks off.mp4", cut_short(0.95, "-movflags", "+faststart")),
]


@pytest.mark.parametrize(("name", "recipe", "size", "lasts"), RIGHT, ids=[row[0] for row in RIGHT])
def test_pictures_come_out_right(studio, see, tmp_path, name, recipe, size, lasts):
    path = tmp_path / name
    recipe(see, path)
    began = time.monotonic()
    facts = studio.facts(path)
    assert facts.kind == ("image" if lasts == 5.0 else "video")
    canvas = {"width": facts.width, "height": facts.height}
    # A look makes every picture anew; a still is shown for half a second.
    shown = studio.segment(path, d=500 if lasts == 5.0 else None, look={"contrast": 0.001})
    made = studio.make(studio.draft(shown, **canvas))
    assert time.monotonic() - began < 20
    told = studio.facts(made.path)
    assert (told.width, told.height) == size
    assert (told.video_codec, told.pixels) == ("h264", "yuv420p")
    if lasts is not None:
        assert told.duration == pytest.approx(0.5 if lasts == 5.0 else lasts, abs=0.045)
    if "thin" not in name:
        seen = see.picture(made.path, 0, 9, 6)
        red, blue = seen[1, 4], seen[4, 4]
        if "turned.mp4" in name:
            red, blue = see.picture(made.path, 0, 6, 9)[4, [4, 1]]
        if "upside" in name:
            red, blue = blue, red
        lowest = 130 if "hdr" in name else 225
        assert (red[0] >= lowest, red[1] < 60, red[2] < 60) == (True, True, True), seen
        assert (blue[2] >= lowest, blue[0] < 60, blue[1] < 60) == (True, True, True), seen


@pytest.mark.parametrize(("name", "recipe"), SOUNDS, ids=[row[0] for row in SOUNDS])
def test_sounds_come_out_right(studio, see, tmp_path, name, recipe):
    path = tmp_path / name
    recipe(see, path)
    facts = studio.facts(path)
    assert (facts.kind, facts.width) == ("audio", None)
    song = {**studio.segment(path), "m": {**studio.segment(path)["m"], "role": "song"}}
    made = studio.make({"t": [{"tt": 1, "m": {"role": "song"}, "sg": [song]}]}, format="wav")
    heard = see.sound(made.path)
    assert len(heard) / 48_000 == pytest.approx(0.6, abs=0.06)
    middle = heard[9600:19200]
    loudest = np.argmax(np.abs(np.fft.rfft(middle * np.hanning(len(middle)))))
    assert loudest * 48_000 / len(middle) == pytest.approx(500, abs=15)
    assert 0.01 < np.abs(middle).max() <= 1


@pytest.mark.parametrize(("name", "recipe"), WRONG, ids=[row[0] for row in WRONG])
def test_what_cannot_be_used_is_refused_in_words(see, tmp_path, name, recipe):
    path = tmp_path / name
    recipe(see, path)
    began = time.monotonic()
    with pytest.raises(UnreadableError) as refusal:
        read_facts(path)
    assert time.monotonic() - began < 10
    assert str(refusal.value)
    assert str(tmp_path) not in str(refusal.value)


@pytest.mark.parametrize(("name", "recipe"), ANY, ids=[row[0] for row in ANY])
def test_what_breaks_off_is_refused_or_shown_as_far_as_it_goes(studio, see, tmp_path, name, recipe):
    path = tmp_path / name
    recipe(see, path)
    try:
        facts = studio.facts(path)
    except UnreadableError:
        return
    if facts.kind == "audio":
        made = studio.make(
            {"t": [{"tt": 1, "m": {"role": "song"}, "sg": [studio.segment(path)]}]}, format="wav"
        )
    else:
        made = studio.make(studio.draft(studio.segment(path, d=500, fade_in=100)))
    assert studio.facts(made.path).duration > 0


def test_none_of_it_took_much_memory():
    # Of the largest process that any test before this one has run, in kB.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_500_000
