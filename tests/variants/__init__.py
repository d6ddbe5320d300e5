"""Tables as departments send them, each laid out its own way, the outcome written by hand."""
