#!/bin/bash
# get-kernel.sh LINE [DIR] - download one of Debian's own kernels, without installing it.
#   LINE: 5.10 | 6.1 | 6.12 | 6.18 | 7.3
#   DIR:  the packages will stand in DIR/LINE (${XDG_CACHE_HOME:-$HOME/.cache}/pskerneltrace/kernels)
# Uses a package configuration of its own under DIR; the machine's sources are read (for the mirror's
# address and the signing key) and never changed. Prints the argument for run-guest.sh (the packages,
# joined by commas). Downloads nothing where they stand already.
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,8s/^# //p' "$0" >&2; exit 64; }
line=$1 dir=${2:-${XDG_CACHE_HOME:-$HOME/.cache}/pskerneltrace/kernels}
dir=$(mkdir -p "$dir" && cd "$dir" && pwd)
answer() { ls "$dir/$line"/*.deb | paste -sd, ; }
ls "$dir/$line"/*.deb >/dev/null 2>&1 && { answer; exit 0; }
case $line in
  5.10) suites="bullseye bullseye-security" ;;
  6.1)  suites="bookworm bookworm-security" ;;
  6.12) suites="bookworm-security bookworm-backports" ;;
  6.18|7.3) suites="trixie-backports" ;;
  *) echo "get-kernel: no such kernel line: $line (5.10, 6.1, 6.12, 6.18, 7.3)" >&2; exit 2 ;;
esac
sources=/etc/apt/sources.list.d/debian.sources
mirror=$(awk '/^URIs:/ && $2 !~ /security/ {print $2; exit}' $sources)
security=$(awk '/^URIs:/ && $2 ~ /security/ {print $2; exit}' $sources)
: "${security:=${mirror%/}-security}"
apt=$dir/apt-$line
mkdir -p "$apt"/{lists/partial,cache/archives/partial,debs}
: > "$apt/status"
for suite in $suites; do
  [[ $suite == *-security ]] && uri=$security || uri=$mirror
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri $suite main"
done > "$apt/sources.list"
options=(-qq -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State="$apt"
         -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache" -o APT::Sandbox::User=root
         -o Acquire::Languages=none -o Acquire::Check-Valid-Until=false)
apt-get "${options[@]}" update
# newest generic image of that line; the generic kernel has the 9p file system, the cloud one has not
image=$(apt-cache "${options[@]}" pkgnames "linux-image-$line" |
        grep -E "^linux-image-${line/./\\.}\.[0-9][.0-9+a-z~-]*-amd64$" | grep -vE 'cloud|rt|dbg|unsigned' | sort -V | tail -1)
[[ $image ]] || { echo "get-kernel: the mirror has no kernel $line in $suites" >&2; exit 1; }
release=${image#linux-image-}
packages=($image)
for part in binary modules; do      # newer packages split the image in parts
  apt-cache "${options[@]}" show "linux-$part-$release" >/dev/null 2>&1 && packages+=("linux-$part-$release")
done
(cd "$apt/debs" && apt-get "${options[@]}" download "${packages[@]}")
rm -rf "$dir/$line" && mv "$apt/debs" "$dir/$line" && rm -rf "$apt"
answer
