"""The `.deb`, with the network off, and a checkout, tried where there is nothing: on a Debian made anew."""

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from display import SOCKETS, Display
from linux import TREE, build_deb, pack
from locked import ROOT
from steps import BUILD, BuildError, expect, run, told, tool, write_manifest

RELEASE = "bookworm"
#: What a command is given in there, and nothing of this system.
_HOME = (
    "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME=/srv",
    "LC_ALL=C.UTF-8",
    "DEBIAN_FRONTEND=noninteractive",
)
#: Whom this system trusts; the package of that name would write its own list over it.
_TRUSTED = "/etc/ssl/borrowed.crt"
_NEXT = "99.0"
_DATA = ".local/share/evalapp/evalapp.sqlite"  # below the home, where the program looks by itself
_MONTH = ("--unit", "PNV", "--period", "2018-07")
#: What opens the screen of the settlement, closes the month there, and says that it is meant.
_CLOSING = ("ctrl+3", "F9", "Return")


def try_deb() -> None:
    """Build it, and do with it what an office does: install, a month, upgrade, remove; the data stays."""
    deb = build_deb()
    later = pack(TREE, _NEXT, BUILD / f"evalapp_{_NEXT}_amd64.deb")
    write_manifest(later, "linux", _NEXT)
    with TemporaryDirectory(prefix="evalapp-bare-") as folder:
        bare = _Bare(Path(folder) / "root")
        bare.begin()
        bare.installs(deb)
        _refuse_paths_of_this_machine(bare.root / "opt" / "evalapp")
        bare.does("evalapp", "--self-test")
        bare.does("evalapp", "demo", "--out", "/srv/Tháng mẫu")
        bare.does("evalapp", "manual", "--out", "/srv/Hướng dẫn")
        expect(list((bare.root / "srv/Hướng dẫn/pictures/vi").iterdir()), "the manual has its pictures")
        _score_a_month(bare)
        _upgrade(bare, later)
        _close_the_month(bare)
        expect(bare.fails("dpkg", "--install", f"/tmp/{deb.name}"), "no older version takes its place")
        bare.does("evalapp", "workspace", "check")
        bare.does("apt-get", "remove", "-y", "-q", "evalapp")
        expect(not (bare.root / "opt/evalapp").exists(), "the program is gone")
        expect((bare.root / "srv" / _DATA).is_file(), "the data is still there")
    print(f"{deb.name} works on a bare Debian without a network.")
    told(deb)


def try_checkout() -> None:
    """A checkout on a Debian that has a Python and nothing else: `./dev` brings whatever it needs."""
    with TemporaryDirectory(prefix="evalapp-bare-") as folder:
        bare = _Bare(Path(folder) / "root")
        bare.begin()
        bare.does("apt-get", "update", "-q", network=True)
        bare.does("apt-get", "install", "-y", "-q", "--no-install-recommends", "python3", network=True)
        run(tool("git", "git"), "clone", "--quiet", ROOT, bare.root / "srv/evalapp")
        bare.does("sh", "-ec", "cd /srv/evalapp; ./dev setup; ./dev test -k quota", network=True)
    print("A checkout sets itself up on a bare Debian.")


def _score_a_month(bare: "_Bare") -> None:
    """From the lists of an office to a settled month, by commands."""
    lists = "/srv/Tháng mẫu/danh-sach"
    bare.does("evalapp", "workspace", "init", f"/srv/{_DATA}")
    bare.does("evalapp", "unit", "import", f"{lists}/danh-sach-don-vi.xlsx")
    bare.does("evalapp", "people", "import", f"{lists}/danh-sach-can-bo.xlsx")
    bare.does("evalapp", "month", "open", *_MONTH)
    bare.does("evalapp", "sheets", "export", *_MONTH, "--out", "/srv/Phiếu")
    for stage in ("deputy", "head"):
        bare.does("evalapp", "scores", "import", f"{lists}/cap-pho-cham.xlsx", *_MONTH, "--stage", stage)
    bare.does("evalapp", "month", "unrate", *_MONTH, "--person", "NV007", "--reason", "Nghỉ thai sản")
    first = ("--first", "NV013,TP002", "--reason", "Nhiều việc hơn")
    bare.does("evalapp", "month", "settle", *_MONTH, *first)


