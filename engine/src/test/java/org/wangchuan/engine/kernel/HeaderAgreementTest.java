package org.wangchuan.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.command.mmc.MmcRequest;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.ufs.UfsQuery;
import org.wangchuan.engine.command.ufs.UfsReply;

/** Lets the system's own compiler print what its headers say, and compares. */
@Tag("slow")
class HeaderAgreementTest {
    private static final String INCLUDES = """
            #define _GNU_SOURCE
            #include <stdio.h>
            #include <stddef.h>
            #include <errno.h>
            #include <signal.h>
            #include <fcntl.h>
            #include <sys/file.h>
            #include <sys/ioctl.h>
            #include <sys/socket.h>
            #include <sys/un.h>
            #include <sys/stat.h>
            #include <sys/statfs.h>
            #include <linux/fs.h>
            #include <linux/dm-ioctl.h>
            #include <linux/fiemap.h>
            #include <linux/loop.h>
            #include <linux/magic.h>
            #include <linux/usbdevice_fs.h>
            #include <linux/nvme_ioctl.h>
            #include <linux/mmc/ioctl.h>
            #include <scsi/scsi_bsg_ufs.h>
            #include <poll.h>
            #include <scsi/sg.h>
            """;

    @TempDir
    Path folder;

    @Test
    void everyConstantSizeAndOffsetIsWhatTheHeadersSay() throws IOException, InterruptedException {
        Map<String, Long> ours = new LinkedHashMap<>();
        flagsAndRequests(ours);
        structures(ours);
        fileSystems(ours);
        usbRequests(ours);
        usbStructures(ours);
        commands(ours);
        for (Errno errno : Errno.values()) {
            ours.put(errno.name(), (long) errno.number());
        }
        assertThat(headers(ours)).containsExactlyEntriesOf(ours);
    }

