package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A kernel with usbfs and one device on it, whose side the test plays: packets that the device sends are handed out as a host controller
 * would, and what is sent to it is kept. It checks that no descriptor is used after it was closed, and that no request is reaped twice.
 */
public final class UsbGadget extends FailingKernel {
    private static final int DESCRIPTOR = 7;
    private static final int IN = 0x80;
    private static final HexFormat HEX = HexFormat.of();

    /**
     * What the device was sent.
     *
     * @param hex the bytes in lower-case hexadecimal
     * @param terminated whether an empty packet was to follow a full last one
     */
    public record Sent(String hex, boolean terminated) {}

    private final String path;
    private final int packetBytes;
    private final Map<Long, MemorySegment> submitted = new LinkedHashMap<>();
    private final Queue<Long> returned = new ArrayDeque<>();
    private final Queue<byte[]> packets = new ArrayDeque<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<Integer, String> drivers = new HashMap<>();
    private boolean open;
    private boolean plugged = true;
    private boolean deaf;
    private boolean keeping;
    private @Nullable Errno inFault;
    private byte[] controlAnswer = new byte[0];
    private int usesAfterClose;
    private int opens;
    private int closes;

    /** A device behind a file, with packets of so many bytes. */
    public UsbGadget(String path, int packetBytes) {
        this.path = path;
        this.packetBytes = packetBytes;
    }

    /** The device sends one transfer; a full last packet is followed by an empty one if {@code terminated}. */
    public synchronized void give(byte[] transfer, boolean terminated) {
        for (int at = 0; at < transfer.length; at += packetBytes) {
            packets.add(Arrays.copyOfRange(transfer, at, Math.min(transfer.length, at + packetBytes)));
        }
        if (transfer.length == 0 || (terminated && transfer.length % packetBytes == 0)) {
            packets.add(new byte[0]);
        }
        deliver();
    }

    /** The device takes nothing any more. */
    public synchronized void deaf() {
        deaf = true;
    }

    /** What is asked to send next ends so. */
    public synchronized void failIn(Errno fault) {
        inFault = fault;
        deliver();
    }

    /** From now on nothing that is taken back returns before this is said again with false. */
    public synchronized void keep(boolean kept) {
        keeping = kept;
        if (!kept) {
            for (Long address : List.copyOf(submitted.keySet())) {
                complete(address, -Errno.ENOENT.number(), 0);
            }
        }
    }

    /** Somebody pulls the cable. */
    public synchronized void unplug() {
        plugged = false;
        for (Long address : List.copyOf(submitted.keySet())) {
            complete(address, -Errno.ESHUTDOWN.number(), 0);
        }
        notifyAll();
    }

    /** A driver has an interface; "usbfs" for another program. */
    public synchronized void drive(int number, String driver) {
        drivers.put(number, driver);
    }

    public synchronized Map<Integer, String> drivers() {
        return Map.copyOf(drivers);
    }

    /** What a control transfer is answered with. */
    public synchronized void answerControl(byte[] answer) {
        controlAnswer = answer.clone();
    }

    public synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** Requests beside those that transfer, in their order. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Requests that the kernel holds. */
    public synchronized int held() {
        return submitted.size();
    }

