"""Use cases of the program, shared by the window and the command line."""
