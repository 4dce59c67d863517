"""One module for each job a person does; each speaks domain values to both doors."""
