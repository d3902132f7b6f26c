"""Signing in with a provider, in every state that a person may meet."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from progrez_desktop.core.documents.qr_matrix import qr_matrix
from progrez_desktop.core.errors import DataFault, EnvironmentFault
from progrez_desktop.core.model.provider import Identity, Offer
from progrez_desktop.core.online.phone_way import PhoneCode
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.provider_sign_in import Came
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.provider_wait import ProviderWaitPage
from progrez_desktop.ui.pages.sign_in import SignInPage
from tests.fakes import there

if TYPE_CHECKING:
    from tests.ui.gallery import Material

GOOGLE = Offer("google", "Google", ("browser", "phone"))
COLLEGE = Offer("college", "Hogeschool Zuid & West", ("browser",))
OFFERS = (GOOGLE, COLLEGE, Offer("github", "GitHub", ("browser", "phone")))
_DEVICE = "https://www.google.com/device"
CODE = PhoneCode(_DEVICE, "GQVQ-JKEC", f"{_DEVICE}?user_code=GQVQ-JKEC", 1800)
"""Has the form of a code and opens nothing."""


def came(*, has_account: bool, email: str = invented.PERSON.email, verified: bool = True) -> Came:
    person = invented.PERSON
    identity = Identity("https://accounts.google.com", "1", person.first_name, person.last_name, email, verified)
    return Came(identity, "Google", has_account=has_account, email=email)


def _account(context: Context, told: Came | None) -> Page:
    page = AccountPage(context, told)
    if told is None:
        page.providers.show_offers(OFFERS)
    return page


def _sign_in(context: Context, told: Came | None) -> Page:
    page = SignInPage(context, told)
    if told is None:
        page.providers.show_offers(OFFERS)
    return page


def _wait(context: Context, state: str) -> Page:
    page = ProviderWaitPage(context, COLLEGE if state == "closed" else GOOGLE)
    if state in ("open", "closed", "copied"):
        page.show_link("https://accounts.google.com/o/oauth2/v2/auth?state=…", is_open=state != "closed")
    if state == "copied":
        there(page.link).button.click()
    if state == "phone":
        page.show_code(CODE, qr_matrix(CODE.scanned))
    return page


def _failed(context: Context, failure: Exception) -> Page:
    return MessagePage(context, "provider.failed", ("back", "again"), failure=failure, provider="Google")


PROVIDER_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "19-provider-account": lambda c, _: _account(c, None),
    "19-provider-account-filled-in": lambda c, _: _account(c, came(has_account=False)),
    "19-provider-account-unverified": lambda c, _: _account(c, came(has_account=False, verified=False)),
    "19-provider-sign-in": lambda c, _: _sign_in(c, None),
    "19-provider-sign-in-known": lambda c, _: _sign_in(c, came(has_account=True)),
    "19-provider-sign-in-other-address": lambda c, _: _sign_in(c, came(has_account=True, email="")),
    "19-provider-asking": lambda c, _: _wait(c, "asking"),
    "19-provider-browser": lambda c, _: _wait(c, "open"),
    "19-provider-browser-copied": lambda c, _: _wait(c, "copied"),
    "19-provider-no-browser": lambda c, _: _wait(c, "closed"),
    "19-provider-phone": lambda c, _: _wait(c, "phone"),
    "19-provider-new": lambda c, _: MessagePage(c, "provider.new", ("back", "go_on"), provider="Google"),
    "19-provider-offline": lambda c, _: _failed(c, EnvironmentFault("online_offline", host="accounts.google.com")),
    "19-provider-scope": lambda c, _: _failed(c, DataFault("provider_scope", provider="Google")),
}
