"""A result becomes words and files: the summary, the change table, the folder of outputs."""
