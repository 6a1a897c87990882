package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.trust.TrustList.Operator;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.live.LiveReceipts;
import org.wangchuan.station.live.LiveReceipts.Taken;

/** Takes the receipts of this station's orders in from a stick, and tells the platform that it works for; of a stick that comes twice each is kept once. */
final class LiveCollection {
    private static final String SUFFIX = ".receipt.json";
    private static final String FOLDER = "receipts";

    private final Path stick;
    private final InstantSource clock;
    private final Context context;
    private final Console console;
    private int forPlatform;

    LiveCollection(Path stick, InstantSource clock, Context context) {
        this.stick = stick;
        this.clock = clock;
        this.context = context;
        this.console = context.console();
    }

    ExitCode collect() throws UserError {
        if (!Files.isDirectory(stick)) {
            throw UserError.of(ExitCode.USAGE, "LIVE_STICK", stick);
        }
        List<Path> files = files();
        if (files.isEmpty()) {
            throw UserError.of(ExitCode.REFUSED, "LIVE_RECEIPTS_NONE", stick.resolve(FOLDER));
        }
        try {
            StationBooks books = StationBooks.open(new StationHome(context.home()), clock);
            LiveReceipts receipts = new LiveReceipts(
                    new StationHome(context.home()), books.trustList().list());
            List<ExitCode> codes = new ArrayList<>();
            Set<Operator> orders = new LinkedHashSet<>();
            for (Path file : files) {
                codes.add(take(receipts, file, orders));
            }
            for (Operator order : orders) {
                tell(receipts, order);
            }
            if (forPlatform > 0) {
                console.note(text("live.collect.for-platform", forPlatform));
            }
            return ExitCode.worstOf(codes);
        } catch (BooksRefusedException e) {
            throw Failures.of(e);
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }

    private ExitCode take(LiveReceipts receipts, Path file, Set<Operator> orders) throws IOException {
        String name = OneLine.of(String.valueOf(file.getFileName()));
        try {
            Optional<Taken> taken = receipts.take(read(file), clock.instant());
            if (taken.isEmpty()) {
                console.note(text("live.collect.not-ours", name));
                return ExitCode.UNTRUSTED;
            }
            Taken one = taken.get();
            orders.add(one.order());
            forPlatform += one.isForPlatform() ? 1 : 0;
            String verdict = Json.wireName(one.verified().clearing().claims().verdict());
            console.result(text(
                    one.isNew() ? "live.collect.new" : "live.collect.known",
                    name,
                    OneLine.of(one.verified().clearing().disclosed().serial().orElse("–")),
                    text("verdict." + verdict)));
            return ExitCode.OK;
        } catch (VerificationException e) {
            Failures.of(file, e).lines(console.messages()).forEach(console::error);
            return ExitCode.DOES_NOT_VERIFY;
        }
    }

    /** The stick is anybody's: what is too large is not read. */
    private static byte[] read(Path file) throws IOException, VerificationException {
        if (Files.size(file) > Receipt.BYTES_MAX) {
            throw new VerificationException(
                    FailureCode.RECEIPT_FORMAT, "receipt", "at most " + Receipt.BYTES_MAX + " bytes", "more");
        }
        return Files.readAllBytes(file);
    }

    private void tell(LiveReceipts receipts, Operator order) throws IOException {
        try {
            int all = order.delegated().orElseThrow().drives().size();
            console.result(text("live.collect.order", DelegationEnd.order(order), receipts.drivesOf(order), all));
        } catch (VerificationException e) {
            throw new IOException("a receipt that was taken in is damaged", e);
        }
    }

    private List<Path> files() throws UserError {
        Path folder = stick.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file ->
                            file.toString().endsWith(SUFFIX) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw UserError.of(
                    ExitCode.REFUSED, "LIVE_STICK.read", folder, e.getClass().getSimpleName());
        }
    }

    private String text(String key, Object... arguments) {
        return console.messages().text(key, arguments);
    }
}
