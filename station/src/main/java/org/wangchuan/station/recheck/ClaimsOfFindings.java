package org.wangchuan.station.recheck;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.job.LeftBehindByDrive;
import org.wangchuan.engine.job.LeftBehindByPass;
import org.wangchuan.engine.job.RecheckFindings;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckClaims.Recognised;
import org.wangchuan.proof.statement.RecheckExpected;
import org.wangchuan.proof.statement.RecheckReading;
import org.wangchuan.proof.statement.Verification;

/** Says in the words of a statement what was found. A translation and nothing else: what it comes to follows in the statement itself. */
final class ClaimsOfFindings {
    private final RecheckOrder order;
    private final MediumFacts now;
    private final RecheckFindings findings;

    private ClaimsOfFindings(RecheckOrder order, MediumFacts now, RecheckFindings findings) {
        this.order = order;
        this.now = now;
        this.findings = findings;
    }

    static RecheckClaims of(RecheckOrder order, MediumFacts now, RecheckFindings findings, String tool) {
        ClaimsOfFindings claims = new ClaimsOfFindings(order, now, findings);
        return new RecheckClaims(
                order.clearing(), order.challenge(), claims.recognised(), claims.expected(), claims.reading(), tool);
    }

    private Recognised recognised() {
        boolean isNamed = now.serial().filter(number -> !number.isBlank()).isPresent()
                && now.serial().equals(order.erased().serial());
        if (isNamed) {
            return Recognised.SERIAL_NUMBER;
        }
        boolean isOwn = order.left().isOwn() && findings.bytesRead() > findings.mismatchedBytes();
        return isOwn ? Recognised.CONTENTS : Recognised.CAPACITY_ONLY;
    }

    private RecheckExpected expected() {
        return switch (order.left()) {
            case LeftBehindByPass pass ->
                new RecheckExpected.OfPass(
                        pass.pass(),
                        same(Pass.Pattern.class, pass.spec().pattern()),
                        pass.secretDigest().map(ClaimsOfFindings::bytes32),
                        pass.spec().fixedHex());
            case LeftBehindByDrive drive ->
                new RecheckExpected.OfDrive(
                        same(NativeErase.Technique.class, drive.technique()),
                        same(RecheckExpected.Contents.class, drive.contents()),
                        drive.plantedDigests().stream()
                                .map(ClaimsOfFindings::bytes32)
                                .toList());
        };
    }

    private RecheckReading reading() {
        return new RecheckReading(
                now.capacityBytes(),
                findings.seed().map(seed -> new RecheckReading.Sample(bytes32(seed), (int) findings.unitBytes())),
                ranges(findings.places()),
                same(Verification.Path.class, findings.path()),
                same(RecheckReading.End.class, findings.end()),
                findings.bytesPlanned(),
                findings.bytesRead(),
                findings.mismatchedBytes(),
                findings.unreadableBytes(),
                ranges(findings.mismatches()),
                ranges(findings.unreadable()),
                ranges(findings.leftOut()),
                findings.differences(),
                seconds(findings.startedAt()),
                seconds(findings.endedAt()));
    }

    private static long seconds(Instant at) {
        return at.getEpochSecond();
    }

    private static List<Range> ranges(List<ByteRange> ranges) {
        return ranges.stream()
                .map(range -> new Range(range.offset(), range.length()))
                .toList();
    }

    private static Bytes32 bytes32(String hex) {
        return Bytes32.of(HexFormat.of().parseHex(hex));
    }

    /** The same word in another vocabulary; both spell it alike on the wire. */
    private static <E extends Enum<E>> E same(Class<E> type, Enum<?> word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> Json.wireName(constant).equals(Json.wireName(word)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no word in " + type.getSimpleName() + " for " + Json.wireName(word)));
    }
}
