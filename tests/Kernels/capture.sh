#!/bin/bash
# capture.sh [-g] OUTDIR - record fixtures on the running kernel: formats, sub-buffers, and the kernel's own text of both.
#   -g  may also define probes and synthetic events, mount, load modules, unplug a CPU: global state, for a guest only
# Run as root. Works in tracefs instances of its own (fixture-*) and removes them. What lands in OUTDIR:
# docs/design/fixtures.md. Needs: bash, coreutils, awk, perl (perl-base will do), util-linux (taskset); for what modules do
# (-g): e2fsprogs xfsprogs btrfs-progs f2fs-tools iw gcc binutils. What is not there is left out.
# CAPTURES="NAME..." takes these alone.
set -uo pipefail; export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
global= ; [ "${1-}" != -g ] || { global=1; shift; }
[ $# = 1 ] && mkdir -p "$1" || { sed -n '2,6s/^# //p' "$0" >&2; exit 64; }
out=$(cd "$1" && pwd) work=$(mktemp -d) here=$(cd "$(dirname "$0")" && pwd)
cd /; unset OLDPWD    # newer kernels record the paths that are looked up: none of this checkout's
t=$(awk '$3 == "tracefs" {print $2; exit}' /proc/mounts); [ -n "$t" ] || { echo "capture: no tracefs is mounted" >&2; exit 1; }
i= ; hists=()
trap 'undo; rm -rf "$work"' EXIT
undo() { # the instance goes; it stays busy for a moment after its files were closed
  local n; [ -n "$i" ] || return 0
  exec {m}>&- || :
  put tracing_on 0; put events/enable 0; put current_tracer nop
  if [ "$i" = "$t" ]; then put trace_clock local; put options/overwrite 1; : > "$i/trace"; i= ; return; fi
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

# begin NAME KB [CLOCK]: a fresh instance, tracing off, KB per CPU, older events kept, the clock mono. The buffer that is
# no instance's with top=1
begin() {
  name=$1 d=$out/$1 sub=$size; i=$t/instances/fixture-$$-$1; [ -z "${top-}" ] || i=$t
  mkdir -p "$d" "$i" || exit 1
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
  if put options/hash-ptr 0; then cat "$i/trace" >> "$d/trace-nohash.txt"; put options/hash-ptr 1; fi
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

mute() { # N: leave out the events that the text on stdin names N times
  awk -v n="$1" 'match($0, / [0-9]+\.[0-9]+: [A-Za-z0-9_]+: /) {split(substr($0, RSTART, RLENGTH), w, /[: ]+/); if (++c[w[3]] == n) print "!" w[3]}' > "$work/loud"
  while read -r e; do { echo "$e" >> "$i/set_event"; } 2>/dev/null; done < "$work/loud"
}

#---------------------------------------------------------------- captures
sched() { begin sched 96; enable sched irq; put tracing_on 1; busy 700000; finish; }

syscalls() { begin syscalls 96; enable syscalls; put tracing_on 1; ls -l /etc >/dev/null; cat /etc/hostname >/dev/null; sleep 0.01; bash -c 'echo $$ > /dev/null'; finish; }

all() { begin all 64; put events/enable 1; put tracing_on 1; marks; load; finish; }

mixed() { # rounds; what came often in one is left out of the next, so that the rare events find room
  local round seen=0; begin mixed 48; put events/enable 1; put events/syscalls/enable 0; put events/raw_syscalls/enable 0
  for round in 1 2 3 4 5 6; do
    put tracing_on 1
    if [ $round = 6 ]; then marks; fi
    if [ -n "$global" ] && [ $((round % 2)) = 0 ]; then (cd "$work" && global_load $round) </dev/null >/dev/null 2>&1; else load; fi
    take
    tail -n +$((seen + 1)) "$d/trace.txt" | mute 7
    seen=$(wc -l < "$d/trace.txt")
  done
  finish taken
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
  local e sh; begin dynamic 96
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
    # 6.1 does not know common_stacktrace, yet takes the first of these, and may oops when it is taken back
    grep -q common_stacktrace "$t/README" && hist events/sched/sched_switch/trigger 'hist:keys=prev_pid:ts1=common_timestamp.usecs,st=common_stacktrace if prev_comm=="bash"' &&
      hist events/sched/sched_switch/trigger 'hist:keys=next_pid:lat1=common_timestamp.usecs-$ts1,s=$st,np=next_pid:onmatch(sched.sched_switch).trace(fx_stack,$lat1,$s,$np)' || say 'no fx_stack'
  fi
  for e in fxu fxk fxf fxe synthetic; do [ ! -e "$i/events/$e/enable" ] || put "events/$e/enable" 1; done
  put tracing_on 1; $bash -c 'ls /etc/hostname; cat /etc/hostname; true' >/dev/null; sleep 0.05; for e in 1 2 3; do cat /etc/hostname | cat > /dev/null; done; sleep 0.05
  put tracing_on 0; take; (shopt -s nullglob; formats "$i"/events/{fxu,fxk,fxf,fxe,synthetic}/*/format) > "$d/formats.txt"
  cat "$t"/{dynamic_events,kprobe_events,uprobe_events,synthetic_events} 2>/dev/null | sort -u > "$d/definitions.txt"
  put events/enable 0; finish taken
  add synthetic_events '!fx_wake u64 lat; pid_t pid; char comm[16]; char dyn[]; int prio; int again'
  add synthetic_events '!fx_stack u64 lat; unsigned long[] stack; pid_t pid'
  for e in enter exit switch; do add dynamic_events "-:fxf/$e"; done; add dynamic_events '-:fxe/open'
  for e in strings ints symstr back btf file; do add kprobe_events "-:fxk/$e"; done
  for e in strings arrays ints chars back; do add uprobe_events "-:fxu/$e"; done
  grep -h fx "$t"/{dynamic_events,uprobe_events} && say 'probes are left over'
}
tracer() { # NAME TRACER FUNCTIONS [OPTION]: of an option that the kernel has not there is no capture
  grep -qw "$2" "$t/available_tracers" || return 0
  begin "$1" 32; put set_ftrace_filter "$3"
  if put current_tracer "$2" && { [ -z "${4-}" ] || put "options/$4" 1; }; then
    put tracing_on 1; cat /etc/hostname >/dev/null; dd if=/dev/zero of=/dev/null bs=1 count=60 status=none; mark 'a marker among functions'; take
    [ -z "${4-}" ] || put "options/$4" 0      # some kernels keep it for the next tracer
    finish taken
  else undo; rm -rf "$d"; fi
}
tracers() { # the tracers have records and a text of their own
  tracer function function 'vfs_*'
  tracer function_graph function_graph 'vfs_*'
  tracer function-stack function 'vfs_o*' func_stack_trace
  tracer function-repeats function 'vfs_read vfs_open' func-no-repeats
  tracer function-args function 'vfs_*' func-args
}
stacks_trigger() { # the stack that a trigger of the event asks for
  begin stacks-trigger 24; hist events/sched/sched_process_exec/trigger stacktrace; hist events/sched/sched_waking/trigger 'stacktrace if prio < 121'
  enable sched/sched_process_exec sched/sched_waking; put tracing_on 1; ls >/dev/null; sleep 0.01; finish
}
masks() { # sets of processors: the code of the kernel is patched, and then all others told of it
  local n; has events/ipi || return 0
  begin masks 32; enable ipi; put tracing_on 1
  for n in 1 2 3 4; do put events/sched/sched_move_numa/enable $((n % 2)); put events/sched/sched_stick_numa/enable $((n % 2)); done
  perl -e 'syscall(324, 1, 0, 0); syscall(324, 4, 0, 0); syscall(324, 2, 0, 0)'; finish
}
printk() { # what only code of the kernel writes, by a module made for it; into the buffer that is no instance's
  command -v gcc >/dev/null && [ -e /run/modules/loop.ko ] || return 0
  "$here/trace-printk.sh" /run/modules/loop.ko "$work/pskt_printk.ko" || return 0
  top=1 begin printk 64; put tracing_on 1; busybox insmod "$work/pskt_printk.ko" || say "the module of trace_printk would not load"
  finish
}

#---------------------------------------------------------------- events of modules
files() { # DIR: on a file system
  ( cd "$1" || exit; dd if=/dev/urandom of=a bs=64k count=12 conv=fsync; dd if=/dev/zero of=s bs=4k count=1 seek=500 conv=fsync; mkdir b c; mv a b/d
    ln b/d h; ln -s b/d l; cat l | md5sum; truncate -s 5000 h; fallocate -l 200000 f; fallocate -p -o 8192 -l 65536 f; fallocate -c -o 4096 -l 8192 f
    perl -e 'my ($f, $n, $v, $b) = ("f", "user.x", "v" x 40, " " x 64); syscall(188, $f, $n, $v, 40, 0); syscall(191, $f, $n, $b, 64);
      syscall(197, $f, $n); open F, "+<", "f"; sysseek F, 100, 0; syswrite F, "x" x 9000; syscall(75, fileno F); unlink "f"'
    chmod 600 h; touch h; for n in 1 2 3 4 5 6 7 8; do echo $n > c/$n; done; ls -lR .; rm -r c; rm h; sync .; cp b/d e; dd if=e of=e2 oflag=direct bs=64k count=2
    echo 3 > /proc/sys/vm/drop_caches; md5sum e; cat e > /dev/null; rm -r b e l s )
  busybox fstrim "$1"
}
filesystem() { # TYPE SIZE [MKFS OPTION...]
  local type=$1 mb=$2; shift 2; mkdir -p mnt
  [ -e "img.$type" ] || { truncate -s "${mb}M" "img.$type"; "mkfs.$type" "$@" "img.$type" || { rm "img.$type"; return; }; }
  if busybox mount -t "$type" -o loop "img.$type" mnt; then files mnt; busybox umount mnt; fi
}
modules_ext4() { command -v mkfs.ext4 && filesystem ext4 48 -q; }
modules_xfs() { command -v mkfs.xfs && filesystem xfs 320 -q; }
modules_btrfs() { command -v mkfs.btrfs && filesystem btrfs 128 -q; }
modules_f2fs() { command -v mkfs.f2fs && filesystem f2fs 64 -q; }
modules_block() {
  local b
  for b in /dev/sd? /dev/nullb?; do [ -b "$b" ] || continue
    for s in kyber bfq mq-deadline none; do echo $s > "/sys/block/${b#/dev/}/queue/scheduler" && break; done
    dd if=$b of=/dev/null bs=64k count=1 iflag=direct; dd if=/dev/zero of=$b bs=16k count=2 conv=fsync oflag=direct; blkdiscard -o 0 -l 65536 $b
  done
}
modules_net() {
  local ip; ip=$(command -v ip || echo busybox ip)
  $ip link add v9 type veth peer name v8; $ip link add br9 type bridge || busybox brctl addbr br9; $ip link set v9 master br9 || busybox brctl addif br9 v9
  $ip link set v8 up; $ip link set v9 up; $ip link set br9 up; $ip addr add 10.9.8.1/24 dev br9; $ip addr add fd09::1/64 dev br9
  bridge fdb add 02:00:00:00:00:09 dev v9 master static; busybox arping -c1 -w1 -I v8 10.9.8.1; busybox ping -c1 -W1 10.9.8.9; busybox ping -c1 -W1 fd09::9
  $ip route add 10.77.0.0/16 via 10.9.8.9; $ip route add fd77::/32 via fd09::9; $ip route get 10.77.1.1; $ip route get fd77::1
  perl -e 'use Socket; $SIG{ALRM} = sub {die}; my $z;
    sub pair { my ($family, $type, $proto, $to, $from) = @_; alarm 2; eval {
      socket(my $l, $family, $type, $proto) or return; bind $l, $from || $to; listen $l, 5;
      if (my $p = fork) { if (accept my $s, $l) { sysread $s, $z, 3000; syswrite $s, "answer"; close $s } kill 9, $p; waitpid $p, 0 }
      else { socket(my $c, $family, $type, $proto); if (connect $c, $to) { syswrite $c, "hello" x 200; sysread $c, $z, 10 } close $c; exit } } }
    pair AF_INET, SOCK_STREAM, 132, pack_sockaddr_in(7777, INADDR_LOOPBACK);
    pair 40, SOCK_STREAM, 0, pack("S S L L L", 40, 0, 7777, 1, 0), pack("S S L L L", 40, 0, 7777, -1 & 0xffffffff, 0);
    my $service = pack("S C c L L L", 30, 2, 2, 7777, 1, 0); alarm 2; eval { socket(my $t, 30, 4, 0); bind $t, pack("S C c L L L", 30, 1, 2, 7777, 1, 9);
      socket(my $u, 30, 4, 0); send $u, "to tipc", 0, $service; sysread $t, $z, 100 }'
  $ip link del br9; $ip link del v8
}
modules_wireless() {
  local w
  for w in wlan0 wlan1; do busybox ip link set $w up; done
  if command -v iw; then
    timeout 8 iw dev wlan0 scan freq 2412 2437; iw dev wlan1 set type ibss; busybox ip link set wlan1 up; iw dev wlan1 ibss join fixture 2412 HT20 fixed-freq 02:12:34:56:78:9a
    busybox ip addr add 10.9.7.1/24 dev wlan1; sleep 0.3; busybox ping -c1 -w1 10.9.7.2; iw dev wlan1 station dump; iw dev wlan1 get power_save
    iw reg set DE; iw dev wlan1 ibss leave; iw dev wlan0 interface add mon9 type monitor; iw dev mon9 del
  fi
  for w in wlan0 wlan1 wpan0; do busybox ip link set $w up; busybox ip link set $w down; done
}
modules_nfs() { # no daemons: the server asks for the exports in vain, but until then both talk
  mkdir -p nfs; busybox mount -t nfsd nfsd /proc/fs/nfsd || return; busybox mount -t rpc_pipefs rpc nfs
  echo '-2 -3 +4 +4.1 +4.2' > /proc/fs/nfsd/versions; echo 10 > /proc/fs/nfsd/nfsv4gracetime; echo 10 > /proc/fs/nfsd/nfsv4leasetime
  perl -e 'use Socket; socket(my $l, AF_INET, SOCK_STREAM, 0); setsockopt $l, SOL_SOCKET, SO_REUSEADDR, 1; bind $l, sockaddr_in(2049, INADDR_ANY); listen $l, 5;
    open my $p, ">", "/proc/fs/nfsd/portlist"; syswrite $p, fileno($l) . "\n"'
  echo 2 > /proc/fs/nfsd/threads; mkdir -p mnt9
  timeout -k 1 3 busybox mount -t nfs4 -o addr=127.0.0.1,vers=4.2,clientaddr=127.0.0.1,soft,timeo=5,retrans=1 127.0.0.1:/ mnt9
  timeout -k 1 3 busybox mount -t nfs4 -o addr=127.0.0.1,vers=4.0,clientaddr=127.0.0.1,soft,timeo=5,retrans=1 127.0.0.1:/ mnt9
  busybox umount -f mnt9; echo 0 > /proc/fs/nfsd/threads; busybox umount /proc/fs/nfsd; busybox umount nfs
}
modules_kvm() { # a machine in the machine: the emulator has AMD's extensions
  command -v gcc && [ -e /dev/kvm ] && { [ -e kvm ] || gcc -O1 -o kvm "$here/kvm-guest.c"; } && timeout 20 ./kvm
}
modules() { # one part after the other, each twice: first to learn which events come often, to leave these out
  local part s
  begin modules 40
  for part in ext4 xfs btrfs f2fs block net wireless nfs kvm; do
    echo > "$i/set_event"
    for s in ext4 jbd2 xfs btrfs f2fs scsi block kyber null_blk nullb sunrpc rpcgss nfs nfs4 nfsd mac80211 cfg80211 mac80211_hwsim bridge fib fib6 \
      neigh net qdisc sctp tipc vsock 9p netfs fscache cfg802154 802154 mac802154 batadv l2tp sock udp tcp iomap filelock writeback kvm kvmmmu; do put "events/$s/enable" 1; done
    put tracing_on 1; (cd "$work" && "modules_$part") </dev/null >/dev/null 2>&1; put tracing_on 0
    mute $([ $part = xfs ] && echo 7 || echo 12) < "$i/trace"; : > "$i/trace"
    put tracing_on 1; (cd "$work" && "modules_$part") </dev/null >/dev/null 2>&1; take
  done
  finish taken
}

#---------------------------------------------------------------- the kernel
formats() { awk 'FNR == 1 {n = split(FILENAME, p, "/"); print "# " p[n - 2] "/" p[n - 1]} 1' "$@"; }

if [ -n "$global" ] && [ -e /run/modules/order ]; then
  while read -r k; do [ -d "/sys/module/$k" ] || busybox insmod "/run/modules/$k.ko" 2>/dev/null || say "module $k would not load"; done < /run/modules/order
fi
formats "$t"/events/*/*/format > "$out/formats.txt"
cat "$t/events/header_page" > "$out/header_page"; cat "$t/events/header_event" > "$out/header_event"
cat "$t/trace_clock" > "$out/trace_clock"; cat "$t/saved_cmdlines" > "$out/saved_cmdlines"
{ echo "release=$(uname -r)"; echo "arch=$(uname -m)"; echo "page_size=$size"; echo "cpus=$cpus"; echo "formats=$(grep -c '^# ' "$out/formats.txt")"
  echo "hypervisor=$(grep -qw hypervisor /proc/cpuinfo && echo yes || echo no)"; } > "$out/kernel.txt"
for k in ${CAPTURES-sched syscalls timeext clocks lost lost_nocount stacks stacks_trigger masks discarded nested subbuf all mixed}; do "$k"; done
[ -z "$global" ] || [ -n "${CAPTURES-}" ] || { dynamic; tracers; modules; printk; }

cat "$t/printk_formats" > "$out/printk_formats"

# what the names in print fmt are: constants and types by BTF, variables by their values
(shopt -s nullglob; "$here/names.pl" /sys/kernel/btf "$out/formats.txt" "$out"/*/formats.txt) > "$out/names.txt"
awk '$1 == "unknown" && $2 != "jiffies" {print $2}' "$out/names.txt" | perl -e '
  my %want = map {chomp; ($_, 1)} <STDIN>; open my $s, "<", "/proc/kallsyms"; open my $m, "<:raw", "/proc/kcore" or exit;
  sysread $m, my $head, 64; my ($at, $size, $count) = unpack "\@32 Q x14 S S", $head; sysseek $m, $at, 0; sysread $m, my $table, $size * $count;
  my @part = grep {$_->[0] == 1} map {[unpack "L L Q Q Q Q", substr $table, $_ * $size, $size]} 0 .. $count - 1;   # type flags place address - size
  while (<$s>) { my ($address, $type, $name) = split; next unless delete $want{$name} && $type =~ /[bdr]/i; $address = hex $address;
    for (@part) { next if $address < $_->[3] || $address >= $_->[3] + $_->[5]; sysseek $m, $_->[2] + ($address - $_->[3]), 0;   # no sum above 64 bits
      printf "variable.%s=0x%x\n", $name, unpack "Q", $value if sysread($m, $value, 8) == 8; last } }' >> "$out/kernel.txt"
# ticks a second, counted, for few kernels tell
ticks() { awk '/^jiffies: / {print $2; exit}' /proc/timer_list; }
from=$(ticks) at=${EPOCHREALTIME/./}; sleep 2; to=$(ticks)
echo "$from $to $((${EPOCHREALTIME/./} - at))" | awk '{hz = ($2 - $1) * 1e6 / $3; n = split("100 250 300 1000", c); for (k = 1; k <= n; k++) {d = c[k] / hz; d = d < 1 ? 1 / d : d
  if (!best || d < least) {best = c[k]; least = d}} print "hz=" best}' >> "$out/kernel.txt"

# the symbols that the texts name, each with the one behind it by address (a symbol ends where the next begins; the list
# of a module is in the order of its symbol table)
say symbols
cat "$out"/*/trace*.txt | tr -c 'A-Za-z0-9_.' '\n' | awk '/^[A-Za-z_]/ && !($0 in w) {w[$0]; print}' > "$work/words"
sort -s -k1,1 /proc/kallsyms | awk 'NR == FNR {w[$1]; next} want && $1 != at {print; want = 0; if ($3 in w) {want = 1; at = $1}; next} $3 in w && (NF > 3 || tolower($2) ~ /[tw]/) {print; want = 1; at = $1}' "$work/words" - > "$out/kallsyms"
echo "symbols=by-address" >> "$out/kernel.txt"
say done
