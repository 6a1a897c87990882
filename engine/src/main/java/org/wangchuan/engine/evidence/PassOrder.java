package org.wangchuan.engine.evidence;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.VerifyMode;

/** Which pass a record is at: they are counted, are those that were planned, and each has a secret of its own. Not thread-safe. */
final class PassOrder {
    private final Set<String> secretDigests = new HashSet<>();
    private List<PassSpec> passes = List.of();
    private VerifyMode verify = VerifyMode.FULL;
    private int pass;

    void plan(Event.PlanChosen plan) {
        passes = plan.passes();
        verify = plan.verify();
    }

    /** The pass that is open or was the last; 0 before the first. */
    int number() {
        return pass;
    }

    /** Before any pass, the first is the one in question. */
    int numberOrFirst() {
        return Math.max(pass, 1);
    }

    boolean allDone() {
        return pass == passes.size();
    }

    VerifyMode verify() {
        return verify;
    }

    /** Whether the pass that is open or was the last is verified. */
    boolean verified() {
        return pass > 0 && passes.get(pass - 1).verify();
    }

    void start(int line, Event.PassStarted e) throws EvidenceException {
        pass++;
        require(line, e.pass());
        require(line, pass <= passes.size(), "at most the planned passes", "one more");
        require(line, e.pattern() == passes.get(pass - 1).pattern(), "the planned pattern", "another");
        requireSecret(line, e);
    }

    void require(int line, int named) throws EvidenceException {
        require(line, named == pass, "pass " + pass, "pass " + named);
    }

    /** Each pass has a key or nonce of its own, or what one wrote could pass for what another did. */
    private void requireSecret(int line, Event.PassStarted start) throws EvidenceException {
        boolean needed = start.pattern().positionDependent();
        Optional<String> digest = start.secretDigest();
        require(
                line,
                digest.isPresent() == needed,
                needed ? "the digest of the key or nonce" : "no key or nonce for a constant",
                needed ? "none" : "one");
        if (digest.isPresent()) {
            requireFresh(line, digest.get());
        }
    }

    void requireFresh(int line, String digest) throws EvidenceException {
        require(line, digest.matches("[0-9a-f]{64}"), "a SHA-256 in hex", "something else");
        require(line, secretDigests.add(digest), "a fresh key or nonce", "an earlier one");
    }

    /** The seed of a sample follows from the commitment; a full read-back has none. */
    void requireSeed(int line, Event.VerificationStarted e, Event.@Nullable Committed committed)
            throws EvidenceException {
        Optional<String> expected = e.mode() == VerifyMode.FULL || committed == null
                ? Optional.empty()
                : Optional.of(HexFormat.of().formatHex(SampleSeed.of(committed)));
        require(line, e.seed().equals(expected), "the seed that follows from the commitment", "another");
    }

    private static void require(int line, boolean holds, String expected, String found) throws EvidenceException {
        if (!holds) {
            throw new EvidenceException(line, expected, found);
        }
    }
}
