"""What the help says about each screen: what it is for, and the three questions asked most."""

from evalapp.base.messages import N_
from evalapp.ui.shell.help import ScreenHelp

_TABLE_KEYS = (
    ("Enter", N_("Open the line the cursor is on")),
    ("Tab", N_("Go to the next part of the screen")),
)

OVERVIEW = ScreenHelp(
    N_(
        "What is due, late and open in the unit chosen at the top and in all units below it. "
        "Each figure and each part of a bar opens the list behind it."
    ),
    (
        (
            N_("What is still to be done this month?"),
            N_("The list on the right: what is late stands first. Enter goes to the place where it is done."),
        ),
        (
            N_("Who has which level?"),
            N_("Choose a part of a bar with the arrows and press Enter: the people behind it are listed."),
        ),
        (
            N_("Why is a unit missing?"),
            N_("Only units with people to evaluate are shown. Take the list of people in, or move some."),
        ),
    ),
    (*_TABLE_KEYS, ("←  →", N_("Choose a part of the bar"))),
)

MONTH = ScreenHelp(
    N_(
        "One month of one unit: everybody with their scores. It is opened here, scored stage by stage, "
        "settled and closed."
    ),
    (
        (
            N_("What do I do first?"),
            N_(
                "Open the month. Then send the self-score forms out, or go on to the next stage without them."
            ),
        ),
        (
            N_("Somebody was away all month. What now?"),
            N_("Say that they are not rated, with the reason. They stay in the list and in the summary."),
        ),
        (
            N_("The month is closed and a score is wrong. What now?"),
            N_("Reopen it with the reason. A new revision is made; the closed one stays on record."),
        ),
        (
            N_("Somebody came late, or earned a bonus. Where does it go?"),
            N_(
                "Select them and press Ctrl+L. What follows stands under the grid; nothing costs points "
                "until it is accepted."
            ),
        ),
        (
            N_("A cell has the sign ≠. Why?"),
            N_(
                "The score differs from an earlier stage by more than the policy allows without a reason. "
                "Shift+F2 writes it; it is kept with the score and printed on the form."
            ),
        ),
    ),
    (
        *_TABLE_KEYS,
        ("Shift+F2", N_("Write the reason or note of the cell")),
        ("Alt+K  Alt+C  Alt+X", N_("Keep, change or clear the note of a score that was changed")),
        ("Ctrl+Shift+C", N_("Copy the block with names and headings, for a letter")),
        ("Ctrl+L", N_("Record an event for who is selected")),
        ("F6", N_("Go to the proposal, then on to the next; Escape goes back to the cell")),
        ("F7", N_("Accept the proposal")),
        ("F8", N_("Reject the proposal, with a reason")),
    ),
)

SHEET = ScreenHelp(
    N_(
        "One person's form: self, deputy and head side by side, as it is printed. Beside it stands why the "
        "result is what it is, each step with its article."
    ),
    (
        (
            N_("Where do I type?"),
            N_("In the column of the present stage. Each value is saved when the cursor leaves its cell."),
        ),
        (
            N_("Why can nothing be typed?"),
            N_(
                "The month is settled or closed, or the person is not rated. The line under the name says so."
            ),
        ),
        (
            N_("Who changed a score?"),
            N_("Put the cursor on the row: its history shows who, when, from what to what."),
        ),
        (
            N_("How is evidence attached?"),
            N_(
                "Drop files on a row, or beside the rows for the whole form; paste a picture with Ctrl+V; "
                "or choose files with Ctrl+E. They are kept in the data file and sealed with the result."
            ),
        ),
    ),
    (
        ("Alt+K  Alt+C  Alt+X", N_("Keep, change or clear the note of a score that was changed")),
        (
            "Alt+1  Alt+2  Alt+3",
            N_("Turn to the reasons, the evidence or the proposals; again: give the room back"),
        ),
        ("Ctrl+L", N_("Record an event about the person")),
        ("Ctrl+E", N_("Attach files to the row")),
        ("Ctrl+V", N_("Paste a file, picture or value at the row")),
        ("Enter", N_("Take the value and go down")),
        ("Delete", N_("Clear to “not scored”")),
        ("Esc", N_("Give up a refused value, else back to the month list")),
    ),
)

