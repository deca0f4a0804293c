"""UIMA's common analysis structure (CAS): one value that its XML, JSON and TSV forms share."""
