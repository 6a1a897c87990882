package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.purge.Canaries;

/**
 * Plants what a drive that erases itself must be rid of afterwards, or sees how much of it still stands. Each place has the whole patience of the
 * job: a drive that is slow at many of them is not stuck.
 */
final class CanaryStep {
    private final JobWork work;
    private final ErasableBlocks blocks;
    private final Pattern pattern;
    private final List<Pattern> others;

    CanaryStep(JobWork work, Pattern pattern) {
        this(work, pattern, List.of());
    }

    /** @param others what may stand in its place as well, having been planted before it or after it */
    CanaryStep(JobWork work, Pattern pattern, List<Pattern> others) {
        this(work, work.medium(), pattern, others);
    }

    /** On another namespace of its device. */
    CanaryStep(JobWork work, ErasableNamespace namespace, Pattern pattern) {
        this(work, namespace, pattern, List.of());
    }

    private CanaryStep(JobWork work, ErasableBlocks blocks, Pattern pattern, List<Pattern> others) {
        this.work = work;
        this.blocks = blocks;
        this.pattern = pattern;
        this.others = List.copyOf(others);
    }

    /**
     * The places at which it stands, in order, none if the drive does not say that it is durable, or somebody asked to stop; empty if it gives no answer.
     *
     * @param places where to plant
     * @param oneByOne whether each is made durable before the next is written, so that whoever is cut off leaves them from the first one on
     */
    Optional<List<ByteRange>> plant(List<ByteRange> places, boolean oneByOne) {
        BlockChannel channel = blocks.channel();
        List<ByteRange> written = new ArrayList<>();
        for (ByteRange place : places) {
            if (work.control().stopRequested()) {
                return Optional.of(List.of()); // the rest may take as long as patience lasts, each
            }
            Optional<Boolean> taken = Patience.ask(
                    () -> Canaries.write(channel, pattern, place) && (!oneByOne || channel.flush() >= 0),
                    work.patienceMillis());
            if (taken.isEmpty()) {
                return Optional.empty();
            }
            if (taken.get()) {
                written.add(place);
            }
        }
        Optional<Boolean> durable =
                Patience.ask(() -> Canaries.settle(channel, blocks::dropHostCache), work.patienceMillis());
        if (durable.isEmpty()) {
            return Optional.empty();
        }
        return durable.get() ? standing(written) : Optional.of(List.of());
    }

    /** At which of these places it stands; empty if the drive gives no answer. */
    Optional<List<ByteRange>> standing(List<ByteRange> places) {
        return look(places).map(found -> {
            List<ByteRange> out = new ArrayList<>();
            for (int i = 0; i < places.size(); i++) {
                if (found.get(i) == Canaries.Found.STANDS) {
                    out.add(places.get(i));
                }
            }
            return out;
        });
    }

    /** What is at each of these places; empty if the drive gives no answer. */
    Optional<List<Canaries.Found>> look(List<ByteRange> places) {
        List<Canaries.Found> out = new ArrayList<>();
        for (ByteRange place : places) {
            Optional<Canaries.Found> found =
                    Patience.ask(() -> Canaries.look(blocks.channel(), pattern, others, place), work.patienceMillis());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            out.add(found.get());
        }
        return Optional.of(out);
    }

    /** Whether enough of it stands for its absence to say anything, in each part of the medium or namespace. */
    static boolean enough(List<ByteRange> places, BlockChannel channel) {
        long blocks = channel.capacityBytes() / channel.blockBytes();
        return places.size() >= Math.min(DriveEvent.CanariesPlanted.RANGES_MIN, blocks)
                && Canaries.everywhere(places, channel.capacityBytes());
    }
}
