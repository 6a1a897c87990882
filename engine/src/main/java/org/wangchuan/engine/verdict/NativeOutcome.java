package org.wangchuan.engine.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.SanitizeCourse;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.NamespaceEvent;
import org.wangchuan.engine.policy.NativeTechnique;

/**
 * What a drive that erased itself did and said, for who tells people of it; as it is read from the same bytes as the verdict.
 *
 * @param technique of the last attempt, which is the one that counts
 * @param attempts 1 or more
 * @param durationMillis of the last
 * @param canaryBytes what had been planted and was looked for, as far as it could be read, on all namespaces of an NVMe device together
 * @param canaryBytesFound of it, the most that any search found
 */
public record NativeOutcome(
        NativeTechnique technique,
        int attempts,
        Said said,
        long durationMillis,
        long canaryBytes,
        long canaryBytesFound) {

    /** What the drive said. */
    public enum Said {
        /** It succeeded, newly. */
        SUCCEEDED,
        /** It ended, and nothing failed: some drives say no more. */
        ENDED,
        FAILED,
        /** It did not take the command. */
        REFUSED,
        /** Nothing that could be told from before, or from somebody else's. */
        NOT_TOLD
    }

    /** Of a record; empty if the drive was never told to erase itself. */
    public static Optional<NativeOutcome> of(Evidence evidence) {
        return DriveAttempt.last(evidence).map(last -> {
            List<Search> searches = searches(evidence);
            return new NativeOutcome(
                    last.technique(),
                    evidence.all(DriveEvent.NativeStarted.class).size(),
                    said(last),
                    last.durationMillis(),
                    last.looks() == 0 ? 0 : searches.getLast().read(),
                    searches.stream().mapToLong(Search::found).max().orElse(0));
        });
    }

    /** Bytes of places that were read, and of blocks that were found again, of the medium and of other namespaces together. */
    private record Search(long read, long found) {
        Search with(DriveEvent.SamplingFinished one) {
            return new Search(read + one.canaryBytesRead(), found + one.canaryBytesFound());
        }
    }

    /** One for each that was begun and of which anything is on record. */
    private static List<Search> searches(Evidence evidence) {
        List<Search> out = new ArrayList<>();
        boolean fresh = true;
        for (Event event : evidence.events()) {
            Optional<DriveEvent.SamplingFinished> found = switch (event) {
                case DriveEvent.SamplingFinished e -> Optional.of(e);
                case NamespaceEvent.Sampled e -> Optional.of(e.found());
                default -> Optional.empty();
            };
            if (event instanceof DriveEvent.SamplingStarted) {
                fresh = true;
            } else if (found.isPresent()) {
                Search before = fresh ? new Search(0, 0) : out.removeLast();
                out.add(before.with(found.get()));
                fresh = false;
            }
        }
        return out;
    }

    private static Said said(DriveAttempt last) {
        int accepted = last.acceptedAt();
        if (accepted < 0) {
            return last.commanded() ? Said.REFUSED : Said.NOT_TOLD;
        }
        boolean answersAtItsEnd = switch (last.technique()) {
            case NVME_FORMAT_CRYPTO,
                    NVME_FORMAT_USER_DATA,
                    ATA_SECURITY_ERASE,
                    ATA_SECURITY_ERASE_ENHANCED,
                    MMC_ERASE_SANITIZE -> true;
            default -> false;
        };
        if (answersAtItsEnd) {
            return Said.ENDED;
        }
        if (last.technique() == NativeTechnique.TCG_PSID_REVERT) {
            return RevertRules.succeeded(last, accepted) ? Said.SUCCEEDED : Said.NOT_TOLD;
        }
        SanitizeCourse course = DriveCourse.of(last, accepted);
        return switch (course) {
            case RAN_AND_SUCCEEDED, BECAME_SUCCESS -> Said.SUCCEEDED;
            case RAN_AND_ENDED -> Said.ENDED;
            case FAILED -> Said.FAILED;
            case END_NOT_TOLD, RUNNING, STALE, NOT_OURS, NOT_SHOWN -> Said.NOT_TOLD;
        };
    }
}
