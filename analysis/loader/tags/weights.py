"""Weights of the tag model, fitted by ``benchmarks/fit_tag_gaps.py``; not edited by hand.

Each entry is a feature of ``tag_features``, its weight when a page stands alone, and its weight beside
evidence. ``a>b`` is a gap between words of two classes; a positive weight joins, a negative one cuts.
Fitted on 1369 articles of 2 files by penalised maximum likelihood (penalty 1,
features met 5 times or more).
"""

from __future__ import annotations

_TABLE = """
agrees 0.47 0.49 | and>def 0.44 0.45 | and>def_nisba 0.29 0.3
and>def_tag -0.46 -0.45 | and>head -0.12 -0.15 | and>tag -0.08 -0.08
and>title 0 0.06 | close_and 0.76 0.77 | close_def 0.97 0.84
close_def_nisba 1.4 1.23 | close_def_tag 1.79 1.58 | close_given -0.42 -0.44
close_given_tag 0.24 0.16 | close_head -2.24 -2 | close_head_tag -0.6 -0.37
close_latin 0.39 0.24 | close_nisba 1.12 1.06 | close_num 0.96 0.85
close_plain 0.05 -0.14 | close_prep -3.41 -2.57 | close_tag 1.51 1.38
close_title -1.06 -1.2 | close_to -0.29 -0.43 | def>and 0.16 0.19
def>def 0.25 -0.22 | def>def_nisba 1.14 0.95 | def>def_tag -0.41 -0.1
def>given -0.87 -0.7 | def>given_tag -0.06 -0.07 | def>head -1.4 -1.21
def>head_tag -0.61 -0.44 | def>latin -0.49 -0.52 | def>nisba -1.33 -0.94
def>plain 0.59 0.4 | def>prep 1 1.07 | def>tag -0.75 -0.93
def>title -0.13 -0.12 | def>to 0.25 0.33 | def_nisba>def -1.88 -1.6
def_nisba>def_nisba 1.41 1.4 | def_nisba>def_tag -0.72 -0.73 | def_nisba>given 0.85 0.69
def_nisba>head -0.85 -0.54 | def_nisba>head_tag -0.78 -0.8 | def_nisba>latin -0.07 0
def_nisba>nisba -0.2 -0.08 | def_nisba>num 0.3 0 | def_nisba>plain -0.8 -0.6
def_nisba>prep 2.52 1.8 | def_nisba>tag -1.85 -1.57 | def_nisba>title -0.63 -0.43
def_nisba>to 1.57 1.44 | def_tag>and 0.63 0.28 | def_tag>def -1.41 -1.21
def_tag>def_nisba 1.04 1 | def_tag>def_tag -0.77 -0.64 | def_tag>given -0.7 -0.58
def_tag>head -1.49 -1.23 | def_tag>head_tag -0.87 -0.74 | def_tag>latin 1.14 1.23
def_tag>nisba -0.63 -0.61 | def_tag>num 0.79 0.63 | def_tag>plain -0.56 -0.55
def_tag>prep 1.22 0.7 | def_tag>tag -1.75 -1.38 | def_tag>title -0.28 -0.29
def_tag>to 0.84 0.83 | disagrees -0.55 -0.35 | given>def 0 -0.18
given>def_tag -0.44 -0.19 | given>given 0.34 0.66 | given>head -0.95 -0.92
given>head_tag 0.25 0.22 | given>plain 1.34 1.67 | given>tag -0.25 -0.22
given>title 0.18 0.15 | given>to 0.43 0 | given_tag>def 0.52 0.56
given_tag>def_tag -0.21 -0.09 | given_tag>given -0.2 -0.12 | given_tag>plain -0.32 -0.57
given_tag>tag -0.55 -0.42 | head>def 0.74 0.96 | head>def_nisba -1.41 -1.37
head>def_tag 0.17 -0.13 | head>given -1.46 -1.11 | head>given_tag -0.62 -0.41
head>head 1.76 1.58 | head>head_tag 1.47 1.25 | head>latin 0.07 0.11
head>nisba 0.21 0 | head>plain -0.62 -0.34 | head>tag 0.83 0.94
head>title 0.47 0.05 | head_tag>def -1.05 -0.96 | head_tag>def_nisba 0.05 0
head_tag>def_tag -0.76 -0.3 | head_tag>given 1.65 0.91 | head_tag>head 0.41 0.29
head_tag>head_tag -0.12 -0.14 | head_tag>nisba 0.43 0.42 | head_tag>plain -0.7 -0.7
head_tag>tag 0.66 0.64 | head_tag>title 0.75 0.81 | latin>def -0.12 0
latin>def_tag -0.58 -0.78 | latin>given -0.16 -0.12 | latin>head -0.17 -0.18
latin>head_tag -0.17 -0.15 | latin>latin 0.46 0.54 | latin>num 0.22 0.3
latin>plain -0.56 -0.33 | latin>tag -0.54 -0.45 | lexicon_1 2.2 2
lexicon_2 1.61 1.29 | lexicon_3 1.57 1.75 | lexicon_pair 4.98 3.8
list_joined_1 0 4.1 | list_joined_2 0 2.87 | list_joined_3 0 2.36
list_joined_4 0 0.31 | list_parted_1 0 -3.14 | list_parted_2 0 -1.99
list_parted_3 0 -1.91 | list_parted_4 0 -0.93 | list_tag_1_1 0 0.67
list_tag_1_2 0 0.21 | list_tag_1_3 0 -0.41 | list_tag_1_4 0 -0.57
list_tag_2_1 0 0.85 | list_tag_2_2 0 0.6 | list_tag_2_4 0 0.69
list_tag_3_1 0 1.86 | list_tag_3_2 0 1.07 | list_tag_3_3 0 0.09
name_2 1.4 1.25 | name_3 0 -0.18 | name_4 -0.7 -0.68
nisba>def -0.79 -0.82 | nisba>def_nisba -0.27 -0.33 | nisba>def_tag -0.7 -0.61
nisba>given -0.37 -0.26 | nisba>given_tag -0.1 -0.1 | nisba>head 0 0.44
nisba>head_tag -0.25 -0.12 | nisba>latin -0.36 -0.34 | nisba>nisba 1.45 1.44
nisba>num -0.14 -0.13 | nisba>plain -0.79 -0.96 | nisba>prep 0.21 0.26
nisba>tag 0.56 0.11 | nisba>title -0.08 0 | num>def_nisba 0.07 0.31
num>latin -0.29 -0.3 | num>plain 0.41 0 | num>tag -0.21 -0.21
only_and -0.87 -0.9 | only_def 1.69 1.47 | only_def_nisba -0.27 -0.25
only_def_tag 1.03 1 | only_given -0.52 -0.78 | only_given_tag 0.52 0.46
only_head 0.51 0.41 | only_head_tag -0.74 -0.61 | only_latin 1.24 0.98
only_nisba 0.47 0.36 | only_num -0.92 -0.62 | only_plain 0.56 0.41
only_prep -2.26 -1.58 | only_tag 1.39 1.15 | only_title -1.41 -1.5
only_to -1.55 -1.37 | open_and -0.82 -0.32 | open_def 1.15 1.08
open_def_nisba -0.82 -0.88 | open_def_tag 1.45 1.32 | open_given 0 0.15
open_given_tag 0.05 -0.18 | open_head 1.86 1.62 | open_head_tag 2.21 1.92
open_latin 0.12 -0.14 | open_nisba 0.7 0.63 | open_num -0.67 -0.62
open_plain 1.01 0.89 | open_prep -3.9 -3.3 | open_tag 0.09 -0.05
open_title 1.03 0.95 | open_to -2.29 -2.08 | page_apart -1.89 -1.71
page_apart_1 -0.11 0 | page_apart_2 -0.59 -0.25 | page_apart_3 -0.58 -0.61
page_apart_4 -0.6 -0.9 | page_half_seen -0.33 -0.21 | page_share_aa 1.65 1.47
page_share_am 0.5 0.33 | page_share_an 0 -0.08 | page_share_as 1.11 0.97
page_share_ma 0.94 0.95 | page_share_mm 0 0.07 | page_share_mn -0.06 0.05
page_share_na 0.13 0 | page_share_nm -0.55 -0.44 | page_share_nn -0.87 -0.9
page_share_ns -0.69 -0.71 | page_share_sa 0.16 0.12 | page_share_sm 0.14 0.4
page_share_sn 0.16 0.26 | page_share_ss -0.09 0 | page_together 2.44 2.46
page_together_1 -0.27 -0.11 | page_together_2 1.21 1.21 | page_together_3 0.78 0.6
page_together_4 0.73 0.76 | page_unseen -0.28 -0.15 | page_whole_0 0 0.1
page_whole_1 0.62 0.57 | page_whole_2 0.35 0.31 | plain>and -0.24 -0.14
plain>def 0.45 0.46 | plain>def_nisba -1.82 -1.7 | plain>def_tag 0.45 0.47
plain>given -0.42 -0.21 | plain>given_tag 0.31 0.42 | plain>head 0.61 0.33
plain>head_tag 0.09 0 | plain>latin -1.43 -1.09 | plain>nisba 0 -0.13
plain>num 0.35 0.36 | plain>plain 0.17 0.23 | plain>prep 0.19 0
plain>tag 0.06 0 | plain>title 0.44 0.62 | plain>to 0.17 0.17
prep>def 0.99 0.95 | prep>def_tag 1.39 0.79 | prep>given 0.34 0
prep>head 0.99 0.76 | prep>plain 0.32 0.18 | prep>tag 1.64 1.46
runs_2_a 0 0.99 | runs_2_m 0 1.53 | runs_2_n 0 0.17
runs_2_s 0 1.3 | runs_3_m 0 0.65 | runs_3_n 0 0.34
runs_3_s 0 0.65 | runs_4_a 0 0.14 | runs_4_m 0 -0.38
runs_4_s 0 -1.02 | same -1.16 -0.88 | size_1 -1.12 -1.37
size_2 0.16 0 | size_3 1.05 0.83 | size_4 0.81 0.76
size_5 0 0.22 | size_6 -0.52 -0.59 | size_7 -0.29 -0.2
size_8 -0.06 0 | tag>and 0.78 0.87 | tag>def -1.39 -1.29
tag>def_nisba 0.06 0.34 | tag>def_tag 0.32 0 | tag>given -0.16 -0.14
tag>given_tag -0.06 -0.08 | tag>head -0.42 -0.72 | tag>head_tag -0.44 -0.29
tag>latin -0.41 -0.45 | tag>nisba -0.7 -0.63 | tag>plain -0.58 -0.41
tag>prep 1.01 1.01 | tag>tag -1.07 -1.11 | tag>title -0.36 -0.25
tag>to 0.53 0.64 | text_apart_2 0 -0.86 | text_apart_3 0 -0.96
text_apart_4 0 -1.06 | text_rare 0 -0.85 | text_share_an 0 0.08
text_share_mm 0 0.56 | text_share_mn 0 0.24 | text_share_nm 0 0.22
text_share_nn 0 0.32 | text_share_ns 0 0.72 | text_share_sm 0 0.17
text_share_sn 0 1.38 | text_share_ss 0 0.24 | text_together_1 0 0.83
text_together_2 0 1.83 | text_together_3 0 0.95 | text_together_4 0 0.5
title>def 0.11 0.11 | title>given 1.69 1.6 | title>head -0.53 -0.28
title>nisba -0.46 -0.48 | title>plain 0.77 0.78 | title>tag 0.86 0.95
to>and 0.36 0 | to>def 0.31 0.29 | to>def_nisba 0.46 0.18
to>def_tag 0.25 0.5 | to>head -0.23 -0.18 | to>head_tag 0 -0.08
to>plain -0.24 -0.1 | to>tag 0.97 1.18
"""

_ROWS = [entry.split() for line in _TABLE.split("\n") if line for entry in line.split(" | ")]
ALONE = {name: float(alone) for name, alone, _ in _ROWS}
"""Weights for one page alone."""
WITH_EVIDENCE = {name: float(beside) for name, _, beside in _ROWS}
"""Weights for a page beside what other pages teach."""
