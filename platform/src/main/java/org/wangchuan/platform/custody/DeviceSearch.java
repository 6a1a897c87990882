package org.wangchuan.platform.custody;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Finds devices by what people type or scan: a code, the end of a serial number or all of it, a brand, a model, or what their
 * owner calls them. Thread-safe. */
@Component
public class DeviceSearch {
    /** Most devices of one answer. */
    public static final int PAGE = 50;

    private static final int TEXT_CHARS_MAX = 100;
    /**
     * Six and more letters and figures in a row, with a figure among them; ten that signs part (models have fewer); or six figures in groups: makers have no
     * shorter numbers.
     */
    private static final Pattern LIKE_A_NUMBER =
            Pattern.compile("(?=[\\p{L}\\p{N}]{6})\\p{L}*\\p{N}|(?:\\p{N}[\\s\\p{Pd}./]?){6}"
                    + "|(?=(?:[\\p{L}\\p{N}][\\p{Pd}./]?){10})(?:\\p{L}[\\p{Pd}./]?)*\\p{N}");

    /** Of what is found by a text so many are put in order: the newest of each thing that it may mean. */
    private static final int CANDIDATES_MAX = 500;
    /** Brands and models that are looked for one by one; of a part of a word that is in more of them devices enough are found among the newest. */
    private static final int NAMES_MAX = 200;

    private static final String SITES = "site_id = ANY(CAST(:sites AS uuid[]))";
    private static final String EACH_SITE =
            "(SELECT DISTINCT unnest(CAST(:sites AS uuid[])) AS id) s CROSS JOIN LATERAL (";
    private static final String NEWEST = " ORDER BY registered_at DESC, id LIMIT ";
    private static final String ENOUGH = "least(:offset + :limit, " + CANDIDATES_MAX + ")";
    private static final String IS_NAMED = "brand || ' ' || model ILIKE '%%' || :pattern || '%%' ESCAPE '!'";

    private static final String NAMES = "SELECT count(*) FROM (SELECT 1 FROM custody.device_name WHERE " + SITES
            + " AND " + IS_NAMED + " LIMIT " + (NAMES_MAX + 1) + ") n";

    /** Each site by itself, for an index gives the newest of one site alone. */
    private static final String ALL = "SELECT d.* FROM " + EACH_SITE
            + "SELECT * FROM custody.device WHERE site_id = s.id AND %s" + NEWEST + ":offset + :limit) d" + NEWEST
            + ":limit OFFSET :offset";

    private static final String BY_NAME = "SELECT d.id FROM (SELECT * FROM custody.device_name WHERE " + SITES + " AND "
            + IS_NAMED + ") n CROSS JOIN LATERAL ("
            + "SELECT id FROM custody.device x WHERE x.site_id = n.site_id AND x.brand = n.brand AND x.model = n.model AND %s"
            + NEWEST + ENOUGH + ") d";

    private static final String NEWEST_NAMED =
            "SELECT d.id FROM " + EACH_SITE + "SELECT id FROM custody.device WHERE site_id = s.id AND " + IS_NAMED
                    + " AND %s" + NEWEST + ENOUGH + ") d";

    /** Each thing that a text may mean by its own index; one condition over all of them would read every device. */
    private static final String MATCHING = "SELECT * FROM custody.device WHERE id IN ("
            + part("code COLLATE \"C\" >= :code AND code COLLATE \"C\" < :codeEnd")
            + " UNION " + part("id IN (SELECT device_id FROM custody.noted_number WHERE serial_digest = ANY(:digests))")
            + " UNION " + part("bag_key = :bag")
            + " UNION " + part("upper(serial_tail) = upper(:text)")
            + " UNION "
            + part(
                    "id IN (SELECT device_id FROM custody.device_number WHERE upper(serial_tail) = upper(:text) AND spelling_of IS NULL)")
            + " UNION " + part("id = ANY(CAST(:own AS uuid[]))")
            + " UNION (%n))"
            + NEWEST + ":limit OFFSET :offset";

    private static String part(String condition) {
        return "(SELECT id FROM custody.device WHERE " + SITES + " AND " + condition
                + " AND %s ORDER BY registered_at DESC LIMIT " + CANDIDATES_MAX + ")";
    }

    /** A statement as it is sent: with what devices are named by, and with the state or without. */
    private static String sql(String pattern, String named, Optional<DeviceState> state) {
        return pattern.replace("%n", named)
                .replace("%s", state.isPresent() ? "state = :state" : "true")
                .replace("%%", "%");
    }

    private final JdbcClient jdbc;
    private final KeyedDigest serials;
    private final OwnNumbers numbers;

