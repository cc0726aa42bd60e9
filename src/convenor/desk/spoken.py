"""The desk's words for what a Word file hides."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from convenor.desk.word import Part

HIDDEN_WORDS: dict[Part, str | Promise] = {
    Part.AUTHOR: _("Author"),
    Part.LAST_EDITOR: _("Last saved by"),
    Part.COMPANY: _("Company"),
    Part.MANAGER: _("Manager"),
    Part.TEMPLATE: _("Template"),
    Part.PROPERTY: _("Property"),
    Part.PERSON: _("Person known to the file"),
    Part.COMMENT: _("Comment"),
    Part.INSERTION: _("Tracked insertion"),
    Part.DELETION: _("Tracked deletion"),
    Part.FORMATTING: _("Tracked change of format"),
    Part.HIDDEN_TEXT: _("Hidden text"),
    Part.ALTERNATIVE: _("Description of a picture"),
    Part.MARGIN: _("Header or footer"),
    Part.EMBEDDED: _("Embedded file"),
    Part.OUTSIDE: _("Address of another file"),
    Part.VARIABLE: _("Variable"),
    Part.CUSTOM_XML: _("Custom XML"),
    Part.SITTINGS: _("Editing sittings that can be told apart"),
}
