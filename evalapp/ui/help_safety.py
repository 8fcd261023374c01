"""What the help says about data safety: what is promised, what is not, and the ways back."""

from evalapp.base.messages import N_
from evalapp.ui.shell.help import ScreenHelp

SAFETY = ScreenHelp(
    N_(
        "What this program promises, and what it cannot. Backups are made by themselves; a second place "
        "keeps them where this disk cannot take them with it."
    ),
    (
        (
            N_("What does the program promise?"),
            N_(
                "What is shown as saved is on the disk, also after a power cut. A month is open or closed, "
                "never half. A changed score, result or finding is found when the closed file is opened "
                "next. Every change says who, when and what was there before. Each backup was read back."
            ),
        ),
        (
            N_("What can it not promise?"),
            N_(
                "Whoever owns the file can delete it or put an older one in its place: the program gives "
                "evidence, it prevents nothing. The time is that of this computer. A seal is no "
                "electronic signature. Unless the file is encrypted, who has the computer can read it; once "
                "it is, a lost password and a lost recovery sheet together mean lost data."
            ),
        ),
        (
            N_("How do I verify that?"),
            N_(
                "“Check everything” looks at all of it. "
                "The hash on a signed paper must be the one that the file shows."
            ),
        ),
        (
            N_("When are backups made?"),
            N_(
                "Every half hour of work, at the end of work, before and after a month is closed, before a "
                "list is taken in, before a newer version changes the file, and before a backup is put back."
            ),
        ),
        (
            N_("Which ones are kept?"),
            N_(
                "All of the two newest days, then one for each of twelve days, ten weeks and nine months, "
                "and one for each closed month for ever."
            ),
        ),
        (
            N_("What if I put the wrong one back?"),
            N_(
                "Nothing is thrown away: the file that was there is kept beside it. “Restore from a "
                "file…” takes it, too."
            ),
        ),
        (
            N_("The disk is dead. What now?"),
            N_(
                "On another computer: start the program, “Begin with my unit”, come here, “Restore "
                "from a file…”, and choose the file with the highest number in the second place."
            ),
        ),
        (
            N_("The computer is lost. What now?"),
            N_(
                "Report it as your office's rules say: what was on it can be read, unless the data file was "
                "encrypted. Go on as with a dead disk, then set every password anew."
            ),
        ),
        (
            N_("How do I protect a laptop that leaves the office?"),
            N_(
                "“Encryption”, “Encrypt…”: choose a password, save the recovery sheet, print it, lock it "
                "away and delete its file. Backups are encrypted too and open with the same password. "
                "The small file “evalapp-….key” belongs to the data: copy it together with a backup."
            ),
        ),
        (
            N_("The password of an encrypted file is forgotten. What now?"),
            N_(
                "Type the code of the recovery sheet in its place, then “Change the password…”. Without the "
                "sheet too, nobody can open the file any more, nor can we."
            ),
        ),
        (
            N_("A password is forgotten. What now?"),
            N_(
                "Type the code of the printed recovery sheet in its place; a new password is asked for at "
                "once. “Users…”, “Print a recovery sheet…” makes it beforehand. Without a sheet an "
                "administrator sets a new one under “Users…”: give that role to two people."
            ),
        ),
    ),
    (("Enter", N_("Look at what the backup under the cursor would take back")),),
)
