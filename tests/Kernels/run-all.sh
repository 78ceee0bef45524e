#!/bin/bash
# run-all.sh [-l "LINE..."] [guest options] [--] COMMAND [ARG...] - run COMMAND under each kernel line, one after the other.
#   -l LINES  which lines ("5.10 6.1 6.12 6.18 7.3")       every other option goes to run-guest.sh (-w DIR, -M NAME, -t SECS...)
# KERNEL_LINE holds the line for COMMAND. Prints PASS or FAIL a line, the output of what failed before it.
# Exit: 0 when all passed, 1 when one failed.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd) lines="5.10 6.1 6.12 6.18 7.3" options=() failed=0
while getopts l:w:e:M:c:m:t:v o; do case $o in
  l) lines=$OPTARG;; v) options+=(-v);; '?') exit 64;; *) options+=("-$o" "$OPTARG");; esac; done
shift $((OPTIND - 1)); [ $# -ge 1 ] || { sed -n '2,6s/^# //p' "$0" >&2; exit 64; }
log=$(mktemp); trap 'rm -f "$log"' EXIT
for line in $lines; do
  rc=0 start=$SECONDS; export KERNEL_LINE=$line
  if ! kernel=$("$here/get-kernel.sh" "$line" 2>"$log"); then rc=125
  else "$here/run-guest.sh" -e KERNEL_LINE ${options[@]+"${options[@]}"} "$kernel" -- "$@" > "$log" 2>&1 || rc=$?; fi
  if [ $rc = 0 ]; then echo "PASS $line ($((SECONDS - start)) s)"
  else sed "s/^/  $line: /" "$log"; echo "FAIL $line (exit $rc, $((SECONDS - start)) s)"; failed=1; fi
done
exit $failed
