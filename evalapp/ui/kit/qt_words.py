"""Qt ships no Vietnamese: the texts of its own menus, file dialogs and boxes come from our catalogue."""

from PySide6.QtCore import QTranslator

from evalapp.base.messages import N_, language, tr

#: Qt's English (without the marks of its shortcuts) -> ours, where the two can differ in meaning.
_WORDS = {
    "Undo": N_("Undo"),
    "Redo": N_("Redo"),
    "Cut": N_("Cut"),
    "Copy": N_("Copy"),
    "Paste": N_("Paste"),
    "Delete": N_("Delete"),
    "Select All": N_("Select all"),
    "OK": N_("OK"),
    "Cancel": N_("Cancel"),
    "Close": N_("Close"),
    "Yes": N_("Yes"),
    "No": N_("No"),
    "Open": N_("Open"),
    "Save": N_("Save"),
    "Choose": N_("Choose"),
    "Look in:": N_("Look in:"),
    "File name:": N_("File name:"),
    "Directory:": N_("Folder:"),
    "Files of type:": N_("Kind of file:"),
    "Name": N_("Name"),
    "Size": N_("Size"),
    "Type": N_("Kind"),
    "Kind": N_("Kind"),
    "Date Modified": N_("Changed on"),
    "Back": N_("Back"),
    "Go back": N_("Back"),
    "Forward": N_("Forward"),
    "Go forward": N_("Forward"),
    "Parent Directory": N_("Folder above"),
    "Go to the parent directory": N_("Folder above"),
    "Create New Folder": N_("New folder"),
    "Create a New Folder": N_("New folder"),
    "New Folder": N_("New folder"),
    "List View": N_("List"),
    "Change to list view mode": N_("List"),
    "Detail View": N_("Details"),
    "Change to detail view mode": N_("Details"),
    "Sidebar": N_("Places"),
    "List of places and bookmarks": N_("Places"),
    "Recent Places": N_("Places used before"),
    "Files": N_("Files"),
    "Directories": N_("Folders"),
    "Folder": N_("Folder"),
    "Drive": N_("Drive"),
    "All Files (*)": N_("All files (*)"),
    "Are you sure you want to delete '%1'?": N_("Delete “%1”?"),
    "Show hidden files": N_("Show hidden files"),
    "Rename": N_("Rename"),
    "Computer": N_("Computer"),
    "%1 already exists.\nDo you want to replace it?": N_("%1 exists already.\nReplace it?"),
    "%1\nFile not found.\nPlease verify the correct file name was given.": N_(
        "%1\nThere is no such file. Check its name."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": N_(
        "%1\nThere is no such folder. Check its name."
    ),
}


class QtWords(QTranslator):
    """Answers Qt's questions for its own texts."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's own name
        """A translator that says it is empty is never asked."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Our text for one of Qt's; None leaves Qt's own."""
        if (context, source) == ("QShortcut", "Return"):
            return "Enter"  # as it is printed on the key, in menus too
        ours = _WORDS.get(source.replace("&", ""))
        return tr(ours) if ours and language() != "en" else None
