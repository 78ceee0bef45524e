#!/bin/bash
# run-guest.sh [options] KERNEL.deb[,MODULES.deb...] -- COMMAND [ARG...]
# Boots the kernel of a Debian package under QEMU's TCG (no KVM), with the host's / as the guest's root
# (read-only by 9p, a tmpfs overlay above it: what the guest writes is gone afterwards), runs COMMAND as
# root in the same working directory, copies its output to stdout and returns its exit status.
#   -w DIR   host directory the guest may write to, at the same path (repeatable)
#   -e NAME  environment variable to hand over (repeatable; PATH, HOME, LANG and DOTNET_* go anyway)
#   -M NAME  module of that kernel to find, not loaded, in /run/modules of the guest (repeatable): NAME.ko, those it
#            depends on, and `order`, the names in the order to load them; one that the kernel has not is left out
#   -c N -m MB -t SECS   virtual CPUs (2), memory (2048), limit (600)       -v  times per step to stderr
# Exit: the command's status; 124 time limit; 125 the guest did not get to the end (console on stderr).
# Needs: qemu-system-x86 busybox-static cpio xz-utils zstd (lz4: only 5.10/6.1 cloud kernels, which have no 9p)
set -euo pipefail
cpus=2 mem=2048 limit=600 verbose= ; rw=() env=(PATH HOME LANG) extra=()
while getopts w:e:M:c:m:t:v o; do case $o in
  w) rw+=("$(realpath "$OPTARG")");; e) env+=("$OPTARG");; M) extra+=("$OPTARG");; c) cpus=$OPTARG;; m) mem=$OPTARG;;
  t) limit=$OPTARG;; v) verbose=1;; *) exit 64;; esac; done
