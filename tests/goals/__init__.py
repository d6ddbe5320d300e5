"""Case files of the goals, and the one test that reads them all."""
