"""Russian: without the word for year, whose full stop would be doubled where a sentence ends."""

DATE_FORMAT = "j E Y"
YEAR_MONTH_FORMAT = "F Y"
