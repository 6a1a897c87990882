package org.wangchuan.platform.consumer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.identity.Secrets;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.process.SharedKeys;
import org.wangchuan.platform.setting.PlatformSettings;

/**
 * The links of owners. A link's secret and its codes come from a key of this platform that is not in the database, so that the
 * counter can show the same ones again, and the database, which holds only the digest of the secret, lets nobody in. The first
 * browser that goes on has the link; another needs the paper code. Thread-safe.
 */
@Component
public class OwnerLinks implements OwnerInvitation {
    /** Wrong codes until none counts any more for a while: of the paper's, and of those of the counter's screen. */
    public static final int TRIES_MAX = 5;

    /**
     * How long after the last try no code of the paper counts: five of a million a day, of whoever has the link already, and whoever comes in
     * waits as long as any other browser for what is kept in clear.
     */
    static final Duration LOCKED = Duration.ofHours(24);

    /** The same of the codes of the counter's screen, which change meanwhile: an hour, for the owner stands there. */
    static final Duration PRESENCE_LOCKED = Duration.ofHours(1);

    /** How long a browser that is not the first waits for what is kept of its owner. */
    static final Duration WAIT = Duration.ofDays(3);

    /** Browsers of one order. */
    static final int BROWSERS_MAX = 5;

    /** Where a link leads; its secret follows. */
    static final String PATH = "/o/";

    static final String KEY_FILE = "owner-links.key";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 18;
    private static final int KEY_BYTES = 32;
    private static final int CODE_BOUND = 1_000_000;
    private static final Duration PRESENCE_STEP = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final PlatformSettings settings;
    private final Guides guides;
    private final SecretKeySpec key;

    OwnerLinks(JdbcClient jdbc, InstantSource clock, PlatformSettings settings, Guides guides, SharedKeys keys)
            throws IOException {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
        this.guides = guides;
        this.key = new SecretKeySpec(keys.key(settings.data().resolve(KEY_FILE), KEY_BYTES), ALGORITHM);
    }

    /**
     * A link as a request found it.
     *
     * @param isBound whether a browser has it
     * @param lockedUntil until when no code of the paper counts; empty if one does
     */
    record Found(UUID order, boolean isBound, Optional<Instant> lockedUntil) {}

    /** The full address for the QR code; made at the first call. */
    @Transactional
    public String create(UUID order) {
        return settings.origin() + PATH + secret(order, generation(order));
    }

    @Override
    @Transactional
    public String link(UUID order) {
        return create(order);
    }

    @Override
    @Transactional
    public String paperCode(UUID order) {
        return code("paper", order, generation(order));
    }

    @Override
    @Transactional
    public String presenceCode(UUID order) {
        return code("presence/" + step(), order, generation(order));
    }

    @Override
    @Transactional
    public void renew(UUID order) {
        int before = generation(order);
        OffsetDateTime now = now();
        jdbc.sql("INSERT INTO consumer.renewal (digest, order_id, at) VALUES (?, ?, ?)")
                .params(Secrets.digest(secret(order, before)), order, now)
                .update();
        jdbc.sql("""
                        UPDATE consumer.link SET generation = ?, digest = ?, tries = 0, presence_tries = 0, bound_at = NULL
                        WHERE order_id = ?""")
                .params(before + 1, Secrets.digest(secret(order, before + 1)), order)
                .update();
        jdbc.sql("UPDATE consumer.browser SET ended_at = ? WHERE order_id = ? AND ended_at IS NULL")
                .params(now, order)
                .update();
    }

    @Override
    public Optional<Instant> lockedUntil(UUID order) {
        return jdbc.sql("SELECT tries, tried_at FROM consumer.link WHERE order_id = ?")
                .param(order)
                .query((row, _) -> lockedUntil(row.getInt(1), row.getObject(2, OffsetDateTime.class)))
                .optional()
                .flatMap(Function.identity());
    }

    private Optional<Instant> lockedUntil(int tries, @Nullable OffsetDateTime triedAt) {
        return Optional.ofNullable(triedAt)
                .filter(_ -> tries >= TRIES_MAX)
                .map(at -> at.toInstant().plus(LOCKED))
                .filter(until -> clock.instant().isBefore(until));
    }

