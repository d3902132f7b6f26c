"""Papers that a person takes along: the CV and the recovery sheet. Nothing outside this folder imports reportlab."""
