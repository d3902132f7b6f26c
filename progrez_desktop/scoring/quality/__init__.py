"""How a sitting was answered: pace, sameness, agreement, pattern. Advice to a reader, never a verdict on a person.

What is left where few statements were answered, as in an adaptive sitting:

    pace        20 times                    runs        any number of answers, format by format
    spread      30 answers                  like pairs  12 pairs with both answered, the cut by their number
    halves      7 scales with 4 answers     fit         20 answers, the cut by their number

Formats of five, six and seven points stand side by side: answers are shares of their own format, and runs, pairs and
variation are looked at within one.
"""
