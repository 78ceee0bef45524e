#!/bin/bash
# test.sh [-n] [LINE...] - the live and the acceptance tests under each kernel line (5.10 6.1 6.12 6.18 7.3), one guest after
# the other. Prints PASS or FAIL a line with the numbers, before a FAIL what failed and why.
#   -n  what was built the last time will do
# GUEST_TIMEOUT: seconds a line may take (2400). Other arguments for the tests: TEST_ARGUMENTS="-class NAME".
# Exit: 0 when all passed, 1 when one failed or was skipped.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd) root=$(cd "$(dirname "$0")/../.." && pwd) failed=0 build=1
if [ "${1-}" = -n ]; then build= ; shift; fi
case ${1-} in -*) sed -n '2,7s/^# //p' "$0" >&2; exit 64;; esac
[ $# -gt 0 ] || set -- 5.10 6.1 6.12 6.18 7.3
# the tests look for the program that makes events in a folder of the configuration that theirs is in
tests=$root/output/guest/Release/tests
arguments=(-noColor -noLogo -failSkips)
read -ra more <<< "${TEST_ARGUMENTS--namespace PSKernelTrace.Tests.Live -namespace PSKernelTrace.Tests.Acceptance}"
export DOTNET_TieredPGO=0 POWERSHELL_TELEMETRY_OPTOUT=1    # counting calls to compile them better takes more than it saves
export PSKT_TEST_EVENTS=50000                              # of 200,000: as many as overflow a small buffer many times over
log=$(mktemp); trap 'rm -f "$log"' EXIT
if [ "$build" ]; then
  # compiled ahead of time: the guest is slow, and opening a session of PowerShell takes it four times as long otherwise
  cd "$root" && dotnet build tests/EventGenerator -c Release -v q -nologo > "$log" 2>&1 &&
    dotnet publish tests/PSKernelTrace.Tests -c Release -r linux-x64 --no-self-contained -p:PublishReadyToRun=true -m:1 \
      -o "$tests" -v q -nologo > "$log" 2>&1 || { cat "$log" >&2; exit 1; }
fi
for line; do
  rc=0 start=$SECONDS
  if ! kernel=$("$here/get-kernel.sh" "$line" 2>"$log"); then rc=125
  else "$here/run-guest.sh" -e POWERSHELL_TELEMETRY_OPTOUT -e PSKT_TEST_EVENTS -t "${GUEST_TIMEOUT:-2400}" "$kernel" -- \
    "$tests/PSKernelTrace.Tests" "${arguments[@]}" "${more[@]}" > "$log" 2>&1 || rc=$?; fi
  numbers=$(sed -n 's/^ *PSKernelTrace.Tests  Total: \([0-9]*\), .*Failed: \([0-9]*\), .*/\1 tests, \2 failed/p' "$log" | tail -1)
  # a run without tests is none
  if [ $rc = 0 ] && [[ $numbers == [1-9]* ]]; then echo "PASS $line: $numbers ($((SECONDS - start)) s)"
  else sed "s/^/  $line: /" "$log"; echo "FAIL $line: ${numbers:-did not get to the end} (exit $rc, $((SECONDS - start)) s)"; failed=1; fi
done
exit $failed
