package org.wangchuan.lab.nvme;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.wangchuan.lab.drive.Cells;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.EraseCourse;
import org.wangchuan.lab.drive.EraseCourse.Phase;
import org.wangchuan.lab.drive.Fill;
import org.wangchuan.lab.drive.Firmware;

/**
 * A controller with one namespace or two, switched on: it takes admin and I/O commands and answers them. Safe for use by the connections of a host, one
 * command at a time.
 */
public final class NvmeDrive implements AutoCloseable {
    /** All names of subsystems begin like this. */
    private static final String NAME_PREFIX = "nqn.2026-11.org.wangchuan:lab:";

    private static final long ALL_NAMESPACES = 0xffff_ffffL;

    /** Sanitize: crypto erase, with which the erasure of before had been ordered (SANACT 4). */
    private static final long CRYPTO_BEFORE = 0x04;

    private final String name;
    private final String serial;
    private final Firmware firmware;
    private final Cells cells;
    private final EraseCourse course;
    private final NvmeBlocks blocks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Integer> ordered = new TreeSet<>();
    private final int namespaces;
    private int writeCache = 1;
    private int orders;

    /**
     * Switches one on.
     *
     * @param name of the drive within the bench, of letters, digits and hyphens
     * @param serial up to 20 characters of ASCII
     * @param file its cells
     * @param nanoTime a clock that only goes forward
     */
    public NvmeDrive(String name, String serial, Firmware firmware, Path file, LongSupplier nanoTime)
            throws IOException {
        this.name = name;
        this.serial = serial;
        this.firmware = firmware;
        cells = new Cells(file, firmware.conduct() instanceof Conduct.KeepingCopy);
        namespaces = firmware.shape() == Firmware.Shape.TWO_NAMESPACES ? 2 : 1;
        course = new EraseCourse(cells, firmware, CRYPTO_BEFORE, nanoTime);
        blocks = new NvmeBlocks(cells, namespaces, firmware, course);
    }

    /** The NVMe Qualified Name by which a host connects. */
    public String qualifiedName() {
        return NAME_PREFIX + name;
    }

    /** Opcodes of the admin commands that ordered an erasure, as they came. */
    public Set<Integer> ordered() {
        lock.lock();
        try {
            return Set.copyOf(ordered);
        } finally {
            lock.unlock();
        }
    }

