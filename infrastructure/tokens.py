"""Bearer tokens: made by the development issuer, believed from it or from a configured OIDC."""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from domain.shared.envelope import Actor, ActorId, ClientId, Municipality, Role
from domain.shared.pseudonyms import is_pseudonym

ISSUER, AUDIENCE = "sygedagpenge-development", "sygedagpenge"
NEEDED = ["exp", "sub", "iss", "aud", "role", "municipality"]
CACHED = 10_000
MUNICIPALITIES = range(1, 1000)


class Refused(Exception):
    """The token is not believed; `code` says why, in the API's stable codes."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Trusted:
    """Whose signatures count: an issuer, the audience it must name, its keys by key id."""

    issuer: str
    audience: str
    keys: Mapping[str, Any]
    algorithms: tuple[str, ...] = ("EdDSA",)


@dataclass
class Tokens:
    """Verified tokens, each remembered until it expires (at most `CACHED` of them)."""

    trusted: Trusted
    seen: dict[str, tuple[Actor, float]] = field(default_factory=dict[str, tuple[Actor, float]])

    def actor(self, token: str) -> Actor:
        """Give the actor of a token; raises Refused."""
        known = self.seen.get(token)
        if known and known[1] > time.time():
            return known[0]
        actor, expires = verify(token, self.trusted)
        if len(self.seen) >= CACHED:
            self.seen.clear()
        self.seen[token] = actor, expires
        return actor


def verify(token: str, trusted: Trusted) -> tuple[Actor, float]:
    try:
        claims = jwt.decode(
            token,
            key_of(token, trusted),
            algorithms=list(trusted.algorithms),
            issuer=trusted.issuer,
            audience=trusted.audience,
            options={"require": NEEDED},
        )
        expires = float(claims["exp"])
    except jwt.ExpiredSignatureError:
        raise Refused("token-expired") from None
    except (jwt.InvalidSignatureError, jwt.InvalidIssuerError, jwt.InvalidAudienceError):
        raise Refused("token-foreign") from None
    except (jwt.PyJWTError, ValueError, TypeError, OverflowError):
        raise Refused("token-broken") from None
    return actor_in(claims), expires


def key_of(token: str, trusted: Trusted) -> Any:  # noqa: ANN401 PyJWT takes keys of many kinds
    key_id = jwt.get_unverified_header(token).get("kid", "")
    if key_id not in trusted.keys:
        raise Refused("token-foreign")
    return trusted.keys[key_id]


def actor_in(claims: Mapping[str, Any]) -> Actor:
    subject, role, municipality = (claims[name] for name in ("sub", "role", "municipality"))
    client = claims.get("client", subject)
    plain = isinstance(subject, str) and isinstance(client, str) and type(municipality) is int
    named = plain and is_pseudonym(subject) and is_pseudonym(client)
    if not named or municipality not in MUNICIPALITIES:
        raise Refused("token-broken")
    through = ClientId(client) if "client" in claims else None
    try:
        return Actor(ActorId(subject), Role(role), Municipality(municipality), through)
    except ValueError:
        raise Refused("token-broken") from None


def issue(actor: Actor, lifetime: timedelta, key: Ed25519PrivateKey) -> str:
    """Make a token of the development issuer; raises ValueError where it would not be believed."""
    named = is_pseudonym(actor.id) and is_pseudonym(actor.client)
    if not named or actor.municipality not in MUNICIPALITIES:
        raise ValueError("subject and client are pseudonyms, a municipality a code of three digits")
    now = time.time()
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": actor.id,
        "role": actor.role.value,
        "municipality": actor.municipality,
        "iat": int(now),
        "exp": int(now + lifetime.total_seconds()),
        "jti": uuid4().hex,
        **({"client": actor.through} if actor.through is not None else {}),
    }
    return jwt.encode(claims, key, algorithm="EdDSA", headers={"kid": "development"})


def development_key(data_dir: Path) -> Ed25519PrivateKey:
    """Read the signing key of the data directory; made, for its owner only, when missing."""
    path = data_dir / "keys" / "tokens.pem"
    if not path.exists():
        write_once(path, new_key())
    key = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("keys/tokens.pem is not an Ed25519 key")
    return key


def new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )


def write_once(path: Path, content: bytes) -> None:
    """Write beside and link: of two that come at once, the first one's key stands."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{uuid4().hex}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def development(data_dir: Path) -> Trusted:
    return Trusted(ISSUER, AUDIENCE, {"development": development_key(data_dir).public_key()})


def openid_connect(issuer: str, audience: str, key_set: Path) -> Trusted:
    """Trust an OpenID Connect provider by its key set, a JWKS file kept beside the program."""
    keys = jwt.PyJWKSet.from_dict(json.loads(key_set.read_text("utf-8"))).keys
    return Trusted(
        issuer,
        audience,
        {key.key_id or "": key.key for key in keys},
        ("RS256", "PS256", "ES256", "EdDSA"),
    )


def trusted(data_dir: Path, environment: Mapping[str, str]) -> Trusted:
    """Choose whom to trust: `SDP_OIDC_ISSUER`, `_AUDIENCE`, `_JWKS`, else the development's."""
    issuer = environment.get("SDP_OIDC_ISSUER")
    if not issuer:
        return development(data_dir)
    return openid_connect(
        issuer, environment["SDP_OIDC_AUDIENCE"], Path(environment["SDP_OIDC_JWKS"])
    )
