"""How Californians who read Spanish write the time: 1:15 p.m., not 13:15."""

TIME_FORMAT = "P"
DATETIME_FORMAT = r"j \d\e F \d\e Y, P"
SHORT_DATETIME_FORMAT = "d/m/Y P"
