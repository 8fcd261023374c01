"""Random documents of cases for each regime, many of them at and beside its boundaries."""

from random import Random
from typing import Any

PERIODS = {
    "hn-1841-2021": "2023-05",
    "hcm-20-2024": "2024-Q3",
    "nd-90-2020": "2023",
    "nd-335-2025": "2026-03",
}


def _text(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _points(dice: Random, most: int, step: int) -> str:
    """Points up to `most`, in steps of hundredths, often all of them or nearly."""
    steps = most * 100 // step
    lost = dice.choice([0, 0, 1, dice.randint(0, steps), dice.randint(0, steps // 5)])
    return _text((steps - min(lost, steps)) * step)


def _percent(dice: Random) -> str:
    near = dice.choice([0, 30, 50, 70, 80, 90, 100, 100, 100]) * 100 + dice.choice([-1, 0, 0, 0, 1])
    return _text(min(max(near, 0), 10_000))


def _some(dice: Random, **chances: float) -> dict[str, Any]:
    return {name: dice.random() < 0.7 for name, chance in chances.items() if dice.random() < chance}


def hanoi_2021(dice: Random, name: str) -> dict[str, Any]:
    points = {"I": _points(dice, 20, 50), "II": _points(dice, 70, 50)}
    if dice.random() < 0.6:
        points["III"] = _points(dice, 10, 50)
    form = dice.choice(["head", "deputy", "contract", "staff"])
    return {"id": name, "form": form, "points": points, "facts": _some(dice, disciplined=0.2)}


def ho_chi_minh_city(dice: Random, name: str) -> dict[str, Any]:
    points = {dice.choice(["I", "I.1"]): _points(dice, 20, 1), "II": _points(dice, 20, 1)}
    points["III"] = _points(dice, 60, 1)
    if dice.random() < 0.6:
        points["I.2"] = _text(dice.choice([dice.randint(0, 2500), dice.randint(0, 10000)]))
    facts = _some(dice, disciplined=0.1, prosecuted=0.1)
    if dice.random() < 0.7:
        facts["satisfaction"] = _percent(dice)
    form = dice.choice(["head", "head", "deputy", "contract", "staff"])
    return {"id": name, "form": form, "points": points, "facts": facts}


def decree_90(dice: Random, name: str) -> dict[str, Any]:
    form = dice.choice(["head", "deputy", "staff"])
    facts = _some(dice, disciplined=0.1, degradation_concluded=0.1, unit_corruption=0.1)
    for rate in ("tasks_done", "tasks_on_time", "tasks_exceeded"):
        facts[rate] = _percent(dice)
    for rate in ("subunits_completed", "subunits_good"):
        if form == "head" or dice.random() < 0.5:
            facts[rate] = _percent(dice)
    for months in ("worked_months", "absent_months", "excused_months"):
        if dice.random() < 0.25:
            facts[months] = _text(dice.choice([dice.randint(0, 12) * 100, 299, 300, 599, 600, 601]))
    points = {code: dice.choice([0, 1, 1]) for code in ("I", "II", "III", "IV") if dice.random() < 0.2}
    return {"id": name, "form": form, "points": points, "facts": facts}


def _product(dice: Random) -> dict[str, Any]:
    assigned = dice.randint(0, 9)
    failures, delays = dice.choice([0, 0, 1, 2, 9]), dice.choice([0, 0, 1, 3])
    product: dict[str, Any] = {
        "assigned": assigned,
        "done": dice.choice([assigned, dice.randint(0, 12), _text(dice.randint(0, 900))]),
        "quality_failures": failures,
        "delays": delays,
        "objective_failures": dice.randint(0, failures),
        "objective_delays": dice.randint(0, delays),
    }
    if dice.random() < 0.6:
        product["coefficient"] = dice.choice(["0.5", "1.2", "2", "3.33"])
    if dice.random() < 0.4:
        product["kind"] = dice.choice(["assigned", "handed_over", "received", "ad_hoc"])
    return product


def decree_335_month(dice: Random, name: str) -> dict[str, Any]:
    points = {"I": _points(dice, 30, 1)}
    if dice.random() < 0.3:
        points = {f"I.1.{n}": _points(dice, 5, 1) for n in (1, 2)}
        points |= {f"I.{group}.{n}": _text(dice.randint(0, 50) * 5) for group in (2, 3) for n in range(1, 5)}
    return {
        "id": name,
        "form": dice.choice(["head", "deputy", "staff"]),
        "points": points,
        "products": [_product(dice) for _ in range(dice.randint(0, 4))],
        "facts": _some(dice, subordinate_failed=0.3, backlog=0.3, internal_conflict=0.3),
    }


ONE_BY_ONE = {
    "hn-1841-2021": hanoi_2021,
    "hcm-20-2024": ho_chi_minh_city,
    "nd-90-2020": decree_90,
    "nd-335-2025": decree_335_month,
}


def document(code: str, seed: int) -> dict[str, Any]:
    """A document of one regime's own periods."""
    dice = Random(seed)
    cases = [ONE_BY_ONE[code](dice, f"p{number:02}") for number in range(dice.randint(1, 8))]
    return {"period": PERIODS[code], "cases": cases}


def _months(dice: Random) -> list[dict[str, Any]]:
    level = dice.choice([9500, 9000, 9000, 8999, 7000, 6999, 5000, 4999])
    spread = dice.choice([0, 0, 1, 300])
    left_out = dice.choice([0, 0, 0, 3, 6, 7, 12])
    reason = dice.choice(["maternity", "sick", "Nghỉ không hưởng lương", "Chưa nhận công tác"])
    months: list[dict[str, Any]] = []
    for number in range(1, 13):
        month: dict[str, Any] = {"period": f"2026-{number:02}"}
        if number <= left_out:
            month["excluded"] = reason
        else:
            month["total"] = _text(level + dice.randint(-spread, spread))
        months.append(month)
    dice.shuffle(months)
    return months[: dice.choice([12, 12, 12, 12, 12, 11])]


def _person(dice: Random, name: str) -> dict[str, Any]:
    facts = _some(dice, disciplined=0.05, degradation_concluded=0.05, unit_corruption=0.1)
    if dice.random() < 0.1:
        facts["worked_months"] = dice.randint(3, 12)
    if dice.random() < 0.1:
        facts["unit_level"] = dice.choice("ABCD")
    form = dice.choice(["head", "deputy", "staff", "staff", "staff"])
    return {"id": name, "form": form, "months": _months(dice), "facts": facts}


def _unit(dice: Random, name: str) -> dict[str, Any]:
    facts = _some(dice, subordinate_failed=0.2, personnel_misconduct=0.1, internal_conflict=0.1) | {
        rate: _percent(dice) for rate in ("tasks_done", "tasks_on_time", "tasks_exceeded")
    }
    if dice.random() < 0.2:
        facts["open_remedies"] = dice.randint(0, 2)
    points = {"I": _points(dice, 30, 1), "II": _points(dice, 70, 1)}
    return {"id": name, "form": "collective", "points": points, "facts": facts}


def year_of_335(seed: int) -> dict[str, Any]:
    """A unit's year: people, perhaps the unit itself, perhaps a decision about an exception."""
    dice = Random(seed)
    cases = [_person(dice, f"p{number:02}") for number in range(dice.randint(0, 24))]
    cases += [_unit(dice, f"u{number}") for number in range(dice.choice([0, 1, 1, 1, 2]))]
    dice.shuffle(cases)
    decision = "12/QĐ-UBND" if dice.random() < 0.3 else None
    return {"period": "2026", "group": {"exceptional_decision": decision}, "cases": cases}


def grouped_year_of_335(seed: int) -> dict[str, Any]:
    """A year of staff in groups of similar tasks, or in none; no two of them are equal."""
    dice = Random(seed)
    totals = dice.sample([*range(8900, 10001, 7), *range(6990, 7010, 3)], k=dice.randint(0, 30))
    cases = [
        {
            "id": f"p{number:02}",
            "form": "staff",
            **({"similar": group} if (group := dice.choice(["", "Văn thư", "Một cửa", "Tổng hợp"])) else {}),
            "months": [{"period": f"2026-{month:02}", "total": _text(total)} for month in range(1, 13)],
            "facts": _some(dice, disciplined=0.1),
        }
        for number, total in enumerate(totals)
    ]
    decision = "12/QĐ-UBND" if dice.random() < 0.3 else None
    return {"period": "2026", "group": {"exceptional_decision": decision}, "cases": cases}


def score_of_335(seed: int) -> tuple[dict[str, Any], list[int]]:
    """A quarter or half a year of some people, and the numbers of its months."""
    dice = Random(seed)
    period, first, length = dice.choice([("Q1", 1, 3), ("Q4", 10, 3), ("H1", 1, 6), ("H2", 7, 6)])
    numbers = list(range(first, first + length))
    cases = [
        {
            "id": f"p{number:02}",
            "form": dice.choice(["head", "deputy", "staff"]),
            "months": [month for month in _months(dice) if int(month["period"][-2:]) in numbers],
        }
        for number in range(dice.randint(1, 8))
    ]
    return {"period": f"2026-{period}", "cases": cases}, numbers
