package org.wangchuan.cli.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.wangchuan.cli.progress.TerminalConsole;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.station.certify.Certification;
import org.wangchuan.station.certify.Certifier;
import org.wangchuan.station.certify.OwnLog;
import org.wangchuan.station.certify.PendingReceipts;
import org.wangchuan.station.certify.WitnessAnswer;
import org.wangchuan.station.certify.Witnesses;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.EraseOrder;
import org.wangchuan.station.erase.LaneEnd;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.receipt.ClaimsOfEvidence;

/** A station with its folder, a small image that it has erased, and a console whose words are kept. */
final class CheckFixture {
    private final Cosigner witness = new Cosigner("w.example", SigningKey.generate());
    final StationHome home;
    final Context context;
    private final Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    CheckFixture(Path folder) {
        this.folder = folder;
        home = new StationHome(folder.resolve("home"));
        Cancellation cancellation = new Cancellation();
        TerminalConsole console = TerminalConsole.onStandardStreams(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Messages.in("en"),
                cancellation,
                Map.of(),
                false);
        context = new Context(home.root(), console, cancellation);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    EraseOrder order(Path target) {
        return order(target, Optional.empty());
    }

    private EraseOrder order(Path target, Optional<String> asset) {
        return new EraseOrder(
                List.of(target),
                PolicyCatalogue.find("nist-clear").orElseThrow(),
                Optional.empty(),
                VerifyMode.FULL,
                folder,
                asset,
                false,
                true,
                JobOptions.DEFAULTS);
    }

    Bench bench() {
        return new Bench(home, InstantSource.system(), "wangchuan test");
    }

    StationBooks books() throws IOException {
        return StationBooks.open(home, InstantSource.system());
    }

    /** Erases a small image, whatever the verdict is on this file system. */
    LaneEnd.Finished erased() throws IOException {
        return erased(Optional.empty());
    }

    private LaneEnd.Finished erased(Optional<String> asset) throws IOException {
        Path image = Files.write(folder.resolve("image"), new byte[64 * 1024]);
        Candidate candidate = bench().examine(order(image, asset)).getFirst();
        if (!(candidate instanceof Candidate.Ready ready)) {
            throw new AssertionError("refused: " + candidate);
        }
        LaneEnd end =
                bench().erase(order(image, asset), List.of(ready), _ -> {}).getFirst();
        if (!(end instanceof LaneEnd.Finished finished)) {
            throw new AssertionError("did not finish: " + end);
        }
        return finished;
    }

    /** The file of a certificate of such an erasure, with its paper beside it. */
    Path certified(Optional<String> asset) throws IOException, InterruptedException, VerificationException {
        return certified(asset, "a");
    }

    Path certified(Optional<String> asset, String name)
            throws IOException, InterruptedException, VerificationException {
        return certified(name, erased(asset).receipt());
    }

    /** The same of a receipt that the station gave out. */
    Path certified(String name, Receipt receipt) throws IOException, InterruptedException, VerificationException {
        new PendingReceipts(home).add(Certifier.of(folder.resolve(name + ".receipt.json"), receipt));
        books().setWitnessPolicy("witness w " + witness.key() + " http://w.example\nquorum w\n");
        Certification end = certifier()
                .certify(new PendingReceipts(home).all(), Duration.ofSeconds(30))
                .getFirst();
        if (!(end instanceof Certification.Certified)) {
            throw new AssertionError("no certificate: " + end);
        }
        return end.file();
    }

    private Certifier certifier() throws IOException {
        OwnLog log = new OwnLog(books(), this::ask, InstantSource.system());
        return new Certifier(home, books(), log, InstantSource.system());
    }

    /** A fresh status list of the station's, into a file. */
    Path statusList(String name) throws IOException, InterruptedException {
        StatusFile list = certifier()
                .statusFiles(Set.copyOf(books().statusLists()), Duration.ofSeconds(30))
                .orElseThrow()
                .values()
                .iterator()
                .next();
        return Files.write(folder.resolve(name), list.toBytes());
    }

    private List<WitnessAnswer> ask(Witnesses.Question question, Duration limit) {
        Instant now = Instant.now();
        Note note = question.checkpoint().note();
        Note cosigned = new Note(note.text(), List.of(witness.cosign(note.text(), now.getEpochSecond())));
        try {
            Cosignature one =
                    Cosignature.verify(cosigned, List.of(witness.key()), now).getFirst();
            return List.of(new WitnessAnswer.Cosigned(witness.key(), one));
        } catch (VerificationException e) {
            throw new AssertionError(e);
        }
    }

    /** A receipt that the station really signed, with claims that do not follow from the evidence. */
    Receipt lying(Evidence evidence, UnaryOperator<ClearingClaims> lie) throws IOException {
        return lying(evidence, lie, UnaryOperator.identity());
    }

    Receipt lying(Evidence evidence, UnaryOperator<ClearingClaims> lie, UnaryOperator<Target> otherTarget)
            throws IOException {
        UUID start = UUID.randomUUID();
        Target target = otherTarget.apply(
                ClaimsOfEvidence.target(evidence.the(Event.MediumSeen.class).medium()));
        Disclosed shown = ClaimsOfEvidence.disclosed(evidence, Optional.empty());
        IssuedStatement first = books().start(start, Disclosed.ofStart(target, Optional.empty()), Purpose.REAL);
        IssuedStatement second = books().clearing(
                        UUID.randomUUID(),
                        lie.apply(ClaimsOfEvidence.claims(evidence, start)),
                        Disclosed.ofClearing(target, shown.work().orElseThrow(), Optional.empty()),
                        Purpose.REAL);
        return books().receipt(first, second);
    }

    /** Verifies the receipt as a file with nothing beside it. */
    ExitCode verify(Receipt receipt) throws IOException, UserError {
        return verify(Files.write(folder.resolve("lone.receipt.json"), receipt.toBytes()));
    }

    ExitCode verify(Path file) throws UserError {
        return new FileVerify()
                .verify(new VerifyService.Request(List.of(file), Optional.empty(), Optional.empty(), false), context);
    }
}
