"""Bytes of unknown encoding -> text as it was meant, and text as it is shown."""

from analysis.loader.decode.text import Decoded, clean, clean_expr, decode, unescape

__all__ = ["Decoded", "clean", "clean_expr", "decode", "unescape"]
