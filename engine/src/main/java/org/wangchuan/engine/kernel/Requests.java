package org.wangchuan.engine.kernel;

/**
 * Numbers of ioctl(2), fcntl(2), flock(2) and posix_fadvise(3) requests. Those that encode a size do so for 64-bit machines; all are the
 * same on x86-64 and aarch64.
 */
public final class Requests {

    /** linux/fs.h: size in bytes, u64 out. */
    public static final long BLKGETSIZE64 = 0x80081272L;

    /** linux/fs.h: logical block size in bytes, int out. */
    public static final long BLKSSZGET = 0x1268;

    /** linux/fs.h: physical block size in bytes, unsigned int out. */
    public static final long BLKPBSZGET = 0x127b;

    /** linux/fs.h: bytes by which the logical blocks are displaced, -1 for misaligned; int out. */
    public static final long BLKALIGNOFF = 0x127a;

    /** linux/fs.h: writes back and drops cached pages of the device; no argument; needs CAP_SYS_ADMIN. */
    public static final long BLKFLSBUF = 0x1261;

    /** linux/fs.h: read-only state, int out. */
    public static final long BLKROGET = 0x125e;

    /** linux/fs.h: the disk's sequence number, new for each medium that a name stands for; u64 out. */
    public static final long BLKGETDISKSEQ = 0x80081280L;

    /** scsi/sg.h: one SCSI command, {@link ScsiGeneric} in and out. */
    public static final long SG_IO = 0x2285;

    /** linux/nvme_ioctl.h: one admin command, {@code struct nvme_passthru_cmd} in and out; a positive answer is the controller's status. */
    public static final long NVME_IOCTL_ADMIN_CMD = 0xc0484e41L;

    /** linux/nvme_ioctl.h: the number of the namespace behind a block device, as the answer itself; no argument. */
    public static final long NVME_IOCTL_ID = 0x4e40;

    /** linux/mmc/ioctl.h: commands to a card in a row, {@code struct mmc_ioc_multi_cmd} in and out. */
    public static final long MMC_IOC_MULTI_CMD = 0xc008b301L;

    /** linux/fs.h: inode flags; declared long, but the kernel writes an int. */
    public static final long FS_IOC_GETFLAGS = 0x80086601L;

    /** linux/fs.h: the extents of a file, {@link FileExtents}. */
    public static final long FS_IOC_FIEMAP = 0xc020660bL;

    /** linux/loop.h: what a loop device stands on, {@link LoopStatus}. */
    public static final long LOOP_GET_STATUS64 = 0x4c05;

    /** linux/dm-ioctl.h: the targets of a mapped device, {@link MappedTargets}. */
    public static final long DM_TABLE_STATUS = 0xc138fd0cL;

    /** linux/fs.h: the file is compressed. */
    public static final int FS_COMPR_FL = 0x4;

    /** linux/fs.h: what is written to the file goes through the journal of its file system. */
    public static final int FS_JOURNAL_DATA_FL = 0x4000;

    /** linux/fs.h: the file's blocks are written in place. */
    public static final int FS_NOCOW_FL = 0x800000;

    /** linux/fcntl.h (F_LINUX_SPECIFIC_BASE + 0, + 1), asm-generic/fcntl.h. */
    public static final int F_SETLEASE = 1024;

    public static final int F_SETSIG = 10;
    public static final int F_WRLCK = 1;
    public static final int F_UNLCK = 2;

    /** asm-generic/signal.h: a signal that is ignored unless somebody asks for it. */
    public static final int SIGURG = 23;

    /** asm-generic/fcntl.h. */
    public static final int LOCK_EX = 2;

    public static final int LOCK_NB = 4;

    /** linux/fadvise.h. */
    public static final int POSIX_FADV_DONTNEED = 4;

    private Requests() {}
}
