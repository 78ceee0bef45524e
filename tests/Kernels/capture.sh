#!/bin/bash
# capture.sh [-g] OUTDIR - record fixtures on the running kernel: formats, sub-buffers, and the kernel's own text of both.
#   -g  may also define probes and synthetic events, mount, load modules, unplug a CPU: global state, for a guest only
# Run as root. Works in tracefs instances of its own (fixture-*) and removes them. What lands in OUTDIR:
# docs/design/fixtures.md. Needs: bash, coreutils, awk, perl (perl-base will do), util-linux (taskset).
set -uo pipefail; export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
global= ; [ "${1-}" != -g ] || { global=1; shift; }
[ $# = 1 ] && mkdir -p "$1" || { sed -n '2,6s/^# //p' "$0" >&2; exit 64; }
out=$(cd "$1" && pwd) work=$(mktemp -d)
cd /; unset OLDPWD    # newer kernels record the paths that are looked up: none of this checkout's
t=$(awk '$3 == "tracefs" {print $2; exit}' /proc/mounts); [ -n "$t" ] || { echo "capture: no tracefs is mounted" >&2; exit 1; }
i= ; hists=()
trap 'undo; rm -rf "$work"' EXIT
undo() { # the instance goes; it stays busy for a moment after its files were closed
  local n; [ -n "$i" ] || return 0
  exec {m}>&- || :
  put tracing_on 0; put events/enable 0; put current_tracer nop
  for ((n = ${#hists[@]} - 2; n >= 0; n -= 2)); do add "${i#"$t/"}/${hists[n]}" "!${hists[n + 1]}" || say "${hists[n]} keeps its trigger"; done; hists=()
  for n in {1..50}; do rmdir "$i" 2>/dev/null && break; sleep 0.1; done
  [ ! -d "$i" ] || say "$i is left over"
  i=
}
say() { echo "capture: $*" >&2; }
put() { { printf '%s\n' "$2" > "$i/$1"; } 2>/dev/null; }        # put FILE VALUE: to the instance; false where the kernel refuses
add() { { printf '%s\n' "$2" >> "$t/$1"; } 2>/dev/null; }       # add FILE VALUE: to the top level
mark() { printf '%s' "$1" >&"$m"; } 2>/dev/null                 # one write to trace_marker; refused when the buffer is full
hist() { add "${i#"$t/"}/$1" "$2" && hists+=("$1" "$2"); }      # a trigger, beside those there are; undo takes it back first
size=$(getconf PAGESIZE) cpus=$(nproc)

# begin NAME KB [CLOCK]: a fresh instance, tracing off, KB per CPU, older events kept, the clock mono
begin() {
  name=$1 d=$out/$1 sub=$size; i=$t/instances/fixture-$$-$1; mkdir -p "$d" "$i" || exit 1
  put tracing_on 0; put buffer_size_kb "$2"; put options/overwrite 0; put trace_clock "${3-mono}" || say "no clock ${3-mono}"
  exec {m}> "$i/trace_marker"
}
# take: what was recorded since the last take; the text first, for reading the pages consumes them
take() {
  local c n
  put tracing_on 0
  { sed 's/^/clock=/; s/.*\[\(.*\)\].*/clock=\1/' "$i/trace_clock"
    sed 's/.*\[\(.*\)\].*/timestamp_mode=\1/' "$i/timestamp_mode"
    echo "subbuf_size=$sub"; echo "overwrite=$(cat "$i/options/overwrite")"; echo "tracer=$(cat "$i/current_tracer")"
  } > "$d/capture.txt"
  cat "$i/trace" >> "$d/trace.txt"
  if [ -n "${nohash-}" ] && put options/hash-ptr 0; then cat "$i/trace" >> "$d/trace-nohash.txt"; put options/hash-ptr 1; fi
  cat "$t/saved_cmdlines" >> "$d/saved_cmdlines"; sort -u -o "$d/saved_cmdlines" "$d/saved_cmdlines"
  for c in "$i"/per_cpu/cpu*; do
    n=${c##*cpu}
    grep -q '^entries: 0$' "$c/stats" && continue
    cat "$c/stats" >> "$d/stats.cpu$n"
    dd if="$c/trace_pipe_raw" bs="$sub" iflag=nonblock conv=sync status=none >> "$d/cpu$n.raw" 2>/dev/null
    grep -q '^entries: 0$' "$c/stats" || say "$name: cpu$n was not drained"
  done
}
finish() {
  [ $# -gt 0 ] || take
  [ "$sub" = "$size" ] || cat "$i/events/header_page" > "$d/header_page"
  say "$name: $(grep -vc '^#' "$d/trace.txt") lines, $(du -cb "$d"/*.raw 2>/dev/null | awk 'END {print $1 / 1024}') KB of pages"
  undo
}
enable() { local e; for e in "$@"; do put "events/$e/enable" 1 || say "$name: no $e here"; done; }
has() { [ -e "$t/$1" ]; }

#---------------------------------------------------------------- loads
busy() { # processes, sleeps and a pipe; SECONDS
  local end=$((${EPOCHREALTIME/./} + $1))
  while [ ${EPOCHREALTIME/./} -lt $end ]; do ls /proc/self >/dev/null; sleep 0.01; head -c 20000 /dev/zero | md5sum >/dev/null; done
}
load() { # as many different events as a machine lets itself be asked for
  ( cd "$work"
    ls -l / /etc >/dev/null; find /usr/share -maxdepth 2 -newer /etc/passwd >/dev/null 2>&1
    dd if=/dev/zero of=f bs=64k count=8 conv=fsync status=none; cp f g; mv g h; ln -s h l; mkdir e; rmdir e; truncate -s 1000 h; rm f
    cat /proc/meminfo /proc/interrupts >/dev/null
    sleep 5 & kill -USR1 $!; wait $! 2>/dev/null
    nice -n 5 true; taskset 1 true; taskset -p 3 $$ >/dev/null 2>&1; (ulimit -n 100; true); echo $$ | timeout 1 cat >/dev/null
    perl -e 'use Socket; socketpair(my $a, my $b, AF_UNIX, SOCK_STREAM, 0); syswrite $a, "x" x 500; sysread $b, my $z, 500;
      socket(my $l, AF_INET, SOCK_STREAM, 0); bind $l, sockaddr_in(0, INADDR_LOOPBACK); listen $l, 5;
      if (fork) { accept my $s, $l; sysread $s, $z, 10; close $s; wait }
      else { socket(my $c, AF_INET, SOCK_STREAM, 0); connect $c, getsockname $l; syswrite $c, "hello"; exit }
      socket(my $u, AF_INET, SOCK_DGRAM, 0); send $u, "to nobody", 0, sockaddr_in(9, INADDR_LOOPBACK); recv $u, $z, 10, MSG_DONTWAIT;
      socket($u, AF_INET6, SOCK_DGRAM, 0); socket($u, 16, SOCK_RAW, 0); send $u, pack("LSSLLLLL", 32, 18, 0x301, 1, 0, 0, 0, 0), 0;
      $SIG{ALRM} = sub {}; syscall(37, 1); select undef, undef, undef, 0.05; syscall(37, 0);
      my $x = "y" x 3000000; undef $x; my $p = fork; if (!$p) { kill SEGV => $$ } waitpid $p, 0;
      syscall(25, 0, 0, 0); syscall(28, 0, 4096, 4); syscall(157, 15, "renamed by prctl"); syscall(218, 0)' 2>/dev/null
    sync f h 2>/dev/null
  ) </dev/null >/dev/null 2>&1
}
global_load() {
  mkdir -p mnt; truncate -s 24M img
  if command -v mkfs.ext4 && mkfs.ext4 -q -F img && busybox mount -o loop img mnt; then
    dd if=/dev/zero of=mnt/a bs=64k count=20 conv=fsync status=none; mkdir mnt/b; mv mnt/a mnt/b/c; fallocate -l 100000 mnt/f
    ln mnt/b/c mnt/d; truncate -s 5000 mnt/d; rm -r mnt/b mnt/f; sync; busybox umount mnt
  fi
  mkdir -p cg; if busybox mount -t cgroup2 none cg; then mkdir cg/x; echo $$ > cg/x/cgroup.procs; echo 1 > cg/x/cgroup.freeze & sleep 0.1
    echo 0 > cg/x/cgroup.freeze; echo $$ > cg/cgroup.procs; rmdir cg/x; busybox umount cg; fi
  busybox mount -t tmpfs t mnt && busybox umount mnt
  busybox ip link add veth9 type veth peer name veth8; busybox ip addr add 10.9.9.1/24 dev veth9; busybox ip link set veth9 up
  busybox ip link set veth8 up; busybox ping -c1 -W1 10.9.9.1; busybox ping -c1 -w1 10.9.9.2; busybox ip link del veth9
  echo 3 > /proc/sys/vm/drop_caches; echo 1 > /proc/sys/vm/compact_memory; echo 20 > /proc/sys/vm/nr_hugepages; echo 0 > /proc/sys/vm/nr_hugepages
  [ ! -e /run/modules/msr.ko ] || { busybox rmmod msr; busybox insmod /run/modules/msr.ko; dd if=/dev/cpu/0/msr bs=8 skip=2 count=1; }
  [ "$cpus" -lt 2 ] || [ "$1" -lt 6 ] || { echo 0 > /sys/devices/system/cpu/cpu1/online; echo 1 > /sys/devices/system/cpu/cpu1/online; }
  echo "told by /dev/kmsg" > /dev/kmsg
}
marks() { # print and raw_data events: empty, quoted, many lines, no UTF-8, long, longer than the kernel keeps
  mark 'a marker'; mark $'with a newline\n'; mark $'two\nlines\n'; mark $'"quotes" \\backslash\\ %d %s\ttab'; mark $'no utf-8: \xff\xfe\x80 end'; mark 'ünïcödé ✓'
  local n; for n in 900 1022 1023 1024 3000 5000; do mark "$n:$(head -c $((n - ${#n} - 1)) /dev/zero | tr '\0' m)"; done
  printf '\1\0\0\0raw bytes\0\1\2\377' > "$i/trace_marker_raw"; printf '\377\377\377\377' > "$i/trace_marker_raw"
} 2>/dev/null

#---------------------------------------------------------------- captures
sched() { begin sched 96; enable sched irq; put tracing_on 1; busy 700000; finish; }

syscalls() { begin syscalls 96; nohash=1; enable syscalls; put tracing_on 1; ls -l /etc >/dev/null; cat /etc/hostname >/dev/null; sleep 0.01; bash -c 'echo $$ > /dev/null'; finish; nohash= ; }

all() { begin all 64; put events/enable 1; put tracing_on 1; marks; load; finish; }

mixed() { # rounds; what came often in one is left out of the next, so that the rare events find room
  local round seen=0; begin mixed 48; nohash=1; put events/enable 1; put events/syscalls/enable 0; put events/raw_syscalls/enable 0
  for round in 1 2 3 4 5 6; do
    put tracing_on 1
    if [ $round = 6 ]; then marks; fi
    if [ -n "$global" ] && [ $((round % 2)) = 0 ]; then (cd "$work" && global_load $round) </dev/null >/dev/null 2>&1; else load; fi
    take
    tail -n +$((seen + 1)) "$d/trace.txt" | awk 'match($0, / [0-9]+\.[0-9]+: [A-Za-z0-9_]+: /) {split(substr($0, RSTART, RLENGTH), w, /[: ]+/); if (++n[w[3]] == 7) print "!" w[3]}' > "$work/loud"
    seen=$(wc -l < "$d/trace.txt")
    while read -r e; do { echo "$e" >> "$i/set_event"; } 2>/dev/null; done < "$work/loud"
  done
  finish taken; nohash=
}

lost() { # the oldest pages overwritten, three times over: the count of the lost stands behind the first page's data
  local round n; begin lost 8; put options/overwrite 1
  for round in 1 2 3; do
    put tracing_on 1
    for ((n = 0; n < 1500 * round; n++)); do mark "loss $round/$n"; done
    for n in $(seq "$cpus"); do taskset $((1 << (n - 1))) bash -c "for n in {1..700}; do printf 'other %d' \$n >&$m; done"; done
    take
  done
  finish taken
}
lost_nocount() { # records of 48 bytes: 85 fill the 4080 of a page, and no room is left for the count
  local n; begin lost-nocount 8; put options/overwrite 1; put tracing_on 1
  taskset 1 bash -c "for n in {1000..3000}; do printf 'no room for a count %d..' \$n >&$m; done"
  finish
}
timeext() { # pauses longer than 2^27 ns, within pages
  local s; begin timeext 64; enable sched/sched_process_fork; put tracing_on 1
  for s in 0.001 0.14 0.2 0.001 0.3 1.2 0.13 0.15 0.002; do mark "before a pause of $s"; sleep $s; done
  finish
}
clocks() { # one small capture a clock: the text shows these in their own units
  local c; for c in local global counter uptime boot x86-tsc; do
    grep -qw -- "$c" "$t/trace_clock" || continue
    begin "clock-$c" 32 "$c"; enable sched/sched_process_exec sched/sched_process_exit
    put tracing_on 1; ls >/dev/null; mark "on clock $c"; sleep 0.16; mark later; finish
  done
}
subbuf() { # sub-buffers larger than a page
  begin subbuf 192; if put buffer_subbuf_size_kb 16; then
    sub=16384; enable sched; put tracing_on 1; busy 300000; mark "$(head -c 9000 /dev/zero | tr '\0' L)"; finish
  else undo; rm -rf "$d"; fi
}
# A rejected event is taken back, unless another came while it was being looked at: then it stays, as padding. A filter
# that faults on a user's string causes just that: the page fault is the other event. Where the kernel judges a copy
# before it reserves (5.17 and newer), a histogram with common_timestamp stops it from doing so.
faults='$path = "/etc/hostname"; for (1 .. 150) { syscall(257, -100, 4096 + 65536 * $_, 0); syscall(257, -100, $path, 0) if $_ % 4 == 0; syscall(39) if $_ % 3 == 0 }'
discarded() {
  begin discarded 64; hist events/sched/sched_wakeup_new/trigger 'hist:keys=common_pid:ts0=common_timestamp.usecs'
  enable exceptions/page_fault_kernel syscalls/sys_enter_getpid
  if put events/syscalls/sys_enter_openat/filter 'filename.ustring ~ "/etc/*"' || put events/syscalls/sys_enter_openat/filter 'filename ~ "/etc/*"'; then
    enable syscalls/sys_enter_openat; put tracing_on 1; taskset 1 perl -e "$faults"; finish
  else undo; rm -rf "$d"; fi
}
# Interrupts of one processor by the other, in the middle of events that a filter judges: an event that came between the
# two clock readings of another gets its stamp absolutely (type 31).
nested() {
  local f g n; begin nested 32
  f='filename.ustring == "x"'; for n in {1..12}; do f="$f || filename.ustring == \"y$n\""; done
  g='vec == 101'; for n in {102..150}; do g="$g || vec == $n"; done
  put events/syscalls/sys_enter_openat/filter "$f"; put events/irq/softirq_entry/filter "$g"; put events/irq/softirq_exit/filter "$g"
  enable syscalls/sys_enter_openat irq/softirq_entry irq/softirq_exit irq_vectors; put tracing_on 1
  perl -e '$p = fork; $q = $p ? 2 : 1; system "taskset -p $q $$ >/dev/null 2>&1"; syscall(324, 4, 0, 0); $e = time + 2;
    while (time < $e) { if ($p) { syscall(324, 2, 0, 0); select undef, undef, undef, 0.00002 } else { syscall(257, -100, 65536, 0) for 1 .. 50 } } wait if $p'
  finish
}
stacks() { begin stacks 24; put options/stacktrace 1; put options/userstacktrace 1; enable sched/sched_process_exec sched/sched_process_fork sched/sched_switch; put tracing_on 1; ls >/dev/null; sleep 0.01; finish; }

dynamic() { # probes and synthetic events; each line that the kernel takes
  local e sh; begin dynamic 96; nohash=1
  local bash=/run/fixture/bash; mkdir -p /run/fixture; cp /bin/bash $bash     # a copy, so that the shell of this script is not probed
  sh=0x$(nm -D --defined-only /bin/bash | awk '$3 == "shell_execve" {print $1}')
  add uprobe_events "p:fxu/strings $bash:$sh path=+0(%di):ustring argv0=+0(+0(%si)):ustring comm=\$comm argc=\\5"
  add uprobe_events "p:fxu/arrays $bash:$sh bytes=+0(%di):x8[8] ptrs=+0(%si):x64[3] nums=+0(%di):s16[4] names=+0(%si):ustring[2]"
  add uprobe_events "p:fxu/ints $bash:$sh u8=+0(%di):u8 s8=+0(%di):s8 x16=+0(%di):x16 s32=+0(%di):s32 u64=%sp:u64 bits=+0(%di):b7@3/32 ptr=%di"
  add uprobe_events "p:fxu/chars $bash:$sh c=+0(%di):char cs=+0(%di):char[6]"
  add uprobe_events "r:fxu/back $bash:0x$(nm -D --defined-only /bin/bash | awk '$3 == "find_variable" {print $1}') ret=\$retval"
  local open=do_sys_openat2
  add kprobe_events "p:fxk/strings $open path=+0(%si):ustring comm=\$comm none=+0(\$stack0):string"
  add kprobe_events "p:fxk/ints $open how=+0(%dx):x64[3] dfd=%di:s32 low=+0(%dx):b4@8/64 stack=\$stack0:symbol here=\$stack"
  add kprobe_events "p:fxk/symstr $open caller=\$stack0:symstr at=%ip:symbol"
  add kprobe_events "r:fxk/back $open fd=\$retval:s32"
  add kprobe_events "p:fxk/btf vfs_read \$arg*"
  add kprobe_events "p:fxk/file vfs_read name=%di:%pD count=%dx"
  add dynamic_events "f:fxf/enter vfs_write \$arg*"
  add dynamic_events "f:fxf/exit vfs_write%return count ret=\$retval"
  add dynamic_events "t:fxf/switch sched_switch preempt pid=next->pid comm=next->comm:string"
  add dynamic_events "e:fxe/open syscalls.sys_enter_openat path=+0(\$filename):ustring flags=\$flags:x32"
  add synthetic_events 'fx_wake u64 lat; pid_t pid; char comm[16]; char dyn[]; int prio; int again'
  add synthetic_events 'fx_stack u64 lat; unsigned long[] stack; pid_t pid'
  if has synthetic_events; then
    hist events/sched/sched_waking/trigger 'hist:keys=pid:ts0=common_timestamp.usecs,p0=prio if comm=="cat"||comm=="ls"||comm=="bash"' || :
    hist events/sched/sched_switch/trigger 'hist:keys=next_pid:lat=common_timestamp.usecs-$ts0,pr=$p0:onmatch(sched.sched_waking).trace(fx_wake,$lat,next_pid,next_comm,next_comm,$pr,$pr)' || say 'no fx_wake'
    hist events/sched/sched_switch/trigger 'hist:keys=prev_pid:ts1=common_timestamp.usecs,st=common_stacktrace if prev_comm=="bash"' &&
      hist events/sched/sched_switch/trigger 'hist:keys=next_pid:lat1=common_timestamp.usecs-$ts1,s=$st,np=next_pid:onmatch(sched.sched_switch).trace(fx_stack,$lat1,$s,$np)' || say 'no fx_stack'
  fi
  for e in fxu fxk fxf fxe synthetic; do [ ! -e "$i/events/$e/enable" ] || put "events/$e/enable" 1; done
  put tracing_on 1; $bash -c 'ls /etc/hostname; cat /etc/hostname; true' >/dev/null; sleep 0.05; for e in 1 2 3; do cat /etc/hostname | cat > /dev/null; done; sleep 0.05
  put tracing_on 0; take; (shopt -s nullglob; formats "$i"/events/{fxu,fxk,fxf,fxe,synthetic}/*/format) > "$d/formats.txt"
  cat "$t"/{dynamic_events,kprobe_events,uprobe_events,synthetic_events} 2>/dev/null | sort -u > "$d/definitions.txt"
  put events/enable 0; finish taken; nohash=
  add synthetic_events '!fx_wake u64 lat; pid_t pid; char comm[16]; char dyn[]; int prio; int again'
  add synthetic_events '!fx_stack u64 lat; unsigned long[] stack; pid_t pid'
  for e in enter exit switch; do add dynamic_events "-:fxf/$e"; done; add dynamic_events '-:fxe/open'
  for e in strings ints symstr back btf file; do add kprobe_events "-:fxk/$e"; done
  for e in strings arrays ints chars back; do add uprobe_events "-:fxu/$e"; done
  grep -h fx "$t"/{dynamic_events,uprobe_events} && say 'probes are left over'
}
tracers() { # function and function_graph have records and a text of their own
  local k
  for k in function function_graph; do
    grep -qw "$k" "$t/available_tracers" || continue
    begin "$k" 32; put set_ftrace_filter 'vfs_*'
    if put current_tracer "$k"; then
      put tracing_on 1; cat /etc/hostname >/dev/null; mark 'a marker among functions'; finish
    else undo; rm -rf "$d"; fi
  done
}

#---------------------------------------------------------------- the kernel
formats() { awk 'FNR == 1 {n = split(FILENAME, p, "/"); print "# " p[n - 2] "/" p[n - 1]} 1' "$@"; }

if [ -n "$global" ] && [ -e /run/modules/order ]; then
  while read -r k; do [ -d "/sys/module/$k" ] || busybox insmod "/run/modules/$k.ko" 2>/dev/null || say "module $k would not load"; done < /run/modules/order
fi
formats "$t"/events/*/*/format > "$out/formats.txt"
cat "$t/events/header_page" > "$out/header_page"; cat "$t/events/header_event" > "$out/header_event"
cat "$t/trace_clock" > "$out/trace_clock"; cat "$t/printk_formats" > "$out/printk_formats"; cat "$t/saved_cmdlines" > "$out/saved_cmdlines"
{ echo "release=$(uname -r)"; echo "arch=$(uname -m)"; echo "page_size=$size"; echo "cpus=$cpus"; echo "formats=$(grep -c '^# ' "$out/formats.txt")"
  echo "hypervisor=$(grep -qw hypervisor /proc/cpuinfo && echo yes || echo no)"; } > "$out/kernel.txt"
for k in ${CAPTURES-sched syscalls timeext clocks lost lost_nocount stacks discarded nested subbuf all mixed}; do "$k"; done
[ -z "$global" ] || [ -n "${CAPTURES-}" ] || { dynamic; tracers; }

# the symbols that the texts name, each with the one behind it (a symbol ends where the next begins)
say symbols
cat "$out"/*/trace*.txt | tr -c 'A-Za-z0-9_.' '\n' | awk '/^[A-Za-z_]/ && !($0 in w) {w[$0]; print}' > "$work/words"
awk 'NR == FNR {w[$1]; next} want && $1 != at {print; want = 0; if ($3 in w) {want = 1; at = $1}; next} $3 in w && tolower($2) ~ /[tw]/ {print; want = 1; at = $1}' "$work/words" /proc/kallsyms > "$out/kallsyms"
say done
