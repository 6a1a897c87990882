package org.wangchuan.engine.medium.told;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.medium.told.Fact.Word;

/**
 * A way to erase that a drive has of its own, as far as it says so itself. Which of them is carried out a plan says.
 *
 * @param id the name that it has among the techniques of a plan
 * @param standing what the drive says of it
 * @param kinds which kinds it offers, names of facts
 * @param hindrances what it says that is in the way just now: names of facts
 */
public record Way(String id, Standing standing, List<String> kinds, List<String> hindrances) {
    public Way {
        kinds = List.copyOf(kinds);
        hindrances = List.copyOf(hindrances);
    }

    /** What a drive says of a way. */
    public enum Standing {
        /** It has it. Nothing shows that it works. */
        OFFERED("offered"),
        /** It has it, and refuses it as it is now. */
        HINDERED("hindered"),
        /** It says that it does not have it. */
        NOT_OFFERED("not-offered"),
        /** It does not say. */
        NOT_TOLD("not-told");

        private final String id;

        Standing(String id) {
            this.id = id;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }

    private static final List<FactName> SANITIZE = FactName.about(Topic.SANITIZE);
    private static final String PSID_REVERT = "tcg-psid-revert";

    /** What would remove data when a device is reverted. */
    private static final List<FactName> REMOVALS = List.of(
            FactName.TCG_ENCRYPTS,
            FactName.TCG_CRYPTO_ERASE,
            FactName.TCG_BLOCK_ERASE,
            FactName.TCG_OVERWRITE,
            FactName.TCG_VENDOR_ERASE);

    /** Words of classes that are recognised, and are reverted in a way of their own. */
    private static final Set<String> OTHERWISE = Set.of("enterprise");

    /** The ways of the kind of device that was asked; none if it was not. */
    public static List<Way> of(DriveFacts facts) {
        List<Way> out = new ArrayList<>();
        boolean ata = facts.about(FactName.SECURITY).isPresent();
        boolean nvme = facts.about(FactName.FORMAT).isPresent();
        if (facts.about(FactName.CRYPTO_ERASE).isPresent()) {
            out.add(way(
                    ata ? "ata-sanitize" : nvme ? "nvme-sanitize" : "scsi-sanitize",
                    facts,
                    SANITIZE,
                    hindrances(facts, FactName.SANITIZE_FROZEN, FactName.WRITE_PROTECTED)));
        }
        if (ata) {
            out.add(way(
                    "ata-security-erase",
                    facts,
                    List.of(FactName.SECURITY),
                    hindrances(
                            facts,
                            FactName.SECURITY_ENABLED,
                            FactName.SECURITY_LOCKED,
                            FactName.SECURITY_FROZEN,
                            FactName.SECURITY_EXHAUSTED)));
        }
        if (nvme) {
            List<String> hindrances = new ArrayList<>(hindrances(facts, FactName.WRITE_PROTECTED));
            if (facts.carriesMore()) {
                hindrances.add("more-than-data"); // another format would be made of it (FormatProcedure)
            }
            out.add(way("nvme-format", facts, List.of(FactName.FORMAT), hindrances));
        }
        if (facts.about(FactName.FORMAT_UNIT).isPresent()) {
            out.add(way(
                    "scsi-format-unit",
                    facts,
                    List.of(FactName.FORMAT_UNIT),
                    hindrances(facts, FactName.WRITE_PROTECTED)));
        }
        if (facts.about(FactName.MMC_SANITIZE).isPresent()) {
            out.add(way("mmc-erase-sanitize", facts, List.of(FactName.MMC_SANITIZE), List.of()));
        }
        if (facts.about(FactName.TCG).isPresent()) {
            out.add(revert(facts));
        }
        return out;
    }

    /** What somebody has to bring: words. */
    public List<String> needs() {
        return id.equals(PSID_REVERT) ? List.of("psid") : List.of();
    }

    /**
     * Revert by PSID. It removes data only while the Locking SP is active (Opal 2.30 and Pyrite 2.01, "Effects of Revert"): of a device that
     * does not say so it is not told what a revert would do.
     */
    private static Way revert(DriveFacts facts) {
        if (facts.no(FactName.TCG)) {
            return new Way(PSID_REVERT, Standing.NOT_OFFERED, List.of(), List.of());
        }
        boolean reverts = word(facts, FactName.TCG_CLASS)
                .filter(id -> !OTHERWISE.contains(id))
                .isPresent();
        boolean active = facts.yes(FactName.TCG_LOCKING_ENABLED);
        if (!reverts
                || !(active || facts.no(FactName.TCG_LOCKING_ENABLED))
                || said(facts, REMOVALS).isEmpty()) {
            return new Way(PSID_REVERT, Standing.NOT_TOLD, List.of(), List.of());
        }
        List<String> hindrances = new ArrayList<>(hindrances(facts, FactName.TCG_REMOVING));
        if (!active) {
            hindrances.add("tcg-locking-inactive");
        }
        return way(PSID_REVERT, facts, REMOVALS, hindrances);
    }

    private static Way way(String id, DriveFacts facts, List<FactName> kinds, List<String> hindrances) {
        List<String> offered = said(facts, kinds);
        if (offered.isEmpty()) {
            boolean none = kinds.stream().allMatch(facts::no);
            return new Way(id, none ? Standing.NOT_OFFERED : Standing.NOT_TOLD, List.of(), List.of());
        }
        return new Way(id, hindrances.isEmpty() ? Standing.OFFERED : Standing.HINDERED, offered, hindrances);
    }

    /** Those of them that it says, and a sanitize, which hinders every way. */
    private static List<String> hindrances(DriveFacts facts, FactName... names) {
        List<String> out = new ArrayList<>(said(facts, List.of(names)));
        if (facts.facts().stream().anyMatch(Fact::isAtWork)) {
            out.add("sanitize-running");
        }
        return out;
    }

    private static List<String> said(DriveFacts facts, List<FactName> names) {
        return names.stream().filter(facts::yes).map(FactName::id).toList();
    }

    private static Optional<String> word(DriveFacts facts, FactName name) {
        return facts.about(name)
                .flatMap(fact -> fact.value() instanceof Word(String id) ? Optional.of(id) : Optional.empty());
    }
}
