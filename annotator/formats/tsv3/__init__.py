"""WebAnno TSV 3: layers in columns beside tokens, read into a CAS and written from one."""
