"""The commands of `./lanyard`, one module each; `COMMANDS` is the whole list."""
