"""Pages that follow what happens: whoever has one open is sent a new piece of it after each change.

A *topic* is a text, "KIND:ID". `changed(topic)` says that what it shows is different now; `listening_address(topic)` is
what a page that was shown to somebody listens to. What is sent is a *snapshot*, made by the function that
`convenor.wiring.LIVE` names for the kind, once for all who listen in one language.
"""
