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

/**
 * Takes the receipts of this station's orders, and those that it vouches for, in from a stick, and tells the platform that it works for; of a stick that comes
 * twice each is kept once.
 */
final class LiveCollection {
    private static final String SUFFIX = ".receipt.json";
    private static final String FOLDER = "receipts";

    private final Path stick;
    private final InstantSource clock;
    private final Context context;
    private final Console console;
    private final List<ExitCode> codes = new ArrayList<>();
    private final Set<Operator> entries = new LinkedHashSet<>();
    private final Set<String> serialsHere = new LinkedHashSet<>();
    private int forPlatform;

    LiveCollection(Path stick, InstantSource clock, Context context) {
        this.stick = stick;
        this.clock = clock;
        this.context = context;
        this.console = context.console();
    }

    /** What nobody vouches for stays where it is. */
    ExitCode collect() throws UserError {
        boolean[] isAny = new boolean[1];
        return collect(new Strays() {
            @Override
            public void begin(StationBooks books) {
                // a stick that follows another station by now may hold receipts of this one's orders
            }

            @Override
            public void found(Stray stray) {
                isAny[0] = true;
                codes.add(ExitCode.UNTRUSTED);
                console.note(text("live.collect.not-ours", stray.name()));
            }

            @Override
            public List<Stray> vouched(StationBooks books) {
                if (isAny[0]) {
                    console.note(text("live.collect.vouch", stick));
                }
                return List.of();
            }
        });
    }

    /**
     * Has this station vouch besides for what the stick's own keys have signed, where somebody says so.
     *
     * @param confirmed the serial numbers that were typed beforehand; empty to ask
     */
    ExitCode vouch(List<String> confirmed) throws UserError {
        HeldStrays strays = new HeldStrays();
        return collect(new Strays() {
            @Override
            public void begin(StationBooks books) throws IOException, UserError {
                requireOwnStick(books);
            }

            @Override
            public void found(Stray stray) throws UserError {
                strays.add(stray);
            }

            @Override
            public List<Stray> vouched(StationBooks books) throws IOException, UserError {
                Vouching vouching = new Vouching(books, confirmed, context);
                List<Stray> vouched = vouching.vouch(strays.all(), serialsHere, clock.instant());
                codes.addAll(vouching.codes());
                return vouched;
            }
        });
    }

    /** What is done with those that are of no order. */
    private interface Strays {
        /** Before anything of the stick is kept. */
        void begin(StationBooks books) throws IOException, UserError;

        void found(Stray stray) throws UserError;

        /** Which of them are vouched for now. */
        List<Stray> vouched(StationBooks books) throws IOException, UserError;
    }

    private void requireOwnStick(StationBooks books) throws IOException, UserError {
        String station = books.stationKey().thumbprint();
        Optional<String> follows = StickStation.read(stick);
        if (follows.isPresent() && !follows.get().equals(station)) {
            throw UserError.of(ExitCode.REFUSED, "LIVE_ORDER_STATION", station, OneLine.of(follows.get()));
        }
    }

    private ExitCode collect(Strays ofNoOrder) throws UserError {
        if (!Files.isDirectory(stick)) {
            throw UserError.of(ExitCode.USAGE, "LIVE_STICK", stick);
        }
        List<Path> files = files();
        if (files.isEmpty()) {
            throw UserError.of(ExitCode.REFUSED, "LIVE_RECEIPTS_NONE", stick.resolve(FOLDER));
        }
        try {
            StationBooks books = StationBooks.open(new StationHome(context.home()), clock);
            ofNoOrder.begin(books);
            LiveReceipts receipts = receipts(books);
            for (Path file : files) {
                Optional<Stray> stray = takeFile(receipts, file);
                if (stray.isPresent()) {
                    ofNoOrder.found(stray.get());
                }
            }
            List<Stray> vouched = ofNoOrder.vouched(books);
            LiveReceipts now = receipts(books);
            for (Stray stray : vouched) {
                if (take(now, stray).isPresent()) {
                    throw new IOException("a receipt that was vouched for just now is of nobody");
                }
            }
            for (Operator entry : entries) {
                tell(now, entry);
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

    private LiveReceipts receipts(StationBooks books) throws IOException {
        return new LiveReceipts(
                new StationHome(context.home()), books.trustList().list());
    }

    /** Takes one in as it is on the stick. Returns one that nobody vouches for. */
    private Optional<Stray> takeFile(LiveReceipts receipts, Path file) throws IOException {
        try {
            return take(receipts, new Stray(file, read(file)));
        } catch (VerificationException e) {
            refuse(file, e);
            return Optional.empty();
        }
    }

    private Optional<Stray> take(LiveReceipts receipts, Stray stray) throws IOException {
        String name = stray.name();
        try {
            Optional<Taken> taken = receipts.take(stray.bytes(), clock.instant());
            if (taken.isEmpty()) {
                return Optional.of(stray);
            }
            Taken one = taken.get();
            entries.add(one.order());
            one.verified().clearing().disclosed().serial().ifPresent(serialsHere::add);
            forPlatform += one.isForPlatform() ? 1 : 0;
            String verdict = Json.wireName(one.verified().clearing().claims().verdict());
            console.result(text(
                    one.isNew() ? "live.collect.new" : "live.collect.known",
                    name,
                    OneLine.of(one.verified().clearing().disclosed().serial().orElse("–")),
                    text("verdict." + verdict)));
        } catch (VerificationException e) {
            refuse(stray.file(), e);
            if (isVouchedFor(receipts, stray)) {
                console.error(text("live.vouch.narrow", name));
            }
        }
        return Optional.empty();
    }

    private void refuse(Path file, VerificationException e) {
        codes.add(ExitCode.DOES_NOT_VERIFY);
        Failures.of(file, e).lines(console.messages()).forEach(console::error);
    }

    /** Whether its log was vouched for as it was then: a list never vouches for more of it later. */
    private static boolean isVouchedFor(LiveReceipts receipts, Stray stray) {
        try {
            return receipts.own()
                    .operatorOf(Receipt.parse(stray.bytes()).hint().station().thumbprint())
                    .filter(DelegationEnd::isOfStick)
                    .isPresent();
        } catch (VerificationException _) {
            return false;
        }
    }

    private static byte[] read(Path file) throws IOException, VerificationException {
        byte[] bytes = StickFile.read(file, Receipt.BYTES_MAX);
        if (bytes.length > Receipt.BYTES_MAX) {
            throw new VerificationException(
                    FailureCode.RECEIPT_FORMAT, "receipt", "at most " + Receipt.BYTES_MAX + " bytes", "more");
        }
        return bytes;
    }

    private void tell(LiveReceipts receipts, Operator order) throws IOException {
        try {
            int all = order.delegated().orElseThrow().drives().size();
            console.result(text(
                    DelegationEnd.isOfStick(order) ? "live.collect.vouched" : "live.collect.order",
                    DelegationEnd.order(order),
                    receipts.drivesOf(order),
                    all));
        } catch (VerificationException e) {
            throw new IOException("a receipt that was taken in is damaged", e);
        }
    }

    private List<Path> files() throws UserError {
        Path folder = stick.resolve(FOLDER);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
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
