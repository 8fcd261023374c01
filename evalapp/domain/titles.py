"""What a position's title says about the part somebody plays, where a list has no column for it."""

from evalapp.base.names import clean, fold
from evalapp.domain.people import Category, Role

_HEADS = (
    "truong phong",
    "truong ban",
    "truong tram",
    "truong khoa",
    "truong cong an",
    "chu tich",
    "giam doc",
    "tong giam doc",
    "chanh van phong",
    "chanh thanh tra",
    "hieu truong",
    "bi thu",
    "cuc truong",
    "chi cuc truong",
    "tong cuc truong",
    "vu truong",
    "vien truong",
    "thu truong don vi",
    "doi truong",
    "chi huy truong",
    "phu trach phong",
    "phu trach don vi",
)
_ACTING = ("quyen ", "q. ")

ROLE_WORDS = {
    "cap truong": Role.HEAD,
    "truong": Role.HEAD,
    "nguoi dung dau": Role.HEAD,
    "lanh dao": Role.HEAD,
    "thu truong": Role.HEAD,
    "head": Role.HEAD,
    "cap pho": Role.DEPUTY,
    "pho": Role.DEPUTY,
    "deputy": Role.DEPUTY,
    "nhan vien": Role.STAFF,
    "chuyen vien": Role.STAFF,
    "staff": Role.STAFF,
}

CATEGORY_WORDS = {
    "can bo": Category.CADRE,
    "cong chuc": Category.CIVIL_SERVANT,
    "vien chuc": Category.PUBLIC_EMPLOYEE,
    "lao dong hop dong": Category.CONTRACT,
    "hop dong lao dong": Category.CONTRACT,
    "hop dong": Category.CONTRACT,
    "hdld": Category.CONTRACT,
    "ldhd": Category.CONTRACT,
    "nguoi lao dong": Category.CONTRACT,
    "cadre": Category.CADRE,
    "civil_servant": Category.CIVIL_SERVANT,
    "public_employee": Category.PUBLIC_EMPLOYEE,
    "contract": Category.CONTRACT,
}


def role_of_title(title: str) -> Role:
    """Read the role from a title: `Phó Trưởng phòng` is a deputy, `Trưởng phòng` a head, all else staff."""
    words = clean(title).lower().split()
    folded = fold(title)
    for acting in _ACTING:
        folded = folded.removeprefix(acting)
    # Compared with its accents: folded, the deputy's "phó" and the street's "phố" are one word.
    if "phó" in words or folded.startswith(("pho truong ", "pho chu tich")):
        return Role.DEPUTY
    return Role.HEAD if folded.startswith(_HEADS) else Role.STAFF
