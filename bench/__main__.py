"""`python -m bench NAME`: benchmarks of this code base, written to docs/benchmarks.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.generate import NATIONAL
from bench.imports import ROWS, imports
from bench.national import national
from bench.pages import MEMBERS, pages
from bench.pages import ROUNDS as PAGE_ROUNDS
from bench.register import register
from bench.register_data import CELLS, ORGANISATIONS, PEOPLE, Size


def main(arguments: list[str]) -> int:
    """Run one benchmark; 1 if its engines disagree."""
    parser = argparse.ArgumentParser(prog="./run bench")
    names = parser.add_subparsers(dest="name", required=True)
    close = names.add_parser("national", help="the year of a whole country closed by the rules of 2021")
    close.add_argument("--size", type=int, default=NATIONAL, help="members, in whole organisations")
    close.add_argument("--rounds", type=int, default=5)
    lists = names.add_parser("import", help="a list of members looked at and written while others write")
    lists.add_argument("--rows", type=int, default=ROWS)
    views = names.add_parser("pages", help="every kind of page with 10,000 members in one database")
    views.add_argument("--members", type=int, default=MEMBERS)
    views.add_argument("--rounds", type=int, default=PAGE_ROUNDS)
    views.add_argument("--data", type=Path, help="keep the installation in this folder for further runs")
    country = names.add_parser("register", help="a whole country's register, as each officer sees it")
    country.add_argument("--organisations", type=int, default=ORGANISATIONS)
    country.add_argument("--cells", type=int, default=CELLS)
    country.add_argument("--people", type=int, default=PEOPLE)
    options = parser.parse_args(arguments)
    if options.name == "import":
        return imports(options.rows)
    if options.name == "pages":
        return pages(options.members, options.rounds, options.data)
    if options.name == "register":
        return register(Size(options.organisations, options.cells, options.people))
    return national(options.size, options.rounds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
