"""People and recommendations as they are typed, one a line, the parts between semicolons."""

from datetime import date, datetime, time

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean
from evalapp.domain.minutes import Named, Recommendation


def hour_of(text: str) -> time | None:
    """An hour such as `11:25` or `11h25`; none for an empty text."""
    typed = clean(text).lower().replace("h", ":").replace("g", ":").rstrip(":")
    if not typed:
        return None
    hours, _, minutes = typed.partition(":")
    if hours.isdecimal() and (minutes or "0").isdecimal() and int(hours) < 24 and int(minutes or 0) < 60:
        return time(int(hours), int(minutes or 0))
    raise UserError(N_("“{text}” is no time of day. Write it as 11:25."), text=text)


def people_of(text: str) -> tuple[Named, ...]:
    """Who is named, one a line: `Nguyễn Văn A; Trưởng đoàn`."""
    return tuple(named_of(line) for line in text.splitlines() if clean(line))


def named_of(text: str) -> Named:
    """One person: the name, and the position after a semicolon."""
    name, _, title = text.partition(";")
    return Named(clean(name), clean(title))


def people_text(people: tuple[Named, ...]) -> str:
    """People as they are typed."""
    return "\n".join(f"{each.name}; {each.title}" if each.title else each.name for each in people)


def recommendations_of(text: str) -> tuple[Recommendation, ...]:
    """What is asked for, one a line: `Niêm yết lại; Phòng Nội vụ; 20/07/2018`."""
    return tuple(recommendation_of(line) for line in text.splitlines() if clean(line))


def recommendation_of(text: str) -> Recommendation:
    """What is asked for, then of whom, then by when; the last two may be left out."""
    what, *rest = [clean(part) for part in text.split(";")]
    due = _day(rest[-1]) if rest and rest[-1][:1].isdecimal() else None
    whom = rest[:-1] if due else rest
    return Recommendation(what, "; ".join(part for part in whom if part), due)


def recommendations_text(asked: tuple[Recommendation, ...]) -> str:
    """Recommendations as they are typed."""
    return "\n".join(
        "; ".join(
            part for part in (each.text, each.whom, each.due.strftime("%d/%m/%Y") if each.due else "") if part
        )
        for each in asked
    )


def _day(text: str) -> date:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise UserError(N_("“{text}” is no date. Write the day as 20/07/2018."), text=text)
