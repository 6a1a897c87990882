package org.wangchuan.cli.check;

import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.job.LeftBehindByDrive;
import org.wangchuan.engine.job.LeftBehindException;
import org.wangchuan.engine.verdict.NativeOutcome;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckExpected;
import org.wangchuan.proof.statement.RecheckReading;

/** Holds what a recheck expects of a drive that erased itself against the record of the erasure: its receipt does not show what was read there afterwards. */
final class LeftCheck {
    private LeftCheck() {}

    /** @throws VerificationException with code RECHECK_LINK */
    static void require(RecheckClaims claims, Evidence evidence) throws VerificationException {
        boolean isByDrive = claims.expected() instanceof RecheckExpected.OfDrive;
        require(
                "expected",
                evidence.plan().passes().isEmpty() ? "what a drive left that erased itself" : "what a pass left",
                isByDrive ? "what a drive left that erased itself" : "what a pass left");
        if (!(claims.expected() instanceof RecheckExpected.OfDrive drive)) {
            return;
        }
        require(
                "expected.technique",
                NativeOutcome.of(evidence)
                        .map(outcome -> outcome.technique().id())
                        .orElse("none"),
                Json.wireName(drive.technique()));
        String follows;
        try {
            follows = Json.wireName(LeftBehindByDrive.contentsBy(evidence));
        } catch (LeftBehindException e) {
            follows = Json.wireName(e.code());
        }
        require("expected.contents", follows, Json.wireName(drive.contents()));
        requirePlaces(claims.reading(), evidence);
        if (drive.contents() == RecheckExpected.Contents.UNKNOWN) {
            List<String> planted = evidence.all(DriveEvent.CanariesPlanted.class).stream()
                    .map(DriveEvent.CanariesPlanted::secretDigest)
                    .toList();
            require(
                    "expected.planted",
                    planted.toString(),
                    drive.planted().stream()
                            .map(digest -> Hex.encode(digest.toBytes()))
                            .toList()
                            .toString());
        }
    }

    /** Beside a sample, each place at which anything was planted. */
    private static void requirePlaces(RecheckReading reading, Evidence evidence) throws VerificationException {
        List<Range> planted = evidence.all(DriveEvent.CanariesPlanted.class).stream()
                .flatMap(one -> one.ranges().stream())
                .map(range -> new Range(range.offset(), range.length()))
                .toList();
        for (Range one : planted) {
            boolean isRead =
                    reading.sample().isEmpty() || Range.bytesInBoth(List.of(one), reading.places()) == one.length();
            require("reading.places", "all that was planted", isRead ? "all that was planted" : "less");
        }
    }

    private static void require(String where, String expected, String found) throws VerificationException {
        if (!expected.equals(found)) {
            throw new VerificationException(FailureCode.RECHECK_LINK, where, expected, found);
        }
    }
}
