"""The unit of work: what one use case sees of the store, in one transaction, in one person's name."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

from evalapp.base.clock import VIET_NAM
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.domain.people import PersonId
from evalapp.domain.rights import RIGHT_LABELS, Right, User
from evalapp.domain.units import UnitId
from evalapp.store import soundness
from evalapp.store.attachments import Attachments
from evalapp.store.audit import Audit
from evalapp.store.bulk import Bulk
from evalapp.store.derived_facts import DerivedFacts
from evalapp.store.groups import Groups
from evalapp.store.indicators import Indicators
from evalapp.store.month_results import MonthResults
from evalapp.store.pending import Pending
from evalapp.store.people import People
from evalapp.store.policies import Policies
from evalapp.store.products import Products
from evalapp.store.registers import Registers
from evalapp.store.rounds import Rounds
from evalapp.store.settings import WorkspaceSettings
from evalapp.store.topics import Topic
from evalapp.store.units import Units
from evalapp.store.users import Users

if TYPE_CHECKING:
    from evalapp.store.conduct import Conduct
    from evalapp.store.drafts import Drafts
    from evalapp.store.external_results import ExternalResults
    from evalapp.store.hearings import Hearings
    from evalapp.store.inspection_counts import InspectionCounts
    from evalapp.store.inspection_teams import InspectionTeams, PlannedVisits
    from evalapp.store.inspections import Inspections
    from evalapp.store.minutes import MinutesOfVisits
    from evalapp.store.packages import Packages
    from evalapp.store.person_data import PersonData
    from evalapp.store.petitions import Holidays, Petitions
    from evalapp.store.photos import Photos
    from evalapp.store.received_months import ReceivedMonths
    from evalapp.store.remedies import Remedies
    from evalapp.store.rewards import Rewards
    from evalapp.store.standings import Standings
    from evalapp.store.visit_parts import VisitParts
    from evalapp.store.visit_records import VisitRecords

Progress = Callable[[int, int], None]


#: So many changed pages are named.
_NAMED = 10


def no_progress(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


class Work:
    """One transaction: the collections, the clock's moment, who acts, and what was touched."""

    def __init__(
        self, connection: Connection, user: User, now: datetime, progress: Progress = no_progress
    ) -> None:
        self.now = now
        self.user = user.on(self.today)  # a role counts in its days only
        self.progress = progress
        self.changed_outside: tuple[int, ...] = ()  # pages of the file that are not as it was left
        self.touched: set[Topic] = set()
        self.bulk = Bulk()
        self._connection = connection
        self._name = user.name
        self.pending = Pending(connection)
        self.audit = Audit(self.pending, user.name, now)
        self.units = Units(connection, self.touched, self.today)
        self.people = People(connection, self.touched)
        self.policies = Policies(connection, self.touched, now)
        self.registers = Registers(connection, self.touched)
        self.attachments = Attachments(connection, self.touched)
        self.groups = Groups(connection, self.touched)
        self.months = MonthResults(connection, self.touched, self.people, self.policies, self.registers)
        self.products = Products(connection, self.touched)
        self.indicators = Indicators(connection, self.touched)
        derived = DerivedFacts(
            connection,
            self.units,
            self.people,
            self.policies,
            self.products,
            self.indicators,
            lambda: self.rewards,
        )
        self.rounds = Rounds(
            connection,
            self.touched,
            self.policies,
            self.registers,
            self.attachments,
            self.groups,
            self.months,
            self.products,
            derived,
            self.bulk,
        )
        self.users = Users(connection, self.touched)
        self.settings = WorkspaceSettings(connection)
        self.has_erased = False  # the log still holds what was erased

    # What few use cases need is imported with them: a start does without.

    @cached_property
    def person_data(self) -> PersonData:
        """Everything kept of one person."""
        from evalapp.store.person_data import PersonData

        return PersonData(self._connection, self.touched, self._note_erased)

    def _note_erased(self) -> None:
        self.has_erased = True

    @cached_property
    def drafts(self) -> Drafts:
        """Policies while they are written."""
        from evalapp.store.drafts import Drafts

        return Drafts(self._connection, self.touched, self._name, self.now)

    @cached_property
    def inspections(self) -> Inspections:
        """Visits and findings."""
        from evalapp.store.inspections import Inspections

        return Inspections(self._connection, self.touched)

    @cached_property
    def inspection_counts(self) -> InspectionCounts:
        """Figures of inspections."""
        from evalapp.store.inspection_counts import InspectionCounts

        return InspectionCounts(self._connection)

    @cached_property
    def remedies(self) -> Remedies:
        """What mends a finding."""
        from evalapp.store.remedies import Remedies

        return Remedies(self._connection, self.touched)

    @cached_property
    def conduct(self) -> Conduct:
        """Codes of conduct."""
        from evalapp.store.conduct import Conduct

        return Conduct(self._connection, self.touched)

    @cached_property
    def hearings(self) -> Hearings:
        """What was asked and explained about findings."""
        from evalapp.store.hearings import Hearings

        return Hearings(self._connection, self.touched)

    @cached_property
    def visit_parts(self) -> VisitParts:
        """What a visit looked at."""
        from evalapp.store.visit_parts import VisitParts

        return VisitParts(self._connection, self.touched)

    @cached_property
    def visit_records(self) -> VisitRecords:
        """Visits as whole things, for packages."""
        from evalapp.store.visit_records import VisitRecords

        return VisitRecords(self._connection, self.touched)

    @cached_property
    def teams(self) -> InspectionTeams:
        """Who may visit which units."""
        from evalapp.store.inspection_teams import InspectionTeams

        return InspectionTeams(self._connection, self.touched)

    @cached_property
    def planned(self) -> PlannedVisits:
        """Visits that a plan asks for."""
        from evalapp.store.inspection_teams import PlannedVisits

        return PlannedVisits(self._connection, self.touched)

    @cached_property
    def photos(self) -> Photos:
        """Photos of visits."""
        from evalapp.store.photos import Photos

        return Photos(self._connection, self.touched)

    @cached_property
    def minutes(self) -> MinutesOfVisits:
        """Minutes of visits."""
        from evalapp.store.minutes import MinutesOfVisits

        return MinutesOfVisits(self._connection, self.touched)

    @cached_property
    def external_results(self) -> ExternalResults:
        """Results that were made elsewhere."""
        from evalapp.store.external_results import ExternalResults

        return ExternalResults(self._connection, self.touched)

    @cached_property
    def rewards(self) -> Rewards:
        """Proposals, decisions and their register."""
        from evalapp.store.rewards import Rewards

        return Rewards(self._connection, self.touched)

    @cached_property
    def standings(self) -> Standings:
        """How far the months of units are."""
        from evalapp.store.standings import Standings

        return Standings(self._connection)

    @cached_property
    def petitions(self) -> Petitions:
        """What people hold against their results."""
        from evalapp.store.petitions import Petitions

        return Petitions(self._connection, self.touched)

    @cached_property
    def holidays(self) -> Holidays:
        """Days off."""
        from evalapp.store.petitions import Holidays

        return Holidays(self._connection, self.touched)

    @cached_property
    def packages(self) -> Packages:
        """Packages that were read."""
        from evalapp.store.packages import Packages

        return Packages(self.pending, self.touched)

    @cached_property
    def received_months(self) -> ReceivedMonths:
        """Months that came in packages."""
        from evalapp.store.received_months import ReceivedMonths

        return ReceivedMonths(self.pending, self.touched)

    @property
    def today(self) -> date:
        """Today in Viet Nam."""
        return self.now.astimezone(VIET_NAM).date()

    @contextmanager
    def attempt(self) -> Generator[Callable[[], None]]:
        """A part of the transaction that can be taken back as if it had not been: call what is given."""
        touched, recorded, waiting = set(self.touched), self.audit.recorded, self.pending.waiting()
        run = self._connection.exec_driver_sql  # a folder of packages attempts each of them

        def take_back() -> None:
            run("ROLLBACK TO attempt")
            self.pending.take_back(waiting)
            self.touched.clear()
            self.touched.update(touched)
            self.audit.forget_end()
            self.audit.recorded = recorded

        run("SAVEPOINT attempt")
        try:
            yield take_back
        except Exception:
            with suppress(DatabaseError):  # the first error tells what happened
                take_back()
                run("RELEASE attempt")  # or an attempt around this one would go back to here only
            raise
        run("RELEASE attempt")

    def may(self, right: Right, unit: UnitId | None = None) -> bool:
        """Whether the acting user has a right over a unit (None: anywhere at all)."""
        scopes = self.user.units_with(right)
        if not scopes:
            return False
        if None in scopes or unit is None:
            return True
        return bool(set(scopes) & set(self.units.ancestors(unit, self.today)))

    def require(self, right: Right, unit: UnitId | None = None) -> None:
        """Refuse the use case to somebody without the right."""
        if not self.may(right, unit):
            raise self.refusal(right)

    def require_everywhere(self, right: Right) -> None:
        """Refuse what concerns the whole workspace to somebody whose right ends at a unit."""
        if None not in self.user.units_with(right):
            raise self.refusal(right)

    def refusal(self, right: Right) -> UserError:
        """Why the acting user does not do what needs a right, and what to do about it."""
        return UserError(
            N_(
                "{user} may not {right} here. Sign in as somebody who may, or ask the administrator "
                "for the role."
            ),
            user=self.user.name,
            right=Term(RIGHT_LABELS[right]),
        )

    def is_self(self, person: PersonId) -> bool:
        """Whether the acting user is that person: nobody decides their own result."""
        return self.user.person is not None and self.user.person == person

    def check(self) -> None:
        """A change without an audit row is a bug, found here before it is committed."""
        if self.touched and not self.audit.recorded:
            raise ValueError(f"changed without an audit row: {sorted(self.touched)}")

    def integrity(self) -> str:
        """What the database says of itself: `ok`, or its first complaint."""
        return self._outside or soundness.integrity(self._connection)

    def quick_integrity(self) -> str:
        """As `integrity`, without comparing every index with its table."""
        return self._outside or soundness.integrity(self._connection, quick=True)

    @property
    def _outside(self) -> str:
        """What was changed while the program did not have the file; empty where nothing was."""
        pages = ", ".join(map(str, self.changed_outside[:_NAMED]))
        return f"changed since the file was closed: pages {pages}" if pages else ""

    def foreign_keys(self) -> str:
        """`ok`, or the table with the first broken reference."""
        return soundness.foreign_keys(self._connection)
