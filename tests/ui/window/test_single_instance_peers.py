"""Connections are accepted only from processes of this user."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from flashdesign.ui.window.single_instance import is_own_peer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes have their own rights")
KNOCK = "import socket, sys; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.recv(1)"


def test_a_process_of_this_user_is_accepted() -> None:
    here, there = socket.socketpair()
    with here, there:
        assert is_own_peer(here.fileno())
        assert here.fileno() >= 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root has others")
def test_a_process_of_another_user_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o001 == 0 and folder.is_relative_to(tmp_path.parents[2]):
            folder.chmod(folder.stat().st_mode | 0o011)
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        path.chmod(0o777)
        server.listen()
        command = ["/usr/bin/env", "python3", "-c", KNOCK, str(path)]
        with subprocess.Popen(command, user=65534, env={"PATH": os.environ["PATH"]}):
            connection, _ = server.accept()
            with connection:
                assert not is_own_peer(connection.fileno())
