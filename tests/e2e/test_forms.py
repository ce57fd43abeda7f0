"""What hands do to forms."""

import pytest

from feedback.models import Suggestion

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
TWO_TAPS = """() => {
  const button = document.querySelector("main button[type=submit]");
  button.click();
  setTimeout(() => button.click(), 50);
}"""


def test_a_form_tapped_twice_is_sent_once(visitor):
    mother, sent = visitor("es"), []
    mother.page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    mother.go("/es/sugerir/")
    mother.page.fill("[name=title]", "Una guía para intérpretes")
    mother.page.evaluate(TWO_TAPS)
    mother.sees("Esta página es su comprobante")
    assert sent == ["POST"]
    assert Suggestion.objects.count() == 1
