package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.job.LeftBehindException.Code;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.transfer.TransferOptions;
import org.wangchuan.engine.verdict.NativeOutcome;
import org.wangchuan.engine.verify.BlockCheck;
import org.wangchuan.engine.verify.PlantedBlocks;
import org.wangchuan.engine.verify.ReadBack;
import org.wangchuan.engine.verify.UniformBlocks;

/**
 * What a drive left that erased itself, and was not written over since: what nobody wrote can't be known beforehand, and what the search after the erasure found
 * is all that there is to go by. Immutable.
 */
public final class LeftBehindByDrive extends LeftBehind {
    private static final int BLOCK_BYTES_MIN = 512;

    private final NativeTechnique technique;
    private final Contents contents;
    private final List<ByteRange> places;
    private final List<PlantedBlocks.Planting> lookedFor;
    private final List<String> digests;
    private final int blockBytes;

    /** What belongs in its blocks. */
    public enum Contents {
        /**
         * The search after the erasure found blocks of 00h or of FFh alone and nothing else: each has to be one of these two, and whatever was there before, or was
         * planted, is not.
         */
        UNIFORM,
        /** It found others, such as the noise of a cryptographic erase: nothing tells what belongs there, and only what was planted may not be there. */
        UNKNOWN
    }

    private LeftBehindByDrive(
            Evidence evidence,
            NativeTechnique technique,
            Contents contents,
            List<PlantedBlocks.Planting> lookedFor,
            List<String> digests) {
        super(evidence.medium().capacityBytes());
        this.technique = technique;
        this.contents = contents;
        this.places = Ranges.union(evidence.all(DriveEvent.CanariesPlanted.class).stream()
                .flatMap(planted -> planted.ranges().stream())
                .toList());
        this.lookedFor = List.copyOf(lookedFor);
        this.digests = List.copyOf(digests);
        this.blockBytes = (int) Math.max(BLOCK_BYTES_MIN, evidence.medium().blockBytes());
    }

    /** Uniform contents need none: nothing that was planted is uniform. */
    static boolean keyIsNeeded(Evidence evidence) {
        try {
            return contentsBy(evidence) == Contents.UNKNOWN;
        } catch (LeftBehindException _) {
            return false;
        }
    }

    static LeftBehindByDrive read(Evidence evidence, Optional<RecheckKey> key) throws LeftBehindException {
        NativeOutcome outcome = outcome(evidence);
        Contents contents = contents(evidence, outcome);
        if (contents == Contents.UNIFORM) {
            if (key.isPresent()) {
                throw new LeftBehindException(
                        Code.RECHECK_KEY_OTHER,
                        "no key: what was found after the erasure was 00h or FFh alone",
                        key.get().of());
            }
            return new LeftBehindByDrive(evidence, outcome.technique(), contents, List.of(), List.of());
        }
        List<PlantedBlocks.Planting> lookedFor = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        List<Pattern> patterns = requireKeys(evidence, key);
        for (DriveEvent.CanariesPlanted planted : evidence.all(DriveEvent.CanariesPlanted.class)) {
            lookedFor.add(new PlantedBlocks.Planting(patterns.get(lookedFor.size()), planted.ranges()));
            digests.add(planted.secretDigest());
        }
        return new LeftBehindByDrive(evidence, outcome.technique(), contents, lookedFor, digests);
    }

    private static NativeOutcome outcome(Evidence evidence) throws LeftBehindException {
        NativeOutcome outcome = NativeOutcome.of(evidence)
                .orElseThrow(() -> unfinished("one that was told to erase itself", "one that never was"));
        if (outcome.said() == NativeOutcome.Said.FAILED) {
            throw unfinished("one that did not fail at it", "one that says it failed");
        }
        if (outcome.said() == NativeOutcome.Said.REFUSED) {
            throw unfinished("one that took its command", "one that did not say so");
        }
        return outcome;
    }

    private static LeftBehindException unfinished(String expected, String found) {
        return new LeftBehindException(Code.OWN_ERASE_UNFINISHED, "a record of a drive, " + expected, found);
    }

