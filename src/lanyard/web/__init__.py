"""Where all comes together: the Django project, the commands, and the words that people read."""
