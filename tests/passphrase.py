#!/usr/bin/env python3
"""A passphrase at a terminal, in a file, from a descriptor: it is never shown, and whatever ends or
stops the program leaves the terminal as it was."""

import os
import pty
import select
import shutil
import signal
import sys
import tempfile
import termios
import time
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("POS_PROGRAM", str(TOP / "build" / "release" / "pos"))
PHRASE = "phrase inventée 7"
LIMIT = 1024  # kPassphraseLimit

failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print(f"passphrase.py: {what}", file=sys.stderr)


def heed_signals():
    """Whoever starts the tests in the background has told them to ignore some."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)


class Terminal:
    """The program on a terminal of its own."""

    def __init__(self, *words):
        self.shown = b""
        self.child, self.master = pty.fork()
        if self.child == 0:
            os.environ.update({"POS_LANG": "en", "LC_ALL": "C.UTF-8"})
            heed_signals()
            os.execv(PROGRAM, [PROGRAM, *words])

    def wait_for(self, words, times=1):
        end = time.monotonic() + 60
        while self.shown.count(words) < times and time.monotonic() < end:
            if select.select([self.master], [], [], 0.2)[0]:
                try:
                    self.shown += os.read(self.master, 4096)
                except OSError:  # the program has ended
                    break
        check(self.shown.count(words) >= times, f"the program shows {words!r}: {self.shown!r}")

    def echoes(self):
        return bool(termios.tcgetattr(self.master)[3] & termios.ECHO)

    def wait_for_echo(self, on):
        end = time.monotonic() + 60
        while self.echoes() != on and time.monotonic() < end:
            time.sleep(0.01)
        return self.echoes() == on

    def type(self, text):
        os.write(self.master, text.encode())

    def ended(self):
        status = os.waitpid(self.child, 0)[1]
        return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def test_typing_is_hidden(folder):
    terminal = Terminal("key", "new", f"{folder}/typed.key")
    for prompt in (b"New passphrase: ", b"Once more: "):
        terminal.wait_for(prompt)
        check(terminal.wait_for_echo(False), "typing is hidden while a passphrase is asked for")
        terminal.type(PHRASE + "\n")
    terminal.wait_for(b"age1")
    check(terminal.ended() == 0, "a key is made")
    check(PHRASE.encode() not in terminal.shown, "a passphrase is not shown")
    check("BEGIN AGE" in Path(f"{folder}/typed.key").read_text(), "the key file is protected")


def test_a_signal_shows_typing_again(folder):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        terminal = Terminal("key", "new", f"{folder}/never.key")
        terminal.wait_for(b"New passphrase: ")
        terminal.wait_for_echo(False)
        os.kill(terminal.child, number)
        check(terminal.ended() == -number, f"{number.name} ends the program")
        check(terminal.echoes(), f"after {number.name} typing is visible")
        check(not Path(f"{folder}/never.key").exists(), f"{number.name} leaves no key behind")


def run_as_job(report, words):
    """As a shell runs it: a stopped program is looked at, and goes on."""
    job = os.fork()
    if job == 0:
        os.setpgid(0, 0)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        os.tcsetpgrp(0, os.getpid())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        os.execv(PROGRAM, [PROGRAM, *words])
    while True:
        status = os.waitpid(job, os.WUNTRACED)[1]
        if not os.WIFSTOPPED(status):
            os._exit(os.waitstatus_to_exitcode(status) & 127)
        os.write(report, b"shown" if termios.tcgetattr(0)[3] & termios.ECHO else b"hidden")
        os.kill(job, signal.SIGCONT)


def test_a_stop_shows_typing_while_it_lasts(folder):
    reports, report = os.pipe()
    terminal = Terminal.__new__(Terminal)
    terminal.shown = b""
    terminal.child, terminal.master = pty.fork()
    if terminal.child == 0:
        os.environ.update({"POS_LANG": "en", "LC_ALL": "C.UTF-8"})
        heed_signals()
        run_as_job(report, ["key", "new", f"{folder}/stopped.key"])
    os.close(report)
    terminal.wait_for(b"New passphrase: ")
    terminal.wait_for_echo(False)
    terminal.type("\x1a")  # Ctrl-Z
    check(os.read(reports, 100) == b"shown", "typing is visible while the program is stopped")
    check(terminal.wait_for_echo(False), "typing is hidden again when it goes on")
    terminal.type(PHRASE + "\n")
    terminal.wait_for(b"Once more: ")
    terminal.wait_for_echo(False)
    terminal.type(PHRASE + "\n")
    terminal.wait_for(b"age1")
    check(terminal.ended() == 0, "a question that was stopped goes on")
    check(PHRASE.encode() not in terminal.shown, "a passphrase is not shown after a stop")


def run(words, stdin_bytes):
    """The program with the bytes at descriptor 3; its exit code and what it said."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        given.write(stdin_bytes)
        given.seek(0)
        child = os.fork()
        if child == 0:
            os.dup2(given.fileno(), 3)
            os.dup2(os.open("/dev/null", os.O_RDWR), 0)
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            os.execve(PROGRAM, [PROGRAM, *words], {"POS_LANG": "en", "HOME": "/nonexistent"})
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        return code, said.read()


def test_a_passphrase_has_a_limit(folder):
    for ending in (b"", b"\n", b"\r\n", b"\nnot a part of it\n"):
        name = f"{folder}/at-limit-{len(ending)}.key"
        code, said = run(["key", "new", name, "--passphrase-fd", "3"], b"x" * LIMIT + ending)
        check(code == 0, f"a passphrase of {LIMIT} bytes is taken: {said!r}")
        code, said = run(["key", "new", name + ".over", "--passphrase-fd", "3"],
                         b"x" * (LIMIT + 1) + ending)
        check(code == 4 and b"the passphrase is over 1024 bytes" in said,
              f"a longer one is refused: {code} {said!r}")
    words = Path(folder) / "words"
    words.write_bytes(b"x" * (LIMIT + 1))
    code, said = run(["key", "new", f"{folder}/o.key", "--passphrase-file", str(words)], b"")
    check(code == 4 and str(words).encode() in said, f"a file over it is named: {code} {said!r}")
    code, said = run(["key", "new", f"{folder}/o.key", "--passphrase-file", f"{folder}/no"], b"")
    check(code == 16, f"a passphrase file that is not there: {code} {said!r}")


def main():
    folder = tempfile.mkdtemp()
    try:
        for name, test in list(globals().items()):
            if name.startswith("test_"):
                test(folder)
    finally:
        shutil.rmtree(folder)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
