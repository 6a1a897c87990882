package org.wangchuan.engine.evidence;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.verify.SamplePlan;

/**
 * Writes events as a forger would who knows the format: each commitment fits what stands before it, and each seed its
 * commitment. So a lie in an event is the only thing that is wrong with a record.
 */
public final class SealedRecord {
    /** In a read-back of samples: as many bytes as the plan asks for, which is known only once the seed is. */
    public static final long AS_PLANNED = EvidenceScript.CAPACITY_BYTES / 8;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Event.Committed committed = new Event.Committed("", Optional.empty());
    private long capacityBytes = EvidenceScript.CAPACITY_BYTES;
    private long plannedBytes;
    private List<ByteRange> canaries = List.of();

    private SealedRecord() {}

    /** The lines of a record. */
    public static byte[] of(List<Event> events) {
        SealedRecord record = new SealedRecord();
        for (Event event : events) {
            record.out.writeBytes(EventWriter.line(record.sealed(event)));
            record.out.write('\n');
        }
        return record.out.toByteArray();
    }

    private Event sealed(Event event) {
        if (event instanceof Event.Committed(String _, Optional<String> beacon)) {
            committed = new Event.Committed(Sha256.hex(out.toByteArray()), beacon);
            return committed;
        }
        if (event instanceof Event.VerificationStarted s && canBeDrawn(s)) {
            byte[] seed = SampleSeed.of(committed);
            plannedBytes = Ranges.bytes(
                    SamplePlan.draw(seed, capacityBytes, (int) s.unitBytes()).ranges());
            Optional<String> hex = Optional.of(HexFormat.of().formatHex(seed));
            return new Event.VerificationStarted(s.pass(), s.mode(), hex, s.unitBytes(), s.at());
        }
        if (event instanceof Event.MediumSeen(MediumFacts medium)) {
            capacityBytes = medium.capacityBytes();
        }
        if (event instanceof DriveEvent.CanariesPlanted planted) {
            canaries = planted.ranges();
        }
        if (event instanceof DriveEvent.SamplingStarted s && s.unitBytes() > 0 && isSealed()) {
            byte[] seed = SampleSeed.of(committed);
            List<ByteRange> toRead = new ArrayList<>(canaries);
            toRead.addAll(
                    SamplePlan.draw(seed, capacityBytes, (int) s.unitBytes()).ranges());
            plannedBytes = Ranges.bytes(toRead);
            return new DriveEvent.SamplingStarted(HexFormat.of().formatHex(seed), s.unitBytes(), s.at());
        }
        if (event instanceof DriveEvent.SamplingFinished f) {
            return sealed(f);
        }
        if (event instanceof NamespaceEvent.Sampled f) {
            return new NamespaceEvent.Sampled(f.namespace(), f.unitBytes(), sealed(f.found()));
        }
        if (event instanceof Event.VerificationFinished f) {
            return new Event.VerificationFinished(
                    f.pass(),
                    f.end(),
                    f.path(),
                    asPlanned(f.bytesPlanned()),
                    asPlanned(f.bytesRead()),
                    f.mismatchedBytes(),
                    List.<ByteRange>copyOf(f.mismatches()),
                    f.unreadable(),
                    f.durationMillis(),
                    f.at());
        }
        return event;
    }

    private DriveEvent.SamplingFinished sealed(DriveEvent.SamplingFinished f) {
        return new DriveEvent.SamplingFinished(
                f.end(),
                f.path(),
                asPlanned(f.bytesPlanned()),
                asPlanned(f.bytesRead()),
                f.canaryBytesRead(),
                f.canaryBytesFound(),
                asPlanned(f.zeroBytes()),
                asPlanned(f.oneBytes()),
                f.others()
                        .map(others -> new DriveEvent.OtherBlocks(
                                asPlanned(others.repeatingBytes()),
                                asPlanned(others.noiseBytes()),
                                asPlanned(others.contentBytes()))),
                f.unreadable(),
                f.durationMillis(),
                f.at());
    }

    private boolean canBeDrawn(Event.VerificationStarted start) {
        return start.mode() == VerifyMode.SAMPLE && start.unitBytes() > 0 && isSealed();
    }

    private boolean isSealed() {
        boolean hex = committed.beacon().orElse("").matches("([0-9a-f]{2})*");
        return hex && !committed.digest().isEmpty();
    }

    private long asPlanned(long bytes) {
        return bytes == AS_PLANNED ? plannedBytes : bytes;
    }
}
