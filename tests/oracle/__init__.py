"""An independent judge of the product: brute force over every plan, written from the contract."""
