package org.wangchuan.engine.usb.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.kernel.UsbFs;
import org.wangchuan.engine.kernel.UsbGadget;
import org.wangchuan.engine.kernel.UsbRequest;
import org.wangchuan.engine.patience.Deadline;

@Timeout(60)
class RequestQueueTest {
    private static final int IN = 0x81;

    private final UsbGadget gadget = new UsbGadget("/dev/bus/usb/001/002", 512);
    private final UsbFs fs = new UsbFs(gadget, gadget.open("/dev/bus/usb/001/002", OpenFlags.O_RDWR));
    private final RequestQueue queue = new RequestQueue(fs, Duration.ofMillis(50));

    /** A controller that is stuck keeps what it was given: nobody waits for it, and its memory is not given to anybody else. */
    @Test
    void whatTheKernelDoesNotReturnIsGivenUpAndKept() {
        gadget.keep(true);
        UsbRequest stuck = UsbRequest.bulk(Arena.ofAuto(), IN, 512, false);
        assertThat(queue.run(stuck, () -> false, Deadline.after(Duration.ofMillis(10))))
                .isEqualTo(-Errno.ETIMEDOUT.number());
        assertThat(queue.held()).isEqualTo(1);

        gadget.keep(false);
        gadget.give(new byte[7], true);
        UsbRequest next = UsbRequest.bulk(Arena.ofAuto(), IN, 512, false);
        assertThat(queue.run(next, () -> false, Deadline.after(Duration.ofSeconds(30))))
                .isZero();
        assertThat(next.transferred()).isEqualTo(7);
        assertThat(queue.held()).isZero();
    }

    @Test
    void whatNobodyWantsIsNotBegun() {
        UsbRequest unwanted = UsbRequest.bulk(Arena.ofAuto(), IN, 512, false);
        assertThat(queue.run(unwanted, () -> true, Deadline.after(Duration.ofSeconds(30))))
                .isEqualTo(-Errno.ECONNRESET.number());
        assertThat(gadget.held()).isZero();
    }

    @Test
    void aFileThatIsBrokenStaysSo() {
        gadget.unplug();
        for (int i = 0; i < 2; i++) {
            UsbRequest request = UsbRequest.bulk(Arena.ofAuto(), IN, 512, false);
            assertThat(queue.run(request, () -> false, Deadline.after(Duration.ofSeconds(30))))
                    .isEqualTo(-Errno.ENODEV.number());
        }
    }
}
