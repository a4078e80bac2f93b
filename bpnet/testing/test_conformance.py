"""Conformance kit as tests: ``pytest --pyargs bpnet.testing --bpnet-backend mine --bpnet-require mine``."""

from __future__ import annotations

import pytest

from bpnet.backend import Backend
from bpnet.testing.conformance import CHECKS, SLOW, run_check


@pytest.mark.parametrize("check", CHECKS)
def test_the_backend_conforms(bpnet_backend: Backend, check: str, request: pytest.FixtureRequest) -> None:
    """Run one row of the kit; the summary lists slow rows."""
    finding = run_check(check, bpnet_backend)
    if finding.seconds > SLOW:
        request.node.user_properties.append(("bpnet_slow", f"{check} took {finding.seconds:.3g} s"))
    if finding.outcome == "skipped":
        pytest.skip(finding.reason)
    if finding.outcome == "failed":
        pytest.fail(finding.reason, pytrace=False)
