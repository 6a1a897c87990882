package org.wangchuan.platform.custody;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds devices by what people type or scan: a code, the end of a serial number or all of it, a brand, a model. Thread-safe. */
@Component
public class DeviceSearch {
    /** Most devices of one answer. */
    public static final int PAGE = 50;

    private static final int TEXT_CHARS_MAX = 100;
    /** Of what is found by a text so many are put in order: the newest of each thing that it may mean. */
    private static final int CANDIDATES_MAX = 500;
    /** Brands and models, at each site, that a part of a word may mean. */
    private static final int NAMES_MAX = 500;

    private static final String SITES = "site_id = ANY(CAST(:sites AS uuid[]))";
    private static final String NEWEST = " ORDER BY registered_at DESC, id LIMIT ";

    /** Each site by itself, for an index gives the newest of one site alone. */
    private static final String ALL = "SELECT d.* FROM unnest(CAST(:sites AS uuid[])) AS s (id) CROSS JOIN LATERAL ("
            + "SELECT * FROM custody.device WHERE site_id = s.id AND %s" + NEWEST + ":offset + " + PAGE + ") d"
            + NEWEST + PAGE + " OFFSET :offset";

    /** Each thing that a text may mean by its own index; one condition over all of them would read every device. */
    private static final String MATCHING = "SELECT * FROM custody.device WHERE id IN ("
            + part("code COLLATE \"C\" >= :code AND code COLLATE \"C\" < :codeEnd", "")
            + " UNION " + part("serial_digest = :digest", "")
            + " UNION " + part("bag_key = :bag", "")
            + " UNION " + part("upper(serial_tail) = upper(:text)", " ORDER BY registered_at DESC")
            + " UNION (SELECT d.id FROM ("
            + "SELECT * FROM custody.device_name WHERE " + SITES
            + " AND brand || ' ' || model ILIKE '%%' || :pattern || '%%' ESCAPE '!' LIMIT " + NAMES_MAX
            + ") n CROSS JOIN LATERAL ("
            + "SELECT id FROM custody.device x WHERE x.site_id = n.site_id AND x.brand = n.brand AND x.model = n.model AND %s"
            + NEWEST + "least(:offset + :limit, " + CANDIDATES_MAX + ")) d))"
            + NEWEST + ":limit OFFSET :offset";

    private static String part(String condition, String order) {
        return "(SELECT id FROM custody.device WHERE " + SITES + " AND " + condition + " AND %s" + order + " LIMIT "
                + CANDIDATES_MAX + ")";
    }

    private final JdbcClient jdbc;
    private final KeyedDigest serials;

    DeviceSearch(JdbcClient jdbc, KeyedDigest serials) {
        this.jdbc = jdbc;
        this.serials = serials;
    }

    /** One of them; for whoever is asked by {@link Devices} itself, and so can't ask there. */
    public Optional<Device> one(UUID id) {
        return jdbc.sql("SELECT * FROM custody.device WHERE id = ?")
                .param(id)
                .query((row, _) -> Devices.read(row))
                .optional();
    }

    /**
     * A page of devices, the newest first.
     *
     * @param sites whose devices are looked at
     * @param state only these; all if absent
     * @param text empty for all; of one that means very many, at most {@value #CANDIDATES_MAX} for each thing that it may mean are looked at
     */
    public List<Device> find(Collection<UUID> sites, Optional<DeviceState> state, String text, int offset) {
        return find(sites, state, text, offset, PAGE);
    }

    /** The ids of the newest devices that match, for modules that search what belongs to a device. */
    public List<UUID> ids(Collection<UUID> sites, String text, int limit) {
        return find(sites, Optional.empty(), text, 0, limit).stream()
                .map(Device::id)
                .toList();
    }

    private List<Device> find(Collection<UUID> sites, Optional<DeviceState> state, String text, int offset, int limit) {
        String asked = text.strip();
        asked = asked.substring(0, Math.min(asked.length(), TEXT_CHARS_MAX)).replace("\0", "");
        String sql = (asked.isEmpty() ? ALL : MATCHING)
                .replace("%s", state.isPresent() ? "state = :state" : "true")
                .replace("%%", "%");
        String code = Codes.typed(asked);
        return jdbc.sql(sql)
                .param("sites", sites.stream().map(UUID::toString).toArray(String[]::new))
                .param("state", state.map(DeviceState::id).orElse(""))
                .param("offset", offset)
                .param("limit", limit)
                .param("text", asked)
                .param("code", code)
                .param("codeEnd", code + Character.MAX_VALUE)
                .param("digest", serials.of(asked))
                .param("pattern", asked.replaceAll("[!%_]", "!$0"))
                .param("bag", BagNumber.of(asked).map(BagNumber::key).orElse(""))
                .query((row, _) -> Devices.read(row))
                .list();
    }

    /** Several devices at once; in no order. */
    public List<Device> all(Collection<UUID> ids) {
        return jdbc.sql("SELECT * FROM custody.device WHERE id = ANY(?::uuid[])")
                .param(ids.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Devices.read(row))
                .list();
    }
}
