"""What a column of a list can be taken over as. Each is a field of one of the kinds that a row becomes."""

from enum import StrEnum
from typing import Final


class Field(StrEnum):
    """The meaning of a column."""

    SHEET = "sheet"
    ROW = "row"
    TAG = "tag"
    NAME = "name"
    GIVEN_NAME = "given_name"
    FATHER_NAME = "father_name"
    GRANDFATHER_NAME = "grandfather_name"
    FAMILY_NAME = "family_name"
    SEX = "sex"
    AGE = "age"
    AGE_MONTHS = "age_months"
    BIRTH = "birth"
    TRAVEL_GROUP = "travel_group"
    LANGUAGES = "languages"
    AREA = "area"
    CAME_FROM = "came_from"
    ON_FOOT = "on_foot"
    WALKS = "walks"
    ALONE = "alone"
    DATE = "date"


NAME_PARTS: Final = (Field.GIVEN_NAME, Field.FATHER_NAME, Field.GRANDFATHER_NAME, Field.FAMILY_NAME)
"""Parts of one name, in the order in which it is written when there is no column for the whole."""

OWN: Final = (Field.SHEET, Field.ROW, Field.TAG, Field.NAME, *NAME_PARTS)
"""What belongs to one person alone: a cell that reaches over several rows cannot be that."""
