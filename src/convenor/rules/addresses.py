"""Mail addresses as they are kept: one spelling for one mailbox, so that nobody is two people here."""


def as_kept(address: str) -> str:
    """The address in small letters, its domain as mail servers read it (RFC 3490: look-alike signs become one).

    Raises ValueError for a domain that no mail server has.
    """
    local, at, domain = address.strip().lower().rpartition("@")
    return f"{local}{at}{domain.encode('idna').decode('ascii')}"
