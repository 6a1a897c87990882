package org.wangchuan.lab.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Trust;
import org.wangchuan.lab.drive.Way;
import org.wangchuan.lab.fault.Blocks;
import org.wangchuan.lab.fault.Fault;

/**
 * One made drive: what its firmware does or what is wrong with it, what it is told by another program to show that, and what may never be
 * concluded of it.
 *
 * @param name of letters, digits and hyphens
 * @param maker whose drive it is
 * @param order what it is told by another program
 * @param words what it does, in English and Chinese
 * @param traps numbers of the list of traps that others fell into; empty for one that none is about
 * @param expected whether the other program has to see success, and whether data have to be gone afterwards
 * @param never verdicts of the product that would be wrong: words of {@code erase --json}
 */
public record Scenario(
        String name,
        Maker maker,
        Order order,
        Words words,
        List<Integer> traps,
        Expected expected,
        List<String> never) {
    /** Whose drive it is, with what makes it behave otherwise than others. */
    public sealed interface Maker {
        /**
         * Of this bench's own.
         *
         * @param named whether the product is told each namespace that it has besides the one that is to be erased
         */
        record Ours(Firmware firmware, boolean named) implements Maker {}

        /**
         * The kernel's or QEMU's.
         *
         * @param family which kind of them
         * @param use what the product is asked for
         */
        record Theirs(Family family, Fault fault, Use use) implements Maker {}
    }

    /** What the product is asked for with a drive that is none of the bench's own. */
    public enum Use {
        /** To overwrite it. */
        OVERWRITTEN,
        /** Also to have it erase itself. */
        ALSO_PURGED,
        /** To do what it can, where it could not satisfy its policy. */
        BEST_EFFORT
    }

    /** Of the bench's own, which has no other way to erase itself than its order takes, if that takes any. */
    public Scenario(
            String name,
            Firmware firmware,
            Order order,
            Words words,
            List<Integer> traps,
            Expected expected,
            List<String> never) {
        this(name, new Maker.Ours(narrowed(firmware, order), false), order, words, traps, expected, never);
    }

    private static Firmware narrowed(Firmware firmware, Order order) {
        return order.way().map(way -> firmware.offering(Set.of(way))).orElse(firmware);
    }

    /** The same with other ways to erase itself, where it is about something else, or about which of them is taken. */
    Scenario offering(Way... ways) {
        return new Scenario(
                name,
                new Maker.Ours(firmware().offering(Set.of(ways)), isNamed()),
                order,
                words,
                traps,
                expected,
                never);
    }

    /** The same, of which the product is told every namespace. */
    Scenario named() {
        return new Scenario(name, new Maker.Ours(firmware(), true), order, words, traps, expected, never);
    }

    /** Whether the product is told every namespace that it has. */
    boolean isNamed() {
        return maker instanceof Maker.Ours(Firmware _, boolean named) && named;
    }

    /** What is said of it. */
    public record Words(String english, String chinese) {}

    /**
     * What has to come of the other program's order, or the made drive itself is wrong.
     *
     * @param claim how what the drive says at the end begins
     * @param data what is left of the data in the cells
     */
    public record Expected(String claim, Data data) {}

    /** What is left of what was there before. */
    public enum Data {
        ALL,
        SOME,
        NONE
    }

    /** Keeps its own lists. */
    public Scenario {
        traps = List.copyOf(traps);
        never = List.copyOf(never);
    }

    /** Whose commands it speaks, or who makes it. */
    public Family family() {
        return switch (maker) {
            case Maker.Ours _ -> order.family().orElseThrow();
            case Maker.Theirs theirs -> theirs.family();
        };
    }

    /** What it does with its orders, if it is one of the bench's own. */
    Optional<Firmware> ours() {
        return maker instanceof Maker.Ours(Firmware firmware, boolean _) ? Optional.of(firmware) : Optional.empty();
    }

    /** The same of one that is. */
    Firmware firmware() {
        return ours().orElseThrow(() -> new IllegalStateException(name + " is no drive of the bench's own"));
    }

    /** What is wrong with it, if it is none of them. */
    Optional<Fault> fault() {
        return maker instanceof Maker.Theirs(Family _, Fault fault, Use _) ? Optional.of(fault) : Optional.empty();
    }

    /** Which blocks have to be named, whether or not data are left in them: they can't be written, or can't be read. */
    List<Blocks> bad() {
        boolean spoils = ours().map(Firmware::conduct)
                .filter(conduct -> conduct instanceof Conduct.Spoiling)
                .isPresent();
        return spoils ? List.of(MadeDrive.spoiled()) : fault().map(Fault::bad).orElse(List.of());
    }

    /** Whether no host can tell what it does. */
    boolean hides() {
        return ours().filter(firmware -> firmware.conduct() instanceof Conduct.Hiding)
                .isPresent();
    }

    /** Whether any of its ways to erase itself is named by a rule set; whoever has none is refused, or overwritten. */
    boolean purges() {
        return ours().map(firmware -> firmware.ways().stream().anyMatch(Way::purges))
                .orElse(true);
    }

    /**
     * The way that it is to be told and no other, if it is about one: the only one that it has, or the first for what it is made of. Empty where it is
     * about something else.
     */
    Optional<Way> way() {
        return order.way()
                .filter(_ -> ours().filter(firmware ->
                                firmware.ways().size() == 1 || firmware.medium() == Firmware.Medium.MAGNETIC)
                        .isPresent());
    }

    /** Whether a revert may well not come about: its label is no key to it, or it refuses, or is gone. */
    boolean mayNotRevert() {
        boolean noKey = switch (trust()) {
            case LOCKED_OUT, OTHER_LABEL -> true;
            case NONE, NEVER_USED, OPEN, LOCKED, HALF_LOCKED, LOCKED_PLAIN, LOCKED_IN_SESSION, LOCKED_ECHOING -> false;
        };
        return noKey
                || ours().map(Firmware::conduct)
                        .filter(conduct -> conduct instanceof Conduct.Refusing || conduct instanceof Conduct.Vanishing)
                        .isPresent();
    }

    /** How long an order of another program takes at the most, seconds. */
    long takesSeconds() {
        return ours().map(firmware -> firmware.takes().toSeconds()).orElse(0L);
    }

    /** How its locks stand, if it has TCG storage. */
    Trust trust() {
        return ours().map(Firmware::trust).orElse(Trust.NONE);
    }

    /** Names the machine that it shares with others. */
    public String machine() {
        String parts = isNamed() ? "-parts-named" : "-parts";
        String ownMore = sleeps() ? "-sleeping" : hasParts() ? parts : trust() == Trust.NONE ? "" : "-psid";
        String more = fault().map(Fault::machine).orElse(ownMore);
        return (family().name() + more + (bestEffort() ? "-best-effort" : "")).toLowerCase(Locale.ROOT);
    }

    /** Whether it has other namespaces: until each of them is named the product begins with none of its drives, so that it is run alone. */
    private boolean hasParts() {
        return ours().filter(firmware -> firmware.shape() == Firmware.Shape.TWO_NAMESPACES)
                .isPresent();
    }

    /** Whether the product is to do what it can. */
    boolean bestEffort() {
        return maker instanceof Maker.Theirs theirs && theirs.use() == Use.BEST_EFFORT;
    }

    /** Whether the machine that it is in sleeps, and is run in memory alone for that. */
    public boolean sleeps() {
        return name.startsWith("ata-frozen-");
    }

    /** Whether its owner encrypts what is on it, so that all of it looks like noise. */
    boolean isEncrypted() {
        return name.endsWith("-encrypted");
    }

    /**
     * The verdict that has to be, where it does what it is told by whatever technique, and nothing stands in the way, or nothing after a sleep: where
     * nothing good is said of an honest drive, that nothing good is said of others shows nothing. One that is none of the bench's own is only
     * ever overwritten, and never proved where the product could only do what it can.
     */
    Optional<String> best(String policy) {
        String best = policy.equals("nist-purge") ? "purged" : bestEffort() ? "unproven" : "cleared";
        if (best.equals("purged") && !purges()) {
            return Optional.empty();
        }
        boolean honest = ours().map(firmware -> (honest(firmware) && (best.equals("cleared") ? opens() : open()))
                        || (best.equals("purged") && comesBack(firmware)))
                .orElse(harmless() && policy.equals("nist-clear"));
        return honest ? Optional.of(best) : Optional.empty();
    }

    /** Whether no lock of its TCG storage keeps it from being written to. */
    private boolean open() {
        return switch (trust()) {
            case NONE, NEVER_USED, OPEN -> true;
            case LOCKED, HALF_LOCKED, LOCKED_PLAIN, LOCKED_IN_SESSION, LOCKED_ECHOING, LOCKED_OUT, OTHER_LABEL -> false;
        };
    }

    /** Whether none does, or whoever has its label can take it away. */
    private boolean opens() {
        return switch (trust()) {
            case NONE, NEVER_USED, OPEN, LOCKED, HALF_LOCKED, LOCKED_PLAIN, LOCKED_IN_SESSION, LOCKED_ECHOING -> true;
            case LOCKED_OUT, OTHER_LABEL -> false;
        };
    }

    private boolean harmless() {
        return maker instanceof Maker.Theirs theirs && theirs.use() != Use.ALSO_PURGED && !never.contains("cleared");
    }

    private boolean honest(Firmware firmware) {
        boolean free = firmware.lock() == Firmware.Lock.NONE || (sleeps() && firmware.lock() == Firmware.Lock.FROZEN);
        boolean doesAsTold =
                firmware.conduct() instanceof Conduct.Honest || firmware.conduct() instanceof Conduct.ShownOnly;
        return doesAsTold
                && firmware.before() == Firmware.Before.NEW
                && free
                && (firmware.shape().opens() || isNamed());
    }

    /**
     * Whether its last sanitize failed, and another one brings it back, after which it does what it is told. In that state a SATA drive does not tell what it hides, nor
     * does a SAS drive take the command that has it show all, so that neither need be erased at the first go.
     */
    private boolean comesBack(Firmware firmware) {
        boolean failed = switch (firmware.before()) {
            case LAST_FAILED, LAST_FAILED_RESTRICTED -> true;
            case NEW, LAST_SUCCEEDED, RUNNING -> false;
        };
        return failed && family() == Family.NVME && firmware.conduct() instanceof Conduct.Honest;
    }

    /** Whether overwriting it could go otherwise than with other drives: most only treat orders to erase themselves in their own way. */
    boolean tellsOfOverwriting() {
        return ours().map(this::tellsOfOverwriting).orElse(true);
    }

    /** Whether a drive that erases itself could go otherwise than with other drives. */
    boolean tellsOfPurging() {
        // No rule set has a drive reverted and purged by one plan: of most locks nothing is told there that one does
        // not tell.
        boolean telling = ours().filter(firmware -> firmware.conduct() instanceof Conduct.Honest)
                        .isPresent()
                && (open() || trust() == Trust.LOCKED);
        return maker instanceof Maker.Theirs theirs
                ? theirs.use() == Use.ALSO_PURGED
                : trust() == Trust.NONE || telling;
    }

    private boolean tellsOfOverwriting(Firmware firmware) {
        if (isNamed()) {
            return false; // whoever overwrites one namespace leaves the others, named or not
        }
        if (firmware.shape() != Firmware.Shape.PLAIN || firmware.trust() != Trust.NONE) {
            return true;
        }
        return switch (firmware.before()) {
            case RUNNING, LAST_FAILED, LAST_FAILED_RESTRICTED -> true;
            case NEW, LAST_SUCCEEDED -> firmware.lock() != Firmware.Lock.NONE || name.endsWith("-honest-block");
        };
    }
}
