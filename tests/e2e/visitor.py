"""Somebody with a browser."""

from tests.factories.accounts import PASSWORD


class Visitor:
    def __init__(self, page):
        self.page = page

    def go(self, path):
        response = self.page.goto(path)
        assert response.ok, f"{path} answers {response.status}"
        return self

    def sign_in(self, user):
        self.go("/en/accounts/login/")
        self.page.fill("[name=login]", user.email)
        self.page.fill("[name=password]", PASSWORD)
        self.press("Sign in", within="main")

    def press(self, name, within="body"):
        self.page.locator(within).get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name, within="body"):
        self.page.locator(within).get_by_role("link", name=name).first.click()

    def open_action(self, title):
        """One of the forms on the screen of a need."""
        self.page.locator("summary", has_text=title).first.click()

    def sees(self, text):
        self.page.get_by_text(text).first.wait_for()
