package org.wangchuan.engine.usb.io;

import java.util.concurrent.atomic.AtomicBoolean;
import org.wangchuan.engine.kernel.Kernel;

/**
 * The open file of a device, closed by whoever leaves it last: a descriptor that is closed while another thread is in the kernel with it
 * would by then be somebody else's. Thread-safe.
 */
final class UsbFile {
    private final Kernel kernel;
    private final int descriptor;
    private int users = 1; // whoever opened it
    private final AtomicBoolean closing = new AtomicBoolean();

    UsbFile(Kernel kernel, int descriptor) {
        this.kernel = kernel;
        this.descriptor = descriptor;
    }

    /** To be followed by {@link #leave}; {@code ended} once it is closing. */
    synchronized void enter() throws UsbException {
        if (closing.get() || users == 0) {
            throw new UsbException(UsbException.Code.ENDED, "the device was closed by this program");
        }
        users++;
    }

    synchronized void leave() {
        users--;
        if (users == 0) {
            int _ = kernel.close(descriptor);
        }
    }

    /** Whether nobody new comes in. */
    boolean closing() {
        return closing.get();
    }

    /** Lets nobody new in; more than once is once. */
    void close() {
        if (closing.compareAndSet(false, true)) {
            leave();
        }
    }
}
