"""Guildhall on one machine: what `manage.py up` runs, and what it says about it."""

import os
import sys
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from cop.demo import loader
from cop.mailbox.address import PREFERRED_PORT, RECEPTION_PORT, port_file, reception_file
from cop.supervisor.code import Code
from cop.supervisor.log import Log
from cop.supervisor.ports import listen
from cop.supervisor.single import SingleRun
from cop.supervisor.supervisor import Service, Supervisor

PYTHON = sys.executable
THREADS = 8
WORKER = ("--concurrency=2", "--without-gossip", "--without-mingle")
# Celery's advice to root is for production.
AS_ROOT = {"PYTHONWARNINGS": "ignore:You're running the worker"}


class Development:
    def __init__(self, host: str, port: int) -> None:
        self.run = SingleRun(settings.VAR_DIR / "up.lock")
        self.log = Log(["web", "worker", "beat", "mail", "mail in"])
        self.host = host
        self.wanted_port = port
        self.has_own_mail = "EMAIL_URL" not in os.environ
        self.began = time.monotonic()
        self.ask_at = 0.0
        self.is_ready = False

    def up(self) -> bool:
        """Run until stopped; whether that was the wish of whoever stopped it."""
        lock = self.run.begin()
        self.web_sockets = listen(self.host, self.wanted_port)
        self.port = self.web_sockets[0].getsockname()[1]
        self.address = f"http://{self.host}:{self.port}"
        self.run.announce(self.address, os.getpid())
        if self.port != self.wanted_port:
            self.log.say(f"Port {self.wanted_port} is taken, so the site is at {self.port}")
        self._prepare_data()
        ours = {Path(app.path) for app in apps.get_app_configs()} & {*settings.BASE_DIR.iterdir()}
        code = Code(*sorted(ours))
        supervisor = Supervisor(self._services(), self.log, keep_open=(lock,), code=code)
        went_well = supervisor.run(self._greet_once_ready)
        self._leave_data()
        return went_well

    def _prepare_data(self) -> None:
        if settings.EMBEDDED_ENGINES:
            from cop import engines  # its wheels are for development

            self.log.say("Starting PostgreSQL and Valkey")
            engines.of_checkout().use()
        if is_behind():
            self.log.say("Bringing the database up to date")
            call_command("migrate", verbosity=0, interactive=False)
        if not get_user_model().objects.exists():
            self.log.say("Filling the empty hall with demo content")
            loader.load()
        connections.close_all()

    def _leave_data(self) -> None:
        connections.close_all()
        if settings.EMBEDDED_ENGINES:
            from cop import engines  # its wheels are for development

            if not engines.of_checkout().leave():
                self.log.say("PostgreSQL and Valkey stay up: another process still uses them")
        self.log.say("Guildhall has stopped")

    def _services(self) -> list[Service]:
        environment = {"SITE_ORIGIN": os.environ.get("SITE_ORIGIN", self.address)}
        descriptors = tuple(listener.fileno() for listener in self.web_sockets)
        services = [
            Service("web", self._web_command(descriptors), environment, descriptors),
            Service("worker", celery("worker", *WORKER), environment | AS_ROOT, follows_code=True),
            Service("beat", celery("beat", "--pidfile="), environment, follows_code=True),
        ]
        if self.has_own_mail:
            services.append(self._sink())
        if settings.MAIL_IN:
            services.append(self._reception(environment))
        return services

    def _web_command(self, descriptors: tuple[int, ...]) -> list[str]:
        command = [PYTHON, "-m", "gunicorn", "cop.wsgi", "--reload", "--threads", str(THREADS)]
        command += ["--graceful-timeout", "3", "--no-control-socket"]
        return command + [part for number in descriptors for part in ("--bind", f"fd://{number}")]

    def _sink(self) -> Service:
        (self.sink_socket,) = listen("127.0.0.1", PREFERRED_PORT)
        settings.MAILBOX.mkdir(parents=True, exist_ok=True)
        port_file(settings.MAILBOX).write_text(str(self.sink_socket.getsockname()[1]))
        number = self.sink_socket.fileno()
        command = [PYTHON, "-m", "cop.mailbox.sink", str(settings.MAILBOX), "--socket", str(number)]
        return Service("mail", command, sockets=(number,))

    def _reception(self, environment: dict[str, str]) -> Service:
        """Where mail comes in, by SMTP; the page of a mail that was sent replies to it there."""
        (self.reception_socket,) = listen("127.0.0.1", RECEPTION_PORT)
        settings.MAILBOX.mkdir(parents=True, exist_ok=True)
        reception_file(settings.MAILBOX).write_text(str(self.reception_socket.getsockname()[1]))
        number = self.reception_socket.fileno()
        command = [PYTHON, "manage.py", "receive_mail", "--socket", str(number)]
        return Service("mail in", command, environment, sockets=(number,), follows_code=True)

    def _greet_once_ready(self) -> None:
        if self.is_ready or time.monotonic() < self.ask_at:
            return
        self.ask_at = time.monotonic() + 0.5
        if not self._answers():
            return
        self.is_ready = True
        for line in self._greeting():
            self.log.say(line)

    def _answers(self) -> bool:
        connection = HTTPConnection(self.host, self.port, timeout=2)
        try:
            connection.request("GET", "/livez")
            return connection.getresponse().status < HTTPStatus.INTERNAL_SERVER_ERROR
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def _greeting(self) -> Iterator[str]:
        yield ""
        yield f"Guildhall is ready at {self.address}"
        yield ""
        yield from self._sign_ins()
        yield f"  The mail it sent      {self._mail_address()}"
        yield f"  Started in {time.monotonic() - self.began:.0f} s. Stop it with Ctrl-C."
        yield ""

    def _mail_address(self) -> str:
        if not self.has_own_mail:
            return "goes out, as EMAIL_URL says"
        return (
            f"{self.address}{reverse('mailbox:inbox')}" if settings.DEBUG else str(settings.MAILBOX)
        )

    def _sign_ins(self) -> Iterator[str]:
        users = get_user_model().objects.filter(email__endswith="@example.org")
        there = set(users.values_list("email", flat=True))
        shown = [sign_in for sign_in in loader.sign_ins() if sign_in.email in there]
        connections.close_all()
        for sign_in in shown:
            yield f"  {sign_in.role.capitalize():<21} {sign_in.email}"
        if shown:
            yield f"  Password for all      {loader.PASSWORD}"


def is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def celery(*arguments: str) -> list[str]:
    return [PYTHON, "-m", "celery", "-A", "cop", "--quiet", *arguments, "--loglevel", "WARNING"]
