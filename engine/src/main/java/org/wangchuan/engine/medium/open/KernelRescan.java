package org.wangchuan.engine.medium.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * told to ask for its capacity (drivers/scsi/scsi_sysfs.c, {@code store_rescan_field}). Not tried on a real drive.
 */
public final class KernelRescan {
    private static final long SETTLE_MILLIS = 10_000;
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

    /** Returns within {@link Patience#DEVICE_MILLIS} and ten seconds, whatever the kernel does; whether the size is another one since. */
    public boolean tell(Medium medium) {
        Optional<BlockDevice> device = DeviceNumber.parse(medium.number()).flatMap(files::device);
        return device.isPresent()
                && Patience.ask(() -> tellNow(device.get()), Patience.DEVICE_MILLIS + settleMillis)
                        .orElse(false);
    }

    private boolean tellNow(BlockDevice device) {
        Optional<String> before = device.text("size");
        for (Request request : requests(device)) {
            try {
                Files.writeString(request.file(), request.text());
            } catch (IOException _) {
                // no right to, or no such file: the size says whether anything has come of it
            }
        }
        long from = System.nanoTime();
        // A disk that is taken off and found anew has no size meanwhile.
        for (Optional<String> now = before; now.isEmpty() || now.equals(before); now = device.text("size")) {
            if ((System.nanoTime() - from) / 1_000_000 >= settleMillis) {
                return false;
            }
            try {
                Thread.sleep(STEP_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
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
