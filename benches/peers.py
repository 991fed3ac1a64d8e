"""The common work by the shortest Python that is exact: how many units a second it scores on one thread.

python benches/peers.py: reads benches/common/units.jsonl, holds every point, total and grade to expected.jsonl, and
prints a line of the table in README. Nothing but Python is needed.
"""

import json
import pathlib
import time
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

FOLDER = pathlib.Path(__file__).parent / "common"
CENT = Decimal("0.01")
LEVELS = {"A": Decimal(5), "B": Decimal("4.25"), "C": Decimal("3.5"), "D": Decimal(0)}
LADDER = [(95, Decimal(5)), (90, Decimal("4.5")), (80, Decimal("3.75")), (60, Decimal(3))]


def rounded(fraction):
    """Half up to two places, from a fraction that is not below 0."""
    hundredths, rest = divmod(fraction.numerator * 100, fraction.denominator)
    return Decimal(hundredths + (2 * rest >= fraction.denominator)) * CENT


def points(row, told):
    """What a row of 5 points gets: 8 rates, 4 ladders, 4 deductions, 2 levels, 2 rates where lower is better."""
    if row <= 8:
        return Decimal(5) if told["actual"] >= told["target"] else rounded(5 * Fraction(told["actual"]) / Fraction(told["target"]))
    if row <= 12:
        return next((part for edge, part in LADDER if 100 * told["actual"] >= edge * told["target"]), Decimal(0))
    if row <= 16:
        return max(Decimal(5) - told["count"] / 2, Decimal(0))
    if row <= 18:
        return LEVELS[told["level"]]
    return Decimal(5) if told["actual"] <= told["target"] else rounded(5 * Fraction(told["target"]) / Fraction(told["actual"]))


def score(unit):
    """Points, total and grade of one unit."""
    found = [points(row, unit[f"i{row:02}"]).quantize(CENT, ROUND_HALF_UP) for row in range(1, 21)]
    total = sum(found)
    grade = next((grade for edge, grade in ((90, "A"), (80, "B"), (60, "C")) if total >= edge), "D")
    return found, total, grade


def main():
    def read(name):
        lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
        return [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in lines]

    units, expected = read("units.jsonl"), read("expected.jsonl")
    wrong = [0, 0, 0]
    for unit, answer in zip(units, expected):
        found, total, grade = score(unit)
        wrong[0] += sum(str(one) != answer["points"][f"i{row:02}"] for row, one in enumerate(found, 1))
        wrong[1] += str(total) != answer["total"]
        wrong[2] += grade != answer["grade"]
    rates = []
    for _ in range(5):
        start = time.process_time()
        for _ in range(10):
            for unit in units:
                score(unit)
        rates.append(10 * len(units) / (time.process_time() - start))
    print(f"| Python, fractions, in memory | {max(rates):,.0f} | | | {wrong[0]}, {wrong[1]}, {wrong[2]} |")


if __name__ == "__main__":
    main()
