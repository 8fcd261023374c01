"""The scenes of the exchange: who owes the month, what went, packages looked into, nothing yet."""

import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.imports import Fate, ImportReport, Refusal
from evalapp.domain.package_differences import differences
from evalapp.domain.packages import THING_LABELS, Thing
from evalapp.store.work import Work
from evalapp.ui.screens.exchange.screen import ExchangeScreen
from evalapp.ui.screens.exchange.state import ExchangeState, Page
from evalapp.ui.screens.exchange.taking import Taking
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.theatre import Theatre, settle
from evalapp.usecases.exchange import pack_lists
from evalapp.usecases.packages import Conflict, Taken, TakenThing


def exchange_months(on: Theatre) -> None:
    """Who has sent the month and who has not, seen from above."""
    _exchange(on, on.places.above)


def exchange_sent(on: Theatre) -> None:
    """The packages that were made here."""
    with tempfile.TemporaryDirectory() as folder:
        on.tasks.run(partial(_make_kit, folder=Path(folder)), label="", done=_nothing)
        settle(on.tasks)
    screen, state = _exchange(on, on.places.above)
    screen.render_state(replace(state, page=Page.SENT))


def exchange_empty(on: Theatre) -> None:
    """Nothing came yet."""
    screen, state = _exchange(on, on.places.above)
    screen.render_state(replace(state, page=Page.RECEIVED))


def exchange_taking(on: Theatre) -> None:
    """Packages looked into: new things, one refused, one that both sides changed."""
    screen, state = _exchange(on, on.places.above)
    screen.render_state(replace(state, taking=_taking()))
    screen.panel.table.setFocus()


EXCHANGE: Mapping[str, Callable[[Theatre], None]] = {
    "exchange.months": exchange_months,
    "exchange.sent": exchange_sent,
    "exchange.empty": exchange_empty,
    "exchange.taking": exchange_taking,
}


def _exchange(on: Theatre, place: Place) -> tuple[ExchangeScreen, ExchangeState]:
    screen = on.show(place, Route("exchange"))
    if not isinstance(screen, ExchangeScreen) or screen.state is None:
        raise TypeError("the exchange's own screen")
    return screen, screen.state


def _make_kit(work: Work, *, folder: Path) -> None:
    pack_lists(work, out=folder / "danh-muc.evpkg")


def _taking() -> Taking:
    """What a folder of packages would do, one of which cannot be read."""
    both = UserError(N_("Both sides changed it since they last agreed."))
    finding = {"uid": "1", "topic": "HN522.DRESS", "person": "NV007"}
    ours = {"place": "Tầng 3, nhà A", "findings": [{**finding, "text": "Không mặc trang phục công sở"}]}
    theirs = {"place": "Tầng 2, nhà B", "findings": [{**finding, "text": "Mặc áo phông, không đeo thẻ"}]}
    parts = tuple(differences(ours, theirs))
    conflict = Conflict(Thing.VISIT, "1", "05/2018/BB-KT", both, parts)
    damaged = UserError(
        N_("“{file}” was cut off or changed on its way. Ask the sender for the package again."),
        file="may-3.evpkg",
    )
    things = (
        TakenThing("may-1.evpkg", Thing.VISIT, "05/2018/BB-KT", None, both, conflict),
        TakenThing("may-1.evpkg", Thing.VISIT, "06/2018/BB-KT", Fate.NEW),
        TakenThing("may-2.evpkg", Thing.DECISION, "12/QĐ-SNV", Fate.SAME),
        TakenThing("may-2.evpkg", Thing.VISIT, "07/2018/BB-KT", Fate.CHANGED),
    )
    refused = (
        Refusal(1, THING_LABELS[Thing.VISIT], "05/2018/BB-KT", (both,), "may-1.evpkg"),
        Refusal(None, "", "may-3.evpkg", (damaged,), "may-3.evpkg"),
    )
    files = tuple(Path(f"may-{number}.evpkg") for number in (1, 2, 3))
    report = ImportReport(new=1, changed=1, same=1, refused=refused)
    return Taking(files, Taken((), report, things), busy=False)


def _nothing(_outcome: None) -> None:
    """Nothing follows."""
