package org.wangchuan.cli.certify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.check.FileKind;
import org.wangchuan.cli.check.InputFile;
import org.wangchuan.cli.check.PersonSign;
import org.wangchuan.cli.check.RecordFile;
import org.wangchuan.cli.service.CertificateService;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.RevocationReason;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.StatusReference;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.station.certify.Certification;
import org.wangchuan.station.certify.Certifier;
import org.wangchuan.station.certify.CertifyingLog;
import org.wangchuan.station.certify.PendingReceipt;
import org.wangchuan.station.certify.PendingReceipts;
import org.wangchuan.station.home.FileForPeople;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.StatementRefusedException;
import org.wangchuan.station.issue.StationBooks;

/** {@code witnesses}, {@code certify}, {@code countersign}, {@code revoke}, {@code forget} and {@code status-list}. */
public final class Certificates implements CertificateService {

    /** The commands' bodies. */
    public Certificates() {}

    private interface Body {
        ExitCode run(StationHome home, StationBooks books) throws IOException, InterruptedException, UserError;
    }

    private static ExitCode run(Context context, Body body) throws UserError {
        StationHome home = new StationHome(context.home());
        try {
            return body.run(home, StationBooks.open(home, InstantSource.system()));
        } catch (BooksRefusedException e) {
            throw Failures.of(e);
        } catch (StatementRefusedException e) {
            throw UserError.coded(
                    ExitCode.REFUSED,
                    e.code().name(),
                    "STATEMENT",
                    e.expected(),
                    e.found(),
                    new UserError.Phrase("failure." + e.code().name()));
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.of(ExitCode.INTERRUPTED, "INTERRUPTED");
        }
    }

    @Override
    public ExitCode showWitnesses(boolean json, Context context) throws UserError {
        return run(context, (_, books) -> new StationWitnesses(books, context.console()).show(json));
    }

    @Override
    public ExitCode setWitnesses(Path file, Context context) throws UserError {
        return run(context, (_, books) -> new StationWitnesses(books, context.console()).set(file));
    }

    @Override
    public ExitCode removeWitnesses(Context context) throws UserError {
        return run(context, (_, books) -> new StationWitnesses(books, context.console()).remove());
    }

    @Override
    public ExitCode certify(CertifyRequest request, Context context) throws UserError {
        List<PendingReceipt> named = new ArrayList<>();
        for (Path file : request.receipts()) {
            named.add(named(file));
        }
        Optional<Path> out =
                request.out().isPresent() ? Optional.of(folder(request.out().get())) : Optional.empty();
        return run(context, (home, books) -> {
            List<PendingReceipt> all = named.isEmpty() ? new PendingReceipts(home).all() : named;
            List<PendingReceipt> places =
                    all.stream().map(one -> out.map(one::in).orElse(one)).toList();
            List<Certification> ends =
                    certifier(home, books, context).certify(places, Duration.ofSeconds(request.witnessSeconds()));
            return report(ends, request.json(), context);
        });
    }

    private static ExitCode report(List<Certification> ends, boolean json, Context context) {
        List<ExitCode> codes = new ArrayList<>();
        List<JsonValue> results = new ArrayList<>();
        for (Certification end : ends) {
            CertificationReport report = new CertificationReport(end);
            codes.add(report.exit());
            results.add(report.json());
            if (!json) {
                context.console().result(end.file().toString());
                report.print(context.console(), "  ");
            }
        }
        if (json) {
            context.console()
                    .result(CanonicalJson.writeText(Json.object()
                            .put("results", new JsonValue.Array(results))
                            .build()));
        } else if (ends.isEmpty()) {
            context.console().note(context.console().messages().text("certify.nothing"));
        }
        return ExitCode.worstOf(codes);
    }

    private static PublicLogs logs(StationHome home, Context context) {
        return new PublicLogs(home, context.cancellation());
    }

    private static Certifier certifier(StationHome home, StationBooks books, Context context) throws IOException {
        CertifyingLog log = logs(home, context).of(books);
        return new Certifier(home, books, log, InstantSource.system());
    }

    private static PendingReceipt named(Path file) throws UserError {

        byte[] bytes = InputFile.read(file, Receipt.BYTES_MAX);
        try {
            return Certifier.of(file.toAbsolutePath(), Receipt.parse(bytes));
        } catch (VerificationException e) {
            throw FileKind.insteadOf(file, bytes, Set.of(FileKind.RECEIPT), Failures.of(file, e));
        }
    }

    private static Path folder(Path out) throws UserError {
        try {
            return Files.createDirectories(out.toAbsolutePath());
        } catch (IOException e) {
            throw UserError.of(ExitCode.USAGE, "OUT_FOLDER", out);
        }
    }

    @Override
    public ExitCode counterSign(CounterSignRequest request, Context context) throws UserError {
        return run(context, (home, books) -> new CounterSign(books, logs(home, context), context).run(request));
    }

    @Override
    public ExitCode signAsPerson(PersonSignRequest request, Context context) throws UserError {
        return PersonSign.run(request, context);
    }

    @Override
    public ExitCode newPersonKey(Path file, String name, Context context) throws UserError {
        return CounterSign.newKey(file, name, context.console());
    }