    /** By every search since the last attempt began; what any of them found of planted blocks is not undone by another. */
    private static Contents contents(Evidence evidence, NativeOutcome outcome) throws LeftBehindException {
        List<DriveEvent.SamplingFinished> searches = new ArrayList<>();
        for (Event event : evidence.events()) {
            if (event instanceof DriveEvent.NativeStarted) {
                searches.clear();
            } else if (event instanceof DriveEvent.SamplingFinished search) {
                searches.add(search);
            }
        }
        if (outcome.canaryBytesFound() > 0) {
            throw new LeftBehindException(
                    Code.OWN_ERASE_REFUTED,
                    "a record of a drive on which nothing was found again that had been planted",
                    outcome.canaryBytesFound() + " bytes of it");
        }
        if (searches.isEmpty() || !searches.stream().allMatch(LeftBehindByDrive::isWhole)) {
            throw unfinished("one that was read again after it, wherever it was to be", "another one");
        }
        if (searches.stream().allMatch(search -> search.zeroBytes() + search.oneBytes() == search.bytesRead())) {
            return Contents.UNIFORM;
        }
        int plantings = evidence.all(DriveEvent.CanariesPlanted.class).size();
        if (plantings == 0 || plantings > RecheckKey.PLANTED_MAX) {
            throw new LeftBehindException(
                    Code.NOTHING_TO_COMPARE,
                    "a record of a drive that left 00h or FFh alone, or on which something was planted before, at most "
                            + RecheckKey.PLANTED_MAX + " times",
                    "one of other contents, planted " + plantings + " times");
        }
        return Contents.UNKNOWN;
    }

    private static boolean isWhole(DriveEvent.SamplingFinished search) {
        return search.end() == Event.VerificationEnd.COMPLETED
                && search.bytesRead() > 0
                && search.bytesRead() == search.bytesPlanned();
    }

    private static List<Pattern> requireKeys(Evidence evidence, Optional<RecheckKey> key) throws LeftBehindException {
        String job = evidence.the(Event.Opened.class).job();
        String expected = "the keys of what was planted by job " + job;
        if (key.isEmpty()) {
            throw new LeftBehindException(Code.RECHECK_KEY_MISSING, expected, "none");
        }
        if (!(key.get() instanceof RecheckKey.OfPlanted keys) || !keys.job().equals(job)) {
            throw new LeftBehindException(
                    Code.RECHECK_KEY_OTHER, expected, key.get().of());
        }
        List<String> named = evidence.all(DriveEvent.CanariesPlanted.class).stream()
                .map(DriveEvent.CanariesPlanted::secretDigest)
                .toList();
        if (!keys.secrets().stream().map(Sha256::hex).toList().equals(named)) {
            throw new LeftBehindException(
                    Code.RECHECK_KEY_ALTERED, "the keys whose digests the evidence names", "others");
        }
        return keys.secrets().stream().<Pattern>map(Pattern::random).toList();
    }

    /**
     * What belongs there by a record alone, whatever keys there are.
     *
     * @throws LeftBehindException if it has no end to compare with
     */
    public static Contents contentsBy(Evidence evidence) throws LeftBehindException {
        return contents(evidence, outcome(evidence));
    }

    /** By which it erased itself, at the last attempt. */
    public NativeTechnique technique() {
        return technique;
    }

    public Contents contents() {
        return contents;
    }

    /** SHA-256 of the keys of what is looked for, in lower-case hex, as the evidence has them; empty for uniform contents, which need none. */
    public List<String> plantedDigests() {
        return digests;
    }

    @Override
    public int pass() {
        return 0;
    }

    /** Zeros and ones are nobody's, and nor is noise. */
    @Override
    public boolean isOwn() {
        return false;
    }

    @Override
    String word() {
        return technique.id();
    }

    @Override
    List<ByteRange> unwritten() {
        return List.of();
    }

    @Override
    List<ByteRange> planted() {
        return places;
    }

    @Override
    ReadBack reading(String lane, ReadChannel channel, List<ByteRange> ranges, TransferOptions options) {
        // Another way to a drive may count in other blocks: what is in both is whole in the smaller ones.
        int block = Math.min(blockBytes, Math.max(BLOCK_BYTES_MIN, channel.blockBytes()));
        BlockCheck check = switch (contents) {
            case UNIFORM -> new UniformBlocks(block);
            case UNKNOWN -> new PlantedBlocks(lookedFor, block);
        };
        return ReadBack.blocks(lane, channel, check, ranges, options);
    }
}
