"""Lines as strace 6.1 wrote them."""

from __future__ import annotations

import pytest
from privacy.calls import Call, parse, place_of, string_of

ODD = r"/tmp/rec/\303\274 \74x\76 \"q\", (1)"  # a folder named: ü <x> "q", (1)


def only(line: str) -> Call:
    (call,) = parse([line])
    return call


@pytest.mark.parametrize(
    ("line", "name", "arguments", "result"),
    [
        (
            '14757 openat(AT_FDCWD</tmp>, "/etc/passwd", O_RDONLY|O_CLOEXEC) = 9</etc/passwd>\n',
            "openat",
            ("AT_FDCWD</tmp>", '"/etc/passwd"', "O_RDONLY|O_CLOEXEC"),
            "9</etc/passwd>",
        ),
        (
            f'14757 openat(3<{ODD}>, "a,b).txt", O_WRONLY|O_CREAT, 0777) = 4<{ODD}/a,b).txt>',
            "openat",
            (f"3<{ODD}>", '"a,b).txt"', "O_WRONLY|O_CREAT", "0777"),
            f"4<{ODD}/a,b).txt>",
        ),
        (
            "14757 connect(6<socket:[60095]>, {sa_family=AF_INET6, sin6_port=htons(9), "
            'inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28)'
            " = -1 ECONNREFUSED (Connection refused)",
            "connect",
            (
                "6<socket:[60095]>",
                '{sa_family=AF_INET6, sin6_port=htons(9), inet_pton(AF_INET6, "::1", &sin6_addr), '
                "sin6_scope_id=0}",
                "28",
            ),
            "-1 ECONNREFUSED (Connection refused)",
        ),
        (
            '14760 execve("/bin/sh", ["sh", "-c", "a = \\"b, c)\\"..."...], 0x7ffc /* 39 vars */) = 0',
            "execve",
            ('"/bin/sh"', '["sh", "-c", "a = \\"b, c)\\"..."...]', "0x7ffc /* 39 vars */"),
            "0",
        ),
        ("1 fork()                         = 14761", "fork", (), "14761"),
        ("1 prctl(PR_SET, 1<<CAP_CHOWN|1<<3, 0) = 0", "prctl", ("PR_SET", "1<<CAP_CHOWN|1<<3", "0"), "0"),
    ],
)
def test_a_line_is_a_call(line: str, name: str, arguments: tuple[str, ...], result: str) -> None:
    call = only(line)
    assert (call.name, call.arguments, call.result) == (name, arguments, result)


def test_calls_that_threads_interrupt_are_put_together() -> None:
    lines = [
        "16563 vfork( <unfinished ...>",
        '16576 execve("/usr/bin/gcc", ["/usr/bin/gcc", "-o", "a"], 0x7f58 /* 49 vars */ <unfinished ...>',
        "16563 <... vfork resumed>)              = 16576",
        "16520 clone3({flags=CLONE_VM|CLONE_THREAD, exit_signal=0}, 88 <unfinished ...>",
        "16576 <... execve resumed>)             = 0",
        "16520 <... clone3 resumed> => {parent_tid=[16560]}, 88) = 16560",
        "16560 +++ exited with 0 +++",
        "16520 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=16576} ---",
    ]
    calls = list(parse(lines))
    assert [(call.pid, call.name, call.result) for call in calls] == [
        (16563, "vfork", "16576"),
        (16576, "execve", "0"),
        (16520, "clone3", "16560"),
    ]
    assert string_of(calls[1].arguments[0]) == "/usr/bin/gcc"
    assert "CLONE_THREAD" in calls[2].arguments[0]


def test_a_call_that_never_returned_is_one_too() -> None:
    calls = list(parse(['7 unlink("/a" <unfinished ...>', "7 +++ killed by SIGKILL +++", "8 fork() = 9"]))
    assert calls == [Call(8, "fork", (), "9"), Call(7, "unlink", ('"/a"',), "?")]


@pytest.mark.parametrize(
    "line", ["no number", "12 <... read resumed>) = 1", "12 words without a parenthesis", "12 +++"]
)
def test_nothing_is_passed_over_in_silence(line: str) -> None:
    with pytest.raises(ValueError, match=r"strace|begun|call"):
        list(parse([line]))


@pytest.mark.parametrize(
    ("argument", "text"),
    [
        (r'"/tmp/\303\274 <x> \"q\", \\1\n"', '/tmp/ü <x> "q", \\1\n'),
        (r'"\377.jpg"', "\udcff.jpg"),
        (r'"\x2f\0019"', "/\x019"),
        ('{sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X77"}', "/tmp/.X11-unix/X77"),
        ("O_RDONLY", None),
        ("NULL", None),
    ],
)
def test_texts_are_read(argument: str, text: str | None) -> None:
    assert string_of(argument) == text


@pytest.mark.parametrize(
    ("argument", "path"),
    [
        ("AT_FDCWD</tmp>", "/tmp"),
        (f"3<{ODD}>", '/tmp/rec/ü <x> "q", (1)'),
        ("4</tmp/gone (deleted)>", "/tmp/gone"),
        ("4</memfd:mem>(deleted)", "/memfd:mem"),
        ("5<socket:[60094]>", None),
        ("-1 ENOENT (No such file or directory)", None),
        ("NULL", None),
    ],
)
def test_files_of_descriptors_are_read(argument: str, path: str | None) -> None:
    assert place_of(argument) == path
