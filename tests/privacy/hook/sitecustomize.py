"""Python imports this by itself at its start: it writes down every use of the network that Python sees.

Children that are Python, too, inherit it by PYTHONPATH. Native code goes unseen: strace is for that.
"""

import os
import sys

LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
CONTACTS = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")
LIBRARIES = ("urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect", "webbrowser.open")
INTERNET = (2, 10, 23, 30)  # AF_INET, and AF_INET6 on Linux, Windows and macOS

report = os.open(os.environ["PHOTOCLUST_NETWORK_REPORT"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def hook(event, arguments):
    if not event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")):
        return
    if (
        event in LOOKUPS + LIBRARIES
        # Addresses of the internet are tuples, those of UNIX sockets are names of files.
        or (event in CONTACTS and isinstance(arguments[1], tuple))
        or (event == "socket.__new__" and arguments[1] in INTERNET)
    ):
        os.write(report, f"{event}{arguments[1:] if event in CONTACTS else arguments}\n".encode())


sys.addaudithook(hook)
os.write(report, b"watching\n")
