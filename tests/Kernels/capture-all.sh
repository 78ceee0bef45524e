#!/bin/bash
# capture-all.sh [LINE...] - make tests/Fixtures/kernel-LINE.tar.gz anew: each line in a guest; `host` the running kernel.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd) fixtures=$(cd "$(dirname "$0")/../Fixtures" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
# loaded in the guest, for their events
modules=(msr crc32c_generic libcrc32c crc32_generic crc32_cryptoapi crc32c_cryptoapi ext4 loop xfs btrfs f2fs veth bridge sctp tipc vsock_loopback nfsd nfsv4 scsi_debug sd_mod null_blk kyber_iosched
         mac80211_hwsim mac802154_hwsim kvm_amd)
for line in "${@:-5.10 6.1 6.12 6.18 7.3}"; do for line in $line; do
  if [ "$line" = host ]; then
    line=host-$(uname -r | cut -d. -f1,2); "$here/capture.sh" "$work/$line"
  else
    "$here/run-guest.sh" -w "$work" -c 3 -t 1500 "${modules[@]/#/-M}" "$("$here/get-kernel.sh" "$line")" -- "$here/capture.sh" -g "$work/$line"
    "$here/formats-modules.sh" "$line" "$work/$line"
  fi
  tar -c -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --mtime=@0 "$line" | gzip -9n > "$fixtures/kernel-$line.tar.gz"
done; done
