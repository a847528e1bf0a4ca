from evaluation.typst.blocks import *
