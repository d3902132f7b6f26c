import json
import threading
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.provider import Identity, Provider
from progrez_desktop.core.online.browser_way import BrowserWay, _bare
from progrez_desktop.core.online.person import WhoItIs
from progrez_desktop.core.online.web import Web
from tests.fakes import MONDAY_MS, FakeClock, FakeEntropy
from tests.identity_provider import CLIENT, SECRET, HostileProvider, browse
from tests.web_server import Asked, Handler

NOW_S = MONDAY_MS // 1000


def way_of(web: Web, settings: Provider, seed: int = 0) -> BrowserWay[Identity]:
    return BrowserWay(settings, WhoItIs(), web, FakeClock(), FakeEntropy(seed), "Go back to Progrez.", patience_s=5)


def signed_in(web: Web, settings: Provider) -> Identity:
    way = way_of(web, settings)
    try:
        browse(way.begin())
        return way.finish()
    finally:
        way.close()


def refusal(web: Web, settings: Provider) -> str:
    with pytest.raises(Fault) as caught:
        signed_in(web, settings)
    return caught.value.code


def test_who_somebody_is_comes_back_and_the_tokens_are_given_back(provider: HostileProvider, web: Web) -> None:
    identity = signed_in(web, provider.settings())
    assert identity == Identity(provider.site.origin, "u-1", "Noor", "de Wit", "noor@example.org", email_verified=True)
    assert provider.given_back == ["opens-little"]
    assert "/userinfo" not in provider.site.paths()


def test_the_browser_is_asked_with_proof_of_who_asked(provider: HostileProvider, web: Web) -> None:
    way, other = way_of(web, provider.settings()), way_of(web, provider.settings(), seed=1)
    first, second = (parse_qs(urlsplit(one.begin()).query) for one in (way, other))
    assert {name: first[name] for name in ("client_id", "response_type", "code_challenge_method", "prompt")} == {
        "client_id": [CLIENT],
        "response_type": ["code"],
        "code_challenge_method": ["S256"],
        "prompt": ["login"],
    }
    assert first["scope"] == ["openid profile email"]
    assert first["redirect_uri"][0].startswith("http://127.0.0.1:")
    for name in ("state", "nonce", "code_challenge", "redirect_uri"):
        assert first[name] != second[name]
    way.close()
    other.close()


def test_a_secret_is_sent_to_the_token_endpoint_alone(provider: HostileProvider, web: Web) -> None:
    signed_in(web, provider.settings(client_secret=SECRET))
    sent = {asked.path for asked in provider.site.asked if SECRET in str(asked)}
    assert sent == {"/token", "/revoke"}


def test_names_that_the_token_lacks_are_asked_for(provider: HostileProvider, web: Web) -> None:
    provider.claims = {"given_name": None, "family_name": None, "email": None, "email_verified": None}
    provider.userinfo = {"name": "Noor de Wit", "email": "noor@example.org", "email_verified": False}
    identity = signed_in(web, provider.settings())
    assert (identity.first_name, identity.last_name, identity.email) == ("Noor", "de Wit", "noor@example.org")
    assert not identity.email_verified


def test_an_address_is_not_called_checked_because_another_one_was(provider: HostileProvider, web: Web) -> None:
    provider.claims = {"given_name": None, "email_verified": None}
    provider.userinfo = {"given_name": "Noor", "email": "other@example.org", "email_verified": True}
    identity = signed_in(web, provider.settings())
    assert (identity.email, identity.email_verified) == ("noor@example.org", False)


def test_names_of_somebody_else_are_not_taken(provider: HostileProvider, web: Web) -> None:
    provider.claims, provider.userinfo = {"email": None}, {"sub": "u-2", "email": "eve@example.org"}
    assert refusal(web, provider.settings()) == "provider_token"


def test_nothing_else_that_a_provider_tells_is_kept(provider: HostileProvider, web: Web) -> None:
    provider.claims = {"picture": "https://x/y.png", "birthdate": "1990-01-01", "phone_number": "+31 6"}
    assert "1990" not in repr(signed_in(web, provider.settings()))


