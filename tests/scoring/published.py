"""Worked examples that others printed: how often which answers were given, and what was estimated from them.

Response patterns with how many people gave them are public tables; no person can be found in them.
"""

# Bock & Lieberman (1970), Psychometrika 35(2), 179-197: Law School Admission Test, sections 6 and 7, 1,000 people.
LSAT6 = {
    "00000": 3, "00001": 6, "00010": 2, "00011": 11, "00100": 1, "00101": 1, "00110": 3, "00111": 4, "01000": 1,
    "01001": 8, "01011": 16, "01101": 3, "01110": 2, "01111": 15, "10000": 10, "10001": 29, "10010": 14, "10011": 81,
    "10100": 3, "10101": 28, "10110": 15, "10111": 80, "11000": 16, "11001": 56, "11010": 21, "11011": 173,
    "11100": 11, "11101": 61, "11110": 28, "11111": 298,
}  # fmt: skip
LSAT7 = {
    "00000": 12, "00001": 19, "00010": 1, "00011": 7, "00100": 3, "00101": 19, "00110": 3, "00111": 17, "01000": 10,
    "01001": 5, "01010": 3, "01011": 7, "01100": 7, "01101": 23, "01110": 8, "01111": 28, "10000": 7, "10001": 39,
    "10010": 11, "10011": 34, "10100": 14, "10101": 51, "10110": 15, "10111": 90, "11000": 6, "11001": 25,
    "11010": 7, "11011": 35, "11100": 18, "11101": 136, "11110": 32, "11111": 308,
}  # fmt: skip

# Rizopoulos (2006), Journal of Statistical Software 17(5), and the output of its package ltm for these data: the
# two-parameter logistic model, which is the graded model with two categories. Item: a, b, and their standard errors.
LSAT6_BY_LTM = [
    (0.8253715, -3.3597341, 0.2581, 0.8669), (0.7229499, -1.3696497, 0.1867, 0.3073),
    (0.8904748, -0.2798983, 0.2326, 0.0997), (0.6885502, -1.8659189, 0.1852, 0.4341),
    (0.6574516, -3.1235725, 0.2100, 0.8700),
]  # fmt: skip
LSAT6_LOG_LIKELIHOOD = -2466.653

# Chalmers (2012), Journal of Statistical Software 48(6), and the reference pages of the R package mirt. Item: a, b.
LSAT7_BY_MIRT = [
    (0.9879254, -1.8787456), (1.0808847, -0.7475160), (1.7058006, -1.0576962), (0.7651853, -0.6351358),
    (0.7357980, -2.5204102),
]  # fmt: skip
LSAT7_LOG_LIKELIHOOD = -2658.805

# Karlheinz & Melich (1992), Euro-Barometer 38.1: 392 people in Great Britain on science and technology, four items of
# four categories. The table of patterns is printed on the reference page of mirt's `residuals`.
SCIENCE_ITEMS = ("Comfort", "Work", "Future", "Benefit")
SCIENCE = {
    "1111": 2, "1321": 1, "1423": 1, "1431": 1, "2111": 1, "2124": 1, "2211": 1, "2222": 4, "2223": 2, "2231": 1,
    "2232": 1, "2233": 1, "2243": 1, "2313": 1, "2322": 2, "2323": 1, "2332": 3, "2333": 3, "2334": 2, "2341": 1,
    "2343": 2, "2421": 1, "2443": 2, "2444": 1, "3111": 1, "3113": 2, "3122": 2, "3123": 4, "3132": 5, "3133": 5,
    "3134": 3, "3143": 1, "3144": 1, "3212": 1, "3214": 1, "3221": 1, "3222": 10, "3223": 7, "3231": 1, "3232": 16,
    "3233": 22, "3234": 5, "3241": 1, "3242": 1, "3243": 3, "3244": 2, "3313": 2, "3321": 1, "3322": 13, "3323": 10,
    "3324": 2, "3331": 5, "3332": 23, "3333": 52, "3334": 8, "3342": 7, "3343": 13, "3344": 12, "3413": 1, "3423": 1,
    "3432": 2, "3433": 4, "3434": 4, "3441": 1, "3442": 1, "3443": 6, "3444": 3, "4114": 1, "4122": 1, "4124": 2,
    "4134": 1, "4221": 1, "4223": 3, "4233": 8, "4234": 2, "4242": 1, "4244": 1, "4323": 1, "4332": 2, "4333": 21,
    "4334": 3, "4342": 2, "4343": 5, "4344": 8, "4432": 1, "4433": 2, "4434": 3, "4442": 2, "4443": 6, "4444": 12,
}  # fmt: skip
SCIENCE_BY_MIRT = [
    (1.041755, (-4.669193, -2.5341299, 1.4072541)), (1.225962, (-2.385068, -0.7350678, 1.8488053)),
    (2.293372, (-2.282226, -0.9652918, 0.8562529)), (1.094915, (-3.057698, -0.9056673, 1.5419094)),
]  # fmt: skip
SCIENCE_LOG_LIKELIHOOD = -1608.870

# The reference page of mirt's `fscores`: expected a posteriori theta and its standard error by pattern.
SCIENCE_SCORES = {
    "1111": (-2.7492669, 0.6293525), "1321": (-1.4198318, 0.5772364), "1423": (-0.7141976, 0.6200139),
    "1431": (-0.4469265, 0.6509531), "2111": (-2.5437807, 0.5909114), "2124": (-1.2478570, 0.5840105),
}  # fmt: skip

# Again `residuals`: the correlations of what is left of two answers when each person's theta is known (Q3, Yen 1984).
SCIENCE_Q3 = {
    ("Comfort", "Work"): -0.203, ("Comfort", "Future"): -0.252, ("Comfort", "Benefit"): 0.085,
    ("Work", "Future"): -0.208, ("Work", "Benefit"): -0.242, ("Future", "Benefit"): -0.320,
}  # fmt: skip
