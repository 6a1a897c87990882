package org.wangchuan.engine.medium.open;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.medium.backing.BackingPlaces;
import org.wangchuan.engine.medium.identity.Rechecker;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.testing.Media;

class ReadPathTest {
    private final Medium first =
            Media.block("sda", "8:0", new Attachment(Bus.ATA, "sata", false, false, true), 4096, "0123456789");

    /** Whatever the kernel says of writes: nothing that can be asked here says where a read comes from. */
    @Test
    void noDeviceIsReadPastItsCache() {
        assertThat(readPath(first)).isEqualTo(ReadPath.DEVICE_CACHE);
        assertThat(readPath(Media.usb(4096))).isEqualTo(ReadPath.DEVICE_CACHE);
        assertThat(readPath(Media.loop(4096))).isEqualTo(ReadPath.DEVICE_CACHE);
        assertThat(readPath(Media.image(4096))).isEqualTo(ReadPath.FILE_SYSTEM);
    }

    private static ReadPath readPath(Medium medium) {
        Kernel kernel = Kernel.system();
        return new OpenMedium(
                        kernel,
                        medium,
                        new Rechecker(kernel, SystemFiles.real()),
                        BackingPlaces.none(kernel, "not open"),
                        new Descriptors(kernel, -1, -1))
                .readPath();
    }
}