    private static void flagsAndRequests(Map<String, Long> ours) {
        ours.put("O_RDONLY", (long) OpenFlags.O_RDONLY);
        ours.put("O_RDWR", (long) OpenFlags.O_RDWR);
        ours.put("O_EXCL", (long) OpenFlags.O_EXCL);
        ours.put("O_NONBLOCK", (long) OpenFlags.O_NONBLOCK);
        ours.put("O_CLOEXEC", (long) OpenFlags.O_CLOEXEC);
        ours.put("O_DIRECT", (long) OpenFlags.O_DIRECT);
        ours.put("O_NOFOLLOW", (long) OpenFlags.O_NOFOLLOW);
        ours.put("BLKGETSIZE64", Requests.BLKGETSIZE64);
        ours.put("BLKSSZGET", Requests.BLKSSZGET);
        ours.put("BLKPBSZGET", Requests.BLKPBSZGET);
        ours.put("BLKALIGNOFF", Requests.BLKALIGNOFF);
        ours.put("BLKFLSBUF", Requests.BLKFLSBUF);
        ours.put("BLKROGET", Requests.BLKROGET);
        ours.put("BLKGETDISKSEQ", Requests.BLKGETDISKSEQ);
        ours.put("SG_IO", Requests.SG_IO);
        ours.put("NVME_IOCTL_ID", Requests.NVME_IOCTL_ID);
        ours.put("NVME_IOCTL_ADMIN_CMD", Requests.NVME_IOCTL_ADMIN_CMD);
        ours.put("MMC_IOC_MULTI_CMD", Requests.MMC_IOC_MULTI_CMD);
        ours.put("FS_IOC_GETFLAGS", Requests.FS_IOC_GETFLAGS);
        ours.put("FS_IOC_FIEMAP", Requests.FS_IOC_FIEMAP);
        ours.put("LOOP_GET_STATUS64", Requests.LOOP_GET_STATUS64);
        ours.put("DM_TABLE_STATUS", Requests.DM_TABLE_STATUS);
        ours.put("DM_VERSION_MAJOR", (long) MappedTargets.VERSION_MAJOR);
        ours.put("DM_BUFFER_FULL_FLAG", (long) MappedTargets.BUFFER_FULL);
        ours.put("DM_NOFLUSH_FLAG", (long) MappedTargets.NO_FLUSH);
        ours.put("FS_COMPR_FL", (long) Requests.FS_COMPR_FL);
        ours.put("FS_NOCOW_FL", (long) Requests.FS_NOCOW_FL);
        ours.put("FS_JOURNAL_DATA_FL", (long) Requests.FS_JOURNAL_DATA_FL);
        ours.put("F_SETLEASE", (long) Requests.F_SETLEASE);
        ours.put("F_SETSIG", (long) Requests.F_SETSIG);
        ours.put("F_WRLCK", (long) Requests.F_WRLCK);
        ours.put("F_UNLCK", (long) Requests.F_UNLCK);
        ours.put("SIGURG", (long) Requests.SIGURG);
        ours.put("LOCK_EX", (long) Requests.LOCK_EX);
        ours.put("LOCK_NB", (long) Requests.LOCK_NB);
        ours.put("POSIX_FADV_DONTNEED", (long) Requests.POSIX_FADV_DONTNEED);
        ours.put("AT_FDCWD", (long) FileStatus.AT_FDCWD);
        ours.put("AT_EMPTY_PATH", (long) FileStatus.AT_EMPTY_PATH);
        ours.put("STATX_BASIC_STATS", (long) FileStatus.STATX_BASIC_STATS);
        ours.put("STATX_DIOALIGN", (long) FileStatus.STATX_DIOALIGN);
        ours.put("FIEMAP_FLAG_SYNC", (long) FileExtents.FLAG_SYNC);
        ours.put("FIEMAP_EXTENT_LAST", (long) FileExtents.LAST);
        ours.put("FIEMAP_EXTENT_UNKNOWN", (long) FileExtents.UNKNOWN);
        ours.put("FIEMAP_EXTENT_DELALLOC", (long) FileExtents.DELALLOC);
        ours.put("FIEMAP_EXTENT_ENCODED", (long) FileExtents.ENCODED);
        ours.put("FIEMAP_EXTENT_DATA_INLINE", (long) FileExtents.DATA_INLINE);
        ours.put("FIEMAP_EXTENT_DATA_TAIL", (long) FileExtents.DATA_TAIL);
        ours.put("FIEMAP_EXTENT_UNWRITTEN", (long) FileExtents.UNWRITTEN);
        ours.put("FIEMAP_EXTENT_SHARED", (long) FileExtents.SHARED);
        ours.put("SG_DXFER_NONE", (long) ScsiGeneric.DXFER_NONE);
        ours.put("SG_DXFER_TO_DEV", (long) ScsiGeneric.DXFER_TO_DEV);
        ours.put("SG_DXFER_FROM_DEV", (long) ScsiGeneric.DXFER_FROM_DEV);
    }

