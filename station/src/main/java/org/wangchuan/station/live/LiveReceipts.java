package org.wangchuan.station.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.trust.Delegated;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.proof.verify.VerifiedReceipt;
import org.wangchuan.station.agent.Message;
import org.wangchuan.station.agent.Outbox;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/**
 * Receipts of this station's live orders, as they come back on a stick: each is verified under the station's own trust list, and kept once. A station that works
 * for a platform hands them on, as it does what was erased at its bench without an order. Not thread-safe.
 *
 * @param own the list that delegates the keys of the orders
 */
public record LiveReceipts(StationHome home, TrustList own) {
    private static final String SUFFIX = ".receipt.json";

    /**
     * A receipt that is kept here.
     *
     * @param order the entry of the trust list that vouches for its key
     * @param isNew whether it was not here before
     * @param isForPlatform whether it waits to be brought to the platform
     */
    public record Taken(Operator order, VerifiedReceipt verified, boolean isNew, boolean isForPlatform) {}

    /**
     * Takes one in, durably. One that was here before is handed on as well: it may have come before the pairing, or the power went in between; the platform knows
     * each by its event.
     *
     * @return empty for one that is consistent, and of no order of this station
     * @throws VerificationException for one that does not verify, among them one of another drive, one that
     *     shows an asset tag and one more of a drive than {@link Delegated#RECEIPTS_OF_DRIVE_MAX} (KEY_NOT_VALID), one that says of itself that it is later (KEY_ENDED), and
     *     one that bears the event id of another that is here (CHAIN_FORK)
     */
    public Optional<Taken> take(byte[] bytes, Instant now) throws VerificationException, IOException {
        Receipt receipt = Receipt.parse(bytes);
        VerifiedReceipt verified = ReceiptVerifier.verify(receipt, own, new Expectations(Optional.empty(), now));
        String signer = verified.clearing().head().station();
        Optional<Operator> order = own.operatorOf(signer, verified.checkpoint().origin())
                .filter(operator -> operator.delegated().isPresent());
        if (!verified.isSignerKnown() || order.isEmpty()) {
            return Optional.empty();
        }
        if (verified.isTagged()) {
            throw new VerificationException(
                    FailureCode.KEY_NOT_VALID, "asset", "no asset tag, for nobody names one to an order", "one");
        }
        Path file = folder(signer).resolve(verified.clearing().head().eventId() + SUFFIX);
        boolean isNew = !Files.exists(file);
        if (isNew) {
            requireRoom(verified);
            DurableFiles.createFolder(folder(signer));
            DurableFiles.replace(file, bytes);
        } else {
            requireSame(Receipt.parse(Files.readAllBytes(file)), receipt);
        }
        boolean isForPlatform =
                new Outbox(home).addIfPaired(Message.erasure(new String(bytes, StandardCharsets.UTF_8)));
        return Optional.of(new Taken(order.get(), verified, isNew, isForPlatform));
    }

    /** Whoever holds the keys of a start can sign one event twice; the one that came first stays. */
    private static void requireSame(Receipt kept, Receipt offered) throws VerificationException {
        Bytes32 first = kept.clearing().statement().digest();
        Bytes32 second = offered.clearing().statement().digest();
        if (!first.equals(second)) {
            throw new VerificationException(
                    FailureCode.CHAIN_FORK, "statement", "the one that was taken in", "another of the same event");
        }
    }

    /** Whoever copied the keys can begin their log again, as often as they like; the platform has the same bound. */
    private void requireRoom(VerifiedReceipt offered) throws VerificationException, IOException {
        Optional<String> serial = offered.clearing().disclosed().serial();
        boolean isGood = offered.clearing().claims().verdict().isGood();
        int like = 0;
        for (Path file : files(folder(offered.clearing().head().station()))) {
            if (StatementReader.read(Receipt.parse(Files.readAllBytes(file))
                                    .clearing()
                                    .statement())
                            instanceof Statement.Clearing kept
                    && kept.disclosed().serial().equals(serial)
                    && kept.claims().verdict().isGood() == isGood) {
                like++;
            }
        }
        if (like >= Delegated.RECEIPTS_OF_DRIVE_MAX) {
            throw new VerificationException(
                    FailureCode.KEY_NOT_VALID,
                    "receipts of this drive",
                    "at most " + Delegated.RECEIPTS_OF_DRIVE_MAX + (isGood ? " good ones" : " bad ones"),
                    "one more");
        }
    }

    /** Of how many drives of an order receipts are here, good or bad. */
    public int drivesOf(Operator order) throws IOException, VerificationException {
        Set<Bytes32> marks = new HashSet<>();
        for (TrustList.Station station : order.stations()) {
            for (Path file : files(folder(station.key().thumbprint()))) {
                StatementReader.read(Receipt.parse(Files.readAllBytes(file))
                                .clearing()
                                .statement())
                        .disclosed()
                        .serial()
                        .ifPresent(serial -> marks.add(Delegated.mark(order.origin(), serial)));
            }
        }
        marks.retainAll(order.delegated().orElseThrow().drives());
        return marks.size();
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private Path folder(String signer) {
        return home.live().resolve(signer);
    }
}
