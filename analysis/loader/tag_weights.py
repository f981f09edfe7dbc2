"""Weights of the tag model, fitted by ``benchmarks/fit_tag_gaps.py`` (see there); do not edit by hand.

Each entry is a feature of ``tag_features``, its weight when a page stands alone, and its weight beside evidence. ``a>b`` is a
gap between words of two classes; a positive weight joins, a negative one cuts. Fitted on 1387 articles of 2 files
by penalised maximum likelihood (penalty 2, features met 5 times or more).
"""

from __future__ import annotations

_TABLE = """
agrees 0.81 0.82 | and>def 0.28 0.31 | and>def_nisba 0.19 0.11
and>def_tag -0.27 -0.16 | and>head -0.09 -0.11 | and>nisba -0.29 -0.36
and>title 0.07 0 | close_and 0.84 0.78 | close_def 0.5 0.34
close_def_nisba 1.16 1.17 | close_def_tag 1.31 1.28 | close_given -0.31 -0.2
close_head -1.96 -1.58 | close_latin 0.07 -0.19 | close_nisba 0.79 0.7
close_num 0.76 0.81 | close_plain 0 -0.09 | close_prep -2.42 -2.1
close_tag 1.2 1.05 | close_title -0.73 -0.93 | close_to -0.09 -0.12
def>and 0.08 0.12 | def>def 0.2 0.09 | def>def_nisba 0.69 0.59
def>def_tag -0.53 -0.5 | def>given -0.93 -0.65 | def>head -1.12 -1.01
def>latin -0.24 -0.05 | def>nisba -0.33 -0.28 | def>plain 0.05 -0.08
def>prep 0.98 0.93 | def>tag -0.73 -0.72 | def>title 0 0.09
def>to 0.13 0.12 | def_nisba>def -1.49 -1.25 | def_nisba>def_nisba 0.96 1
def_nisba>def_tag -0.73 -0.74 | def_nisba>given 0.43 0.25 | def_nisba>head -0.8 -0.67
def_nisba>latin 0.05 -0.05 | def_nisba>nisba -0.53 -0.51 | def_nisba>num 0 -0.05
def_nisba>plain -0.46 -0.29 | def_nisba>prep 2.12 1.44 | def_nisba>tag -1.38 -1.04
def_nisba>title -0.35 -0.24 | def_nisba>to 1.39 1.26 | def_tag>and 0.37 0.08
def_tag>def -0.66 -0.48 | def_tag>def_nisba 1.1 1.05 | def_tag>def_tag -1.28 -0.92
def_tag>given -0.76 -0.7 | def_tag>head -1.23 -1.07 | def_tag>latin 0.82 0.41
def_tag>nisba -0.45 -0.55 | def_tag>num 0.25 0.17 | def_tag>plain -0.59 -0.53
def_tag>prep 1.19 1.16 | def_tag>tag -1.92 -1.51 | def_tag>title 0.06 -0.14
def_tag>to 0.59 0.69 | disagrees -0.39 -0.4 | given>def -0.14 -0.33
given>def_tag -0.64 -0.41 | given>given 0.45 0.53 | given>head -0.11 -0.45
given>nisba 0.11 0.14 | given>plain 1.02 1.34 | given>tag -0.67 -0.56
given>title 0.29 -0.07 | given>to 0.3 0.31 | head>def 0.31 0.27
head>def_nisba -0.72 -0.71 | head>def_tag 0.09 0 | head>given 0.71 0.05
head>head 1.25 1.31 | head>latin -0.4 -0.42 | head>nisba 0.16 0.12
head>num 0.06 0 | head>plain -0.39 -0.15 | head>tag 0.91 1.03
head>title 0 -0.07 | latin>def -0.12 -0.05 | latin>def_tag -0.41 -0.4
latin>head -0.13 -0.1 | latin>latin 0.51 0.69 | latin>num 0.18 0
latin>plain -0.63 -0.48 | latin>tag -0.32 -0.18 | latin>title -0.18 -0.2
lexicon_1 1.25 1.11 | lexicon_2 1.5 1.25 | lexicon_3 1.74 1.39
lexicon_pair 4.41 3.64 | list_joined_1 0 1.75 | list_joined_2 0 1.58
list_joined_3 0 -0.06 | list_joined_4 0 0.48 | list_parted_1 0 -0.78
list_parted_2 0 -1.53 | list_parted_3 0 -1.2 | list_parted_4 0 -0.64
list_tag_1 0 1.32 | list_tag_2 0 0.9 | list_tag_3 0 0.15
list_tag_4 0 0.29 | name_2 1.14 0.94 | name_3 -0.12 -0.08
name_4 -0.62 -0.47 | nisba>def -0.52 -0.54 | nisba>def_nisba -0.29 -0.2
nisba>def_tag -0.52 -0.45 | nisba>given -0.4 -0.3 | nisba>head 0 0.16
nisba>latin -0.16 -0.16 | nisba>nisba 0.87 0.72 | nisba>plain -0.24 0
nisba>prep 0.26 0.12 | nisba>tag 0.26 0 | nisba>title -0.07 0
num>def -0.14 -0.12 | num>def_tag -0.06 -0.06 | num>head -0.05 0
num>latin -0.19 0 | num>nisba 0.31 0.2 | num>plain 0.47 0.08
num>tag -0.22 -0.29 | only_and -0.69 -0.59 | only_def 1.23 1.01
only_def_nisba -0.36 -0.28 | only_def_tag 1.21 1.05 | only_given -0.33 -0.34
only_head -0.07 0 | only_latin 1.08 0.92 | only_nisba 0.11 0
only_num -0.85 -0.63 | only_plain 0.2 -0.11 | only_prep -2.19 -1.71
only_tag 1.95 1.51 | only_title -0.97 -0.91 | only_to -1.17 -1
open_and -0.62 -0.44 | open_def 1.02 0.92 | open_def_nisba -0.52 -0.53
open_def_tag 1 0.88 | open_given -0.16 0 | open_head 1.92 1.74
open_latin 0 -0.36 | open_nisba 0.36 0.41 | open_num -0.22 -0.14
open_plain 0.97 0.69 | open_prep -2.68 -2.19 | open_tag 0.25 0.08
open_title 1.58 1.59 | open_to -1.8 -1.73 | page_apart -1.79 -1.6
page_apart_1 -0.21 -0.18 | page_apart_2 -0.46 -0.42 | page_apart_3 -0.59 -0.44
page_apart_4 -0.53 -0.56 | page_half_seen -0.39 -0.16 | page_share_aa 1.45 1.12
page_share_am 0.42 0.41 | page_share_an 0 0.21 | page_share_as 0.73 0.59
page_share_ma 0.71 0.68 | page_share_ms 0.06 0.12 | page_share_na 0 0.08
page_share_nm -0.22 -0.33 | page_share_nn -0.84 -0.78 | page_share_ns -0.38 -0.17
page_share_sa 0.1 0.12 | page_share_sm 0.07 0.09 | page_share_sn 0.09 0.2
page_share_ss 0 -0.25 | page_together 2.13 2 | page_together_1 0 0.15
page_together_2 0.88 0.72 | page_together_3 0.68 0.39 | page_together_4 0.59 0.75
page_unseen -0.25 -0.12 | page_whole_0 0.1 0.22 | page_whole_1 0.44 0.4
page_whole_2 0.31 0.12 | plain>and -0.17 -0.05 | plain>def 0.33 0.32
plain>def_nisba -0.7 -0.67 | plain>def_tag 0.45 0.49 | plain>given -0.22 0
plain>head 0.27 0.08 | plain>latin -0.92 -0.59 | plain>nisba 0.06 0.16
plain>num 0.64 0.62 | plain>plain 0 -0.06 | plain>prep -0.3 -0.25
plain>tag 0.14 0 | plain>title 0 0.14 | plain>to 0.14 0
prep>def 0.72 0.78 | prep>def_nisba -0.38 -0.37 | prep>def_tag 1.11 0.6
prep>given 0.47 0.4 | prep>head 1.19 0.71 | prep>latin -0.32 -0.23
prep>nisba 0.34 0.26 | prep>plain 0.34 0.35 | prep>tag 1.39 1.39
prep>title -0.25 -0.1 | runs_2_a 0 1.37 | runs_2_m 0 0.91
runs_2_n 0 -0.26 | runs_2_s 0 0.96 | runs_3_a 0 0.4
runs_3_m 0 0.68 | runs_3_s 0 0.41 | runs_4_a 0 0.3
runs_4_m 0 -0.22 | runs_4_n 0 -0.17 | runs_4_s 0 -0.65
same -0.73 -0.66 | size_1 -0.86 -1.06 | size_2 0.3 0.2
size_3 0.96 0.71 | size_4 0.74 0.63 | size_6 -0.56 -0.35
size_7 -0.25 -0.22 | size_8 -0.07 0 | tag>and 0.82 0.65
tag>def -1.25 -1.01 | tag>def_nisba -0.35 -0.36 | tag>def_tag 0.33 0.3
tag>given -0.5 -0.3 | tag>head -0.52 -0.54 | tag>latin -0.26 -0.15
tag>nisba -0.47 -0.26 | tag>plain -0.71 -0.63 | tag>prep 0.57 0.45
tag>tag -1.01 -0.85 | tag>title -0.17 -0.11 | tag>to 0.38 0.26
text_apart_2 0 -0.65 | text_apart_3 0 -0.63 | text_apart_4 0 -0.59
text_rare 0 -0.66 | text_share_am 0 -0.06 | text_share_mm 0 0.16
text_share_mn 0 0.34 | text_share_ms 0 0.36 | text_share_nm 0 0.26
text_share_nn 0 0.39 | text_share_ns 0 0.45 | text_share_sm 0 0.24
text_share_sn 0 0.35 | text_share_ss 0 0.08 | text_together_1 0 0.38
text_together_2 0 0.99 | text_together_3 0 0.93 | text_together_4 0 0.35
title>given 1.29 1.1 | title>head -0.31 0 | title>nisba -0.26 0
title>plain 0.28 0.22 | title>tag 0.61 0.54 | to>and 0.21 0.24
to>def 0.18 0.08 | to>def_nisba 0.35 0.29 | to>def_tag 0.23 0.33
to>head -0.18 -0.07 | to>plain -0.32 -0.36 | to>tag 0.77 0.62
"""

_ROWS = [entry.split() for line in _TABLE.split("\n") if line for entry in line.split(" | ")]
ALONE = {name: float(alone) for name, alone, _ in _ROWS}
"""Weights for one page alone."""
WITH_EVIDENCE = {name: float(beside) for name, _, beside in _ROWS}
"""Weights for a page beside what other pages teach."""
