"""What is looked at before a shift begins: clock, disk, database, keys, certificates, printers, backup."""
