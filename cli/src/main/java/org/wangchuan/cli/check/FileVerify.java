package org.wangchuan.cli.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.paper.PaperException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.ProducerAnswer;
import org.wangchuan.proof.verify.VerifiedReceipt;
import org.wangchuan.seal.Seal;
import org.wangchuan.station.home.StationHome;

/** {@code verify}: receipts, certificates, papers, records and rechecks, offline, against trust lists. */
public final class FileVerify implements VerifyService {

    private static final int BYTES_MAX = 16 << 20;
    private static final Set<FileKind> KINDS = Set.of(FileKind.RECEIPT, FileKind.CERTIFICATE, FileKind.PAPER);

    /** The command's body. */
    public FileVerify() {}

    @Override
    public ExitCode verify(Request request, Context context) throws UserError {
        List<TrustList> trust = trustLists(request.trust(), context);
        StatusLists lists = StatusLists.read(request.statusLists(), request.statusAgeMax());
        By by = new By(
                trust,
                new StatementsAtHand(
                        Producers.read(request.producerStatements()), Optional.of(new StationHome(context.home()))));
        List<ExitCode> codes = new ArrayList<>();
        List<JsonValue> results = new ArrayList<>();
        Beside beside = new Beside();
        for (Path file : summariesLast(request.files())) {
            try {
                Optional<String> text = LabelReport.textOf(file);
                if (text.isPresent()) {
                    requireNoOther(file, request.of());
                    // A label carries no counter-signature.
                    Optional<CounterSignature> _ = ImageCheck.require(file, Optional.empty(), request.image());
                    LabelReport label = LabelReport.of(text.get(), trust, request.serial());
                    codes.add(label.exit());
                    results.add(label.json());
                    if (!request.json()) {
                        label.print(context.console());
                    }
                    continue;
                }
                byte[] bytes = InputFile.read(file, BYTES_MAX);
                if (RecheckFile.looksLikeOne(bytes)) {
                    lists.requireNone(file);
                    ImageCheck.refuse(file, request.image());
                    RecheckReport recheck = RecheckReport.of(file, bytes, trust, request.serial(), request.of());
                    codes.add(recheck.exit());
                    results.add(recheck.json());
                    if (!request.json()) {
                        recheck.print(context.console());
                    }
                    continue;
                }
                requireNoOther(file, request.of());
                Optional<Paper> summary = summaryPaper(bytes);
                if (summary.isPresent() || RecordedFile.looksLikeOne(bytes)) {
                    if (!isSummary(bytes)) { // with a summary there are certificates, which the lists are about
                        lists.requireNone(file);
                    }
                    RecordReport record = record(file, bytes, summary, request, trust, beside);
                    codes.add(record.exit());
                    results.add(record.json());
                    if (!request.json()) {
                        record.print(context.console());
                    }
                    continue;
                }
                VerifyReport report = new VerifyReport(file, check(file, bytes, request, by, lists));
                Optional<UserError> untold = report.checked().untold();
                ExitCode exit = untold.map(UserError::exit).orElseGet(report::exit);
                codes.add(exit);
                // Also what is not told for a fault of this machine verifies: a summary goes by the evidence.
                beside.add(file, report.checked(), exit, RecordFile.logged(file, bytes), trust);
                if (untold.isPresent()) {
                    results.add(VerifyReport.untold(file, untold.get()));
                    untold.get().lines(context.console().messages()).forEach(context.console()::error);
                    continue;
                }
                results.add(report.json());
                if (!request.json()) {
                    report.print(context.console());
                }
            } catch (UserError e) {
                codes.add(e.exit());
                beside.refused(file, e);
                results.add(VerifyReport.failure(file, e));
                e.lines(context.console().messages()).forEach(context.console()::error);
            }
        }
        by.statements().note(context.console());
        if (codes.stream().allMatch(code -> code == ExitCode.OK || code == ExitCode.UNTRUSTED)) {
            lists.requireAllUsed();
        }
        if (request.json()) {
            context.console()
                    .result(CanonicalJson.writeText(Json.object()
                            .put("results", new JsonValue.Array(results))
                            .build()));
        }
        return ExitCode.worstOf(codes);
    }

    /** Nobody should think that more was compared than was. */
    private static void requireNoOther(Path file, Optional<Path> of) throws UserError {
        if (of.isPresent()) {
            throw UserError.of(ExitCode.USAGE, "OF_WITHOUT_RECHECK", file);
        }
    }

    /** What is known of a receipt or certificate that something else is compared with. */
    static Checked check(Path file, byte[] bytes, List<TrustList> trust) throws UserError {
        Request alone = new Request(List.of(file), Optional.empty(), Optional.empty(), false);
        return check(file, bytes, alone, new By(trust, StatementsAtHand.none()), StatusLists.none());
    }

    /** Summaries and counts come after all others: they are compared with what those have shown. */
    private static List<Path> summariesLast(List<Path> files) {
        List<Path> out = new ArrayList<>();
        List<Path> summaries = new ArrayList<>();
        for (Path file : files) {
            (files.size() > 1 && isSummary(file) ? summaries : out).add(file);
        }
        out.addAll(summaries);
        return out;
    }

    /** Nothing is concluded from it but the order; whoever calls a file of theirs a summary has it looked at last. */
    private static boolean isSummary(Path file) {
        try {
            return Files.isRegularFile(file) && isSummary(InputFile.read(file, BYTES_MAX));
        } catch (UserError _) {
            return false; // it is told as one that can't be read when its turn comes
        }
    }

    private static boolean isSummary(byte[] bytes) {
        try {
            return summaryPaper(bytes).isPresent() || isSummaryFile(bytes);
        } catch (VerificationException _) {
            return false;
        }
    }

