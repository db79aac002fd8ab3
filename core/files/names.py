"""The meaning of column names: row numbers, classes, latitude, longitude."""

import re

_ROWS = re.compile(
    r"#|no\.?|nr\.?|num|number|index|idx|id|key|row( ?(names?|id|no\.?|numbers?|index))?"
    r"|(row|level)_?\d*|unnamed: \d+|rownames|uuid|guid|obs|observation"
)
_OWNERS = (
    "account|case|client|customer|employee|house|item|member|object|observation|order|passenger"
    "|patient|person|player|point|product|record|row|sample|session|store|student|subject|ticket"
    "|transaction|user|visitor"
)
_COMPOUND = re.compile(rf".*[ _.-](id|idx|index|no|nr|number|#)|({_OWNERS})(id|no|nr|number|index)")
_CAMEL = re.compile(r".*[a-z0-9](ID|Id|Index|No|Nr|Number)")
_CLASSES = re.compile(
    r"(.*[ _.-])?(class(es)?|labels?\d*|species|target|clusters?|groups?|category|categories"
    r"|kinds?|types?|variety|truth|component|klasse|gruppe|kategorie|art|sorte)"
    r"([ _.-]?(id|no|name|label))?"
)
_LATITUDE = re.compile(r"(.*[ _.-])?(lat|latitude|breite|breitengrad)([ _.(\[-].*)?")
_LONGITUDE = re.compile(r"(.*[ _.-])?(lon|lng|long|longitude|länge|längengrad)([ _.(\[-].*)?")


def names_rows(name: str) -> bool:
    """Whether a column of this name counts or names the rows: an index, an ID, a number."""
    plain = name.strip().lower()
    return any(
        pattern.fullmatch(text)
        for pattern, text in ((_ROWS, plain), (_COMPOUND, plain), (_CAMEL, name.strip()))
    )


def names_classes(name: str) -> bool:
    """Whether a column of this name holds the classes of the rows."""
    return _CLASSES.fullmatch(name.strip().lower()) is not None


def is_latitude(name: str) -> bool:
    """Whether a column of this name is a geographic latitude."""
    return _LATITUDE.fullmatch(name.strip().lower()) is not None


def is_longitude(name: str) -> bool:
    """Whether a column of this name is a geographic longitude."""
    return _LONGITUDE.fullmatch(name.strip().lower()) is not None
