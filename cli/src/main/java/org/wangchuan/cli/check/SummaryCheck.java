package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.SummaryClaims;
import org.wangchuan.proof.statement.SummaryRow;
import org.wangchuan.proof.statement.SummaryRow.Proof;

/**
 * A summary against the receipts and certificates that were given beside it: for each statement that a row names, whether its file is
 * there, verifies, and says the same.
 *
 * @param isSignerKnown whether a trust list knows the log that signed the summary
 * @param rows a finding for each row of the summary
 * @param unnamed files beside it that no row names
 */
record SummaryCheck(SummaryClaims claims, boolean isSignerKnown, List<Found> rows, List<Path> unnamed) {
    SummaryCheck {
        rows = List.copyOf(rows);
        unnamed = List.copyOf(unnamed);
    }

    /** How the file of a statement stands; the worst last. */
    enum State {
        /** It is there, verifies under a signer that the trust list knows, and says the same. */
        SAME,
        /** It is there and says the same, and nobody known has signed it. */
        UNTRUSTED,
        /** It was not given. */
        MISSING,
        /** It was given, and does not verify. */
        REFUSED,
        /** It verifies, and says something else than the row. */
        CONTRADICTS
    }

    /**
     * What was found of one statement.
     *
     * @param isGoodItself whether the answer to the file by itself is success: it shows all that it has to
     * @param what in what they differ, or why it was refused; else empty
     */
    record Compared(Proof proof, State state, boolean isGoodItself, String what) {}

    /** What was found of one row. */
    record Found(SummaryRow row, List<Compared> compared) {
        Found {
            compared = List.copyOf(compared);
        }

        /** Whether it is cleared, meets the rule, and each of its statements is there and says so. */
        boolean isGood() {
            return row.isGood() && compared.stream().allMatch(one -> one.state() == State.SAME && one.isGoodItself());
        }
    }

    static SummaryCheck of(SummaryClaims claims, boolean isSignerKnown, Beside beside) {
        List<Found> rows = new ArrayList<>();
        for (SummaryRow row : claims.rows()) {
            rows.add(new Found(
                    row,
                    row.proofs().stream()
                            .map(proof -> compare(row, proof, beside))
                            .toList()));
        }
        Set<Bytes32> named = claims.rows().stream()
                .flatMap(row -> row.proofs().stream())
                .map(Proof::statement)
                .collect(Collectors.toSet());
        List<Path> unnamed = beside.all().entrySet().stream()
                .filter(entry -> !named.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .map(Beside.One::file)
                .sorted()
                .toList();
        return new SummaryCheck(claims, isSignerKnown, rows, unnamed);
    }

    /** Of several files of one statement the worst counts: a revoked certificate is not made good by its receipt. */
    private static Compared compare(SummaryRow row, Proof proof, Beside beside) {
        Compared worst = null;
        for (Beside.One one : beside.of(proof.statement())) {
            Compared found = compare(row, proof, one);
            if (worst == null || found.state().compareTo(worst.state()) > 0) {
                worst = found;
            }
        }
        return worst == null ? new Compared(proof, State.MISSING, false, "") : worst;
    }

    private static Compared compare(SummaryRow row, Proof proof, Beside.One one) {
        if (one.facts().isEmpty()) {
            return new Compared(proof, State.REFUSED, false, one.code());
        }
        return difference(row, proof, one.facts().get())
                .map(what -> new Compared(proof, State.CONTRADICTS, false, what))
                .orElseGet(() -> new Compared(
                        proof,
                        one.isTrusted() ? State.SAME : State.UNTRUSTED,
                        // A receipt asks no witness and no status list: in the place of a certificate it would hide
                        // that this was revoked.
                        one.exit() == ExitCode.OK && (one.isCertificate() || !proof.isCertified()),
                        ""));
    }

    /** In what a row differs from its statement; what the file does not show is not compared. */
    private static Optional<String> difference(SummaryRow row, Proof proof, Beside.Facts facts) {
        Optional<String> tail = facts.serial().map(serial -> serial.substring(Math.max(0, serial.length() - 4)));
        boolean isConformitySame = switch (proof.conformity()) {
            case MET -> facts.isMet();
            case ANSWERED -> !facts.isMet() && !facts.isDenied();
            case NOT_MET -> !facts.isMet();
        };
        if (!proof.event().equals(facts.event())) {
            return Optional.of("event");
        }
        if (proof.verdict() != facts.verdict()) {
            return Optional.of("verdict");
        }
        if (!isConformitySame) {
            return Optional.of("conformity");
        }
        if (!proof.policy().equals(facts.policy()) || !proof.policyVersion().equals(facts.policyVersion())) {
            return Optional.of("policy");
        }
        if (proof.atSeconds() != facts.atSeconds()) {
            return Optional.of("time");
        }
        if (facts.isDeviceShown() && !proof.serialTail().equals(tail)) {
            return Optional.of("serial");
        }
        if (facts.label().filter(label -> !label.equals(row.device().label())).isPresent()) {
            return Optional.of("label");
        }
        return Optional.empty();
    }

    /** How many statements stand so. */
    long count(State state) {
        return rows.stream()
                .flatMap(found -> found.compared().stream())
                .filter(one -> one.state() == state)
                .count();
    }

    /** How many statements the rows name. */
    long named() {
        return rows.stream().mapToLong(found -> found.compared().size()).sum();
    }

    /** Whether each device is cleared and meets the rule, nothing is open, and all of it was checked here. */
    boolean isWhole() {
        return isSignerKnown && claims.isAllGood() && rows.stream().allMatch(Found::isGood);
    }

    /**
     * A summary that its own certificates contradict does not hold. One that they bear out in everything says no more than they do, and
     * that these are all: then their answer is its answer.
     */
    ExitCode exit() {
        if (count(State.CONTRADICTS) > 0 || count(State.REFUSED) > 0) {
            return ExitCode.DOES_NOT_VERIFY;
        }
        return isWhole() ? ExitCode.OK : ExitCode.NOT_SATISFIED;
    }
}
