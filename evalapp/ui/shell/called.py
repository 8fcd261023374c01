"""What people call things otherwise than the screens do: found by the search box, in no other place.

Each text holds the phrases, parted by commas; in each language they are those that people there type.
"""

from collections.abc import Mapping

from evalapp.base.messages import N_

_EVENT = N_(
    "leave, annual leave, sick leave, maternity leave, lateness, absence, complaint, discipline, commendation"
)
_SETTLE = N_("rating, levels, rank people, classification")
_MONTH_FORMS = N_("print forms, print everybody's forms")
_FORMS = N_("blank forms, form 01, form 02, form 03")
_EXCEL = N_("export to excel, excel file")
_UNLOCK = N_("unlock the month, open the month again")
_LOCK = N_("lock the month, close the books")
_PASSWORD = N_("change password, my password")

#: By screen and action; without an action the screen itself.
CALLED: Mapping[tuple[str, str], str] = {
    ("month", ""): N_("scoring, scores, rate the month"),
    ("month", "month.event"): _EVENT,
    ("month", "month.forms_out"): _FORMS,
    ("month", "month.forms_pdf"): _MONTH_FORMS,
    ("month", "month.summary_workbook"): _EXCEL,
    ("month", "month.summary_pdf"): N_("print summary, monthly list"),
    ("month", "month.include"): N_("add somebody to the month, people who came later"),
    ("month", "month.reopen"): _UNLOCK,
    ("month", "month.close"): _LOCK,
    ("month", "month.unrated"): N_("absent all month, not rated"),
    ("sheet", "sheet.print"): N_("print form"),
    ("settlement", ""): _SETTLE,
    ("settlement", "settlement.settle"): _SETTLE,
    ("settlement", "settlement.reopen"): _UNLOCK,
    ("settlement", "settlement.close"): _LOCK,
    ("registers", ""): _EVENT,
    ("registers", "registers.new"): _EVENT,
    ("rewards", ""): N_("emulation, emulation and commendation, rewards, discipline, extra pay"),
    ("periods", ""): N_("quarterly result, yearly result, half-year result"),
    ("periods", "periods.open"): N_("rate the quarter, rate the year, yearly rating"),
    ("periods", "periods.xlsx"): _EXCEL,
    ("periods", "petitions.new"): N_("petition, appeal, ask for review"),
    ("periods", "days.new"): N_("holidays, lunar new year, days off"),
    ("exchange", "exchange.send"): N_("send to superior, hand in the result"),
    ("people", ""): N_("staff, personnel, civil servants, departments, units"),
    ("people", "people.new_person"): N_("add somebody to the month, new staff, appointed"),
    ("people", "people.transfer"): N_(
        "transfer, rotation, secondment, moved to another unit, new position, appointed"
    ),
    ("people", "people.active"): N_("resigned, retired, died, no longer followed"),
    ("people", "people.people_in"): N_("import staff, import from excel"),
    ("policies", ""): N_("regulation, criteria, form of criteria, quota"),
    ("reports", "reports.xlsx"): _EXCEL,
    ("reports", "reports.templates"): N_("word forms, templates"),
    ("safety", "safety.back_up"): N_("backup, save a copy, save data"),
    ("safety", "safety.restore"): N_("restore, get data back"),
    ("safety", "safety.users"): _PASSWORD,
    ("safety", "safety.password"): _PASSWORD,
    ("users", ""): N_("accounts, rights, sign in"),
    ("users", "users.password"): _PASSWORD,
    ("history", ""): N_("log, who changed it"),
    ("settings", ""): N_("configuration, options, preferences"),
}


#: What is said of actions that are taken for one another.
ABOUT: Mapping[tuple[str, str], str] = {
    ("safety", "safety.users"): N_("who signs in, and with which password"),
    ("safety", "safety.password"): N_("the password of the encrypted data file"),
}


def phrases(text: str) -> tuple[str, ...]:
    """The single phrases of such a text."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
