package org.wangchuan.station.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.live.LiveOrderRefusedException.Code;

/**
 * The folder of one order on a stick: the order, the private keys of the one start that it allows, and the station's trust list that vouches for
 * them. Until the order is begun, whoever holds the stick holds these keys: they can sign receipts with them, also of other drives, for as long as that list
 * vouches for them. Not thread-safe.
 */
public final class LiveOrderFolder {
    private static final String ORDER = "order.note";
    private static final String BOOT = "boot.key";
    private static final String LOG = "boot-log.key";
    private static final String TRUST = "trust.json";
    private static final String BEGUN = "begun.txt";
    private static final String ENDED = "ended.txt";

    private final Path folder;

    public LiveOrderFolder(Path folder) {
        this.folder = folder;
    }

    /** Whether there is an order, of whatever kind. */
    public boolean isThere() throws IOException {
        return OrderMarks.isThere(folder.resolve(ORDER));
    }

    /** Whether it was begun, as far as this folder says. */
    boolean isBegun() throws IOException {
        return OrderMarks.isThere(folder.resolve(BEGUN));
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
     * The order, if it may be begun here and now. Changes nothing.
     *
     * @param here what holds of this stick and this computer
     */
    public LiveOrder require(LiveOrderPlace here) throws IOException, LiveOrderRefusedException {
        LiveOrder order = read();
        here.requireStation(order);
        if (isBegun() || here.begun().isBegun(order.id())) {
            throw new LiveOrderRefusedException(
                    Code.LIVE_ORDER_ONCE, "an order that was not begun yet", order.id() + ", which was");
        }
        here.requireStickAndTime(order);
        Policy _ = order.rules();
        requireKeys(order);
        return order;
    }

    /**
     * The order, if it was begun and nothing says that its erasure came to an end of any kind: the plug was pulled. Within its time it may be gone on
     * with, where its station has a job that is open. Changes nothing.
     */
    public Optional<LiveOrder> cutOff(LiveOrderPlace here) throws IOException, LiveOrderRefusedException {
        LiveOrder order = read();
        here.requireStation(order);
        if (!here.begun().isBegun(order.id())
                || here.begun().isEnded(order.id())
                || OrderMarks.isThere(folder.resolve(ENDED))) {
            return Optional.empty();
        }
        here.requireStickAndTime(order);
        return Optional.of(order);
    }

    /** Reads the order and verifies its signature. */
    public LiveOrder read() throws IOException, LiveOrderRefusedException {
        try {
            if (Files.size(folder.resolve(ORDER)) > SignedLiveOrder.BYTES_MAX) {
                throw new LiveOrderRefusedException(
                        Code.LIVE_ORDER_FORMAT, "at most " + SignedLiveOrder.BYTES_MAX + " bytes", "more");
            }
            return SignedLiveOrder.parse(Files.readAllBytes(folder.resolve(ORDER)))
                    .order();
        } catch (VerificationException e) {
            throw new LiveOrderRefusedException(Code.LIVE_ORDER_FORMAT, e.where() + ": " + e.expected(), e.found());
        }
    }

    private void requireKeys(LiveOrder order) throws IOException, LiveOrderRefusedException {
        if (!key(BOOT).publicKey().equals(order.boot())
                || !key(LOG).publicKey().equals(order.log().key())) {
            throw new LiveOrderRefusedException(Code.LIVE_ORDER_FORMAT, "the keys that the order names", "other ones");
        }
    }

    /**
     * Records that it is begun, durably and in both places, before anything is destroyed; then the station of this start has its keys, and
     * this folder has them no more. Called once, for an order that {@link #require} gave.
     *
     * @param here as there
     * @param home the station of this start; nothing is there yet
     */
    public void begin(LiveOrder order, LiveOrderPlace here, StationHome home)
            throws IOException, LiveOrderRefusedException {
        byte[] said = said(order.id(), here.now());
        byte[] log = keyText(key(LOG));
        byte[] boot = keyText(key(BOOT));
        byte[] note = Files.readAllBytes(folder.resolve(ORDER));
        here.begun().begin(order.id(), said);
        DurableFiles.replace(folder.resolve(BEGUN), said);
        DurableFiles.createFolder(home.root());
        DurableFiles.replace(home.root().resolve(ORDER), note);
        DurableFiles.replace(home.logKey(), log);
        DurableFiles.replace(home.key(), boot);
        destroyKeys();
    }

    /**
     * Records that its erasure has come to an end, whichever: from now on nobody goes on with it unasked. Where no job is left open, the keys of that start
     * are destroyed.
     *
     * @param isOver whether no job of its station is open
     */
    public void end(LiveOrder order, LiveOrderPlace here, StationHome home, boolean isOver) throws IOException {
        byte[] said = said(order.id(), here.now());
        here.begun().end(order.id(), said);
        DurableFiles.replace(folder.resolve(ENDED), said);
        if (isOver) {
            destroyKeys(home);
        }
    }

    /** Of an order that is begun nobody needs the keys in this folder: its station has them, or has signed nothing and never will. */
    public void destroyKeys() throws IOException {
        DurableFiles.destroy(folder.resolve(BOOT));
        DurableFiles.destroy(folder.resolve(LOG));
    }

    /** Whether the station of a start has any of its keys, or a crash has left something of one. */
    public static boolean hasKeys(StationHome home) {
        return DurableFiles.hasTraces(home.key()) || DurableFiles.hasTraces(home.logKey());
    }

    /** Whether the station of a start can sign. */
    public static boolean canSign(StationHome home) {
        return Files.exists(home.key()) && Files.exists(home.logKey());
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /** The order of a start, as its station has kept it; empty if it was begun by a version that kept none. */
    public static Optional<LiveOrder> kept(StationHome home) throws IOException {
        LiveOrderFolder kept = new LiveOrderFolder(home.root());
        try {
            return kept.isThere() ? Optional.of(kept.read()) : Optional.empty();
        } catch (LiveOrderRefusedException _) {
            return Optional.empty();
        }
    }

    /** The station's trust list that came with the order, as it is; empty if there is none. Whoever believes it verifies it. */
    public Optional<SignedTrustList> trust() throws IOException {
        Path file = folder.resolve(TRUST);
        try {
            return Files.isRegularFile(file) && Files.size(file) <= SignedTrustList.BYTES_MAX
                    ? Optional.of(SignedTrustList.parse(Files.readAllBytes(file)))
                    : Optional.empty();
        } catch (VerificationException _) {
            return Optional.empty();
        }
    }

    /** Destroys the keys of a start that has nothing more to sign. What the cells of a stick keep of them is out of reach. */
    public static void destroyKeys(StationHome home) throws IOException {
        DurableFiles.destroy(home.key());
        DurableFiles.destroy(home.logKey());
    }

    static byte[] said(UUID order, Instant now) {
        return (now + " " + order + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private SigningKey key(String name) throws IOException, LiveOrderRefusedException {
        try {
            String text = Files.readString(folder.resolve(name), StandardCharsets.US_ASCII);
            return SigningKey.of(Bytes32.parseBase64Url(text.strip()).toBytes());
        } catch (NoSuchFileException _) {
            throw new LiveOrderRefusedException(Code.LIVE_ORDER_FORMAT, "a key in " + name, "no such file");
        } catch (VerificationException e) {
            throw new LiveOrderRefusedException(Code.LIVE_ORDER_FORMAT, "a key in " + name, e.found());
        }
    }

    /** As the files of a station's keys. */
    private static byte[] keyText(SigningKey key) {
        return (Bytes32.of(key.toPrivateBytes()).base64Url() + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
