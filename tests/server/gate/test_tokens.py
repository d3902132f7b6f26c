"""Only an access token of the organisation's own provider, for it, of now, and with two factors opens anything."""

import base64
import hmac
import json
from dataclasses import dataclass, replace
from typing import Any

import pytest
from joserfc.jwk import Key

from progrez_server.gate.tokens import Staff, TokenError, read_token
from progrez_server.store.organisations import SignIn
from tests.server.staff_provider import ACR, StaffProvider, audience_of, ec_key, ed_key, rsa_key

OURS, THEIRS = "a" * 32, "b" * 32
NOW_S = 1_795_424_400
SIGN_IN = SignIn("https://sign-in.example.org", "progrez-desktop", audience_of(OURS), (ACR, "urn:example:key"))


@dataclass
class KnownKeys:
    key_of_all: Key | None

    def key(self, issuer: str, key_id: str | None) -> Key | None:
        known = self.key_of_all
        return known if known is not None and key_id in (None, known.kid) else None


@pytest.fixture
def provider() -> StaffProvider:
    return StaffProvider(SIGN_IN.issuer, OURS, ec_key())


def read(token: str, key: Key | None = None, now_s: int = NOW_S, sign_in: SignIn = SIGN_IN) -> Staff:
    return read_token(token, sign_in, KnownKeys(key or ec_key()), now_s)


def refusal(token: str, **given: Any) -> str:
    with pytest.raises(TokenError) as refused:
        read(token, **given)
    return refused.value.code


def unsigned(header: dict[str, Any], claims: dict[str, Any]) -> str:
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, claims))
    return ".".join((*parts, ""))


CLAIMS = {"iss": SIGN_IN.issuer, "aud": SIGN_IN.audience, "sub": "s", "acr": ACR, "exp": NOW_S + 60, "scope": "x"}


@pytest.mark.parametrize("key", [rsa_key(), ec_key(), ed_key()], ids=["RS256", "ES256", "EdDSA"])
def test_each_pinned_algorithm_opens_with_its_scopes(provider: StaffProvider, key: Key) -> None:
    provider.key = key
    assert read(provider.token("profiles:push profiles:erase"), key) == Staff(
        "staff-1", frozenset({"profiles:push", "profiles:erase"})
    )


@pytest.mark.parametrize("kind", ["at+jwt", "application/at+jwt", "AT+JWT"])
def test_an_access_token_says_so_in_its_header(provider: StaffProvider, kind: str) -> None:
    provider.header = {"typ": kind}
    assert read(provider.token()).subject == "staff-1"


@pytest.mark.parametrize("kind", ["JWT", None, "id+jwt", "progrez-device+jwt"])
def test_an_identity_token_is_no_access_token(provider: StaffProvider, kind: str | None) -> None:
    provider.header = {"typ": kind}
    assert refusal(provider.token()) == "token_kind"


def test_no_algorithm_is_no_signature() -> None:
    assert refusal(unsigned({"alg": "none", "typ": "at+jwt", "kid": "ec"}, CLAIMS)) == "token_algorithm"
    assert refusal(unsigned({"alg": "ES256", "typ": "at+jwt", "kid": "ec"}, CLAIMS)) == "token_signature"


def test_a_public_key_is_never_a_shared_secret() -> None:
    start = unsigned({"alg": "HS256", "typ": "at+jwt", "kid": "rsa"}, CLAIMS)
    for secret in (rsa_key().as_pem(private=False), rsa_key().as_der(private=False)):
        mac = base64.urlsafe_b64encode(hmac.digest(secret, start[:-1].encode(), "sha256")).rstrip(b"=").decode()
        assert refusal(start + mac, key=rsa_key()) == "token_algorithm"


@pytest.mark.parametrize("algorithm", ["RS512", "PS256", "ES384", "HS256", "Ed25519", "", 5, None, ["ES256"]])
def test_other_algorithms_are_refused(algorithm: object) -> None:
    assert refusal(unsigned({"alg": algorithm, "typ": "at+jwt", "kid": "ec"}, CLAIMS)) == "token_algorithm"


def test_a_key_signs_with_its_own_algorithm_alone(provider: StaffProvider) -> None:
    header = {"alg": "RS256", "typ": "at+jwt", "kid": "ec"}
    assert refusal(unsigned(header, CLAIMS)) == "token_key"


