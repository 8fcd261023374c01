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


def cause(error: BaseException) -> Term:
    """What stood in the way; only the system's own numbers are known by name."""
    number = error.errno if isinstance(error, OSError) else None
    return Term(_CAUSES.get(number, _OTHER) if number is not None else _OTHER)
