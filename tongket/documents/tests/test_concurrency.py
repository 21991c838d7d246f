import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tongket.documents.tests.numbers_under_load import PAPERS, THREADS

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def under_load(tmp_path_factory):
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {
        "TONGKET_DATA": str(tmp_path_factory.mktemp("numbers")),
        "TONGKET_SECRET_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "tongket.site.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tongket.documents.tests.numbers_under_load"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.capability(60)
def test_own_line_has_no_gap_and_no_double_under_concurrency(under_load):
    assert sorted(under_load["given"]) == list(range(1, PAPERS + 1))


@pytest.mark.capability(60)
def test_one_of_many_equal_typed_numbers_is_accepted(under_load):
    assert sorted(map(str, under_load["typed"])) == ["7"] + ["number_taken"] * (THREADS - 1)