    private static void structures(Map<String, Long> ours) {
        ours.put("AF_UNIX", (long) LinuxSockets.AF_UNIX);
        ours.put("SOCK_STREAM", (long) LinuxSockets.SOCK_STREAM);
        ours.put("SOCK_NONBLOCK", (long) LinuxSockets.SOCK_NONBLOCK);
        ours.put("SOCK_CLOEXEC", (long) LinuxSockets.SOCK_CLOEXEC);
        ours.put("SOL_SOCKET", (long) LinuxSockets.SOL_SOCKET);
        ours.put("SO_PEERCRED", (long) LinuxSockets.SO_PEERCRED);
        ours.put("sizeof(struct ucred)", (long) LinuxSockets.UCRED_BYTES);
        ours.put("offsetof(struct ucred, pid)", 0L);
        ours.put("sizeof(struct sockaddr_un)", (long) LinuxSockets.ADDRESS_BYTES);
        ours.put("offsetof(struct sockaddr_un, sun_path)", (long) LinuxSockets.PATH_OFFSET);
        ours.put("sizeof(struct statx)", FileStatus.BYTES);
        ours.put("offsetof(struct statx, stx_blocks)", FileStatus.BLOCKS_OFFSET);
        ours.put("offsetof(struct statx, stx_mask)", FileStatus.MASK_OFFSET);
        ours.put("offsetof(struct statx, stx_btime.tv_sec)", FileStatus.BTIME_SECONDS_OFFSET);
        ours.put("offsetof(struct statx, stx_btime.tv_nsec)", FileStatus.BTIME_NANOS_OFFSET);
        ours.put("offsetof(struct statx, stx_mtime.tv_sec)", FileStatus.MTIME_SECONDS_OFFSET);
        ours.put("offsetof(struct statx, stx_mtime.tv_nsec)", FileStatus.MTIME_NANOS_OFFSET);
        ours.put("offsetof(struct statx, stx_ctime.tv_sec)", FileStatus.CTIME_SECONDS_OFFSET);
        ours.put("offsetof(struct statx, stx_ctime.tv_nsec)", FileStatus.CTIME_NANOS_OFFSET);
        ours.put("STATX_BTIME", (long) FileStatus.STATX_BTIME);
        ours.put("offsetof(struct statx, stx_nlink)", FileStatus.LINKS_OFFSET);
        ours.put("offsetof(struct statx, stx_mode)", FileStatus.MODE_OFFSET);
        ours.put("offsetof(struct statx, stx_ino)", FileStatus.INODE_OFFSET);
        ours.put("offsetof(struct statx, stx_size)", FileStatus.SIZE_OFFSET);
        ours.put("offsetof(struct statx, stx_rdev_major)", FileStatus.RDEV_OFFSET);
        ours.put("offsetof(struct statx, stx_dev_major)", FileStatus.DEV_OFFSET);
        ours.put("offsetof(struct statx, stx_dio_mem_align)", FileStatus.DIRECT_MEMORY_OFFSET);
        ours.put("offsetof(struct statx, stx_dio_offset_align)", FileStatus.DIRECT_OFFSET_OFFSET);
        ours.put("sizeof(struct sg_io_hdr)", ScsiGeneric.BYTES);
        ours.put("offsetof(struct sg_io_hdr, interface_id)", ScsiGeneric.INTERFACE_OFFSET);
        ours.put("offsetof(struct sg_io_hdr, dxfer_direction)", ScsiGeneric.DIRECTION_OFFSET);
        ours.put("offsetof(struct sg_io_hdr, cmd_len)", ScsiGeneric.COMMAND_LENGTH_OFFSET);
        ours.put("offsetof(struct sg_io_hdr, mx_sb_len)", ScsiGeneric.SENSE_MAX_OFFSET);
        ours.put("offsetof(struct sg_io_hdr, dxfer_len)", ScsiGeneric.DATA_LENGTH_OFFSET);
        ours.put("offsetof(struct sg_io_hdr, dxferp)", ScsiGeneric.DATA_OFFSET);
        ours.put("offsetof(struct sg_io_hdr, cmdp)", ScsiGeneric.COMMAND_OFFSET);
        ours.put("offsetof(struct sg_io_hdr, sbp)", ScsiGeneric.SENSE_OFFSET);
        ours.put("offsetof(struct sg_io_hdr, timeout)", ScsiGeneric.TIMEOUT_OFFSET);
        ours.put("offsetof(struct sg_io_hdr, status)", ScsiGeneric.STATUS_OFFSET);
        ours.put("offsetof(struct sg_io_hdr, sb_len_wr)", ScsiGeneric.SENSE_WRITTEN_OFFSET);
        ours.put("offsetof(struct sg_io_hdr, host_status)", ScsiGeneric.HOST_STATUS_OFFSET);
        ours.put("offsetof(struct sg_io_hdr, driver_status)", ScsiGeneric.DRIVER_STATUS_OFFSET);
        ours.put("offsetof(struct sg_io_hdr, resid)", ScsiGeneric.RESIDUE_OFFSET);
        ours.put("sizeof(struct fiemap)", FileExtents.HEADER_BYTES);
        ours.put("offsetof(struct fiemap, fm_start)", FileExtents.START_OFFSET);
        ours.put("offsetof(struct fiemap, fm_length)", FileExtents.LENGTH_OFFSET);
        ours.put("offsetof(struct fiemap, fm_flags)", FileExtents.FLAGS_OFFSET);
        ours.put("offsetof(struct fiemap, fm_mapped_extents)", FileExtents.MAPPED_OFFSET);
        ours.put("offsetof(struct fiemap, fm_extent_count)", FileExtents.COUNT_OFFSET);
        ours.put("sizeof(struct fiemap_extent)", FileExtents.EXTENT_BYTES);
        ours.put("offsetof(struct fiemap_extent, fe_logical)", FileExtents.LOGICAL_OFFSET);
        ours.put("offsetof(struct fiemap_extent, fe_physical)", FileExtents.PHYSICAL_OFFSET);
        ours.put("offsetof(struct fiemap_extent, fe_length)", FileExtents.EXTENT_LENGTH_OFFSET);
        ours.put("offsetof(struct fiemap_extent, fe_flags)", FileExtents.EXTENT_FLAGS_OFFSET);
        ours.put("sizeof(struct dm_ioctl)", MappedTargets.BYTES);
        ours.put("offsetof(struct dm_ioctl, version)", MappedTargets.VERSION_OFFSET);
        ours.put("offsetof(struct dm_ioctl, data_size)", MappedTargets.DATA_SIZE_OFFSET);
        ours.put("offsetof(struct dm_ioctl, data_start)", MappedTargets.DATA_START_OFFSET);
        ours.put("offsetof(struct dm_ioctl, target_count)", MappedTargets.TARGET_COUNT_OFFSET);
        ours.put("offsetof(struct dm_ioctl, flags)", MappedTargets.FLAGS_OFFSET);
        ours.put("offsetof(struct dm_ioctl, dev)", MappedTargets.DEVICE_OFFSET);
        ours.put("sizeof(struct dm_target_spec)", MappedTargets.TARGET_BYTES);
        ours.put("offsetof(struct dm_target_spec, next)", MappedTargets.NEXT_OFFSET);
        ours.put("offsetof(struct dm_target_spec, target_type)", MappedTargets.TYPE_OFFSET);
        ours.put("sizeof(struct loop_info64)", LoopStatus.BYTES);
        ours.put("offsetof(struct loop_info64, lo_device)", LoopStatus.DEVICE_OFFSET);
        ours.put("offsetof(struct loop_info64, lo_inode)", LoopStatus.INODE_OFFSET);
        ours.put("offsetof(struct loop_info64, lo_rdevice)", LoopStatus.RDEVICE_OFFSET);
        ours.put("offsetof(struct loop_info64, lo_offset)", LoopStatus.OFFSET_OFFSET);
        ours.put("offsetof(struct loop_info64, lo_sizelimit)", LoopStatus.LIMIT_OFFSET);
    }

