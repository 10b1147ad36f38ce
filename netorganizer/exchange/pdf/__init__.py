"""The prep pack as a PDF: tagged (PDF/UA-1), archival (PDF/A-2a), the same bytes for the same record.

``pack.render`` is the only door. reportlab is imported by the modules of this package and by nothing else, so
import them inside the function that prints, never at the top of a module that a window needs to start.

How a record becomes bytes, each step in its own module::

    printable  what of a text can be printed at all
    fonts      which face covers which character, how wide it is
    bidi       right-to-left order, joined Arabic letters
    typeset    text -> lines of positioned runs
    blocks     paragraphs, writing lines, columns, codes: things with a height that draw themselves
    sections   the record -> blocks, in reading order, each with its place in the structure tree
    flow       blocks -> pages
    tagging    the canvas that marks everything drawn as content of the tree or as decoration
    archive    the file around it: structure tree, metadata, colour profile
    pack       all of it together
"""
