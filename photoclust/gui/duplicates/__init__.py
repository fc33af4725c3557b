"""The room of duplicates: three tiers, their groups, and what becomes of them.

How a group gets on the screen. `Finder` asks the library in the background and has a `Board` of what it
answered and what the person said since; `listing.list_tier` turns one tier of it into sections and figures,
off the GUI thread; `DuplicatesPanel` shows them in its `DuplicateGrid`, which is the grid of photos with a
ring around the one to keep and a few words below each.

How a word becomes a deed. `DuplicateCommands` hears the links in the headers, the menu and the keys. Verdicts
go through the queue of changes; getting rid of photos through `RemovalDialog`, which shows the plan first.
Both can be undone, and `RestoreDialog` brings back what is in the trash after a restart too.
"""
