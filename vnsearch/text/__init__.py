"""The text rules: pure functions over the standard library and Unidecode, each rule once."""