    /** Returns once the kernel holds so many requests. */
    public synchronized void awaitHeld(int wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (submitted.size() != wanted) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("expected " + wanted + " requests, found " + submitted.size());
            }
            wait(left);
        }
    }

    public synchronized int usesAfterClose() {
        return usesAfterClose;
    }

    public synchronized int openDescriptors() {
        return opens - closes;
    }

    @Override
    public synchronized int open(String wanted, int flags) {
        if (!wanted.equals(path) || !plugged) {
            return -Errno.ENOENT.number();
        }
        open = true;
        opens++;
        return DESCRIPTOR;
    }

    @Override
    public synchronized int close(int descriptor) {
        watch();
        open = false;
        closes++;
        return 0;
    }

    @Override
    public synchronized int ioctl(int descriptor, long request, MemorySegment argument) {
        watch();
        if (request == UsbFs.SUBMIT) {
            return submit(argument);
        }
        if (request == UsbFs.DISCARD) {
            return discard(argument);
        }
        if (request == UsbFs.REAP_NOW) {
            return reap(argument);
        }
        return plugged ? other(request, argument) : -Errno.ENODEV.number();
    }

    private int other(long request, MemorySegment argument) {
        if (request == UsbFs.CLAIM) {
            return claim(argument.get(JAVA_INT, 0), false);
        }
        if (request == UsbFs.DISCONNECT_CLAIM) {
            return claim(argument.get(JAVA_INT, 0), true);
        }
        if (request == UsbFs.RELEASE) {
            calls.add("release " + argument.get(JAVA_INT, 0));
            drivers.remove(argument.get(JAVA_INT, 0));
            return 0;
        }
        if (request == UsbFs.GET_DRIVER) {
            return driver(argument);
        }
        if (request == UsbFs.INTERFACE_REQUEST) {
            calls.add("connect " + argument.get(JAVA_INT, 0));
            return 1;
        }
        if (request == UsbFs.CLEAR_HALT) {
            calls.add("clear halt " + argument.get(JAVA_INT, 0));
            return 0;
        }
        if (request == UsbFs.RESET) {
            calls.add("reset");
            return 0;
        }
        return request == UsbFs.CONTROL ? control(argument) : FAILED;
    }

    private int claim(int number, boolean fromDriver) {
        String driver = drivers.get(number);
        if (driver != null && (!fromDriver || driver.equals("usbfs"))) {
            return -Errno.EBUSY.number();
        }
        calls.add((fromDriver ? "take " : "claim ") + number);
        drivers.put(number, "usbfs");
        return 0;
    }

    private int driver(MemorySegment argument) {
        String driver = drivers.get(argument.get(JAVA_INT, 0));
        if (driver == null) {
            return -Errno.ENODATA.number();
        }
        argument.setString(UsbFs.DRIVER_NAME_OFFSET, driver);
        return 0;
    }

    private int control(MemorySegment argument) {
        int length = Short.toUnsignedInt(argument.get(JAVA_SHORT, UsbFs.CONTROL_LENGTH_OFFSET));
        MemorySegment data = at(argument.get(ADDRESS, UsbFs.CONTROL_DATA_OFFSET), length);
        int type = Byte.toUnsignedInt(argument.get(JAVA_BYTE, 0));
        calls.add("control " + type + " of " + length + " bytes");
        if ((type & IN) == 0) {
            sent.add(new Sent(HEX.formatHex(data.toArray(JAVA_BYTE)), false));
            return length;
        }
        int count = Math.min(length, controlAnswer.length);
        MemorySegment.copy(controlAnswer, 0, data, JAVA_BYTE, 0, count);
        return count;
    }

    private int submit(MemorySegment argument) {
        if (!plugged) {
            return -Errno.ENODEV.number();
        }
        submitted.put(argument.address(), argument);
        deliver();
        notifyAll();
        return 0;
    }

    private int discard(MemorySegment argument) {
        if (!submitted.containsKey(argument.address())) {
            return -Errno.EINVAL.number();
        }
        if (!keeping) {
            complete(argument.address(), -Errno.ENOENT.number(), 0);
        }
        return 0;
    }

    private int reap(MemorySegment place) {
        Long address = returned.poll();
        if (address == null) {
            return plugged ? -Errno.EAGAIN.number() : -Errno.ENODEV.number();
        }
        place.set(JAVA_LONG, 0, address);
        return 0;
    }

    private void deliver() {
        for (Map.Entry<Long, MemorySegment> one : List.copyOf(submitted.entrySet())) {
            MemorySegment memory = one.getValue();
            int endpoint = Byte.toUnsignedInt(memory.get(JAVA_BYTE, UsbRequest.ENDPOINT_OFFSET));
            int length = memory.get(JAVA_INT, UsbRequest.LENGTH_OFFSET);
            MemorySegment data = at(memory.get(ADDRESS, UsbRequest.BUFFER_OFFSET), length);
            if ((endpoint & IN) != 0) {
                fill(one.getKey(), data);
            } else if (!deaf) {
                boolean terminated = (memory.get(JAVA_INT, UsbRequest.FLAGS_OFFSET) & UsbRequest.ZERO_PACKET) != 0;
                sent.add(new Sent(HEX.formatHex(data.toArray(JAVA_BYTE)), terminated));
                complete(one.getKey(), 0, length);
            }
        }
    }

    /** Packets until one is not full, or nothing more fits. */
    private void fill(long address, MemorySegment data) {
        Errno fault = inFault;
        if (fault != null) {
            inFault = null;
            complete(address, -fault.number(), 0);
            return;
        }
        int got = 0;
        while (!packets.isEmpty()) {
            byte[] packet = packets.remove();
            if (packet.length > data.byteSize() - got) {
                complete(address, -Errno.EOVERFLOW.number(), got);
                return;
            }
            MemorySegment.copy(packet, 0, data, JAVA_BYTE, got, packet.length);
            got += packet.length;
            if (packet.length < packetBytes || got == data.byteSize()) {
                complete(address, 0, got);
                return;
            }
        }
        // A transfer that has begun goes on when the device sends more: the test gives whole ones.
    }

    private void complete(long address, int status, int transferred) {
        MemorySegment memory = submitted.remove(address);
        if (memory == null) {
            throw new AssertionError("completed twice");
        }
        memory.set(JAVA_INT, UsbRequest.STATUS_OFFSET, status);
        memory.set(JAVA_INT, UsbRequest.ACTUAL_OFFSET, transferred);
        returned.add(address);
        notifyAll();
    }

    @Override
    public synchronized int poll(MemorySegment entries, int count, int timeoutMillis) {
        watch();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        boolean forReturned = entries.get(JAVA_SHORT, PollEntry.EVENTS_OFFSET) == PollEntry.POLLOUT;
        while ((returned.isEmpty() || !forReturned) && plugged) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return 0;
            }
            try {
                wait(left);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return -Errno.EINTR.number();
            }
        }
        int happened = plugged ? PollEntry.POLLOUT : PollEntry.POLLHUP;
        entries.set(JAVA_SHORT, PollEntry.HAPPENED_OFFSET, (short) happened);
        return 1;
    }

    private void watch() {
        if (!open) {
            usesAfterClose++;
        }
    }

    @SuppressWarnings("restricted") // The other side of the seam: it is given addresses as the kernel is.
    private static MemorySegment at(MemorySegment address, long bytes) {
        return address.reinterpret(bytes);
    }
}
