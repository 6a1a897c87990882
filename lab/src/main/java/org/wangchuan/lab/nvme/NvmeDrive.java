package org.wangchuan.lab.nvme;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.wangchuan.lab.drive.Cells;
import org.wangchuan.lab.drive.EraseCourse;
import org.wangchuan.lab.drive.EraseCourse.Phase;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Trust;
import org.wangchuan.lab.drive.PoweredTime;
import org.wangchuan.lab.tcg.Tper;

/**
 * A controller with one namespace or two, switched on: it takes admin and I/O commands and answers them. Safe for use by the connections of a host, one
 * command at a time.
 */
public final class NvmeDrive implements AutoCloseable {
    /** All names of subsystems begin like this. */
    private static final String NAME_PREFIX = "nqn.2026-11.org.wangchuan:lab:";

    static final long ALL_NAMESPACES = 0xffff_ffffL;

    private static final int FLUSH = 0x00;

    private final String name;
    private final Cells cells;
    private final EraseCourse course;
    private final NvmeBlocks blocks;
    private final ControllerFacts facts;
    private final ReentrantLock lock = new ReentrantLock();
    private final EraseCommands erasing;
    private final Optional<Tper> tper;
    private final PoweredTime time;
    private volatile CommandWatch watch = CommandWatch.NOBODY;
    private boolean powered = true;

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
        cells = new Cells(file, firmware.conduct().remembers());
        int namespaces = firmware.shape() == Firmware.Shape.TWO_NAMESPACES ? 2 : 1;
        time = new PoweredTime(nanoTime);
        course = new EraseCourse(cells, firmware, EraseCommands.before(firmware), time);
        blocks = new NvmeBlocks(cells, namespaces, firmware, course);
        tper = firmware.trust() == Trust.NONE ? Optional.empty() : Optional.of(new Tper(firmware, cells, serial, time));
        facts = new ControllerFacts(NAME_PREFIX + name, serial, namespaces, blocks, course, firmware);
        erasing = new EraseCommands(firmware, cells, blocks, course);
    }

    /**
     * The same with a write cache that needs power. Before anybody connects.
     *
     * @param unitBytes what is written whole or not at all: 512, or a multiple of it
     */
    public NvmeDrive cachingWrites(int unitBytes) {
        cells.cacheWrites(unitBytes);
        return this;
    }

    /** From now on somebody sees what it is told. */
    public void watchedBy(CommandWatch somebody) {
        watch = somebody;
    }

    CommandWatch watch() {
        return watch;
    }

    /**
     * Its power goes. What it had not made durable is lost as chance has it, what it was at stands still, and nobody is answered.
     *
     * @param random what of its cache is lost
     */
    public void powerOff(RandomGenerator random) throws IOException {
        lock.lock();
        try {
            EraseCourse.State _ = course.look();
            time.off();
            powered = false;
            cells.losePower(random);
        } finally {
            lock.unlock();
        }
    }

    /** Its power comes back. */
    public void powerOn() {
        lock.lock();
        try {
            time.on();
            powered = true;
            tper.ifPresent(Tper::powerOn);
        } finally {
            lock.unlock();
        }
    }

    boolean powered() {
        lock.lock();
        try {
            return powered;
        } finally {
            lock.unlock();
        }
    }

    private void needPower() throws IOException {
        if (!powered) {
            throw new IOException("the drive has no power");
        }
    }

    /** What it would tell of its erasure; time passes by asking, if it has power. */
    public EraseCourse.State state() throws IOException {
        lock.lock();
        try {
            return course.look();
        } finally {
            lock.unlock();
        }
    }

    /** The NVMe Qualified Name by which a host connects. */
    public String qualifiedName() {
        return NAME_PREFIX + name;
    }

    /** The version of the standard that it claims. */
    int version() {
        return facts.version();
    }

    /** Capacity of all namespaces, bytes. */
    public long bytes() {
        return cells.bytes();
    }

    /** Opcodes of the admin commands that ordered an erasure, as they came. */
    public Set<Integer> ordered() {
        lock.lock();
        try {
            return erasing.ordered();
        } finally {
            lock.unlock();
        }
    }

    /** How often it was told to erase itself, or to revert, and took it. */
    public int orders() {
        lock.lock();
        try {
            return erasing.orders() + reverts();
        } finally {
            lock.unlock();
        }
    }

    /** How often it took Revert, of those. */
    public int reverts() {
        lock.lock();
        try {
            return tper.map(Tper::reverts).orElse(0);
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is not there any more; time passes by asking. */
    public boolean gone() throws IOException {
        lock.lock();
        try {
            return course.look().phase() == Phase.GONE
                    || (tper.isPresent() && tper.get().gone());
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

    NvmeAnswer admin(NvmeCommand command, byte[] data) throws IOException {
        lock.lock();
        try {
            needPower();
            return switch (command.opcode()) {
                case 0x02 -> facts.log(command);
                case 0x06 -> facts.identify(command);
                case 0x08 -> NvmeAnswer.done(1); // Abort: not aborted
                case 0x09 -> facts.setFeature(command);
                case 0x0a -> facts.getFeature(command);
                case 0x18 -> NvmeAnswer.done(0); // Keep Alive
                case 0x80, 0x84 ->
                    barred() ? NvmeAnswer.refused(NvmeStatus.OPERATION_DENIED) : erasing.execute(command);
                case 0x81, 0x82 ->
                    tper.isPresent()
                            ? SecurityCommands.execute(tper.get(), command, data)
                            : NvmeAnswer.refused(NvmeStatus.INVALID_OPCODE);
                default -> NvmeAnswer.refused(NvmeStatus.INVALID_OPCODE);
            };
        } finally {
            lock.unlock();
        }
    }

    private boolean barred() throws IOException {
        return tper.isPresent() && tper.get().barred();
    }

    private boolean shut(NvmeCommand command) throws IOException {
        if (tper.isEmpty() || command.opcode() == FLUSH) {
            return false;
        }
        long[] range = blocks.range(command);
        return tper.get().shut(range[0], range[1]);
    }

    NvmeAnswer io(NvmeCommand command, byte[] data) throws IOException {
        lock.lock();
        try {
            needPower();
            EraseCourse.State now = course.look();
            if (now.phase() == Phase.RUNNING) {
                return new NvmeAnswer(NvmeStatus.SANITIZE_IN_PROGRESS, 0, new byte[0]);
            }
            if (course.barred()) {
                return NvmeAnswer.refused(NvmeStatus.SANITIZE_FAILED);
            }
            return shut(command) ? NvmeAnswer.refused(NvmeStatus.ACCESS_DENIED) : blocks.execute(command, data);
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
