package org.wangchuan.engine.medium.open;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.patience.Patience;

/**
 * Has the kernel read the size of a drive anew, once the drive shows more of itself. The medium is to be closed before. What comes of it shows when the
 * medium is examined again.
 *
 * <p>libata keeps the size of a drive from its last IDENTIFY DEVICE, and asks again when its host is scanned, which resets the link
 * (drivers/ata/libata-scsi.c, {@code ata_scsi_user_scan}; libata-core.c, {@code ata_dev_revalidate}); then, and behind any other adapter, the disk is
 * told to ask for its capacity (drivers/scsi/scsi_sysfs.c, {@code store_rescan_field}). A disk whose native size changed as well, as after DEVICE
 * CONFIGURATION RESTORE, libata takes off and finds anew, perhaps under another name. Not tried on a real drive.
 */
public final class KernelRescan {
    /** A disk that is taken off and found anew may have to start its motor. */
    private static final long SETTLE_MILLIS = 30_000;

    private static final long STEP_MILLIS = 100;

    private final SystemFiles files;
    private final long settleMillis;

    /** Of this machine. */
    public KernelRescan() {
        this(SystemFiles.real(), SETTLE_MILLIS);
    }

    KernelRescan(SystemFiles files, long settleMillis) {
        this.files = files;
        this.settleMillis = settleMillis;
    }

    /**
     * Returns within {@link Patience#DEVICE_MILLIS} and half a minute, whatever the kernel does.
     *
     * @return the kernel's name for the disk at that place, if its size is another one since; empty if it is not, or none is there
     */
    public Optional<String> tell(Medium medium) {
        Optional<BlockDevice> device = DeviceNumber.parse(medium.number()).flatMap(files::device);
        return device.flatMap(disk -> Patience.ask(() -> tellNow(disk), Patience.DEVICE_MILLIS + settleMillis)
                .flatMap(told -> told));
    }

    private Optional<String> tellNow(BlockDevice device) {
        Optional<String> before = device.text("size");
        for (Request request : requests(device)) {
            try {
                Files.writeString(request.file(), request.text());
            } catch (IOException _) {
                // no right to, or no such file: the size says whether anything has come of it
            }
        }
        long from = System.nanoTime();
        while (true) {
            // A disk that is taken off and found anew has no size meanwhile, and at first none but 0.
            Optional<BlockDevice> now = atItsPlace(device)
                    .filter(disk -> disk.natural("size").orElse(0) > 0)
                    .filter(disk -> !disk.text("size").equals(before));
            if (now.isPresent()) {
                return now.map(BlockDevice::name);
            }
            if ((System.nanoTime() - from) / 1_000_000 >= settleMillis) {
                return Optional.empty();
            }
            try {
                Thread.sleep(STEP_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    /** The one disk at the address of this one (host, channel, target, unit), whatever its name is by now. */
    private Optional<BlockDevice> atItsPlace(BlockDevice device) {
        Path names = device.folder().getParent();
        if (names == null) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(names)) {
            List<BlockDevice> found =
                    entries.flatMap(entry -> BlockDevice.at(entry).stream()).toList();
            return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
        } catch (IOException | UncheckedIOException _) {
            return Optional.empty();
        }
    }

    private record Request(Path file, String text) {}

    private List<Request> requests(BlockDevice device) {
        List<Request> out = new ArrayList<>();
        boolean libata = false;
        Optional<String> host = Optional.empty();
        for (Path part : device.folder()) {
            String name = part.toString();
            libata |= name.matches("ata[0-9]+");
            host = name.matches("host[0-9]+") ? Optional.of(name) : host;
        }
        if (libata && host.isPresent()) {
            Path scan = files.sys()
                    .resolve("class")
                    .resolve("scsi_host")
                    .resolve(host.get())
                    .resolve("scan");
            out.add(new Request(scan, "- - -"));
        }
        out.add(new Request(device.folder().resolve("device").resolve("rescan"), "1"));
        return out;
    }
}
