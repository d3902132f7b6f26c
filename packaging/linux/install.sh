#!/bin/sh
# Installs Progrez for whoever runs this, without root; for everybody where root runs it. `./install.sh --uninstall`
# takes it away again and leaves what people keep in it.
set -eu
umask 022
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
if [ "$(id -u)" -eq 0 ]; then
    lib=/opt/progrez bin=/usr/local/bin share=/usr/local/share
else
    home=${XDG_DATA_HOME:-$HOME/.local/share}
    lib=$HOME/.local/lib/progrez bin=$HOME/.local/bin share=$home
fi
case ${1:-} in
    '' | --uninstall) ;;
    *) echo "usage: $0 [--uninstall]" >&2; exit 2 ;;
esac

# Versions lie side by side, and a link names the one that starts: `progrez update` puts others beside it.
#     lib/versions/1.0.0/    lib/current -> versions/1.0.0    lib/previous -> ...    lib/publisher.json    lib/kiosk/
#     lib/folders            those outside it that were not there before
program=$lib/current/progrez

forget() {
    if [ "$(readlink -- "$bin/progrez" 2>/dev/null || :)" = "$program" ]; then rm -f -- "$bin/progrez"; fi
    (cd -- "$here/share" && find . -type f) | while IFS= read -r file; do rm -f -- "$share/$file"; done
}

point() { # LINK VERSION: the old one or the new one at every moment
    rm -f -- "$lib/.$1.new"
    ln -s -- "versions/$2" "$lib/.$1.new"
    mv -T -- "$lib/.$1.new" "$lib/$1"
}

absent() { # PATH: that folder and those above it, as far as they are not there
    path=$1
    while [ ! -d "$path" ]; do
        printf '%s\n' "$path"
        path=${path%/*}
    done
}

if [ "${1:-}" = --uninstall ]; then
    forget
    made=$(sort -ru -- "$lib/folders" 2>/dev/null || :)
    rm -rf -- "$lib"
    # The deepest first, and none that somebody else has something in by now.
    printf '%s\n' "$made" | while IFS= read -r folder; do rmdir -- "$folder" 2>/dev/null || :; done
    echo "Progrez is removed; what people keep in it is where it was."
    exit 0
fi
# Whole before anything is taken away: the program looks at itself.
"$here/progrez/progrez" --version >/dev/null
if [ -e "$bin/progrez" ] || [ -L "$bin/progrez" ]; then
    [ "$(readlink -- "$bin/progrez" || :)" = "$program" ] || { echo "$bin/progrez is something else; it was left." >&2; exit 1; }
fi
version=$(cat -- "$here/VERSION")
part=$lib/versions/.$version.part
rm -rf -- "$part"
place=$lib
while [ ! -d "$place" ]; do place=${place%/*}; done
needed=$(du -sk -- "$here/progrez" | awk '{ print int($1 / 1024) + 64 }')
free=$(df -Pk -- "$place" | awk 'NR == 2 { print int($4 / 1024) }')
if [ "$free" -lt "$needed" ]; then
    echo "There is too little room below $lib: $needed MiB are needed, and $free are free. Nothing was installed." >&2
    exit 1
fi
made=$(
    for folder in "${lib%/*}" "$bin" "$share"; do absent "$folder"; done
    (cd -- "$here/share" && find . -type d ! -name .) | while IFS= read -r folder; do absent "$share/${folder#./}"; done
)
mkdir -p -- "$lib/versions" "$bin" "$share"
if [ -n "$made" ]; then printf '%s\n' "$made" >> "$lib/folders"; fi
# Nothing of whoever unpacked it: not their ownership of what root installs, not the rights of their folders.
if ! said=$(cp -RP -- "$here/progrez" "$part" 2>&1); then
    rm -rf -- "$part"
    # One line of it: on a disk that filled up meanwhile there is one for each of two thousand files.
    printf '%s\n' "$said" | tail -n 1 >&2
    echo "It could not be put below $lib. What was installed before is as it was." >&2
    exit 1
fi
rm -rf -- "$lib/versions/$version"
mv -T -- "$part" "$lib/versions/$version"
before=$(readlink -- "$lib/current" 2>/dev/null || :)
if [ -n "$before" ] && [ "$before" != "versions/$version" ]; then point previous "${before#versions/}"; fi
point current "$version"
rm -rf -- "$lib/kiosk"
cp -RP -- "$here/kiosk" "$lib/kiosk"
if [ -f "$here/publisher.json" ]; then cp -- "$here/publisher.json" "$lib/publisher.json"; fi
forget
ln -s -- "$program" "$bin/progrez"
cp -RP -- "$here/share/." "$share/"
sed -i "s|^Exec=progrez\$|Exec=$bin/progrez|" "$share/applications/progrez.desktop"
echo "Progrez is installed: $bin/progrez"
case :$PATH: in *":$bin:"*) ;; *) echo "Put $bin on your PATH, or start it from the menu." ;; esac
"$bin/progrez" doctor || :
