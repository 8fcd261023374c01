"""What a heading of one person's form adds up to."""

from datetime import UTC, datetime
from decimal import Decimal

from msgspec.structs import replace

from evalapp.domain.rounds import Mark, Stage
from evalapp.ui.screens.sheet.state import SheetState
from evalapp.ui.shell.routes import Place
from evalapp.usecases.policies import shipped
from evalapp.usecases.policy_exchange import empty_sheet


def test_deductions_take_from_the_heading_they_stand_under() -> None:
    policy = shipped()["hcm-20-2024"]
    number = next(n for n, form in enumerate(policy.forms) if form.code == "staff")
    empty = empty_sheet(policy, number, "", datetime(2024, 9, 30, tzinfo=UTC))
    marks = {Stage.HEAD: {"I.1": Mark(Decimal(20)), "I.2": Mark(Decimal(5))}}

    state = SheetState(
        Place(None, empty.round.period), replace(empty, sheet=replace(empty.sheet, marks=marks))
    )

    (heading,) = [line for line in state.lines if line.criterion.code == "I"]
    assert heading.points(Stage.HEAD) == 15
