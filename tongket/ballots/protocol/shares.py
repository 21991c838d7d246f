"""Shares as printed text: exact fractions in, digits out, never a binary float."""

from fractions import Fraction


def half_up(value: Fraction, decimals: int) -> str:
    """Text of a non-negative `value` with `decimals` digits, a half goes up (65.625 → "65.63")."""
    return _text((value * 10**decimals + Fraction(1, 2)).__floor__(), decimals)


def cut(value: Fraction, decimals: int) -> str:
    """Text of a non-negative `value` with `decimals` digits, the rest cut off (65.625 → "65.62")."""
    return _text((value * 10**decimals).__floor__(), decimals)


def percent(part: int, base: int) -> str:
    """`part` of `base` (> 0) in percent with two decimals, a half goes up."""
    return half_up(Fraction(100 * part, base), 2)


def _text(scaled: int, decimals: int) -> str:
    if decimals == 0:
        return str(scaled)
    whole, rest = divmod(scaled, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}"
