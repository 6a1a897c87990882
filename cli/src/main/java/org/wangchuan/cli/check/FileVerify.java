package org.wangchuan.cli.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.paper.PaperException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.proof.verify.VerifiedReceipt;
import org.wangchuan.station.home.StationHome;

/** {@code verify}: receipts and papers, offline, against trust lists. */
public final class FileVerify implements VerifyService {
    private static final int BYTES_MAX = 16 << 20;
    private static final String RECEIPT_ENDING = ".receipt.json";

    /** The command's body. */
    public FileVerify() {}

    @Override
    public ExitCode verify(Request request, Context context) throws UserError {
        List<TrustList> trust = trustLists(request, context);
        List<ExitCode> codes = new ArrayList<>();
        List<JsonValue> results = new ArrayList<>();
        for (Path file : request.files()) {
            try {
                VerifyReport report = new VerifyReport(file, check(file, request, trust));
                codes.add(report.exit());
                results.add(report.json());
                if (!request.json()) {
                    report.print(context.console());
                }
            } catch (UserError e) {
                codes.add(e.exit());
                results.add(VerifyReport.failure(file, e));
                context.console()
                        .error("wangchuan: " + e.code() + ": " + OneLine.of(e.text())
                                + e.expected()
                                        .map(text -> "\n  expected: " + OneLine.of(text))
                                        .orElse("")
                                + e.found()
                                        .map(text -> "\n  found: " + OneLine.of(text))
                                        .orElse(""));
            }
        }
        if (request.json()) {
            context.console()
                    .result(CanonicalJson.writeText(Json.object()
                            .put("results", new JsonValue.Array(results))
                            .build()));
        }
        return ExitCode.worstOf(codes);
    }

    private static List<TrustList> trustLists(Request request, Context context) throws UserError {
        if (request.trust().isPresent()) {
            return List.of(TrustStore.parse(request.trust().get()).list());
        }
        List<TrustList> out = new ArrayList<>();
        for (var list : new TrustStore(new StationHome(context.home())).all()) {
            out.add(list.list());
        }
        return out;
    }

    private static Checked check(Path file, Request request, List<TrustList> trust) throws UserError {
        byte[] bytes = InputFile.read(file, BYTES_MAX);
        try {
            boolean isPaper = Paper.looksLikeOne(bytes);
            Paper paper = isPaper ? Paper.open(bytes) : null;
            Receipt receipt = Receipt.parse(paper == null ? bytes : paper.receipt());
            VerifiedReceipt verified = verifyAgainst(trust, receipt, request.serial());
            PolicyCheck.require(file, verified.clearing().claims());
            Optional<byte[]> evidence = paper == null ? evidenceBeside(file) : paper.evidence();
            Optional<Evidence> replayed = Optional.empty();
            if (evidence.isPresent()) {
                replayed = Optional.of(Replay.check(verified, evidence.get()));
            }
            if (paper != null) {
                paper.requireRenderedFrom(receipt);
            }
            return new Checked(verified, replayed, isPaper);
        } catch (VerificationException e) {
            throw Failures.of(file, e);
        } catch (PaperException e) {
            throw Failures.of(file, e);
        }
    }

    /** The answer of the list that knows the signer; of any list that refuses a signer it knows; else "unknown". */
    private static VerifiedReceipt verifyAgainst(List<TrustList> trust, Receipt receipt, Optional<String> serial)
            throws VerificationException {
        Expectations expectations = new Expectations(serial, Instant.now());
        for (TrustList list : trust) {
            VerifiedReceipt verified = ReceiptVerifier.verify(receipt, list, expectations);
            if (verified.isSignerKnown()) {
                return verified;
            }
        }
        return ReceiptVerifier.verify(receipt, nobody(receipt), expectations);
    }

    /** A list without anybody on it; its signer is of no account, since nobody signed it. */
    private static TrustList nobody(Receipt receipt) {
        return new TrustList(1, 0, receipt.hint().log(), List.of(), "");
    }

    /** Evidence that lies beside a receipt is never passed over. */
    private static Optional<byte[]> evidenceBeside(Path file) throws UserError {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(RECEIPT_ENDING)) {
            return Optional.empty();
        }
        String base = name.substring(0, name.length() - RECEIPT_ENDING.length());
        Path evidence = file.resolveSibling(base + ".evidence.jsonl");
        return Files.exists(evidence) ? Optional.of(InputFile.read(evidence, Evidence.BYTES_MAX)) : Optional.empty();
    }

    /**
     * What is known after a file verified.
     *
     * @param evidence present if it was at hand, and gives the very same answers
     * @param paper whether it was a paper, and the very one that the receipt gives
     */
    record Checked(VerifiedReceipt receipt, Optional<Evidence> evidence, boolean paper) {}
}
