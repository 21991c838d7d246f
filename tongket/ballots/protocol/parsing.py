"""From the tally document to polls. What can't be used is listed with place, reason and advice."""

from collections.abc import Mapping
from fractions import Fraction

from .document import Reader, Text, join
from .model import ABSTAIN, Base, Counts, Option, Poll, PollKind, Rule, Tie

COUNT_KEYS = ("entitled", "official_members", "present", "issued", "returned", "valid", "invalid")
POLL_KEYS = ("id", "title", "kind", "places", "rule", "counts", "options")
RULE_KEYS = ("base", "threshold", "strict", "tie")
OPTION_KEYS = ("id", "name", "valid", "invalid", "counts")
VOTE_KEYS = {
    PollKind.CHOOSE: ("yes", "no", ABSTAIN),
    PollKind.YES_NO: ("yes", "no", ABSTAIN),
    PollKind.CONFIDENCE: ("high", "middle", "low", ABSTAIN),
}


def parse_polls(document: object, reader: Reader) -> list[Poll]:
    """The polls of `document` that can be used; faults and unread keys are collected in `reader`."""
    top = reader.mapping(document, "")
    if reader.faults:
        return []
    reader.note_unread(top, ("polls",), "")
    polls: list[Poll] = []
    seen: set[str] = set()
    for index, item in enumerate(reader.items(top, "polls", "")):
        path = f"polls[{index}]"
        poll = _poll(item, path, reader)
        if poll is None:
            continue
        if poll.id in seen:
            _doubled(reader, path, poll.id)
            continue
        seen.add(poll.id)
        polls.append(poll)
    return polls


def _poll(item: object, path: str, reader: Reader) -> Poll | None:
    before = len(reader.faults)
    source = reader.mapping(item, path)
    if len(reader.faults) > before:
        return None
    reader.note_unread(source, POLL_KEYS, path)
    poll_id = reader.text(source, "id", path, required=True)
    title = reader.text(source, "title", path)
    kind_word = reader.choice(source, "kind", path, list(PollKind))
    kind = PollKind(kind_word) if kind_word else None
    places = _places(source, kind, path, reader)
    rule = _rule(source.get("rule"), join(path, "rule"), reader)
    counts = _counts(source.get("counts"), join(path, "counts"), reader)
    options = _options(source, kind, path, reader)
    if kind is None or rule is None or len(reader.faults) > before:
        return None
    return Poll(poll_id, title, kind, places, rule, counts, options)


def _places(source: Mapping[str, object], kind: PollKind | None, path: str, reader: Reader) -> int | None:
    places = reader.count(source, "places", path)
    if places is not None and kind is not None and kind is not PollKind.CHOOSE:
        reader.fault(
            join(path, "places"),
            places,
            Text(
                "chỉ phiếu chọn người mới có số lượng cần chọn", "only a ballot that chooses names has places"
            ),
            Text('để null, hoặc đổi kind thành "choose"', 'write null, or make the kind "choose"'),
        )
    return places


def _rule(value: object, path: str, reader: Reader) -> Rule | None:
    before = len(reader.faults)
    source = reader.mapping(value, path)
    if len(reader.faults) > before:
        return None
    reader.refuse_unknown(source, RULE_KEYS, path)
    base = reader.choice(source, "base", path, list(Base))
    threshold = _threshold(source, path, reader)
    strict = source.get("strict")
    if not isinstance(strict, bool) and not (strict is None and threshold is None):
        reader.fault(
            join(path, "strict"),
            strict,
            Text(
                "phải nói rõ “quá” (true) hay “từ … trở lên” (false)",
                'must say "more than" (true) or "at least" (false)',
            ),
            Text("ghi true hoặc false", "write true or false"),
        )
    tie = Tie.FURTHER_BALLOT
    if source.get("tie") is not None:
        word = reader.choice(source, "tie", path, list(Tie))
        tie = Tie(word) if word else tie
    return Rule(Base(base), threshold, strict is True, tie) if base else None


def _threshold(source: Mapping[str, object], path: str, reader: Reader) -> Fraction | None:
    """A fraction such as "1/2" or "2/3", above 0 and at most 1; null means most votes win."""
    value = source.get("threshold")
    if value is None:
        return None
    fraction = parse_fraction(value) if isinstance(value, str) else None
    if fraction is None or not 0 < fraction <= 1:
        reader.fault(
            join(path, "threshold"),
            value,
            Text(
                "ngưỡng phải là phân số lớn hơn 0, không quá 1",
                "the threshold must be a fraction above 0, at most 1",
            ),
            Text(
                'ghi như "1/2" hoặc "2/3"; không có ngưỡng thì để null',
                'write it as "1/2" or "2/3"; null for none',
            ),
        )
        return None
    return fraction


def parse_fraction(text: str) -> Fraction | None:
    """The exact value of "a/b" or "a" in plain digits; None for anything else."""
    numerator, _, denominator = text.partition("/")
    parts = [part.strip() for part in (numerator, denominator or "1")]
    if not all(part.isascii() and part.isdigit() and len(part) <= 9 for part in parts) or int(parts[1]) == 0:
        return None
    return Fraction(int(parts[0]), int(parts[1]))


def _counts(value: object, path: str, reader: Reader) -> Counts:
    source = reader.mapping(value, path)
    reader.refuse_unknown(source, COUNT_KEYS, path)
    return Counts(**{key: reader.count(source, key, path) for key in COUNT_KEYS})


def _options(
    source: Mapping[str, object], kind: PollKind | None, path: str, reader: Reader
) -> tuple[Option, ...]:
    options: list[Option] = []
    for index, item in enumerate(reader.items(source, "options", path)):
        option = _option(
            reader.mapping(item, f"{path}.options[{index}]"), kind, f"{path}.options[{index}]", reader
        )
        if any(option.id == other.id for other in options):
            _doubled(reader, f"{path}.options[{index}]", option.id)
        options.append(option)
    return tuple(options)


def _option(source: dict[str, object], kind: PollKind | None, path: str, reader: Reader) -> Option:
    reader.refuse_unknown(source, OPTION_KEYS, path)
    option_id = reader.text(source, "id", path, required=True)
    name = reader.text(source, "name", path)
    votes_path = join(path, "counts")
    votes = reader.mapping(source.get("counts"), votes_path)
    if kind in VOTE_KEYS:
        reader.refuse_unknown(votes, VOTE_KEYS[kind], votes_path)
    if kind in (PollKind.CHOOSE, PollKind.YES_NO) and "yes" not in votes:
        _missing_votes(reader, join(votes_path, "yes"))
    elif not votes:
        _missing_votes(reader, votes_path)
    return Option(
        option_id,
        name,
        {key: reader.count(votes, key, votes_path) for key in votes},
        reader.count(source, "valid", path),
        reader.count(source, "invalid", path),
    )


def _missing_votes(reader: Reader, path: str) -> None:
    reader.fault(
        path,
        None,
        Text("thiếu số phiếu", "the votes are missing"),
        Text("ghi số phiếu; không biết thì để null", "write the votes; null when they are not known"),
    )


def _doubled(reader: Reader, path: str, double_id: str) -> None:
    reader.fault(
        join(path, "id"),
        double_id,
        Text(f"mã “{double_id}” có hai lần", f'the id "{double_id}" stands twice'),
        Text("đặt mã khác nhau cho từng phiếu và từng dòng", "give each poll and each line its own id"),
    )
