"""How a language writes dates, where Django's own formats do not fit into a sentence."""