    DeviceSearch(JdbcClient jdbc, KeyedDigest serials, OwnNumbers numbers) {
        this.numbers = numbers;
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
     * What is searched by.
     *
     * @param text empty for all; of one that means very many, at most {@value #CANDIDATES_MAX} for each thing that it may mean are looked at
     * @param isByNumber whether it may be all of a number: where it was sent in a form's body, and stands in no address
     */
    public record Asked(String text, boolean isByNumber) {
        /** All, in a list that is read. */
        public static final Asked EVERYTHING = inAddress("");

        /** What stands in an address: codes, words, and the end of a number. */
        public static Asked inAddress(String text) {
            return new Asked(text, false);
        }

        /** What was sent in a form's body. */
        public static Asked inBody(String text) {
            return new Asked(text, true);
        }

        /** Whether it can be asked for by an address: what may be all of a number stands in no history and no log of whatever lies between. */
        public boolean mayStandInAddress() {
            String asked = text.strip();
            if (asked.length() > TEXT_CHARS_MAX) {
                return false;
            }
            boolean isNumber = DeviceNumber.all(asked).stream()
                    .anyMatch(one -> one.form() == DeviceNumber.Form.MOBILE
                            || one.doubt().isPresent());
            return Codes.isCode(asked.toUpperCase(Locale.ROOT))
                    || !(isNumber || LIKE_A_NUMBER.matcher(asked).find());
        }

        /** As it stands in an address, with what else was chosen. */
        public String query(String state) {
            return "q=" + UriUtils.encode(text.strip(), StandardCharsets.UTF_8) + "&state="
                    + UriUtils.encode(state, StandardCharsets.UTF_8);
        }
    }

    /**
     * A page of devices, the newest first.
     *
     * @param sites whose devices are looked at
     * @param state only these; all if absent
     */
    public List<Device> find(Collection<UUID> sites, Optional<DeviceState> state, Asked text, int offset) {
        return find(sites, state, text, offset, PAGE);
    }

    /** The ids of the newest devices that match, for modules that search what belongs to a device. */
    public List<UUID> ids(Collection<UUID> sites, Asked text, int limit) {
        return find(sites, Optional.empty(), text, 0, limit).stream()
                .map(Device::id)
                .toList();
    }

    private List<Device> find(
            Collection<UUID> sites, Optional<DeviceState> state, Asked searched, int offset, int limit) {
        String text = searched.text();
        String asked = text.strip();
        asked = asked.substring(0, Math.min(asked.length(), TEXT_CHARS_MAX)).replace("\0", "");
        String[] at = sites.stream().map(UUID::toString).toArray(String[]::new);
        String pattern = asked.replaceAll("[!%_]", "!$0");
        String sql = asked.isEmpty()
                ? sql(ALL, "", state)
                : sql(MATCHING, isRare(at, pattern) ? BY_NAME : NEWEST_NAMED, state);
        String code = Codes.typed(asked);
        List<UUID> own = asked.isEmpty() ? List.of() : numbers.find(sites, asked, CANDIDATES_MAX);
        return jdbc.sql(sql)
                .param("sites", at)
                .param("state", state.map(DeviceState::id).orElse(""))
                .param("offset", offset)
                .param("limit", limit)
                .param("text", asked)
                .param("code", code)
                .param("codeEnd", code + Character.MAX_VALUE)
                .param("digests", searched.isByNumber() ? digests(asked) : new byte[0][])
                .param("pattern", pattern)
                .param("own", own.stream().map(UUID::toString).toArray(String[]::new))
                .param("bag", BagNumber.of(asked).map(BagNumber::key).orElse(""))
                .query((row, _) -> Devices.read(row))
                .list();
    }

    /** Of the text itself, and of the number that it is, under each text under which that may have been noted. */
    private byte[][] digests(String asked) {
        return Stream.concat(Stream.of(asked), DeviceNumber.of(asked).spellings().stream())
                .distinct()
                .map(serials::of)
                .toArray(byte[][]::new);
    }

    private boolean isRare(String[] sites, String pattern) {
        return jdbc.sql(sql(NAMES, "", Optional.empty()))
                        .param("sites", sites)
                        .param("pattern", pattern)
                        .query((row, _) -> row.getInt(1))
                        .single()
                <= NAMES_MAX;
    }

    /** Several devices at once; in no order. */
    public List<Device> all(Collection<UUID> ids) {
        return jdbc.sql("SELECT * FROM custody.device WHERE id = ANY(?::uuid[])")
                .param(ids.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Devices.read(row))
                .list();
    }
}
