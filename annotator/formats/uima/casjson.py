"""The CAS as JSON 0.4, which carries its own types and can hold every character."""

import json
from typing import Any

import orjson

from annotator.formats.uima.cas import (
    ARRAY,
    SOFA,
    TOP,
    VIEW,
    Cas,
    Feature,
    Fs,
    Type,
    Types,
)
from annotator.i18n import _

_TYPES, _RECORDS, _VIEWS = "%TYPES", "%FEATURE_STRUCTURES", "%VIEWS"
_KEYS = frozenset((_TYPES, _RECORDS, _VIEWS))


def is_cas(raw: object) -> bool:
    """True for what has the keys of a CAS."""
    return isinstance(raw, dict) and bool(raw.keys() & _KEYS) and _VIEWS in raw


def read_json(raw: bytes) -> Cas:
    """The CAS of a file. ValueError with a sentence where it is none."""
    try:
        found = orjson.loads(raw.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        found = _loosely(raw)
    if not is_cas(found):
        raise ValueError(_("It is not a CAS in JSON."))
    try:
        return _cas(found)
    except (TypeError, LookupError, AttributeError) as error:
        raise ValueError(_("It is not a sound CAS ({why}).").format(why=error)) from None


def _loosely(raw: bytes) -> Any:
    """What Python's own reader takes: NaN, and halves of characters."""
    try:
        return json.loads(raw)
    except ValueError as error:
        raise ValueError(_("It is not JSON ({error}).").format(error=error)) from None


def _cas(raw: dict[str, Any]) -> Cas:
    types = Types({name: _type(name, each) for name, each in (raw.get(_TYPES) or {}).items()})
    records, sofas, on, arrays = {}, {}, {}, {}
    for number, (id, each) in enumerate(_listed(raw.get(_RECORDS) or []), 1):
        kind = each["%TYPE"]
        if not isinstance(kind, str):
            raise TypeError(f"%TYPE: {kind}")
        if kind == SOFA:
            sofas[id] = each
        elif "%ELEMENTS" in each:
            arrays[id] = (kind, each["%ELEMENTS"])
        else:
            records[id] = _record(id, kind, each)
            records[id].item = number
            on[id] = each.get("@sofa", 0)
    for record in records.values():
        _inline(record, arrays)
    return _view(raw[_VIEWS] or {}, Cas("", records, types=types), sofas, on)


def _listed(raw: Any) -> list[tuple[int, dict[str, Any]]]:
    """The records with their ids; an older draft has them as a map."""
    if isinstance(raw, dict):
        return [(int(id), each) for id, each in raw.items()]
    return [(int(each["%ID"]), each) for each in raw]


def _type(name: str, raw: dict[str, Any]) -> Type:
    features = []
    for key, each in raw.items():
        if not key.startswith("%"):
            range, element = each.get("%RANGE", ""), each.get("%ELEMENT_TYPE", "")
            if range.endswith("[]"):
                range, element = ARRAY, element or range[:-2]
            features.append(Feature(key, range, element))
    return Type(name, raw.get("%SUPER_TYPE", TOP), tuple(features))


def _record(id: int, type: str, raw: dict[str, Any]) -> Fs:
    record = Fs(id, type)
    for key, value in raw.items():
        name = key.lstrip("^#")
        if key[:1] in ("", "%") or value is None or key == "@sofa":
            continue
        if key[0] == "@":
            ids = value if isinstance(value, list) else [value]
            record.refs[key[1:]] = tuple(int(each) for each in ids if each)
        elif name in ("begin", "end"):
            setattr(record, name, int(value))
        elif isinstance(value, str | int | float | bool):
            record.values[name] = value
        else:
            record.values[name] = orjson.dumps(value).decode()
    return record


def _inline(record: Fs, arrays: dict[int, tuple[str, Any]]) -> None:
    """Arrays are records of their own here; we hold their members."""
    for name, ids in [*record.refs.items()]:
        if len(ids) != 1 or ids[0] not in arrays:
            continue
        kind, inside = arrays[ids[0]]
        if kind == ARRAY or (kind.endswith("[]") and not kind.startswith("uima.cas.")):
            record.refs[name] = tuple(each for each in inside if each)
        else:
            del record.refs[name]
            record.values[name] = inside if isinstance(inside, str) else tuple(map(str, inside))


def _view(views: dict[str, Any], cas: Cas, sofas: dict[int, Any], on: dict[int, int]) -> Cas:
    with_text = {
        name: view for name, view in views.items()
        if isinstance((sofas.get(view.get("%SOFA")) or {}).get("sofaString"), str)
    }  # fmt: skip
    name = VIEW if VIEW in with_text else next(iter(with_text), "")
    if not name:
        raise ValueError(_("It holds no text."))
    main = with_text[name]["%SOFA"]
    cas.text = sofas[main]["sofaString"]
    cas.mime = sofas[main].get("mimeType", "text")
    cas.members = frozenset(with_text[name].get("%MEMBERS") or ()) or None
    cas.left = tuple(f"view {other}" for other in views if other != name)
    cas.records = {i: r for i, r in cas.records.items() if on[i] in (0, main)}
    return cas


def as_json(cas: Cas) -> bytes:
    """The CAS as a file."""
    sofa = max(cas.records, default=0) + 1
    arrays: list[dict[str, object]] = []
    listed: list[dict[str, object]] = [
        {"%ID": sofa, "%TYPE": SOFA, "sofaNum": 1, "sofaID": VIEW, "mimeType": cas.mime,
         "sofaString": cas.text}
    ]  # fmt: skip
    members = []
    for record in cas.records.values():
        listed.append(_written(record, cas.types, sofa, arrays))
        if cas.members is None or record.id in cas.members:
            members.append(record.id)
    whole = {
        _TYPES: {each.name: _declared(each) for each in cas.types.declared},
        _RECORDS: listed + arrays,
        _VIEWS: {VIEW: {"%SOFA": sofa, "%MEMBERS": members}},
    }
    return orjson.dumps(whole, option=orjson.OPT_APPEND_NEWLINE)


def _declared(type: Type) -> dict[str, object]:
    found: dict[str, object] = {"%NAME": type.name, "%SUPER_TYPE": type.super}
    if type.description:
        found["%DESCRIPTION"] = type.description
    for each in type.features:
        if each.range == ARRAY and each.element:
            found[each.name] = {"%NAME": each.name, "%RANGE": f"{each.element}[]"}
        else:
            found[each.name] = {"%NAME": each.name, "%RANGE": each.range}
    return found


def _written(
    record: Fs, types: Types, sofa: int, arrays: list[dict[str, object]]
) -> dict[str, object]:
    known = types.features(record.type)
    said: dict[str, object] = {"%ID": record.id, "%TYPE": record.type}
    if record.begin >= 0:
        said |= {"@sofa": sofa, "begin": record.begin, "end": record.end}
    elif "sofa" in known:
        said["@sofa"] = sofa
    for name, value in record.values.items():
        if isinstance(value, tuple):
            said[f"@{name}"] = _array(arrays, sofa, "uima.cas.StringArray", list(value))
        else:
            said[name] = value
    for name, ids in record.refs.items():
        feature = known.get(name)
        if feature is not None and feature.is_array:
            kind = f"{feature.element}[]" if feature.element else ARRAY
            said[f"@{name}"] = _array(arrays, sofa, kind, list(ids))
        elif ids:
            said[f"@{name}"] = ids[0]
    return said


def _array(arrays: list[dict[str, object]], sofa: int, type: str, inside: list[Any]) -> int:
    id = sofa + 1 + len(arrays)
    arrays.append({"%ID": id, "%TYPE": type, "%ELEMENTS": inside})
    return id
