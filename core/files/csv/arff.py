"""The header of a file in Weka's attribute-relation format (ARFF)."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from core.files.csv.dialect import Dialect
from core.files.csv.rows import Writing
from core.files.csv.text import LONGEST_LINE, Line
from core.files.source import TableError

MOST_ATTRIBUTES = 1000

_ATTRIBUTE = re.compile(
    r"""@attribute\s+(?:'(?P<one>(?:[^'\\]|\\.)*)'|"(?P<two>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s{]+))"""
    r"\s*(?P<kind>.*)",
    re.IGNORECASE | re.DOTALL,
)


def is_arff(lines: Sequence[Line]) -> bool:
    """Whether a file with these first lines is one."""
    first = next((line.text for line in lines if not line.text.lstrip().startswith("%")), "")
    return first.lstrip().lower().startswith(("@relation", "@attribute"))


def arff_dialect(blocks: Iterator[list[str]]) -> Dialect:
    """Read the header of a file, given in blocks of lines; raises TableError where it is none."""
    names: list[str] = []
    nominal: list[int] = []
    quote = '"'
    lines = (line for block in blocks for line in block)
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if text.lower() == "@data":
            if any(below.lstrip().startswith("{") for below in islice(lines, 20)):
                raise TableError(
                    "sparse rows of ARFF are not read; a value for every attribute was expected.",
                    number + 1,
                )
            return _dialect(names, nominal, quote, number)
        match = _ATTRIBUTE.fullmatch(text)
        if match is not None:
            names.append(match["one"] or match["two"] or match["bare"] or "")
            if match["kind"].lstrip().startswith("{"):
                nominal.append(len(names) - 1)
                quote = "'" if "'" in match["kind"] else quote
        elif text and not text.startswith("%") and not text.lower().startswith("@relation"):
            raise TableError("a line of an ARFF header (@attribute or @data) was expected.", number)
        if number > LONGEST_LINE:
            break
        if len(names) > MOST_ATTRIBUTES:
            raise TableError(f"the ARFF header has more than {MOST_ATTRIBUTES} attributes.", number)
    raise TableError("the ARFF header has no line @data.")


def _dialect(names: list[str], nominal: list[int], quote: str, number: int) -> Dialect:
    if not names:
        raise TableError("the ARFF header has no attributes.", number)
    return Dialect(
        Writing(",", "%", quote), ".", number + 1, len(names), tuple(names),
        nominal=tuple(nominal), is_sure=True,
    )  # fmt: skip
