"""Weights of the tag model, fitted by ``benchmarks/fit_tag_gaps.py``; not edited by hand.

Each entry is a feature of ``tag_features``, its weight when a page stands alone, and its weight beside
evidence. ``a>b`` is a gap between words of two classes; a positive weight joins, a negative one cuts.
Fitted on 1377 articles of 2 files by penalised maximum likelihood (penalty 1,
features met 5 times or more).
"""

from __future__ import annotations

_TABLE = """
agrees 0.43 0.35 | and>def 0.5 0.59 | and>def_nisba 0.28 0.11
and>def_tag -0.53 -0.24 | and>head -0.09 -0.11 | and>tag -0.08 0
and>title 0.07 0.07 | close_and 0.77 0.53 | close_def 0.99 0.74
close_def_nisba 1.36 1.4 | close_def_tag 1.81 1.64 | close_given -0.12 -0.06
close_given_tag 0 -0.06 | close_head -2.29 -1.76 | close_head_tag -0.94 -0.67
close_latin 0.38 0.25 | close_nisba 1.06 0.96 | close_num 0.76 0.39
close_plain 0.31 0.07 | close_prep -3.59 -2.74 | close_tag 1.63 1.54
close_title -0.91 -1.09 | close_to 0 -0.18 | def>and 0.16 0.33
def>def 0.49 0.45 | def>def_nisba 1.37 1.34 | def>def_tag 0 -0.26
def>given -1.1 -0.81 | def>given_tag -0.28 -0.26 | def>head -1.4 -1.29
def>head_tag -0.81 -0.76 | def>latin -0.4 -0.1 | def>nisba -1.12 -1.04
def>plain 0.35 0.11 | def>prep 1.03 0.97 | def>tag -0.85 -0.84
def>title -0.52 -0.43 | def>to 0.3 0.33 | def_nisba>def -1.89 -1.48
def_nisba>def_nisba 1.14 1.22 | def_nisba>def_tag 0 -0.15 | def_nisba>given 0.55 0.7
def_nisba>given_tag -0.19 -0.15 | def_nisba>head -0.85 -1.07 | def_nisba>head_tag -0.72 -0.58
def_nisba>latin 0.18 0.25 | def_nisba>nisba -0.36 -0.59 | def_nisba>num 0.16 0
def_nisba>plain -0.96 -0.83 | def_nisba>prep 2.65 1.68 | def_nisba>tag -1.87 -1.46
def_nisba>title -0.6 -0.43 | def_nisba>to 1.65 1.68 | def_tag>and 0.65 0.66
def_tag>def -0.67 -0.22 | def_tag>def_nisba 1.11 1.01 | def_tag>def_tag -0.82 -0.37
def_tag>given -1.22 -0.99 | def_tag>given_tag -0.16 -0.17 | def_tag>head -1.52 -1.32
def_tag>head_tag -0.79 -0.74 | def_tag>latin 0.85 0.47 | def_tag>nisba -0.66 -0.86
def_tag>num 0.9 0.59 | def_tag>plain -0.57 -0.34 | def_tag>prep 1.34 0.97
def_tag>tag -2.04 -1.38 | def_tag>title 0 -0.33 | def_tag>to 0.87 0.49
disagrees -0.56 -0.28 | given>def -0.19 -0.19 | given>def_nisba 0.06 0
given>def_tag -1.23 -0.94 | given>given 0.3 0.29 | given>head -1 -0.67
given>head_tag 0.41 0.44 | given>nisba 0.53 0.6 | given>plain 1.66 1.53
given>tag -0.35 -0.43 | given>title 0.44 0.39 | given>to 0.43 0.25
given_tag>def 0.21 -0.26 | given_tag>def_tag -0.62 -0.44 | given_tag>head -0.11 -0.09
given_tag>plain -0.13 0.2 | given_tag>tag -0.27 -0.21 | head>def 0.38 0.2
head>def_nisba -1.39 -1.24 | head>def_tag 0.28 -0.11 | head>given -0.88 -0.96
head>given_tag -0.21 -0.14 | head>head 2.13 2.13 | head>head_tag 1.61 1.52
head>latin 0.05 0.06 | head>nisba -0.4 -0.43 | head>num 0.1 0
head>plain -0.95 -0.81 | head>tag 0.7 0.45 | head>title 0.38 0.42
head_tag>def -1.37 -1.27 | head_tag>def_nisba 0.09 0 | head_tag>def_tag -0.14 -0.05
head_tag>given 2.41 2.12 | head_tag>head 0.1 -0.31 | head_tag>head_tag -0.54 -0.5
head_tag>nisba -0.16 -0.44 | head_tag>plain -0.29 0.28 | head_tag>tag 0.73 0.75
head_tag>title 0.68 0.56 | latin>def -0.06 0 | latin>def_tag -0.59 -0.21
latin>given -0.14 -0.14 | latin>head -0.35 -0.19 | latin>head_tag -0.29 -0.14
latin>latin 0.69 0.61 | latin>num 0.24 0 | latin>plain -0.74 -0.66
latin>tag -0.43 -0.18 | lexicon_1 2.47 2.27 | lexicon_2 1.62 1.38
lexicon_3 1.84 2.03 | lexicon_pair 5.11 4.69 | list_joined_1 0 3.05
list_joined_2 0 3.3 | list_joined_3 0 2.53 | list_joined_4 0 0.28
list_parted_1 0 -0.97 | list_parted_2 0 -1.81 | list_parted_3 0 -1.73
list_parted_4 0 -1.34 | list_tag_1_1 0 0.76 | list_tag_2_1 0 1.17
list_tag_2_2 0 0.45 | list_tag_2_3 0 0.6 | list_tag_3_1 0 1.65
list_tag_3_3 0 0.53 | name_2 1.17 0.82 | name_3 0 0.08
name_4 -0.56 -0.44 | nisba>def -1.05 -1.07 | nisba>def_nisba -0.29 -0.15
nisba>def_tag -1.12 -0.89 | nisba>given -0.25 -0.19 | nisba>head 0.14 0.34
nisba>head_tag -0.32 -0.29 | nisba>latin -0.62 -0.49 | nisba>nisba 1.68 1.41
nisba>num -0.11 -0.08 | nisba>plain -0.36 -0.12 | nisba>prep 0.23 0
nisba>tag 0.48 0.27 | num>def_nisba 0 -0.31 | num>def_tag -0.27 0
num>latin -0.29 0 | num>nisba 0.55 0.64 | num>plain 0.47 0
only_and -0.92 -0.94 | only_def 1.82 1.52 | only_def_nisba -0.26 -0.15
only_def_tag 0.96 0.9 | only_given -0.94 -1.16 | only_given_tag 0.92 0.86
only_head 0.43 0.56 | only_head_tag -0.59 -0.51 | only_latin 1.29 0.67
only_nisba 0.58 0.32 | only_num -1.13 -0.59 | only_plain 0.59 0.16
only_prep -2.29 -1.48 | only_tag 1.18 1.03 | only_title -1.25 -1.42
only_to -1.54 -1.34 | open_and -0.96 -0.65 | open_def 1.16 1.04
open_def_nisba -0.78 -0.68 | open_def_tag 1.54 1.31 | open_given -0.1 0.14
open_given_tag 0.08 0 | open_head 2.04 1.99 | open_head_tag 2.25 2.1
open_latin 0.11 -0.29 | open_nisba 0.59 0.45 | open_num -0.56 -0.34
open_plain 0.89 0.54 | open_prep -4.05 -3.35 | open_tag 0 -0.24
open_title 1.44 1.29 | open_to -2.47 -2.33 | page_apart -1.92 -1.68
page_apart_1 -0.12 -0.16 | page_apart_2 -0.6 -0.59 | page_apart_3 -0.64 -0.46
page_apart_4 -0.56 -0.47 | page_half_seen -0.29 -0.09 | page_share_aa 1.84 1.16
page_share_am 0.57 0.82 | page_share_an 0 -0.07 | page_share_as 1.12 0.92
page_share_ma 1.01 0.67 | page_share_mm -0.2 -0.46 | page_share_mn -0.17 0.2
page_share_na 0.06 0 | page_share_nm -0.45 0 | page_share_nn -0.89 -0.89
page_share_ns -0.79 -0.65 | page_share_sa 0.17 0.06 | page_share_sn 0.29 0.31
page_share_ss -0.07 0.44 | page_together 2.47 2.54 | page_together_1 -0.26 0.56
page_together_2 1.2 1.08 | page_together_3 0.77 0.58 | page_together_4 0.77 0.32
page_unseen -0.35 -0.17 | page_whole_0 0.06 0.24 | page_whole_1 0.6 0.54
page_whole_2 0.25 0.1 | plain>and -0.22 -0.07 | plain>def 0.65 0.54
plain>def_nisba -1.73 -1.45 | plain>def_tag 0.51 0.5 | plain>given -0.52 -0.66
plain>given_tag -0.08 -0.06 | plain>head 0.36 0.28 | plain>head_tag 0.28 -0.14
plain>latin -1.53 -0.94 | plain>nisba 0.18 0.56 | plain>num 0.6 0.54
plain>plain 0.33 0.11 | plain>prep 0.17 0.25 | plain>tag 0.19 0
plain>title -0.29 0.13 | plain>to 0.18 0.16 | prep>def 1 0.6
prep>def_tag 1.52 0.72 | prep>given 0.32 0.5 | prep>head 1.13 0.59
prep>plain 0.28 0.42 | prep>tag 1.63 1.39 | same -1.14 -1.08
size_1 -1.14 -1.58 | size_2 0.33 0.09 | size_3 1.04 0.73
size_4 0.72 0.62 | size_5 0 0.25 | size_6 -0.52 -0.56
size_7 -0.26 -0.14 | tag>and 0.88 0.67 | tag>def -1.39 -0.95
tag>def_nisba 0.23 0.29 | tag>def_tag 0.95 0.54 | tag>given -0.35 -0.6
tag>head -0.26 -0.34 | tag>head_tag -0.46 -0.38 | tag>latin -0.34 -0.24
tag>nisba -0.7 -0.56 | tag>num -0.21 -0.13 | tag>plain -1.03 -0.95
tag>prep 0.89 0.88 | tag>tag -1.24 -1.27 | tag>title -0.29 -0.25
tag>to 0.54 0.73 | text_apart_2 0 -1.21 | text_apart_3 0 -0.93
text_apart_4 0 -0.59 | text_rare 0 -1.21 | text_share_am 0 0.12
text_share_mm 0 0.8 | text_share_mn 0 0.3 | text_share_ms 0 0.16
text_share_nm 0 0.27 | text_share_nn 0 0.22 | text_share_ns 0 0.81
text_share_sa 0 0.07 | text_share_sm 0 0.24 | text_share_sn 0 1.22
text_share_ss 0 0.27 | text_together_1 0 1.24 | text_together_2 0 1.42
text_together_3 0 1.4 | text_together_4 0 0.48 | title>def 0.09 0
title>def_tag -0.77 -0.64 | title>given 1.95 1.76 | title>head -0.54 -0.3
title>nisba -0.4 0 | title>plain 0.77 0.69 | title>tag 1.03 0.97
to>and 0.42 0 | to>def 0.33 0.52 | to>def_nisba 0.16 0
to>def_tag 0.33 0.36 | to>head -0.22 -0.17 | to>nisba -0.3 -0.07
to>plain -0.33 -0.28 | to>tag 1.13 1.15
"""

_ROWS = [entry.split() for line in _TABLE.split("\n") if line for entry in line.split(" | ")]
ALONE = {name: float(alone) for name, alone, _ in _ROWS}
"""Weights for one page alone."""
WITH_EVIDENCE = {name: float(beside) for name, _, beside in _ROWS}
"""Weights for a page beside what other pages teach."""
