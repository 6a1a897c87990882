package org.wangchuan.cli.check;

import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.job.LeftBehindByDrive;
import org.wangchuan.engine.job.LeftBehindException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckExpected;

/** Holds what a recheck expects of a drive that erased itself against the record of the erasure: its receipt does not show what was read there afterwards. */
final class LeftCheck {
    private LeftCheck() {}

    /** @throws VerificationException with code RECHECK_LINK */
    static void require(RecheckClaims claims, Evidence evidence) throws VerificationException {
        if (!(claims.expected() instanceof RecheckExpected.OfDrive drive)) {
            return;
        }
        String follows;
        try {
            follows = Json.wireName(LeftBehindByDrive.contentsBy(evidence));
        } catch (LeftBehindException e) {
            follows = Json.wireName(e.code());
        }
        require("expected.contents", follows, Json.wireName(drive.contents()));
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

    private static void require(String where, String expected, String found) throws VerificationException {
        if (!expected.equals(found)) {
            throw new VerificationException(FailureCode.RECHECK_LINK, where, expected, found);
        }
    }
}
