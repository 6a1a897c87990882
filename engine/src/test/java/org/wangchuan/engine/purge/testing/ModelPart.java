package org.wangchuan.engine.purge.testing;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.wangchuan.engine.job.ErasablePart;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;

/**
 * A boot or general purpose partition of an eMMC as Linux shows it: a disk of its own, whose addresses begin at 0, locked against writes by the kernel
 * ({@code force_ro}), and a card that carries out in it what is handed to its device.
 */
public final class ModelPart implements ErasablePart {
    private static final int EPERM = 1;
    private static final int BLOCK_BYTES = 512;

    private final String id;
    private final FaultyChannel channel;
    private final ModelMmc card;
    private BlockChannel shown;
    private boolean keepsUnlocked;
    private volatile boolean locked;
    private volatile Runnable onLift = () -> {};

    /** @param bytes 128 KiB or a multiple of it, for a boot partition (JESD84-B51, "BOOT_SIZE_MULT") */
    public ModelPart(String id, int bytes, boolean locked, Conduct conduct) {
        this.id = id;
        this.channel = FaultyChannel.device(bytes / BLOCK_BYTES, BLOCK_BYTES);
        this.card = new ModelMmc(channel.medium(), conduct);
        this.locked = locked;
        this.shown = channel;
        channel.with(request ->
                this.locked && request.kind() == Request.Kind.WRITE ? new Fault.Fails(EPERM) : new Fault.Nothing());
    }

    /** Of a card that answers for this part from the cells of another one. */
    public ModelPart inTheCellsOf(BlockChannel other) {
        shown = new Alias(other, channel.capacityBytes());
        return this;
    }

    /** The card itself protects it: the kernel's lock can be lifted, and no write is taken all the same. */
    public ModelPart protectedByTheCard() {
        channel.with(Fault.badBlocks(0, channel.capacityBytes(), Request.Kind.WRITE));
        return this;
    }

    /** Answers that it has written, and keeps what it holds. */
    public ModelPart droppingWrites() {
        channel.with(request -> request.kind() == Request.Kind.WRITE
                ? new Fault.Done(request.offset(), request.length(), false)
                : new Fault.Nothing());
        return this;
    }

    /** Whether the kernel takes no lock any more. */
    public ModelPart keepingUnlocked(boolean keeps) {
        keepsUnlocked = keeps;
        return this;
    }

    /** What is done just before the lock is lifted. */
    public ModelPart onLift(Runnable action) {
        onLift = action;
        return this;
    }

    /** The card that answers in it; a byte of its register can be set. */
    public ModelMmc card() {
        return card;
    }

    /** What it holds. */
    public byte[] medium() {
        return channel.medium();
    }

    /** How often somebody asked to write to it. */
    public int writes() {
        return channel.writes();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public BlockChannel channel() {
        return shown;
    }

    @Override
    public Optional<PassThrough> passThrough() {
        return Optional.of(card);
    }

    @Override
    public boolean locked() {
        return locked;
    }

    @Override
    public long lock(boolean lock) {
        if (!lock) {
            onLift.run();
        }
        if (lock && keepsUnlocked) {
            return -EPERM;
        }
        locked = lock;
        return 0;
    }

    @Override
    public ReadPath readPath() {
        return ReadPath.DIRECT;
    }

    @Override
    public long dropHostCache() {
        return 0;
    }

    /** The first bytes of another one. */
    private record Alias(BlockChannel of, long capacityBytes) implements BlockChannel {
        @Override
        public int blockBytes() {
            return of.blockBytes();
        }

        @Override
        public int alignmentBytes() {
            return of.alignmentBytes();
        }

        @Override
        public long read(MemorySegment buffer, long bufferOffset, long offset, long length) {
            return of.read(buffer, bufferOffset, offset, length);
        }

        @Override
        public long write(MemorySegment buffer, long bufferOffset, long offset, long length) {
            return of.write(buffer, bufferOffset, offset, length);
        }

        @Override
        public long flush() {
            return of.flush();
        }

        @Override
        public void close() {}
    }
}
