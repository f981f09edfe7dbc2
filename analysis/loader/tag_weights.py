"""Weights of the tag model, fitted by ``benchmarks/fit_tag_gaps.py``; not edited by hand.

Each entry is a feature of ``tag_features``, its weight when a page stands alone, and its weight beside
evidence. ``a>b`` is a gap between words of two classes; a positive weight joins, a negative one cuts.
Fitted on 1369 articles of 2 files by penalised maximum likelihood (penalty 2,
features met 5 times or more).
"""

from __future__ import annotations

_TABLE = """
agrees 0.57 0.59 | and>def 0.24 0.25 | and>def_nisba 0.15 0.16
and>def_tag -0.3 -0.28 | and>head -0.07 -0.09 | close_and 0.66 0.64
close_def 0.75 0.64 | close_def_nisba 1.22 1.08 | close_def_tag 1.49 1.3
close_given -0.38 -0.43 | close_head -1.99 -1.65 | close_latin 0.25 0.18
close_nisba 0.93 0.86 | close_num 0.8 0.68 | close_plain 0 -0.15
close_prep -2.83 -2.11 | close_tag 1.19 1.09 | close_title -0.95 -1.01
close_to -0.17 -0.3 | def>and 0.11 0.13 | def>def 0.1 -0.25
def>def_nisba 0.95 0.79 | def>def_tag -0.54 -0.22 | def>given -0.8 -0.64
def>head -1.17 -0.97 | def>latin -0.3 -0.31 | def>nisba -0.9 -0.67
def>plain 0.42 0.24 | def>prep 0.83 0.87 | def>tag -0.76 -0.82
def>title -0.09 -0.08 | def>to 0.19 0.26 | def_nisba>def -1.49 -1.23
def_nisba>def_nisba 1.2 1.14 | def_nisba>def_tag -0.81 -0.76 | def_nisba>given 0.51 0.41
def_nisba>head -0.83 -0.61 | def_nisba>latin -0.08 0 | def_nisba>nisba -0.17 -0.07
def_nisba>num 0.22 0 | def_nisba>plain -0.77 -0.58 | def_nisba>prep 2.12 1.43
def_nisba>tag -1.58 -1.28 | def_nisba>title -0.42 -0.3 | def_nisba>to 1.39 1.18
def_tag>and 0.39 0.17 | def_tag>def -1.26 -1.05 | def_tag>def_nisba 0.92 0.88
def_tag>def_tag -0.89 -0.69 | def_tag>given -0.59 -0.48 | def_tag>head -1.29 -1.07
def_tag>latin 0.79 0.84 | def_tag>nisba -0.51 -0.45 | def_tag>num 0.49 0.36
def_tag>plain -0.61 -0.59 | def_tag>prep 1.02 0.59 | def_tag>tag -1.69 -1.31
def_tag>title -0.22 -0.2 | def_tag>to 0.59 0.58 | disagrees -0.4 -0.24
given>def 0.12 0 | given>def_tag -0.43 -0.18 | given>given 0.22 0.4
given>head -0.22 -0.19 | given>nisba 0.09 0 | given>plain 0.86 0.94
given>tag -0.51 -0.45 | given>title 0.16 0.13 | given>to 0.29 0
head>def 0.19 0.31 | head>def_nisba -0.78 -0.82 | head>def_tag -0.24 -0.3
head>given 0.36 -0.09 | head>head 1.38 1.27 | head>nisba 0.27 0.2
head>plain -0.68 -0.48 | head>tag 0.75 0.87 | head>title 0.68 0.63
latin>def -0.08 0 | latin>def_tag -0.46 -0.55 | latin>given -0.11 -0.08
latin>head -0.18 -0.18 | latin>latin 0.31 0.33 | latin>num 0.17 0.22
latin>plain -0.34 -0.2 | latin>tag -0.37 -0.31 | lexicon_1 1.21 1.27
lexicon_2 1.6 1.31 | lexicon_3 1.58 1.55 | lexicon_pair 4.4 3.34
list_joined_1 0 3.38 | list_joined_2 0 2.37 | list_joined_3 0 1.6
list_joined_4 0 0.24 | list_parted_1 0 -2.55 | list_parted_2 0 -1.47
list_parted_3 0 -1.42 | list_parted_4 0 -0.66 | list_tag_1_1 0 0.65
list_tag_1_2 0 0.28 | list_tag_1_3 0 -0.32 | list_tag_1_4 0 -0.38
list_tag_2_1 0 0.83 | list_tag_2_2 0 0.65 | list_tag_2_3 0 0.2
list_tag_2_4 0 0.77 | list_tag_3_1 0 1.76 | list_tag_3_2 0 1.08
list_tag_3_3 0 0.08 | name_2 1.13 1.05 | name_3 -0.05 -0.12
name_4 -0.63 -0.56 | nisba>def -0.55 -0.56 | nisba>def_nisba -0.16 -0.19
nisba>def_tag -0.66 -0.54 | nisba>given -0.32 -0.24 | nisba>head -0.12 0.17
nisba>latin -0.21 -0.2 | nisba>nisba 1.01 0.99 | nisba>num -0.07 -0.07
nisba>plain -0.66 -0.72 | nisba>prep 0.17 0.19 | nisba>tag 0.49 0.16
nisba>title -0.05 0 | num>def_nisba 0 0.16 | num>latin -0.18 -0.18
num>plain 0.25 0 | num>tag -0.13 -0.13 | only_and -0.67 -0.68
only_def 1.21 1.05 | only_def_nisba -0.5 -0.42 | only_def_tag 1.37 1.13
only_given -0.21 -0.3 | only_latin 0.8 0.63 | only_nisba 0.22 0.15
only_num -0.72 -0.49 | only_plain 0.29 0.16 | only_prep -1.94 -1.32
only_tag 1.81 1.39 | only_title -1.19 -1.26 | only_to -1.24 -1.08
open_and -0.53 -0.2 | open_def 1.17 1.04 | open_def_nisba -0.64 -0.71
open_def_tag 1.26 1.13 | open_given 0 0.12 | open_head 1.96 1.7
open_latin 0.08 -0.1 | open_nisba 0.75 0.63 | open_num -0.39 -0.36
open_plain 1.06 0.88 | open_prep -3.22 -2.67 | open_tag 0.06 0
open_title 1.13 0.96 | open_to -1.75 -1.55 | page_apart -1.76 -1.56
page_apart_1 -0.17 -0.08 | page_apart_2 -0.51 -0.23 | page_apart_3 -0.52 -0.49
page_apart_4 -0.55 -0.76 | page_half_seen -0.33 -0.21 | page_share_aa 1.31 1.17
page_share_am 0.37 0.28 | page_share_as 0.7 0.57 | page_share_ma 0.7 0.69
page_share_mm 0.06 0.11 | page_share_ms 0 0.09 | page_share_na 0.08 0
page_share_nm -0.27 -0.16 | page_share_nn -0.56 -0.55 | page_share_ns -0.38 -0.41
page_share_sa 0.1 0.06 | page_share_sm 0.06 0.23 | page_share_sn 0.06 0.14
page_share_ss -0.06 0 | page_together 2.18 2.14 | page_together_1 0 0.12
page_together_2 0.93 0.95 | page_together_3 0.69 0.48 | page_together_4 0.58 0.59
page_unseen -0.26 -0.15 | page_whole_0 0 0.07 | page_whole_1 0.52 0.46
page_whole_2 0.31 0.31 | plain>and -0.1 -0.07 | plain>def 0.44 0.44
plain>def_nisba -1.48 -1.33 | plain>def_tag 0.36 0.39 | plain>given -0.38 -0.16
plain>head 0.63 0.46 | plain>latin -0.93 -0.69 | plain>nisba 0 -0.09
plain>num 0.29 0.29 | plain>plain 0.2 0.22 | plain>prep 0.15 0
plain>tag 0.1 0.05 | plain>title 0.24 0.31 | plain>to 0.14 0.13
prep>def 0.84 0.8 | prep>def_tag 1.12 0.65 | prep>given 0.23 0
prep>head 0.85 0.55 | prep>plain 0.24 0.14 | prep>tag 1.5 1.27
runs_2_a 0 0.79 | runs_2_m 0 1.16 | runs_2_n 0 0.19
runs_2_s 0 0.83 | runs_3_m 0 0.55 | runs_3_n 0 0.29
runs_3_s 0 0.63 | runs_4_a 0 0.16 | runs_4_m 0 -0.26
runs_4_s 0 -0.77 | same -0.78 -0.57 | size_1 -0.81 -1.06
size_2 0.12 0 | size_3 0.96 0.77 | size_4 0.7 0.64
size_5 0 0.13 | size_6 -0.49 -0.49 | size_7 -0.23 -0.16
tag>and 0.59 0.62 | tag>def -1.24 -1.08 | tag>def_nisba 0 0.19
tag>def_tag 0 -0.15 | tag>given -0.3 -0.21 | tag>head -0.47 -0.68
tag>latin -0.3 -0.32 | tag>nisba -0.5 -0.44 | tag>plain -0.66 -0.52
tag>prep 0.84 0.85 | tag>tag -1.07 -1.01 | tag>title -0.26 -0.19
tag>to 0.37 0.44 | text_apart_2 0 -0.76 | text_apart_3 0 -0.85
text_apart_4 0 -0.98 | text_rare 0 -0.72 | text_share_an 0 0.06
text_share_mm 0 0.39 | text_share_mn 0 0.19 | text_share_nm 0 0.22
text_share_nn 0 0.45 | text_share_ns 0 0.57 | text_share_sm 0 0.11
text_share_sn 0 1.13 | text_share_ss 0 0.23 | text_together_1 0 0.75
text_together_2 0 1.52 | text_together_3 0 0.88 | text_together_4 0 0.39
title>def 0.08 0.08 | title>given 1.34 1.28 | title>head -0.27 -0.17
title>nisba -0.27 -0.28 | title>plain 0.55 0.56 | title>tag 0.69 0.77
to>and 0.2 0 | to>def 0.22 0.19 | to>def_nisba 0.32 0.12
to>def_tag 0.2 0.36 | to>head -0.16 -0.14 | to>plain -0.13 -0.06
to>tag 0.76 0.89
"""

_ROWS = [entry.split() for line in _TABLE.split("\n") if line for entry in line.split(" | ")]
ALONE = {name: float(alone) for name, alone, _ in _ROWS}
"""Weights for one page alone."""
WITH_EVIDENCE = {name: float(beside) for name, _, beside in _ROWS}
"""Weights for a page beside what other pages teach."""
