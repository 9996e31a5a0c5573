"""The bare status page: is the site open, and do the books balance?"""
