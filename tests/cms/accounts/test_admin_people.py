import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.urls import reverse

from cms.accounts.groups import WORKING_GROUP
from cms.accounts.models import User
from feedback.domain.ratings import rate
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.forums import PostFactory, TopicFactory
from tests.factories.pages import ResourcePageFactory
from tests.queries import assert_flat

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = UserFactory(admin=True, display_name="Admin")
    client.force_login(user)
    return user


@pytest.fixture
def form():
    return {
        "email": "New@Example.org",
        "display_name": "New person",
        "role": "partner",
        "region": "",
        "language": "es",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }


def test_person_is_added_and_confirms_the_address_at_the_first_sign_in(client, admin, form):
    add = reverse("wagtailusers_users:add")
    assert client.get(add).status_code == 200
    assert client.post(add, form).status_code == 302
    person = User.objects.get(display_name="New person")
    assert (person.email, person.role, person.language) == ("new@example.org", "partner", "es")
    assert person.check_password(PASSWORD)
    assert list(EmailAddress.objects.filter(user=person).values_list("email", "primary", "verified")) == [
        ("new@example.org", True, False)
    ]


@pytest.mark.parametrize(
    ("field", "value"), [("email", "TAKEN@example.org"), ("display_name", "TAKEN"), ("display_name", "a@b.org")]
)
def test_taken_address_or_name_is_refused(client, admin, form, field, value):
    UserFactory(email="taken@example.org", display_name="Taken")
    response = client.post(reverse("wagtailusers_users:add"), form | {field: value})
    assert set(response.context["form"].errors) == {field}


def test_person_is_edited(client, admin):
    person = UserFactory(display_name="Before")
    edit = reverse("wagtailusers_users:edit", args=[person.pk])
    assert client.get(edit).status_code == 200
    form = {"email": person.email, "display_name": "After", "role": "student", "language": "en", "is_active": "on"}
    assert client.post(edit, form).status_code == 302
    person.refresh_from_db()
    assert (person.display_name, person.role, person.is_active) == ("After", "student", True)
    assert EmailAddress.objects.get(user=person).verified


def test_address_changed_by_an_admin_has_to_be_confirmed(client, admin):
    person = UserFactory()
    form = {"email": "other@example.org", "display_name": person.display_name, "language": "en", "is_active": "on"}
    client.post(reverse("wagtailusers_users:edit", args=[person.pk]), form)
    address = EmailAddress.objects.get(user=person)
    assert (address.email, address.primary, address.verified) == ("other@example.org", True, False)


@pytest.mark.parametrize("query", ["needle", "NEEDLE", "haystack@"])
def test_people_are_found_by_name_or_address(client, admin, query):
    UserFactory(display_name="Needle", email="haystack@example.org")
    UserFactory(display_name="Someone else", email="else@example.org")
    html = client.get(reverse("wagtailusers_users:index"), {"q": query}).content.decode()
    assert "Needle" in html
    assert "Someone else" not in html


def test_own_settings_in_the_admin_have_no_names_or_passwords(client, admin):
    response = client.get(reverse("wagtailadmin_account"))
    assert response.status_code == 200
    html = response.content.decode()
    assert "name_email" not in html
    assert "password" not in html


def test_own_settings_are_saved(client, admin):
    form = {"theme-theme": "dark", "theme-contrast": "system", "theme-density": "snug"}
    form |= {"locale-preferred_language": "es", "locale-current_time_zone": ""}
    assert client.post(reverse("wagtailadmin_account"), form).status_code == 302
    admin.refresh_from_db()
    assert admin.wagtail_userprofile.preferred_language == "es"
    assert admin.display_name == "Admin"


def test_the_admin_speaks_the_language_of_who_signs_in_until_they_choose(client):
    editor = UserFactory(editor=True, language="es")
    client.force_login(editor)
    assert "Panel de control" in client.get("/admin/").content.decode()
    editor.wagtail_userprofile.preferred_language = "en"
    editor.wagtail_userprofile.save()
    client.force_login(editor)
    assert "Dashboard" in client.get("/admin/").content.decode()


def test_the_list_says_who_belongs_to_which_group(client, admin):
    person = UserFactory(editor=True)
    person.groups.add(Group.objects.get(name=WORKING_GROUP))
    table = client.get(reverse("wagtailusers_users:index")).context["table"]
    groups = {row.instance: table.columns["groups"].get_value(row.instance) for row in table.rows}
    assert groups == {admin: "Administrator", person: "Editors, Working Group"}
    assert table.columns["email"].label == "E-mail address"


@pytest.mark.once
def test_the_list_costs_the_same_for_many_people(client, admin):
    address = reverse("wagtailusers_users:index")
    assert_flat(lambda: client.get(address), lambda: [UserFactory(editor=True) for _ in range(5)])


def test_one_thing_only_is_called_role(client, admin):
    html = client.get(reverse("wagtailusers_users:edit", args=[UserFactory().pk])).content.decode()
    assert "Takes part as" in html
    assert re.findall(r">\s*(Roles?)\s*<", html) == ["Roles"]


def test_nobody_is_offered_mails_of_wagtail_about_reviews(client):
    client.force_login(UserFactory(editor=True))
    html = client.get("/admin/account/").content.decode()
    assert "notifications-updated_comments_notifications" in html
    for event in ("submitted", "approved", "rejected"):
        assert f"{event}_notifications" not in html


def test_before_a_person_is_deleted_it_says_what_stays_of_them(client, admin):
    person, other = UserFactory(display_name="Writer"), UserFactory()
    rate(ResourcePageFactory().work, person, 4)
    rate(ResourcePageFactory().work, other, 4)
    topic = TopicFactory(poster=person)
    PostFactory.create_batch(2, topic=topic, poster=person)
    answer = client.get(reverse("wagtailusers_users:delete", args=[person.pk]))
    assert dict(answer.context["left_behind"]) == {"rating": 1, "topic": 1, "posts": 3}
    assert "These stay, as the words and work of a former member" in answer.text
    assert "0 times" not in answer.text
    nobody = client.get(reverse("wagtailusers_users:delete", args=[UserFactory().pk]))
    assert nobody.context["left_behind"] == []
    assert "former member" not in nobody.text


def test_before_many_are_deleted_it_says_what_stays_of_each(client, admin):
    people = UserFactory.create_batch(2)
    for stars, person in enumerate(people, start=3):
        rate(ResourcePageFactory().work, person, stars)
    query = "&".join(f"id={person.pk}" for person in people)
    html = client.get(f"/admin/bulk/accounts/user/delete/?{query}").text
    assert html.count("<li>1 rating</li>") == 2
    assert "referenced" not in html
