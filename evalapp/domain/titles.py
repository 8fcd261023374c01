"""What a position's title says about the part somebody plays, where a list has no column for it."""

import re

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
    "tram truong",
    "truong trung tam",
    "truong bo phan",
    "chu nhiem",
    "phu trach phong",
    "phu trach don vi",
)
_ACTING = ("quyen ", "q. ")
#: Where one title ends and the next begins; what is held besides another says nothing about the part played.
_NEXT_TITLE = re.compile(r"[,;]|\s[-–]\s")
_BESIDES = re.compile(r"\s(?:kiêm|kiem)\s")

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
    "cb": Category.CADRE,
    "cc": Category.CIVIL_SERVANT,
    "vc": Category.PUBLIC_EMPLOYEE,
    "hd": Category.CONTRACT,
    "vien chuc": Category.PUBLIC_EMPLOYEE,
    "lao dong hop dong": Category.CONTRACT,
    "hop dong lao dong": Category.CONTRACT,
    "hop dong": Category.CONTRACT,
    "hop dong 68": Category.CONTRACT,  # as offices call them, by the number of the decree of their time
    "hop dong 111": Category.CONTRACT,
    "hd 68": Category.CONTRACT,
    "hd68": Category.CONTRACT,
    "hd 111": Category.CONTRACT,
    "hd111": Category.CONTRACT,
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
    held = _BESIDES.split(clean(title).lower())[0]
    # A seat on a committee stands before the office in many lists: `Ủy viên BTV, Phó Chủ tịch`.
    offices = [part for part in _NEXT_TITLE.split(held) if part.strip() and "uy vien" not in fold(part)]
    return _role_of_office(clean(offices[0])) if offices else Role.STAFF


def _role_of_office(office: str) -> Role:
    folded = fold(office)
    for acting in _ACTING:
        if folded.startswith(acting):
            office, folded = office[len(acting) :], folded.removeprefix(acting)
    # Compared with its accents: folded, the deputy's "phó" and the street's "phố" are one word.
    if office.split()[:1] in (["phó"], ["pho"]):
        return Role.DEPUTY
    return Role.HEAD if folded.startswith(_HEADS) else Role.STAFF
