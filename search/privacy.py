"""What looks as if it tells of a person is not kept. Where there is doubt it is not kept either."""

import re

LONGEST = 100  # characters: what is longer is a story
MOST_WORDS = 12
MOST_DIGITS = 4  # beside years: a grade, a law; five may be a ZIP code, seven a phone

_KIN = (
    "son|daughter|child|kid|boy|girl|baby|husband|wife|mother|father|mom|dad|brother|sister|grandson|granddaughter|niece"
    "|nephew|cousin|friend|neighbou?r|student|teacher|principal|boss"
    "|hij[oa]|ni[nñ][oa]|beb[eé]|espos[oa]|marido|madre|padre|mam[aá]|pap[aá]|herman[oa]|niet[oa]|sobrin[oa]|prim[oa]"
    "|amig[oa]|vecin[oa]|alumn[oa]|estudiante|maestr[oa]|director[a]?|jef[ea]"
)
_WHOSE = "my|our|his|her|their|mi|mis|nuestr[oa]s?|su|sus"
_TELLS = re.compile(
    "|".join(
        (
            r"[@#]|://|\bwww\.|\w\.[a-z]{2,}\b",  # addresses, also without their beginning
            r"\d{5,}|\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b",  # numbers of people, ZIP codes, dates of birth
            r"\b(?=\w*\d)(?=\w*[^\W\d])\w{8,}\b",  # numbers with letters in them
            r"\b\d+ (?:\w+ ){1,3}(?:st|street|ave|avenue|rd|road|dr|drive|ln|lane|blvd|boulevard|ct|court|way)\b",
            r"\b(?:calle|avenida) (?:\w+ ){1,3}\d+",
            rf"\b(?:{_WHOSE}) (?:\w+ )?(?:{_KIN})\b\W+\w",  # "my son" with more after it: a name, or what he has
            r"\b(?:mr|mrs|miss|sra|srta|se[nñ]or|se[nñ]ora)\b\W+\w",
            r"\b(?:named|called|my name|mi nombre|me llamo|se llama|llamad[oa])\b",
            r"\b(?:i['’]?m|i am|soy|estoy)\b",  # what somebody says of themselves
        )
    ),
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NAME = re.compile(
    r"\b[^\W\d_a-zà-ÿ][a-zà-ÿ]+(?:['’-][^\W\d_]+)? (?:(?:de|la|del|los|y|van|von) )*[^\W\d_a-zà-ÿ][a-zà-ÿ]+\b"
)
_TITLED = re.compile(r"\b(?:Ms|Dr|Sr|Prof)\b\.? \w")


def looks_personal(text: str, *, is_known: bool = False) -> bool:
    """`is_known`: something public has all these words. Two capitals side by side may then be its title, not a name."""
    digits = sum(letter.isdigit() for letter in _YEAR.sub("", text))
    if len(text) > LONGEST or len(text.split()) > MOST_WORDS or digits > MOST_DIGITS:
        return True
    if _TELLS.search(text) or _TITLED.search(text):
        return True
    return not is_known and bool(_NAME.search(text))