@pytest.mark.parametrize(
    ("brought", "code"),
    [
        ({"state": "another"}, "provider_state"),
        ({"state": ""}, "provider_state"),
        ({"state": "another", "error": "access_denied"}, "provider_state"),
        ({"iss": "https://another.example"}, "provider_issuer"),
        ({"error": "access_denied"}, "provider_refused"),
        ({"error": "server_error"}, "provider_error"),
        ({"error": "<b>bold</b>"}, "provider_error"),
        ({"error": "unauthorized_client"}, "provider_client"),
        ({"code": ""}, "provider_error"),
        ({"code": "of another try"}, "online_offline"),
    ],
)
def test_an_answer_that_does_not_belong_here_is_refused(
    brought: dict[str, str], code: str, provider: HostileProvider, web: Web
) -> None:
    provider.brought = brought
    assert refusal(web, provider.settings()) == code


def test_a_part_that_comes_twice_is_refused(provider: HostileProvider, web: Web) -> None:
    way = way_of(web, provider.settings())
    asked = parse_qs(urlsplit(way.begin()).query)
    browse(f"{asked['redirect_uri'][0]}?state={asked['state'][0]}&code=a&code=b")
    with pytest.raises(Fault, match="provider_state"):
        way.finish()
    way.close()


def test_a_provider_that_says_it_names_itself_has_to(provider: HostileProvider, web: Web) -> None:
    provider.document = {"authorization_response_iss_parameter_supported": True}
    assert refusal(web, provider.settings()) == "provider_issuer"
    provider.brought = {"iss": provider.site.origin}
    assert signed_in(web, provider.settings()).subject == "u-1"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"issuer": "https://another.example"}, "provider_issuer"),
        ({"issuer": "https://login.microsoftonline.com/{tenantid}/v2.0"}, "provider_issuer"),
        ({"issuer": None}, "provider_issuer"),
        ({"token_endpoint": "http://example.org/token"}, "online_not_https"),
        ({"authorization_endpoint": "file:///etc/passwd"}, "online_not_https"),
        ({"jwks_uri": 7}, "online_reply"),
        ({"token_endpoint": None}, "online_reply"),
    ],
)
def test_a_document_of_another_or_with_odd_addresses_is_refused(
    document: dict[str, Any], code: str, provider: HostileProvider, web: Web
) -> None:
    provider.document = document
    assert refusal(web, provider.settings()) == code
    assert "/authorize" not in provider.site.paths()


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ({"scope": "openid"}, "provider_scope"),
        ({"scope": "openid profile"}, "provider_scope"),
        ({"access_token": None}, "online_reply"),
        ({"access_token": ["a"]}, "online_reply"),
        ({"token_type": "mac"}, "online_reply"),
        ({"expires_in": 10**30}, "online_reply"),
        ({"scope": ["openid"]}, "online_reply"),
        ({"id_token": None}, "provider_token"),
        ({"id_token": "a.b.c"}, "provider_token"),
        ({"error": "invalid_grant"}, "provider_error"),
        ({"error": "invalid_client"}, "provider_client"),
        ({"error": 7}, "provider_error"),
    ],
)
def test_a_token_that_is_none_or_opens_less_is_refused(
    token: dict[str, Any], code: str, provider: HostileProvider, web: Web
) -> None:
    provider.token = token
    assert refusal(web, provider.settings()) == code


def test_a_token_that_opens_less_is_given_back_too(provider: HostileProvider, web: Web) -> None:
    provider.token = {"scope": "openid"}
    assert refusal(web, provider.settings()) == "provider_scope"
    assert provider.given_back == ["opens-little"]


def test_scopes_that_google_calls_by_another_name_are_the_same(provider: HostileProvider, web: Web) -> None:
    google = "https://www.googleapis.com/auth/userinfo"
    provider.token = {"scope": f"{google}.profile openid {google}.email"}
    assert signed_in(web, provider.settings()).subject == "u-1"


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"iss": "https://another.example"}, "provider_issuer"),
        ({"iss": None}, "provider_issuer"),
        ({"aud": "another program"}, "provider_token"),
        ({"aud": [CLIENT, "another program"]}, "provider_token"),
        ({"aud": [CLIENT], "azp": "another program"}, "provider_token"),
        ({"sub": ""}, "provider_token"),
        ({"sub": 7}, "provider_token"),
        ({"nonce": "of another try"}, "provider_token"),
        ({"nonce": None}, "provider_token"),
        ({"exp": NOW_S - 121}, "provider_expired"),
        ({"exp": "tomorrow"}, "provider_expired"),
        ({"exp": None}, "provider_expired"),
        ({"iat": NOW_S + 121}, "provider_expired"),
    ],
)
def test_a_proof_that_proves_something_else_is_refused(
    claims: dict[str, Any], code: str, provider: HostileProvider, web: Web
) -> None:
    provider.claims = claims
    assert refusal(web, provider.settings()) == code
    assert provider.given_back == ["opens-little"]