SETTLEMENT = ScreenHelp(
    N_(
        "Everybody ranked, with the line where the quota falls. Nothing changes until the month is settled, "
        "and then for everybody at once."
    ),
    (
        (
            N_("How many may keep the highest level?"),
            N_("The sum above the list shows it: the percent, of how many people, rounded down."),
        ),
        (
            N_("Two people are equal at the line. Who keeps the level?"),
            N_("Somebody has to decide and say why; the reason stays on record with the result."),
        ),
        (
            N_("When may the exceptional quota be used?"),
            N_("Only with a decision; its number is asked for and printed."),
        ),
    ),
    _TABLE_KEYS,
)

REGISTERS = ScreenHelp(
    N_(
        "What happened to the people of the unit: leave, discipline, complaints, commendations. Beside it "
        "stands what follows from that for the month; nothing costs points until the head accepts it."
    ),
    (
        (
            N_("An entry is wrong. Can it be deleted?"),
            N_("No: withdraw it with the reason and record the right one. Both stay on record."),
        ),
        (
            N_("How do I decide on a suggestion?"),
            N_("Under Suggestions: Enter accepts it into the head's score, Delete rejects it with a reason."),
        ),
        (
            N_("Can the same breach count twice?"),
            N_("No. Name the earlier entry about it; what was counted once never counts again."),
        ),
    ),
    (*_TABLE_KEYS, ("Ctrl+N", N_("Record something"))),
)

REWARDS = ScreenHelp(
    N_(
        "What results propose by the rules of the policy: commendation, pay factor, training, transfer, "
        "review. Nothing acts by itself: a person decides, and the decision stands in a register."
    ),
    (
        (
            N_("How do I record one decision for many people?"),
            N_(
                "Press Enter on one of them and tick “Also the others of the same rule”: all get the same "
                "number and day."
            ),
        ),
        (
            N_("What does “Basis changed” mean?"),
            N_(
                "The month was reopened and closed with another result, so the decision no longer rests on "
                "anything. Uphold it with a reason, or revoke it."
            ),
        ),
        (
            N_("A decision was recorded wrongly. Can it be changed?"),
            N_("F2 adds a correction with its reason; what was recorded first stays in the register."),
        ),
    ),
    (*_TABLE_KEYS, ("Delete", N_("Do not follow the proposal, with a reason")), ("Ctrl+L", N_("Postponed"))),
)

PEOPLE = ScreenHelp(
    N_(
        "Units as a tree, and the people of one of them. Both are taken in from the lists an office has, "
        "or typed here; nobody is ever deleted."
    ),
    (
        (
            N_("Somebody moved to another unit. What do I do?"),
            N_("Open them, add a position with its first day; the one before ends the day before."),
        ),
        (
            N_("Does a change here alter a month that is open?"),
            N_("No. People and positions are frozen into a month when it is opened."),
        ),
        (
            N_("The list has other column names. Can it be taken in?"),
            N_("Yes: choose which column is which; it is remembered for lists with the same headings."),
        ),
    ),
    _TABLE_KEYS,
)

GROUPS = ScreenHelp(
    N_(
        "People of one unit who have similar tasks, and the fields that its deputies lead. "
        "Choose people in the list, then say which group they are in and from which day."
    ),
    (
        (
            N_("What does a group of similar tasks do?"),
            N_(
                "Where the regulation limits such groups, the limit holds for the group and for the unit "
                "at once; the settlement shows both."
            ),
        ),
        (
            N_("What does a field do?"),
            N_(
                "Its deputy scores the people of the field and nobody else. "
                "Without fields, all are scored by all."
            ),
        ),
        (
            N_("Does a change here alter a month that is settled?"),
            N_("No. It keeps the groups it was settled with; open months follow the change."),
        ),
    ),
    _TABLE_KEYS,
)

HISTORY = ScreenHelp(
    N_("Everything that was done: who, when, what. Each line is bound to the one before it."),
    (
        (
            N_("Can a line be changed or taken away?"),
            N_("Not without being found out: checking the history walks the whole chain."),
        ),
        (
            N_("Who may read this?"),
            N_("Whoever has the right to read the history for the whole data file."),
        ),
        (
            N_("How do I find what happened to one person?"),
            N_("Type their code or a word of the action; only lines with these words stay."),
        ),
    ),
    _TABLE_KEYS,
)

SETTINGS = ScreenHelp(
    N_("What is chosen once: language, look, the data file, and what the program is made with."),
    (
        (
            N_("Where is my data?"),
            N_("In the one file named here, on this computer. Nothing is sent anywhere."),
        ),
        (
            N_("How do I open another data file?"),
            N_("With the button here. Only one program may have a file open at a time."),
        ),
        (
            N_("Do these choices change the data?"),
            N_("No. They belong to you and this computer."),
        ),
    ),
)

