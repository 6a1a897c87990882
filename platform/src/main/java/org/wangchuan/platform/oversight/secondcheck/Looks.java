package org.wangchuan.platform.oversight.secondcheck;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.SecondLook;

/** What pages may say of the second look at devices: by the last clearing of each, and by whatever was drawn before and is still open. */
@Component
final class Looks implements SecondLook {
    private final JdbcClient jdbc;
    private final StationReads reads;

    Looks(JdbcClient jdbc, StationReads reads) {
        this.jdbc = jdbc;
        this.reads = reads;
    }

    @Override
    public Map<UUID, Said> of(Collection<UUID> devices) {
        Map<UUID, List<Read>> read = reads.of(devices);
        return jdbc
                .sql("""
                        SELECT DISTINCT ON (c.device_id) c.device_id, v.result, v.at AS seen_at, v.is_apart, v.is_by_machine, v.is_from_afar, v.pact_id IS NOT NULL AS is_by_other, v.without, r.at AS released_at,
                          oversight.against(c.device_id) AS against
                        FROM oversight.clearing c
                        LEFT JOIN LATERAL (SELECT * FROM oversight.verification w WHERE w.clearing_id = c.id
                          ORDER BY w.at DESC LIMIT 1) v ON true
                        LEFT JOIN oversight.release r ON r.clearing_id = c.id
                        WHERE c.device_id = ANY (?::uuid[]) ORDER BY c.device_id, c.id DESC""")
                .param(devices.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Map.entry(
                        row.getObject("device_id", UUID.class),
                        with(
                                said(
                                        row.getString("result"),
                                        at(row.getObject("seen_at", OffsetDateTime.class)),
                                        row.getObject("is_apart", Boolean.class),
                                        at(row.getObject("released_at", OffsetDateTime.class)),
                                        row.getString("against")),
                                row.getBoolean("is_by_machine"),
                                row.getBoolean("is_from_afar"),
                                row.getBoolean("is_by_other"),
                                Optional.ofNullable(row.getString("without")),
                                read.getOrDefault(row.getObject("device_id", UUID.class), List.of()))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Optional<byte[]> file(UUID device, UUID event) {
        return reads.file(device, event);
    }

    private static Said with(
            Said said,
            boolean isByMachine,
            boolean isFromAfar,
            boolean isByOther,
            Optional<String> without,
            List<Read> reads) {
        return new Said(said.state(), said.at(), said.isApart(), isByMachine, isFromAfar, isByOther, without, reads);
    }

    private static Said said(
            @Nullable String result,
            Optional<Instant> seenAt,
            @Nullable Boolean isApart,
            Optional<Instant> releasedAt,
            @Nullable String against) {
        if (result != null) {
            State state = switch (Seen.Result.of(result).orElseThrow()) {
                case CONFIRMED -> State.CONFIRMED;
                case FOUND -> State.FOUND;
                case NOT_POSSIBLE -> State.NOT_POSSIBLE;
            };
            return new Said(state, seenAt, Boolean.TRUE.equals(isApart));
        }
        if (releasedAt.isPresent()) {
            return new Said(State.RELEASED, releasedAt, true);
        }
        if (against == null) {
            return new Said(State.NOT_DRAWN, Optional.empty(), true);
        }
        return new Said(against.equals("drawn") ? State.DRAWN : State.UNKNOWN, Optional.empty(), true);
    }

    private static Optional<Instant> at(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }
}
