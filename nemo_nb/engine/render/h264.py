"""The few things in H.264's parameter sets that decide whether another stream may stand beside one."""

from __future__ import annotations

from dataclasses import dataclass

_HIGH = {100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135}
IDR, SPS, PPS = 5, 7, 8


@dataclass(frozen=True, slots=True)
class Sequence:
    """A sequence parameter set. ``reorder`` is None where the stream leaves it to its profile and level."""

    id: int
    profile: int
    constraints: int
    level: int
    chroma: int
    depth: int
    references: int
    progressive: bool
    reorder: int | None
    buffering: int | None


class _Bits:
    def __init__(self, data: bytes) -> None:
        # An escaped zero byte (emulation prevention) is no part of the value.
        clean = data.replace(b"\0\0\3", b"\0\0")
        self._value = int.from_bytes(clean)
        self._left = len(clean) * 8

    def read(self, count: int) -> int:
        self._left -= count
        if self._left < 0:
            raise ValueError("the parameter set breaks off")
        return (self._value >> self._left) & ((1 << count) - 1)

    def number(self) -> int:
        zeros = 0
        while not self.read(1):
            zeros += 1
        return (1 << zeros) - 1 + self.read(zeros)

    def signed(self) -> int:
        value = self.number()
        return (value + 1) // 2 if value % 2 else -(value // 2)


def read_sps(unit: bytes) -> Sequence:
    """Read a sequence parameter set (with its header byte).

    Raises
    ------
    ValueError
    """
    bits = _Bits(unit[1:])
    profile, constraints, level = bits.read(8), bits.read(8), bits.read(8)
    name, chroma, depth = bits.number(), 1, 8
    if profile in _HIGH:
        chroma = bits.number()
        if chroma == 3:
            bits.read(1)
        depth = 8 + max(bits.number(), bits.number())
        bits.read(1)
        if bits.read(1):
            for index in range(8 if chroma != 3 else 12):
                if bits.read(1):
                    _skip_list(bits, 16 if index < 6 else 64)
    bits.number()
    order = bits.number()
    if order == 0:
        bits.number()
    elif order == 1:
        bits.read(1)
        bits.signed()
        bits.signed()
        for _ in range(bits.number()):
            bits.signed()
    references = bits.number()
    bits.read(1)
    bits.number()
    bits.number()
    progressive = bool(bits.read(1))
    if not progressive:
        bits.read(1)
    bits.read(1)
    if bits.read(1):
        for _ in range(4):
            bits.number()
    reorder, buffering = _restriction(bits) if bits.read(1) else (None, None)
    return Sequence(
        name, profile, constraints, level, chroma, depth, references, progressive, reorder, buffering
    )


def pps_id(unit: bytes) -> int:
    """Return the number of a picture parameter set (with its header byte)."""
    return _Bits(unit[1:]).number()


def uses_cabac(unit: bytes) -> bool:
    """Return whether the pictures of a picture parameter set are coded arithmetically."""
    bits = _Bits(unit[1:])
    bits.number()
    bits.number()
    return bool(bits.read(1))


def unit_types(sample: bytes, length_size: int) -> set[int]:
    """Return the types of the units in a sample as MP4 stores it, each behind its length."""
    found, at = set(), 0
    while at + length_size < len(sample):
        found.add(sample[at + length_size] & 0x1F)
        at += length_size + int.from_bytes(sample[at : at + length_size])
    return found


def _skip_list(bits: _Bits, size: int) -> None:
    last, following = 8, 8
    for _ in range(size):
        if following:
            following = (last + bits.signed()) % 256
        last = following or last


def _restriction(bits: _Bits) -> tuple[int | None, int | None]:
    """Read the usability information and return (pictures out of order, pictures held)."""
    if bits.read(1) and bits.read(8) == 255:
        bits.read(32)
    if bits.read(1):
        bits.read(1)
    if bits.read(1):
        bits.read(4)
        if bits.read(1):
            bits.read(24)
    if bits.read(1):
        bits.number()
        bits.number()
    if bits.read(1):
        bits.read(65)
    coded = [_skip_rates(bits) for _ in range(2) if bits.read(1)]
    if coded:
        bits.read(1)
    bits.read(1)
    if not bits.read(1):
        return None, None
    bits.read(1)
    for _ in range(4):
        bits.number()
    return bits.number(), bits.number()


def _skip_rates(bits: _Bits) -> bool:
    count = bits.number() + 1
    bits.read(8)
    for _ in range(count):
        bits.number()
        bits.number()
        bits.read(1)
    bits.read(20)
    return True
