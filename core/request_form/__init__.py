"""Request forms (下访申请表) from townships: read from Word, Excel or text, and written blank to hand out.

A file becomes rows of cells, whatever kind it is; the rows become raw requests; each field of those gets a
value, the words it stands on, and a verdict. What is not certain is asked, never guessed.
"""