    private static boolean isSummaryFile(byte[] bytes) throws VerificationException {
        if (!RecordedFile.looksLikeOne(bytes)) {
            return false;
        }
        Statement said = StatementReader.read(RecordedFile.parse(bytes).statement());
        return said instanceof Statement.Summary || said instanceof Statement.Counts;
    }

    /** The paper of a summary; all other papers are looked at as what is attached to them. */
    private static Optional<Paper> summaryPaper(byte[] bytes) {
        try {
            return Paper.looksLikeOne(bytes)
                    ? Optional.of(Paper.open(bytes)).filter(Paper::isSummary)
                    : Optional.empty();
        } catch (PaperException _) {
            return Optional.empty(); // it is refused, with the reason, when it is checked
        }
    }

    private static RecordReport record(
            Path file, byte[] bytes, Optional<Paper> paper, Request request, List<TrustList> trust, Beside beside)
            throws UserError {
        try {
            byte[] record = paper.map(Paper::record).orElse(bytes);
            RecordReport report = RecordReport.of(file, record, trust, request.serial(), request.image(), beside);
            if (paper.isPresent()) {
                Optional<Seal> _ = paper.get().requireRendered();
            }
            return paper.isPresent() ? report.ofPaper() : report;
        } catch (VerificationException e) {
            throw Failures.of(file, e);
        } catch (PaperException e) {
            throw Failures.of(file, e);
        }
    }

    /** The one list that was given, or all that the station keeps. */
    public static List<TrustList> trustLists(Optional<Path> trust, Context context) throws UserError {
        TrustStore store = new TrustStore(new StationHome(context.home()));
        if (trust.isPresent()) {
            Path file = trust.get();
            SignedTrustList given = TrustStore.parse(file);
            store.requireNotOlder(file, given);
            return List.of(given.list());
        }
        List<TrustList> out = new ArrayList<>();
        for (var list : store.all()) {
            out.add(list.list());
        }
        return out;
    }

    /** Whom whoever verifies believes, and what else they know of producers' statements. */
    private record By(List<TrustList> trust, StatementsAtHand statements) {}

    private static Checked check(Path file, byte[] bytes, Request request, By by, StatusLists lists) throws UserError {
        List<TrustList> trust = by.trust();
        try {
            boolean isPaper = Paper.looksLikeOne(bytes);
            if (!isPaper && Certificate.looksLikeOne(bytes)) {
                Proven proven = Proven.of(Certificate.parse(bytes), trust, request.serial(), lists);
                return checked(file, proven, EvidenceAtHand.beside(file), Optional.empty(), request.image(), by);
            }
            Paper paper = isPaper ? Paper.open(bytes) : null;
            if (paper != null && paper.isCertificate()) {
                Certificate certificate = Certificate.parse(paper.record());
                Proven proven = Proven.of(certificate, trust, request.serial(), lists);
                Optional<Seal> seal = paper.requireRenderedFrom(certificate);
                return checked(
                        file,
                        proven,
                        EvidenceAtHand.of(paper, file),
                        Optional.of(new PaperShown(seal)),
                        request.image(),
                        by);
            }
            lists.requireNone(file);
            Receipt receipt = Receipt.parse(paper == null ? bytes : paper.record());
            Proven proven = Proven.of(receipt, trust, request.serial());
            if (paper == null) {
                return checked(file, proven, EvidenceAtHand.beside(file), Optional.empty(), request.image(), by);
            }
            Optional<Seal> seal = paper.requireRenderedFrom(receipt);
            return checked(
                    file,
                    proven,
                    EvidenceAtHand.of(paper, file),
                    Optional.of(new PaperShown(seal)),
                    request.image(),
                    by);
        } catch (VerificationException e) {
            throw FileKind.insteadOf(file, bytes, KINDS, Failures.of(file, e));
        } catch (PaperException e) {
            throw Failures.of(file, e);
        }
    }

    private static Checked checked(
            Path file,
            Proven proven,
            Optional<EvidenceAtHand> evidence,
            Optional<PaperShown> paper,
            Optional<VerifyService.Image> image,
            By by)
            throws UserError, VerificationException {
        PolicyCheck.require(file, proven.receipt().clearing());
        FactsCheck.require(file, proven.receipt().clearing());
        if (evidence.isPresent()) {
            evidence.get().requireFor(file, proven.receipt());
        }
        Optional<CounterSignature> byHand = ImageCheck.require(file, proven.certificate(), image);
        StatementsAtHand.Told told = by.statements().judge(proven, by.trust());
        return new Checked(proven, evidence.isPresent(), paper, byHand, told.answers(), told.untold());
    }

    /**
     * A paper that was compared to the byte.
     *
     * @param seal behind the page, intact; whose it is was asked of nobody
     */
    record PaperShown(Optional<Seal> seal) {}

    /**
     * What is known after a file verified.
     *
     * @param isReplayed whether the evidence was at hand, and gives the very same answers
     * @param paper present if it was a paper, and the very one that the receipt gives
     * @param byHand present if an image was given, and it belongs to this counter-signature
     * @param producers what each statement of a producer comes to that it shows
     * @param untold why that is not said; then the file verifies, and there is no answer to it
     */
    record Checked(
            Proven proven,
            boolean isReplayed,
            Optional<PaperShown> paper,
            Optional<CounterSignature> byHand,
            List<ProducerAnswer> producers,
            Optional<UserError> untold) {
        Checked {
            producers = List.copyOf(producers);
        }

        VerifiedReceipt receipt() {
            return proven.receipt();
        }
    }
}
