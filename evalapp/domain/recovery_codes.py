"""The code on a recovery sheet: it opens an encrypted data file where the password is forgotten."""

from hashlib import sha256

#: No I, L, O or U: what is copied from paper must not be read two ways.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SECRET = 26  # letters of five bits each: nobody guesses 130 bits
_CHECK = 2  # letters that tell a slip of the pen from a wrong code
_GROUP = 4
#: So many bytes of chance a code is made of.
CHANCE = 26


def written_code(chance: bytes) -> str:
    """A code as it is printed, from bytes of chance: seven groups of four letters."""
    secret = "".join(_LETTERS[byte % len(_LETTERS)] for byte in chance[:_SECRET])
    code = secret + _check_of(secret)
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def read_code(typed: str) -> str | None:
    """The letters of a code as somebody typed it; None where it is no code, or was copied wrongly."""
    letters = "".join(typed.split()).replace("-", "").upper().translate(_READ_AS)
    secret, check = letters[:_SECRET], letters[_SECRET:]
    is_code = len(secret) == _SECRET and check == _check_of(secret)
    return letters if is_code else None


def _check_of(secret: str) -> str:
    digest = sha256(secret.encode()).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:_CHECK])
