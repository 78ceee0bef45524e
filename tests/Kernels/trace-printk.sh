#!/bin/bash
# trace-printk.sh ANY.ko OUT.ko - compile trace-printk.c for the kernel that ANY.ko (any small module of it) was built for.
# Without the kernel's headers: size of the module's structure, place of its init and version text are those of ANY.ko.
# Loads where symbol versions may be missing (MODULE_FORCE_LOAD, as in Debian). Needs: gcc, binutils, perl.
set -euo pipefail; export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd) work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
objcopy -O binary --dump-section .modinfo="$work/info" --dump-section .gnu.linkonce.this_module="$work/this" "$1" /dev/null
init=$(readelf -rW "$1" | awk '/^Relocation section/ {on = /this_module/} on && $NF == "0" && $(NF - 2) == "init_module" {print "0x" $1}')
: "${init:?"no init_module in $1"}"
name=$(tr '\0' '\n' < "$work/info" | sed -n 's/^name=//p')
# the name stands in the structure behind a word and a list
[ "$(tail -c +25 "$work/this" | head -c ${#name})" = "$name" ] || { echo "trace-printk: $1 has another structure" >&2; exit 1; }
{ echo '.section .modinfo, "a"'; echo '.string "license=GPL"'; echo '.string "name=pskt_printk"'; echo '.string "depends="'; echo '.string "retpoline=Y"'
  echo ".string \"$(tr '\0' '\n' < "$work/info" | grep ^vermagic=)\""
  echo '.section .gnu.linkonce.this_module, "aw"'; echo '.balign 64'; echo 'this: .zero 24'; echo '.string "pskt_printk"'
  echo ".org this + $init"; echo '.quad init_module'; echo ".org this + $(stat -c %s "$work/this")"; echo '.section .note.GNU-stack, ""'
} > "$work/this.s"
gcc -c -O2 -std=gnu11 -ffreestanding -fno-pic -fno-pie -mcmodel=kernel -mno-red-zone -mno-sse -mno-mmx -fno-stack-protector \
  -fcf-protection=none -fno-asynchronous-unwind-tables -fno-builtin -o "$work/code.o" "$here/trace-printk.c"
gcc -c -o "$work/this.o" "$work/this.s"
ld -r -o "$2" "$work/code.o" "$work/this.o"
