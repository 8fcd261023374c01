"""What the search box finds for the words typed: people, units, months and actions, those used last first."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.messages import N_, tr
from evalapp.base.names import fold
from evalapp.domain.periods import Period, PeriodKind
from evalapp.ui.shell.routes import Place
from evalapp.usecases.search import KnownPerson, KnownUnit, SearchIndex

MOST = 8  # of each group
KEPT = 20  # how many of those used last are remembered
_MONTH = re.compile(r"t?(\d{1,2})[/.-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})")
_SHORT = re.compile(r"(\d{1,2})(\d{2})")
_SIGNS = re.compile(r"[^\w/]+")
_YEAR_IN = r"(?:[/ -]+(?:nam )?((?:19|2\d)\d{2}))?"
_QUARTER = re.compile(r"(?:quy|quarter|q) ?([1-4]|i{1,3}|iv)" + _YEAR_IN)
_HALF = re.compile(r"(?:6 thang |sau thang |)(dau|cuoi|first|second)(?: nam| half)" + _YEAR_IN)
_YEAR = re.compile(r"(?:ca )?(?:nam|year) ((?:19|2\d)\d{2})")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTH_WORDS = ("thang", "month")
_EXACT, _WHOLE, _BEGIN, _INSIDE, _NOT = range(-1, 4)  # how well words fit

Known = TypeVar("Known")


class Offer(Struct, frozen=True):
    """Something that can be done: on a screen (none: with the window), or going there without an action."""

    screen: str
    action: str
    text: str
    about: str
    keys: str = ""
    words: str = ""  # what else finds it
    phrases: tuple[str, ...] = ()  # what people call it, folded: found by the whole of one
    part: str = ""  # of that screen
    is_here: bool = False  # it is shown: found by its name, and never offered unasked

    @property
    def key(self) -> str:
        """What it is remembered by."""
        return f"action:{self.screen}/{self.action}{self.part}"


class Hit(Struct, frozen=True):
    """One line of what was found; a heading is no hit and cannot be chosen."""

    key: str
    title: str
    about: str = ""
    keys: str = ""
    is_heading: bool = False
    person: str = ""
    unit: str = ""
    period: Period | None = None
    offer: Offer | None = None
    visit: int | None = None
    field: str = ""  # of that visit
    fit: int = 0


class FinderState(Struct, frozen=True, dict=True):
    """Everything the search box needs to draw itself."""

    place: Place
    index: SearchIndex
    offers: tuple[Offer, ...] = ()
    recent: tuple[str, ...] = ()
    words: str = ""
    is_read: bool = True  # whether people and units are those of now; long work is finished before

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """What was found, under the heading of its group."""
        if not fold(self.words):
            used = self._used_last()
            others = [hit for hit in self._offers((), most=3 * MOST) if hit not in used]  # each line once
            groups = [(N_("Used last"), used), (N_("Actions"), others)]
        else:
            groups = self._found()
        return tuple(hit for title, hits in groups if hits for hit in (_heading(title), *hits))

    @property
    def nothing(self) -> str:
        """What is said where nothing was found, or not everything was looked through."""
        if self.words.strip() and not self.is_read:
            return tr("People and units are still being read, after the work that goes on.")
        if self.hits:
            return ""
        return tr(
            "Nothing is called “{words}”. Try a name, a code, a unit, a month as 7/2018, or an action.",
            words=self.words.strip(),
        )

    def used(self, hit: Hit) -> tuple[str, ...]:
        """What was used last, after this one was."""
        return (hit.key, *(key for key in self.recent if key != hit.key))[:KEPT]

    def _found(self) -> list[tuple[str, list[Hit]]]:
        """The groups, the one that fits best first."""
        words, period = split(self.words, self.place.period)
        plain = tuple(fold(self.words).split())
        groups = [
            (N_("Actions"), self._offers(plain, most=MOST)),
            (N_("People"), self._people(plain, None) or self._people(words, period)),
            (N_("Units"), self._units(plain, None) or self._units(words, period)),
            (N_("Months"), self._months(words, period)),
            (N_("Quarters and years"), self._longer()),
            (N_("Findings"), self._findings(plain)),
        ]
        return sorted(groups, key=lambda group: min((hit.fit for hit in group[1]), default=_NOT))

    def _people(self, words: tuple[str, ...], period: Period | None) -> list[Hit]:
        if not words:
            return []
        here = next((unit.name for unit in self.index.units if unit.code == self.place.unit), "")
        people = sorted(self.index.people, key=lambda person: person.unit != here)  # of one name, those here
        found = self._best(people, words, lambda p: (f"person:{p.code}", p.words))
        return [replace(_person_hit(person, period), fit=fit) for fit, person in found]

    def _units(self, words: tuple[str, ...], period: Period | None) -> list[Hit]:
        found = self._best(self.index.units, words, lambda u: (f"unit:{u.code}", u.words)) if words else []
        return [replace(_unit_hit(unit, period), fit=fit) for fit, unit in found]

    def _findings(self, words: tuple[str, ...]) -> list[Hit]:
        found = self._best(self.index.findings, words, lambda f: (f"finding:{f.id}", f.words))
        return [
            Hit(
                f"finding:{each.id}",
                each.title,
                each.about,
                visit=each.visit,
                field=f"finding:{each.id}:text",
                fit=fit,
            )
            for fit, each in found
            if fit < _INSIDE
        ]

    def _offers(self, words: tuple[str, ...], *, most: int) -> list[Hit]:
        asked = [each for each in self.offers if words or not each.is_here]
        found = self._best(asked, words, lambda offer: (offer.key, _plain(offer.text)), most=most)
        if words:
            called = {offer.key for _, offer in found}
            others = [each for each in self.offers if each.words and each.key not in called]
            found += self._best(
                others, words, lambda offer: (offer.key, _plain(f"{offer.text} {offer.words}"))
            )
            found = self._called(words, found)
        return [replace(_offer_hit(offer), fit=fit) for fit, offer in found if fit < _INSIDE]

    def _called(self, words: tuple[str, ...], found: list[tuple[int, Offer]]) -> list[tuple[int, Offer]]:
        """With what is meant by the phrase typed: the whole of one comes before what only holds its words."""
        fits = {each.key: _phrase_fit(each.phrases, " ".join(words)) for each in self.offers}
        meant = [(fit, each) for each in self.offers if (fit := fits[each.key]) is not None]
        meant = sorted(meant, key=lambda one: (one[0], bool(one[1].action)))[:MOST]
        named = [one for one in found if fits[one[1].key] is None]
        whole = [one for one in meant if one[0] == _EXACT]
        just_so = [one for one in named if one[0] == _EXACT]
        rest = [one for one in named if one[0] != _EXACT]
        return [*just_so, *whole, *rest, *(one for one in meant if one[0] != _EXACT)]

    def _longer(self) -> list[Hit]:
        period = longer_in(self.words, self.place.period)
        here = next((unit for unit in self.index.units if unit.code == self.place.unit), None)
        if period is None or here is None:
            return []
        return [replace(_unit_hit(here, period), key=f"period:{period}", fit=_EXACT)]

    def _months(self, words: tuple[str, ...], period: Period | None) -> list[Hit]:
        if words or period is None or self.place.unit is None:
            return []
        here = next((unit for unit in self.index.units if unit.code == self.place.unit), None)
        return [replace(_unit_hit(here, period), key=f"month:{period}")] if here else []

    def _used_last(self) -> list[Hit]:
        known: dict[str, Hit] = {offer.key: _offer_hit(offer) for offer in self.offers if not offer.is_here}
        known |= {f"person:{each.code}": _person_hit(each, None) for each in self.index.people}
        known |= {f"unit:{each.code}": _unit_hit(each, None) for each in self.index.units}
        return [known[key] for key in self.recent if key in known][:MOST]

    def _best(
        self,
        all_of: Iterable[Known],
        words: tuple[str, ...],
        said: Callable[[Known], tuple[str, str]],
        *,
        most: int = MOST,
    ) -> list[tuple[int, Known]]:
        """Who matches every word: who is called just so, those used last, then by how well they match."""
        ranked: list[tuple[int, int, int, Known]] = []
        for number, each in enumerate(all_of):
            key, text = said(each)
            fit = _fit(text, words)
            if fit is not None:
                used = self.recent.index(key) if key in self.recent else KEPT
                ranked.append((used, fit, number, each))
        best = min((fit for _, fit, _, _ in ranked), default=_NOT)
        if best < _INSIDE:  # what only has the letters somewhere inside a word would be noise
            ranked = [one for one in ranked if one[1] < _INSIDE]
        ordered = sorted(ranked, key=lambda one: (one[1] != _EXACT, *one[:3]))
        return [(fit, each) for _, fit, _, each in ordered[:most]]


def split(words: str, here: Period) -> tuple[tuple[str, ...], Period | None]:
    """Part words into those of a name and the month they speak of: `an 7/2018`, `an 718`, `an tháng 7`."""
    rest: list[str] = []
    period: Period | None = None
    named = False
    for word in fold(words).split():
        month = _month(word, here, named=named) if period is None else None
        named = word in _MONTH_WORDS
        if month:
            period = month
        else:
            rest.append(word)
    if period is not None:
        rest = [word for word in rest if word not in _MONTH_WORDS]
    return tuple(rest), period


def longer_in(words: str, here: Period) -> Period | None:
    """The longer period that words name: `quý 3`, `quý III/2018`, `6 tháng đầu năm`, `năm 2018`."""
    text = " ".join(_SIGNS.sub(" ", fold(words)).split())
    if quarter := _QUARTER.fullmatch(text):
        number = _ROMAN.get(quarter[1]) or int(quarter[1])
        return Period(int(quarter[2] or here.year), number, PeriodKind.QUARTER)
    if half := _HALF.fullmatch(text):
        number = 1 if half[1] in ("dau", "first") else 2
        return Period(int(half[2] or here.year), number, PeriodKind.HALF_YEAR)
    year = _YEAR.fullmatch(text)
    return Period(int(year[1]), 0, PeriodKind.YEAR) if year else None


def _month(word: str, here: Period, *, named: bool) -> Period | None:
    """The month that a word names."""
    if named and word.isdigit() and 1 <= int(word) <= 12:
        return Period(here.year, int(word))
    if iso := _ISO.fullmatch(word):
        year, month = iso.groups()
    elif written := (_MONTH.fullmatch(word) or _SHORT.fullmatch(word)):
        month, year = written.groups()
    else:
        return None
    whole = int(year) if len(year) == 4 else 2000 + int(year)
    return Period(whole, int(month)) if 1 <= int(month) <= 12 and 1900 <= whole <= 2999 else None


def _fit(text: str, words: Sequence[str]) -> int | None:
    """How well words fit a text: each is a word of it, begins one, or is inside one; None: not at all."""
    if not all(word in text for word in words):
        return None
    parts = text.split()
    if parts and parts == list(words):
        return _EXACT
    if all(word in parts for word in words):
        return _WHOLE
    return _BEGIN if all(any(part.startswith(word) for part in parts) for word in words) else _INSIDE


def _phrase_fit(phrases: Sequence[str], typed: str) -> int | None:
    """How well what is typed fits a phrase: the whole of it, or its beginning into the second word."""
    if typed in phrases:
        return _EXACT
    is_begun = " " in typed and any(phrase.startswith(typed) for phrase in phrases)
    return _BEGIN if is_begun else None


def _plain(text: str) -> str:
    """The words of what can be done, without the brackets and dots around them."""
    return _SIGNS.sub(" ", fold(text)).strip()


def _heading(title: str) -> Hit:
    return Hit(f"heading:{title}", tr(title), is_heading=True)


def _person_hit(person: KnownPerson, period: Period | None) -> Hit:
    parts = (person.title, person.unit, "" if person.active else tr("Inactive"))
    about = " · ".join(part for part in parts if part)
    if period is not None:
        about = tr("Form of {month}", month=period.named) + f" · {about}"
    return Hit(
        f"person:{person.code}", f"{person.name} ({person.code})", about, person=person.code, period=period
    )


def _unit_hit(unit: KnownUnit, period: Period | None) -> Hit:
    about = unit.superior if period is None else period.named.titled
    return Hit(f"unit:{unit.code}", unit.name, about, unit=unit.code, period=period)


def _offer_hit(offer: Offer) -> Hit:
    return Hit(offer.key, offer.text, offer.about, offer.keys, offer=offer)
