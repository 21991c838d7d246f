"""Reading a JSON document exactly and saying everything that is wrong in it, with place and advice.

Numbers with a decimal point are kept as decimals, doubled keys and values that are no JSON are
faults, and nothing that was read is dropped in silence: keys that mean nothing here are named.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True)
class Text:
    """One sentence in both languages."""

    vi: str
    en: str

    def as_dict(self) -> dict[str, str]:
        """The sentence as JSON."""
        return {"vi": self.vi, "en": self.en}


@dataclass(frozen=True)
class InputFault:
    """A place of the input that can't be used: where, what was found, why not, what to do."""

    path: str
    value: object
    reason: Text
    advice: Text

    def as_dict(self) -> dict[str, object]:
        """The fault as JSON."""
        return {
            "path": self.path,
            "value": self.value if _is_plain(self.value) else str(self.value),
            "reason": self.reason.as_dict(),
            "advice": self.advice.as_dict(),
        }


class DocumentError(Exception):
    """The file as a whole can't be read as JSON."""

    def __init__(self, fault: InputFault) -> None:
        super().__init__(fault.reason.en)
        self.fault = fault


class _DoubledKey(ValueError):
    """A JSON object has the same key twice: which one is meant can't be known."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def load_json(path: Path) -> object:
    """The document in `path`; raises DocumentError with the reason when there is none."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return json.loads(
            text, parse_float=_decimal, parse_constant=_no_constant, object_pairs_hook=_object_without_doubles
        )
    except OSError as error:
        raise DocumentError(
            _file_fault(
                path,
                Text(f"không đọc được tệp: {error.strerror}", f"the file can't be read: {error.strerror}"),
                Text("kiểm tra tên tệp và quyền đọc", "check the file's name and the right to read it"),
            )
        ) from error
    except UnicodeDecodeError as error:
        raise DocumentError(
            _file_fault(
                path,
                Text(
                    f"tệp không phải văn bản UTF-8 (byte thứ {error.start + 1})",
                    f"the file is not UTF-8 text (byte {error.start + 1})",
                ),
                Text("lưu lại tệp với bảng mã UTF-8", "save the file again as UTF-8"),
            )
        ) from error
    except _DoubledKey as error:
        raise DocumentError(
            _file_fault(
                path,
                Text(f"khóa “{error.key}” có hai lần", f'the key "{error.key}" stands twice'),
                Text("giữ lại một khóa đúng", "keep the one that is right"),
            )
        ) from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(
            _file_fault(
                path,
                Text(f"tệp không phải JSON: {error}", f"the file is not JSON: {error}"),
                Text("xuất lại tệp, không sửa tay", "export the file again instead of editing it"),
            )
        ) from error


def dump_json(path: Path, data: Mapping[str, object]) -> None:
    """Write `data` as UTF-8 JSON with a final line break."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


@dataclass
class Reader:
    """Takes typed values out of a parsed document and collects what is wrong on the way."""

    faults: list[InputFault] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def fault(self, path: str, value: object, reason: Text, advice: Text) -> None:
        """Note that the value at `path` can't be used."""
        self.faults.append(InputFault(path, value, reason, advice))

    def mapping(self, value: object, path: str) -> dict[str, object]:
        """The object at `path`, or an empty one with a fault."""
        if isinstance(value, dict):
            return value
        self.fault(
            path,
            value,
            Text("phải là một đối tượng { … }", "must be an object { … }"),
            Text("bổ sung đối tượng theo mẫu", "add the object as in the format"),
        )
        return {}

    def items(self, source: Mapping[str, object], key: str, path: str) -> list[object]:
        """The list under `key`, or an empty one with a fault."""
        value = source.get(key)
        if isinstance(value, list):
            return value
        self.fault(
            join(path, key),
            value,
            Text("phải là một danh sách [ … ]", "must be a list [ … ]"),
            Text("bổ sung danh sách theo mẫu", "add the list as in the format"),
        )
        return []

    def text(self, source: Mapping[str, object], key: str, path: str, *, required: bool = False) -> str:
        """The text under `key` in NFC; absent or null is empty, which is a fault when `required`."""
        value = source.get(key)
        if isinstance(value, str) and (value.strip() or not required):
            return unicodedata.normalize("NFC", value)
        if value is not None or required:
            self.fault(
                join(path, key),
                value,
                Text("phải là chữ trong dấu ngoặc kép, không để trống", "must be text in quotes, not empty"),
                Text("ghi giá trị bằng chữ", "write the value as text"),
            )
        return ""

    def count(self, source: Mapping[str, object], key: str, path: str) -> int | None:
        """The whole number from 0 up under `key`; absent or null is *not known*."""
        value = source.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.fault(
            join(path, key),
            value,
            Text("phải là số nguyên từ 0 trở lên", "must be a whole number from 0 up"),
            Text(
                "ghi đúng số trên biên bản; không biết thì để null",
                "write the number of the minutes; null when it is not known",
            ),
        )
        return None

    def choice(self, source: Mapping[str, object], key: str, path: str, allowed: Iterable[str]) -> str | None:
        """The word under `key`, one of `allowed`; anything else is a fault."""
        value = source.get(key)
        words = list(allowed)
        if isinstance(value, str) and value in words:
            return value
        listed = ", ".join(words)
        self.fault(
            join(path, key),
            value,
            Text("giá trị không có trong danh mục", "the value is not one of those known"),
            Text(f"chọn một trong: {listed}", f"choose one of: {listed}"),
        )
        return None

    def note_unread(self, source: Mapping[str, object], known: Iterable[str], path: str) -> None:
        """Name the keys that were given but mean nothing here."""
        self.unread.extend(join(path, key) for key in source if key not in set(known))

    def refuse_unknown(self, source: Mapping[str, object], known: Iterable[str], path: str) -> None:
        """Keys beyond `known` are faults: a misspelt number would be missing in a sum."""
        words = list(known)
        listed = ", ".join(words)
        for key in source:
            if key not in words:
                self.fault(
                    join(path, key),
                    source[key],
                    Text(f"khóa “{key}” không có trong mẫu", f'the key "{key}" is not in the format'),
                    Text(f"các khóa được dùng: {listed}", f"keys in use: {listed}"),
                )


def join(path: str, key: str) -> str:
    """Path of `key` inside `path` (`polls[0].counts.issued`)."""
    return f"{path}.{key}" if path else key


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | bool)


def _file_fault(path: Path, reason: Text, advice: Text) -> InputFault:
    return InputFault("", path.name, reason, advice)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError as error:  # an exponent that no decimal can hold
        raise ValueError(text) from error


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _object_without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result: dict[str, object] = {}
    for key, value in pairs:
        if key in result:
            raise _DoubledKey(key)
        result[key] = value
    return result
