package org.wangchuan.lab.nvme;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.wangchuan.lab.drive.Cells;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.EraseCourse;
import org.wangchuan.lab.drive.EraseCourse.Phase;
import org.wangchuan.lab.drive.Fill;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.PoweredTime;

/**
 * A controller with one namespace or two, switched on: it takes admin and I/O commands and answers them. Safe for use by the connections of a host, one
 * command at a time.
 */
public final class NvmeDrive implements AutoCloseable {
    /** All names of subsystems begin like this. */
    private static final String NAME_PREFIX = "nqn.2026-11.org.wangchuan:lab:";

    static final long ALL_NAMESPACES = 0xffff_ffffL;

    /** Sanitize: crypto erase, with which the erasure of before had been ordered (SANACT 4). */
    private static final long CRYPTO_BEFORE = 0x04;

    private final String name;
    private final Firmware firmware;
    private final Cells cells;
    private final EraseCourse course;
    private final NvmeBlocks blocks;
    private final ControllerFacts facts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Integer> ordered = new TreeSet<>();
    private final int namespaces;
    private final PoweredTime time;
    private volatile CommandWatch watch = CommandWatch.NOBODY;
    private int orders;
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
        this.firmware = firmware;
        cells = new Cells(file, firmware.conduct() instanceof Conduct.KeepingCopy);
        namespaces = firmware.shape() == Firmware.Shape.TWO_NAMESPACES ? 2 : 1;
        time = new PoweredTime(nanoTime);
        course = new EraseCourse(cells, firmware, CRYPTO_BEFORE, time);
        blocks = new NvmeBlocks(cells, namespaces, firmware, course);
        facts = new ControllerFacts(NAME_PREFIX + name, serial, namespaces, blocks, course);
    }

    /**
     * The same, offering fewer ways to sanitize itself. Before anybody connects.
     *
     * @param capabilities SANICAP: 1 crypto, 2 block, 4 overwrite
     */
    public NvmeDrive offering(int capabilities) {
        facts.offer(capabilities);
        return this;
    }

    /** The same with a write cache that needs power. Before anybody connects. */
    public NvmeDrive cachingWrites() {
        cells.cacheWrites();
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

    /** Capacity of all namespaces, bytes. */
    public long bytes() {
        return cells.bytes();
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
                case 0x80 -> format(command);
                case 0x84 -> sanitize(command);
                default -> NvmeAnswer.refused(NvmeStatus.INVALID_OPCODE);
            };
        } finally {
            lock.unlock();
        }
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
        if (action < 2 || action > 4 || !facts.offers(action) || course.refuses()) {
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
            needPower();
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
