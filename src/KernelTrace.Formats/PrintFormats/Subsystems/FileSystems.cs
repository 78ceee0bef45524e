namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>File systems: AFS, bcachefs, Ceph.</summary>
/// <remarks>Source: <c>afs_page_dirty_from</c>, <c>fs/afs/internal.h</c>; <c>BCH_BTREE_IDS</c>,
/// <c>fs/bcachefs/bcachefs_format.h</c>; <c>fs/ceph/strings.c</c>, <c>include/linux/ceph/ceph_fs.h</c>.</remarks>
internal static class FileSystems
{
    public static void Add(FunctionTable table)
    {
        // which part of a page has changed: the first byte, the last one, and whether the page is mapped
        table.Number("afs_page_dirty_from", CType.ULong, value => value & 0x7fffffff);
        table.Number("afs_page_dirty_to", CType.ULong, value => (value >> 32 & 0x7fffffff) + 1);
        table.Number("afs_is_page_dirty_mmapped", CType.Int, value => value >> 31 & 1);

        table.Names("bch2_btree_id_str", "(unknown)", "extents", "inodes", "dirents", "xattrs", "alloc", "quotas", "stripes", "reflink",
            "subvolumes", "snapshots", "lru", "freespace", "need_discard", "backpointers", "bucket_gens", "snapshot_trees",
            "deleted_inodes", "logged_ops", "rebalance_work", "subvolume_children");

        table.Names("ceph_cap_op_name", "???", "grant", "revoke", "trunc", "export", "import", "update", "drop", "flush", "flush_ack",
            "flushsnap", "flushsnap_ack", "release", "renew");
        table.Names("ceph_mds_op_name", "???", (0x100, "lookup"), (0x101, "getattr"), (0x102, "lookuphash"), (0x103, "lookupparent"),
            (0x104, "lookupino"), (0x105, "lookupname"), (0x106, "getvxattr"), (0x1105, "setxattr"), (0x1106, "rmxattr"),
            (0x1107, "setlayou"), (0x1108, "setattr"), (0x1109, "setfilelock"), (0x110, "getfilelock"), (0x110a, "setdirlayout"),
            (0x1201, "mknod"), (0x1202, "link"), (0x1203, "unlink"), (0x1204, "rename"), (0x1220, "mkdir"), (0x1221, "rmdir"),
            (0x1222, "symlink"), (0x1301, "create"), (0x302, "open"), (0x305, "readdir"), (0x400, "lookupsnap"), (0x1400, "mksnap"),
            (0x1401, "rmsnap"), (0x402, "lssnap"), (0x1403, "renamesnap"));
    }
}
