"""A second rating of the regimes, written from the regulations: slow, and sharing nothing with the engine.

It takes the documents that `policy try` takes and says of every case whether it is rated, its total in
hundredths, its level by points and its level. Numbers are fractions throughout; the figures are the
regulations' own, not read from the policies.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import Any

Outcome = tuple[bool, int | None, str | None, str | None]
UNRATED: Outcome = (False, None, None, None)
ORDER = "ABCD"


def number(value: object) -> Fraction:
    return Fraction(str(value))


def hundredths(value: Fraction) -> int:
    """Round half up; nothing here is below zero."""
    return floor(value * 100 + Fraction(1, 2))


def fact(case: Mapping[str, Any], name: str) -> Any:
    return case.get("facts", {}).get(name)


def yes(case: Mapping[str, Any], name: str) -> bool:
    return bool(fact(case, name))


def count(case: Mapping[str, Any], name: str, absent: int = 0) -> Fraction:
    value = fact(case, name)
    return Fraction(absent) if value is None else number(value)


def worse(one: str, other: str) -> str:
    return max(one, other)


def band(total: int, *floors: int) -> str:
    for level, least in zip(ORDER, floors, strict=False):
        if total >= least * 100:
            return level
    return "D"


# Hanoi from 2021: 20 + 70 + 10, the share of A not known.


def hanoi_2021(case: Mapping[str, Any]) -> Outcome:
    points = {code: number(value) for code, value in case["points"].items()}
    total = hundredths(sum(points.values(), Fraction(0)))
    level = band(total, 90, 70, 50)
    return True, total, level, "D" if yes(case, "disciplined") else level


# Hồ Chí Minh City: what is deducted past the first group goes on to the total.


def ho_chi_minh_city(case: Mapping[str, Any]) -> Outcome:
    points = {code: number(value) for code, value in case["points"].items()}
    deducted = points.pop("I.2", Fraction(0))
    first = points.pop("I", Fraction(0)) + points.pop("I.1", Fraction(0))
    past = max(deducted - first, Fraction(0))
    rest = max(first - deducted, Fraction(0))
    total = hundredths(max(rest + points["II"] + points["III"] - past, Fraction(0)))
    level = by_points = band(total, 90, 75, 50)
    if yes(case, "disciplined") or yes(case, "prosecuted"):
        return True, total, by_points, "D"
    if case["form"] == "head":
        satisfied = fact(case, "satisfaction")
        if satisfied is None:
            return (True, total, by_points, level) if level in "CD" else (False, total, None, None)
        if number(satisfied) < 90:
            level = worse(level, "B")
        if number(satisfied) < 80:
            level = worse(level, "C")
    return True, total, by_points, level


# Decree 90/2020: conditions, not points.


def decree_90(case: Mapping[str, Any]) -> Outcome:
    met = all(number(value) > 0 for value in case.get("points", {}).values())
    done, in_time = count(case, "tasks_done"), count(case, "tasks_on_time")
    beyond = count(case, "tasks_exceeded")
    led = case["form"] != "staff"
    completed = count(case, "subunits_completed", absent=100)
    good = count(case, "subunits_good", absent=100)
    level: str | None = None
    if met and done == 100 and beyond >= 50 and (completed == 100 and good >= 70 if led else in_time == 100):
        level = "A"
    elif met and done == 100 and (in_time >= 80 and completed == 100 if led else in_time == 100):
        level = "B"
    elif met and done >= 80 and in_time >= 80:
        level = "C"
    elif done < 50 or in_time < 50:
        level = "D"
    by_points = level
    excused = count(case, "excused_months")
    absent = max(count(case, "absent_months") - excused, Fraction(0))
    if count(case, "worked_months", absent=12) + excused < 6 or absent > 6:
        return UNRATED
    if level is not None and 3 <= absent < 6:
        level = worse(level, "C")
    corrupt = led and yes(case, "unit_corruption")
    if corrupt or yes(case, "degradation_concluded") or yes(case, "disciplined"):
        level = "D"
    return True, None, by_points, level


# Decree 335/2025: a month is a score; a year is the mean of its months.

ILL_OR_MATERNITY = {"maternity", "sick"}


def share_of_work(case: Mapping[str, Any], part: str) -> Fraction:
    """How much of the converted work assigned was done (a), done well (b), done in time (c)."""
    assigned = achieved = Fraction(0)
    for product in case["products"]:
        weight, kind = number(product.get("coefficient", 1)), product.get("kind", "assigned")
        done = number(product.get("done", 0))
        if kind in ("assigned", "handed_over"):
            assigned += weight * number(product.get("assigned", 0))
        if kind == "handed_over":
            continue
        if part == "b":
            faults = product.get("quality_failures", 0) - product.get("objective_failures", 0)
        elif part == "c":
            faults = product.get("delays", 0) - product.get("objective_delays", 0)
        else:
            faults = 0
        achieved += weight * max(done - Fraction(faults, 4), Fraction(0))
    return achieved / assigned if assigned else Fraction(-1)


def decree_335_month(case: Mapping[str, Any]) -> Outcome:
    shares = [share_of_work(case, part) for part in "abc"]
    if shares[0] < 0:
        return UNRATED
    if case["form"] != "staff":
        lowered = ("subordinate_failed", "backlog", "internal_conflict")
        shares += [Fraction(1, 2) if yes(case, name) else Fraction(1) for name in lowered]
    general = sum((number(value) for value in case["points"].values()), Fraction(0))
    total = general + 70 * sum(shares, Fraction(0)) / len(shares)
    return True, hundredths(min(total, Fraction(100))), None, None


def decree_335_unit(case: Mapping[str, Any]) -> Outcome:
    """A collective: points and conditions, and perhaps no level at all."""
    total = hundredths(sum((number(value) for value in case["points"].values()), Fraction(0)))
    done, in_time = count(case, "tasks_done"), count(case, "tasks_on_time")
    level: str | None = None
    clean = not yes(case, "subordinate_failed") and count(case, "open_remedies") == 0
    if total >= 9000 and done == in_time == 100 and count(case, "tasks_exceeded") >= 30 and clean:
        level = "A"
    elif total >= 7000 and done == in_time == 100:
        level = "B"
    elif total >= 5000 and done == 100 and in_time >= 80:
        level = "C"
    elif total < 5000 or done < 70:
        level = "D"
    misconduct = yes(case, "personnel_misconduct") or yes(case, "internal_conflict")
    return True, total, level, "D" if misconduct else level


def decree_335_person(case: Mapping[str, Any], unit_level: str | None) -> Outcome:
    """One person's year before the quota."""
    months = case["months"]
    counting = [number(month["total"]) for month in months if "total" in month]
    left_out = [month["excluded"] for month in months if "excluded" in month]
    if len(counting) + len(left_out) < 12 or not counting:
        return UNRATED
    total = hundredths(sum(counting, Fraction(0)) / len(counting))
    by_points = band(total, 90, 70, 50)
    ill = sum(reason in ILL_OR_MATERNITY for reason in left_out)
    if count(case, "worked_months", absent=len(counting)) + ill < 6:
        return False, total, None, None
    forced = yes(case, "degradation_concluded") or yes(case, "disciplined")
    if forced or (case["form"] != "staff" and yes(case, "unit_corruption")):
        return True, total, by_points, "D"
    level = by_points
    if case["form"] == "head" and level != "D":
        unit = fact(case, "unit_level") or unit_level
        if unit is None:
            return False, total, None, None
        level = worse(level, unit)
    return True, total, by_points, level


