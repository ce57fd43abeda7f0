"""Words by their stem."""

import pytest

from cms.meaning.words import stem, stem_as_written


@pytest.mark.parametrize(
    "written, like",
    [("participación", "participar"), ("Participación", "participar"), ("niños", "ninos"), ("niñas", "nina")],
)
def test_a_word_that_is_written_with_its_accent_is_a_form_of_others(written, like):
    assert stem_as_written(written, "es") == stem(like, "es")


@pytest.mark.parametrize("written, folded", [("cómo", "como"), ("comunicación", "comunicacion"), ("de", "de")])
def test_what_has_a_stem_of_its_own_keeps_it(written, folded):
    assert stem_as_written(written, "es") == stem(folded, "es")


@pytest.mark.parametrize("written", ["children’s", "children's", "Children"])
def test_whose_it_is_does_not_matter(written):
    assert stem_as_written(written, "en") == stem("children", "en")
