"""Words that a copy of the database alone does not give away: sealed with the installation's key, for one purpose."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def seal(purpose: str, words: str) -> str:
    """The words as they are kept; `purpose` has at most sixteen letters."""
    return _cipher(purpose).encrypt(words.encode()).decode()


def unseal(purpose: str, sealed: str) -> str | None:
    """The words again; None where the key was changed since, or they were sealed for something else."""
    try:
        return _cipher(purpose).decrypt(sealed).decode()
    except InvalidToken:
        return None


def _cipher(purpose: str) -> Fernet:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=purpose.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def fingerprint(purpose: str, words: str) -> str:
    """What finds the same words again and does not say them, 64 signs; `purpose` as above."""
    key = settings.SECRET_KEY.encode()
    return hashlib.blake2b(
        words.encode(), digest_size=32, key=hashlib.sha256(key).digest(), person=purpose.encode()
    ).hexdigest()
