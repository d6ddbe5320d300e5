"""Trees whose levels meet in little: one price for all levels, whole partings for every group."""
