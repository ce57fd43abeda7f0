"""People, with traits for what they may do."""

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from cms.accounts.enums import Role
from cms.accounts.groups import COMMUNITY_OF_PRACTICE, EDITORS, MODERATORS, WORKING_GROUP
from cms.accounts.models import User
from cms.taxonomy.models import RegionalCenter

PASSWORD = "correct-horse-battery"


class UserFactory(factory.django.DjangoModelFactory):
    """A member with a verified address and the password PASSWORD."""

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    display_name = factory.Sequence(lambda n: f"Person {n}")
    role = Role.EDUCATOR
    password = factory.django.Password(PASSWORD)

    class Meta:
        model = User

    class Params:
        spanish = factory.Trait(language="es")
        editor = factory.Trait(groups=[EDITORS])
        moderator = factory.Trait(groups=[MODERATORS])
        cop = factory.Trait(groups=[COMMUNITY_OF_PRACTICE])
        working_group = factory.Trait(
            groups=[WORKING_GROUP],
            role=Role.COUNTY_STAFF,
            region=factory.LazyFunction(lambda: RegionalCenter.objects.source().first()),
        )
        admin = factory.Trait(is_staff=True, is_superuser=True)

    groups = ()
    verified = True

    @classmethod
    def _build(cls, model_class, *args, groups, verified, **kwargs):
        return super()._build(model_class, *args, **kwargs)

    @classmethod
    def _create(cls, model_class, *args, groups, verified, **kwargs):
        """`groups` are names; `verified=False` leaves the address to be confirmed."""
        user = super()._create(model_class, *args, **kwargs)
        if groups:
            user.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
        return user
