"""Weights of the tag model, fitted by ``benchmarks/fit_tag_gaps.py``; not edited by hand.

Each entry is a feature of ``tag_features``, its weight when a page stands alone, and its weight beside
evidence. ``a>b`` is a gap between words of two classes; a positive weight joins, a negative one cuts.
Fitted on 1377 articles of 2 files by penalised maximum likelihood (penalty 1,
features met 5 times or more).
"""

from __future__ import annotations

_TABLE = """
agrees 0.43 0.38 | and>def 0.5 0.53 | and>def_nisba 0.28 0.12
and>def_tag -0.53 -0.25 | and>head -0.09 -0.11 | and>tag -0.08 0
and>title 0.07 0.08 | close_and 0.77 0.59 | close_def 0.99 0.74
close_def_nisba 1.36 1.42 | close_def_tag 1.81 1.61 | close_given -0.12 0
close_given_tag 0 -0.06 | close_head -2.29 -1.75 | close_head_tag -0.94 -0.64
close_latin 0.38 0.36 | close_nisba 1.06 0.92 | close_num 0.76 0.34
close_plain 0.31 0.06 | close_prep -3.59 -2.82 | close_tag 1.63 1.5
close_title -0.91 -1.13 | close_to 0 -0.16 | def>and 0.16 0.31
def>def 0.49 0.44 | def>def_nisba 1.37 1.3 | def>def_tag 0 -0.26
def>given -1.1 -0.79 | def>given_tag -0.28 -0.26 | def>head -1.4 -1.3
def>head_tag -0.81 -0.77 | def>latin -0.4 -0.1 | def>nisba -1.12 -1.03
def>plain 0.35 0.12 | def>prep 1.03 0.96 | def>tag -0.85 -0.79
def>title -0.52 -0.44 | def>to 0.3 0.33 | def_nisba>def -1.89 -1.45
def_nisba>def_nisba 1.14 1.23 | def_nisba>def_tag 0 -0.19 | def_nisba>given 0.55 0.77
def_nisba>given_tag -0.19 -0.14 | def_nisba>head -0.85 -1.15 | def_nisba>head_tag -0.72 -0.61
def_nisba>latin 0.18 0.24 | def_nisba>nisba -0.36 -0.59 | def_nisba>num 0.16 0
def_nisba>plain -0.96 -0.79 | def_nisba>prep 2.65 1.71 | def_nisba>tag -1.87 -1.42
def_nisba>title -0.6 -0.43 | def_nisba>to 1.65 1.58 | def_tag>and 0.65 0.64
def_tag>def -0.67 -0.19 | def_tag>def_nisba 1.11 1.06 | def_tag>def_tag -0.82 -0.4
def_tag>given -1.22 -0.96 | def_tag>given_tag -0.16 -0.15 | def_tag>head -1.52 -1.29
def_tag>head_tag -0.79 -0.74 | def_tag>latin 0.85 0.31 | def_tag>nisba -0.66 -0.85
def_tag>num 0.9 0.61 | def_tag>plain -0.57 -0.37 | def_tag>prep 1.34 1.07
def_tag>tag -2.04 -1.49 | def_tag>title 0 -0.3 | def_tag>to 0.87 0.49
disagrees -0.56 -0.28 | given>def -0.19 -0.2 | given>def_nisba 0.06 0
given>def_tag -1.23 -0.89 | given>given 0.3 0.28 | given>head -1 -0.67
given>head_tag 0.41 0.46 | given>nisba 0.53 0.59 | given>plain 1.66 1.37
given>tag -0.35 -0.39 | given>title 0.44 0.37 | given>to 0.43 0.25
given_tag>def 0.21 -0.26 | given_tag>def_tag -0.62 -0.4 | given_tag>head -0.11 -0.1
given_tag>plain -0.13 0.21 | given_tag>tag -0.27 -0.2 | head>def 0.38 0.16
head>def_nisba -1.39 -1.22 | head>def_tag 0.28 0 | head>given -0.88 -0.93
head>given_tag -0.21 -0.14 | head>head 2.13 2.12 | head>head_tag 1.61 1.55
head>latin 0.05 0.06 | head>nisba -0.4 -0.45 | head>num 0.1 0
head>plain -0.95 -0.85 | head>tag 0.7 0.4 | head>title 0.38 0.43
head_tag>def -1.37 -1.2 | head_tag>def_nisba 0.09 0 | head_tag>def_tag -0.14 0.05
head_tag>given 2.41 1.86 | head_tag>head 0.1 -0.23 | head_tag>head_tag -0.54 -0.49
head_tag>nisba -0.16 -0.4 | head_tag>plain -0.29 0.32 | head_tag>tag 0.73 0.6
head_tag>title 0.68 0.65 | latin>def -0.06 0 | latin>def_tag -0.59 -0.63
latin>given -0.14 -0.12 | latin>head -0.35 -0.18 | latin>head_tag -0.29 -0.14
latin>latin 0.69 0.71 | latin>num 0.24 0 | latin>plain -0.74 -0.61
latin>tag -0.43 -0.16 | lexicon_1 2.47 2.36 | lexicon_2 1.62 1.42
lexicon_3 1.84 2.03 | lexicon_pair 5.11 4.61 | list_joined_1 0 2.97
list_joined_2 0 2.67 | list_joined_3 0 1.85 | list_joined_4 0 0.32
list_parted_1 0 -1.38 | list_parted_2 0 -2.26 | list_parted_3 0 -1.59
list_parted_4 0 -1.17 | list_tag_1_1 0 0.59 | list_tag_1_2 0 -0.38
list_tag_1_3 0 -0.9 | list_tag_1_4 0 -0.89 | list_tag_2_1 0 1.11
list_tag_2_2 0 0.49 | list_tag_2_3 0 0.48 | list_tag_2_4 0 -0.25
list_tag_3_1 0 1.67 | list_tag_3_2 0 -0.12 | list_tag_3_3 0 0.65
name_2 1.17 0.84 | name_3 0 0.11 | name_4 -0.56 -0.44
nisba>def -1.05 -1.08 | nisba>def_nisba -0.29 -0.17 | nisba>def_tag -1.12 -0.84
nisba>given -0.25 -0.19 | nisba>head 0.14 0.34 | nisba>head_tag -0.32 -0.28
nisba>latin -0.62 -0.5 | nisba>nisba 1.68 1.38 | nisba>num -0.11 -0.09
nisba>plain -0.36 -0.11 | nisba>prep 0.23 0 | nisba>tag 0.48 0.35
num>def_nisba 0 -0.31 | num>def_tag -0.27 0 | num>latin -0.29 0
num>nisba 0.55 0.69 | num>plain 0.47 0 | only_and -0.92 -0.97
only_def 1.82 1.52 | only_def_nisba -0.26 -0.13 | only_def_tag 0.96 0.96
only_given -0.94 -1.12 | only_given_tag 0.92 0.79 | only_head 0.43 0.53
only_head_tag -0.59 -0.55 | only_latin 1.29 0.79 | only_nisba 0.58 0.29
only_num -1.13 -0.63 | only_plain 0.59 0.17 | only_prep -2.29 -1.53
only_tag 1.18 1.16 | only_title -1.25 -1.48 | only_to -1.54 -1.35
open_and -0.96 -0.69 | open_def 1.16 1.06 | open_def_nisba -0.78 -0.7
open_def_tag 1.54 1.33 | open_given -0.1 0.18 | open_given_tag 0.08 0
open_head 2.04 2 | open_head_tag 2.25 2.08 | open_latin 0.11 -0.29
open_nisba 0.59 0.45 | open_num -0.56 -0.38 | open_plain 0.89 0.55
open_prep -4.05 -3.35 | open_tag 0 -0.28 | open_title 1.44 1.27
open_to -2.47 -2.26 | page_apart -1.92 -1.73 | page_apart_1 -0.12 -0.16
page_apart_2 -0.6 -0.62 | page_apart_3 -0.64 -0.49 | page_apart_4 -0.56 -0.46
page_half_seen -0.29 -0.13 | page_share_aa 1.84 1.09 | page_share_am 0.57 0.83
page_share_an 0 -0.08 | page_share_as 1.12 1.04 | page_share_ma 1.01 0.62
page_share_mm -0.2 -0.44 | page_share_mn -0.17 0.19 | page_share_na 0.06 0
page_share_nm -0.45 0 | page_share_nn -0.89 -0.95 | page_share_ns -0.79 -0.63
page_share_sa 0.17 0.06 | page_share_sn 0.29 0.29 | page_share_ss -0.07 0.5
page_together 2.47 2.6 | page_together_1 -0.26 0.57 | page_together_2 1.2 1.08
page_together_3 0.77 0.61 | page_together_4 0.77 0.34 | page_unseen -0.35 -0.17
page_whole_0 0.06 0.24 | page_whole_1 0.6 0.59 | page_whole_2 0.25 0
plain>and -0.22 0.06 | plain>def 0.65 0.53 | plain>def_nisba -1.73 -1.49
plain>def_tag 0.51 0.53 | plain>given -0.52 -0.64 | plain>given_tag -0.08 -0.06
plain>head 0.36 0.21 | plain>head_tag 0.28 -0.14 | plain>latin -1.53 -0.94
plain>nisba 0.18 0.54 | plain>num 0.6 0.55 | plain>plain 0.33 0.11
plain>prep 0.17 0.26 | plain>tag 0.19 0 | plain>title -0.29 0.07
plain>to 0.18 0.16 | prep>def 1 0.55 | prep>def_tag 1.52 0.83
prep>given 0.32 0.51 | prep>head 1.13 0.62 | prep>plain 0.28 0.41
prep>tag 1.63 1.44 | runs_2_a 0 1.38 | runs_2_m 0 1.67
runs_2_s 0 1.85 | runs_3_m 0 1.25 | runs_3_n 0 -0.13
runs_3_s 0 0.99 | runs_4_a 0 0.31 | runs_4_m 0 -0.67
runs_4_s 0 -1.24 | same -1.14 -1.07 | size_1 -1.14 -1.54
size_2 0.33 0.11 | size_3 1.04 0.73 | size_4 0.72 0.63
size_5 0 0.24 | size_6 -0.52 -0.55 | size_7 -0.26 -0.15
tag>and 0.88 0.65 | tag>def -1.39 -0.93 | tag>def_nisba 0.23 0.29
tag>def_tag 0.95 0.43 | tag>given -0.35 -0.61 | tag>head -0.26 -0.26
tag>head_tag -0.46 -0.37 | tag>latin -0.34 -0.27 | tag>nisba -0.7 -0.55
tag>num -0.21 -0.1 | tag>plain -1.03 -0.9 | tag>prep 0.89 0.79
tag>tag -1.24 -1.37 | tag>title -0.29 -0.22 | tag>to 0.54 0.77
text_apart_2 0 -1.21 | text_apart_3 0 -0.91 | text_apart_4 0 -0.74
text_rare 0 -1.13 | text_share_am 0 0.13 | text_share_mm 0 0.89
text_share_mn 0 0.31 | text_share_ms 0 0.16 | text_share_nm 0 0.25
text_share_nn 0 0.14 | text_share_ns 0 0.78 | text_share_sa 0 0.07
text_share_sm 0 0.24 | text_share_sn 0 1.22 | text_share_ss 0 0.28
text_together_1 0 1.21 | text_together_2 0 1.45 | text_together_3 0 1.41
text_together_4 0 0.48 | title>def 0.09 0 | title>def_tag -0.77 -0.62
title>given 1.95 1.78 | title>head -0.54 -0.33 | title>nisba -0.4 0
title>plain 0.77 0.68 | title>tag 1.03 1.05 | to>and 0.42 0
to>def 0.33 0.51 | to>def_nisba 0.16 0 | to>def_tag 0.33 0.41
to>head -0.22 -0.18 | to>nisba -0.3 -0.08 | to>plain -0.33 -0.28
to>tag 1.13 1.12
"""

_ROWS = [entry.split() for line in _TABLE.split("\n") if line for entry in line.split(" | ")]
ALONE = {name: float(alone) for name, alone, _ in _ROWS}
"""Weights for one page alone."""
WITH_EVIDENCE = {name: float(beside) for name, _, beside in _ROWS}
"""Weights for a page beside what other pages teach."""
