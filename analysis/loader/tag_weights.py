"""Weights of the tag model, fitted by ``benchmarks/fit_tag_gaps.py``; not edited by hand.

Each entry is a feature of ``tag_features``, its weight when a page stands alone, and its weight beside
evidence. ``a>b`` is a gap between words of two classes; a positive weight joins, a negative one cuts.
Fitted on 1369 articles of 2 files by penalised maximum likelihood (penalty 1,
features met 5 times or more).
"""

from __future__ import annotations

_TABLE = """
agrees 0.46 0.48 | and>def 0.47 0.48 | and>def_nisba 0.32 0.31
and>def_tag -0.46 -0.44 | and>head -0.1 -0.12 | and>tag -0.08 -0.08
and>title 0 0.05 | close_and 0.72 0.73 | close_def 0.91 0.78
close_def_nisba 1.32 1.16 | close_def_tag 1.61 1.43 | close_given -0.4 -0.47
close_head -2.14 -1.77 | close_latin 0.39 0.25 | close_nisba 1.09 1.04
close_num 0.94 0.83 | close_plain 0.06 -0.14 | close_prep -3.42 -2.59
close_tag 1.33 1.25 | close_title -1.03 -1.17 | close_to -0.3 -0.44
def>and 0.16 0.19 | def>def 0.24 -0.21 | def>def_nisba 1.15 0.96
def>def_tag -0.54 -0.18 | def>given -0.98 -0.82 | def>head -1.44 -1.24
def>latin -0.5 -0.53 | def>nisba -1.3 -0.94 | def>plain 0.53 0.34
def>prep 0.98 1.06 | def>tag -0.77 -0.92 | def>title -0.13 -0.13
def>to 0.26 0.36 | def_nisba>def -1.9 -1.62 | def_nisba>def_nisba 1.41 1.42
def_nisba>def_tag -0.86 -0.84 | def_nisba>given 0.69 0.55 | def_nisba>head -0.92 -0.7
def_nisba>latin -0.07 0 | def_nisba>nisba -0.19 -0.08 | def_nisba>num 0.31 0
def_nisba>plain -0.86 -0.68 | def_nisba>prep 2.51 1.77 | def_nisba>tag -1.88 -1.56
def_nisba>title -0.62 -0.45 | def_nisba>to 1.56 1.42 | def_tag>and 0.59 0.28
def_tag>def -1.51 -1.28 | def_tag>def_nisba 0.96 0.96 | def_tag>def_tag -0.99 -0.78
def_tag>given -0.85 -0.7 | def_tag>head -1.62 -1.38 | def_tag>latin 1.07 1.17
def_tag>nisba -0.68 -0.64 | def_tag>num 0.75 0.6 | def_tag>plain -0.7 -0.68
def_tag>prep 1.17 0.67 | def_tag>tag -1.86 -1.45 | def_tag>title -0.33 -0.36
def_tag>to 0.79 0.79 | disagrees -0.55 -0.37 | given>def 0.16 0
given>def_tag -0.68 -0.31 | given>given 0.3 0.58 | given>head -0.25 -0.22
given>nisba 0.15 0 | given>plain 0.93 1.08 | given>tag -0.87 -0.75
given>title 0.29 0.24 | given>to 0.45 0 | head>def 0.2 0.37
head>def_nisba -1.33 -1.42 | head>def_tag -0.29 -0.31 | head>given 0.39 -0.15
head>head 1.55 1.43 | head>latin 0.06 0.09 | head>nisba 0.4 0.31
head>plain -0.83 -0.58 | head>tag 0.75 0.92 | head>title 0.98 0.9
latin>def -0.12 0 | latin>def_tag -0.62 -0.81 | latin>given -0.18 -0.13
latin>head -0.25 -0.26 | latin>latin 0.52 0.57 | latin>num 0.24 0.32
latin>plain -0.55 -0.34 | latin>tag -0.51 -0.42 | lexicon_1 1.13 1.27
lexicon_2 1.61 1.33 | lexicon_3 1.63 1.73 | lexicon_pair 5.01 3.81
list_joined_1 0 4.1 | list_joined_2 0 2.95 | list_joined_3 0 2.35
list_joined_4 0 0.31 | list_parted_1 0 -3.09 | list_parted_2 0 -2.01
list_parted_3 0 -1.92 | list_parted_4 0 -0.91 | list_tag_1_1 0 0.67
list_tag_1_2 0 0.24 | list_tag_1_3 0 -0.4 | list_tag_1_4 0 -0.58
list_tag_2_1 0 0.82 | list_tag_2_2 0 0.57 | list_tag_2_3 0 0.05
list_tag_2_4 0 0.66 | list_tag_3_1 0 1.87 | list_tag_3_2 0 1.22
list_tag_3_3 0 0.09 | name_2 1.34 1.26 | name_3 0 -0.1
name_4 -0.75 -0.69 | nisba>def -0.78 -0.81 | nisba>def_nisba -0.25 -0.31
nisba>def_tag -0.77 -0.63 | nisba>given -0.5 -0.39 | nisba>head 0 0.4
nisba>latin -0.35 -0.33 | nisba>nisba 1.5 1.49 | nisba>num -0.15 -0.15
nisba>plain -0.81 -0.97 | nisba>prep 0.21 0.26 | nisba>tag 0.56 0.15
nisba>title -0.07 0 | num>def_nisba 0.11 0.33 | num>latin -0.28 -0.3
num>plain 0.44 0 | num>tag -0.2 -0.2 | only_and -0.93 -0.94
only_def 1.44 1.28 | only_def_nisba -0.49 -0.42 | only_def_tag 1.62 1.36
only_given -0.12 -0.26 | only_head 0.18 0.13 | only_latin 1.09 0.87
only_nisba 0.32 0.25 | only_num -1 -0.68 | only_plain 0.36 0.24
only_prep -2.35 -1.65 | only_tag 2.09 1.63 | only_title -1.46 -1.57
only_to -1.64 -1.43 | open_and -0.74 -0.25 | open_def 1.32 1.23
open_def_nisba -0.64 -0.72 | open_def_tag 1.5 1.37 | open_given 0 0.1
open_head 2.21 1.91 | open_latin 0.29 0 | open_nisba 0.9 0.78
open_num -0.56 -0.53 | open_plain 1.14 1 | open_prep -3.74 -3.17
open_tag 0.24 0.1 | open_title 1.23 1.02 | open_to -2.14 -1.96
page_apart -1.91 -1.72 | page_apart_1 -0.13 0 | page_apart_2 -0.58 -0.21
page_apart_3 -0.6 -0.63 | page_apart_4 -0.61 -0.91 | page_half_seen -0.38 -0.26
page_share_aa 1.67 1.48 | page_share_am 0.51 0.34 | page_share_an 0 -0.1
page_share_as 1.11 0.98 | page_share_ma 0.94 0.95 | page_share_mm 0 0.05
page_share_mn -0.08 0 | page_share_ms -0.05 0 | page_share_na 0.12 0
page_share_nm -0.54 -0.43 | page_share_nn -0.88 -0.91 | page_share_ns -0.66 -0.66
page_share_sa 0.15 0.09 | page_share_sm 0.12 0.4 | page_share_sn 0.14 0.26
page_share_ss -0.08 0 | page_together 2.44 2.45 | page_together_1 -0.28 -0.11
page_together_2 1.18 1.21 | page_together_3 0.8 0.59 | page_together_4 0.74 0.76
page_unseen -0.32 -0.18 | page_whole_0 0.07 0.11 | page_whole_1 0.61 0.57
page_whole_2 0.29 0.29 | plain>and -0.23 -0.15 | plain>def 0.49 0.5
plain>def_nisba -1.77 -1.66 | plain>def_tag 0.41 0.47 | plain>given -0.37 -0.14
plain>head 0.82 0.55 | plain>latin -1.39 -1.06 | plain>nisba 0.08 -0.08
plain>num 0.37 0.39 | plain>plain 0.2 0.23 | plain>prep 0.21 0
plain>tag 0.12 0 | plain>title 0.47 0.61 | plain>to 0.18 0.18
prep>def 1.02 0.97 | prep>def_tag 1.36 0.79 | prep>given 0.32 0
prep>head 1.06 0.79 | prep>plain 0.34 0.18 | prep>tag 1.68 1.5
runs_2_a 0 0.98 | runs_2_m 0 1.57 | runs_2_n 0 0.18
runs_2_s 0 1.32 | runs_3_m 0 0.66 | runs_3_n 0 0.38
runs_3_s 0 0.87 | runs_4_a 0 0.14 | runs_4_m 0 -0.38
runs_4_s 0 -0.98 | same -1.18 -0.9 | size_1 -0.88 -1.18
size_2 0.09 -0.08 | size_3 1.01 0.79 | size_4 0.79 0.77
size_5 0.06 0.24 | size_6 -0.52 -0.59 | size_7 -0.29 -0.2
size_8 -0.05 0 | tag>and 0.78 0.86 | tag>def -1.49 -1.35
tag>def_nisba 0 0.3 | tag>def_tag 0.1 -0.18 | tag>given -0.35 -0.24
tag>head -0.47 -0.77 | tag>latin -0.44 -0.48 | tag>nisba -0.75 -0.67
tag>plain -0.72 -0.53 | tag>prep 0.98 1 | tag>tag -1.17 -1.16
tag>title -0.38 -0.28 | tag>to 0.5 0.62 | text_apart_2 0 -0.88
text_apart_3 0 -0.97 | text_apart_4 0 -1.11 | text_rare 0 -0.83
text_share_an 0 0.08 | text_share_mm 0 0.55 | text_share_mn 0 0.21
text_share_nm 0 0.24 | text_share_nn 0 0.31 | text_share_ns 0 0.73
text_share_sm 0 0.15 | text_share_sn 0 1.38 | text_share_ss 0 0.26
text_together_1 0 0.82 | text_together_2 0 1.83 | text_together_3 0 0.96
text_together_4 0 0.48 | title>def 0.12 0.12 | title>given 1.64 1.59
title>head -0.5 -0.28 | title>nisba -0.46 -0.49 | title>plain 0.78 0.8
title>tag 0.88 0.97 | to>and 0.36 0 | to>def 0.34 0.31
to>def_nisba 0.49 0.19 | to>def_tag 0.22 0.48 | to>head -0.25 -0.24
to>plain -0.24 -0.1 | to>tag 1.03 1.23
"""

_ROWS = [entry.split() for line in _TABLE.split("\n") if line for entry in line.split(" | ")]
ALONE = {name: float(alone) for name, alone, _ in _ROWS}
"""Weights for one page alone."""
WITH_EVIDENCE = {name: float(beside) for name, _, beside in _ROWS}
"""Weights for a page beside what other pages teach."""
