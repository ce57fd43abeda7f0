"""People of the demo, with confirmed addresses and one known password."""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from cms.accounts.domain import addresses
from cms.accounts.models import User
from cms.taxonomy.models import RegionalCenter

from . import ADMIN, PASSWORD


def load(context):
    password = make_password(PASSWORD if settings.DEMO or settings.DEBUG else None)
    centers = {center.slug: center for center in RegionalCenter.objects.source()}
    everyone = [*context.read(__file__, "people.toml")["person"], ADMIN]
    for values in everyone:
        if context.first_time(f"person/{values['key']}"):
            make(values, password, centers)
    people = User.objects.in_bulk([values["email"] for values in everyone], field_name="email")
    context.people |= {values["key"]: people[values["email"]] for values in everyone if values["email"] in people}


def make(values, password, centers):
    user = User(
        email=values["email"],
        display_name=values["display_name"],
        role=values["role"],
        region=centers.get(values.get("region")),
        language=values["language"],
        password=password,
        is_staff=values is ADMIN,
        is_superuser=values is ADMIN,
    )
    user.save()
    user.groups.set(Group.objects.filter(name__in=values["groups"]))
    addresses.set_address(user, verified=True)