POLICIES = ScreenHelp(
    N_(
        "Every policy that months can go by, each version with its days, and drafts of new ones. "
        "A version is only read; a draft is edited, checked as it is typed, and published."
    ),
    (
        (
            N_("How do I make my unit's own form?"),
            N_(
                "Choose the policy that holds for your unit and begin a draft from it. Change, split and add "
                "rows until nothing is left to be mended, look at the printed form, then publish."
            ),
        ),
        (
            N_("Why can a row not be changed?"),
            N_(
                "What stands in law or in the city's frame is kept by every unit. The list at the bottom "
                "names what the frame says and where it stands; Enter goes to the row."
            ),
        ),
        (
            N_("How do I make a rule of my unit's own?"),
            N_(
                "On the page Rules press “Add a rule” and fill in the sentence; ⋯ adds “and” or “or”, turns "
                "a condition round or takes it out. Under “Try it” facts show at once what the rule does."
            ),
        ),
        (
            N_("How do I make a regulation that is not here yet?"),
            N_(
                "Begin a draft from the one nearest to it, for everybody, and change its forms and rules; or "
                "write it as files, as the chapter on commands in the manual says, and take the folder in as "
                "a draft."
            ),
        ),
        (
            N_("What happens to months when I publish?"),
            N_(
                "Months that are open keep the version they were opened with. Months opened afterwards, from "
                "the first day of the new version on, go by it."
            ),
        ),
    ),
    (
        *_TABLE_KEYS,
        ("Ins", N_("Add a row")),
        ("Ctrl+T", N_("Split the row into two")),
        ("F4", N_("Everything about the row")),
        ("Alt+↑  Alt+↓", N_("Move the row")),
        ("Ctrl+Z", N_("Undo")),
    ),
)

PERIODS = ScreenHelp(
    N_(
        "The quarter, half-year or year of the unit chosen at the top: what every month gave, the total "
        "and the level that follow, petitions against results, and the days off that terms are counted by."
    ),
    (
        (
            N_("Why is somebody not rated?"),
            N_(
                "A month that is missing is marked and said on the right: close it, or record the leave that "
                "takes it out of the count. Months are never guessed."
            ),
        ),
        (
            N_("A level waits for facts that are not known. Where are they entered?"),
            N_(
                "Shares of tasks and of units led are service figures of the person, entered for a month "
                "of the period; leave, discipline and conclusions stand in the registers. Print, Form of the "
                "chosen person, writes what somebody's period came to."
            ),
        ),
        (
            N_("A month was reopened. What about the year?"),
            N_(
                "A line above the list names whose result rests on it. Reopen the period with a reason, "
                "settle and close it: it then rests on what stands now."
            ),
        ),
        (
            N_("Until when is a petition answered?"),
            N_(
                "In the working days of the regulation. Enter Lunar New Year, Hung Kings' day and swapped "
                "days under Days off, or the day comes out too early."
            ),
        ),
    ),
    _TABLE_KEYS,
)

PRODUCTS = ScreenHelp(
    N_(
        "What everybody of the unit had to do in the month and what came of it: assigned, done, failures of "
        "quality, delays. Where the regulation computes results from products, their points follow from it."
    ),
    (
        (
            N_("Why does an objective cause still cost points?"),
            N_(
                "Until somebody who decides scores confirms it, with a document, a failure costs like any "
                "other. Nobody confirms a cause of their own."
            ),
        ),
        (
            N_("What becomes of work handed over, received or ad hoc?"),
            N_(
                "Work handed over stays in what was assigned and leaves what was done. Work received "
                "or ad hoc adds to what was done only, so the parts can pass 100%."
            ),
        ),
        (
            N_("Why can products no longer be changed?"),
            N_(
                "The month is settled or closed: the result rests on them. Go back to settling, or "
                "reopen the month with a reason."
            ),
        ),
        (
            N_("How is part d of a leader found?"),
            N_(
                "It is 50% where somebody whom they lead has the points of the lowest level: for a "
                "head anybody of the unit, for a deputy the people of their fields. Else it is 100%."
            ),
        ),
    ),
    (
        *_TABLE_KEYS,
        ("Ctrl+N", N_("Add a product")),
        ("F2", N_("Change this product…")),
        ("Ctrl+Shift+K", N_("Confirm the objective cause…")),
        ("Ctrl+I", N_("Import a list…")),
    ),
)
