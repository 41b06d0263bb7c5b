"""Types into `aws ecs execute-command` on a pseudo-terminal, as a user does. Exits with 0 when all went as on AWS.

terminal.py SCENARIO CLUSTER TASK
"""

import fcntl
import hashlib
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

FAREWELL = "Exiting session with sessionId: ecs-execute-command-"


class Terminal:
    """A command on a terminal of its own: what it shows, and what is typed into it."""

    def __init__(self, arguments, rows=24, columns=80):
        self.process, self.handle = pty.fork()
        if self.process == 0:
            os.execvp(arguments[0], arguments)
        self.shown = bytearray()
        self.read = 0
        self.resize(rows, columns)

    def resize(self, rows, columns):
        fcntl.ioctl(self.handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, text):
        os.write(self.handle, text.encode())

    def expect(self, pattern, seconds=30):
        """Waits until what has not been looked at yet matches, and returns the match."""
        until = time.monotonic() + seconds
        while True:
            match = re.compile(pattern.encode(), re.DOTALL).search(bytes(self.shown[self.read :]))
            if match:
                self.read += match.end()
                return match
            if time.monotonic() > until or not self._more(until):
                raise AssertionError(f"{pattern!r} was not shown; instead: {self.shown[self.read:][-2000:]!r}")

    def end(self, seconds=30):
        """Reads to the end and returns the exit code."""
        until = time.monotonic() + seconds
        while self._more(until):
            assert time.monotonic() < until, f"it does not end: {self.shown[-2000:]!r}"
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])

    def kill(self):
        """Ends the client and all that it started, as a broken connection does."""
        os.killpg(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.handle)

    def text(self):
        return self.shown.decode(errors="replace")

    def _more(self, until):
        if not select.select([self.handle], [], [], max(0, until - time.monotonic()))[0]:
            return False
        try:
            chunk = os.read(self.handle, 65536)
        except OSError:  # what Linux says at the end of a terminal
            chunk = b""
        # Two terminals, ours and the one in the container, each make \r\n of \n.
        self.shown += chunk.replace(b"\r", b"")
        return bool(chunk)


def execute(cluster, task, command, *options, **size):
    arguments = ["aws", "ecs", "execute-command", "--cluster", cluster, "--task", task, "--interactive"]
    return Terminal([*arguments, "--command", command, *options], **size)


def shell(cluster, task, **size):
    terminal = execute(cluster, task, "/bin/sh", **size)
    terminal.expect("Starting session with SessionId: ecs-execute-command-[0-9a-z]{17}")
    terminal.expect("# ")
    return terminal


def typing(cluster, task):
    terminal = shell(cluster, task)
    terminal.type("echo $((6 * 7))\r")
    terminal.expect("\n42\n")
    terminal.type("echo begun; sleep 1000\r")
    terminal.expect("\nbegun\n")
    terminal.type("\x03")
    terminal.expect("# ")
    terminal.type("echo interrupted=$?\r")
    terminal.expect("\ninterrupted=130\n")
    terminal.type("exit 0\r")
    terminal.expect(FAREWELL)
    assert terminal.end() == 0


def resizing(cluster, task):
    terminal = shell(cluster, task, rows=31, columns=97)
    wait_for_size(terminal, "31 97")
    terminal.resize(40, 132)
    wait_for_size(terminal, "40 132")
    terminal.type("exit\r")
    assert terminal.end() == 0


def wait_for_size(terminal, size):
    """The plugin looks twice a second at how large its terminal is."""
    for _ in range(50):
        terminal.type("stty size\r")
        if terminal.expect(r"\n(\d+ \d+)\n").group(1).decode() == size:
            return
        time.sleep(0.1)
    raise AssertionError(f"the terminal in the container did not become {size}")


def full_screen(cluster, task):
    terminal = shell(cluster, task)
    wait_for_size(terminal, "24 80")
    terminal.type("vi /tmp/note\r")
    terminal.expect(r"~\x1b\[\d+;1H~")
    assert terminal.text().count("~") >= 20, terminal.text()
    terminal.type("iwritten in vi\x1b")
    terminal.expect("written in vi")
    terminal.type(":wq\r")
    terminal.expect("# ")
    terminal.type("cat /tmp/note\r")
    terminal.expect("\nwritten in vi\n")
    terminal.type("exit\r")
    assert terminal.end() == 0


