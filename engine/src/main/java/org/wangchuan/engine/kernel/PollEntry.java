package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** One descriptor to wait for ({@code struct pollfd}, poll.h). */
public final class PollEntry {

    /** sizeof(struct pollfd). */
    static final long BYTES = 8;

    static final long DESCRIPTOR_OFFSET = 0;
    static final long EVENTS_OFFSET = 4;
    static final long HAPPENED_OFFSET = 6;

    /** poll.h: something can be written, or on usbfs: a request has come back. */
    public static final int POLLOUT = 4;

    /** poll.h: an error. */
    public static final int POLLERR = 8;

    /** poll.h: the other side is gone. */
    public static final int POLLHUP = 16;

    private PollEntry() {}

    /**
     * Waits for one descriptor.
     *
     * @param events what to wait for; {@link #POLLERR} and {@link #POLLHUP} are told in any case
     * @param timeoutMillis milliseconds, 0 or more
     * @return what has happened as bits of these, 0 if nothing did in time, or a negated errno
     */
    public static int await(Kernel kernel, int descriptor, int events, int timeoutMillis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = arena.allocate(BYTES, Integer.BYTES);
            entry.set(JAVA_INT, DESCRIPTOR_OFFSET, descriptor);
            entry.set(JAVA_SHORT, EVENTS_OFFSET, (short) events);
            int ready = kernel.poll(entry, 1, timeoutMillis);
            return ready <= 0 ? ready : Short.toUnsignedInt(entry.get(JAVA_SHORT, HAPPENED_OFFSET));
        }
    }
}
