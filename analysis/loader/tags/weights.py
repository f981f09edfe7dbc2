"""Weights of the tag model, fitted by ``benchmarks/fit_tag_gaps.py``; not edited by hand.

Each entry is a feature of ``tag_features``, its weight when a page stands alone, and its weight beside
evidence. ``a>b`` is a gap between words of two classes; a positive weight joins, a negative one cuts.
Fitted on 1377 articles of 2 files by penalised maximum likelihood (penalty 1,
features met 5 times or more).
"""

from __future__ import annotations

_TABLE = """
agrees 0.43 0.47 | and>def 0.5 0.52 | and>def_nisba 0.28 0.3
and>def_tag -0.53 -0.49 | and>head -0.09 -0.08 | and>tag -0.08 -0.07
and>title 0.07 0.1 | close_and 0.77 0.8 | close_def 0.99 0.87
close_def_nisba 1.36 1.28 | close_def_tag 1.81 1.66 | close_given -0.12 -0.18
close_head -2.29 -1.97 | close_head_tag -0.94 -0.63 | close_latin 0.38 0.1
close_nisba 1.06 0.86 | close_num 0.76 0.69 | close_plain 0.31 0.13
close_prep -3.59 -2.93 | close_tag 1.63 1.52 | close_title -0.91 -1.04
close_to 0 -0.24 | def>and 0.16 0.23 | def>def 0.49 0.23
def>def_nisba 1.37 1.18 | def>def_tag 0 -0.06 | def>given -1.1 -1.07
def>given_tag -0.28 -0.28 | def>head -1.4 -1.35 | def>head_tag -0.81 -0.77
def>latin -0.4 -0.38 | def>nisba -1.12 -0.94 | def>plain 0.35 0.24
def>prep 1.03 1.09 | def>tag -0.85 -0.66 | def>title -0.52 -0.36
def>to 0.3 0.39 | def_nisba>def -1.89 -1.75 | def_nisba>def_nisba 1.14 1.18
def_nisba>def_tag 0 -0.27 | def_nisba>given 0.55 0.65 | def_nisba>given_tag -0.19 -0.19
def_nisba>head -0.85 -0.76 | def_nisba>head_tag -0.72 -0.68 | def_nisba>latin 0.18 0.24
def_nisba>nisba -0.36 -0.24 | def_nisba>num 0.16 0.27 | def_nisba>plain -0.96 -0.92
def_nisba>prep 2.65 2.05 | def_nisba>tag -1.87 -1.65 | def_nisba>title -0.6 -0.51
def_nisba>to 1.65 1.58 | def_tag>and 0.65 0.71 | def_tag>def -0.67 -0.41
def_tag>def_nisba 1.11 1.01 | def_tag>def_tag -0.82 -0.53 | def_tag>given -1.22 -1.05
def_tag>given_tag -0.16 -0.17 | def_tag>head -1.52 -1.43 | def_tag>head_tag -0.79 -0.74
def_tag>latin 0.85 0.68 | def_tag>nisba -0.66 -0.62 | def_tag>num 0.9 0.98
def_tag>plain -0.57 -0.48 | def_tag>prep 1.34 0.85 | def_tag>tag -2.04 -1.75
def_tag>title 0 -0.3 | def_tag>to 0.87 0.61 | disagrees -0.56 -0.38
given>def -0.19 -0.16 | given>def_nisba 0.06 0.06 | given>def_tag -1.23 -1.11
given>given 0.3 0.38 | given>head -1 -0.92 | given>head_tag 0.41 0.38
given>nisba 0.53 0.54 | given>plain 1.66 1.65 | given>tag -0.35 -0.47
given>title 0.44 0.39 | given>to 0.43 0.48 | given_tag>def 0.21 0.15
given_tag>def_tag -0.62 -0.56 | given_tag>head -0.11 -0.11 | given_tag>plain -0.13 -0.08
given_tag>tag -0.27 -0.23 | head>def 0.38 0.28 | head>def_nisba -1.39 -1.23
head>def_tag 0.28 0 | head>given -0.88 -0.91 | head>given_tag -0.21 -0.18
head>head 2.13 1.95 | head>head_tag 1.61 1.59 | head>latin 0.05 0.07
head>nisba -0.4 -0.35 | head>num 0.1 0 | head>plain -0.95 -0.81
head>tag 0.7 0.54 | head>title 0.38 0.42 | head>to 0 0.07
head_tag>def -1.37 -1.2 | head_tag>def_nisba 0.09 0.1 | head_tag>def_tag -0.14 0.08
head_tag>given 2.41 1.98 | head_tag>head 0.1 0.12 | head_tag>head_tag -0.54 -0.54
head_tag>nisba -0.16 -0.48 | head_tag>plain -0.29 0 | head_tag>tag 0.73 0.57
head_tag>title 0.68 0.57 | latin>def -0.06 0 | latin>def_tag -0.59 -0.38
latin>given -0.14 -0.14 | latin>head -0.35 -0.23 | latin>head_tag -0.29 -0.27
latin>latin 0.69 0.76 | latin>num 0.24 0.23 | latin>plain -0.74 -0.77
latin>tag -0.43 -0.22 | lexicon_1 2.47 2.31 | lexicon_2 1.62 1.41
lexicon_3 1.84 1.81 | lexicon_pair 5.11 4.72 | list_joined_1 0 3.17
list_joined_2 0 3.29 | list_joined_3 0 2.28 | list_joined_4 0 0.34
list_parted_1 0 -1.45 | list_parted_2 0 -1.94 | list_parted_3 0 -1.72
list_parted_4 0 -1.46 | list_tag_1_1 0 0.81 | list_tag_2_1 0 1.17
list_tag_2_2 0 0.4 | list_tag_2_3 0 0.49 | list_tag_3_1 0 1.65
list_tag_3_3 0 0.65 | name_2 1.17 1.08 | name_3 0 0.08
name_4 -0.56 -0.54 | nisba>def -1.05 -1.03 | nisba>def_nisba -0.29 -0.18
nisba>def_tag -1.12 -0.98 | nisba>given -0.25 -0.23 | nisba>head 0.14 0.22
nisba>head_tag -0.32 -0.33 | nisba>latin -0.62 -0.58 | nisba>nisba 1.68 1.7
nisba>num -0.11 -0.11 | nisba>plain -0.36 -0.34 | nisba>prep 0.23 0.21
nisba>tag 0.48 0.34 | num>def_tag -0.27 0 | num>latin -0.29 -0.25
num>nisba 0.55 0.43 | num>plain 0.47 0.15 | only_and -0.92 -1.08
only_def 1.82 1.63 | only_def_nisba -0.26 -0.28 | only_def_tag 0.96 0.97
only_given -0.94 -1.05 | only_given_tag 0.92 0.82 | only_head 0.43 0.52
only_head_tag -0.59 -0.55 | only_latin 1.29 0.95 | only_nisba 0.58 0.47
only_num -1.13 -0.98 | only_plain 0.59 0.35 | only_prep -2.29 -1.55
only_tag 1.18 1.07 | only_title -1.25 -1.39 | only_to -1.54 -1.53
open_and -0.96 -1.01 | open_def 1.16 1.1 | open_def_nisba -0.78 -0.75
open_def_tag 1.54 1.48 | open_given -0.1 -0.06 | open_given_tag 0.08 0.06
open_head 2.04 2.02 | open_head_tag 2.25 2.25 | open_latin 0.11 0.08
open_nisba 0.59 0.46 | open_num -0.56 -0.63 | open_plain 0.89 0.71
open_prep -4.05 -3.67 | open_tag 0 -0.05 | open_title 1.44 1.38
open_to -2.47 -2.42 | page_apart -1.92 -1.74 | page_apart_1 -0.12 -0.13
page_apart_2 -0.6 -0.56 | page_apart_3 -0.64 -0.7 | page_apart_4 -0.56 -0.34
page_half_seen -0.29 0 | page_share_aa 1.84 1.74 | page_share_am 0.57 0.62
page_share_an 0 -0.16 | page_share_as 1.12 1.18 | page_share_ma 1.01 1.01
page_share_mm -0.2 0 | page_share_mn -0.17 0 | page_share_na 0.06 -0.19
page_share_nm -0.45 -0.47 | page_share_nn -0.89 -0.91 | page_share_ns -0.79 -0.8
page_share_sa 0.17 0.17 | page_share_sm 0 0.15 | page_share_sn 0.29 0.42
page_share_ss -0.07 -0.17 | page_together 2.47 2.6 | page_together_1 -0.26 -0.11
page_together_2 1.2 1.25 | page_together_3 0.77 0.67 | page_together_4 0.77 0.78
page_unseen -0.35 -0.14 | page_whole_0 0.06 0.14 | page_whole_1 0.6 0.51
page_whole_2 0.25 0.28 | plain>and -0.22 -0.26 | plain>def 0.65 0.64
plain>def_nisba -1.73 -1.61 | plain>def_tag 0.51 0.69 | plain>given -0.52 -0.4
plain>given_tag -0.08 0 | plain>head 0.36 0.27 | plain>head_tag 0.28 0.11
plain>latin -1.53 -1.4 | plain>nisba 0.18 0.18 | plain>num 0.6 0.38
plain>plain 0.33 0.37 | plain>prep 0.17 0.24 | plain>tag 0.19 0.15
plain>title -0.29 0 | plain>to 0.18 0.19 | prep>def 1 0.92
prep>def_tag 1.52 0.67 | prep>given 0.32 0.44 | prep>head 1.13 0.58
prep>plain 0.28 0.42 | prep>tag 1.63 1.44 | same -1.14 -1.09
size_1 -1.14 -1.62 | size_2 0.33 0 | size_3 1.04 0.74
size_4 0.72 0.7 | size_5 0 0.08 | size_6 -0.52 -0.36
size_7 -0.26 -0.19 | tag>and 0.88 0.97 | tag>def -1.39 -1.21
tag>def_nisba 0.23 0.12 | tag>def_tag 0.95 0.52 | tag>given -0.35 -0.28
tag>head -0.26 -0.3 | tag>head_tag -0.46 -0.44 | tag>latin -0.34 -0.17
tag>nisba -0.7 -0.67 | tag>num -0.21 -0.18 | tag>plain -1.03 -0.9
tag>prep 0.89 0.72 | tag>tag -1.24 -1.12 | tag>title -0.29 -0.25
tag>to 0.54 0.63 | text_apart_2 0 -1.16 | text_apart_3 0 -0.93
text_apart_4 0 -0.67 | text_rare 0 -1.18 | text_share_am 0 0.12
text_share_mm 0 0.8 | text_share_mn 0 0.3 | text_share_ms 0 0.17
text_share_nm 0 0.24 | text_share_ns 0 0.84 | text_share_sa 0 0.06
text_share_sm 0 0.28 | text_share_sn 0 1.3 | text_share_ss 0 0.41
text_together_1 0 1.31 | text_together_2 0 1.38 | text_together_3 0 1.44
text_together_4 0 0.48 | title>def 0.09 0.09 | title>def_tag -0.77 -0.59
title>given 1.95 1.76 | title>head -0.54 -0.3 | title>nisba -0.4 -0.38
title>plain 0.77 0.81 | title>tag 1.03 1 | to>and 0.42 0.44
to>def 0.33 0.25 | to>def_nisba 0.16 0 | to>def_tag 0.33 0.6
to>head -0.22 -0.2 | to>nisba -0.3 -0.1 | to>plain -0.33 -0.35
to>tag 1.13 1.14
"""

_ROWS = [entry.split() for line in _TABLE.split("\n") if line for entry in line.split(" | ")]
ALONE = {name: float(alone) for name, alone, _ in _ROWS}
"""Weights for one page alone."""
WITH_EVIDENCE = {name: float(beside) for name, _, beside in _ROWS}
"""Weights for a page beside what other pages teach."""
