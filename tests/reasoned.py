"""A unit's own policy that asks for a reason where stages differ by more than two points."""

from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.reader import read_policy
from evalapp.domain.rounds import Round
from evalapp.store.workspace import Workspace
from evalapp.usecases.installed_policies import install
from evalapp.usecases.policies import shipped
from evalapp.usecases.rounds import open_round
from tests import make

_OWN = """
extends = "hn-3814-2018"
code = "pnv-2018"
version = 1
unit = "PNV"
"""
TWO_POINTS = "[difference]\npoints = 2\n"


def policy(text: str = TWO_POINTS) -> Policy:
    return read_policy({"policy.toml": _OWN + text}, base=shipped()["hn-3814-2018"])


def opened(of: Workspace, text: str = TWO_POINTS) -> Round:
    """July under the unit's own policy."""
    with of.work() as work:
        install(work, policy=policy(text))
        return open_round(work, unit=work.units.by_code(make.OFFICE).id, period=make.JULY).round
