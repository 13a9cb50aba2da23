"""`listenback demo`: the whole loop on the shipped sample calls, by the same jobs a real installation runs."""
