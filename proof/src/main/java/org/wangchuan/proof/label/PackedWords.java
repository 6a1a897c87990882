package org.wangchuan.proof.label;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts that stand in nearly every statement, by number. Labels are printed: a number once given keeps its
 * meaning for ever, and new words are only added at the end.
 */
final class PackedWords {
    /** Numbers are one byte below this. */
    static final int COUNT_MAX = 128;

    private static final List<String> WORDS = List.of(
            // Members of a statement, and of what it shows.
            "_sd",
            "_sd_alg",
            "sha-256",
            "conformity",
            "clause",
            "source",
            "state",
            "evidence",
            "bytes",
            "digest",
            "iat",
            "iss",
            "jti",
            "notProved",
            "policy",
            "id",
            "version",
            "prev",
            "seen",
            "origin",
            "root",
            "size",
            "seq",
            "start",
            "status",
            "index",
            "list",
            "vct",
            "verdict",
            "witnessed",
            "note",
            "target",
            "blockBytes",
            "bus",
            "capacityBytes",
            "firmware",
            "kind",
            "mediumClass",
            "mediumClassSource",
            "model",
            "name",
            "serial",
            "wwn",
            // What identifies types and issuers.
            "urn:wangchuan:station:",
            "urn:wangchuan:statement:clearing:v1",
            // Verdicts, states of clauses, and what is not proved.
            "purged",
            "cleared",
            "partial",
            "unproven",
            "failed",
            "satisfied",
            "not-satisfied",
            "not-applicable",
            "firmware-copy",
            "spare-cells",
            "device-cache",
            "image-only",
            "partition-only",
            "volume-only",
            "sampled-only",
            "unverified-passes",
            "behind-bridge",
            "medium-class-declared",
            "time-not-witnessed",
            "owner-presence",
            "residue-not-run",
            // Media.
            "block",
            "image",
            "magnetic",
            "flash",
            "unknown",
            "device",
            "declared",
            "none",
            "ata",
            "sata",
            "sas",
            "scsi",
            "nvme",
            "usb",
            "mmc",
            "virtio",
            "loop",
            "md",
            "dm",
            "file",
            "other",
            // Rule sets, their clauses, versions and sources.
            "gb-46864-2025",
            "nist-clear",
            "nist-purge",
            "bmb21-2019",
            "hmg-is5-enhanced",
            "dod-short",
            "r2v3",
            "overwrite",
            "verification",
            "hidden-areas",
            "level",
            "1",
            "2",
            "3",
            "NIST SP 800-88 Rev. 2; IEEE 2883",
            "NIST SP 800-88 Rev. 1, 4.7",
            "GB 46864-2025, by press answers",
            "R2v3, core requirement 7",
            "HMG IS5 Enhanced, as implemented",
            "DoD 5220.22-M (1995), as implemented",
            "BMB21-2019, as implemented",
            "design rule",
            "GB 46864-2025, by press answers (extent not stated)",
            "other-parts",
            // What is said of phones.
            "phoneResult",
            "phones-own-word",
            "same-device",
            "keys-destroyed",
            "never-tried",
            "phones-cache",
            "unlocked",
            "reset-protection-off",
            "reset-protection-unknown",
            "managed-unknown",
            "android-reset-fill-reset",
            "android-reset-read-again");

    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        for (String word : WORDS) {
            if (NUMBERS.put(word, NUMBERS.size()) != null) {
                throw new IllegalStateException("a word twice: " + word);
            }
        }
        if (WORDS.size() > COUNT_MAX) {
            throw new IllegalStateException("too many words");
        }
    }

    /** The number of the word that comes before a station's thumbprint in {@code iss}. */
    static final int STATION = numberOf("urn:wangchuan:station:");

    private PackedWords() {}

    static int count() {
        return WORDS.size();
    }

    /** The word's number; negative if it has none. */
    static int numberOf(String word) {
        return NUMBERS.getOrDefault(word, -1);
    }

    static String word(int number) {
        return WORDS.get(number);
    }
}
