"""REST under `/v1`: what the pages can do, for QA teams and reporting tools. Problems name a remedy."""
