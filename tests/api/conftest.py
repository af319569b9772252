"""Lets the tests of a served instance run without xdist too, which knows the mark they carry."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "xdist_group(name): tests that share one server")