def decree_335_score(case: Mapping[str, Any], numbers: Sequence[int]) -> Outcome:
    """A quarter or half a year: the mean of its months, a score and no level."""
    by_month = {int(month["period"][-2:]): month for month in case["months"]}
    if any(number not in by_month for number in numbers):
        return UNRATED
    counting = [number(by_month[each]["total"]) for each in numbers if "total" in by_month[each]]
    if not counting:
        return UNRATED
    return True, hundredths(sum(counting, Fraction(0)) / len(counting)), None, None


def places_by_merit(
    people: Mapping[str, tuple[int, str]], bases: Mapping[str, int], percent: int
) -> frozenset[str]:
    """Who keeps the best level where nobody equals another: each takes a place of the unit and of the group.

    `people` are those who compete, with total and group; `bases` counts by group, "" stands for the unit.
    """
    left = {group: percent * base // 100 for group, base in bases.items()}
    kept: set[str] = set()
    for name, (_, group) in sorted(people.items(), key=lambda each: -each[1][0]):
        asked = ["", group] if group else [""]
        if all(left[line] > 0 for line in asked):
            kept.add(name)
            for line in asked:
                left[line] -= 1
    return frozenset(kept)


def decree_335_grouped_year(document: Mapping[str, Any]) -> dict[str, Outcome]:
    """A year of staff in groups of similar tasks, nobody equal to another: both limits at once."""
    people = {case["id"]: decree_335_person(case, None) for case in document["cases"]}
    groups = {case["id"]: case.get("similar") or "" for case in document["cases"]}
    good = [name for name, outcome in people.items() if outcome[2] in ("A", "B")]
    bases = {
        group: sum(1 for name in good if group in ("", groups[name])) for group in {"", *groups.values()}
    }
    competing = {
        name: (outcome[1] or 0, groups[name]) for name, outcome in people.items() if outcome[3] == "A"
    }
    percent = 25 if document.get("group", {}).get("exceptional_decision") else 20
    kept = places_by_merit(competing, bases, percent)
    for name in competing:
        if name not in kept:
            rated, total, by_points, _ = people[name]
            people[name] = (rated, total, by_points, "B")
    return people


def decree_335_year(document: Mapping[str, Any]) -> dict[str, Outcome]:
    """Units first, then people, then the share of the excellent among those rated good or better."""
    cases: Sequence[Mapping[str, Any]] = document["cases"]
    outcomes = {case["id"]: decree_335_unit(case) for case in cases if case["form"] == "collective"}
    unit_level = next(iter(outcomes.values()))[3] if len(outcomes) == 1 else None
    people = {
        case["id"]: decree_335_person(case, unit_level) for case in cases if case["form"] != "collective"
    }
    good = sum(by_points in ("A", "B") for _, _, by_points, _ in people.values())
    percent = 25 if document.get("group", {}).get("exceptional_decision") else 20
    places = percent * good // 100
    excellent = {name: outcome for name, outcome in people.items() if outcome[3] == "A"}
    for name, (_, total, by_points, _) in excellent.items():
        ahead = sum((other[1] or 0) > (total or 0) for other in excellent.values())
        equal = sum(other[1] == total for other in excellent.values())
        if ahead >= places:
            people[name] = (True, total, by_points, "B")
        elif ahead + equal > places:
            people[name] = (True, total, by_points, None)
    return outcomes | people


ONE_BY_ONE: Mapping[str, Callable[[Mapping[str, Any]], Outcome]] = {
    "hn-1841-2021": hanoi_2021,
    "hcm-20-2024": ho_chi_minh_city,
    "nd-90-2020": decree_90,
    "nd-335-2025": decree_335_month,
}