def ten_megabytes(cluster, task):
    """Every byte arrives, in order, though nobody reads for a while."""
    last = 1_500_000
    terminal = execute(cluster, task, f"seq 1 {last}")
    terminal.expect("Starting session with SessionId: [^\n]*\n+")
    time.sleep(3)
    assert terminal.end(seconds=240) == 0
    shown = terminal.shown[terminal.read :]
    output = shown[: shown.rindex(FAREWELL.encode())].rstrip(b"\n") + b"\n"
    expected = b"".join(b"%d\n" % number for number in range(1, last + 1))
    assert len(expected) > 10 * 1024 * 1024
    assert hashlib.sha256(output).digest() == hashlib.sha256(expected).digest(), (len(output), len(expected))


def much_input(cluster, task):
    """What is pasted arrives, though it comes faster than it is read."""
    terminal = execute(cluster, task, "sh -c 'stty -echo; echo ready; sleep 2; head -n 2000 | md5sum; stty echo'")
    terminal.expect("ready\n")
    lines = [f"line {number:06d} of what is pasted" for number in range(2000)]
    for line in lines:
        terminal.type(line + "\n")
    expected = hashlib.md5("".join(line + "\n" for line in lines).encode()).hexdigest()
    terminal.expect(expected, seconds=60)
    assert terminal.end() == 0


def command(cluster, task):
    terminal = execute(cluster, task, "ls /")
    terminal.expect("bin .*etc .*tmp ")
    terminal.expect(FAREWELL)
    assert terminal.end() == 0
    quoted = execute(cluster, task, """sh -c 'echo "two  words" $0' zero""")
    quoted.expect("two  words zero\n")
    assert quoted.end() == 0


def failures(cluster, task):
    terminal = execute(cluster, task, "sh -c 'exit 3'")
    terminal.expect("SessionId: ecs-execute-command-[0-9a-z]{17} : Command exited with code 3.")
    terminal.end()
    terminal = execute(cluster, task, "/no/such/program")
    terminal.expect("Unable to start command: .*no such file or directory")
    terminal.end()


def two_at_once(cluster, task):
    one, other = shell(cluster, task), shell(cluster, task)
    one.type("me=one\r")
    one.expect("# ")
    other.type("echo not${me}\r")
    other.expect("\nnot\n")
    one.type("echo ${me}\r")
    one.expect("\none\n")
    other.type("exit 0\r")
    assert other.end() == 0
    one.type("echo still ${me}\r")
    one.expect("\nstill one\n")
    one.type("exit 0\r")
    assert one.end() == 0


def stopped_task(cluster, task):
    terminal = shell(cluster, task)
    pid = os.spawnlp(
        os.P_NOWAIT, "aws", "aws", "ecs", "stop-task", "--cluster", cluster, "--task", task, "--output", "json", "--query", "task.taskArn"
    )
    terminal.expect("sessionId: ecs-execute-command-|SessionId: ecs-execute-command-[0-9a-z]* : ", seconds=60)
    terminal.end()
    os.waitpid(pid, 0)


def broken_connection(cluster, task):
    """A client that goes without a word leaves nothing running."""
    terminal = shell(cluster, task)
    terminal.type("echo begun; sleep 54321\r")
    terminal.expect("\nbegun\n")
    watcher = shell(cluster, task)
    watcher.type("ps | grep -c '[s]leep 54321'\r")
    watcher.expect("\n1\n")
    terminal.kill()
    for _ in range(50):
        watcher.type("ps | grep -c '[s]leep 54321'\r")
        if watcher.expect(r"\n(\d+)\n").group(1) == b"0":
            break
        time.sleep(0.2)
    else:
        raise AssertionError("what the session ran goes on without it")
    watcher.type("exit 0\r")
    assert watcher.end() == 0


def idle(cluster, task):
    terminal = shell(cluster, task)
    terminal.expect("Your session timed out due to inactivity.")
    assert terminal.end() == 0


def refused(cluster, task):
    terminal = execute(cluster, task, "/bin/sh")
    terminal.expect("InvalidParameterException.*execute command was not enabled when the task was run")
    assert terminal.end() != 0


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
    print("done")
