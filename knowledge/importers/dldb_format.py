"""The DLDB format of Berlin and Munich (zmsdldb): services, locations and topics, as their files have them.

Fields that nobody uses here are ignored; `false` stands for "none" in this format. Munich's files have no
`requirements`, `legal` and `opening_times`, Berlin's public ones only names and links; the names of the
others are those of zmsdldb's own importer.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


class _Dldb(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nothing(cls, data: Any) -> Any:
        """`null` and `false` are as good as absent, whatever the field."""
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if value is not None and value is not False}


class Meta(_Dldb):
    """When the record was changed, its page, its language, its search terms."""

    lastupdate: datetime | None = None
    url: str | None = None
    locale: str = "de"
    keywords: str | None = None


class Named(_Dldb):
    """A form, a law, a requirement or an authority."""

    name: str
    link: str | None = None
    description: str | None = None


class Authority(_Dldb):
    """The body that is responsible."""

    id: str | None = None
    name: str | None = None
    webinfo: str | None = None


class LocationRef(_Dldb):
    """The office that offers a service."""

    location: str


class OnlineProcessing(_Dldb):
    """The way from home."""

    link: str | None = None
    description: str | None = None


class Relation(_Dldb):
    """The topic under which Berlin files a service."""

    root_topic: str | None = None


class Service(_Dldb):
    """A Leistung."""

    id: str
    name: str
    description: str | None = None
    fees: str | None = None
    process_time: str | None = None
    processing_time: str | None = None
    leika: str | None = None
    meta: Meta = Meta()
    authorities: tuple[Authority, ...] = ()
    locations: tuple[LocationRef, ...] = ()
    requirements: tuple[Named, ...] = ()
    prerequisites: tuple[Named, ...] = ()
    forms: tuple[Named, ...] = ()
    legal: tuple[Named, ...] = ()
    onlineprocessing: OnlineProcessing | None = None
    relation: Relation = Relation()


class Address(_Dldb):
    """Berlin writes `false` where an office has none."""

    street: str | None = None
    house_number: str | None = None
    postal_code: str | None = None
    city: str | None = None
    hint: str | None = None


class GeoPoint(_Dldb):
    """Degrees, as number or text."""

    lat: float
    lon: float


class Contact(_Dldb):
    """Empty text where there is none."""

    email: str | None = None
    phone: str | None = None
    webinfo: str | None = None


class Location(_Dldb):
    """A Dienststelle."""

    id: str
    name: str
    displayName: str | None = None
    displayNameAlternatives: tuple[str, ...] = ()
    meta: Meta = Meta()
    address: Address = Address()
    geo: GeoPoint | None = None
    contact: Contact = Contact()
    note: str | None = None
    opening_times: dict[str, Any] | None = None
    accessibility: dict[str, Any] | None = None
    transit: dict[str, Any] | None = None
    payment: str | None = None


class Topic(_Dldb):
    """A Lebenslage."""

    id: str
    name: str
