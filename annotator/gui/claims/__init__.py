"""The rooms of the claims panel: the list's rows, the form of the open claim and its fields."""
