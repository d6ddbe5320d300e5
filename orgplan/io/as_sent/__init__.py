"""Tables as departments send them: without identifiers, numbered or indented, duties in prose.

One file a step: rows that are units, numbering, outline, titles, names, kinds, identifiers, posts.
What leaves here are ordinary records, so that every check after that is shared with other tables,
and a guess for each value that no cell states.
"""
