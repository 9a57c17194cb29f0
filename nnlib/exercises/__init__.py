"""Checkers for the exercises of the chapters: one module a chapter, one function an exercise.

A checker prints "Correct" or "Not yet" with the first input that is wrong.
"""
