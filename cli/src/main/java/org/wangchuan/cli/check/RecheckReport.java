package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.paper.PaperException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckReading;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecheckVerifier;
import org.wangchuan.proof.verify.VerifiedRecheck;

/**
 * What a recheck has shown: what a station says that it found. Never success, whatever that is, for it proves no erasure.
 *
 * @param vouchers the lists that know the station that looked, in this log
 * @param erasedBy who has the key of the station that erased, by the first list that has it
 * @param of the receipt or certificate that it is of, where one was given, and does not contradict it
 */
record RecheckReport(
        Path file,
        VerifiedRecheck verified,
        List<Voucher> vouchers,
        Optional<String> erasedBy,
        Optional<VerifyReport> of) {
    RecheckReport {
        vouchers = List.copyOf(vouchers);
    }

    /**
     * All lists are asked; where one knows the signer and refuses, no other can outvote it.
     *
     * @param of what it must be of; it is verified too, under the same lists
     */
    static RecheckReport of(Path file, byte[] bytes, List<TrustList> trust, Optional<String> serial, Optional<Path> of)
            throws UserError {
        try {
            RecheckFile read = RecheckFile.parse(bytes);
            Expectations expectations = new Expectations(serial, Instant.now());
            VerifiedRecheck shown =
                    RecheckVerifier.verify(read, Proven.nobody(read.hint().log()), expectations);
            List<Voucher> vouchers = new ArrayList<>();
            for (TrustList list : trust) {
                VerifiedRecheck verified = RecheckVerifier.verify(read, list, expectations);
                if (verified.operator().isPresent()) {
                    shown = vouchers.isEmpty() ? verified : shown;
                    vouchers.add(Voucher.of(verified.operator().get(), list));
                }
            }
            String station = shown.recheck().claims().clearing().station();
            Optional<String> erasedBy = trust.stream()
                    .flatMap(list -> list.operatorOf(station).stream())
                    .map(Operator::name)
                    .findFirst();
            Optional<VerifyReport> compared =
                    of.isPresent() ? Optional.of(compare(file, shown.recheck(), of.get(), trust)) : Optional.empty();
            return new RecheckReport(file, shown, vouchers, erasedBy, compared);
        } catch (VerificationException e) {
            throw Failures.of(file, e);
        }
    }

    private static VerifyReport compare(Path file, Statement.Recheck recheck, Path of, List<TrustList> trust)
            throws UserError {
        byte[] bytes = RecordFile.read(of);
        VerifyReport report = new VerifyReport(of, FileVerify.check(of, bytes, trust));
        try {
            RecheckVerifier.requireOf(
                    recheck,
                    RecordFile.clearing(of, bytes),
                    report.checked().receipt().clearing());
            // A drive's alone: a phone's has been refused above.
            Optional<EvidenceAtHand> evidence = EvidenceAtHand.of(of, bytes);
            if (evidence.isPresent()) {
                LeftCheck.require(
                        recheck.claims(),
                        evidence.get().check(of, report.checked().receipt()));
            }
            return report;
        } catch (VerificationException e) {
            throw Failures.of(file, e);
        } catch (PaperException e) {
            throw Failures.of(of, e);
        }
    }

    /** As of a receipt that satisfies no policy. */
    ExitCode exit() {
        return ExitCode.worstOf(List.of(vouchers.isEmpty() ? ExitCode.UNTRUSTED : ExitCode.OK, ExitCode.NOT_SATISFIED));
    }

    RecheckClaims claims() {
        return verified.recheck().claims();
    }

    JsonValue.Obj json() {
        RecheckClaims claims = claims();
        RecheckReading reading = claims.reading();
        Json.Builder out = Json.object()
                .put("file", file.toString())
                .put("exitCode", exit().number())
                .put("state", vouchers.isEmpty() ? "recheck-signer-unknown" : "recheck-signed")
                .put("operator", verified.operator())
                .put("trustLists", Voucher.json(vouchers))
                .put("provesErasure", false)
                .put("result", Json.wireName(claims.result()))
                .put(
                        "reasons",
                        Json.texts(claims.reasons().stream().map(Json::wireName).toList()))
                .put("station", verified.recheck().head().station())
                .put("sameStation", verified.isSameStation())
                .put("erasedBy", erasedBy)
                .put(
                        "clearing",
                        Json.object()
                                .put("event", claims.clearing().event().toString())
                                .put("digest", claims.clearing().digest().base64Url())
                                .put("station", claims.clearing().station())
                                .build())
                .put("challenge", claims.challenge().map(Bytes32::base64Url))
                .put("recognised", Json.wireName(claims.recognised()))
                .put("mode", reading.sample().isPresent() ? "sample" : "full")
                .put("path", Json.wireName(reading.path()))
                .put("end", Json.wireName(reading.end()))
                .put("changed", Json.texts(reading.changed()))
                .put("capacityBytes", reading.capacityBytes())
                .put("bytesPlanned", reading.bytesPlanned())
                .put("bytesRead", reading.bytesRead())
                .put("bytesDiffering", reading.bytesDiffering())
                .put("bytesUnreadable", reading.bytesUnreadable())
                .put("at", verified.recheck().head().issuedAtSeconds())
                .put("serialCompared", verified.isSerialCompared())
                .put(
                        "log",
                        Json.object()
                                .put("origin", verified.checkpoint().origin())
                                .put("index", verified.index())
                                .put("size", verified.checkpoint().size())
                                .build());
        verified.recheck().disclosed().target().ifPresent(target -> out.put("target", target.json()));
        of.ifPresent(report -> out.put("of", report.json()));
        return out.build();
    }

    void print(Console console) {
        new RecheckWords(this, console).print();
    }
}
