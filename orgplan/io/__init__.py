"""Reading and writing files: every error comes with its place, so that people can mend it."""
