"""Figures that have to fit each other: on time and late are together what was received."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain
from evalapp.domain.indicators import Figure


class Balance(Struct, frozen=True):
    """Parts that make up a whole: together never more, and where `exact`, less is asked about."""

    whole: str
    parts: tuple[str, ...]
    exact: bool = True


_SERVICE_LEVELS = ("_12", "_34")
BALANCES: tuple[Balance, ...] = (
    *(
        Balance(f"HS_TIEPNHAN{level}", (f"HS_DUNGHAN{level}", f"HS_QUAHAN{level}"))
        for level in ("", *_SERVICE_LEVELS)
    ),
    *(
        Balance(f"HS_{what}", tuple(f"HS_{what}{level}" for level in _SERVICE_LEVELS))
        for what in ("TIEPNHAN", "DUNGHAN", "QUAHAN")
    ),
    Balance("KNTC_TIEPNHAN", ("KNTC_GIAIQUYET",), exact=False),
)


class Imbalance(Struct, frozen=True):
    """Figures of one subject and month that do not fit each other."""

    balance: Balance
    codes: tuple[str, ...]
    whole: Decimal
    parts: tuple[Decimal, ...]

    @property
    def excess(self) -> Decimal:
        """How much more the parts are than the whole; below nothing where they are less."""
        return sum(self.parts, Decimal(0)) - self.whole

    @property
    def impossible(self) -> bool:
        """Whether the parts are more than the whole."""
        return self.excess > 0

    @property
    def reason(self) -> UserError:
        """What does not fit, in a sentence."""
        text = (
            N_("{parts} are together more than {whole} ({codes}). Correct one of them.")
            if self.impossible
            else N_("{parts} are together less than {whole} ({codes}): are some missing?")
        )
        return UserError(
            text,
            parts=" + ".join(map(plain, self.parts)),
            whole=plain(self.whole),
            codes=", ".join(self.codes),
        )


def imbalances(figures: Iterable[Figure]) -> list[Imbalance]:
    """What does not fit among all figures of one subject and month."""
    known = {each.code: each for each in figures}
    found: list[Imbalance] = []
    for balance in BALANCES:
        whole = _whole(known, balance)
        present = [code for code in balance.parts if code in known]
        amounts = tuple(known[code].amount or Decimal(0) for code in present)
        if whole is None or not amounts:
            continue
        together = sum(amounts, Decimal(0))
        complete = len(present) == len(balance.parts)
        if together > whole or (balance.exact and complete and together < whole):
            codes = ((balance.whole,) if balance.whole in known else ()) + tuple(present)
            found.append(Imbalance(balance, codes, whole, amounts))
    return found


def contradictions(before: Iterable[Figure], after: Iterable[Figure]) -> list[Imbalance]:
    """What cannot be true after a change of one subject's month and is not less so than before.

    Typed one after another, figures are incomplete for a while: only parts above their whole contradict.
    What contradicted already may be mended step by step.
    """
    known = {each.balance: each.excess for each in imbalances(before)}
    return [
        each for each in imbalances(after) if each.impossible and each.excess > known.get(each.balance, 0)
    ]


def _whole(known: Mapping[str, Figure], balance: Balance) -> Decimal | None:
    """The whole as it was counted, else as the parts say that they are of."""
    if balance.whole in known:
        return known[balance.whole].amount
    said = {known[code].denominator for code in balance.parts if code in known}
    return next(iter(said)) if len(said) == 1 else None
