"""Case files of the structure, and the one test that reads them all."""
