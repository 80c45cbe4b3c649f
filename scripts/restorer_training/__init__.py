"""How the models of normalizers/diacritics are made; scripts/train_restorer.py calls it."""
