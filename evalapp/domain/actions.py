"""What the history records, in the words of the offices; its codes are for scripts."""

from collections.abc import Mapping

from evalapp.base.messages import N_

#: Every action that a use case records.
ACTION_WORDS: Mapping[str, str] = {
    "workspace.created": N_("Data file made"),
    "policy.installed": N_("Regulation installed"),
    "units.imported": N_("Units taken in"),
    "people.imported": N_("People taken in"),
    "person.edited": N_("Person corrected"),
    "person.positions_changed": N_("Positions changed"),
    "person.moved": N_("Person moved"),
    "person.activated": N_("Person back in new months"),
    "person.deactivated": N_("Person out of new months"),
    "round.opened": N_("Month opened"),
    "round.entered": N_("Stage begun"),
    "round.advanced": N_("Month moved on"),
    "round.unrated": N_("Person not rated"),
    "round.rated_again": N_("Person rated after all"),
    "round.person_added": N_("Person added to the month"),
    "round.settled": N_("Month settled"),
    "round.closed": N_("Month closed"),
    "round.reopened": N_("Month reopened"),
    "score.entered": N_("Score entered"),
    "scores.entered": N_("Scores entered"),
    "scores.imported": N_("Score list taken in"),
    "scores.carried": N_("Scores carried over"),
    "forms.imported": N_("Self-score forms taken in"),
    "register.recorded": N_("Register entry recorded"),
    "register.amended": N_("Register entry amended"),
    "register.withdrawn": N_("Register entry withdrawn"),
    "register.imported": N_("Register list taken in"),
    "suggestion.accepted": N_("Suggestion accepted"),
    "suggestion.rejected": N_("Suggestion rejected"),
    "suggestion.reopened": N_("Suggestion reopened"),
    "evidence.attached": N_("Evidence attached"),
    "evidence.removed": N_("Evidence removed"),
    "evidence.limited": N_("Largest evidence file chosen"),
    "user.added": N_("User added"),
    "user.role_given": N_("Role given"),
    "user.role_taken": N_("Role taken away"),
    "user.password_set": N_("Password set"),
    "user.password_removed": N_("Password removed"),
    "workspace.jurisdiction": N_("Level of government chosen"),
}
