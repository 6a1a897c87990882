package org.wangchuan.cli.check;

import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.verify.VerifiedReceipt;
import org.wangchuan.station.receipt.ClaimsOfEvidence;

/** Computes from the evidence what the statement must say, and compares: a signature on another answer is no answer. */
final class Replay {
    private Replay() {}

    /** Of whatever it is that was erased. */
    static void require(VerifiedReceipt receipt, byte[] bytes) throws VerificationException {
        if (receipt.clearing().claims().phone().isPresent()) {
            PhoneReplay.require(receipt.clearing(), bytes);
        } else {
            Evidence _ = check(receipt, bytes);
        }
    }

    /** Of a drive or an image. */
    static Evidence check(VerifiedReceipt receipt, byte[] bytes) throws VerificationException {
        Statement.Clearing clearing = receipt.clearing();
        clearing.claims().evidence().verify(bytes);
        Evidence evidence;
        try {
            evidence = Evidence.read(bytes);
        } catch (EvidenceException e) {
            throw new VerificationException(
                    FailureCode.EVIDENCE, "evidence", "a complete record", String.valueOf(e.getMessage()));
        }
        if (evidence.medium().isTest()) {
            // Signed as real, by whatever mistake or intention: what was recorded is not about anybody's device.
            throw new VerificationException(
                    FailureCode.TEST_STATEMENT, "evidence", "the record of a device", "one of a test");
        }
        UUID start = clearing.claims().start();
        WhatFollows.require(ClaimsOfEvidence.claims(evidence, start), clearing.claims());
        Disclosed follows = ClaimsOfEvidence.disclosed(evidence, Optional.empty());
        requireSame(
                "what was erased",
                follows.target().map(Target::json).map(CanonicalJson::writeText),
                clearing.disclosed().target().map(Target::json).map(CanonicalJson::writeText));
        requireSame(
                "how it was erased",
                follows.work().map(Work::json).map(CanonicalJson::writeText),
                clearing.disclosed().work().map(Work::json).map(CanonicalJson::writeText));
        return evidence;
    }

    static void requireSame(String what, Optional<String> expected, Optional<String> shown)
            throws VerificationException {
        if (shown.isPresent() && !shown.equals(expected)) {
            throw new VerificationException(
                    FailureCode.EVIDENCE, what, "what follows from the evidence", "something else");
        }
    }
}
