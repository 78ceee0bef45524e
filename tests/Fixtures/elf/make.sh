#!/usr/bin/env bash
# Builds the fixtures from their sources: x86-64, gcc 12, binutils 2.40, xz 5.4. They are checked in; run this to make them anew.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
options="-O2 -fno-ident -fno-asynchronous-unwind-tables -Wl,-z,noseparate-code -Wl,--build-id=sha1"
gcc $options -fPIE -pie -o "$work/pie" program.c
gcc $options -fno-pie -no-pie -o "$work/fixed" program.c
strip -o "$work/stripped" "$work/pie"
# a stripped program with the names of its functions packed in it, as a distribution leaves them
objcopy --only-keep-debug "$work/pie" "$work/names"
strip --remove-section=.comment --keep-symbol=visible_add --keep-symbol=hidden_name --keep-symbol=marked --keep-symbol=main "$work/names"
xz -c "$work/names" > "$work/names.xz"
objcopy --add-section .gnu_debugdata="$work/names.xz" "$work/stripped" "$work/packed"
objcopy --only-keep-debug "$work/pie" "$work/pie.debug"
g++ $options -fPIE -pie -o "$work/cxx" names.cc
gcc $options -shared -fPIC -Wl,--version-script=versions.map -Wl,-soname,libversions.so.1 -o "$work/libversions.so" versions.c
rm "$work/names" "$work/names.xz"
# what others say of the same: every fifth name of the C++ library, but those with its short words for its own strings
for file in "$work"/*; do readelf -sW "$file" > "$file.symbols"; done
nm -D --defined-only -P "$(g++ -print-file-name=libstdc++.so)" | sed 's/[ @].*//' | grep '^_Z' | grep -v 'S[siod]' | sort -u \
  | awk 'NR % 5 == 0' > "$work/cxx.names"
paste "$work/cxx.names" <(c++filt < "$work/cxx.names") > "$work/cxx.demangled"; rm "$work/cxx.names"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -cf - . | gzip -9n > elf.tar.gz
ls -l "$work" elf.tar.gz
