package org.wangchuan.acceptance.fuse;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.util.List;

/** Structures of linux/fuse.h, protocol 7.31 and up to the fields used; a test compares each offset with the C compiler's. */
final class FuseStructs {
    private FuseStructs() {}

    static final StructLayout IN_HEADER = named(
            "fuse_in_header",
            u32("len"),
            u32("opcode"),
            u64("unique"),
            u64("nodeid"),
            u32("uid"),
            u32("gid"),
            u32("pid"),
            u16("total_extlen"),
            u16("padding"));

    static final StructLayout OUT_HEADER = named("fuse_out_header", u32("len"), u32("error"), u64("unique"));

    static final StructLayout INIT_IN = named(
            "fuse_init_in", u32("major"), u32("minor"), u32("max_readahead"), u32("flags"), u32("flags2"), rest(44));

    static final StructLayout INIT_OUT = named(
            "fuse_init_out",
            u32("major"),
            u32("minor"),
            u32("max_readahead"),
            u32("flags"),
            u16("max_background"),
            u16("congestion_threshold"),
            u32("max_write"),
            u32("time_gran"),
            u16("max_pages"),
            u16("map_alignment"),
            u32("flags2"),
            u32("max_stack_depth"),
            rest(24));

    static final StructLayout ATTR = named(
            "fuse_attr",
            u64("ino"),
            u64("size"),
            u64("blocks"),
            u64("atime"),
            u64("mtime"),
            u64("ctime"),
            u32("atimensec"),
            u32("mtimensec"),
            u32("ctimensec"),
            u32("mode"),
            u32("nlink"),
            u32("uid"),
            u32("gid"),
            u32("rdev"),
            u32("blksize"),
            u32("flags"));

    static final StructLayout ENTRY_OUT = named(
            "fuse_entry_out",
            u64("nodeid"),
            u64("generation"),
            u64("entry_valid"),
            u64("attr_valid"),
            u32("entry_valid_nsec"),
            u32("attr_valid_nsec"),
            ATTR.withName("attr"));

    static final StructLayout ATTR_OUT =
            named("fuse_attr_out", u64("attr_valid"), u32("attr_valid_nsec"), u32("dummy"), ATTR.withName("attr"));

    static final StructLayout OPEN_OUT = named("fuse_open_out", u64("fh"), u32("open_flags"), u32("backing_id"));

    /** {@code fuse_read_in} and {@code fuse_write_in} share offset and size. */
    static final StructLayout TRANSFER_IN = named(
            "fuse_write_in",
            u64("fh"),
            u64("offset"),
            u32("size"),
            u32("write_flags"),
            u64("lock_owner"),
            u32("flags"),
            u32("padding"));

    static final StructLayout WRITE_OUT = named("fuse_write_out", u32("size"), u32("padding"));

    static final StructLayout SETATTR_IN = named("fuse_setattr_in", u32("valid"), u32("padding"), u64("fh"), rest(72));

    static final StructLayout FALLOCATE_IN =
            named("fuse_fallocate_in", u64("fh"), u64("offset"), u64("length"), u32("mode"), u32("padding"));

    static final StructLayout STATFS = named(
            "fuse_kstatfs",
            u64("blocks"),
            u64("bfree"),
            u64("bavail"),
            u64("files"),
            u64("ffree"),
            u32("bsize"),
            u32("namelen"),
            u32("frsize"),
            rest(28));

    static final List<StructLayout> ALL = List.of(
            IN_HEADER,
            OUT_HEADER,
            INIT_IN,
            INIT_OUT,
            ATTR,
            ENTRY_OUT,
            ATTR_OUT,
            OPEN_OUT,
            TRANSFER_IN,
            WRITE_OUT,
            SETATTR_IN,
            FALLOCATE_IN,
            STATFS);

    /** Offset in bytes of a member. */
    static long at(StructLayout struct, String member) {
        return struct.byteOffset(PathElement.groupElement(member));
    }

    private static StructLayout named(String name, MemoryLayout... members) {
        return structLayout(members).withName(name);
    }

    private static MemoryLayout u64(String name) {
        return JAVA_LONG.withName(name);
    }

    private static MemoryLayout u32(String name) {
        return JAVA_INT.withName(name);
    }

    private static MemoryLayout u16(String name) {
        return JAVA_SHORT.withName(name);
    }

    private static MemoryLayout rest(long bytes) {
        return MemoryLayout.paddingLayout(bytes);
    }
}
