package org.wangchuan.platform.custody;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.proof.encoding.Bytes32;

/** The rows of media. Whoever writes one has locked its device. Thread-safe. */
@Component
class MediaTable {
    private static final int TAIL_CHARS = 4;

    private final JdbcClient jdbc;
    private final KeyedDigest serials;

    MediaTable(JdbcClient jdbc, KeyedDigest serials) {
        this.jdbc = jdbc;
        this.serials = serials;
    }

    Media of(UUID device) {
        Optional<Integer> count = jdbc.sql(
                        "SELECT media_count FROM custody.device WHERE id = ? AND media_count IS NOT NULL")
                .param(device)
                .query((row, _) -> row.getInt(1))
                .optional();
        return new Media(
                count,
                jdbc.sql("SELECT * FROM custody.medium WHERE device_id = ? ORDER BY ordinal")
                        .param(device)
                        .query((row, _) -> read(row))
                        .list());
    }

    /** Of several devices at once: a list may have a thousand. */
    Map<UUID, Media> of(Collection<UUID> devices) {
        String[] ids = devices.stream().map(UUID::toString).toArray(String[]::new);
        Map<UUID, List<Medium>> known = new HashMap<>();
        jdbc.sql("SELECT * FROM custody.medium WHERE device_id = ANY(?::uuid[]) ORDER BY device_id, ordinal")
                .param(ids)
                .query((row, _) -> Map.entry(row.getObject("device_id", UUID.class), read(row)))
                .list()
                .forEach(one -> known.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                        .add(one.getValue()));
        Map<UUID, Media> out = new HashMap<>();
        jdbc.sql("SELECT id, media_count FROM custody.device WHERE id = ANY(?::uuid[])")
                .param(ids)
                .query((row, _) ->
                        Map.entry(row.getObject(1, UUID.class), Optional.ofNullable(row.getObject(2, Integer.class))))
                .list()
                .forEach(one ->
                        out.put(one.getKey(), new Media(one.getValue(), known.getOrDefault(one.getKey(), List.of()))));
        return out;
    }

    Optional<UUID> deviceOf(UUID medium) {
        return jdbc.sql("SELECT device_id FROM custody.medium WHERE id = ?")
                .param(medium)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    Optional<UUID> ofStatement(UUID statement) {
        return jdbc.sql("SELECT id FROM custody.medium WHERE statement_id = ?")
                .param(statement)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    /** The medium of a device that has this serial number. */
    Optional<UUID> withSerial(UUID device, String serial) {
        return jdbc.sql("SELECT id FROM custody.medium WHERE device_id = ? AND serial_digest = ?")
                .params(device, serials.of(serial))
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    /** Whether somebody had noted this serial number for the device before anything came into a lane. */
    boolean isNoted(UUID device, String serial) {
        return jdbc.sql("""
                        SELECT count(*) FROM custody.medium
                        WHERE device_id = ? AND serial_digest = ? AND serial_by = 'counter'""")
                        .params(device, serials.of(serial))
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
    }

    /** The same of many at once: which of these numbers are of which of these devices. */
    Map<UUID, Set<String>> withSerials(Collection<UUID> devices, Collection<String> texts) {
        return withSerials(devices, texts, "true");
    }

    /** The same, of those that were noted at the counter. */
    Map<UUID, Set<String>> noted(Collection<UUID> devices, Collection<String> texts) {
        return withSerials(devices, texts, "serial_by = 'counter'");
    }

    private Map<UUID, Set<String>> withSerials(Collection<UUID> devices, Collection<String> texts, String which) {
        // Two spellings of one number have one digest.
        Map<Bytes32, List<String>> byDigest =
                texts.stream().collect(Collectors.groupingBy(text -> Bytes32.of(serials.of(text))));
        Map<UUID, Set<String>> out = new HashMap<>();
        jdbc.sql("""
                        SELECT device_id, serial_digest FROM custody.medium
                        WHERE device_id = ANY(?::uuid[]) AND serial_digest = ANY(?) AND\s""" + which)
                .params(
                        devices.stream().map(UUID::toString).toArray(String[]::new),
                        byDigest.keySet().stream().map(Bytes32::toBytes).toArray(byte[][]::new))
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), Bytes32.of(row.getBytes(2))))
                .list()
                .forEach(one -> out.computeIfAbsent(one.getKey(), _ -> new HashSet<>())
                        .addAll(byDigest.getOrDefault(one.getValue(), List.of())));
        return out;
    }

    /**
     * Whether a medium of this serial number belongs to another device that is still here, at the same site: what another company
     * writes down is no reason to refuse.
     *
     * @param isStockHere whether what is in stock counts as well: what was sold may come back
     */
    boolean isOfAnother(UUID device, String serial, boolean isStockHere) {
        return jdbc.sql("""
                        SELECT count(*) FROM custody.medium m JOIN custody.device d ON d.id = m.device_id
                        WHERE m.serial_digest = ? AND d.id <> ?
                          AND d.site_id = (SELECT site_id FROM custody.device WHERE id = ?)
                          AND (d.state IN ('registered', 'cleared', 'to_destroy', 'sealed', 'blocked')
                            OR (d.state = 'in_stock' AND ?))""")
                        .params(serials.of(serial), device, device, isStockHere)
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
    }

