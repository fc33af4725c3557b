"""Says of everything in the bundle who made it and under which licence, or refuses.

The way of a bundle through here (`run`): `table` reads what was written by hand (`components/*.toml`),
`distributions` what the installed packages say of themselves, `claims` gives every file and module to a
`Component`, `texts` fetches the licences, `rules` finds what may not be shipped, and `notices`, `sbom` and
`folder` write the rest down.
"""
