"""Looking for words in the bytes of a file: as they stand, unpacked, and as a reader of that kind of file sees them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pypdf

CODES = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def hits(path: Path, words: Iterable[str]) -> list[str]:
    """Return each of *words* that *path* holds anywhere: name, bytes, packed parts, text, metadata."""
    found: set[str] = set()
    wanted = list(words)
    data = path.read_bytes()
    texts, raw = [path.name], [data]
    if data.startswith(b"%PDF"):
        pdf_texts, streams = _of_pdf(data)
        texts += pdf_texts
        raw += streams
    elif data.startswith(b"PK"):
        raw += list(_of_zip(data))
    for word in wanted:
        spelled = [word.encode(code) for code in CODES] + [_entities(word)]
        if any(word in text or word in "".join(text.split()) for text in texts):
            found.add(word)
        if any(each in block for each in spelled for block in raw):
            found.add(word)
    return sorted(found)


def _of_pdf(data: bytes) -> tuple[list[str], list[bytes]]:
    reader = pypdf.PdfReader(io.BytesIO(data))
    texts = [page.extract_text() for page in reader.pages]
    texts += [str(value) for value in (reader.metadata or {}).values()]
    texts += [str(reader.xmp_metadata.stream.get_data()) if reader.xmp_metadata else ""]
    streams = []
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.S):
        try:
            streams.append(zlib.decompressobj().decompress(found[1]))
        except zlib.error:
            streams.append(found[1])
    return texts, streams


def _of_zip(data: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            yield info.filename.encode()
            yield info.comment
            yield archive.read(info)


def _entities(word: str) -> bytes:
    return "".join(f"&#{ord(sign)};" for sign in word).encode()
