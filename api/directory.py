"""Finds the endpoint of an address by its segments: one lookup a segment, however many routes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Self

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Router
from starlette.types import Receive, Scope, Send

from api.problems import Problem, response

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass
class Node:
    """A place in the tree of addresses; `{name}` stands for any one segment."""

    children: dict[str, Self] = field(default_factory=dict[str, Self])
    parameter: str | None = None
    methods: dict[str, Endpoint] = field(default_factory=dict[str, Endpoint])


class Directory(Router):
    """Starlette's router (life span, protocol) over a tree of addresses."""

    def __init__(self, lifespan: Callable[..., object] | None = None) -> None:
        super().__init__(lifespan=lifespan)  # pyright: ignore[reportArgumentType] starlette's is wider
        self.root = Node()

    def enter(self, method: str, path: str, endpoint: Endpoint) -> None:
        node = self.root
        for segment in path.strip("/").split("/"):
            name = segment.strip("{}")
            key = "{}" if name != segment else segment
            node = node.children.setdefault(key, Node(parameter=None if key == name else name))
        node.methods[method] = endpoint

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            answer = await self.answer(scope, receive)
            await answer(scope, receive, send)

    async def answer(self, scope: Scope, receive: Receive) -> Response:
        try:
            return await self.find(scope)(Request(scope, receive))
        except Problem as problem:
            return response(problem)

    def find(self, scope: Scope) -> Endpoint:
        """Give the endpoint, and tell the request what stood in the address."""
        node, values = self.root, dict[str, str]()
        for segment in str(scope["path"]).strip("/").split("/"):
            child = node.children.get(segment) if segment != "{}" else None
            child = child or node.children.get("{}")
            if child is None:
                raise Problem("not-found")
            if child.parameter:
                values[child.parameter] = segment
            node = child
        scope["path_params"] = values
        return chosen(node, scope["method"])


def chosen(node: Node, method: str) -> Endpoint:
    if not node.methods:
        raise Problem("not-found")
    if method not in node.methods:
        raise Problem("method-not-allowed", allow=", ".join(sorted(node.methods)))
    return node.methods[method]
