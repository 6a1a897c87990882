package org.wangchuan.platform.custody;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The media of a device. A device is worth what its worst medium is worth, and one that nobody has erased yet is unproven.
 *
 * @param count how many hold data in it; empty until somebody has counted
 * @param known those that were noted at the counter or came into a lane, by ordinal; never more than were counted
 */
public record Media(Optional<Integer> count, List<Medium> known) {
    /** Most that a device can have. */
    public static final int MAX = 64;

    private static final String UNPROVEN = "unproven";
    /** From the worst to the best; what is not in it is worse than all. */
    private static final List<String> VERDICTS = List.of("failed", UNPROVEN, "partial", "cleared", "purged");

    public Media {
        known = List.copyOf(known);
    }

    /** Whether it holds more than one, as far as is known. */
    public boolean areSeveral() {
        return count.orElse(known.size()) > 1;
    }

    /** How many have both answers good. */
    public int good() {
        return (int) proofs().stream().filter(Device.Proof::opensGate).count();
    }

    /** Whether a statement about one of them does not have both answers good. */
    public boolean isAnyBad() {
        return proofs().stream().anyMatch(proof -> !proof.opensGate());
    }

    /** Whether they are counted, and there is a statement about each. */
    public boolean isWhole() {
        return count.isPresent() && proofs().size() == count.get();
    }

    /**
     * What is proved of the device by all of them together: the worst that is said of one. Unproven as long as one of them is
     * missing, and nothing at all without a statement.
     */
    public Optional<Device.Proof> together() {
        Optional<Device.Proof> worst = proofs().stream().min(Comparator.comparingInt(Media::worth));
        if (isWhole()) {
            return worst;
        }
        return worst.map(proof -> VERDICTS.indexOf(proof.verdict()) < VERDICTS.indexOf(UNPROVEN)
                ? proof
                : new Device.Proof(proof.statement(), UNPROVEN, false));
    }

    private static int worth(Device.Proof proof) {
        int verdict = VERDICTS.indexOf(proof.verdict()) * 2 + (proof.isConforming() ? 1 : 0);
        // What keeps the gate shut is worse than all that does not, whatever its verdict is called.
        return proof.opensGate() ? verdict + 2 * VERDICTS.size() : verdict;
    }

    private List<Device.Proof> proofs() {
        return known.stream().map(Medium::proof).flatMap(Optional::stream).toList();
    }
}