    @Override
    public boolean isObjected(UUID order) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM consumer.renewal one WHERE one.order_id = ? AND one.objected_at IS NOT NULL
                          AND NOT EXISTS (SELECT 1 FROM consumer.renewal later
                            WHERE later.order_id = one.order_id AND later.at > one.objected_at))""").param(order).query((row, _) -> row.getBoolean(1)).single();
    }

    @Override
    public Preparation preparation(WorkOrder order, Device device) {
        List<Guide.Item> items = guides.of(device).items();
        return new Preparation(
                items.size(),
                items.stream()
                        .filter(item -> !"done".equals(order.preparation().get(item.id())))
                        .map(item -> new Open(
                                item.title(false),
                                item.title(true),
                                order.preparation().getOrDefault(item.id(), "")))
                        .toList(),
                order.preparation().getOrDefault(Guide.KEEP, ""));
    }

    @Override
    public boolean hasJoined(UUID order) {
        return jdbc.sql("SELECT count(*) FROM consumer.link WHERE order_id = ? AND bound_at IS NOT NULL")
                        .param(order)
                        .query((row, _) -> row.getInt(1))
                        .single()
                == 1;
    }

    /** The link of this secret. */
    Optional<Found> find(String secret) {
        return jdbc.sql("SELECT order_id, bound_at IS NOT NULL, tries, tried_at FROM consumer.link WHERE digest = ?")
                .param(Secrets.digest(secret))
                .query((row, _) -> new Found(
                        row.getObject(1, UUID.class),
                        row.getBoolean(2),
                        lockedUntil(row.getInt(3), row.getObject(4, OffsetDateTime.class))))
                .optional();
    }

    /** Whether this cookie is of a browser that was let in for this order. */
    boolean isIn(UUID order, String cookie) {
        return jdbc.sql("SELECT count(*) FROM consumer.browser WHERE digest = ? AND order_id = ? AND ended_at IS NULL")
                        .params(Secrets.digest(cookie), order)
                        .query((row, _) -> row.getInt(1))
                        .single()
                == 1;
    }

    /** How a browser came in. */
    public enum Way {
        /** With the link, which no browser had yet. */
        LINK,
        /** With the code of the paper, which whoever printed it knows as well. */
        PAPER;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A browser that came in.
     *
     * @param way absent if that was not noted yet
     * @param endedAt since when it is out
     */
    public record Came(Instant at, Optional<Way> way, Optional<Instant> endedAt) {}

    /** All browsers that ever came in for an order, the first one first; at most 100. */
    List<Came> browsers(UUID order) {
        return jdbc.sql("""
                        SELECT let_in_at, came_by, ended_at FROM consumer.browser WHERE order_id = ?
                        ORDER BY let_in_at, digest LIMIT 100""")
                .param(order)
                .query((row, _) -> new Came(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getString(2)).map(text -> Way.valueOf(text.toUpperCase(Locale.ROOT))),
                        Optional.ofNullable(row.getObject(3, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .list();
    }

    /**
     * Whether this browser may see in clear what is kept, and have it forgotten: the first that ever came in for the order, or
     * one that has been in the list for {@link #WAIT}, so that its owner could see it there. Not one that came in by a link of which those
     * whom it had put out say that they had not asked for it, until a later one.
     */
    boolean mayOpen(UUID order, String cookie) {
        return jdbc.sql("""
                        SELECT count(*) FROM consumer.browser this
                        WHERE digest = ? AND order_id = ? AND ended_at IS NULL AND (let_in_at <= ? OR NOT EXISTS (
                          SELECT 1 FROM consumer.browser other WHERE other.order_id = this.order_id
                          AND (other.let_in_at, other.digest) < (this.let_in_at, this.digest)))
                        AND NOT EXISTS (SELECT 1 FROM consumer.renewal one WHERE one.order_id = this.order_id
                          AND one.objected_at IS NOT NULL AND one.at <= this.let_in_at
                          AND NOT EXISTS (SELECT 1 FROM consumer.renewal later WHERE later.order_id = one.order_id
                            AND later.at > one.objected_at AND later.at <= this.let_in_at))""")
                        .params(Secrets.digest(cookie), order, now().minus(WAIT))
                        .query((row, _) -> row.getInt(1))
                        .single()
                == 1;
    }

    /** Binds the link to a browser, if none has it; what its cookie is. Of two at once, one succeeds. */
    @Transactional
    Optional<String> bind(UUID order) {
        int bound = jdbc.sql("UPDATE consumer.link SET bound_at = ? WHERE order_id = ? AND bound_at IS NULL")
                .params(now(), order)
                .update();
        return bound == 1 ? Optional.of(let(order, Way.LINK)) : Optional.empty();
    }

    /** A try with the paper code is counted before it is checked, and stays counted if this process dies meanwhile. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    boolean countTry(UUID order) {
        OffsetDateTime now = now();
        return jdbc.sql("""
                        UPDATE consumer.link SET tries = CASE WHEN tries < ? THEN tries ELSE 0 END + 1, tried_at = ?
                        WHERE order_id = ? AND (tries < ? OR tried_at <= ?)""")
                        .params(TRIES_MAX, now, order, TRIES_MAX, now.minus(LOCKED))
                        .update()
                == 1;
    }

    /** The same of a code of the counter's screen. A stranger with the paper's link takes none of these from the owner. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    boolean countPresenceTry(UUID order) {
        OffsetDateTime now = now();
        return jdbc.sql("""
                        UPDATE consumer.link SET presence_tries = CASE WHEN presence_tries < ? THEN presence_tries ELSE 0 END + 1,
                          presence_tried_at = ?
                        WHERE order_id = ? AND (presence_tries < ? OR presence_tried_at <= ?)""")
                        .params(TRIES_MAX, now, order, TRIES_MAX, now.minus(PRESENCE_LOCKED))
                        .update()
                == 1;
    }

    /** What another browser's cookie is if the code is right; call {@link #countTry} before. */
    @Transactional
    Optional<String> enter(UUID order, String code) {
        if (!isSame(code, paperCode(order))) {
            return Optional.empty();
        }
        if (isFull(order)) {
            return Optional.empty();
        }
        jdbc.sql("UPDATE consumer.link SET tries = 0, bound_at = coalesce(bound_at, ?) WHERE order_id = ?")
                .params(now(), order)
                .update();
        return Optional.of(let(order, Way.PAPER));
    }

    /** Whether as many browsers are in as may be: then no code lets another one in. */
    boolean isFull(UUID order) {
        return jdbc.sql("SELECT count(*) FROM consumer.browser WHERE order_id = ? AND ended_at IS NULL")
                        .param(order)
                        .query((row, _) -> row.getInt(1))
                        .single()
                >= BROWSERS_MAX;
    }

    /** Whether this is what the counter's screen shows now, or did a moment ago; call {@link #countPresenceTry} before. */
    @Transactional
    boolean isPresent(UUID order, String code) {
        int generation = generation(order);
        boolean isNow = isSame(code, code("presence/" + step(), order, generation));
        boolean isBefore = isSame(code, code("presence/" + (step() - 1), order, generation));
        if (isNow || isBefore) {
            jdbc.sql("UPDATE consumer.link SET presence_tries = 0 WHERE order_id = ?")
                    .param(order)
                    .update();
        }
        return isNow || isBefore;
    }

    private String let(UUID order, Way way) {
        String cookie = Secrets.random();
        jdbc.sql("INSERT INTO consumer.browser (digest, order_id, let_in_at, came_by) VALUES (?, ?, ?, ?)")
                .params(Secrets.digest(cookie), order, now(), way.id())
                .update();
        return cookie;
    }

    /** Which link of this order is the current one; makes the first. */
    private int generation(UUID order) {
        jdbc.sql("""
                        INSERT INTO consumer.link (order_id, generation, digest, tries, created_at)
                        VALUES (?, 0, ?, 0, ?) ON CONFLICT (order_id) DO NOTHING""").params(order, Secrets.digest(secret(order, 0)), now()).update();
        return jdbc.sql("SELECT generation FROM consumer.link WHERE order_id = ?")
                .param(order)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    private String secret(UUID order, int generation) {
        byte[] bytes = Arrays.copyOf(mac("link", order, generation), SECRET_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String code(String kind, UUID order, int generation) {
        long number = ByteBuffer.wrap(mac(kind, order, generation)).getLong() >>> 1;
        return String.format(Locale.ROOT, "%06d", number % CODE_BOUND);
    }

    private byte[] mac(String kind, UUID order, int generation) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal((kind + "/" + order + "/" + generation).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private long step() {
        return clock.instant().getEpochSecond() / PRESENCE_STEP.toSeconds();
    }

    private static boolean isSame(String typed, String expected) {
        String digits = typed.replaceAll("\\s", "");
        return MessageDigest.isEqual(
                digits.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
