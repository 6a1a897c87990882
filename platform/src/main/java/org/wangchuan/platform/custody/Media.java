package org.wangchuan.platform.custody;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.wangchuan.proof.statement.Verdict;

/**
 * The media of a device. A device is worth what its worst medium is worth, and one that nobody has erased yet is unproven.
 *
 * @param count how many hold data in it; empty until somebody has counted
 * @param known those that were noted at the counter or came into a lane, by ordinal; never more than were counted
 */
public record Media(Optional<Integer> count, List<Medium> known) {
    /** Most that a device can have. */
    public static final int MAX = 64;

    /** What keeps the gate shut is worse than all that does not, whatever its verdict is called. */
    private static final Comparator<Device.Proof> WORST_FIRST = Comparator.comparing(Device.Proof::opensGate)
            .thenComparing(Device.Proof::verdict, Verdict.WORST_FIRST)
            .thenComparing(Device.Proof::isConforming);

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

    /** Whether they are counted, and there is a statement about each. A phone's card alone is no phone, whatever was counted. */
    public boolean isWhole() {
        return count.isPresent()
                && proofs().size() == count.get()
                && known.stream().anyMatch(medium -> !medium.isCard());
    }

    /** Of a phone: its card alone, as the only medium that hangs in a lane. None as long as nobody has said that one stays. */
    public Media cards() {
        return new Media(
                count.map(all -> all - 1), known.stream().filter(Medium::isCard).toList());
    }

    /** Those that somebody erases who goes through a guided workflow with the device: of a phone not its card. */
    public List<Medium> byHand() {
        return known.stream().filter(medium -> !medium.isCard()).toList();
    }

    /** Of a phone: whether it is proved itself, whatever there is of its card; whoever erases it once more takes that back. */
    public boolean isPhoneProved() {
        return byHand().stream().flatMap(medium -> medium.proof().stream()).anyMatch(Device.Proof::opensGate);
    }

    /** Of a phone: whether there is a statement about it itself that counts, whatever it is worth. */
    public boolean isPhoneTold() {
        return byHand().stream().anyMatch(medium -> medium.proof().isPresent());
    }

    /** Of a phone: whether a card stays that is still to be erased, or to be erased better. */
    public boolean isCardOpen() {
        return cards().count().filter(cards -> cards > 0).isPresent() && cards().good() == 0;
    }

    /** Of a phone that is proved in part: what is open first, {@code phone}, its {@code card}, or what became of its {@code cards}. */
    public String openOfPhone() {
        return !isPhoneProved() ? "phone" : isCardOpen() ? "card" : "cards";
    }

    /**
     * What is proved of the device by all of them together: the worst that is said of one. Unproven as long as one of them is
     * missing, and nothing at all without a statement.
     */
    public Optional<Device.Proof> together() {
        Optional<Device.Proof> worst = proofs().stream().min(WORST_FIRST);
        return isWhole() ? worst : worst.map(Media::atBestUnproven);
    }

    /**
     * The same where a bad erasure names the device that nobody has settled: no good word of any of them is true now. For whoever says
     * something of them; what opens the gate asks for such erasures itself.
     */
    public Media inDoubt() {
        return inDoubt(known.stream().map(Medium::id).collect(Collectors.toUnmodifiableSet()));
    }

    /** The same where it speaks against these of them alone: of a phone, itself or its card. */
    public Media inDoubt(Set<UUID> against) {
        return new Media(
                count,
                known.stream()
                        .map(medium -> against.contains(medium.id())
                                ? new Medium(
                                        medium.id(),
                                        medium.ordinal(),
                                        medium.serialTail(),
                                        medium.isCard(),
                                        medium.proof().map(Media::atBestUnproven))
                                : medium)
                        .toList());
    }

    private static Device.Proof atBestUnproven(Device.Proof proof) {
        return Verdict.WORST_FIRST.compare(proof.verdict(), Verdict.UNPROVEN.id()) < 0
                ? proof
                : new Device.Proof(proof.statement(), Verdict.UNPROVEN.id(), false);
    }

    private List<Device.Proof> proofs() {
        return known.stream().map(Medium::proof).flatMap(Optional::stream).toList();
    }
}
