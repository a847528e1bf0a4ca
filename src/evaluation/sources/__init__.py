"""What a table must look like, and the only code that opens source data."""
