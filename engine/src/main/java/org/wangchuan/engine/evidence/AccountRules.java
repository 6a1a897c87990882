package org.wangchuan.engine.evidence;

import java.util.List;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * What the program's own accounts never say, whatever a device answers: more than there is, ranges beyond the
 * end or out of order. What a device can bring about is not refused here but judged, see {@code engine.verdict}.
 */
final class AccountRules {
    private final int line;
    private final MediumFacts medium;
    private final long capacityBytes;
    private final long blockBytes;

    AccountRules(int line, MediumFacts medium) {
        this(line, medium, medium.capacityBytes(), medium.blockBytes());
    }

    private AccountRules(int line, MediumFacts medium, long capacityBytes, long blockBytes) {
        this.line = line;
        this.medium = medium;
        this.capacityBytes = capacityBytes;
        this.blockBytes = blockBytes;
    }

    /** Of another namespace of an NVMe device, which has a size of its own and is reached by the same way. */
    static AccountRules ofNamespace(int line, MediumFacts medium, long capacityBytes, long blockBytes) {
        return new AccountRules(line, medium, capacityBytes, blockBytes);
    }

    void require(Event.PassFinished end) throws EvidenceException {
        atMost("bytes written", end.bytesWritten(), capacityBytes);
        requireRanges("unwritten", errors(end.unwritten()), end.end() == Event.PassEnd.COMPLETED);
    }

    /** How far a resumed job goes back, and what it recognised before it went on. */
    void require(Event.Resumed resumed) throws EvidenceException {
        switch (resumed.phase()) {
            case WRITE -> {
                atMost("the place to go on from", resumed.fromBytes(), capacityBytes);
                atMost("bytes read back first", resumed.checkedBytes(), resumed.fromBytes());
                check(
                        (resumed.checkedBytes() > 0) == (resumed.fromBytes() > 0),
                        "that what was written before byte " + resumed.fromBytes() + " was read back first",
                        resumed.checkedBytes() + " bytes");
            }
            case BETWEEN -> {
                atMost("the place to go on from", resumed.fromBytes(), 0);
                atMost("bytes read back first", resumed.checkedBytes(), capacityBytes);
            }
            case VERIFY, NATIVE -> {
                atMost("the place to go on from", resumed.fromBytes(), 0);
                atMost("bytes read back first", resumed.checkedBytes(), 0);
            }
        }
    }

    /**
     * All of it may be read where a sample was planned. The unit that a sampling plan counts in is the larger of the medium's block and the alignment of its
     * channel.
     */
    void require(Event.VerificationStarted start, VerifyMode planned) throws EvidenceException {
        check(
                start.mode() == planned || start.mode() == VerifyMode.FULL,
                "the planned verification, or one of all",
                "less");
        switch (start.mode()) {
            case FULL -> check(start.unitBytes() == 0, "no unit for a full read-back", start.unitBytes() + " bytes");
            case SAMPLE -> requireUnit(start.unitBytes());
        }
    }

    /** What a sampling plan counts in. */
    void requireUnit(long unitBytes) throws EvidenceException {
        check(
                unitBytes >= 512 && unitBytes <= 65_536 && unitBytes % blockBytes == 0,
                "a unit of 512 to 65536 bytes, in whole blocks",
                unitBytes + " bytes");
    }

    /** What was looked at after a drive erased itself. */
    void require(DriveEvent.SamplingFinished end, long canaryBytes) throws EvidenceException {
        atMost("bytes planned", end.bytesPlanned(), capacityBytes);
        atMost("bytes read", end.bytesRead(), end.bytesPlanned());
        atMost("bytes read where something was planted", end.canaryBytesRead(), Math.min(canaryBytes, end.bytesRead()));
        atMost("bytes found again", end.canaryBytesFound(), end.bytesRead());
        atMost("bytes of zeros", end.zeroBytes(), end.bytesRead());
        atMost("bytes of ones", end.oneBytes(), end.bytesRead() - end.zeroBytes());
        if (end.others().isPresent()) {
            DriveEvent.OtherBlocks others = end.others().get();
            long left = end.bytesRead() - end.zeroBytes() - end.oneBytes();
            atMost("bytes of patterns", others.repeatingBytes(), left);
            atMost("bytes of noise", others.noiseBytes(), left - others.repeatingBytes());
            atMost("bytes of contents", others.contentBytes(), left - others.repeatingBytes() - others.noiseBytes());
        }
        requireRanges("unreadable", errors(end.unreadable()), end.end() == Event.VerificationEnd.COMPLETED);
        requirePath(end.path());
    }

    void require(Event.VerificationFinished end) throws EvidenceException {
        boolean completed = end.end() == Event.VerificationEnd.COMPLETED;
        atMost("bytes planned", end.bytesPlanned(), capacityBytes);
        atMost("bytes read", end.bytesRead(), end.bytesPlanned());
        if (completed) {
            atMost("bytes that differ", end.mismatchedBytes(), end.bytesRead());
        }
        requireRanges("mismatches", end.mismatches(), true);
        requireRanges("unreadable", errors(end.unreadable()), completed);
        requirePath(end.path());
    }

    private void requirePath(ReadPath path) throws EvidenceException {
        boolean file = medium.scope() == MediumFacts.Scope.FILE;
        check(
                file == (path == ReadPath.FILE_SYSTEM),
                file ? "a file read through its file system" : "a device read past the file system",
                path.id());
        boolean ownDrive =
                medium.scope() != MediumFacts.Scope.VOLUME && !medium.caps().contains("bridge");
        check(ownDrive || path != ReadPath.DIRECT, "a cache between the host and such a medium", "a direct path");
    }

    /** In order and within the medium. Work that broke off may name a place twice: as failed, and as put off. */
    private void requireRanges(String what, List<ByteRange> ranges, boolean disjoint) throws EvidenceException {
        long from = 0;
        for (ByteRange range : ranges) {
            check(range.end() <= capacityBytes, what + " below byte " + capacityBytes, "one to byte " + range.end());
            check(
                    range.offset() >= from,
                    what + (disjoint ? " in order, each place once" : " in order"),
                    "one at byte " + range.offset() + " after one " + (disjoint ? "to" : "at") + " byte " + from);
            from = disjoint ? range.end() : range.offset();
        }
    }

    private void atMost(String what, long bytes, long most) throws EvidenceException {
        check(bytes <= most, what + ": at most " + most, bytes + "");
    }

    private static List<ByteRange> errors(List<ErrorRange> ranges) {
        return ranges.stream().map(ErrorRange::range).toList();
    }

    private void check(boolean holds, String expected, String found) throws EvidenceException {
        if (!holds) {
            throw new EvidenceException(line, expected, found);
        }
    }
}
