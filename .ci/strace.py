"""Runs prepcom under strace and holds what it asked of the system against what it may ask. See docs/trust.md."""

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time

CALLS = (
    "%network,open,openat,?openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,symlink,"
    "symlinkat,mknod,mknodat,chmod,fchmod,fchmodat,?fchmodat2,truncate,execve,clone,?clone3,fork,vfork"
)
NETWORK = {"socket", "connect", "bind", "listen", "accept", "accept4"}
MAKING = {"mkdir": 0, "mkdirat": 1, "mknod": 0, "mknodat": 1}
CHANGING = {"rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "link", "linkat", "symlink", "symlinkat", "truncate"}
WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE")
# strace does not resolve these: the terminal, and what every program opens for writing.
DEVICES = ("/dev/null", "/dev/tty", "/dev/pts/", "/dev/ptmx")


class Sandbox:
    """A home, a workspace and a place for what is handed out."""

    def __init__(self, program, work):
        self.program, self.work = program, work
        self.home, self.space, self.out = (os.path.join(work, name) for name in ("home", "space", "out"))
        for folder in (self.home, self.out, self.space, os.path.join(self.space, "state")):
            os.mkdir(folder, 0o700)
        self.environment = {
            "HOME": self.home, "PREPCOM_WORKSPACE": self.space, "LANG": "C.UTF-8", "TERM": "xterm-256color",
            "PATH": os.environ["PATH"],
        }
        self.settings = os.path.join(self.home, ".config")

    def strace(self, arguments):
        log = os.path.join(self.work, "log")
        return ["strace", "-f", "-qq", "-y", "-s", "300", "-e", "trace=" + CALLS, "-o", log, self.program, *arguments], log

    def run(self, *arguments, more=None, codes=(0,)):
        """A command, with a name given so that nothing is asked, and how it may end."""
        command, log = self.strace(arguments)
        environment = self.environment | {"PREPCOM_AUTHOR": "A. Diplomat"} | (more or {})
        ended = subprocess.run(command, env=environment, cwd=self.space, stdin=subprocess.DEVNULL, capture_output=True)
        if ended.returncode not in codes:
            sys.exit(f"{arguments} ended with {ended.returncode}: {ended.stderr.decode()}")
        return read(log)

    def screens(self, typed, more=None):
        """The screens in a pseudo-terminal, into which is typed once nothing more is drawn."""
        command, log = self.strace([])
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.space)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
            os.execvpe(command[0], command, self.environment | (more or {}))
        for keys in ["", *typed]:
            os.write(terminal, keys.encode())
            settle(terminal)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != 0:
            sys.exit(f"the screens ended with {os.waitstatus_to_exitcode(status)}")
        return read(log)


def settle(terminal):
    """Reads what is drawn until nothing more comes for a second, or until the end."""
    patience, end = 60, time.monotonic() + 120
    while select.select([terminal], [], [], patience)[0]:
        patience = 1
        if time.monotonic() > end:
            sys.exit("the screens never stand still")
        try:
            if not os.read(terminal, 65536):
                return
        except OSError:
            return


def read(log):
    """The calls in a log, each as process, name, arguments and result; one that was interrupted is put together again."""
    calls, begun = [], {}
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            process, _, rest = line.rstrip("\n").partition(" ")
            rest = rest.strip()
            if rest.endswith("<unfinished ...>"):
                begun[process] = rest.removesuffix("<unfinished ...>")
                continue
            resumed = re.match(r"<\.\.\. \w+ resumed>(.*)", rest)
            if resumed:
                rest = begun.pop(process, "") + resumed.group(1)
            call = re.match(r"(\w+)\((.*)\)\s+= (-?\w+(?:<.*>)?)", rest)
            if call:
                calls.append((process, *call.groups()))
    return calls


