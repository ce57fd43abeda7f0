"""People, with traits for what they may do."""

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from cms.accounts import groups
from cms.accounts.enums import Role
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
        skip_postgeneration_save = True

    class Params:
        spanish = factory.Trait(language="es")
        editor = factory.Trait(in_groups=[groups.EDITORS])
        moderator = factory.Trait(in_groups=[groups.MODERATORS])
        cop = factory.Trait(in_groups=[groups.COMMUNITY_OF_PRACTICE])
        working_group = factory.Trait(
            in_groups=[groups.WORKING_GROUP],
            role=Role.COUNTY_STAFF,
            region=factory.LazyFunction(lambda: RegionalCenter.objects.source().first()),
        )
        admin = factory.Trait(is_staff=True, is_superuser=True)

    @factory.post_generation
    def in_groups(self, create, names, **kwargs):
        if create and names:
            self.groups.set([Group.objects.get_or_create(name=name)[0] for name in names])

    @factory.post_generation
    def verified(self, create, value, **kwargs):
        """`verified=False` leaves the address to be confirmed."""
        if create:
            EmailAddress.objects.create(user=self, email=self.email, primary=True, verified=value is not False)