    private static void usbRequests(Map<String, Long> ours) {
        ours.put("USBDEVFS_CONTROL", UsbFs.CONTROL);
        ours.put("USBDEVFS_GETDRIVER", UsbFs.GET_DRIVER);
        ours.put("USBDEVFS_SUBMITURB", UsbFs.SUBMIT);
        ours.put("USBDEVFS_DISCARDURB", UsbFs.DISCARD);
        ours.put("USBDEVFS_REAPURBNDELAY", UsbFs.REAP_NOW);
        ours.put("USBDEVFS_CLAIMINTERFACE", UsbFs.CLAIM);
        ours.put("USBDEVFS_RELEASEINTERFACE", UsbFs.RELEASE);
        ours.put("USBDEVFS_IOCTL", UsbFs.INTERFACE_REQUEST);
        ours.put("USBDEVFS_RESET", UsbFs.RESET);
        ours.put("USBDEVFS_CLEAR_HALT", UsbFs.CLEAR_HALT);
        ours.put("USBDEVFS_CONNECT", UsbFs.CONNECT);
        ours.put("USBDEVFS_DISCONNECT_CLAIM", UsbFs.DISCONNECT_CLAIM);
        ours.put("USBDEVFS_DISCONNECT_CLAIM_EXCEPT_DRIVER", (long) UsbFs.EXCEPT_DRIVER);
        ours.put("USBDEVFS_URB_TYPE_BULK", (long) UsbRequest.BULK);
        ours.put("USBDEVFS_URB_ZERO_PACKET", (long) UsbRequest.ZERO_PACKET);
        ours.put("POLLOUT", (long) PollEntry.POLLOUT);
        ours.put("POLLERR", (long) PollEntry.POLLERR);
        ours.put("POLLHUP", (long) PollEntry.POLLHUP);
    }

