"""Short ways to write tables of figures in tests."""

from typing import Any

from tongket.reports.figures import figures_check

RIGHT = {"excellent": 10, "good": 51, "fair": 1, "failed": 1}


def share(part: str, percent: Any, of: str = "rated") -> dict[str, Any]:
    """A printed share."""
    return {"part": part, "of": of, "percent": percent}


def table(*printed: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A table of 63 rated of 66 with parts that add up, unless changed."""
    whole = {
        "id": "T1",
        "label": "Xếp loại đảng viên",
        "kind": "partition",
        "total": 66,
        "rated": 63,
        "parts": RIGHT,
        "printed": list(printed),
        "quota": None,
    }
    return {**whole, **changes}


def partition(total: int | None, *printed: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """A table whose parts make up `total`, no number of rated given."""
    return table(*printed, total=total, rated=None, parts=parts)


def result_of(entry: dict[str, Any]) -> dict[str, Any]:
    """The result of one table that can be read."""
    whole = figures_check({"tables": [entry]})
    assert "errors" not in whole
    (result,) = whole["tables"]
    assert isinstance(result, dict)
    return result


def findings_of(entry: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Kind, expected and found of every finding; each says what and where in both languages."""
    findings = result_of(entry)["findings"]
    for finding in findings:
        assert set(finding) == {"kind", "detail", "expected", "found"}
        assert finding["detail"]["vi"]
        assert finding["detail"]["en"]
    return [(finding["kind"], finding["expected"], finding["found"]) for finding in findings]
