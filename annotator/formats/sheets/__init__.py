"""The tables that CSV and Excel share: a row for each article, mention, claim, answer and so on."""
