import gc
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Lock
from typing import Any

import hypothesis
import pytest
import redis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connection
from django.test import TransactionTestCase
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from accounts.models import User
from cop import engines
from cop.celery import app
from cop.engines.home import prepare
from cop.engines.valkey import Valkey
from core.breaker import Breaker
from core.relay import drain
from tests import chromium
from tests.browsing import be
from tests.emptying import empty_database
from tests.migrating import migrate_once
from tests.settings import ENGINES_HOME, VALKEY_HOME

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
NO_SHARED_DATA = "there is no ../shared/data"

# Whether an example passes is not for the speed of the machine to say.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # not in the workers of pytest-xdist
        engines.of_checkout().leave()
        shutil.rmtree(ENGINES_HOME, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: begun last, one would keep a worker when the others are done.

    Of these, those without a database: they need not wait while another worker migrates one.
    """
    items.sort(key=lambda item: ("long" not in item.keywords, "django_db" in item.keywords))


def pytest_collection_finish() -> None:
    """What is imported and collected stays: no search for garbage need look at it again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    return refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    return refuse_skip((yield))


def refuse_skip(report):
    """In CI a test that is skipped has failed: it says nothing, and nobody would notice."""
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        if NO_SHARED_DATA not in str(reason):
            report.outcome = "failed"
            report.longrepr = f"Skipped in CI, where nothing may be: {reason}"
    return report


@pytest.fixture(scope="session", autouse=True)
def _empty_only_what_was_filled() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: empty_database())
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: Any
) -> None:
    # Of a server that outlives the run, what is copied would be that of an earlier one.
    if settings.EMBEDDED_ENGINES:
        with django_db_blocker.unblock():
            migrate_once()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Before the database goes, whoever is still connected hangs up: a thread that has ended."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The sample sites to import, where they are beside the checkout."""
    if not SHARED_DATA.exists():
        pytest.skip(NO_SHARED_DATA)
    return SHARED_DATA


@pytest.fixture(scope="session")
def valkey() -> Iterator[Valkey]:
    """The Redis of this worker process."""
    prepare(VALKEY_HOME)
    server = Valkey(VALKEY_HOME)
    server.start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def _empty_valkey(valkey: Valkey) -> None:
    with redis.Redis(unix_socket_path=str(valkey.socket)) as client:
        client.flushall()


@pytest.fixture
def frozen_valkey(valkey: Valkey) -> Iterator[None]:
    """A Redis that takes connections and never answers."""
    assert valkey.process is not None
    valkey.process.send_signal(signal.SIGSTOP)
    yield
    valkey.process.send_signal(signal.SIGCONT)
    Breaker.close_all()


@pytest.fixture
def relay(django_capture_on_commit_callbacks) -> Callable[[], None]:
    """Do what the worker would: call it to have every event told and every waiting task run."""

    def run() -> None:
        while True:
            with django_capture_on_commit_callbacks(execute=True):
                done = drain() + run_waiting_tasks()
            if not done:
                return

    return run


def run_waiting_tasks() -> int:
    """Run the tasks in the broker as they were sent, in this process; how many."""
    ran = 0
    with app.connection_for_read() as connection:
        queue = app.amqp.queues[app.conf.task_default_queue](connection.default_channel)
        queue.declare()
        while message := queue.get(no_ack=True):
            args, kwargs, _ = message.decode()
            app.tasks[message.headers["task"]].apply(args, kwargs, throw=True)
            ran += 1
    return ran


@pytest.fixture(autouse=True)
def _answer_browsers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the live server end what browsers have asked for, before the database is emptied.

    A page that is left keeps what was typed, so there may be requests that no test waits for.
    """
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")  # is emptied after what follows the yield
    lock, at_work = Lock(), 0

    def begin(**_: object) -> None:
        nonlocal at_work
        with lock:
            at_work += 1

    def end(**_: object) -> None:
        nonlocal at_work
        with lock:
            at_work -= 1

    request_started.connect(begin)
    request_finished.connect(end)
    yield
    quiet = 0
    for _tick in range(500):
        quiet = 0 if at_work > 0 else quiet + 1
        if quiet == 5:
            break
        Event().wait(0.02)
    request_started.disconnect(begin)
    request_finished.disconnect(end)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.ADVICE, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(request, browser: Browser, live_server, settings) -> Iterator[Page]:
    """A page of a new browser profile; addresses are relative to the running site.

    A test may ask for another profile: ``parametrize("page", [WITHOUT_SCRIPT], indirect=True)``.
    """
    settings.SITE_ORIGIN = live_server.url
    profile = {"viewport": {"width": 1440, "height": 900}} | getattr(request, "param", {})
    context = browser.new_context(base_url=live_server.url, **profile)
    asked = requests_on_their_way(context)
    page = context.new_page()
    yield page
    # The database is emptied next, and must not be while a request is at it: pages ask for
    # things by themselves, and keep what was typed as they are left.
    context.route("**/*", lambda route: route.abort())
    for _ in range(500):
        if not asked:
            break
        page.wait_for_timeout(20)
    context.close()


@pytest.fixture
def sign_in(page: Page, live_server) -> Callable[[User], None]:
    return lambda user: be(page, user, live_server.url)


def requests_on_their_way(context: BrowserContext) -> set[Request]:
    asked: set[Request] = set()

    def begin(request: Request) -> None:
        asked.add(request)

    def end(request: Request) -> None:
        asked.discard(request)

    context.on("request", begin)
    context.on("requestfinished", end)
    context.on("requestfailed", end)
    return asked
