"""Words that are asked but not looked for. Short on purpose: "estado" or "not" may be what someone means."""

_ENGLISH = """
    a about all am an and any are as at be been but by can could did do does for from had has have how i if in into is
    it its me my of on or our she should so that the their them there these they this those to us was we were what when
    where which who why will with would you your
"""
_SPANISH = """
    a adonde al algun alguna ante aquel como con cual cuales cuando cuanta cuantas cuanto cuantos de del desde donde e
    el ella en entre era es esa ese eso esta este esto estos estas fue ha hay he la las le les lo los me mi mis muy nos
    o para pero por porque puedo que quien quienes se ser si sin sobre son su sus te tu u un una unas uno unos y ya yo
"""
STOPWORDS = {"en": frozenset(_ENGLISH.split()), "es": frozenset(_SPANISH.split())}
# Written with their accent they can only be asking, so they are never looked for.
_ASKING = "adónde cómo cuál cuáles cuándo cuánta cuántas cuánto cuántos dónde qué quién quiénes"
QUESTION_WORDS = frozenset(_ASKING.split())
