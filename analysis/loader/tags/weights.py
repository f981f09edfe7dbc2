"""Weights of the tag model, fitted by ``benchmarks/fit_tag_gaps.py``; not edited by hand.

Each entry is a feature of ``tag_features``, its weight when a page stands alone, and its weight beside
evidence. ``a>b`` is a gap between words of two classes; a positive weight joins, a negative one cuts.
Fitted on 1377 articles of 2 files by penalised maximum likelihood (penalty 1,
features met 5 times or more).
"""

from __future__ import annotations

_TABLE = """
agrees 0.42 0.55 | and>def 0.36 0.37 | and>def_nisba 0.31 0.36
and>def_tag -0.42 -0.29 | and>head -0.11 -0.12 | and>tag -0.06 -0.07
and>title 0.13 0.14 | close_and 0.76 0.61 | close_def 0.76 0.77
close_def_nisba 1.29 1.24 | close_def_tag 1.65 1.46 | close_given -0.53 -0.57
close_given_tag 0.43 0.46 | close_head -2.25 -1.89 | close_head_tag -0.81 -0.65
close_latin 0.65 0.43 | close_nisba 1.36 1.15 | close_num 1.01 0.92
close_plain 0.08 -0.05 | close_prep -3.56 -2.95 | close_tag 1.51 1.43
close_title -0.94 -1.05 | close_to -0.1 -0.31 | def>and 0.07 0.1
def>def 0.46 0.13 | def>def_nisba 1.52 1.49 | def>def_tag -0.5 -0.47
def>given -1.05 -0.95 | def>given_tag -0.14 -0.14 | def>head -1.52 -1.4
def>head_tag -0.42 -0.37 | def>latin -0.88 -0.81 | def>nisba -1.2 -1.06
def>plain 0.46 0.34 | def>prep 0.95 1.15 | def>tag -0.61 -0.67
def>title -0.07 -0.22 | def>to 0.36 0.47 | def_nisba>def -1.92 -1.84
def_nisba>def_nisba 1.49 1.5 | def_nisba>def_tag -0.07 -0.37 | def_nisba>given 0.64 0.75
def_nisba>given_tag -0.13 -0.08 | def_nisba>head -0.8 -0.73 | def_nisba>head_tag -0.69 -0.64
def_nisba>latin -0.3 -0.05 | def_nisba>nisba -0.68 -0.55 | def_nisba>num 0.05 -0.06
def_nisba>plain -0.7 -0.74 | def_nisba>prep 2.61 1.94 | def_nisba>tag -1.75 -1.5
def_nisba>title -0.61 -0.43 | def_nisba>to 1.77 1.82 | def_tag>and 0.59 0.07
def_tag>def -0.53 -0.31 | def_tag>def_nisba 1.25 1.22 | def_tag>def_tag -0.94 -0.73
def_tag>given -1.04 -0.93 | def_tag>head -1.52 -1.45 | def_tag>head_tag -0.73 -0.67
def_tag>latin 0.97 0.93 | def_tag>nisba -0.89 -0.79 | def_tag>num 0.38 0.34
def_tag>plain -0.45 -0.28 | def_tag>prep 1.25 0.98 | def_tag>tag -1.58 -1.11
def_tag>title -0.06 -0.31 | def_tag>to 0.94 0.83 | disagrees -0.52 -0.36
given>def 0.08 0.21 | given>def_nisba 0 0.05 | given>def_tag -0.82 -0.74
given>given 0.16 0.25 | given>head -1.14 -1.12 | given>head_tag 0.27 0.28
given>nisba 1.22 1.06 | given>plain 1.29 1.36 | given>tag -0.68 -0.68
given>title 0.56 0.51 | given>to 0.38 0.39 | given_tag>def 0.51 0.49
given_tag>def_nisba -0.71 -0.71 | given_tag>def_tag -0.17 -0.15 | given_tag>head -0.06 -0.06
given_tag>plain -0.4 -0.34 | given_tag>tag -0.36 -0.35 | head>def 0.57 0.53
head>def_nisba -2.01 -1.69 | head>def_tag 0.57 0.46 | head>given -1.23 -1.06
head>head 2.13 1.94 | head>head_tag 1.29 1 | head>latin 0.07 0.1
head>nisba 0.17 0.19 | head>num 0.19 0.05 | head>plain -0.39 -0.22
head>tag 0.51 0.3 | head>title -0.31 -0.53 | head>to 0.09 0.13
head_tag>def -1.2 -1.28 | head_tag>def_tag -0.44 -0.23 | head_tag>given 1.19 1
head_tag>head 0.64 0.6 | head_tag>head_tag -0.38 -0.34 | head_tag>nisba 0.72 0.5
head_tag>plain -0.09 0.06 | head_tag>tag 0.34 0.35 | head_tag>title 0.56 0.48
latin>def -0.53 -0.45 | latin>def_tag -0.3 -0.16 | latin>given -0.07 -0.08
latin>head -0.4 -0.38 | latin>head_tag -0.12 -0.12 | latin>latin 1.06 1.09
latin>nisba -0.61 -0.27 | latin>num 0.28 0.31 | latin>plain -1.01 -0.99
latin>tag -0.6 -0.62 | lexicon_1 2.35 2.17 | lexicon_2 1.67 1.42
lexicon_3 1.9 1.64 | lexicon_pair 5.45 4.85 | list_joined 0 3.58
list_parted 0 -2.82 | list_tag_2 0 0.36 | list_tag_3 0 1.34
name_2 1.13 1.06 | name_3 -0.09 -0.09 | name_4 -0.67 -0.59
nisba>def -0.95 -0.8 | nisba>def_nisba -0.6 -0.67 | nisba>def_tag -0.95 -0.96
nisba>given -0.17 -0.16 | nisba>given_tag -0.11 -0.1 | nisba>head 0.11 0.16
nisba>head_tag -0.32 -0.25 | nisba>latin -0.49 -0.49 | nisba>nisba 1.5 1.49
nisba>num -0.08 -0.09 | nisba>plain -0.51 -0.34 | nisba>prep 0.29 0.27
nisba>tag 0.92 0.66 | nisba>title -0.3 0 | num>def_nisba -0.1 0
num>def_tag -0.28 -0.22 | num>latin -0.29 -0.25 | num>nisba 0.38 0.16
num>plain 0.46 0.14 | num>tag -0.12 -0.07 | only_and -0.95 -1
only_def 1.82 1.65 | only_def_nisba -0.21 -0.26 | only_def_tag 0.76 0.77
only_given -0.84 -0.99 | only_given_tag 0.77 0.66 | only_head 0.57 0.65
only_head_tag -0.53 -0.5 | only_latin 1.65 1.23 | only_nisba 0.3 0.17
only_num -1.03 -0.66 | only_plain 0.43 0.23 | only_prep -2.26 -1.54
only_tag 1.35 1.24 | only_title -1.26 -1.23 | only_to -1.72 -1.89
open_and -0.95 -0.66 | open_def 1.05 0.98 | open_def_nisba -0.56 -0.51
open_def_tag 1.22 1.14 | open_given 0.23 0.2 | open_given_tag -0.43 -0.4
open_head 1.86 1.73 | open_head_tag 2.12 2.09 | open_latin 0.17 0
open_nisba 0.58 0.42 | open_num -0.45 -0.64 | open_plain 0.98 0.78
open_prep -4.05 -3.69 | open_tag 0.21 0.19 | open_title 1.79 1.85
open_to -2.47 -2.48 | page_apart -1.82 -1.68 | page_apart_1 0 0.06
page_apart_2 -0.61 -0.49 | page_apart_3 -0.6 -0.59 | page_apart_4 -0.64 -0.65
page_half_seen -0.26 0 | page_share_aa 1.64 1.65 | page_share_am 0.62 0.68
page_share_an 0 0.17 | page_share_as 1.1 1.12 | page_share_ma 0.94 0.95
page_share_mm -0.19 -0.23 | page_share_mn -0.15 0 | page_share_ms 0 0.05
page_share_na 0.13 0 | page_share_nm -0.52 -0.53 | page_share_nn -0.87 -0.74
page_share_ns -0.83 -0.94 | page_share_sa 0.15 0.14 | page_share_sm 0.19 0.18
page_share_sn 0.34 0.05 | page_share_ss -0.11 -0.1 | page_together 2.38 2.47
page_together_1 -0.28 0 | page_together_2 1.22 1.26 | page_together_3 0.75 0.56
page_together_4 0.69 0.7 | page_unseen -0.43 -0.27 | page_whole_0 0 0.09
page_whole_1 0.65 0.51 | page_whole_2 0.31 0.35 | plain>and -0.31 -0.2
plain>def 0.75 0.83 | plain>def_nisba -1.31 -1.39 | plain>def_tag 0.15 0.28
plain>given -0.44 -0.26 | plain>given_tag 0.23 0.25 | plain>head 0.41 0.25
plain>latin -1.51 -1.4 | plain>nisba 0.21 0.16 | plain>num 1.06 0.94
plain>plain 0.05 0.15 | plain>prep 0.14 0 | plain>tag 0.13 0.07
plain>title -0.19 0 | plain>to 0.14 0.18 | prep>def 1.04 0.98
prep>def_tag 1.36 0.74 | prep>given 0.39 0.52 | prep>head 1.11 0.78
prep>plain 0.3 0.1 | prep>tag 1.63 1.38 | same -1.17 -1.1
size_1 -1.16 -1.49 | size_2 0.31 0.06 | size_3 1.14 0.86
size_4 0.72 0.67 | size_5 0 0.09 | size_6 -0.52 -0.39
size_7 -0.32 -0.24 | size_8 -0.05 0 | tag>and 1.13 1.17
tag>def -1.41 -1.31 | tag>def_nisba 0.25 0 | tag>def_tag 0.66 0.57
tag>given 0.13 0 | tag>given_tag -0.15 -0.16 | tag>head -0.48 -0.36
tag>head_tag -0.47 -0.46 | tag>latin -0.45 -0.37 | tag>nisba -1.15 -0.95
tag>num -0.23 -0.15 | tag>plain -0.78 -0.68 | tag>prep 1.05 0.86
tag>tag -1.25 -1.21 | tag>title -0.22 -0.17 | tag>to 0.5 0.56
text_apart 0 -0.9 | text_rare 0 -1.06 | text_share_ma 0 0.45
text_share_mm 0 0.17 | text_share_mn 0 0.12 | text_share_ms 0 0.49
text_share_nm 0 0.09 | text_share_nn 0 -0.21 | text_share_ns 0 0.42
text_share_sa 0 0.07 | text_share_sm 0 0.44 | text_share_sn 0 0.31
text_share_ss 0 0.05 | text_together 0 2.44 | title>def -0.47 -0.44
title>given 2.17 1.78 | title>head -0.58 -0.22 | title>nisba -0.55 -0.52
title>plain 1.21 1.09 | title>tag 0.41 0.57 | to>and 0.42 0.51
to>def 0.37 0.28 | to>def_nisba 0.63 0.61 | to>def_tag 0.18 0.34
to>given -0.05 -0.05 | to>head -0.22 -0.27 | to>num -0.18 -0.06
to>plain -0.83 -0.66 | to>tag 1.5 1.51
"""

_ROWS = [entry.split() for line in _TABLE.split("\n") if line for entry in line.split(" | ")]
ALONE = {name: float(alone) for name, alone, _ in _ROWS}
"""Weights for one page alone."""
WITH_EVIDENCE = {name: float(beside) for name, _, beside in _ROWS}
"""Weights for a page beside what other pages teach."""
