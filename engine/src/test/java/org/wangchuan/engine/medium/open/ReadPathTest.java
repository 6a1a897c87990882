package org.wangchuan.engine.medium.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.medium.WriteCache;
import org.wangchuan.engine.medium.backing.BackingPlaces;
import org.wangchuan.engine.medium.identity.Rechecker;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.testing.Media;

class ReadPathTest {
    private final Medium first =
            Media.block("sda", "8:0", new Attachment(Bus.ATA, "sata", false, false, true), 4096, "0123456789");

    @Test
    void onlyADriveOfItsOwnThatWritesThroughIsReadDirectly() {
        assertThat(readPath(first, WriteCache.WRITE_THROUGH)).isEqualTo(ReadPath.DIRECT);
        assertThat(readPath(first, WriteCache.WRITE_BACK)).isEqualTo(ReadPath.DEVICE_CACHE);
        assertThat(readPath(first, WriteCache.UNKNOWN)).isEqualTo(ReadPath.DEVICE_CACHE);
        assertThat(readPath(Media.usb(4096), WriteCache.WRITE_THROUGH)).isEqualTo(ReadPath.DEVICE_CACHE);
        assertThat(readPath(Media.loop(4096), WriteCache.WRITE_THROUGH)).isEqualTo(ReadPath.DEVICE_CACHE);
        assertThat(readPath(Media.image(4096), WriteCache.WRITE_THROUGH)).isEqualTo(ReadPath.FILE_SYSTEM);
    }

    private static ReadPath readPath(Medium medium, WriteCache cache) {
        Medium cached = new Medium(
                medium.kind(),
                medium.path(),
                medium.realPath(),
                medium.name(),
                medium.number(),
                medium.labels(),
                medium.attachment(),
                medium.geometry(),
                false,
                false,
                0,
                cache,
                medium.mediumClass(),
                medium.mediumClassSource(),
                Optional.empty(),
                List.of(),
                medium.backing(),
                medium.directAlignmentBytes(),
                medium.startBytes());
        Kernel kernel = Kernel.system();
        return new OpenMedium(
                        kernel,
                        cached,
                        new Rechecker(kernel, SystemFiles.real()),
                        BackingPlaces.none(kernel, "not open"),
                        new Descriptors(kernel, -1, -1))
                .readPath();
    }
}
