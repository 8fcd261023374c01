"""Small policies written for the tests: the shapes of other regimes, in as few lines as they take."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from evalapp.domain.periods import Period
from evalapp.domain.policy.engine import rate, rate_group
from evalapp.domain.policy.model import Case, GroupDecision, GroupRating, Policy, Rating
from evalapp.domain.policy.reader import read_policy

MONTH = Period.parse("2018-07")

HEAD = """
code = "test"
version = 1
title = "Thử"
jurisdiction = "test"
period = "month"
effective_from = 2018-01-01
forms = ["staff"]
"""

FOUR_LEVELS = """
[[level]]
code = "A"
label = "Xuất sắc"
min = 90
[[level]]
code = "B"
label = "Tốt"
min = 70
[[level]]
code = "C"
label = "Hoàn thành"
min = 50
[[level]]
code = "D"
label = "Không hoàn thành"
"""

TWO_GROUPS = """
code = "staff"
title = "Phiếu"
roles = ["staff"]
[[criterion]]
code = "I"
label = "Chung"
max = 30
step = 0.25
[[criterion]]
code = "II"
label = "Kết quả"
max = 70
step = 0.25
"""

DISCIPLINE = """
[[gate]]
code = "DISCIPLINED"
label = "Bị kỷ luật"
do = "force"
level = "D"
when = { fact = "disciplined", value = true }
source = { document = "QĐ 1", article = "Điều 5", standing = "city" }
"""


def policy(
    main: str = FOUR_LEVELS, form: str = TWO_GROUPS, *, head: str = HEAD, examples: str = ""
) -> Policy:
    """Read a policy of one form."""
    texts = {"policy.toml": head + main, "staff.toml": form}
    return read_policy(texts | ({"cases.toml": examples} if examples else {}))


def case(
    name: str = "an", facts: Mapping[str, Any] | None = None, form: str = "staff", **points: str
) -> Case:
    """A case by points; `I_1` stands for the row I.1."""
    given = {code.replace("_", "."): Decimal(value) for code, value in points.items()}
    return Case(name, form, given, facts=facts or {})


def rated(of: Policy, facts: Mapping[str, Any] | None = None, **points: str) -> Rating:
    """Rate one case of the staff form."""
    return rate(of, case(facts=facts, **points), MONTH)


def settled(of: Policy, cases: list[Case], *first: str, exception: str | None = None) -> GroupRating:
    """Rate and settle a group."""
    return rate_group(of, MONTH, cases, GroupDecision(exception, first))


def levels(group: GroupRating) -> dict[str, str | None]:
    """Everybody's level by id."""
    return {rating.id: rating.level for rating in group.ratings}