    /** How often it was told to erase itself, and took it. */
    public int orders() {
        lock.lock();
        try {
            return orders;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is not there any more; time passes by asking. */
    public boolean gone() throws IOException {
        lock.lock();
        try {
            return course.look().phase() == Phase.GONE;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it answers nothing but that it is there. */
    boolean hangs() {
        lock.lock();
        try {
            return course.hangs();
        } finally {
            lock.unlock();
        }
    }

    /** Whether another is in its place. */
    boolean replaced() throws IOException {
        lock.lock();
        try {
            return course.look().phase() == Phase.REPLACED;
        } finally {
            lock.unlock();
        }
    }

    private String serial() throws IOException {
        return course.look().phase() == Phase.REPLACED ? "OTHER" + serial : serial;
    }

    NvmeAnswer admin(NvmeCommand command, byte[] data) throws IOException {
        lock.lock();
        try {
            return switch (command.opcode()) {
                case 0x02 -> log(command);
                case 0x06 -> identify(command);
                case 0x08 -> NvmeAnswer.done(1); // Abort: not aborted
                case 0x09 -> setFeature(command);
                case 0x0a -> getFeature(command);
                case 0x18 -> NvmeAnswer.done(0); // Keep Alive
                case 0x80 -> format(command);
                case 0x84 -> sanitize(command);
                default -> NvmeAnswer.refused(NvmeStatus.INVALID_OPCODE);
            };
        } finally {
            lock.unlock();
        }
    }

    private NvmeAnswer identify(NvmeCommand command) throws IOException {
        long namespace = command.namespace();
        return switch (command.unsigned8(40)) {
            case 0x00 ->
                blocks.knows(namespace) || namespace == ALL_NAMESPACES
                        ? NvmeAnswer.data(IdentifyPages.namespace(
                                blocks.namespaceBytes() / NvmeBlocks.BLOCK_BYTES,
                                serial(),
                                namespace == ALL_NAMESPACES ? 1 : namespace))
                        : NvmeAnswer.refused(NvmeStatus.INVALID_NAMESPACE);
            case 0x01 -> NvmeAnswer.data(IdentifyPages.controller(serial(), qualifiedName(), namespaces));
            case 0x02, 0x10 -> NvmeAnswer.data(IdentifyPages.list(namespace, namespaces));
            case 0x03 ->
                blocks.knows(namespace)
                        ? NvmeAnswer.data(IdentifyPages.descriptors(serial(), namespace))
                        : NvmeAnswer.refused(NvmeStatus.INVALID_NAMESPACE);
            case 0x05, 0x06 -> NvmeAnswer.data(new byte[IdentifyPages.BYTES]);
            default -> NvmeAnswer.refused(NvmeStatus.INVALID_FIELD);
        };
    }

    private NvmeAnswer log(NvmeCommand command) throws IOException {
        long dwords = ((command.dword(10) >>> 16) | ((long) (command.dword(11) & 0xffff) << 16)) + 1;
        long offset = command.entry().getLong(48);
        if (dwords > 4096 || offset < 0 || offset > 4096) {
            return NvmeAnswer.refused(NvmeStatus.INVALID_FIELD);
        }
        byte[] page = switch (command.unsigned8(40)) {
            case 0x01, 0x02, 0x03 -> new byte[512];
            case 0x81 -> SanitizeLog.page(course.look(), blocks.written());
            default -> null;
        };
        if (page == null) {
            return NvmeAnswer.refused(NvmeStatus.INVALID_LOG);
        }
        byte[] out = new byte[(int) dwords * 4];
        if (offset < page.length) {
            System.arraycopy(page, (int) offset, out, 0, (int) Math.min(out.length, page.length - offset));
        }
        return NvmeAnswer.data(out);
    }

    private NvmeAnswer setFeature(NvmeCommand command) {
        return switch (command.unsigned8(40)) {
            case 0x06 -> {
                writeCache = command.dword(11) & 1;
                yield NvmeAnswer.done(0);
            }
            case 0x07 -> NvmeAnswer.done(Integer.toUnsignedLong(command.dword(11)));
            case 0x0b, 0x0f -> NvmeAnswer.done(0);
            default -> NvmeAnswer.refused(NvmeStatus.INVALID_FIELD);
        };
    }

    private NvmeAnswer getFeature(NvmeCommand command) {
        return command.unsigned8(40) == 0x06
                ? NvmeAnswer.done(writeCache)
                : NvmeAnswer.refused(NvmeStatus.INVALID_FIELD);
    }

    private NvmeAnswer format(NvmeCommand command) throws IOException {
        int settings = command.dword(10);
        int secure = (settings >>> 9) & 7;
        if ((settings & 0xf) != 0 || secure > 2) {
            return NvmeAnswer.refused(NvmeStatus.INVALID_FORMAT);
        }
        if (!blocks.knows(command.namespace()) && command.namespace() != ALL_NAMESPACES) {
            return NvmeAnswer.refused(NvmeStatus.INVALID_NAMESPACE);
        }
        if (course.look().phase() == Phase.RUNNING) {
            return NvmeAnswer.refused(NvmeStatus.SANITIZE_IN_PROGRESS);
        }
        if (course.barred()) {
            return NvmeAnswer.refused(NvmeStatus.SANITIZE_FAILED);
        }
        boolean _ = ordered.add(command.opcode());
        orders++;
        if (secure == 0) {
            return NvmeAnswer.done(0); // a format without an erasure: the cells keep everything
        }
        if (namespaces > 1 && command.namespace() != ALL_NAMESPACES) {
            cells.erase(blocks.start(command), blocks.namespaceBytes(), secure == 2 ? Fill.NOISE : Fill.ZEROS);
            return NvmeAnswer.done(0); // the other one keeps everything, as FNA says
        }
        return course.atOnce(secure == 2 ? Fill.NOISE : Fill.ZEROS)
                ? NvmeAnswer.done(0)
                : NvmeAnswer.refused(NvmeStatus.INTERNAL);
    }

    private NvmeAnswer sanitize(NvmeCommand command) throws IOException {
        EraseCourse.State now = course.look();
        if (now.phase() == Phase.RUNNING) {
            return NvmeAnswer.refused(NvmeStatus.SANITIZE_IN_PROGRESS);
        }
        int settings = command.dword(10);
        int action = settings & 7;
        if (action == 1) {
            return course.exitFailure() ? NvmeAnswer.done(0) : NvmeAnswer.refused(NvmeStatus.SANITIZE_FAILED);
        }
        if (action < 2 || action > 4 || course.refuses()) {
            return NvmeAnswer.refused(NvmeStatus.INVALID_FIELD);
        }
        boolean unrestricted = (settings & 8) != 0; // AUSE
        if (course.restricted() && unrestricted) {
            return NvmeAnswer.refused(NvmeStatus.SANITIZE_FAILED);
        }
        boolean _ = ordered.add(command.opcode());
        orders++;
        if (!(firmware.conduct() instanceof Conduct.Unmoved)) {
            blocks.forgetWritten();
        }
        course.begin(Integer.toUnsignedLong(settings), action == 4 ? Fill.NOISE : Fill.ZEROS, unrestricted);
        return NvmeAnswer.done(0);
    }

    NvmeAnswer io(NvmeCommand command, byte[] data) throws IOException {
        lock.lock();
        try {
            EraseCourse.State now = course.look();
            if (now.phase() == Phase.RUNNING) {
                return new NvmeAnswer(NvmeStatus.SANITIZE_IN_PROGRESS, 0, new byte[0]);
            }
            if (course.barred()) {
                return NvmeAnswer.refused(NvmeStatus.SANITIZE_FAILED);
            }
            return blocks.execute(command, data);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            cells.close(); // as whoever asked last has found them: no erasure ends after everybody has gone
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
