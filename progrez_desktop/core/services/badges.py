"""Signs the skills of a CV as an Open Badge, with the key of this device."""

from progrez_desktop.core.check_code import Origin
from progrez_desktop.core.keys.signing_key import SigningKey
from progrez_desktop.core.model.cv import CvDocument, CvLook
from progrez_desktop.core.open_badge import claims_of, encoded, open_badge, signing_input
from progrez_desktop.core.words import Words


def signed_badge(
    document: CvDocument, words: Words, look: CvLook, signer: SigningKey, origin: Origin, *, with_name: bool
) -> bytes:
    """Return the credential as a JSON Web Token; for its faults see `open_badge`."""
    credential = open_badge(document, words, look, origin=origin, point=signer.point, with_name=with_name)
    to_sign = signing_input(claims_of(credential), signer.public.jwk())
    return to_sign + b"." + encoded(signer.sign(to_sign)) + b"\n"
