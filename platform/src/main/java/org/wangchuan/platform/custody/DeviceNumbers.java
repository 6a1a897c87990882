package org.wangchuan.platform.custody;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
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

    /** The same, of its serial numbers: that a phone shows another on its cable says something then. */
    public Set<Bytes32> serials(UUID device) {
        return digests(
                "SELECT serial_digest FROM custody.noted_number WHERE device_id = ? AND number_form = 'serial'",
                device);
    }

    private Set<Bytes32> digests(String sql, UUID device) {
        return jdbc.sql(sql).param(device).query((row, _) -> Bytes32.of(row.getBytes(1))).list().stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The last characters of its numbers beside the first. */
    public List<String> moreTails(UUID device) {
        return jdbc.sql("SELECT serial_tail FROM custody.device_number WHERE device_id = ? ORDER BY serial_digest")
                .param(device)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /**
     * Devices that were taken in with any of these numbers, under whatever spelling, the latest first.
     *
     * @param sites whose devices are looked at
     */
    public List<Device> known(Collection<DeviceNumber> numbers, Collection<UUID> sites) {
        List<byte[]> asked = numbers.stream()
                .flatMap(number -> number.spellings().stream())
                .distinct()
                .map(digests::of)
                .toList();
        return jdbc.sql("""
                        SELECT * FROM custody.device WHERE id IN (
                          SELECT device_id FROM custody.noted_number WHERE serial_digest = ANY(?))
                          AND site_id = ANY(?::uuid[]) AND NOT is_void ORDER BY registered_at DESC LIMIT\s""" + EARLIER_MAX)
                .param(asked.toArray(byte[][]::new))
                .param(sites.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Devices.read(row))
                .list();
    }

    /**
     * Notes further numbers of a device that was just taken in, and counts its types if none of its numbers was here before.
     *
     * @param first as it was noted with the device, in clear
     * @param more in clear; at most {@link #MORE_MAX} are kept
     */
    void taken(Device device, Optional<String> first, List<String> more) {
        List<DeviceNumber> numbers = Stream.concat(first.stream(), more.stream())
                .map(DeviceNumber::of)
                .distinct()
                .toList();
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
        replace(device.id(), more);
    }

    private boolean areKnown(UUID device, List<DeviceNumber> numbers) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM custody.noted_number WHERE serial_digest = ANY(?) AND device_id <> ?)""")
                .param(numbers.stream().map(number -> digests.of(number.text())).toArray(byte[][]::new))
                .param(device)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Notes these beside the first number of a device, in the place of those that were. */
    void replace(UUID device, List<String> more) {
        jdbc.sql("DELETE FROM custody.device_number WHERE device_id = ?")
                .param(device)
                .update();
        more.stream()
                .limit(MORE_MAX)
                .map(DeviceNumber::of)
                .forEach(number -> jdbc.sql("""
                        INSERT INTO custody.device_number (device_id, serial_digest, serial_tail, number_form)
                        SELECT d.id, ?, ?, ? FROM custody.device d WHERE d.id = ? AND d.serial_digest IS DISTINCT FROM ?
                        ON CONFLICT DO NOTHING""")
                        .param(digests.of(number.text()))
                        .param(number.tail())
                        .param(number.form().id())
                        .param(device)
                        .param(digests.of(number.text()))
                        .update());
    }

    /** Whether these are other numbers than are noted beside the first. */
    boolean areOther(UUID device, List<String> more) {
        Set<Bytes32> before = digests("SELECT serial_digest FROM custody.device_number WHERE device_id = ?", device);
        return !before.equals(
                more.stream().map(text -> Bytes32.of(digests.of(text))).collect(Collectors.toUnmodifiableSet()));
    }
}
