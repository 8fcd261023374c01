"""What every test gets: no window on the screen, English, a home of its own, and no warning overlooked."""

import gc
import logging
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from evalapp.base.messages import use_language

# Before Qt is imported by anything.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Machines are busy: how long one example took proves nothing.
settings.register_profile(
    "evalapp", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("evalapp")
#: Milliseconds until what is waited for is said not to come: five seconds, as usual, pass on a busy day.
PATIENCE = 60_000


class PatientBot(QtBot):
    """Waits for what comes as long as a busy machine may need for it."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **rest: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **rest)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: nobody looks for garbage in it again and again."""
    gc.freeze()


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """The library's own, with patience."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Messages are matched in their source language; a test that chooses another leaves none behind."""
    use_language("en")
    yield
    use_language("en")


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test can open the workspace or the settings of whoever runs it."""
    home = str(tmp_path_factory.mktemp("home"))
    with pytest.MonkeyPatch.context() as environment:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
            environment.setenv(name, home)
        yield


@pytest.fixture(autouse=True)
def _no_warning_is_overlooked(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """A logged warning fails the test, unless the test is about it (`@pytest.mark.logs_warnings`)."""
    yield
    if request.node.get_closest_marker("logs_warnings"):
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    loud = [record for record in records if record.levelno >= logging.WARNING]
    assert not loud, [record.getMessage() for record in loud]
