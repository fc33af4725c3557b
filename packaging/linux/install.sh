#!/bin/sh
# Installs PhotoClust from the unpacked archive: for one person in ~/.local, or below --prefix DIR.
set -eu

refuse() {
    echo "$2" >&2
    exit "$1"
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
prefix=$HOME/.local
while [ $# -gt 0 ]; do
    case $1 in
        --user) prefix=$HOME/.local ;;
        --prefix)
            [ $# -ge 2 ] || refuse 2 "--prefix needs a folder"
            prefix=${2%/}
            umask 022 # for everybody, whatever root's own habits
            shift
            ;;
        --help) sed -n 's/^    //p' "$here/README.txt"; exit 0 ;;
        *) refuse 2 "unknown: $1; try --help" ;;
    esac
    shift
done
case $prefix in
    /*) ;;
    *) refuse 2 "$prefix: the folder has to be named from the root, as in /usr/local" ;;
esac
case $prefix in
    # What the desktop file's Exec can't hold, or only in ways that desktops read differently.
    *[\"\\\`\$%=]* | *'
'*) refuse 2 "$prefix: the desktop can't start a program in a folder of this name" ;;
esac

program=$prefix/lib/photoclust
command=$prefix/bin/photoclust
# An installation that was killed between its two renames below: the old version is whole, and goes back.
[ -e "$program" ] || [ ! -e "$program.old" ] || mv "$program.old" "$program"
[ ! -e "$program" ] || [ -f "$program/installed-files" ] \
    || refuse 1 "$program is not from this script; please remove it first, or choose another --prefix"
case $(readlink "$command" || :) in
    */lib/photoclust/photoclust) ;;
    *) [ ! -e "$command" ] || refuse 1 "$command is another program; please move it away first" ;;
esac

# The new version lies beside the old one until it is whole: a full disk or a kill leaves the old one working.
trap 'rm -rf "$program.new"' EXIT
trap 'exit 130' INT
trap 'exit 143' HUP TERM
rm -rf "$program.new" "$program.old"
mkdir -p "$prefix/lib" "$prefix/bin"
cp -RP "$here/lib/photoclust" "$program.new"
cp "$here/uninstall.sh" "$program.new/uninstall.sh"
chmod -R a+rX "$program.new" # whoever unpacked it with which habits
printf '%s\n' "$prefix" >"$program.new/prefix"
(cd "$here" && find share -type f) >"$program.new/installed-files"
[ ! -e "$program" ] || mv "$program" "$program.old"
mv "$program.new" "$program"
while IFS= read -r file; do
    mkdir -p "$prefix/$(dirname "$file")"
    cp "$here/$file" "$prefix/$file"
    chmod a+r "$prefix/$file"
done <"$program/installed-files"
if [ -e "$program.old" ]; then
    # What the older version put elsewhere and this one does not have.
    grep -vxFf "$program/installed-files" "$program.old/installed-files" | while IFS= read -r file; do
        rm -f "$prefix/$file"
    done
    rm -rf "$program.old"
fi
ln -sf "$program/photoclust" "$command"
# A desktop does not look for programs in ~/.local/bin everywhere.
quoted=$(printf '%s\n' "$program/photoclust" | sed 's/[&|]/\\&/g')
sed "s|^Exec=photoclust|Exec=\"$quoted\"|" "$here/share/applications/photoclust.desktop" \
    >"$prefix/share/applications/photoclust.desktop"
touch "$prefix/share/icons/hicolor" # by which desktops see that there are new icons
if command -v update-desktop-database >/dev/null; then
    update-desktop-database -q "$prefix/share/applications" || :
fi

echo "PhotoClust is in $program; the command is $command."
echo "Looking whether everything works here ..."
if report=$("$program/photoclust" --self-test 2>&1); then
    echo "It does."
else
    echo "$report" | grep -v '^ok' >&2 || :
    echo "Something above is missing on this computer. PhotoClust needs, as Debian calls them:" >&2
    echo "libegl1 libgl1 libx11-6 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb1 libxcb-randr0 and a font." >&2
    exit 1
fi
