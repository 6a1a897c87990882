package org.wangchuan.paper;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the paper of a summary is computed from. Words are those of the signed statement; whoever makes it has read that.
 *
 * @param statementId the event id of the summary
 * @param number which summary of the list it is
 * @param previous SHA-256 of the statement of the one before, in base64url
 * @param issuedAtSeconds since 1970-01-01 UTC
 * @param offsetMinutes what the site's clocks were ahead of UTC by
 * @param log the name of the operator's log, as the file says it
 * @param key thumbprint of the key that signed
 * @param statement SHA-256 of the statement, in base64url
 * @param entryHex the log entry, in hexadecimal
 * @param totals by their names
 */
public record SummaryPage(
        String statementId,
        String list,
        long number,
        Optional<String> previous,
        boolean isFinal,
        boolean isAllGood,
        long good,
        long issuedAtSeconds,
        long offsetMinutes,
        String log,
        String key,
        String statement,
        String entryHex,
        Map<String, Long> totals,
        List<Row> rows) {
    /** Most rows. */
    public static final int ROWS_MAX = 1000;

    /** Most statements in all rows. */
    public static final int PROOFS_MAX = 3000;

    public SummaryPage {
        totals = Map.copyOf(totals);
        rows = List.copyOf(rows);
    }

    /**
     * A device.
     *
     * @param isGood whether it is cleared and meets the rules by evidence alone
     * @param second a word for the second check
     * @param destroyed reference, part and day that the processor states
     */
    public record Row(
            String order,
            String label,
            Optional<String> asset,
            String kind,
            String name,
            Optional<String> serialTail,
            String outcome,
            Optional<String> verdict,
            Optional<String> conformity,
            boolean isGood,
            List<String> against,
            long conflicts,
            Optional<String> second,
            Optional<Destroyed> destroyed,
            List<Proof> proofs) {
        public Row {
            against = List.copyOf(against);
            proofs = List.copyOf(proofs);
        }
    }

    /** What the processor states, or somebody wrote down of it. */
    public record Destroyed(String reference, String part, String on, boolean isByProcessor) {}

    /** A statement. */
    public record Proof(
            String event,
            String statement,
            boolean isCertified,
            Optional<String> serialTail,
            String policy,
            String policyVersion,
            long atSeconds) {}
}
