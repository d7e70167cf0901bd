"""How difficult files are made: what phones, cameras and recorders write, and what nobody should."""

import struct
import zlib

from PIL import Image

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


def bright(transfer):
    """A scene as a phone films it in HDR, in which white paper is 203 cd/m2."""
    light = "zscale=tin=709:min=709:pin=709:rin=limited:t=linear:npl=203:m=gbr:p=2020,format=gbrpf32le"
    coded = f"zscale=tin=linear:pin=2020:min=gbr:t={transfer}:p=2020:m=2020_ncl:r=limited:npl=203"
    told = (
        f"hdr10=1:log-level=none:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc:max-cll=1000,400"
    )

    def make(see, path):
        plain = path.with_name("plain.mp4")
        see.ffmpeg(*flag(), *FAST, "-vf", "scale=out_color_matrix=bt709", "-colorspace", "bt709", plain)
        scene = ["-i", plain, "-vf", f"{light},{coded},format=yuv420p10le"]
        see.ffmpeg(
            *scene, "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", told, "-tag:v", "hvc1", path
        )

    return make


def with_box(name, content, recipe):
    """A file whose description of the pictures says one thing more."""

    def make(see, path):
        recipe(see, path)
        data = bytearray(path.read_bytes())
        entry = data.index(b"hvc1", data.index(b"stsd")) - 4
        box = struct.pack(">I4s", 8 + len(content), name) + content
        at = entry + int.from_bytes(data[entry : entry + 4], "big")
        data[at:at] = box
        for kind in (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"hvc1"):
            place = data.rindex(kind, 0, at) - 4
            size = int.from_bytes(data[place : place + 4], "big") + len(box)
            data[place : place + 4] = size.to_bytes(4, "big")
        path.write_bytes(data)

    return make


def dolby(profile, compatible, transfer):
    """A clip as a phone films it with Dolby Vision: what a screen without it shows, and a note about it."""
    note = struct.pack(">BBBB", 1, 0, profile << 1, 0b00101 | 8) + bytes([compatible << 4]) + bytes(19)
    return with_box(b"dvvC" if profile > 7 else b"dvcC", note, bright(transfer))


def from_a_phone(see, path):
    """Upright, HEVC, not steady, mono at 44.1 kHz, with a track that is neither picture nor sound."""
    first = path.with_name("first.mov")
    uneven = ["-vf", "setpts='(N+0.3*mod(N,3))/(30*TB)'", "-fps_mode", "passthrough"]
    coded = ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", "-tag:v", "hvc1"]
    see.ffmpeg(
        *flag(rate=30), *TONE, *coded, *uneven, "-ac", 1, "-ar", 44100, "-timecode", "00:00:00:00", first
    )
    see.ffmpeg("-display_rotation", "-90", "-i", first, "-map", 0, "-c", "copy", path)


def two_sounds(see, path):
    other = ["-f", "lavfi", "-i", "sine=f=1500:d=0.6:r=48000"]
    tracks = ["-map", 0, "-map", 1, "-map", 2, "-c:a", "aac"]
    see.ffmpeg(*flag(), *TONE, *other, *tracks, *FAST, path)


def late_picture(see, path):
    """A file whose pictures begin a fifth of a second after its sound."""
    first = path.with_name("first.mp4")
    see.ffmpeg(*flag(d=0.4), *FAST, first)
    see.ffmpeg("-itsoffset", 0.2, "-i", first, *TONE, "-map", 0, "-map", 1, "-c:v", "copy", path)
