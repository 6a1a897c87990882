package org.wangchuan.platform.custody;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * SIM and memory card of a phone. What somebody accounts for is how its media are counted: itself, and a card that stays. As long as nobody has,
 * or something is seen that contradicts it, nobody has counted, and the phone is not proved. Nothing here is changed or taken away: whoever knows
 * better says so anew. Thread-safe.
 */
@Component
public class Cards {
    /** More than anybody sees in one phone: of what comes then only what takes an account back is kept, which is no more than there are accounts. */
    private static final int SEEN_MAX = 200;

    /** More accounts than anybody gives of one phone. */
    private static final int SAID_MAX = 100;

    private final JdbcClient jdbc;
    private final Devices devices;
    private final MediaTable media;
    private final InstantSource clock;

    Cards(JdbcClient jdbc, Devices devices, MediaTable media, InstantSource clock) {
        this.jdbc = jdbc;
        this.devices = devices;
        this.media = media;
        this.clock = clock;
    }

    /** How it stands with a device; nothing is asked of what is no phone. */
    @Transactional(readOnly = true)
    public CardsSaid of(UUID device) {
        record State(boolean isAsked, boolean isCounted) {}
        State state = jdbc.sql("""
                        SELECT kind IN ('phone', 'tablet') AND (asks_for_cards OR media_count IS NULL) AS is_asked,
                          kind IN ('phone', 'tablet') AND media_count IS NOT NULL AS is_counted
                        FROM custody.device WHERE id = ?""")
                .param(device)
                .query((row, _) -> new State(row.getBoolean("is_asked"), row.getBoolean("is_counted")))
                .single();
        Optional<CardsSaid.Said> said = said(device);
        List<CardsSaid.Seen> seen = jdbc.sql(
                        "SELECT * FROM custody.card_seen WHERE device_id = ? ORDER BY number LIMIT "
                                + (SEEN_MAX + SAID_MAX))
                .param(device)
                .query((row, _) -> new CardsSaid.Seen(
                        row.getLong("number"),
                        CardsSaid.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        CardsSaid.By.valueOf(row.getString("seen_by").toUpperCase(Locale.ROOT)),
                        row.getBoolean("is_against"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
        long last = Math.max(
                said.map(CardsSaid.Said::number).orElse(0L),
                seen.isEmpty() ? 0L : seen.getLast().number());
        return new CardsSaid(
                state.isAsked(),
                state.isCounted() && said.isPresent(),
                said,
                seen,
                card(device).isPresent(),
                last);
    }

    private Optional<CardsSaid.Said> said(UUID device) {
        return jdbc.sql("SELECT * FROM custody.card_account WHERE device_id = ? ORDER BY number DESC LIMIT 1")
                .param(device)
                .query((row, _) -> read(row))
                .optional();
    }

    /**
     * Whether by what held at a time its memory card was to stay: whoever was shown it then read that. What was said later is another matter, and so is whatever
     * took it back later.
     */
    @Transactional(readOnly = true)
    public boolean wasToStay(UUID device, Instant at) {
        OffsetDateTime then = at.atOffset(ZoneOffset.UTC);
        return jdbc.sql("""
                        SELECT coalesce((SELECT a.card = 'stays'
                            AND NOT EXISTS (SELECT 1 FROM custody.card_seen s
                              WHERE s.device_id = a.device_id AND s.number > a.number AND s.is_against AND s.at < :at)
                            AND NOT EXISTS (SELECT 1 FROM custody.device_event e
                              WHERE e.device_id = a.device_id AND e.reason IN ('cards-unheard', 'cards-back', 'found') AND e.at > a.at AND e.at < :at)
                          FROM custody.card_account a WHERE a.device_id = :device AND a.at < :at ORDER BY a.number DESC LIMIT 1), false)""")
                .param("device", device)
                .param("at", then)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private static CardsSaid.Said read(ResultSet row) throws SQLException {
        return new CardsSaid.Said(
                row.getLong("number"),
                CardAccount.of(row.getString("sim"), row.getString("esim"), row.getString("card"))
                        .orElseThrow(),
                row.getBoolean("is_against_seen"),
                row.getObject("account_id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    /**
     * Notes what became of them, which counts the phone's media, and moves its device to where that leads. The caller holds its order's lock.
     *
     * @param shown {@link CardsSaid#last} as whoever says it was shown
     * @param isManager whether this person may say that a card does not stay after all, that there was nothing where something was seen, or that it is the card
     *     that stays where one was seen after it was erased
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Device account(UUID device, CardAccount account, long shown, UUID by, boolean isManager)
            throws GateException {
        Device known = devices.locked(device);
        if (!known.kind().isPhone() || !known.state().canBeCounted()) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, known.state().id() + " is not accounted for anew");
        }
        CardsSaid before = of(device);
        if (before.last() != shown) {
            throw new GateException(GateException.Code.CHANGED, "something was said or seen since");
        }
        if (account.card() != CardAccount.Card.STAYS) {
            requireNoCard(before, isManager);
        }
        requireLookedAt(before, account, isManager);
        boolean isAgainst = before.seen().stream().anyMatch(seen -> !account.explains(seen, before.seen()));
        if (isAgainst && !isManager) {
            throw new GateException(
                    GateException.Code.CARDS_SEEN, "something was seen where nothing is said to have been");
        }
        if (count("SELECT count(*) FROM custody.card_account WHERE device_id = ?", device) >= SAID_MAX) {
            throw new GateException(GateException.Code.CARDS_OFTEN, "accounted for " + SAID_MAX + " times");
        }
        jdbc.sql("""
                        INSERT INTO custody.card_account (device_id, sim, esim, card, is_against_seen, account_id, at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .param(device)
                .param(account.sim().id())
                .param(account.esim().id())
                .param(account.card().id())
                .param(isAgainst)
                .param(by)
                .param(now())
                .update();
        jdbc.sql("UPDATE custody.device SET media_count = ?, asks_for_cards = true WHERE id = ?")
                .params(account.media(), device)
                .update();
        return devices.weighed(
                known,
                DeviceState.REGISTERED,
                Optional.of(by),
                "cards-" + account.card().id());
    }

    /** A card that a station has begun with is one of the media, whatever anybody says then. */
    private static void requireNoCard(CardsSaid before, boolean isManager) throws GateException {
        if (before.isCardBegun()) {
            throw new GateException(GateException.Code.CARD_BEGUN, "a station has begun with its card");
        }
        boolean didStay = before.said()
                .filter(said -> said.account().card() == CardAccount.Card.STAYS)
                .isPresent();
        if (didStay && !isManager) {
            throw new GateException(GateException.Code.CARD_STAYS, "its card was said to stay");
        }
    }

    /** Where a card was seen once one was erased, the one that was erased lies at hand: somebody has to look which of them is still in the phone. */
    private static void requireLookedAt(CardsSaid before, CardAccount account, boolean isManager) throws GateException {
        boolean isAnother = before.isCardBegun()
                && before.unexplained().stream().anyMatch(seen -> !seen.kind().isSim());
        if (isAnother && account.card() == CardAccount.Card.STAYS && !isManager) {
            throw new GateException(GateException.Code.CARDS_SEEN, "a card was seen after one was erased");
        }
    }

    /** What no longer holds by what was seen. */
    public enum Fallen {
        NOTHING,
        /** What was accounted for. */
        ACCOUNT,
        /** That, if it held, and what was proved of a card. */
        CARD
    }

    /**
     * Notes that something was seen in a phone. What was accounted for and does not explain it holds no more: nobody has counted then, until
     * somebody accounts for it anew. What is seen once a card was erased may be that one, put back, or another, which nobody erased: nobody can tell them
     * apart, and whichever it is, it is erased once more. The caller holds its order's lock; of what is no phone nothing is noted.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Fallen seen(UUID device, CardsSaid.Kind kind, CardsSaid.By by) throws GateException {
        Device known = devices.locked(device);
        if (!known.kind().isPhone()) {
            return Fallen.NOTHING;
        }
        CardsSaid now = of(device);
        boolean isExplained = now.said()
                .filter(said -> said.account().explainsLater(kind, now.isCardBegun()))
                .isPresent();
        Optional<Medium> proved = kind.isSim()
                ? Optional.empty()
                : card(device).filter(card -> card.proof().isPresent());
        boolean doesFall = isHere(known) && (proved.isPresent() || (!isExplained && now.isCounted()));
        if (doesFall || count("SELECT count(*) FROM custody.card_seen WHERE device_id = ?", device) < SEEN_MAX) {
            jdbc.sql("""
                            INSERT INTO custody.card_seen (device_id, kind, seen_by, is_against, at) VALUES (?, ?, ?, ?, ?)""")
                    .params(device, kind.id(), by.id(), now.said().isPresent() && !isExplained, now())
                    .update();
        }
        if (!doesFall) {
            return Fallen.NOTHING;
        }
        proved.ifPresent(card -> {
            media.unproved(card.id());
            media.nameless(card.id());
        });
        falls(known, "cards-seen");
        return proved.isPresent() ? Fallen.CARD : Fallen.ACCOUNT;
    }

    private Optional<Medium> card(UUID device) {
        return media.of(device).known().stream().filter(Medium::isCard).findFirst();
    }

    /**
     * Takes back what was accounted for of a phone, because nobody heard what it showed last, or had it in sight: whoever looks into it afterwards says it anew.
     * The caller holds its order's lock. Says whether an account has fallen by it.
     *
     * @param reason why, as the device's events have it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean takenBack(UUID device, String reason) throws GateException {
        Device known = devices.locked(device);
        boolean falls = known.kind().isPhone() && media.of(device).count().isPresent() && isHere(known);
        if (falls) {
            falls(known, reason);
        }
        return falls;
    }

    /** What has left is not taken back; what is in stock, or waits for it with its order over, is held from then on. */
    private static boolean isHere(Device known) {
        return known.state().canBeCounted()
                || known.state() == DeviceState.BLOCKED
                || known.state() == DeviceState.IN_STOCK;
    }

    private void falls(Device known, String reason) throws GateException {
        media.uncounted(known.id());
        var _ = devices.weighed(known, devices.ifWorse(known), Optional.empty(), reason);
    }

    private int count(String sql, UUID device) {
        return jdbc.sql(sql).param(device).query((row, _) -> row.getInt(1)).single();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
