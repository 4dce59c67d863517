"""The user of the process at the other end of a local socket."""

import os
import socket
import struct
import sys

_SOL_LOCAL, _LOCAL_PEERCRED = 0, 1  # sys/un.h of macOS and BSD
_XUCRED = struct.Struct("IIh")  # version, uid, number of groups


def is_own_peer(descriptor: int) -> bool:
    """Return whether the process at the other end runs as this user.

    Also True if the system does not report the user: the socket's folder is private to this user.
    """
    if sys.platform == "win32" or descriptor < 0:
        return True
    with socket.socket(fileno=os.dup(descriptor)) as peer:
        uid = _peer_uid(peer)
    return uid is None or uid == os.getuid()


def _peer_uid(peer: socket.socket) -> int | None:
    try:
        if sys.platform == "linux":
            size = struct.calcsize("3i")
            raw = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
            return int(struct.unpack("3i", raw)[1])
        raw = peer.getsockopt(_SOL_LOCAL, _LOCAL_PEERCRED, 128)
        return int(_XUCRED.unpack_from(raw)[1])
    except (OSError, struct.error, AttributeError):
        return None
