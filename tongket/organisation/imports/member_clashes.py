"""Rows of the register that can't both be right: the same person twice, one card or one post for two."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tongket.common.text import matching_key
from tongket.imports.cells import Context
from tongket.imports.kinds import Clash, DataRow
from tongket.organisation.imports import member_problems as mp
from tongket.organisation.imports.known import POST_ALREADY_HELD, KnownName, PersonKey, all_known, person_key

_HEAD_WORDS = (
    "bí thư", "giám đốc", "tổng giám đốc", "chủ tịch", "hiệu trưởng", "viện trưởng", "cục trưởng", "thủ trưởng",
    "trưởng đơn vị", "trưởng phòng", "trưởng ban", "chánh văn phòng", "chánh thanh tra", "người đứng đầu",
)  # fmt: skip
_HEAD_KEYS = tuple(map(matching_key, _HEAD_WORDS))
_MASS_WORDS = frozenset(map(matching_key, ("đoàn", "hội", "liên đoàn")))
_PARTY_CELL = matching_key("chi bộ")

_NOT_COMPARED = "number"


def clashes(rows: Sequence[DataRow], context: Context) -> Iterable[Clash]:
    """All clashes of a register, those between persons first; a pair of rows clashes once."""
    pairs: set[frozenset[int]] = set()
    for clash in _person_clashes(rows):
        pair = frozenset((id(clash.first), id(clash.second)))
        if pair not in pairs:
            pairs.add(pair)
            yield clash
    for clash in _post_clashes(rows, context):
        if frozenset((id(clash.first), id(clash.second))) not in pairs:
            yield clash


def _person_clashes(rows: Sequence[DataRow]) -> Iterator[Clash]:
    for same in _groups(rows, _fingerprint):
        for first, second in _chain(same):
            yield Clash(first, second, mp.DUPLICATE_ROW, "name", person_level=True)
    for same in _groups(rows, _person):
        yield from _rows_of_one_name(same)
    for same in _groups(rows, lambda row: row.value("card")):
        for first, second in _chain(same):
            if _person(first) is None or _person(first) != _person(second):
                other = first.values.get("name") or first.raw.get("name")
                yield Clash(
                    first, second, mp.DUPLICATE_CARD, "card", person_level=True, detail={"other": other}
                )


def _rows_of_one_name(rows: Sequence[DataRow]) -> Iterator[Clash]:
    """Rows with one name and birth date: with the same card one person, else perhaps two.

    Each row clashes with the first of its card, and the first of each card with the first of all, so that n rows
    make n - 1 problems.
    """
    by_card: dict[object, list[DataRow]] = {}
    for row in rows:
        card = row.value("card")
        by_card.setdefault(id(row) if card is None else card, []).append(row)
    for same in by_card.values():
        for first, second in _chain(same):
            decomposed = "name" in first.decomposed or "name" in second.decomposed
            kind = mp.DUPLICATE_PERSON_DECOMPOSED if decomposed else mp.DUPLICATE_PERSON
            yield Clash(first, second, kind, "name", person_level=True)
    for first, second in _chain([same[0] for same in by_card.values()]):
        yield Clash(first, second, mp.SAME_NAME_AND_BIRTH_DATE, "name", person_level=True)


def _groups(rows: Sequence[DataRow], key: object) -> Iterator[list[DataRow]]:
    found: dict[object, list[DataRow]] = {}
    for row in rows:
        value = key(row)  # type: ignore[operator]
        if value is not None:
            found.setdefault(value, []).append(row)
    return (same for same in found.values() if len(same) > 1)


def _chain(rows: Sequence[DataRow]) -> Iterator[tuple[DataRow, DataRow]]:
    """The first row with each later one: so that n copies make n - 1 problems."""
    return ((rows[0], later) for later in rows[1:])


def _person(row: DataRow) -> PersonKey | None:
    name, birth = row.value("name"), row.value("birth")
    return person_key(name, birth) if name is not None and birth is not None else None


def _fingerprint(row: DataRow) -> tuple[tuple[str, object], ...] | None:
    """All cells after cleaning, the running number aside."""
    cells = []
    for name, raw in row.raw.items():
        if name == _NOT_COMPARED:
            continue
        value = row.value(name)
        if value is None:
            value = raw
        if isinstance(value, tuple):
            value = ", ".join(map(str, value))
        cells.append((name, matching_key(value) if isinstance(value, str) else value))
    return tuple(cells) if any(value is not None for _, value in cells) else None


def _post_clashes(rows: Sequence[DataRow], context: Context) -> Iterator[Clash]:
    """Posts that only one person can hold, claimed for the same place in two rows."""
    known = all_known(context)
    claims: dict[tuple[str, str], list[tuple[DataRow, str, str, str]]] = {}
    for row in rows:
        for column, title, where in posts_with_place(row, known.organisation_of_cell):
            key = (matching_key(title), matching_key(where))
            if key in known.heads or held_by_one(key[0]):
                claims.setdefault(key, []).append((row, column, title, where))
    for key, same in claims.items():
        holder = known.heads.get(key)
        held = [claim for claim in same if holder is None or _is(claim[0], holder)]
        if not held and holder is not None:
            for row, column, title, where in same:
                yield Clash(
                    row, None, POST_ALREADY_HELD, column, detail=_detail(title, where, holder.name, None)
                )
            continue
        # Who is known to hold the post keeps it, so that the problem lies with the other claim.
        first = held[0][0]
        for row, column, title, where in same:
            if row is not first and (_person(row) is None or _person(row) != _person(first)):
                name = str(first.values.get("name") or first.raw.get("name") or "?")
                detail = _detail(title, where, name, first.number)
                right = holder is not None
                yield Clash(first, row, POST_ALREADY_HELD, column, detail=detail, first_is_right=right)


def held_by_one(post: str) -> bool:
    """Whether a post (its matching key) is held by one person in its place.

    Posts of mass organisations are left out: the register doesn't say in which of them they are held.
    """
    return post.startswith(_HEAD_KEYS) and _MASS_WORDS.isdisjoint(post.split(" "))


def _is(row: DataRow, holder: KnownName) -> bool:
    """Whether a row is the person; by name alone where its birth date can't be read."""
    name = row.value("name")
    if name is None:
        return False
    birth = row.value("birth")
    return (
        person_key(name, birth) == holder.key
        if birth and holder.birth
        else matching_key(name) == holder.key[0]
    )


def _detail(title: str, where: str, holder: str, row: int | None) -> dict[str, object]:
    return {
        "post": title,
        "where": where or "tổ chức",
        "holder": holder,
        "at_vi": f" (dòng {row})" if row else " (theo danh bạ)",
        "at_en": f" (row {row})" if row else " (in the register)",
    }


def posts_with_place(row: DataRow, organisation_of_cell: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """(column, title, place) of each post of a row whose place can be told.

    A post of a cell belongs to the member's cell, another Party post to the organisation above it, a post in the
    agency to the work unit.
    """
    cell = row.value("cell")
    for title in row.value("party_posts") or ():
        if _PARTY_CELL in matching_key(title):
            if cell is not None:
                yield "party_posts", title, cell
        else:
            yield "party_posts", title, organisation_of_cell.get(cell or "", "")
    work_unit = row.value("work_unit")
    if work_unit is not None:
        for title in row.value("government_posts") or ():
            yield "government_posts", title, work_unit
