"""`photoclust --self-test`, as far as it goes without a window: can this installation do what it must.

`attempt` turns whatever goes wrong into a line; `checks` has the order; `models`, `codecs` and `engine` do
the looking, and `photoclust.gui.selftest` goes on in the window. All of it happens in a temporary folder.
"""
