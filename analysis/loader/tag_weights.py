"""Weights of the tag model, fitted by ``benchmarks/fit_tag_gaps.py`` (see there); do not edit by hand.

Each entry is a feature of ``tag_features``, its weight when a page stands alone, and its weight beside evidence. ``a>b`` is a
gap between words of two classes; a positive weight joins, a negative one cuts. Fitted on 1387 articles of 2 files
by penalised maximum likelihood (penalty 2, features met 5 times or more).
"""

from __future__ import annotations

_TABLE = """
agrees 0.81 0.78 | and>def 0.28 0.31 | and>def_nisba 0.19 0.11
and>def_tag -0.27 -0.16 | and>head -0.09 -0.12 | and>nisba -0.29 -0.42
and>title 0.07 0.21 | close_and 0.84 0.7 | close_def 0.5 0.4
close_def_nisba 1.16 1.18 | close_def_tag 1.31 1.23 | close_given -0.31 -0.21
close_head -1.96 -1.56 | close_latin 0.07 -0.23 | close_nisba 0.79 0.73
close_num 0.76 0.83 | close_plain 0 -0.05 | close_prep -2.42 -2.09
close_tag 1.2 0.98 | close_title -0.73 -0.97 | close_to -0.09 -0.05
def>and 0.08 0.12 | def>def 0.2 0.14 | def>def_nisba 0.69 0.55
def>def_tag -0.53 -0.49 | def>given -0.93 -0.72 | def>head -1.12 -1.11
def>latin -0.24 0 | def>nisba -0.33 -0.36 | def>plain 0.05 0
def>prep 0.98 0.92 | def>tag -0.73 -0.64 | def>title 0 0.11
def>to 0.13 0.13 | def_nisba>def -1.49 -1.27 | def_nisba>def_nisba 0.96 1.03
def_nisba>def_tag -0.73 -0.68 | def_nisba>given 0.43 0.29 | def_nisba>head -0.8 -0.71
def_nisba>latin 0.05 0.18 | def_nisba>nisba -0.53 -0.53 | def_nisba>plain -0.46 -0.5
def_nisba>prep 2.12 1.39 | def_nisba>tag -1.38 -1.03 | def_nisba>title -0.35 -0.29
def_nisba>to 1.39 1.26 | def_tag>and 0.37 0.05 | def_tag>def -0.66 -0.42
def_tag>def_nisba 1.1 1.06 | def_tag>def_tag -1.28 -0.87 | def_tag>given -0.76 -0.65
def_tag>head -1.23 -1.1 | def_tag>latin 0.82 0.38 | def_tag>nisba -0.45 -0.29
def_tag>num 0.25 0.13 | def_tag>plain -0.59 -0.57 | def_tag>prep 1.19 1.02
def_tag>tag -1.92 -1.52 | def_tag>title 0.06 -0.15 | def_tag>to 0.59 0.61
disagrees -0.39 -0.4 | given>def -0.14 -0.34 | given>def_tag -0.64 -0.47
given>given 0.45 0.46 | given>head -0.11 -0.42 | given>nisba 0.11 0.14
given>plain 1.02 1.33 | given>tag -0.67 -0.61 | given>title 0.29 0.2
given>to 0.3 0.3 | head>def 0.31 0.17 | head>def_nisba -0.72 -0.55
head>def_tag 0.09 -0.13 | head>given 0.71 0.13 | head>head 1.25 1.42
head>latin -0.4 -0.42 | head>nisba 0.16 0.17 | head>num 0.06 0.05
head>plain -0.39 -0.15 | head>tag 0.91 0.9 | head>title 0 -0.12
latin>def -0.12 -0.05 | latin>def_tag -0.41 -0.36 | latin>head -0.13 -0.2
latin>latin 0.51 0.7 | latin>num 0.18 0 | latin>plain -0.63 -0.39
latin>tag -0.32 -0.13 | latin>title -0.18 -0.2 | lexicon_1 1.25 1.16
lexicon_2 1.5 1.23 | lexicon_3 1.74 1.26 | lexicon_pair 4.41 3.67
list_joined_1 0 1.41 | list_joined_2 0 1.56 | list_joined_3 0 0.26
list_joined_4 0 0.34 | list_parted_1 0 -1.31 | list_parted_2 0 -1.52
list_parted_3 0 -1.56 | list_parted_4 0 -0.62 | list_tag_1_1 0 0.77
list_tag_1_2 0 0.43 | list_tag_1_3 0 -0.19 | list_tag_2_1 0 1.52
list_tag_2_2 0 1.02 | list_tag_2_3 0 0.23 | list_tag_2_4 0 0.29
list_tag_3_1 0 2 | list_tag_3_2 0 1.37 | list_tag_3_3 0 0.09
name_2 1.14 0.99 | name_3 -0.12 -0.12 | name_4 -0.62 -0.54
nisba>def -0.52 -0.54 | nisba>def_nisba -0.29 -0.15 | nisba>def_tag -0.52 -0.41
nisba>given -0.4 -0.32 | nisba>head 0 0.16 | nisba>latin -0.16 -0.16
nisba>nisba 0.87 0.78 | nisba>num 0 -0.07 | nisba>plain -0.24 -0.13
nisba>prep 0.26 0.11 | nisba>tag 0.26 0 | nisba>title -0.07 0
num>def -0.14 -0.13 | num>def_tag -0.06 -0.06 | num>head -0.05 0
num>latin -0.19 0 | num>nisba 0.31 0 | num>plain 0.47 0.1
num>tag -0.22 -0.19 | only_and -0.69 -0.63 | only_def 1.23 1.02
only_def_nisba -0.36 -0.3 | only_def_tag 1.21 1.09 | only_given -0.33 -0.41
only_head -0.07 0 | only_latin 1.08 0.88 | only_nisba 0.11 0
only_num -0.85 -0.56 | only_plain 0.2 0 | only_prep -2.19 -1.7
only_tag 1.95 1.54 | only_title -0.97 -0.99 | only_to -1.17 -0.96
open_and -0.62 -0.54 | open_def 1.02 0.94 | open_def_nisba -0.52 -0.58
open_def_tag 1 0.91 | open_given -0.16 0 | open_head 1.92 1.78
open_latin 0 -0.48 | open_nisba 0.36 0.47 | open_num -0.22 -0.06
open_plain 0.97 0.74 | open_prep -2.68 -2.15 | open_tag 0.25 0.09
open_title 1.58 1.5 | open_to -1.8 -1.7 | page_apart -1.79 -1.62
page_apart_1 -0.21 -0.19 | page_apart_2 -0.46 -0.38 | page_apart_3 -0.59 -0.47
page_apart_4 -0.53 -0.59 | page_half_seen -0.39 -0.14 | page_share_aa 1.45 1.25
page_share_am 0.42 0.41 | page_share_an 0 0.19 | page_share_as 0.73 0.58
page_share_ma 0.71 0.67 | page_share_mn 0 -0.06 | page_share_ms 0.06 0.06
page_share_na 0 0.06 | page_share_nm -0.22 -0.33 | page_share_nn -0.84 -0.73
page_share_ns -0.38 -0.1 | page_share_sa 0.1 0.11 | page_share_sm 0.07 0.09
page_share_sn 0.09 0.09 | page_share_ss 0 -0.28 | page_together 2.13 1.96
page_together_1 0 0.16 | page_together_2 0.88 0.73 | page_together_3 0.68 0.3
page_together_4 0.59 0.77 | page_unseen -0.25 -0.1 | page_whole_0 0.1 0.21
page_whole_1 0.44 0.4 | page_whole_2 0.31 0.13 | plain>and -0.17 -0.09
plain>def 0.33 0.34 | plain>def_nisba -0.7 -0.73 | plain>def_tag 0.45 0.46
plain>given -0.22 0 | plain>head 0.27 0.12 | plain>latin -0.92 -0.57
plain>nisba 0.06 0.15 | plain>num 0.64 0.53 | plain>prep -0.3 -0.26
plain>tag 0.14 0 | plain>to 0.14 0.08 | prep>def 0.72 0.78
prep>def_nisba -0.38 -0.36 | prep>def_tag 1.11 0.57 | prep>given 0.47 0.4
prep>head 1.19 0.73 | prep>latin -0.32 -0.24 | prep>nisba 0.34 0.27
prep>plain 0.34 0.35 | prep>tag 1.39 1.39 | prep>title -0.25 -0.09
runs_2_a 0 1.05 | runs_2_m 0 0.77 | runs_2_n 0 -0.27
runs_2_s 0 1.25 | runs_3_a 0 0.29 | runs_3_m 0 0.46
runs_3_s 0 0.21 | runs_4_a 0 0.35 | runs_4_m 0 -0.22
runs_4_n 0 -0.23 | runs_4_s 0 -0.67 | same -0.73 -0.65
size_1 -0.86 -1 | size_2 0.3 0.15 | size_3 0.96 0.71
size_4 0.74 0.64 | size_6 -0.56 -0.36 | size_7 -0.25 -0.22
size_8 -0.07 0 | tag>and 0.82 0.86 | tag>def -1.25 -0.98
tag>def_nisba -0.35 -0.46 | tag>def_tag 0.33 0.34 | tag>given -0.5 -0.39
tag>head -0.52 -0.51 | tag>latin -0.26 -0.23 | tag>nisba -0.47 -0.4
tag>plain -0.71 -0.58 | tag>prep 0.57 0.62 | tag>tag -1.01 -0.91
tag>title -0.17 -0.13 | tag>to 0.38 0.25 | text_apart_2 0 -0.66
text_apart_3 0 -0.57 | text_apart_4 0 -0.77 | text_rare 0 -0.61
text_share_am 0 -0.14 | text_share_mm 0 0.18 | text_share_mn 0 0.34
text_share_ms 0 0.27 | text_share_nm 0 0.22 | text_share_nn 0 0.37
text_share_ns 0 0.47 | text_share_sm 0 0.25 | text_share_sn 0 0.43
text_share_ss 0 0.19 | text_together_1 0 0.51 | text_together_2 0 1
text_together_3 0 0.8 | text_together_4 0 0.41 | title>given 1.29 1.29
title>head -0.31 0 | title>nisba -0.26 0 | title>plain 0.28 0.18
title>tag 0.61 0.5 | to>and 0.21 0.23 | to>def 0.18 0
to>def_nisba 0.35 0.3 | to>def_tag 0.23 0.27 | to>head -0.18 -0.06
to>plain -0.32 -0.33 | to>tag 0.77 0.58
"""

_ROWS = [entry.split() for line in _TABLE.split("\n") if line for entry in line.split(" | ")]
ALONE = {name: float(alone) for name, alone, _ in _ROWS}
"""Weights for one page alone."""
WITH_EVIDENCE = {name: float(beside) for name, _, beside in _ROWS}
"""Weights for a page beside what other pages teach."""
