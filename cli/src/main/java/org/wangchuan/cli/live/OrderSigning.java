package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.cli.bench.Choices;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LiveService.OrderRequest;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.station.home.FileForPeople;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.live.LiveOrder;
import org.wangchuan.station.live.LiveOrderFolder;
import org.wangchuan.station.live.SignedLiveOrder;

/** Signs an order, vouches for the keys of the one start that it allows, and puts both on the stick. */
final class OrderSigning {
    private static final int HOURS_MAX = 744;

    private final OrderRequest request;
    private final Context context;

    OrderSigning(OrderRequest request, Context context) {
        this.request = request;
        this.context = context;
    }

    ExitCode sign() throws UserError {
        if (request.hours() < 1 || request.hours() > HOURS_MAX) {
            throw UserError.of(ExitCode.USAGE, "LIVE_HOURS", HOURS_MAX, request.hours());
        }
        Policy policy = Choices.policy(request.policy());
        if (!Files.isDirectory(request.stick())) {
            throw UserError.of(ExitCode.USAGE, "LIVE_STICK", request.stick());
        }
        try {
            StationBooks books = StationBooks.open(new StationHome(context.home()), InstantSource.system());
            String station = books.stationKey().thumbprint();
            Optional<String> follows = StickStation.read(request.stick());
            if (follows.isPresent() && !follows.get().equals(station)) {
                throw UserError.of(ExitCode.REFUSED, "LIVE_ORDER_STATION", station, follows.get());
            }
            write(books, station, policy);
            return ExitCode.OK;
        } catch (BooksRefusedException e) {
            throw Failures.of(e);
        } catch (VerificationException e) {
            throw new IllegalStateException("what was signed just now verifies", e);
        } catch (IOException e) {
            throw UserError.of(
                    ExitCode.REFUSED,
                    "LIVE_STICK.write",
                    request.stick(),
                    e.getClass().getSimpleName());
        }
    }

    private void write(StationBooks books, String station, Policy policy)
            throws IOException, VerificationException, UserError {
        SigningKey boot = SigningKey.generate();
        SigningKey log = SigningKey.generate();
        String origin = "wangchuan.local/" + boot.publicKey().thumbprint().substring(0, DelegationEnd.NAME_CHARS);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        LiveOrder order = order(books, boot, new VerifierKey(origin, log.publicKey()), policy, now);
        // First: it is this that can be refused, and an order whose keys nobody vouches for would be worth nothing.
        SignedTrustList trust = books.delegate(
                DelegationEnd.name(
                        station.substring(0, DelegationEnd.NAME_CHARS),
                        order.id().toString()),
                order.log(),
                order.boot(),
                order.statementsMax(),
                order.delegated());
        SignedLiveOrder signed = SignedLiveOrder.sign(order, books);
        Path folder = StickStation.orders(request.stick()).resolve(order.id().toString());
        new LiveOrderFolder(folder).write(signed, boot, log, trust);
        FileForPeople.replace(StickStation.file(request.stick()), (station + "\n").getBytes(StandardCharsets.US_ASCII));
        context.console()
                .result(context.console()
                        .messages()
                        .text("live.ordered", folder, order.serials().size()));
        context.console()
                .note(context.console()
                        .messages()
                        .text("live.ordered.rules", policy.id(), String.valueOf(policy.version())));
        context.console()
                .note(context.console().messages().text("live.ordered.until", Instant.ofEpochSecond(order.expires())));
        context.console().note(context.console().messages().text("live.ordered.keys", order.id()));
    }

    private LiveOrder order(StationBooks books, SigningKey boot, VerifierKey log, Policy policy, Instant now)
            throws IOException, UserError {
        try {
            return new LiveOrder(
                    UUID.randomUUID(),
                    StickNumber.seen(request.stick()),
                    books.stationKey(),
                    boot.publicKey(),
                    log,
                    request.serials(),
                    policy.id(),
                    Optional.of(policy.version()),
                    VerifyModes.planned(request.verify()),
                    request.bestEffort(),
                    now.getEpochSecond(),
                    now.plus(request.hours(), ChronoUnit.HOURS).getEpochSecond());
        } catch (IllegalArgumentException _) {
            throw UserError.of(ExitCode.USAGE, "LIVE_SERIALS", LiveOrder.DRIVES_MAX);
        }
    }
}
