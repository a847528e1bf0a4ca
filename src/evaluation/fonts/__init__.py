from evaluation.typst.fonts import *
