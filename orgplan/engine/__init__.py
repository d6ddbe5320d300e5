"""How a model is solved: back ends over the neutral terms, and the order of the tiers."""
