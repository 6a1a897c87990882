package org.wangchuan.station.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.live.LiveOrderRefusedException.Code;

/**
 * The folder of one order on a stick: the order, the private keys of the one start that it allows, and the station's trust list that vouches for
 * them. Whoever holds the stick holds these keys: they can sign receipts with them, also of other drives, for as long as that list vouches for them. Not thread-safe.
 */
public final class LiveOrderFolder {
    /** A computer's clock may be set to the local time. */
    public static final Duration CLOCK_SKEW = Duration.ofHours(26);

    private static final String ORDER = "order.note";
    private static final String BOOT = "boot.key";
    private static final String LOG = "boot-log.key";
    private static final String TRUST = "trust.json";
    private static final String BEGUN = "begun.txt";

    private final Path folder;

    public LiveOrderFolder(Path folder) {
        this.folder = folder;
    }

    /** Whether there is an order, of whatever kind. */
    public boolean isThere() {
        return Files.isRegularFile(folder.resolve(ORDER));
    }

    /** Whether it was begun, as far as this folder says. */
    public boolean isBegun() {
        return Files.exists(folder.resolve(BEGUN));
    }

    /** Writes the order last: a folder without one is none. */
    public void write(SignedLiveOrder order, SigningKey boot, SigningKey log, SignedTrustList trust)
            throws IOException {
        DurableFiles.createFolder(folder);
        DurableFiles.replace(folder.resolve(BOOT), keyText(boot));
        DurableFiles.replace(folder.resolve(LOG), keyText(log));
        DurableFiles.replace(folder.resolve(TRUST), trust.toBytes());
        DurableFiles.replace(folder.resolve(ORDER), order.note().toBytes());
    }

    /**
     * The order, if it may be carried out here and now. Changes nothing.
     *
     * @param station thumbprint of the key whose orders are followed here
     * @param begun the folder that says what was begun, apart from this one
     */
    public SignedLiveOrder require(String station, Path begun, Instant now)
            throws IOException, LiveOrderRefusedException {
        SignedLiveOrder signed = read();
        LiveOrder order = signed.order();
        if (!order.station().thumbprint().equals(station)) {
            throw new LiveOrderRefusedException(
                    Code.LIVE_ORDER_STATION,
                    "an order of station " + station,
                    "one of " + order.station().thumbprint());
        }
        if (isBegun() || Files.exists(begun.resolve(order.id().toString()))) {
            throw new LiveOrderRefusedException(
                    Code.LIVE_ORDER_ONCE, "an order that was not begun yet", order.id() + ", which was");
        }
        if (!order.isValidAt(now, CLOCK_SKEW)) {
            throw new LiveOrderRefusedException(
                    Code.LIVE_ORDER_TIME,
                    "a time from " + Instant.ofEpochSecond(order.issued()) + " to "
                            + Instant.ofEpochSecond(order.expires()),
                    now + " by this computer's clock");
        }
        return signed;
    }

    /** Reads the order and verifies its signature, and that the keys beside it are those that it names. */
    public SignedLiveOrder read() throws IOException, LiveOrderRefusedException {
        try {
            if (Files.size(folder.resolve(ORDER)) > SignedLiveOrder.BYTES_MAX) {
                throw new LiveOrderRefusedException(
                        Code.LIVE_ORDER_FORMAT, "at most " + SignedLiveOrder.BYTES_MAX + " bytes", "more");
            }
            SignedLiveOrder signed = SignedLiveOrder.parse(Files.readAllBytes(folder.resolve(ORDER)));
            LiveOrder order = signed.order();
            if (!key(BOOT).publicKey().equals(order.boot())
                    || !key(LOG).publicKey().equals(order.log().key())) {
                throw new LiveOrderRefusedException(
                        Code.LIVE_ORDER_FORMAT, "the keys that the order names", "other ones");
            }
            return signed;
        } catch (VerificationException e) {
            throw new LiveOrderRefusedException(Code.LIVE_ORDER_FORMAT, e.where() + ": " + e.expected(), e.found());
        }
    }

    /**
     * Records that it is begun, durably and in both places, before anything is destroyed; then the station of this start has its keys. Called
     * once, for an order that {@link #require} gave.
     *
     * @param begun as there
     * @param home the station of this start; nothing is there yet
     */
    public void begin(LiveOrder order, Path begun, StationHome home, Instant now)
            throws IOException, LiveOrderRefusedException {
        byte[] said = (now + " " + order.id() + "\n").getBytes(StandardCharsets.US_ASCII);
        DurableFiles.createFolder(begun);
        DurableFiles.replace(begun.resolve(order.id().toString()), said);
        DurableFiles.replace(folder.resolve(BEGUN), said);
        try {
            DurableFiles.createFolder(home.root());
            DurableFiles.replace(home.logKey(), keyText(key(LOG)));
            DurableFiles.replace(home.key(), keyText(key(BOOT)));
        } catch (VerificationException e) {
            throw new LiveOrderRefusedException(Code.LIVE_ORDER_FORMAT, e.where() + ": " + e.expected(), e.found());
        }
    }

    private SigningKey key(String name) throws IOException, VerificationException {
        return SigningKey.of(Bytes32.parseBase64Url(Files.readString(folder.resolve(name), StandardCharsets.US_ASCII)
                        .strip())
                .toBytes());
    }

    /** As the files of a station's keys. */
    private static byte[] keyText(SigningKey key) {
        return (Bytes32.of(key.toPrivateBytes()).base64Url() + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