    private static void usbStructures(Map<String, Long> ours) {
        ours.put("sizeof(struct pollfd)", PollEntry.BYTES);
        ours.put("offsetof(struct pollfd, fd)", PollEntry.DESCRIPTOR_OFFSET);
        ours.put("offsetof(struct pollfd, events)", PollEntry.EVENTS_OFFSET);
        ours.put("offsetof(struct pollfd, revents)", PollEntry.HAPPENED_OFFSET);
        ours.put("sizeof(struct usbdevfs_urb)", UsbRequest.BYTES);
        ours.put("offsetof(struct usbdevfs_urb, endpoint)", UsbRequest.ENDPOINT_OFFSET);
        ours.put("offsetof(struct usbdevfs_urb, status)", UsbRequest.STATUS_OFFSET);
        ours.put("offsetof(struct usbdevfs_urb, flags)", UsbRequest.FLAGS_OFFSET);
        ours.put("offsetof(struct usbdevfs_urb, buffer)", UsbRequest.BUFFER_OFFSET);
        ours.put("offsetof(struct usbdevfs_urb, buffer_length)", UsbRequest.LENGTH_OFFSET);
        ours.put("offsetof(struct usbdevfs_urb, actual_length)", UsbRequest.ACTUAL_OFFSET);
        ours.put("sizeof(struct usbdevfs_ctrltransfer)", UsbFs.CONTROL_BYTES);
        ours.put("offsetof(struct usbdevfs_ctrltransfer, bRequest)", UsbFs.CONTROL_REQUEST_OFFSET);
        ours.put("offsetof(struct usbdevfs_ctrltransfer, wValue)", UsbFs.CONTROL_VALUE_OFFSET);
        ours.put("offsetof(struct usbdevfs_ctrltransfer, wIndex)", UsbFs.CONTROL_INDEX_OFFSET);
        ours.put("offsetof(struct usbdevfs_ctrltransfer, wLength)", UsbFs.CONTROL_LENGTH_OFFSET);
        ours.put("offsetof(struct usbdevfs_ctrltransfer, timeout)", UsbFs.CONTROL_TIMEOUT_OFFSET);
        ours.put("offsetof(struct usbdevfs_ctrltransfer, data)", UsbFs.CONTROL_DATA_OFFSET);
        ours.put("sizeof(struct usbdevfs_getdriver)", UsbFs.DRIVER_BYTES);
        ours.put("offsetof(struct usbdevfs_getdriver, driver)", UsbFs.DRIVER_NAME_OFFSET);
        ours.put("sizeof(struct usbdevfs_disconnect_claim)", UsbFs.DISCONNECT_CLAIM_BYTES);
        ours.put("offsetof(struct usbdevfs_disconnect_claim, flags)", UsbFs.DISCONNECT_FLAGS_OFFSET);
        ours.put("offsetof(struct usbdevfs_disconnect_claim, driver)", UsbFs.DISCONNECT_DRIVER_OFFSET);
        ours.put("sizeof(struct usbdevfs_ioctl)", UsbFs.INTERFACE_REQUEST_BYTES);
        ours.put("offsetof(struct usbdevfs_ioctl, ioctl_code)", UsbFs.INTERFACE_REQUEST_CODE_OFFSET);
        ours.put("offsetof(struct usbdevfs_ioctl, data)", UsbFs.INTERFACE_REQUEST_DATA_OFFSET);
    }

