#!/bin/bash
# formats-modules.sh LINE OUTDIR - the formats of the events of all modules of a kernel line, into OUTDIR:
#   formats-modules.txt, names.txt (of OUTDIR/formats.txt too, if it is there), modules.txt (docs/design/fixtures.md)
# A module's events are there as soon as it is linked in, before it starts. So each is loaded without its init function:
# none looks for hardware, refuses to stay or does anything at all. That takes 1 to 2 minutes a line; the guest is
# thrown away. HOOK: a command to run in the guest while they are loaded.
set -euo pipefail; export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
if [ "${1-}" = -g ]; then # in the guest: -g MODULES OUTDIR
  modules=$2 out=$3 t=/sys/kernel/tracing; cd /
  (cd $t/events && ls -d */*/) | sed 's,/$,,' | sort > /run/before
  while read -r m; do
    if ! why=$(busybox insmod "$modules/$m.ko" 2>&1); then [[ $why = *"File exists"* ]] || echo "refused $m ${why##*: }"; fi    # 9p is in already
  done < "$modules/order" > "$out/modules.txt"
  
  (cd $t/events && ls -d */*/) | sed 's,/$,,' | sort > /run/after
  comm -13 /run/before /run/after | sed "s,.*,$t/events/&/format," | xargs -d '\n' awk \
    'FNR == 1 {n = split(FILENAME, p, "/"); print "# " p[n - 2] "/" p[n - 1]} 1' > "$out/formats-modules.txt"
  sed 's/^/traced /' "$modules/traced" >> "$out/modules.txt"
  (shopt -s nullglob; "$here/names.pl" /sys/kernel/btf "$out"/formats*.txt "$out"/*/formats.txt) > "$out/names.txt"
  [ -z "${HOOK-}" ] || eval "$HOOK"
  exit 0
fi
[ $# = 2 ] || { sed -n '2,6s/^# //p' "$0" >&2; exit 64; }
line=$1; mkdir -p "$2"; out=$(cd "$2" && pwd); debs=$("$here/get-kernel.sh" "$line")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/pskerneltrace/unpacked/$(basename "${debs%%,*}" .deb)/traced
if [ ! -e "$cache/ok" ]; then
  rm -rf "$cache"; mkdir -p "$cache"; all=$(mktemp -d); trap 'rm -rf "$all"' EXIT
  for d in ${debs//,/ }; do
    dpkg-deb --fsys-tarfile "$d" | tar -x -C "$all" --wildcards --wildcards-match-slash './*/modules/*/kernel/*' 2>/dev/null || :
  done
  find "$all" -name '*.ko.xz' -print0 | xargs -0 -r -n 100 xz -d; find "$all" -name '*.ko.zst' -print0 | xargs -0 -r -n 100 zstd -dq --rm
  find "$all" -name '*.ko' -print0 | { xargs -0 grep -lF _ftrace_events || :; } |
    sed 's,.*/,,; s/\.ko$//' | tr - _ | sort > "$cache/traced"
  # those with events, each behind what it depends on, and none with an init function (nor a signature, which is then wrong)
  find "$all" -name '*.ko' | perl -e 'use strict; my ($to, $list) = @ARGV; my %path; my %done;
    while (<STDIN>) { chomp; my $n = m{([^/]+)\.ko$} ? $1 =~ tr/-/_/r : next; $path{$n} = $_ }
    sub add { my ($n) = @_; $n =~ tr/-/_/; return if $done{$n}++ || !$path{$n};
      open my $in, "<:raw", $path{$n} or die; my $m = do {local $/; <$in>};
      if (substr($m, -28) eq "~Module signature appended~\n") { substr($m, -40 - unpack "N", substr $m, -32, 4) = "" }
      my ($at, $size, $count, $names) = unpack "\@40 Q x10 v v v", $m;
      my @s = map {[unpack "\@" . ($at + $_ * $size) . " V V Q Q Q Q", $m]} 0 .. $count - 1;    # name type flags address place size
      for my $s (@s) { my $name = unpack "Z*", substr $m, $s[$names][4] + $s->[0], 40;
        if ($name eq ".rela.gnu.linkonce.this_module") { substr($m, $s->[4] + $_ * 24 + 8, 8) = "\0" x 8 for 0 .. $s->[5] / 24 - 1 }
        if ($name eq ".modinfo") { add($_) for map {split /,/} substr($m, $s->[4], $s->[5]) =~ /(?:^|\0)depends=([^\0]+)/g } }
      open my $out, ">:raw", "$to/$n.ko" or die; print $out $m; close $out; print "$n\n" }
    open my $l, $list; chomp, add($_) while <$l>;' "$cache" "$cache/traced" > "$cache/order"
  touch "$cache/ok"
fi
"$here/run-guest.sh" -m 3072 -t 600 -w "$out" ${HOOK+-e HOOK} "$debs" -- "$here/formats-modules.sh" -g "$cache" "$out"
