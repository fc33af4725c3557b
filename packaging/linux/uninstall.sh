#!/bin/sh
# Removes what install.sh brought, and nothing else: library, settings and photos stay.
set -eu

program=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
if [ ! -f "$program/prefix" ] || [ ! -f "$program/installed-files" ]; then
    echo "Nothing is installed here: $program" >&2
    exit 1
fi
prefix=$(cat "$program/prefix")
if [ "$(CDPATH='' cd -- "$prefix/lib/photoclust" 2>/dev/null && pwd -P)" != "$program" ]; then
    echo "This was installed in $prefix/lib/photoclust and lies in $program: move it back first." >&2
    exit 1
fi
while IFS= read -r file; do
    rm -f "$prefix/$file"
done <"$program/installed-files"
applications=$prefix/share/applications
if [ -d "$applications" ] && command -v update-desktop-database >/dev/null; then
    update-desktop-database -q "$applications" || :
    # A list with no entry is what is left where PhotoClust was the only program.
    ! printf '[MIME Cache]\n' | cmp -s - "$applications/mimeinfo.cache" || rm -f "$applications/mimeinfo.cache"
fi
# Folders below share that are empty now.
while IFS= read -r file; do
    (cd "$prefix/share" && rmdir -p "$(dirname "${file#share/}")") 2>/dev/null || :
done <"$program/installed-files"
command=$prefix/bin/photoclust
[ "$(readlink "$command" || :)" != "$prefix/lib/photoclust/photoclust" ] || rm -f "$command"
rm -rf "$program"
echo "PhotoClust is removed. Your library (albums!) and settings are where they were:"
echo "    ${XDG_DATA_HOME:-$HOME/.local/share}/photoclust"
echo "    ${XDG_CONFIG_HOME:-$HOME/.config}/photoclust"