def _upgrade(bare: "_Bare", later: Path) -> None:
    """To the next version from a stick, the data backed up and in place, that of the first version too."""
    stick = bare.root / "media" / "stick"
    stick.mkdir(parents=True)
    run("cp", later, later.with_name(f"{later.name}.update.json"), stick)
    run("cp", ROOT / "tests/databases/v1.sqlite", bare.root / "srv/Từ bản đầu.sqlite")
    expect(bare.fails("evalapp", "update", "take", "--from", "/media/stick"), "nothing unsigned by accident")
    found = bare.tells("evalapp", "update", "take", "--from", "/media/stick", "--unsigned", "--json")
    expect(found["version"] == _NEXT, f"version {_NEXT} is found and checked")
    bare.does("dpkg", "--install", found["checked"])
    backups = bare.tells("evalapp", "workspace", "backups", "--json")
    expect("migration" in json.dumps(backups), "the data was backed up before")
    stage = bare.tells("evalapp", "month", "status", *_MONTH, "--json")
    expect("settled" in json.dumps(stage), "the month is where it was")
    bare.does("evalapp", "--workspace", "/srv/Từ bản đầu.sqlite", "workspace", "check")


def _close_the_month(bare: "_Bare") -> None:
    """In the window, by its keys; printed by command."""
    display = Display()
    try:
        with bare.started("evalapp", display=display.name) as window:
            display.wait_for("evalapp.sqlite")
            display.press(*_CLOSING)
            display.photograph(BUILD / "bare-window.png")
            window.terminate()
    finally:
        display.close()
    stage = bare.tells("evalapp", "month", "status", *_MONTH, "--json")
    expect("closed" in json.dumps(stage), "the month was closed in the window")
    bare.does("evalapp", "report", "summary", *_MONTH, "--format", "pdf", "--out", "/srv/Tổng hợp.pdf")
    bare.does("evalapp", "sheets", "print", *_MONTH, "--out", "/srv/Giấy tờ")


class _Bare:
    """A Debian of its own, with nothing but what a package asks for."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def begin(self) -> None:
        """Make it, with the way to packages that this system uses."""
        run(tool("debootstrap", "debootstrap"), "--variant=minbase", RELEASE, self.root)
        self._borrow_network_settings()

    def installs(self, deb: Path) -> None:
        """Install a package with the network off; what it asks for is fetched before."""
        run("cp", deb, self.root / "tmp" / deb.name)
        self.does("apt-get", "clean")
        apt = ["apt-get", "install", "-y", "--no-install-recommends", "-q"]
        self.does("apt-get", "update", "-q", network=True)
        self.does(*apt, "--download-only", f"/tmp/{deb.name}", network=True)
        self.does("sh", "-c", f"dpkg --install /var/cache/apt/archives/*.deb /tmp/{deb.name}")

    def does(self, *command: str, network: bool = False) -> None:
        """Run a command in there; its failure ends the trial."""
        run(*self._words(*command, network=network))

    def fails(self, *command: str) -> bool:
        """Whether a command is refused in there."""
        return subprocess.run(self._words(*command), check=False).returncode != 0

    def tells(self, *command: str) -> dict[str, str]:
        """What a command answers as JSON."""
        words = self._words(*command)
        done = subprocess.run(words, check=False, capture_output=True, text=True)
        if done.returncode:
            raise BuildError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
        return json.loads(done.stdout)

    def started(self, *command: str, display: str) -> subprocess.Popen[bytes]:
        """A program in there that shows its window on a screen out here."""
        return subprocess.Popen(self._words(*command, display=display))

    def _words(self, *command: str, network: bool = False, display: str = "") -> list[str]:
        """What is mounted for a command is gone when it ends."""
        mounts = 'mount -t proc proc "$0/proc" && mount --bind /dev "$0/dev"'
        if display:
            mounts += f' && mkdir -p "$0{SOCKETS}" && mount --bind {SOCKETS} "$0{SOCKETS}"'
        script = f'{mounts} && exec chroot "$0" env -i "$@"'
        apart = ["unshare", "--mount", *([] if network else ["--net"])]
        shown = [f"DISPLAY={display}"] if display else []
        shown += [f"PIP_CERT={_TRUSTED}"] if network else []
        return [*apart, "sh", "-ec", script, str(self.root), *_HOME, *shown, *command]

    def _borrow_network_settings(self) -> None:
        """The way to Debian's packages that this system uses."""
        trusted = "etc/ssl/certs/ca-certificates.crt"
        for place, target in (("etc/resolv.conf",) * 2, (trusted, trusted), (trusted, _TRUSTED)):
            source = Path("/") / place
            if source.is_file():
                run("install", "-D", "-m644", source, self.root / target.lstrip("/"))
        for settings in Path("/etc/apt/apt.conf.d").glob("99*"):
            run("cp", settings, self.root / "etc/apt/apt.conf.d")


def _refuse_paths_of_this_machine(folder: Path) -> None:
    found = subprocess.run(
        ["grep", "-rlaF", str(ROOT), folder], check=False, capture_output=True, text=True
    ).stdout.split()
    expect(not found, f"no path of this machine in it {' '.join(found[:3])}")