    List<UUID> here(UUID site, String serial, int limit) {
        return jdbc.sql("""
                        SELECT d.id FROM custody.medium m JOIN custody.device d ON d.id = m.device_id
                        WHERE m.serial_digest = ? AND d.site_id = ? AND d.state NOT IN ('handed_over', 'returned')
                        ORDER BY d.registered_at DESC LIMIT ?""")
                .params(serials.of(serial), site, limit)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** The same of many at once, of those that were noted at the counter: each medium with each spelling that was asked for. */
    List<DeviceMedia.Noted> notedHere(UUID site, Collection<String> texts) {
        Map<Bytes32, Set<String>> byDigest = texts.stream()
                .collect(Collectors.groupingBy(text -> Bytes32.of(serials.of(text.strip())), Collectors.toSet()));
        List<DeviceMedia.Noted> out = new ArrayList<>();
        jdbc.sql("""
                        SELECT m.device_id, m.id, m.serial_digest, m.statement_id IS NOT NULL AS is_proved
                        FROM custody.medium m JOIN custody.device d ON d.id = m.device_id
                        WHERE m.serial_digest = ANY(?) AND m.serial_by = 'counter' AND d.site_id = ?
                          AND d.state NOT IN ('handed_over', 'returned') AND NOT d.is_void""")
                .params(byDigest.keySet().stream().map(Bytes32::toBytes).toArray(byte[][]::new), site)
                .query(row -> {
                    for (String text : byDigest.getOrDefault(Bytes32.of(row.getBytes("serial_digest")), Set.of())) {
                        out.add(new DeviceMedia.Noted(
                                row.getObject("device_id", UUID.class),
                                row.getObject("id", UUID.class),
                                text,
                                row.getBoolean("is_proved")));
                    }
                });
        return out;
    }

    /** Whether this is the serial number of a medium; empty if none is known of it. */
    Optional<Boolean> hasSerial(UUID medium, String serial) {
        return jdbc.sql("SELECT serial_digest FROM custody.medium WHERE id = ? AND serial_digest IS NOT NULL")
                .param(medium)
                .query((row, _) -> row.getBytes(1))
                .optional()
                .map(digest -> java.security.MessageDigest.isEqual(digest, serials.of(serial)));
    }

    /** By what a serial number is known. */
    enum By {
        /** It was noted before the medium came into any lane. */
        COUNTER,
        /** A station read it in a lane: that the medium is the device's is the word of whoever put it there. */
        LANE;

        private String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    UUID insert(UUID device, int ordinal, Optional<String> serial, By by) {
        return insert(device, ordinal, serial, by, false);
    }

    /** The memory card of a phone; each has one at the most. */
    UUID insertCard(UUID device, int ordinal, Optional<String> serial) {
        return insert(device, ordinal, serial, By.LANE, true);
    }

    private UUID insert(UUID device, int ordinal, Optional<String> serial, By by, boolean isCard) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO custody.medium (id, device_id, ordinal, serial_digest, serial_tail, serial_by, is_card)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .param(id)
                .param(device)
                .param(ordinal)
                .param(serial.map(serials::of).orElse(null))
                .param(serial.map(MediaTable::tail).orElse(null))
                .param(serial.map(_ -> by.id()).orElse(null))
                .param(isCard)
                .update();
        return id;
    }

    /** Whoever erases it anew begins without what was proved of it before. */
    void unproved(UUID medium) {
        jdbc.sql("UPDATE custody.medium SET statement_id = NULL, verdict = NULL, is_conforming = NULL WHERE id = ?")
                .param(medium)
                .update();
    }

    /** Which card it was nobody can tell any more: the one that is hung into a lane next may bear another number. */
    void nameless(UUID card) {
        jdbc.sql("""
                        UPDATE custody.medium SET serial_digest = NULL, serial_tail = NULL, serial_by = NULL
                        WHERE id = ? AND is_card""").param(card).update();
    }

    /** Nobody has accounted for the cards of a phone, or what was accounted for holds no more: whoever does counts it anew. Nothing of what is no phone. */
    void uncounted(UUID device) {
        jdbc.sql("""
                        UPDATE custody.device SET media_count = NULL, asks_for_cards = true
                        WHERE id = ? AND kind IN ('phone', 'tablet')""").param(device).update();
    }

    /** The same of a phone that was over before anybody asked for its cards; what was accounted for since stands. */
    void asksForCards(UUID device) {
        jdbc.sql("""
                        UPDATE custody.device SET media_count = NULL, asks_for_cards = true
                        WHERE id = ? AND kind IN ('phone', 'tablet') AND NOT asks_for_cards""").param(device).update();
    }

    /** Notes the serial number that a station read of a medium that had none. */
    void named(UUID medium, String serial) {
        jdbc.sql("""
                        UPDATE custody.medium SET serial_digest = ?, serial_tail = ?, serial_by = 'lane'
                        WHERE id = ? AND serial_digest IS NULL""").params(serials.of(serial), tail(serial), medium).update();
    }

    void proved(UUID medium, Device.Proof proof) {
        jdbc.sql("UPDATE custody.medium SET statement_id = ?, verdict = ?, is_conforming = ? WHERE id = ?")
                .params(proof.statement(), proof.verdict(), proof.isConforming(), medium)
                .update();
    }

    private static Medium read(ResultSet row) throws SQLException {
        UUID statement = row.getObject("statement_id", UUID.class);
        return new Medium(
                row.getObject("id", UUID.class),
                row.getInt("ordinal"),
                Optional.ofNullable(row.getString("serial_tail")),
                row.getBoolean("is_card"),
                statement == null
                        ? Optional.empty()
                        : Optional.of(new Device.Proof(
                                statement, row.getString("verdict"), row.getBoolean("is_conforming"))));
    }

    static String tail(String serial) {
        String text = serial.strip();
        return text.substring(Math.max(0, text.length() - TAIL_CHARS));
    }
}