def test_a_key_for_encryption_signs_nothing(provider: StaffProvider) -> None:
    provider.key = type(ec_key()).generate_key("P-256", {"kid": "enc", "use": "enc"})
    token = StaffProvider(SIGN_IN.issuer, OURS, ec_key("enc")).token()
    assert refusal(token, key=provider.key) == "token_key"


def test_another_key_of_the_same_name_signs_nothing(provider: StaffProvider) -> None:
    other = type(ec_key()).generate_key("P-256", {"kid": "ec"})
    provider.key = other
    assert refusal(provider.token()) == "token_signature"


def test_a_token_of_another_organisation_opens_nothing_here(provider: StaffProvider) -> None:
    provider.organisation_id = THEIRS
    assert refusal(provider.token()) == "organisation_differs"
    assert refusal(provider.token(aud=["urn:x", audience_of(THEIRS)])) == "organisation_differs"
    assert refusal(provider.token(aud="progrez-desktop")) == "token_audience"
    assert refusal(provider.token(aud=None)) == "token_audience"
    assert read(provider.token(aud=["urn:x", audience_of(OURS)]))


def test_another_issuer_is_refused_before_anybody_is_asked(provider: StaffProvider) -> None:
    provider.issuer = "https://elsewhere.example.org"
    with pytest.raises(TokenError, match="token_issuer"):
        read_token(provider.token(), SIGN_IN, None, NOW_S)  # type: ignore[arg-type]  # nobody to ask


def test_a_token_ends(provider: StaffProvider) -> None:
    token = provider.token()
    assert read(token, now_s=NOW_S + 329)
    assert refusal(token, now_s=NOW_S + 330) == "token_expired"
    assert refusal(provider.token(exp=None)) == "token_unreadable"
    assert refusal(provider.token(exp="tomorrow")) == "token_unreadable"
    assert refusal(provider.token(exp=True)) == "token_unreadable"
    assert refusal(provider.token(exp=float("inf"))) == "token_unreadable"


def test_a_provider_may_be_ninety_seconds_ahead_and_not_ten_minutes(provider: StaffProvider) -> None:
    assert read(provider.token(nbf=NOW_S), now_s=NOW_S - 90)
    assert refusal(provider.token(), now_s=NOW_S - 91) == "token_not_yet"
    assert refusal(provider.token(iat=None, nbf=NOW_S), now_s=NOW_S - 600) == "token_not_yet"


@pytest.mark.parametrize("acr", [None, "urn:example:password", "", 1, [ACR], {}])
def test_a_sign_in_without_a_second_factor_has_a_refusal_of_its_own(provider: StaffProvider, acr: object) -> None:
    assert refusal(provider.token(acr=acr)) == "second_factor_missing"


def test_any_of_the_organisations_ways_is_enough(provider: StaffProvider) -> None:
    assert read(provider.token(acr="urn:example:key"))


def test_a_demand_that_nobody_understands_is_no_token(provider: StaffProvider) -> None:
    header = {"alg": "ES256", "typ": "at+jwt", "kid": "ec", "crit": ["b64"], "b64": True}
    assert refusal(unsigned(header, CLAIMS)) == "token_unreadable"


@pytest.mark.parametrize(
    "token", ["", ".", "..", "a.b.c", "€.€.€", "e30.e30.", "W10.W10.", "x" * 20_000, "e30" * 9_000 + "..", "\0.\0.\0"]
)
def test_what_is_no_token_is_refused(token: str) -> None:
    assert refusal(token) in ("token_unreadable", "token_algorithm")


def test_what_is_nested_without_end_is_refused() -> None:
    deep = base64.urlsafe_b64encode(b"[" * 8_000).rstrip(b"=").decode()
    assert refusal(f"{deep}.{deep}.") == "token_unreadable"


def test_an_unknown_key_is_no_key(provider: StaffProvider) -> None:
    assert refusal(provider.token(), key=ec_key("newer")) == "token_key"


def test_the_audience_is_the_one_that_the_card_names(provider: StaffProvider) -> None:
    own = replace(SIGN_IN, audience="api://progrez")
    assert read(provider.token(aud="api://progrez"), sign_in=own)
    assert refusal(provider.token(), sign_in=own) == "organisation_differs"
