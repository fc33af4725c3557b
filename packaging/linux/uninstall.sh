#!/bin/sh
# Removes what install.sh brought, and nothing else: library, settings and photos stay.
set -eu

program=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
if [ ! -f "$program/prefix" ] || [ ! -f "$program/installed-files" ]; then
    echo "Nothing is installed here: $program" >&2
    exit 1
fi
prefix=$(cat "$program/prefix")
while IFS= read -r file; do
    rm -f "$prefix/$file"
done <"$program/installed-files"
[ "$(readlink "$prefix/bin/photoclust" || :)" != "$program/photoclust" ] || rm -f "$prefix/bin/photoclust"
rm -rf "$program"
if command -v update-desktop-database >/dev/null; then
    update-desktop-database -q "$prefix/share/applications" || :
fi
echo "PhotoClust is removed. Your library (albums!) and settings are where they were:"
echo "    ${XDG_DATA_HOME:-$HOME/.local/share}/photoclust"
echo "    ${XDG_CONFIG_HOME:-$HOME/.config}/photoclust"
