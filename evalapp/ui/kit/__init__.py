"""Parts every screen is made of: tables, tasks, forms, dialogs, pickers. No domain words live here."""
