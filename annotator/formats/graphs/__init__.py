"""What formats of marks and arrows share: PubAnnotation, GATE, BioC, W3C Web Annotation."""