def test_a_proof_for_several_is_taken_where_it_was_made_for_us(provider: HostileProvider, web: Web) -> None:
    provider.claims = {"aud": [CLIENT, "another program"], "azp": CLIENT}
    assert signed_in(web, provider.settings()).subject == "u-1"


def test_a_proof_that_another_signed_is_refused(provider: HostileProvider, web: Web) -> None:
    provider.signs_with = ECKey.generate_key("P-256", {"kid": "one"})
    assert refusal(web, provider.settings()) == "provider_token"


@pytest.mark.parametrize("alg", ["none", "HS256"])
def test_a_proof_that_anybody_could_have_made_is_refused(alg: str, provider: HostileProvider, web: Web) -> None:
    claims = {"iss": provider.site.origin, "sub": "u-1", "aud": CLIENT, "iat": NOW_S, "exp": NOW_S + 600}
    if alg == "none":
        head, body = (_bare(json.dumps(part).encode()) for part in ({"alg": "none"}, claims))
        provider.token = {"id_token": f"{head}.{body}."}
    else:
        provider.token = {"id_token": jwt.encode({"alg": alg}, claims, OctKey.import_key(SECRET * 2))}
    assert refusal(web, provider.settings(client_secret=SECRET * 2)) == "provider_token"


@pytest.mark.parametrize("said", [{}, {"keys": "none"}, [], {"keys": [{"kty": "EC", "crv": "?"}]}])
def test_keys_that_are_none_are_told(said: Any, provider: HostileProvider, web: Web) -> None:
    provider.site.answers["/keys"] = lambda to, _: to.say(said)
    assert refusal(web, provider.settings()) == "online_reply"


def test_keys_that_nobody_here_knows_stand_beside_the_others(provider: HostileProvider, web: Web) -> None:
    odd: list[object] = [{"kty": "EC", "crv": "?", "x": "AA", "y": "AA"}, {"kty": "RSA", "n": 5}, {"kty": ["EC"]}, 7]
    provider.site.answers["/keys"] = lambda to, _: to.say({"keys": [*odd, provider.key.as_dict(private=False), *odd]})
    assert signed_in(web, provider.settings()).subject == "u-1"


def test_keys_that_are_missing_are_told(provider: HostileProvider, web: Web) -> None:
    del provider.site.answers["/keys"]
    assert refusal(web, provider.settings()) == "online_reply"


def pour(to: Handler, _: Asked) -> None:
    to.send_response(200)
    to.send_header("Content-Type", "application/json")
    to.send_header("Content-Length", str(1 << 30))
    to.end_headers()
    for _part in range(1 << 14):
        to.wfile.write(bytes(1 << 16))


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
def test_a_gigabyte_from_a_provider_is_cut_off(path: str, provider: HostileProvider, web: Web) -> None:
    provider.site.answers[path] = pour
    assert refusal(web, provider.settings()) == "online_too_large"


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
def test_a_page_instead_of_an_answer_is_told(path: str, provider: HostileProvider, web: Web) -> None:
    provider.site.answers[path] = lambda to, _: to.say(b"<html>Sign in to the hotel</html>", kind="text/html")
    assert refusal(web, provider.settings()) == "online_reply"


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
def test_a_provider_that_sends_elsewhere_is_not_followed(path: str, provider: HostileProvider, web: Web) -> None:
    provider.site.answers[path] = lambda to, _: to.say({}, status=302, Location="http://example.org/")
    assert refusal(web, provider.settings()) == "online_redirected"


def test_a_network_that_goes_away_in_the_middle_is_told(provider: HostileProvider, web: Web) -> None:
    def hang_up(to: Handler, _: Asked) -> None:
        to.close_connection = True
        to.connection.close()

    provider.site.answers["/token"] = hang_up
    assert refusal(web, provider.settings()) == "online_offline"


