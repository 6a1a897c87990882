package org.wangchuan.station.live;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.Delegated;

/**
 * What a computer that is started from the live image may erase without anybody being asked, once.
 *
 * @param id names it; that it was begun is recorded under this name
 * @param stick the stick that it is for, by the number that was made up for it; no other one carries it out
 * @param station who orders it, and who answers for the key of this one start
 * @param boot the key that signs what is done under this order, and nothing else
 * @param log of the log that this start begins
 * @param serials of the drives, each as it says of itself; 1 to {@value #DRIVES_MAX}, each once. All of them or none
 * @param policy the identifier of the rule set
 * @param policyVersion the version of it that was ordered, and no other is carried out; absent in an order that was signed before it was said, which means the first
 * @param bestEffort whether to go on where the policy can't be satisfied
 * @param issued seconds since 1970-01-01 UTC
 * @param expires seconds since 1970-01-01 UTC; later than that nothing is begun
 */
public record LiveOrder(
        UUID id,
        UUID stick,
        PublicKey station,
        PublicKey boot,
        VerifierKey log,
        List<String> serials,
        String policy,
        Optional<Long> policyVersion,
        VerifyMode verify,
        boolean bestEffort,
        long issued,
        long expires) {
    /** More than any computer has. */
    public static final int DRIVES_MAX = 64;

    /** An order is for the next days, not for ever: a stick gets lost. */
    public static final Duration VALID_MAX = Duration.ofDays(31);

    /** Longer than the largest drives take. */
    static final Duration TIME_TO_ERASE = Duration.ofDays(14);

    /**
     * Statements of one order: a start and a clearing of each drive. Twice as many, since a drive that fails and is resumed may be begun anew;
     * for more the key of this start is not valid.
     */
    public static final int STATEMENTS_PER_DRIVE = 4;

    /** What notes with orders are called by. */
    static final String PURPOSE = "live-order";

    private static final int SERIAL_CHARS_MAX = 200;
    private static final long FIRST_VERSION = 1;
    private static final String TYPE = "wangchuan/live-order/v1";

    public LiveOrder {
        serials = List.copyOf(serials);
        if (serials.isEmpty()
                || serials.size() > DRIVES_MAX
                || new HashSet<>(serials).size() < serials.size()
                || !serials.stream().allMatch(LiveOrder::isSerial)) {
            throw new IllegalArgumentException(
                    "expected 1 to " + DRIVES_MAX + " serial numbers, each once and on one line");
        }
        if (policyVersion.filter(version -> version < FIRST_VERSION).isPresent()) {
            throw new IllegalArgumentException("expected a version of a rule set, " + FIRST_VERSION + " or more");
        }
        if (issued < 0 || expires <= issued || expires - issued > VALID_MAX.toSeconds()) {
            throw new IllegalArgumentException(
                    "expected an end of at most " + VALID_MAX.toDays() + " days after the order's beginning");
        }
    }

    /** Whether a drive can be named by this: not blank, on one line, and not without end. */
    static boolean isSerial(String text) {
        return !text.isBlank()
                && text.length() <= SERIAL_CHARS_MAX
                && text.chars().noneMatch(Character::isISOControl);
    }

    /** The version of the rule set that is carried out. */
    public long rulesVersion() {
        return policyVersion.orElse(FIRST_VERSION);
    }

    /**
     * What the drives are erased by: that very version, whichever is the newest here. What was ordered may overwrite them, and another version have them erase
     * themselves.
     *
     * @throws LiveOrderRefusedException with code LIVE_ORDER_POLICY, if this program does not have it
     */
    public Policy rules() throws LiveOrderRefusedException {
        return PolicyCatalogue.find(policy, rulesVersion())
                .orElseThrow(() -> new LiveOrderRefusedException(
                        LiveOrderRefusedException.Code.LIVE_ORDER_POLICY,
                        policy + "/" + rulesVersion(),
                        known(PolicyCatalogue.IDS.contains(policy) ? List.of(policy) : PolicyCatalogue.IDS)));
    }

    private static String known(List<String> ids) {
        return ids.stream()
                .flatMap(id -> PolicyCatalogue.versions(id).stream())
                .map(one -> one.id() + "/" + one.version())
                .collect(Collectors.joining(", "));
    }

    /** The first place in the log of this start that its key is not valid for. */
    public long statementsMax() {
        return (long) serials.size() * STATEMENTS_PER_DRIVE;
    }

    /**
     * What the key of this start counts for: receipts of these drives. What is begun at the end of the order has some days to come to an end, and a clock may be
     * off.
     */
    public Delegated delegated() {
        return new Delegated(
                serials.stream()
                        .map(serial -> Delegated.mark(log.name(), serial))
                        .toList(),
                expires + TIME_TO_ERASE.toSeconds());
    }

    /** What signs orders: the station's key under a name that it signs nothing else by. */
    public static String signerName(PublicKey station) {
        return "wangchuan.local/" + station.thumbprint().substring(0, 16) + "/" + PURPOSE;
    }

    /** Whether it may be begun now by this computer's clock. */
    boolean isValidAt(Instant now, Duration skew) {
        return now.getEpochSecond() <= expires && now.plus(skew).getEpochSecond() >= issued;
    }

    /** The text that is signed: one line of canonical JSON. */
    String text() {
        Json.Builder out = Json.object();
        policyVersion.ifPresent(version -> out.put("policyVersion", version));
        return CanonicalJson.writeText(out.put("type", TYPE)
                        .put("id", id.toString())
                        .put("stick", stick.toString())
                        .put("station", station.base64Url())
                        .put("boot", boot.base64Url())
                        .put("log", log.toString())
                        .put("serials", Json.texts(serials))
                        .put("policy", policy)
                        .put("verify", Json.wireName(verify))
                        .put("bestEffort", bestEffort)
                        .put("issued", issued)
                        .put("expires", expires)
                        .build())
                + "\n";
    }

    /**
     * Reads the text in its one spelling.
     *
     * @throws VerificationException with code NOTE_FORMAT, KEY_FORMAT or ENCODING
     */
    static LiveOrder parse(byte[] line) throws VerificationException {
        try {
            Json.Fields fields = Json.in(CanonicalJson.readObject(line));
            if (!fields.text("type").equals(TYPE)) {
                throw fields.fault("type", TYPE, fields.text("type"));
            }
            return new LiveOrder(
                    UUID.fromString(fields.text("id")),
                    UUID.fromString(fields.text("stick")),
                    PublicKey.parse(fields.text("station")),
                    PublicKey.parse(fields.text("boot")),
                    VerifierKey.parse(fields.text("log")),
                    fields.texts("serials"),
                    fields.text("policy"),
                    fields.has("policyVersion")
                            ? Optional.of(fields.whole("policyVersion", FIRST_VERSION, JsonValue.Whole.MAX))
                            : Optional.empty(),
                    fields.constant("verify", VerifyMode.class),
                    fields.bool("bestEffort"),
                    fields.whole("issued", 0, JsonValue.Whole.MAX),
                    fields.whole("expires", 0, JsonValue.Whole.MAX));
        } catch (MalformedJsonException | ShapeException | IllegalArgumentException e) {
            throw new VerificationException(FailureCode.NOTE_FORMAT, "order", "an order of " + TYPE, e);
        }
    }
}
