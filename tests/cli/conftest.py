"""The command as a person types it, in this process."""

from __future__ import annotations

import pytest

from simulator.cli import main
from tests.cli.command import Command, Done


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command with these arguments and return its exit code, stdout and stderr."""

    def typed(*arguments: str) -> Done:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        out, err = capsys.readouterr()
        code = left.value.code
        assert isinstance(code, int)
        return Done(code, out, err)

    return typed
