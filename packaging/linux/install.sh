#!/bin/sh
# Installs PhotoClust from the unpacked archive: for one person in ~/.local, or below --prefix DIR.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
prefix=$HOME/.local
while [ $# -gt 0 ]; do
    case $1 in
        --user) prefix=$HOME/.local ;;
        --prefix) [ $# -ge 2 ] || { echo "--prefix needs a folder" >&2; exit 2; }; prefix=$2; shift ;;
        --help) sed -n 's/^    //p' "$here/README.txt"; exit 0 ;;
        *) echo "unknown: $1; try --help" >&2; exit 2 ;;
    esac
    shift
done
case $prefix in
    /*) ;;
    *) echo "$prefix: the folder has to be named from the root, as in /usr/local" >&2; exit 2 ;;
esac
case $prefix in
    *[\"\\\`\$%]*) echo "$prefix: the desktop can't start a program in a folder of this name" >&2; exit 2 ;;
esac

program=$prefix/lib/photoclust
mkdir -p "$prefix/lib" "$prefix/bin"
# The new version lies beside the old one until it is whole: a full disk or a kill leaves the old one working.
rm -rf "$program.new"
cp -R "$here/lib/photoclust" "$program.new"
cp "$here/uninstall.sh" "$program.new/uninstall.sh"
printf '%s\n' "$prefix" >"$program.new/prefix"
(cd "$here" && find share -type f) >"$program.new/installed-files"
rm -rf "$program.old"
[ ! -e "$program" ] || mv "$program" "$program.old"
mv "$program.new" "$program"
rm -rf "$program.old"
(cd "$here" && find share -type f) | while IFS= read -r file; do
    mkdir -p "$prefix/$(dirname "$file")"
    cp "$here/$file" "$prefix/$file"
done
ln -sf "$program/photoclust" "$prefix/bin/photoclust"
# A desktop does not look for programs in ~/.local/bin everywhere.
sed "s|^Exec=photoclust|Exec=\"$program/photoclust\"|" "$here/share/applications/photoclust.desktop" \
    >"$prefix/share/applications/photoclust.desktop"
if command -v update-desktop-database >/dev/null; then
    update-desktop-database -q "$prefix/share/applications" || :
fi

echo "PhotoClust is in $program; the command is $prefix/bin/photoclust."
echo "Looking whether everything works here ..."
if report=$("$program/photoclust" --self-test 2>&1); then
    echo "It does."
else
    echo "$report" | grep -v '^ok' >&2 || :
    echo "Something above is missing on this computer. PhotoClust needs, as Debian calls them:" >&2
    echo "libegl1 libgl1 libx11-6 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb1 libxcb-randr0 and a font." >&2
    exit 1
fi
