"""Case files of the rules, and the one test that reads them all."""
