"""Why the system refused a file, in words of ours: its own are English, whatever language is spoken here."""

import errno

from evalapp.base.messages import N_, Term

_OTHER = N_("the system refused it")
_NOT_ALLOWED = N_("you may not read or write there")
_DISK_FULL = N_("the disk is full")
_FAULTY = N_("the disk reports an error")
_CAUSES = {
    errno.ENOENT: N_("it is not there"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of its path is no folder"),
    errno.EEXIST: N_("there is a file of that name"),
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: N_("the disk is read-only"),
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: _DISK_FULL,
    errno.EFBIG: _DISK_FULL,
    errno.ENAMETOOLONG: N_("its name is too long"),
    errno.EINVAL: N_("its name is not one that the disk takes"),
    errno.EBUSY: N_("another program holds it"),
    errno.EMFILE: N_("too many files are open"),
    errno.EIO: _FAULTY,
    errno.ENODEV: _FAULTY,
}


#: What SQLite says where it has no number of the system's; a copy that fails tells no more than this.
_SAID = {
    "database or disk is full": _DISK_FULL,
    "disk I/O error": _FAULTY,
    "attempt to write a readonly database": _NOT_ALLOWED,
    "unable to open database file": _NOT_ALLOWED,
    "database is locked": N_("another program holds it"),
}


def cause(error: BaseException) -> Term:
    """What stood in the way: by the system's own number, or by what the database says."""
    number = error.errno if isinstance(error, OSError) else None
    if number is None:
        return Term(_SAID.get(str(error), _OTHER))
    return Term(_CAUSES.get(number, _OTHER))
