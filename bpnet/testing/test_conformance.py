"""The conformance kit as tests: ``pytest --pyargs bpnet.testing --bpnet-backend mine --bpnet-require mine``."""

from __future__ import annotations

import pytest

from bpnet.backend import Backend
from bpnet.testing.conformance import CHECKS, find


@pytest.mark.parametrize("check", CHECKS)
def test_the_backend_conforms(bpnet_backend: Backend, check: str) -> None:
    """One row of the kit."""
    finding = find(check, bpnet_backend)
    if finding.outcome == "skipped":
        pytest.skip(finding.reason)
    if finding.outcome == "failed":
        pytest.fail(finding.reason, pytrace=False)
