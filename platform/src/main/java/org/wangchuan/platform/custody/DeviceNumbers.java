package org.wangchuan.platform.custody;

import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * The numbers that were noted of devices: one of each, and of phones up to {@link #MORE_MAX} more, for a phone with two cards has two IMEIs, and
 * a serial number that it shows on its cable. Digests alone. Thread-safe.
 */
@Component
public class DeviceNumbers {
    /** Most of a device beside its first. */
    public static final int MORE_MAX = 3;

    private static final int EARLIER_MAX = 20;

    private final JdbcClient jdbc;
    private final KeyedDigest digests;
    private final NumberTypes types;

    DeviceNumbers(JdbcClient jdbc, KeyedDigest digests, NumberTypes types) {
        this.jdbc = jdbc;
        this.digests = digests;
        this.types = types;
    }

    /** Digests of all numbers that were noted of a device. */
    public Set<Bytes32> all(UUID device) {
        return digests("SELECT serial_digest FROM custody.noted_number WHERE device_id = ?", device);
    }

    /**
     * The same, of its serial numbers: that a phone shows another on its cable says something then. What is no clear number is none as long as a clear one
     * was noted, too: else the one who notes more would be refused sooner.
     */
    public Set<Bytes32> serials(UUID device) {
        return digests("""
                        SELECT n.serial_digest FROM custody.noted_number n WHERE n.device_id = ?
                          AND (n.number_form = 'serial' OR (n.number_form = 'unclear' AND NOT EXISTS (
                            SELECT 1 FROM custody.noted_number clear
                            WHERE clear.device_id = n.device_id AND clear.number_form IN ('serial', 'mobile'))))""", device);
    }

    private Set<Bytes32> digests(String sql, UUID device) {
        return jdbc.sql(sql).param(device).query((row, _) -> Bytes32.of(row.getBytes(1))).list().stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A number beside the first.
     *
     * @param tail its last characters
     */
    public record More(long id, String tail) {}

    /** Its numbers beside the first, as they were noted. */
    public List<More> more(UUID device) {
        return jdbc.sql(
                        "SELECT id, serial_tail FROM custody.device_number WHERE device_id = ? AND spelling_of IS NULL ORDER BY id")
                .param(device)
                .query((row, _) -> new More(row.getLong(1), row.getString(2)))
                .list();
    }

    /** The last characters of those. */
    public List<String> moreTails(UUID device) {
        return more(device).stream().map(More::tail).toList();
    }

    /**
     * Devices that were taken in with any of these numbers, under whatever spelling, the latest first.
     *
     * @param typed whole, as they were typed: what was noted before in no usual way is found by the same text
     * @param sites whose devices are looked at
     */
    public List<Device> known(Collection<DeviceNumber> numbers, Collection<String> typed, Collection<UUID> sites) {
        return jdbc.sql("""
                        SELECT * FROM custody.device WHERE id IN (
                          SELECT device_id FROM custody.noted_number WHERE serial_digest = ANY(?))
                          AND site_id = ANY(?::uuid[]) AND NOT is_void ORDER BY registered_at DESC LIMIT\s""" + EARLIER_MAX)
                .param(digests(
                        Stream.concat(numbers.stream().flatMap(number -> number.spellings().stream()), typed.stream())))
                .param(sites.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Devices.read(row))
                .list();
    }

    /** Of many texts, those under which any device of these sites was noted: a list has thousands, of which hardly any is known. */
    public Set<String> noted(Collection<String> texts, Collection<UUID> sites) {
        Map<Bytes32, String> byDigest = new HashMap<>();
        texts.forEach(text -> byDigest.put(Bytes32.of(digests.of(text)), text));
        return jdbc
                .sql("""
                        SELECT DISTINCT n.serial_digest FROM custody.noted_number n JOIN custody.device d ON d.id = n.device_id
                        WHERE n.serial_digest = ANY(?) AND d.site_id = ANY(?::uuid[]) AND NOT d.is_void""")
                .param(byDigest.keySet().stream().map(Bytes32::toBytes).toArray(byte[][]::new))
                .param(sites.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Bytes32.of(row.getBytes(1)))
                .list()
                .stream()
                .map(digest -> Objects.requireNonNull(byDigest.get(digest)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Lets nobody else who holds any of these numbers, under whatever spelling, go on before the caller's transaction ends: of two who ask whether it
     * is here the second asks after the first has taken it in, or not. Only within the company of these sites: nobody else is told of them, and
     * nobody else waits.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(Collection<DeviceNumber> numbers, Collection<UUID> sites) {
        // By the first byte of their digests: the database has room for some thousand locks of all connections
        // together, and a list bears as many numbers by itself. In
        // one order, so that two who hold several do not wait for each other.
        String[] keys = numbers.stream()
                .map(number -> HexFormat.of().toHexDigits(digests.of(number.kin())[0]))
                .distinct()
                .sorted()
                .toArray(String[]::new);
        jdbc.sql("""
                        SELECT pg_advisory_xact_lock(hashtextextended('custody.number ' || organisation || ' ' || key, 0)) FROM (
                          SELECT s.organisation_id AS organisation, key FROM unnest(?::text[]) AS key,
                            (SELECT DISTINCT organisation_id FROM identity.site WHERE id = ANY(?::uuid[])) AS s
                          ORDER BY s.organisation_id, key) AS held""")
                .param(keys)
                .param(sites.stream().map(UUID::toString).toArray(String[]::new))
                .query((_, _) -> true)
                .list();
    }

    private byte[][] digests(Stream<String> texts) {
        return texts.distinct().map(digests::of).toArray(byte[][]::new);
    }

    /**
     * Counts the types of a device that was just taken in with these numbers, if none of them was here before. For whoever has it before them: a list
     * has one model copied down its column as easily.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void learn(Device device, List<DeviceNumber> numbers) {
        if (device.kind().isPhone() && !areKnown(device.id(), numbers)) {
            types.learn(
                    device.site(),
                    device.brand(),
                    device.model(),
                    numbers.stream()
                            .flatMap(number -> number.type().stream())
                            .distinct()
                            .toList());
        }
    }

    /** Notes further numbers of a device that was just taken in with the first of these. */
    void taken(Device device, List<DeviceNumber> numbers) {
        numbers.stream().skip(1).limit(MORE_MAX).forEach(number -> insert(device.id(), number));
        numbers.forEach(number -> spell(device.id(), number));
    }

    private boolean areKnown(UUID device, List<DeviceNumber> numbers) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM custody.noted_number WHERE serial_digest = ANY(?) AND device_id <> ?)""")
                .param(digests(numbers.stream().flatMap(number -> number.spellings().stream())))
                .param(device)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private void insert(UUID device, DeviceNumber number) {
        byte[] digest = digests.of(number.text());
        jdbc.sql(
                        "DELETE FROM custody.device_number WHERE device_id = ? AND serial_digest = ? AND spelling_of IS NOT NULL")
                .params(device, digest)
                .update();
        jdbc.sql("""
                        INSERT INTO custody.device_number (device_id, serial_digest, serial_tail, number_form, is_number_doubtful)
                        SELECT d.id, ?, ?, ?, ? FROM custody.device d WHERE d.id = ? AND d.serial_digest IS DISTINCT FROM ?
                        ON CONFLICT DO NOTHING""")
                .params(digest, number.tail(), number.keptAs(), number.doubt().isPresent(), device, digest)
                .update();
    }

    /**
     * Of the other texts under which a number may stand, those under which another device was noted: so that both are found together, by digests alone.
     * Nothing is shown of them.
     */
    private void spell(UUID device, DeviceNumber number) {
        jdbc.sql("""
                        INSERT INTO custody.device_number (device_id, serial_digest, serial_tail, number_form, is_number_doubtful, spelling_of)
                        SELECT DISTINCT d.id, n.serial_digest, ?, ?, ?, ? FROM custody.device d, custody.noted_number n
                        WHERE d.id = ? AND n.serial_digest = ANY(?) AND n.device_id <> d.id AND n.serial_digest IS DISTINCT FROM d.serial_digest
                        ON CONFLICT DO NOTHING""")
                .param(number.tail())
                .param(number.keptAs())
                .param(number.doubt().isPresent())
                .param(digests.of(number.text()))
                .param(device)
                .param(digests(number.spellings().stream().filter(text -> !text.equals(number.text()))))
                .update();
    }

    /**
     * Corrects numbers of a device whose first stands there already as it is to be.
     *
     * @param first if it is another than before
     * @param more to be noted beside those that are
     * @param without which of those that are go
     * @return false if there would be more than {@link #MORE_MAX}: nothing may be kept of it then
     */
    boolean correct(UUID device, Optional<DeviceNumber> first, List<DeviceNumber> more, Set<Long> without) {
        jdbc.sql("DELETE FROM custody.device_number WHERE device_id = ? AND spelling_of IS NULL AND id = ANY(?)")
                .param(device)
                .param(without.toArray(Long[]::new))
                .update();
        jdbc.sql("""
                        DELETE FROM custody.device_number n USING custody.device d
                        WHERE d.id = ? AND n.device_id = d.id AND n.serial_digest = d.serial_digest""").param(device).update();
        more.forEach(number -> insert(device, number));
        jdbc.sql("""
                        DELETE FROM custody.device_number n USING custody.device d
                        WHERE d.id = ? AND n.device_id = d.id AND n.spelling_of IS NOT NULL AND n.spelling_of IS DISTINCT FROM d.serial_digest
                          AND NOT EXISTS (SELECT 1 FROM custody.device_number o
                            WHERE o.device_id = d.id AND o.spelling_of IS NULL AND o.serial_digest = n.spelling_of)""").param(device).update();
        Stream.concat(first.stream(), more.stream()).forEach(number -> spell(device, number));
        return more(device).size() <= MORE_MAX;
    }

    /** Whether that changes anything. */
    boolean areOther(UUID device, List<DeviceNumber> more, Set<Long> without) {
        Set<Bytes32> now = digests("""
                        SELECT serial_digest FROM (
                          SELECT device_id, serial_digest FROM custody.device_number WHERE spelling_of IS NULL
                          UNION ALL SELECT id, serial_digest FROM custody.device WHERE serial_digest IS NOT NULL) n WHERE device_id = ?""", device);
        return more(device).stream().anyMatch(one -> without.contains(one.id()))
                || more.stream().anyMatch(number -> !now.contains(Bytes32.of(digests.of(number.text()))));
    }
}
