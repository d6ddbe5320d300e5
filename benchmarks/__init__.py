"""Side-by-side measurements of orgplan and its peers; `README.md` has the protocol."""
