"""What a server's certificate says about itself (证书)."""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import NameOID

from monitor.domain.timing import SHANGHAI


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Facts of one certificate, verified or not."""

    not_before: datetime
    not_after: datetime
    names: tuple[str, ...] = ()  #: the DNS names it is for
    issuer: str = ""


def read_certificate(der: bytes) -> Certificate | None:
    """The facts in *der*; None when it cannot be read."""
    try:
        read = x509.load_der_x509_certificate(der)
        return Certificate(
            not_before=read.not_valid_before_utc.astimezone(SHANGHAI),
            not_after=read.not_valid_after_utc.astimezone(SHANGHAI),
            names=_names(read),
            issuer=_common_name(read.issuer),
        )
    except ValueError:
        return None


def _names(read: x509.Certificate) -> tuple[str, ...]:
    try:
        found = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return (_common_name(read.subject),)
    return tuple(found.get_values_for_type(x509.DNSName))


def _common_name(name: x509.Name) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in name.get_attributes_for_oid(kind):
            return str(attribute.value)
    return ""