def test_a_person_who_does_not_come_back_is_waited_for_so_long(provider: HostileProvider, web: Web) -> None:
    way = BrowserWay(provider.settings(), WhoItIs(), web, FakeClock(), FakeEntropy(), "", patience_s=0.05)
    way.begin()
    with pytest.raises(Fault, match="provider_late"):
        way.finish()
    way.close()


def test_who_cancels_is_back_at_once(provider: HostileProvider, web: Web) -> None:
    way = BrowserWay(provider.settings(), WhoItIs(), web, FakeClock(), FakeEntropy(), "", patience_s=60)
    way.begin()
    began = time.monotonic()
    threading.Timer(0.05, way.stop).start()
    with pytest.raises(Fault, match="online_stopped"):
        way.finish()
    assert time.monotonic() - began < 5
    way.close()


def test_microsoft_names_the_organisation_of_the_person(provider: HostileProvider, web: Web) -> None:
    tenant, origin = "8f0a1c9e-0000-4000-8000-0123456789ab", provider.site.origin
    settings = provider.settings("microsoft", issuer=f"{origin}/common/v2.0")
    answers = provider.site.answers
    answers["/common/v2.0/.well-known/openid-configuration"] = answers["/.well-known/openid-configuration"]
    provider.document = {"issuer": f"{origin}/{{tenantid}}/v2.0"}
    provider.claims = {"iss": f"{origin}/{tenant}/v2.0", "tid": tenant}
    assert signed_in(web, settings).issuer == f"{origin}/{tenant}/v2.0"
    provider.claims = {"iss": f"{origin}/{tenant}/v2.0", "tid": tenant.replace("8", "9")}
    assert refusal(web, settings) == "provider_issuer"
    provider.claims = {"iss": f"{origin}/../v2.0", "tid": ".."}
    assert refusal(web, settings) == "provider_issuer"
    provider.document = {"issuer": "https://another.example/{tenantid}/v2.0"}
    assert refusal(web, settings) == "provider_issuer"


class TestGitHub:
    """It has no OpenID Connect: the same way, other addresses."""

    @pytest.fixture(autouse=True)
    def github(self, provider: HostileProvider) -> None:
        answers = provider.site.answers
        answers["/login/oauth/authorize"] = answers.pop("/authorize")
        answers["/login/oauth/access_token"] = answers.pop("/token")
        provider.token = {"id_token": None, "scope": "read:user,user:email", "token_type": "bearer"}
        answers["/api/v3/user"] = lambda to, _: to.say({"id": 583231, "login": "noor", "name": "Noor de Wit"})
        answers["/api/v3/user/emails"] = lambda to, _: to.say(
            [
                {"email": "old@example.org", "primary": False, "verified": True},
                {"email": "noor@example.org", "primary": True, "verified": True},
            ]
        )

    def test_who_somebody_is_is_asked_for(self, provider: HostileProvider, web: Web) -> None:
        identity = signed_in(web, provider.settings("github", client_secret=SECRET))
        issuer = f"{provider.site.origin}/login/oauth"
        assert identity == Identity(issuer, "583231", "Noor", "de Wit", "noor@example.org", email_verified=True)
        last = provider.site.asked[-1]
        assert (last.method, last.path) == ("DELETE", f"/api/v3/applications/{CLIENT}/token")
        assert not any("openid" in path for path in provider.site.paths())

    def test_an_error_comes_with_status_200_there(self, provider: HostileProvider, web: Web) -> None:
        provider.token = {"error": "incorrect_client_credentials"}
        assert refusal(web, provider.settings("github")) == "provider_client"

    def test_a_scope_that_was_taken_away_is_told(self, provider: HostileProvider, web: Web) -> None:
        provider.token |= {"scope": "read:user"}
        assert refusal(web, provider.settings("github")) == "provider_scope"

    def test_somebody_without_a_number_is_nobody(self, provider: HostileProvider, web: Web) -> None:
        provider.site.answers["/api/v3/user"] = lambda to, _: to.say({"id": None})
        assert refusal(web, provider.settings("github")) == "provider_token"
