"""How hard a text is to read: Fernández-Huerta for Spanish (more is easier), Flesch-Kincaid for English (years)."""

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
SENTENCE_END = re.compile(r"(?<=[.!?…:;])\s+")
LONG = 25  # words; longer sentences are counted
STRONG, STRESSED_WEAK = set("aeoáéó"), set("íú")
VOWELS = STRONG | STRESSED_WEAK | set("iuü")


@dataclass(frozen=True)
class Reading:
    words: int
    sentences: int
    syllables: int
    long_sentences: int

    @property
    def words_per_sentence(self):
        return self.words / self.sentences

    @property
    def share_of_long(self):
        return self.long_sentences / self.sentences

    @property
    def fernandez_huerta(self):
        return 206.84 - 60 * self.syllables / self.words - 1.02 * self.words_per_sentence

    @property
    def flesch_kincaid(self):
        return 0.39 * self.words_per_sentence + 11.8 * self.syllables / self.words - 15.59


def read(paragraphs, language):
    """Measure paragraphs of plain text."""
    sentences = [WORD.findall(part) for text in paragraphs for part in SENTENCE_END.split(text)]
    sentences = [words for words in sentences if words]
    count = {"es": spanish_syllables, "en": english_syllables}[language]
    return Reading(
        words=sum(map(len, sentences)),
        sentences=len(sentences),
        syllables=sum(count(word) for words in sentences for word in words),
        long_sentences=sum(len(words) > LONG for words in sentences),
    )


def spanish_syllables(word):
    """Vowels, less those that share a syllable: a weak one beside any other, unless it has the accent."""
    word = re.sub(r"([qg])u(?=[eiéí])", r"\1", word.lower())
    word = re.sub(r"y(?![aeiouáéíóú])", "i", word)
    found, before = 0, ""
    for letter in word:
        apart = {before, letter} <= STRONG or {before, letter} & STRESSED_WEAK
        if letter in VOWELS and (before not in VOWELS or apart):
            found += 1
        before = letter
    return max(found, 1)


def english_syllables(word):
    word = re.sub(r"(?<=[^laeiouy])(?:es|e)$|(?<=[^td])ed$", "", word.lower())
    return max(len(re.findall(r"[aeiouy]+", word)), 1)
