"""Weights of the tag model."""
ALONE: dict[str, float] = {"page_together": 2.0, "page_apart": -2.0, "def>def_nisba": 2.0, "head>def": 2.0, "lexicon_pair": 2.0, "size_1": 0.0, "lexicon_1": 1.0, "lexicon_2": 1.0, "lexicon_3": 2.0, "given>plain": 2.0, "size_4": -1.0, "size_5": -2.0}
WITH_EVIDENCE: dict[str, float] = dict(ALONE)
