"""A program that does on purpose what PhotoClust must not do; it talks to this computer only."""

import ctypes
import socket
import struct
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


def innocent() -> None:
    """Uses sockets, but none of the internet."""
    near, far = socket.socketpair()
    near.close()
    far.close()


{"python": python, "native": native, "lookup": lookup, "innocent": innocent}[sys.argv[1]]()
sys.stdout.write("done\n")
