"""Lines as strace 6.1 wrote them, and what is held against them."""

from __future__ import annotations

import pytest
from privacy.calls import parse
from privacy.conduct import Bounds, contacts, offences, written_paths

BOUNDS = Bounds(
    writable=("/home/me/library", "/tmp/mine"),
    sockets=("@/tmp/.X11-unix/X7", "/tmp/.X11-unix/X7"),
    programs=("/opt/photoclust/photoclust",),
    start="/home/me",
)
STARTED = '1 execve("/opt/photoclust/photoclust", ["photoclust"], 0x7ffd /* 9 vars */) = 0'


def kinds(*lines: str) -> list[str]:
    return [offence.kind for offence in offences(parse(lines), BOUNDS)]


@pytest.mark.parametrize(
    "line",
    [
        STARTED,
        '1 openat(AT_FDCWD</home/me>, "/etc/nsswitch.conf", O_RDONLY|O_CLOEXEC) = 3</etc/nsswitch.conf>',
        '1 openat(AT_FDCWD</home/me>, "library/a", O_RDWR|O_CREAT, 0644) = 3</home/me/library/a>',
        '1 openat(5</tmp/mine>, "a", O_WRONLY) = -1 ENOENT (No such file or directory)',
        '1 openat(AT_FDCWD</home/me>, "/dev/null", O_WRONLY|O_CLOEXEC) = 4</dev/null>',
        '1 mkdir("/home/me/library", 0777) = 0',
        '1 mkdir("/home/me", 0777) = -1 EEXIST (File exists)',
        '1 rename("/tmp/mine/a", "/home/me/library/b") = 0',
        '1 symlink("/home/me/photo.jpg", "/tmp/mine/photo.jpg") = 0',
        "1 ftruncate(4</memfd:mem>(deleted), 5) = 0",
        "1 fchown(14</home/me/library/cache.sqlite-wal>, 0, 0) = 0",
        "1 utimensat(4</tmp/mine/a>, NULL, NULL, 0) = 0",
        "1 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 5<socket:[21896]>",
        '1 connect(5<socket:[2]>, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X7"}, 20) = 0',
        '1 connect(5<socket:[2]>, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X7"}, 20) = 0',
        "1 socketpair(AF_UNIX, SOCK_STREAM, 0, [5<socket:[60098]>, 7<socket:[60099]>]) = 0",
        '1 sendmsg(5<socket:[2]>, {msg_name=NULL, msg_iov=[{iov_base="AF_INET AF_NETLINK"}]}, 0) = 18',
        '1 sendto(5<socket:[2]>, "socket(AF_INET6)", 16, 0, NULL, 0) = 16',
        "1 clone3({flags=CLONE_VM|CLONE_FS|CLONE_THREAD, exit_signal=0} => {parent_tid=[9]}, 88) = 9",
    ],
)
def test_what_may_be(line: str) -> None:
    assert kinds(line) == []


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("internet", "1 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 5<socket:[60094]>"),
        ("internet", "1 socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = -1 EAFNOSUPPORT (Not supported)"),
        (
            "internet",
            "1 connect(5<socket:[6]>, {sa_family=AF_INET, sin_port=htons(9), "
            'sin_addr=inet_addr("127.0.0.1")}, 16) = -1 ECONNREFUSED (Connection refused)',
        ),
        (
            "internet",
            '1 sendto(5<UDP:[6]>, "hi", 2, 0, {sa_family=AF_INET, sin_port=htons(9), '
            'sin_addr=inet_addr("127.0.0.1")}, 16) = 2',
        ),
        ("socket", "1 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 6<socket:[60097]>"),
        ("socket", '1 connect(5<socket:[2]>, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X8"}, 20) = 0'),
        (
            "socket",
            '1 connect(9<socket:[1]>, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1',
        ),
        ("socket", '1 bind(8<socket:[60100]>, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X7"}, 12) = 0'),
        ("socket", "1 listen(8<socket:[60100]>, 128) = 0"),
        (
            "name look-up",
            '1 openat(AT_FDCWD</>, "/etc/resolv.conf", O_RDONLY|O_CLOEXEC) = 9</etc/resolv.conf>',
        ),
        ("name look-up", '1 openat(AT_FDCWD</>, "/etc/hosts", O_RDONLY|O_CLOEXEC) = 9</etc/hosts>'),
        (
            "name look-up",
            '1 sendto(3<socket:[1]>, "{\\"method\\":\\"io.systemd.Resolve.Resolve\\"", 60, 0, NULL, 0) = 60',
        ),
        ("write", '1 openat(AT_FDCWD</home/me>, "photo.jpg", O_RDWR) = 3</home/me/photo.jpg>'),
        (
            "write",
            '1 openat(AT_FDCWD</home/me>, "/home/me/library/../x", O_WRONLY|O_CREAT, 0666) = 3</home/me/x>',
        ),
        ("write", '1 openat(AT_FDCWD</home/me>, "/tmp/mine/link", O_WRONLY) = 3</home/me/photo.jpg>'),
        ("write", '1 openat(AT_FDCWD</home/me>, "/tmp/minelike", O_WRONLY|O_CREAT, 0666) = 3</tmp/minelike>'),
        ("write", '1 openat(5</home/me>, "a", O_WRONLY|O_CREAT, 0666) = -1 EACCES (Permission denied)'),
        ("write", '1 creat("/dev/shm/sem.mp-x", 0600) = 3</dev/shm/sem.mp-x>'),
        ("write", '1 mkdir("/home/me/.cache", 0777) = 0'),
        ("write", '1 rename("/home/me/photo.jpg", "/tmp/mine/photo.jpg") = 0'),
        ("write", '1 rename("/tmp/mine/a", "/home/me/photo.jpg") = 0'),
        ("write", '1 linkat(AT_FDCWD</home/me>, "photo.jpg", AT_FDCWD</home/me>, "library/b", 0) = 0'),
        ("write", '1 symlink("/tmp/mine/a", "/home/me/b") = 0'),
        ("write", '1 unlinkat(7</home/me>, "photo.jpg", 0) = 0'),
        ("write", "1 ftruncate(4</home/me/photo.jpg>, 0) = 0"),
        ("write", "1 fchmod(4</home/me/photo.jpg>, 0600) = 0"),
        ("write", "1 utimensat(4</home/me/photo.jpg>, NULL, NULL, 0) = 0"),
        ("write", '1 utimensat(AT_FDCWD</home/me>, "photo.jpg", [UTIME_NOW, UTIME_NOW], 0) = 0'),
        ("write", '1 setxattr("/home/me/photo.jpg", "user.x", "v", 1, 0) = 0'),
        ("process", "1 vfork() = 2"),
        (
            "process",
            "1 clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7fc5) = 14761",
        ),
        ("process", "1 clone3({flags=CLONE_VM|CLONE_VFORK, exit_signal=SIGCHLD}, 88) = 14760"),
        ("blind spot", "1 io_uring_setup(8, {flags=0}) = 4<anon_inode:[io_uring]>"),
    ],
)
def test_what_may_not_be(kind: str, line: str) -> None:
    assert kinds(line) == [kind]