def paths(arguments):
    """The paths in the arguments of a call, those relative to a folder that strace names put behind it."""
    found = []
    for folder, path in re.findall(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"', arguments):
        found.append(os.path.normpath(os.path.join(folder, path)))
    return found


def follows(arguments, result, space):
    """Whether a call that opens something below a folder may have followed a link there: it names more than one step, or doesn't refuse
    links, or what it opened is not what it named."""
    [path] = paths(arguments)
    if not path.startswith(space + os.sep):
        return False
    name = re.search(r'"((?:[^"\\]|\\.)*)"', arguments).group(1)
    opened = re.search(r"<(.*)>$", result)
    is_another = opened and opened.group(1).removesuffix(" (deleted)") != path
    return "/" in name or (name != "." and "O_NOFOLLOW" not in arguments) or bool(is_another)


def judge(calls, allowed, programs, space="/w"):
    """What was asked and may not be. Only prepcom's own files are judged; the network is judged for every program."""
    # A child may well be at work before the call that made it is through, so who made whom is read first.
    parents = {result: process for process, call, _, result in calls if call in ("clone", "clone3", "fork", "vfork") and result.isdigit()}
    names, wrong, counted = {}, [], 0

    def name_of(process):
        while process not in names and process in parents:
            process = parents[process]
        return names.get(process, "prepcom")

    for process, call, arguments, result in calls:
        counted += 1
        if call == "execve" and result == "0":
            names[process] = os.path.basename(paths(arguments)[0])
            if names[process] not in programs | {"prepcom"}:
                wrong.append(f"another program: {arguments}")
        name = name_of(process)
        if call in NETWORK:
            wrong.append(f"the network, by {name}: {call}({arguments})")
        # What another program keeps is its own, and a file without a name is gone with its handle.
        if name != "prepcom" or "O_TMPFILE" in arguments:
            continue
        is_open = call in ("open", "openat", "openat2", "creat")
        if is_open and follows(arguments, result, space):
            wrong.append(f"a link may be followed: {call}({arguments}) = {result}")
        writes = is_open and (WRITING.search(arguments) or call == "creat")
        if writes or call in MAKING or call in CHANGING:
            for path in paths(arguments):
                if not path.startswith(allowed) and not path.startswith(DEVICES):
                    wrong.append(f"a file elsewhere: {call}({arguments})")
        mode = re.search(r", (0[0-7]*)(?:,|\s*$|\})", arguments)
        makes = call in MAKING or (writes and "O_CREAT" in arguments) or "chmod" in call
        if makes and result != "-1" and (mode is None or int(mode.group(1), 8) & 0o077):
            wrong.append(f"readable by others: {call}({arguments})")
    return wrong, counted


def selftest():
    """The judge finds what may not be."""
    bad = [
        ("1", "socket", "AF_INET, SOCK_STREAM, IPPROTO_TCP", "3"),
        ("1", "openat", 'AT_FDCWD</w>, "/etc/x", O_WRONLY|O_CREAT|O_CLOEXEC, 0600', "3"),
        ("1", "openat", 'AT_FDCWD</w>, "x", O_WRONLY|O_CREAT|O_CLOEXEC, 0666', "3"),
        ("1", "mkdir", '"/w/x", 0777', "0"),
        ("1", "execve", '"/usr/bin/curl", ["curl"], 0x1 /* 3 vars */', "0"),
        ("1", "rename", '"/w/x", "/etc/x"', "0"),
        ("1", "chmod", '"/w/x", 0644', "0"),
        ("1", "openat", 'AT_FDCWD</>, "/w/state/x", O_RDONLY|O_NOFOLLOW|O_CLOEXEC', "3</w/state/x>"),
        ("1", "openat", '3</w/state>, "x", O_RDONLY|O_CLOEXEC', "4</w/state/x>"),
        ("1", "openat", '3</w/state>, "x", O_RDONLY|O_NOFOLLOW|O_CLOEXEC', "4</etc/x>"),
        ("1", "openat", '3</etc>, "x", O_WRONLY|O_NOFOLLOW|O_CLOEXEC', "4</etc/x>"),
    ]
    for call in bad:
        assert judge([call], ("/w/",), set())[0], call
    good = [
        ("1", "openat", 'AT_FDCWD</w>, "/etc/hosts", O_RDONLY|O_CLOEXEC', "3"),
        ("1", "openat", 'AT_FDCWD</w>, "x", O_WRONLY|O_CREAT|O_EXCL|O_NOFOLLOW|O_CLOEXEC, 0600', "3</w/x>"),
        ("1", "openat", '3</w/state>, ".", O_RDONLY|O_DIRECTORY|O_CLOEXEC', "4</w/state>"),
        ("1", "openat", '3</w/state>, "x", O_RDONLY|O_NOFOLLOW|O_CLOEXEC', "-1"),
        ("1", "socketpair", "AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0, [3, 4]", "0"),
        ("1", "clone", "child_stack=NULL", "2"),
        ("2", "execve", '"/usr/bin/ed", ["ed"], 0x1 /* 3 vars */', "0"),
        ("1", "openat", 'AT_FDCWD</w>, "/tmp", O_RDWR|O_CLOEXEC|O_TMPFILE, 0666', "3"),
    ]
    assert judge(good, ("/w/",), {"ed"}) == ([], len(good)), judge(good, ("/w/",), {"ed"})
    quick = [
        ("2", "execve", '"/usr/bin/ed", ["ed"], 0x1 /* 3 vars */', "0"),
        ("1", "clone3", "{flags=CLONE_VM|CLONE_VFORK}", "2"),
        ("3", "openat", 'AT_FDCWD</w>, "ed.hup", O_RDWR|O_CREAT|O_EXCL|O_CLOEXEC, 0666', "3"),
        ("2", "openat", 'AT_FDCWD</w>, "ed.hup", O_RDWR|O_CREAT|O_EXCL|O_CLOEXEC, 0666', "3"),
        ("2", "clone", "child_stack=NULL", "3"),
    ]
    assert judge(quick, ("/w/",), {"ed"}) == ([], len(quick)), judge(quick, ("/w/",), {"ed"})


def hostile(sandbox, inside):
    """Puts links in the place of what is in the workspace, one after the other; returns whether something outside was reached."""
    failed, secret = False, os.path.join(sandbox.work, "secret")
    os.mkdir(secret)
    with open(os.path.join(secret, "file"), "w", encoding="utf-8") as file:
        file.write("()")
    state = os.path.join(sandbox.space, "state")
    found = [os.path.join(folder, name) for folder, folders, files in os.walk(state) for name in folders + files]
    for path in sorted(found):
        aside = os.path.join(sandbox.work, "aside")
        target = secret if os.path.isdir(path) else os.path.join(secret, "file")
        os.rename(path, aside)
        os.symlink(target, path)
        for arguments in (["set", "aut", "1b", "opposes"], ["snapshot", "save", "day two"], ["check"]):
            calls = sandbox.run(*arguments, codes=(0, 1, 2, 3))
            wrong, _ = judge(calls, inside, set(), sandbox.space)
            for what in wrong:
                print(f"  {path}: {what}")
            failed = failed or bool(wrong)
        os.unlink(path)
        os.rename(aside, path)
        for kept in os.listdir(os.path.join(state, "snapshots")):
            if "day-two" in kept:
                os.unlink(os.path.join(state, "snapshots", kept))
    if os.listdir(secret) != ["file"] or open(os.path.join(secret, "file"), encoding="utf-8").read() != "()":
        sys.exit("something outside of the workspace has changed")
    print(f"links in {len(found)} places: {'reached' if failed else 'not followed'}")
    return failed


def main():
    selftest()
    work = os.path.realpath(tempfile.mkdtemp())
    failed = False
    try:
        sandbox = Sandbox(sys.argv[1], work)
        inside = tuple(place + os.sep for place in (sandbox.space, sandbox.settings))
        # The folders themselves are made where they are missing.
        inside += (sandbox.space, sandbox.settings)
        out = (sandbox.out + os.sep,)
        target = lambda name: os.path.join(sandbox.out, name)
        editor = {"EDITOR": "sh -c 'echo said >> \"$0\"'", "PREPCOM_AUTHOR": ""}
        walk = ["faustria\r", "2", "\r", "E", "\x13", "t", "q"]
        steps = [
            ("the screens, a record, a note in $EDITOR", lambda: sandbox.screens(walk, editor), inside, {"sh"}),
            ("a record", lambda: sandbox.run("set", "aut", "1b", "supports"), inside, set()),
            ("an export", lambda: sandbox.run("export", "-o", target("out.html")), inside + out, set()),
            ("an export over another", lambda: sandbox.run("export", "--force", "-o", target("out.html")), inside + out, set()),
            ("a workbook", lambda: sandbox.run("export", "-o", target("out.xlsx")), inside + out, set()),
            ("a brief", lambda: sandbox.run("brief", "aut", "--format", "docx", "-o", target("brief.docx")), inside + out, set()),
            ("a saved snapshot", lambda: sandbox.run("snapshot", "save", "day one"), inside, set()),
            ("reading", lambda: sandbox.run("show", "aut"), (), set()),
            ("a check", lambda: sandbox.run("check"), inside, set()),
        ]
        for name, step, allowed, programs in steps:
            wrong, counted = judge(step(), allowed, programs, sandbox.space)
            print(f"{name}: {counted} calls looked at, {len(wrong)} wrong")
            for what in wrong:
                print(f"  {what}")
            failed = failed or bool(wrong) or counted < 3
        failed = hostile(sandbox, inside) or failed
        shown = subprocess.run([sandbox.program, "show", "aut"], env=sandbox.environment, check=True, capture_output=True)
        if b"said" not in shown.stdout or b"Supports" not in shown.stdout:
            sys.exit("the screens did not record what was typed")
    finally:
        shutil.rmtree(work)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