shift $((OPTIND - 1)); [ $# -ge 2 ] || { sed -n '2,13s/^# //p' "$0" >&2; exit 64; }
debs=$1; shift; [ "$1" = -- ] && shift
cache=${XDG_CACHE_HOME:-$HOME/.cache}/pskerneltrace/unpacked; tmp=$(mktemp -d); qpid=
trap '[ -z "$qpid" ] || kill "$qpid" 2>/dev/null || :; rm -rf "$tmp"' EXIT
t0=${EPOCHREALTIME/[.,]/}
step() { local n=${EPOCHREALTIME/[.,]/}; [ -z "$verbose" ] || printf '%-12s %d.%02d s\n' "$1" $(((n - t0) / 1000000)) $(((n - t0) % 1000000 / 10000)) >&2; t0=$n; }

# 1. kernel and modules out of the package, once per package and choice of modules (cached)
k=$cache/$(basename "${debs%%,*}" .deb)
unpack() { # DIR PATTERN...: what the packages hold of those paths
  local to=$1 d; shift; mkdir -p "$to"
  for d in ${debs//,/ }; do
    dpkg-deb --fsys-tarfile "$d" | tar -x -C "$to" --wildcards --wildcards-match-slash "$@" 2>"$tmp/tar" || grep -q 'Not found in archive' "$tmp/tar"
  done
}
collect() { # DIR NAME...: those modules into DIR, unpacked, and their order
  local to=$1 x=$tmp/x m; shift
  [ ! -e "$to/ok" ] || return 0
  [ -d "$x" ] || unpack "$x" './*/modules/*/kernel/*'
  rm -rf "$to"; mkdir -p "$to"; : > "$to/order"
  for m in "$@"; do add "$m" "$to" "$x"; done
  touch "$to/ok"; step modules
}
add() { # a module, those it depends on first; unpacked; one that is not there is built in
  local n=${1//-/_} p d; [ ! -e "$2/$n.ko" ] || return 0
  p=$(find "$3" -regex ".*/${n//_/[-_]}\.ko\(\.xz\|\.zst\|\.gz\)?" | head -1); [ -n "$p" ] || return 0
  case $p in *.xz) xz -dc "$p";; *.zst) zstd -dqc "$p";; *.gz) gzip -dc "$p";; *) cat "$p";; esac > "$2/$n.ko"
  for d in $(tr '\0' '\n' < "$2/$n.ko" | LC_ALL=C sed -n 's/^depends=//p' | tr , ' '); do add "$d" "$2" "$3"; done
  echo "$n" >> "$2/order"
}
if [ ! -e "$k/ok" ]; then
  rm -rf "$k"; mkdir -p "$k"
  unpack "$tmp/b" './boot/vmlinuz-*' './*/modules/*/vmlinuz'
  bz=$(find "$tmp/b" -name 'vmlinuz*' -type f | head -1); [ -n "$bz" ] || { echo "no kernel in $debs" >&2; exit 65; }
  # unpacked here, the kernel boots by its PVH entry: saves 1 s (zstd) to 5 s (xz) of emulated unpacking a boot
  sects=$(od -An -tu1 -j497 -N1 "$bz"); read -r off len < <(od -An -tu4 -j584 -N8 "$bz")
  tail -c +$(((${sects// /} + 1) * 512 + off + 1)) "$bz" | head -c "$len" > "$tmp/p" || :
  { xz -dc --single-stream "$tmp/p" || zstd -dqc "$tmp/p" || lz4 -dqc "$tmp/p" || gzip -dc "$tmp/p"; } > "$k/vmlinux" 2>/dev/null || :
  size=$(tail -c 4 "$tmp/p" | od -An -tu4)
  [ "$(stat -c %s "$k/vmlinux")" = "${size// /}" ] || cp "$bz" "$k/vmlinux"
  collect "$k/m" virtio_pci virtio_console 9p 9pnet_virtio overlay
  touch "$k/ok"; step unpack
fi
if [ ! -e "$k/config" ]; then # what the kernel was built with, where the package has it: /boot/config-RELEASE of the guest
  unpack "$tmp/conf" './boot/config-*'; cat "$tmp"/conf/boot/config-* > "$tmp/config" 2>/dev/null || :; mv "$tmp/config" "$k/config"
fi
if [ ${#extra[@]} -gt 0 ]; then
  more=$k/extra-$(printf '%s\n' "${extra[@]}" | md5sum | cut -c1-12); collect "$more" "${extra[@]}"
fi
rm -rf "$tmp/x" "$tmp/b"

# 2. the command, and an initramfs that mounts everything
mkdir -p "$tmp/i/bin" "$tmp/c"
{ for v in "${env[@]}" $(compgen -e DOTNET_ || :); do [ -z "${!v+x}" ] || printf 'export %s=%q\n' "$v" "${!v}"; done
  printf 'cd %q || exit 126\n' "$PWD"; printf '%q ' "$@"; echo; } > "$tmp/c/cmd"
cp -r "$k/m" "$tmp/i/m"; cp "$k/config" "$tmp/i/config"; cp "$(command -v busybox)" "$tmp/i/bin/busybox"
[ ${#extra[@]} -eq 0 ] || cp -r "$more" "$tmp/i/extra"
cat > "$tmp/i/init" <<'INIT'
#!/bin/busybox sh
b=/bin/busybox; $b mkdir -p /dev /proc /sys /ro /rw /new; $b mount -t devtmpfs d /dev; $b mount -t proc p /proc
for m in $($b cat /m/order); do $b insmod /m/$m.ko || echo "insmod $m failed"; done
p9() { $b mount -t 9p -o $3,trans=virtio,version=9p2000.L,msize=1048576 $1 "$2" || echo "9p $1 failed"; }
p9 root /ro ro,cache=loose
$b mount -t tmpfs -o size=75% t /rw; $b mkdir /rw/u /rw/w
$b mount -t overlay -o lowerdir=/ro,upperdir=/rw/u,workdir=/rw/w o /new || echo "overlay failed"
n=/new; $b mount -t devtmpfs d $n/dev; $b mount -t proc p $n/proc; $b mount -t sysfs s $n/sys; $b mount -t tmpfs t $n/run
$b mkdir -p $n/dev/shm $n/dev/pts $n/run/ctl; $b mount -t tmpfs t $n/dev/shm; $b mount -t devpts d $n/dev/pts
$b mount -t tracefs t $n/sys/kernel/tracing; $b mount -t debugfs t $n/sys/kernel/debug; $b mount -t securityfs t $n/sys/kernel/security
[ ! -s /config ] || $b cp /config "$n/boot/config-$($b uname -r)"
p9 ctl $n/run/ctl rw,cache=none; [ ! -d /extra ] || $b mv /extra $n/run/modules
i=0; while IFS= read -r d; do p9 rw$i "$n$d" rw,cache=mmap; i=$((i + 1)); done < /rw.list
$b ip link set lo up; $b hostname guest; $b ln -sf /proc/self/fd /dev/fd
for x in 1 2 3 4 5 6 7 8 9; do port=$(echo /dev/vport*p1); [ -e $port ] && break; $b usleep 50000; done
$b cut -d' ' -f1 /proc/uptime > $n/run/ctl/up
$b chroot $n /bin/bash /run/ctl/cmd < /dev/null > $port 2>&1; echo $? > $n/run/ctl/rc
$b sync; $b umount -a -r 2>/dev/null
echo -ne '\001' | $b dd of=/dev/port bs=1 seek=244 2>/dev/null # isa-debug-exit: at once; else by ACPI
$b poweroff -f
INIT
chmod +x "$tmp/i/init"; : > "$tmp/i/rw.list"; shares=()
for d in ${rw[@]+"${rw[@]}"}; do
  shares+=(-fsdev "local,id=w${#shares[@]},path=$d,security_model=none,multidevs=remap" -device "virtio-9p-pci,fsdev=w${#shares[@]},mount_tag=rw$((${#shares[@]} / 4))")
  echo "$d" >> "$tmp/i/rw.list"; done
(cd "$tmp/i" && find . | cpio -o -H newc --quiet) > "$tmp/initrd"; step initramfs

# 3. boot it. thread=single: with thread=multi a CPU now and then runs half of an instruction that another CPU is
# patching (ftrace, kprobes), and the guest oopses or hangs; one thread for all virtual CPUs costs next to nothing here
touch "$tmp/out" "$tmp/console"
timeout "$limit" qemu-system-x86_64 -M pc -accel tcg,thread=single -cpu max -smp "$cpus" -m "$mem" -nodefaults -display none -no-reboot \
  -kernel "$k/vmlinux" -initrd "$tmp/initrd" -append "console=ttyS0 quiet panic=-1 tsc=reliable" -serial "file:$tmp/console" \
  -fsdev local,id=root,path=/,security_model=none,readonly=on,multidevs=remap -device virtio-9p-pci,fsdev=root,mount_tag=root \
  -fsdev "local,id=ctl,path=$tmp/c,security_model=none" -device virtio-9p-pci,fsdev=ctl,mount_tag=ctl "${shares[@]}" \
  -device isa-debug-exit,iobase=0xf4,iosize=1 \
  -device virtio-serial-pci -chardev "file,id=out,path=$tmp/out" -device virtserialport,chardev=out,name=out < /dev/null &
qpid=$!; tail -c +1 -s 0.1 -f --pid=$qpid "$tmp/out" & tail=$!
rc=0; wait $qpid || rc=$?; qpid=; wait $tail || :; step guest
[ -z "$verbose" ] || echo "of it, boot  $(cat "$tmp/c/up" 2>/dev/null) s" >&2
[ ! -e "$tmp/c/rc" ] || exit "$(cat "$tmp/c/rc")"
tail -40 "$tmp/console" >&2; if [ $rc = 124 ]; then exit 124; else exit 125; fi
