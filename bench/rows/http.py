"""Requests a second to `sdp serve`, the worker stopped, over 32 connections that stay open.

The limit is a Starlette route that checks the same token and does the same reads and durable writes
as raw code, served the same way; bare Starlette, and the program with its worker running, are shown
beside them.
"""

from bench.benchmark import NotBuilt
from bench.ground import Ground
from bench.row import Measured


def http_query(_: Ground) -> Measured:
    raise NotBuilt("the HTTP interface")


def http_command(_: Ground) -> Measured:
    raise NotBuilt("the HTTP interface")
