"""The DLDB format of Berlin and Munich (zmsdldb): services, locations and topics, as their files have them.

Fields that nobody uses here are ignored; `false` stands for "none" in this format. Munich's files have no
`requirements`, `legal` and `opening_times`, Berlin's public ones only names and links; the names of the
others are those of zmsdldb's own importer.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict


def _none_for_false(value: object) -> object:
    return None if value is False else value


Text = Annotated[str | None, BeforeValidator(_none_for_false)]


class _Dldb(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


class Meta(_Dldb):
    """When the record was changed, its page, its language, its search terms."""

    lastupdate: datetime | None = None
    url: Text = None
    locale: str = "de"
    keywords: Text = None


class Named(_Dldb):
    """A form, a law, a requirement or an authority."""

    name: str
    link: Text = None
    description: Text = None


class Authority(_Dldb):
    """The body that is responsible."""

    id: str | None = None
    name: Text = None
    webinfo: Text = None


class LocationRef(_Dldb):
    """The office that offers a service."""

    location: str


class OnlineProcessing(_Dldb):
    """The way from home."""

    link: Text = None
    description: Text = None


class Relation(_Dldb):
    """The topic under which Berlin files a service."""

    root_topic: Text = None


class Service(_Dldb):
    """A Leistung."""

    id: str
    name: str
    description: Text = None
    fees: Text = None
    process_time: Text = None
    processing_time: Text = None
    leika: Text = None
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

    street: Text = None
    house_number: Text = None
    postal_code: Text = None
    city: Text = None
    hint: Text = None


class GeoPoint(_Dldb):
    """Degrees, as number or text."""

    lat: float
    lon: float


class Contact(_Dldb):
    """Empty text where there is none."""

    email: Text = None
    phone: Text = None
    webinfo: Text = None


class Location(_Dldb):
    """A Dienststelle."""

    id: str
    name: str
    displayName: Text = None
    displayNameAlternatives: tuple[str, ...] = ()
    meta: Meta = Meta()
    address: Address = Address()
    geo: GeoPoint | None = None
    contact: Contact = Contact()
    note: Text = None
    opening_times: Annotated[dict[str, Any] | None, BeforeValidator(_none_for_false)] = None
    accessibility: Annotated[dict[str, Any] | None, BeforeValidator(_none_for_false)] = None
    transit: Annotated[dict[str, Any] | None, BeforeValidator(_none_for_false)] = None
    payment: Text = None


class Topic(_Dldb):
    """A Lebenslage."""

    id: str
    name: str
