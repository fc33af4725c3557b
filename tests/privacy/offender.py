"""A program that does on purpose what PhotoClust must not do; it talks to this computer only.

Arguments: the name of the offence and, for those on files, the file.
"""

import ctypes
import os
import socket
import struct
import subprocess
import sys

NOBODY = ("127.0.0.1", 9)


def python() -> None:
    """Connects as Python code would."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as contact:
        contact.connect_ex(NOBODY)


def native() -> None:
    """Connects as a C++ library would, unseen by Python."""
    libc = ctypes.CDLL(None)
    family, port, host = socket.AF_INET, socket.htons(NOBODY[1]), socket.inet_aton(NOBODY[0])
    address = struct.pack("=HH4s8x", family, port, host)
    libc.connect(libc.socket(family, socket.SOCK_STREAM, 0), address, len(address))


def lookup() -> None:
    """Looks up a name."""
    socket.getaddrinfo("localhost", 9)


def python6() -> None:
    """Connects by IPv6."""
    with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as contact:
        contact.connect_ex(("::1", 9))


def datagram() -> None:
    """Sends without connecting."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as contact:
        try:
            contact.sendto(b"a word", NOBODY)
        except OSError:  # nothing is reachable: the try is what counts
            return


def netlink() -> None:
    """Asks the kernel for its network interfaces."""
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close()


def neighbour() -> None:
    """Speaks to another program of this computer."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as contact:
        contact.connect_ex("/run/somebody else")


def child() -> None:
    """Starts another program."""
    subprocess.run(["true"], check=True)


def fork() -> None:
    """Doubles itself."""
    if not (number := os.fork()):
        os._exit(0)
    os.waitpid(number, 0)


def program() -> None:
    """Becomes another program; what that prints takes the place of the last line here."""
    os.execvp("echo", ["echo", "done"])


def write() -> None:
    """Writes a file."""
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write("a word")


def touch() -> None:
    """Gives a file another time."""
    os.utime(sys.argv[2])


def remove() -> None:
    """Deletes a file."""
    os.unlink(sys.argv[2])


def move() -> None:
    """Gives a file another name, in the folder that it lies in."""
    folder, name = os.path.split(sys.argv[2])
    os.chdir(folder)
    os.rename(name, "a new name")


def innocent() -> None:
    """Uses sockets, but none of the internet."""
    near, far = socket.socketpair()
    near.close()
    far.close()


OFFENCES = (
    *(python, python6, native, datagram, lookup, netlink, neighbour, child, fork, program),
    *(write, touch, remove, move, innocent),
)
next(offence for offence in OFFENCES if offence.__name__ == sys.argv[1])()
sys.stdout.write("done\n")
