"""Whose token is believed, and what each of the others is told."""

import json
import stat
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import ECAlgorithm

from domain.shared.envelope import Actor, ActorId, ClientId, Municipality, Role
from infrastructure import tokens as page
from infrastructure.tokens import (
    AUDIENCE,
    ISSUER,
    Refused,
    Tokens,
    development,
    development_key,
    issue,
    trusted,
)

ACTOR = Actor(ActorId("sagsbehandler 1"), Role.CASE_WORKER, Municipality(101))
HOUR = timedelta(hours=1)


def claims(**changed: object) -> dict[str, object]:
    usual = {"iss": ISSUER, "aud": AUDIENCE, "sub": "x 1", "role": "manager", "municipality": 101}
    all_of_them = {**usual, "exp": int(time.time()) + 60, **changed}
    return {name: value for name, value in all_of_them.items() if value is not None}


def signed(data: Path, content: Mapping[str, Any], key_id: str = "development") -> str:
    key = development_key(data)
    return jwt.encode(dict(content), key, algorithm="EdDSA", headers={"kid": key_id})


def test_a_token_that_was_issued_here_is_believed(tmp_path: Path) -> None:
    tokens = Tokens(development(tmp_path))
    token = issue(ACTOR, HOUR, development_key(tmp_path))
    assert tokens.actor(token) == tokens.actor(token) == ACTOR


def test_a_token_may_name_its_client_and_else_the_subject_is_it(tmp_path: Path) -> None:
    tokens, key = Tokens(development(tmp_path)), development_key(tmp_path)
    through = replace(ACTOR, through=ClientId("portal"))
    assert tokens.actor(issue(through, HOUR, key)) == through
    assert (through.client, through.id, ACTOR.client) == ("portal", ACTOR.id, ACTOR.id)
    named = tokens.actor(signed(tmp_path, claims(client="portal")))
    assert (named.id, named.client) == ("x 1", "portal")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"exp": 1}, "token-expired"),
        ({"iss": "somebody"}, "token-foreign"),
        ({"aud": "something"}, "token-foreign"),
        ({"exp": None}, "token-broken"),
        ({"exp": 10**400}, "token-broken"),
        ({"sub": None}, "token-broken"),
        ({"role": None}, "token-broken"),
        ({"municipality": None}, "token-broken"),
        ({"role": "king"}, "token-broken"),
        ({"municipality": "101"}, "token-broken"),
        ({"municipality": True}, "token-broken"),
        ({"municipality": 0}, "token-broken"),
        ({"sub": "150573-1234"}, "token-broken"),
        ({"sub": "x1505731234"}, "token-broken"),
        ({"sub": ""}, "token-broken"),
        ({"sub": "x" * 65}, "token-broken"),
        ({"sub": "x\n"}, "token-broken"),
        ({"client": "150573-1234"}, "token-broken"),
        ({"client": ""}, "token-broken"),
        ({"client": 7}, "token-broken"),
        ({"nbf": int(time.time()) + 600}, "token-broken"),
    ],
)
def test_a_token_that_lacks_something_is_not(
    tmp_path: Path, changed: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        Tokens(development(tmp_path)).actor(signed(tmp_path, claims(**changed)))
    assert refused.value.code == code


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "e30.e30.", "é", "e30.e30.e30"])
def test_what_is_no_token_is_broken_or_foreign(tmp_path: Path, token: str) -> None:
    with pytest.raises(Refused) as refused:
        Tokens(development(tmp_path)).actor(token)
    assert refused.value.code in {"token-broken", "token-foreign"}


def test_another_key_and_another_key_id_are_foreign(tmp_path: Path) -> None:
    tokens = Tokens(development(tmp_path / "ours"))
    for token in (
        issue(ACTOR, HOUR, Ed25519PrivateKey.generate()),
        signed(tmp_path / "ours", claims(), key_id="other"),
    ):
        with pytest.raises(Refused) as refused:
            tokens.actor(token)
        assert refused.value.code == "token-foreign"


def test_a_token_without_a_signature_or_signed_with_our_public_key_is_not_believed(
    tmp_path: Path,
) -> None:
    tokens, header = Tokens(development(tmp_path)), {"kid": "development"}
    plain = jwt.encode(claims(), "", algorithm="none", headers=header)
    secret = jwt.encode(claims(), "k" * 32, algorithm="HS256", headers=header)
    for token in (plain, secret):
        with pytest.raises(Refused) as refused:
            tokens.actor(token)
        assert refused.value.code == "token-broken"


def test_a_token_is_forgotten_when_it_expires(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = Tokens(development(tmp_path))
    token = issue(ACTOR, timedelta(seconds=2), development_key(tmp_path))
    tokens.actor(token)
    tokens.seen[token] = tokens.seen[token][0], time.time() - 1
    forged = "not " + token
    with pytest.raises(Refused):
        tokens.actor(forged)
    assert tokens.actor(token) == ACTOR
    assert tokens.seen[token][1] > time.time()
    monkeypatch.setattr(page, "CACHED", 1)
    other = issue(ACTOR, HOUR, development_key(tmp_path))
    tokens.actor(other)
    assert list(tokens.seen) == [other]


def test_the_key_is_made_once_and_is_its_owners_only(tmp_path: Path) -> None:
    first, again = (development_key(tmp_path).public_key() for _ in range(2))
    assert first == again
    key = tmp_path / "keys" / "tokens.pem"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    page.write_once(key, b"somebody else's")
    assert development_key(tmp_path).public_key() == first
    assert [file.name for file in key.parent.iterdir()] == ["tokens.pem"]


@pytest.mark.parametrize("subject", ["1505731234", "150573-1234", "", "x" * 65, "æ"])
def test_no_token_is_issued_to_what_is_no_pseudonym(tmp_path: Path, subject: str) -> None:
    actor = Actor(ActorId(subject), Role.MANAGER, Municipality(101))
    with pytest.raises(ValueError, match="pseudonym"):
        issue(actor, HOUR, development_key(tmp_path))


def test_an_openid_provider_is_trusted_by_its_key_set(tmp_path: Path) -> None:
    key = generate_private_key(SECP256R1())
    public = ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    key_set = tmp_path / "jwks.json"
    key_set.write_text(json.dumps({"keys": [{**public, "kid": "2026", "use": "sig"}]}))
    environment = {
        "SDP_OIDC_ISSUER": "https://idp.example",
        "SDP_OIDC_AUDIENCE": "sdp",
        "SDP_OIDC_JWKS": str(key_set),
    }
    tokens = Tokens(trusted(tmp_path, environment))
    content = claims(iss="https://idp.example", aud="sdp")
    token = jwt.encode(content, key, algorithm="ES256", headers={"kid": "2026"})
    assert tokens.actor(token) == Actor(ActorId("x 1"), Role.MANAGER, Municipality(101))
    with pytest.raises(Refused) as refused:
        tokens.actor(issue(ACTOR, HOUR, development_key(tmp_path)))
    assert refused.value.code == "token-foreign"