    private static void commands(Map<String, Long> ours) {
        ours.put("sizeof(struct nvme_passthru_cmd)", (long) NvmeRequest.BYTES);
        ours.put("offsetof(struct nvme_passthru_cmd, nsid)", (long) NvmeRequest.NAMESPACE_OFFSET);
        ours.put("offsetof(struct nvme_passthru_cmd, addr)", (long) NvmeRequest.ADDRESS_OFFSET);
        ours.put("offsetof(struct nvme_passthru_cmd, data_len)", (long) NvmeRequest.DATA_LENGTH_OFFSET);
        ours.put("offsetof(struct nvme_passthru_cmd, cdw10)", (long) NvmeRequest.WORD_10_OFFSET);
        ours.put("offsetof(struct nvme_passthru_cmd, timeout_ms)", (long) NvmeRequest.TIMEOUT_OFFSET);
        ours.put("offsetof(struct nvme_passthru_cmd, result)", (long) NvmeRequest.RESULT_OFFSET);
        ours.put("sizeof(struct mmc_ioc_cmd)", (long) MmcRequest.BYTES);
        ours.put("offsetof(struct mmc_ioc_multi_cmd, cmds)", (long) MmcRequest.ROW_OFFSET);
        ours.put("MMC_IOC_MAX_CMDS", (long) MmcRequest.ROW_MAX);
        ours.put("offsetof(struct mmc_ioc_cmd, write_flag)", (long) MmcRequest.WRITE_OFFSET);
        ours.put("offsetof(struct mmc_ioc_cmd, opcode)", (long) MmcRequest.OPCODE_OFFSET);
        ours.put("offsetof(struct mmc_ioc_cmd, arg)", (long) MmcRequest.ARGUMENT_OFFSET);
        ours.put("offsetof(struct mmc_ioc_cmd, response)", (long) MmcRequest.RESPONSE_OFFSET);
        ours.put("offsetof(struct mmc_ioc_cmd, flags)", (long) MmcRequest.FLAGS_OFFSET);
        ours.put("offsetof(struct mmc_ioc_cmd, blksz)", (long) MmcRequest.BLOCK_BYTES_OFFSET);
        ours.put("offsetof(struct mmc_ioc_cmd, blocks)", (long) MmcRequest.BLOCKS_OFFSET);
        ours.put("offsetof(struct mmc_ioc_cmd, cmd_timeout_ms)", (long) MmcRequest.TIMEOUT_OFFSET);
        ours.put("offsetof(struct mmc_ioc_cmd, data_ptr)", (long) MmcRequest.ADDRESS_OFFSET);
        ours.put("sizeof(struct ufs_bsg_request)", (long) UfsQuery.BYTES);
        ours.put("offsetof(struct ufs_bsg_request, upiu_req.header)", (long) UfsQuery.HEADER_OFFSET);
        ours.put("offsetof(struct ufs_bsg_request, upiu_req.qr)", (long) UfsQuery.QUERY_OFFSET);
        ours.put("sizeof(struct ufs_bsg_reply)", (long) UfsReply.BYTES);
        ours.put("offsetof(struct ufs_bsg_reply, upiu_rsp.header)", (long) UfsReply.HEADER_OFFSET);
        ours.put("offsetof(struct ufs_bsg_reply, upiu_rsp.qr.value)", (long) UfsReply.VALUE_OFFSET);
    }

    private static void fileSystems(Map<String, Long> ours) {
        ours.put("sizeof(struct statfs)", FileSystemType.BYTES);
        ours.put("offsetof(struct statfs, f_type)", FileSystemType.TYPE_OFFSET);
        ours.put("TMPFS_MAGIC", FileSystemType.TMPFS);
        ours.put("RAMFS_MAGIC", FileSystemType.RAMFS);
        ours.put("BTRFS_SUPER_MAGIC", FileSystemType.BTRFS);
        ours.put("F2FS_SUPER_MAGIC", FileSystemType.F2FS);
        ours.put("NILFS_SUPER_MAGIC", FileSystemType.NILFS);
        ours.put("OVERLAYFS_SUPER_MAGIC", FileSystemType.OVERLAYFS);
    }

    private Map<String, Long> headers(Map<String, Long> wanted) throws IOException, InterruptedException {
        StringBuilder source = new StringBuilder(INCLUDES).append("int main(void) {\n");
        for (String name : wanted.keySet()) {
            source.append("  printf(\"%s=%lld\\n\", \"")
                    .append(name)
                    .append("\", (long long) (")
                    .append(name)
                    .append("));\n");
        }
        source.append("  return 0;\n}\n");
        Path file = folder.resolve("headers.c");
        Files.writeString(file, source);
        Path program = folder.resolve("headers");
        run("gcc", "-w", "-o", program.toString(), file.toString());
        Map<String, Long> found = new LinkedHashMap<>();
        run(program.toString()).lines().forEach(line -> {
            int equals = line.lastIndexOf('=');
            found.put(line.substring(0, equals), Long.parseLong(line.substring(equals + 1)));
        });
        return found;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
