import pytest

from cms.intake.text import clean_text


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\u2028four\x0bfive", "one\ntwo\nthree\nfour\nfive"),
        ("a\ttab\nand a line", "a\ttab\nand a line"),
        ("a\x00b\x08c\x1fd\x7fe\x9ff", "abcdef"),
        ("a\ufffeb\uffffc\ud800d\U0001fffee", "abcde"),
        ("\u202egnp.exe\u2066 x\ufeff", "gnp.exe x"),
        ("cafe\u0301", "café"),
        ("👩\u200d👧 ❤\ufe0f", "👩\u200d👧 ❤\ufe0f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200b \u202e\n\u3164\u2800\ufe0f", ""),
        ("  \r\n ", ""),
    ],
)
def test_what_people_type_is_kept_but_for_what_breaks_a_reader(typed, kept):
    assert clean_text(typed) == kept
    assert clean_text(kept) == kept
