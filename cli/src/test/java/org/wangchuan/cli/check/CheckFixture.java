package org.wangchuan.cli.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Target;
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
        return new EraseOrder(
                List.of(target),
                PolicyCatalogue.find("nist-clear").orElseThrow(),
                Optional.empty(),
                VerifyMode.FULL,
                folder,
                Optional.empty(),
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
        Path image = Files.write(folder.resolve("image"), new byte[64 * 1024]);
        Candidate candidate = bench().examine(order(image)).getFirst();
        if (!(candidate instanceof Candidate.Ready ready)) {
            throw new AssertionError("refused: " + candidate);
        }
        LaneEnd end = bench().erase(order(image), List.of(ready), _ -> {}).getFirst();
        if (!(end instanceof LaneEnd.Finished finished)) {
            throw new AssertionError("did not finish: " + end);
        }
        return finished;
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
