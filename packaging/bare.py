"""The `.deb`, tried where there is nothing: on a Debian made anew, with the network off."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from linux import build_deb, deb_file
from locked import ROOT
from steps import expect, run, tool

RELEASE = "bookworm"
#: What a command is given in there, and nothing of this system.
_HOME = (
    "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME=/srv",
    "LC_ALL=C.UTF-8",
    "DEBIAN_FRONTEND=noninteractive",
)


def try_deb() -> None:
    """Build it, install it without a network, do the sample month, remove it; the data stays."""
    deb = build_deb()
    with TemporaryDirectory(prefix="evalapp-bare-") as folder:
        root = Path(folder) / "root"
        run(tool("debootstrap", "debootstrap"), "--variant=minbase", RELEASE, root)
        run("cp", deb, root / "tmp" / deb.name)
        _borrow_network_settings(root)
        _inside(root, "apt-get", "clean")
        # What it depends on is fetched while there is a network, and installed when there is none.
        apt = ["apt-get", "install", "-y", "--no-install-recommends", "-q"]
        _inside(root, "apt-get", "update", "-q", network=True)
        _inside(root, *apt, "--download-only", f"/tmp/{deb.name}", network=True)
        _inside(root, "sh", "-c", f"dpkg --install /var/cache/apt/archives/*.deb /tmp/{deb.name}")
        _refuse_paths_of_this_machine(root / "opt" / "evalapp")
        _inside(root, "evalapp", "--self-test")
        _inside(root, "evalapp", "workspace", "init", "/srv/.local/share/evalapp/evalapp.sqlite")
        _inside(root, "evalapp", "demo", "--out", "/srv/Tháng mẫu")
        _inside(root, "evalapp", "manual", "--out", "/srv/Hướng dẫn")
        expect(list((root / "srv/Hướng dẫn/pictures").iterdir()), "the manual has its pictures")
        _inside(root, "apt-get", "remove", "-y", "-q", "evalapp")
        expect(not (root / "opt/evalapp").exists(), "the program is gone")
        expect((root / "srv/.local/share/evalapp/evalapp.sqlite").is_file(), "the data is still there")
    print(f"{deb_file().name} works on a bare Debian without a network.")


def _borrow_network_settings(root: Path) -> None:
    """The way to Debian's packages that this system uses."""
    for place in ("etc/resolv.conf", "etc/ssl/certs/ca-certificates.crt"):
        source = Path("/") / place
        if source.is_file():
            run("install", "-D", "-m644", source, root / place)
    for settings in Path("/etc/apt/apt.conf.d").glob("99*"):
        run("cp", settings, root / "etc/apt/apt.conf.d")


def _inside(root: Path, *command: str, network: bool = False) -> None:
    """Run a command in there; what is mounted for it is gone when it ends."""
    script = 'mount -t proc proc "$0/proc" && mount --bind /dev "$0/dev" && exec chroot "$0" env -i "$@"'
    apart = ["unshare", "--mount", *([] if network else ["--net"])]
    run(*apart, "sh", "-ec", script, root, *_HOME, *command)


def _refuse_paths_of_this_machine(folder: Path) -> None:
    found = subprocess.run(
        ["grep", "-rlaF", str(ROOT), folder], check=False, capture_output=True, text=True
    ).stdout.split()
    expect(not found, f"no path of this machine in it {' '.join(found[:3])}")
