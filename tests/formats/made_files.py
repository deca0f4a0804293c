"""Files of other programs, made by hand as small as they can be."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def zipped(path: Path, members: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, words in members.items():
            file.writestr(name, words)
    return path


def run(words: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(inner: str, style: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}{inner if inner.startswith('<') else run(inner)}</w:p>"


def docx(path: Path, body: str, **parts: str) -> Path:
    """A Word file with that body; parts by name, such as footnotes and core."""
    members = {"word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>"}
    if "footnotes" in parts:
        members["word/footnotes.xml"] = f"<w:footnotes {_W}>{parts['footnotes']}</w:footnotes>"
    if "core" in parts:
        members["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
            'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:dcterms="http://purl.org/dc/terms/">{parts["core"]}</cp:coreProperties>'
        )
    return zipped(path, members)


def epub(path: Path, metadata: str, chapters: Mapping[str, str]) -> Path:
    """A book whose chapters are read in the order in which they are given."""
    items = "".join(
        f'<item id="c{n}" href="{name.replace(" ", "%20")}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{spine}</spine>"
        "</package>"
    )
    told = {f"OEBPS/{name}": words for name, words in chapters.items()}
    return zipped(path, {"META-INF/container.xml": container, "OEBPS/book.opf": package, **told})


Placed = tuple[float, float, float, str]


def pdf(path: Path, pages: Sequence[Sequence[Placed]], **about: str) -> Path:
    """A PDF with lines of Helvetica, each at (x, y, size, words)."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    info = "".join(f"/{key} ({value})" for key, value in about.items())
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, lines in enumerate(pages):
        drawn = "\n".join(
            f"BT /F1 {size} Tf {x} {y} Td ({_literal(words)}) Tj ET" for x, y, size, words in lines
        )
        parts.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R "
            f">> >> /Contents {5 + 2 * n} 0 R >>"
        )
        parts.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream")
    parts.append(f"<< {info} >>")
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = len(out)
    out += (
        f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(parts) + 1} "
        f"/Root 1 0 R /Info {len(parts)} 0 R >>\nstartxref\n{end}\n%%EOF\n"
    ).encode()
    path.write_bytes(out)
    return path


def _literal(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