def test_only_the_process_itself_may_start_anew() -> None:
    again = STARTED.replace("= 0", "= 0 ")
    other = '1 execve("/usr/bin/uname", ["uname", "-p"], 0x55cb /* 47 vars */) = -1 ENOENT (No such file)'
    child = STARTED.replace("1 execve", "2 execve")
    assert kinds(STARTED, again) == []
    assert kinds(STARTED, other) == ["process"]
    assert kinds(STARTED, child) == ["process"]


def test_relative_paths_follow_the_folder() -> None:
    write = '1 unlink("a")                    = 0'
    assert kinds(write) == ["write"]
    assert kinds('1 chdir("library") = 0', write) == []
    assert kinds('1 chdir("library") = -1 ENOENT (No such file or directory)', write) == ["write"]
    assert kinds("1 fchdir(3</tmp/mine>) = 0", write) == []


def test_a_file_without_a_name_is_known_by_where_it_was_opened() -> None:
    made = '1 openat(AT_FDCWD</>, "{0}", O_RDWR|O_TMPFILE, 0666) = 14<{0}/#2296225>(deleted)'
    named = '1 linkat(AT_FDCWD</>, "/proc/self/fd/14", AT_FDCWD</>, "/tmp/mine/a", AT_SYMLINK_FOLLOW) = 0'
    assert kinds(made.format("/tmp/mine"), named) == []
    assert kinds(made.format("/home/me"), named) == ["write", "write"]
    assert kinds(named) == ["write"]


def test_contacts_are_those_of_the_internet_only() -> None:
    lines = [
        "1 vfork() = 2",
        '1 creat("/etc/x", 0600) = 3</etc/x>',
        "1 socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 6<socket:[60097]>",
        "1 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 5<socket:[60094]>",
        '1 openat(AT_FDCWD</>, "/etc/resolv.conf", O_RDONLY) = 9</etc/resolv.conf>',
    ]
    assert [str(offence) for offence in contacts(parse(lines))] == [
        f"internet: {lines[3]}",
        f"name look-up: {lines[4]}",
    ]


def test_both_ends_of_a_link_are_written() -> None:
    (call,) = parse(['1 linkat(3</a>, "b", AT_FDCWD</c>, "d", 0) = 0'])
    assert written_paths(call, "/elsewhere") == ["/a/b", "/c/d"]
