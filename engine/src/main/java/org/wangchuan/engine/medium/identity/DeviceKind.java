package org.wangchuan.engine.medium.identity;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a block device is that is no drive behind a bus this program knows, by the name that its driver gives it
 * (Documentation/admin-guide/devices.txt, drivers/block, drivers/nvdimm). A name that is not listed says nothing.
 */
public enum DeviceKind {
    /** Blocks are kept on another machine, or on another machine as well. */
    NETWORK,
    /** What is written goes elsewhere than what was there before, or is kept in a second place. */
    WRITES_ELSEWHERE,
    /** Keeps what is written compressed, in memory. */
    COMPRESSES,
    /** A block that is written lies where it lay, as far as this machine can tell. */
    IN_PLACE,
    UNKNOWN;

    private record Named(Pattern names, DeviceKind kind) {
        Named(String names, DeviceKind kind) {
            this(Pattern.compile(names), kind);
        }
    }

    private static final List<Named> NAMES = List.of(
            new Named("nbd[0-9]+", NETWORK), // drivers/block/nbd.c
            new Named("rbd[0-9]+", NETWORK), // Ceph, drivers/block/rbd.c
            new Named("drbd[0-9]+", NETWORK), // drivers/block/drbd: mirrored to a peer
            new Named("etherd/e[0-9.]+", NETWORK), // ATA over Ethernet, drivers/block/aoe
            new Named("rnbd[0-9]+", NETWORK), // drivers/block/rnbd, over RDMA
            new Named("zd[0-9]+", WRITES_ELSEWHERE), // a volume of OpenZFS, which never overwrites a block
            new Named("bcache[0-9]+", WRITES_ELSEWHERE), // drivers/md/bcache: a second copy on the caching device
            new Named("pmem[0-9.]+s", WRITES_ELSEWHERE), // a block translation table, drivers/nvdimm/btt.c
            new Named("zram[0-9]+", COMPRESSES), // drivers/block/zram
            new Named("pmem[0-9.]+", IN_PLACE), // drivers/nvdimm/pmem.c
            new Named("ram[0-9]+", IN_PLACE), // drivers/block/brd.c
            new Named("nullb[0-9]+", IN_PLACE), // drivers/block/null_blk: a page of memory for each, or nothing at all
            new Named("fd[0-9]+", IN_PLACE), // drivers/block/floppy.c
            new Named("xvd[a-z]+", IN_PLACE), // Xen's virtual disk, drivers/block/xen-blkfront.c: as good as vda
            new Named("hd[a-z]+", IN_PLACE), // IDE drives of kernels before 5.14
            new Named("(cciss|ida)/c[0-9]+d[0-9]+", IN_PLACE)); // volumes of old RAID controllers

    /**
     * The kind of a whole device.
     *
     * @param name the kernel's, with '/' where sysfs has '!'
     */
    public static DeviceKind of(String name) {
        return NAMES.stream()
                .filter(named -> named.names.matcher(name).matches())
                .map(Named::kind)
                .findFirst()
                .orElse(UNKNOWN);
    }
}
