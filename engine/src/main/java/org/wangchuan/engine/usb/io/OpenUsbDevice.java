package org.wangchuan.engine.usb.io;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.kernel.UsbFs;
import org.wangchuan.engine.kernel.UsbSetup;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbFiles;
import org.wangchuan.engine.usb.UsbInventory;
import org.wangchuan.engine.usb.io.UsbException.Code;

/**
 * A device that is open: the one that was looked at, and no other that came to its place. The kernel binds the open file to one plugging-in,
 * so that a device that comes back is never talked to through it. Thread-safe.
 */
public final class OpenUsbDevice implements AutoCloseable {
    private static final int CONTROL_BYTES_MAX = 4096; // usbfs takes a page (drivers/usb/core/devio.c, do_proc_control)

    private final UsbDevice device;
    private final UsbFs fs;
    private final UsbFile file;
    private final RequestQueue requests;

    private OpenUsbDevice(UsbDevice device, UsbFs fs, UsbFile file) {
        this.device = device;
        this.fs = fs;
        this.file = file;
        this.requests = new RequestQueue(fs);
    }

    /** Opens a device of this machine. */
    public static OpenUsbDevice open(UsbDevice device) throws UsbException {
        return open(Kernel.system(), UsbFiles.real(), device);
    }

    /**
     * Opens a device. Nothing is taken from anybody, and nothing is sent. Like claiming and resetting, this waits for a driver that is stuck
     * with the device: whoever serves several devices asks with {@code Patience}.
     *
     * @throws UsbException if it is gone, or another hangs there now, or this user may not
     */
    public static OpenUsbDevice open(Kernel kernel, UsbFiles files, UsbDevice device) throws UsbException {
        String path = files.file(device.place().bus(), device.enumeration().deviceNumber())
                .toString();
        int descriptor = kernel.open(path, OpenFlags.O_RDWR | OpenFlags.O_CLOEXEC);
        if (descriptor < 0) {
            throw UsbException.of("opening the device at " + device.place(), descriptor);
        }
        UsbFile file = new UsbFile(kernel, descriptor);
        // With the file open the device can leave, but its number can't come to mean another one.
        if (!new UsbInventory(files).still(device)) {
            file.close();
            throw new UsbException(Code.CHANGED, "expected the device that was seen at " + device.place());
        }
        return new OpenUsbDevice(device, new UsbFs(kernel, descriptor), file);
    }

    /** What was opened. */
    public UsbDevice device() {
        return device;
    }

    /**
     * Takes an interface that nobody has.
     *
     * @throws UsbException {@code in-use} if a driver or another program has it
     */
    public UsbInterface claim(InterfaceSetting setting) throws UsbException {
        return claim(setting, false);
    }

    /**
     * Takes an interface, from a driver of the kernel if one has it; it gets it back when the interface is closed.
     *
     * @throws UsbException {@code in-use} if another program has it
     */
    public UsbInterface claimFromDriver(InterfaceSetting setting) throws UsbException {
        return claim(setting, true);
    }

    private UsbInterface claim(InterfaceSetting setting, boolean fromDriver) throws UsbException {
        if (setting.alternate() != 0) {
            throw new UsbException(Code.NO_SUCH_PART, "expected the setting in which an interface starts");
        }
        file.enter();
        try {
            int number = setting.number();
            boolean driven = fromDriver && fs.driver(number).isPresent();
            int result = driven ? fs.disconnectAndClaim(number) : fs.claim(number);
            if (result < 0) {
                throw UsbException.of("taking interface " + number, result);
            }
            return new UsbInterface(fs, file, requests, setting, driven);
        } finally {
            file.leave();
        }
    }

    /**
     * One control transfer that asks.
     *
     * @param setup with the bit {@link UsbSetup#IN}
     * @param most bytes that may come, 0 to 4096
     */
    public byte[] ask(UsbSetup setup, int most, Deadline deadline) throws UsbException {
        if ((setup.requestType() & UsbSetup.IN) == 0) {
            throw new IllegalArgumentException("expected a request that asks");
        }
        return control(setup, new byte[most], deadline);
    }

    /**
     * One control transfer that tells.
     *
     * @param setup without the bit {@link UsbSetup#IN}
     * @param data 0 to 4096 bytes
     */
    public void tell(UsbSetup setup, byte[] data, Deadline deadline) throws UsbException {
        if ((setup.requestType() & UsbSetup.IN) != 0) {
            throw new IllegalArgumentException("expected a request that tells");
        }
        byte[] _ = control(setup, data, deadline);
    }

    private byte[] control(UsbSetup setup, byte[] data, Deadline deadline) throws UsbException {
        if (data.length > CONTROL_BYTES_MAX) {
            throw new IllegalArgumentException("at most " + CONTROL_BYTES_MAX + " bytes");
        }
        file.enter();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Math.max(data.length, 1)).asSlice(0, data.length);
            MemorySegment.copy(data, 0, memory, JAVA_BYTE, 0, data.length);
            int done = fs.control(setup, memory, Math.max(deadline.leftMillisAsInt(), 1));
            if (done < 0) {
                throw UsbException.of("a control transfer", done);
            }
            return memory.asSlice(0, Math.min(done, data.length)).toArray(JAVA_BYTE);
        } finally {
            file.leave();
        }
    }

    /** Resets it. What was claimed stays so if it comes back as the same; all else is {@code gone} from then on. */
    public void reset() throws UsbException {
        file.enter();
        try {
            int result = fs.reset();
            if (result < 0) {
                throw UsbException.of("a reset", result);
            }
        } finally {
            file.leave();
        }
    }

    /** The settings that can be claimed, as they were seen. */
    public List<InterfaceSetting> settings() {
        return device.settings();
    }

    /** Ends all that waits, and gives back what was claimed. */
    @Override
    public void close() {
        file.close();
        requests.endUnwanted();
    }
}
