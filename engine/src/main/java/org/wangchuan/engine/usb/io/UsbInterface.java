package org.wangchuan.engine.usb.io;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.wangchuan.engine.kernel.UsbFs;
import org.wangchuan.engine.usb.Endpoint;
import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.io.UsbException.Code;

/** An interface that belongs to this program until it is closed. Thread-safe. */
public final class UsbInterface implements AutoCloseable {
    private final UsbFs fs;
    private final UsbFile file;
    private final RequestQueue requests;
    private final InterfaceSetting setting;
    private final boolean fromDriver;
    private final AtomicBoolean closed = new AtomicBoolean();

    UsbInterface(UsbFs fs, UsbFile file, RequestQueue requests, InterfaceSetting setting, boolean fromDriver) {
        this.fs = fs;
        this.file = file;
        this.requests = requests;
        this.setting = setting;
        this.fromDriver = fromDriver;
    }

    /** What was claimed. */
    public InterfaceSetting setting() {
        return setting;
    }

    /**
     * Its first bulk endpoints, one for each direction.
     *
     * @throws UsbException {@code no-such-part} if it lacks one, or says that a packet holds nothing
     */
    public BulkPipe pipe() throws UsbException {
        return new UsbFsPipe(fs, file, requests, closed::get, endpoint(false), endpoint(true));
    }

    private Endpoint endpoint(boolean in) throws UsbException {
        Optional<Endpoint> found = setting.bulk(in).filter(one -> one.packetBytes() > 0);
        if (found.isEmpty()) {
            throw new UsbException(
                    Code.NO_SUCH_PART,
                    "expected a bulk endpoint each way, found none " + (in ? "from" : "to") + " the device");
        }
        return found.get();
    }

    /** Ends all that waits on it, and gives it back, to the driver that it was taken from if there was one. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        requests.endUnwanted();
        try {
            file.enter();
        } catch (UsbException _) {
            return; // closing the file gives back everything
        }
        try {
            int _ = fs.release(setting.number());
            if (fromDriver) {
                int _ = fs.connect(setting.number());
            }
        } finally {
            file.leave();
        }
    }
}
