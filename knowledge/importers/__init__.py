"""One module a format: each turns files into entries of the model, refusing broken records one by one."""
