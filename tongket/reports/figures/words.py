"""Words of the findings, in both languages."""

from fractions import Fraction

from .model import Of, Printed, plain

PARTS_VI = {
    "excellent": "hoàn thành xuất sắc",
    "good": "hoàn thành tốt",
    "fair": "hoàn thành",
    "failed": "không hoàn thành",
    "good_or_better": "hoàn thành tốt trở lên",
}
PARTS_EN = {"good_or_better": "good or better"}
BASES_VI = {
    Of.TOTAL: "tổng số",
    Of.RATED: "số được xếp loại",
    Of.GOOD: "số hoàn thành tốt",
    Of.GOOD_OR_BETTER: "số hoàn thành tốt trở lên",
}
BASES_EN = {
    Of.TOTAL: "the total",
    Of.RATED: "those rated",
    Of.GOOD: "those rated good",
    Of.GOOD_OR_BETTER: "those rated good or better",
}


def part_vi(part: str) -> str:
    """The part's name in Vietnamese; a free name stays as it is."""
    return PARTS_VI.get(part, part)


def part_en(part: str) -> str:
    """The part's name in English; a free name stays as it is."""
    return PARTS_EN.get(part, part)


def number_vi(number: Fraction) -> str:
    """A number with a decimal comma."""
    return comma(str(plain(number)))


def comma(text: str) -> str:
    """Digits with a decimal comma instead of a point."""
    return text.replace(".", ",")


def share_vi(printed: Printed) -> str:
    """The printed share in words: which part, of what, how much."""
    return f"“{part_vi(printed.part)}” trên {BASES_VI[printed.of]} in {comma(printed.text)} %"


def share_en(printed: Printed) -> str:
    """The printed share in words: which part, of what, how much."""
    return f'"{part_en(printed.part)}" of {BASES_EN[printed.of]} is printed as {printed.text} %'