    @Override
    public ExitCode revoke(RevokeRequest request, Context context) throws UserError {
        SdJwt of = clearing(request.file());
        Path out = folder(request.out());
        return run(context, (home, books) -> {
            IssuedStatement said = switch (request.how()) {
                case How.Revoked(Reason reason) -> books.revoke(of, RevocationReason.valueOf(reason.name()));
                case How.Superseded(Path by) -> books.supersede(of, clearing(by));
                case How.Corrected(Path by) -> books.correct(of, clearing(by));
            };
            context.console()
                    .result(context.console()
                            .messages()
                            .text("revoke.said", request.file(), words(said.statement(), context)));
            StatusReference place = statement(of).head().status().orElseThrow();
            ExitCode written = write(home, books, Set.of(place.list()), out, request.witnessSeconds(), context);
            Optional<String> log = logOf(request.file());
            List<String> reached = new ArrayList<>();
            for (CertifyingLog one : logs(home, context).all(books)) {
                reached.add(one.origin());
            }
            if (log.isEmpty() || reached.contains(log.get())) {
                return written;
            }
            // Said it is; but who holds this certificate believes lists of its own log only.
            context.console().error(context.console().messages().text("status-list.other-log", OneLine.of(log.get())));
            return ExitCode.NOT_SATISFIED;
        });
    }

    @Override
    public ExitCode forget(ForgetRequest request, Context context) throws UserError {
        if (request.file().isEmpty()) {
            return run(context, (home, books) -> new Forget(home, books, context).due(request.json()));
        }
        Path file = request.file().get();
        SdJwt clearing = RecordFile.clearing(file);
        return run(context, (home, books) -> new Forget(home, books, context).run(request, file, clearing));
    }

    /** As the statement says it: a reason that was given before stands. */
    private static String words(Statement statement, Context context) {
        String how = switch (statement) {
            case Statement.Revocation revoked -> "revoke." + Json.wireName(revoked.reason());
            case Statement.Supersession _ -> "revoke.superseded";
            case Statement.Correction _ -> "revoke.corrected";
            case Statement.Start _,
                    Statement.Clearing _,
                    Statement.StatusListing _,
                    Statement.Forgetting _,
                    Statement.Recheck _,
                    Statement.Recorded _ -> throw new IllegalStateException("no statement that takes another back");
        };
        return context.console().messages().text(how);
    }

    @Override
    public ExitCode writeStatusLists(Path out, int witnessSeconds, Context context) throws UserError {
        Path folder = folder(out);
        return run(context, (home, books) -> {
            Set<UUID> lists = Set.copyOf(books.statusLists());
            if (lists.isEmpty()) {
                context.console().note(context.console().messages().text("status-list.none"));
                return ExitCode.OK;
            }
            return write(home, books, lists, folder, witnessSeconds, context);
        });
    }

    private static ExitCode write(
            StationHome home, StationBooks books, Set<UUID> lists, Path out, int witnessSeconds, Context context)
            throws IOException, InterruptedException, UserError {
        ExitCode worst = ExitCode.OK;
        List<CertifyingLog> logs = logs(home, context).all(books);
        for (CertifyingLog log : logs) {
            Optional<Map<UUID, StatusFile>> files = new Certifier(home, books, log, InstantSource.system())
                    .statusFiles(lists, Duration.ofSeconds(witnessSeconds));
            if (files.isEmpty()) {
                context.console()
                        .error(context.console()
                                .messages()
                                .text("status-list.pending", log.origin().isEmpty() ? "—" : OneLine.of(log.origin())));
                worst = ExitCode.NOT_SATISFIED;
                continue;
            }
            for (StatusFile file : files.get().values()) {
                Path name = out.resolve(name(file, books));
                try {
                    FileForPeople.create(name, file.toBytes());
                } catch (FileAlreadyExistsException e) {
                    throw UserError.of(ExitCode.USAGE, "FILE_EXISTS", name);
                }
                context.console().result(context.console().messages().text("status-list.written", name));
            }
        }
        return worst;
    }

    /** The size of the tree tells newer from older, at a glance and when sorted; trees of two logs are not compared. */
    private static String name(StatusFile file, StationBooks books) throws IOException {
        Checkpoint tree = file.statement().proof().checkpoint().checkpoint();
        byte[] origin = tree.origin().getBytes(StandardCharsets.UTF_8);
        String log = tree.origin().equals(books.logKey().name())
                ? ""
                : "-" + Hex.encode(Bytes32.sha256(origin).toBytes()).substring(0, 8);
        return file.list().id() + log + String.format("-%012d", tree.size()) + ".status.json";
    }

    /** The log that a certificate is under; the station's own list speaks of that log only. */
    private static Optional<String> logOf(Path file) throws UserError {
        byte[] bytes = InputFile.read(file, Certificate.BYTES_MAX);
        try {
            return Certificate.looksLikeOne(bytes)
                    ? Optional.of(Certificate.parse(bytes)
                            .receipt()
                            .clearing()
                            .proof()
                            .checkpoint()
                            .checkpoint()
                            .origin())
                    : Optional.empty();
        } catch (VerificationException e) {
            throw Failures.of(file, e);
        }
    }

    private static SdJwt clearing(Path file) throws UserError {
        byte[] bytes = InputFile.read(file, Certificate.BYTES_MAX);
        try {
            Receipt receipt =
                    Certificate.looksLikeOne(bytes) ? Certificate.parse(bytes).receipt() : Receipt.parse(bytes);
            return receipt.clearing().statement();
        } catch (VerificationException e) {
            throw FileKind.insteadOf(file, bytes, Set.of(FileKind.RECEIPT, FileKind.CERTIFICATE), Failures.of(file, e));
        }
    }

    private static Statement statement(SdJwt text) {
        try {
            return StatementReader.read(text);
        } catch (VerificationException e) {
            throw new IllegalStateException("it was read before", e);
        }
    }
}
