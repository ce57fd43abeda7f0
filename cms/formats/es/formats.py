"""How Californians who read Spanish write the time and numbers: 1:15 p.m., not 13:15; 4.3, not 4,3."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
TIME_FORMAT = "P"
DATETIME_FORMAT = r"j \d\e F \d\e Y, P"
SHORT_DATETIME_FORMAT = "d/m/Y P"
