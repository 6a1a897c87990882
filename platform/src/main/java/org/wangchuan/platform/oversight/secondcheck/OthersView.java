package org.wangchuan.platform.oversight.secondcheck;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.custody.SecondLook;

/**
 * A drawn device of another company as one of its lookers sees it: what is needed to have it read, and no more. No order, no owner, no label, no
 * name of anybody.
 *
 * @param kind words under {@code custody.kind.KIND}
 * @param site what the site is called where it is
 * @param drawnAt when it was known that it is drawn
 */
public record OthersView(
        UUID device, String kind, String brand, String model, String site, String timeZone, Instant drawnAt) {

    /**
     * One of them, with its drives.
     *
     * @param said what stations found so far that read it again
     * @param keptOut why the visitor does not look: they may be somebody who had a hand in it
     * @param isAnswered whether stations have read each of its drives as the answer to what the visitor asked for
     * @param isRead whether they have read each of them, whoever had asked
     * @param isTried whether somebody could not have it read
     */
    public record Whole(
            OthersView device,
            SecondLook.Said said,
            List<Drive> drives,
            Optional<KeptOut> keptOut,
            boolean isAnswered,
            boolean isRead,
            boolean isTried) {
        public Whole {
            drives = List.copyOf(drives);
        }

        /** Whether the visitor does not look. */
        public boolean isOwn() {
            return keptOut.isPresent();
        }
    }

    /**
     * A drive that proves it.
     *
     * @param number as in its receipt; empty if it has none, or nobody knows
     * @param size empty if nobody knows
     * @param isAnswered whether a station has read it as the answer to what the visitor asked for, and found what was left there
     */
    public record Drive(Optional<String> number, Optional<String> size, boolean isAnswered) {}
}
