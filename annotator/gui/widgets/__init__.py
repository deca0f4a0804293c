"""Small painted widgets that panels are made of; each is chrome and knows neither desk nor page."""
