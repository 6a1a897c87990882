package org.wangchuan.platform.custody;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Secrets;

/**
 * Hand-overs of sealed bags: made, signed by both sides, and what comes back of them. The processor's link is bound to
 * the manifest: another list of bags has another one ({@link CollectLinks}). Thread-safe.
 */
@Component
public class HandOvers {
    /** Wrong names until a hand-over is over. */
    public static final int TRIES_MAX = 5;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Devices devices;
    private final DeviceSearch search;
    private final Processors processors;
    private final HandOverReader reader;

    HandOvers(
            JdbcClient jdbc,
            InstantSource clock,
            Devices devices,
            DeviceSearch search,
            Processors processors,
            HandOverReader reader) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.devices = devices;
        this.search = search;
        this.processors = processors;
        this.reader = reader;
    }

    /** A hand-over of these sealed devices of one site. */
    @Transactional
    public HandOver make(UUID site, Processor to, List<UUID> ids, LocalDate today, UUID by) throws GateException {
        List<Device> chosen = search.all(ids).stream()
                .filter(device -> device.site().equals(site))
                .sorted(Comparator.comparing(Device::code))
                .toList();
        if (chosen.isEmpty()) {
            throw new GateException(GateException.Code.EMPTY, "no bag was chosen");
        }
        for (Device device : chosen) {
            if (device.state() != DeviceState.SEALED) {
                throw new GateException(
                        GateException.Code.WRONG_STATE, device.state().id() + " can't be handed over");
            }
            to.requireFor(device.kind(), today);
        }
        requireFree(chosen);
        UUID id = UUID.randomUUID();
        String code = Codes.random();
        byte[] manifest = manifest(code, to, chosen);
        jdbc.sql("""
                        INSERT INTO custody.hand_over (id, code, site_id, processor_id, licence_name, licence_number,
                          licence_expires_on, was_confirmed, manifest_digest, state, created_by, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?)""")
                .params(
                        id,
                        code,
                        site,
                        to.id(),
                        to.name(),
                        to.licenceNumber(),
                        to.expiresOn(),
                        to.confirmedAt().isPresent(),
                        manifest,
                        by,
                        now())
                .update();
        for (Device device : chosen) {
            jdbc.sql("INSERT INTO custody.hand_over_item VALUES (?, ?, ?, ?)")
                    .params(id, device.id(), device.code(), device.bagNumber().orElseThrow())
                    .update();
        }
        return reader.find(id).orElseThrow();
    }

    /** A bag goes one way: of two lists at once, the second waits for the first, and then finds it. */
    private void requireFree(List<Device> chosen) throws GateException {
        List<UUID> ids = chosen.stream().map(Device::id).toList();
        jdbc.sql("SELECT id FROM custody.device WHERE id IN (:ids) ORDER BY id FOR UPDATE")
                .param("ids", ids)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        boolean isOnAList = jdbc.sql("""
                        SELECT count(*) FROM custody.hand_over_item i JOIN custody.hand_over h ON h.id = i.hand_over_id
                        WHERE h.state = 'open' AND i.device_id IN (:ids)""").param("ids", ids).query(Integer.class).single() > 0;
        if (isOnAList) {
            throw new GateException(GateException.Code.ON_A_LIST, "a bag is on another open hand-over");
        }
    }

    /** Our side signs. */
    @Transactional
    public void give(UUID id, UUID by, String workName) throws GateException {
        int signed = jdbc.sql("""
                        UPDATE custody.hand_over SET given_by = ?, given_name = ?, given_at = ?
                        WHERE id = ? AND state = 'open' AND given_at IS NULL""").params(by, workName, now(), id).update();
        if (signed == 0) {
            throw new GateException(GateException.Code.WRONG_STATE, "signed before, or over");
        }
    }

    /** Counts a try of the name on the licence; in a transaction of its own, before anything is looked at. */
    @Transactional
    public void countTry(UUID id) throws GateException {
        int counted = jdbc.sql(
                        "UPDATE custody.hand_over SET tries = tries + 1 WHERE id = ? AND state = 'open' AND tries < ?")
                .params(id, TRIES_MAX)
                .update();
        if (counted == 0) {
            throw new GateException(GateException.Code.NAME_LOCKED, "over, or too many tries");
        }
    }

    /**
     * Their side signs, after ours and by the link of this very list; then the devices are theirs. Call {@link #countTry} first.
     *
     * @param licenceName as they type it; must be the one on the licence
     */
    @Transactional
    public void take(UUID id, String licenceName, LocalDate today, UUID organisation) throws GateException {
        HandOver known = reader.locked(id)
                .orElseThrow(() -> new GateException(GateException.Code.WRONG_STATE, "no such hand-over"));
        if (known.state() != HandOver.State.OPEN || known.given().isEmpty()) {
            throw new GateException(GateException.Code.WRONG_STATE, "not signed by our side, or over");
        }
        Processor processor = processors
                .find(known.processor(), organisation)
                .orElseThrow(() -> new GateException(GateException.Code.WRONG_STATE, "no such processor"));
        if (!licenceName.strip().equals(known.licenceName())) {
            throw new GateException(GateException.Code.NAME_DIFFERS, "not the name on the licence");
        }
        for (HandOver.Item item : known.items()) {
            Device device = devices.locked(item.device());
            // It may have been lost since, and lie in another bag by now.
            if (!device.bagNumber().equals(Optional.of(item.bagNumber()))) {
                throw new GateException(GateException.Code.BAG_CHANGED, "it is not in the bag that the list names");
            }
            processor.requireFor(device.kind(), today);
            devices.handOver(item.device());
        }
        jdbc.sql("UPDATE custody.hand_over SET state = 'signed', taken_name = ?, taken_at = ? WHERE id = ?")
                .params(known.licenceName(), now(), id)
                .update();
    }

    /** Gives a hand-over up that was not signed by both; the bags stay here. */
    @Transactional
    public void giveUp(UUID id) {
        jdbc.sql("UPDATE custody.hand_over SET state = 'over' WHERE id = ? AND state = 'open'")
                .param(id)
                .update();
    }

    /**
     * Records the processor's statement of destruction; once for each device, and never changed.
     *
     * @param by who recorded it here from what the processor sent; absent if the processor did, by their link
     */
    @Transactional
    public void destroyed(UUID id, UUID device, String reference, String part, LocalDate on, Optional<UUID> by)
            throws GateException {
        int recorded = jdbc.sql("""
                        INSERT INTO custody.destruction (device_id, hand_over_id, reference, part, destroyed_on,
                          recorded_by, recorded_at)
                        SELECT i.device_id, h.id, ?, ?, ?, ?, ?
                        FROM custody.hand_over h JOIN custody.hand_over_item i ON i.hand_over_id = h.id
                        WHERE h.id = ? AND i.device_id = ? AND h.state = 'signed'
                        ON CONFLICT DO NOTHING""")
                .param(reference)
                .param(part)
                .param(on)
                .param(by.orElse(null))
                .param(now())
                .param(id)
                .param(device)
                .update();
        if (recorded == 0) {
            throw new GateException(GateException.Code.WRONG_STATE, "not handed over, or recorded before");
        }
    }

    /** Who signed a hand-over of a device for our side. */
    public List<UUID> givers(UUID device) {
        return jdbc.sql("""
                        SELECT DISTINCT h.given_by FROM custody.hand_over h
                        JOIN custody.hand_over_item i ON i.hand_over_id = h.id
                        WHERE i.device_id = ? AND h.given_by IS NOT NULL""")
                .param(device)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** The devices of a hand-over of one of these sites; none if there is none of this code. */
    public List<UUID> devices(String code, Collection<UUID> sites) {
        return reader.devices(code, sites);
    }

    /** What the processor stated of a device, for its owner. */
    public Optional<HandOver.Destruction> destruction(UUID device) {
        return reader.destruction(device);
    }

    /** What processors stated of several devices; one of which nothing is stated is not in it. */
    public Map<UUID, HandOver.Destruction> destructions(Collection<UUID> devices) {
        return reader.destructions(devices);
    }

    /** What is handed over, to whom: one line each, in the order of the devices' codes. */
    private static byte[] manifest(String code, Processor to, List<Device> chosen) {
        String text = "wangchuan hand-over 1\n" + code + "\n" + to.licenceNumber() + "\n"
                + chosen.stream()
                        .map(device -> device.code() + " " + device.bagNumber().orElse(""))
                        .collect(Collectors.joining("\n"));
        return Secrets.digest(text);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
