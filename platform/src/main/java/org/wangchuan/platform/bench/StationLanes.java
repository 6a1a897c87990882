package org.wangchuan.platform.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.process.Recently;
import org.wangchuan.platform.setting.PlatformSettings;

/** The lanes of all stations, as they last told them. Thread-safe. */
@Component
class StationLanes {
    static final Duration IN_TOUCH = Stations.IN_TOUCH;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;
    private final PlatformSettings settings;

    StationLanes(JdbcClient jdbc, InstantSource clock, ApplicationEventPublisher events, PlatformSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
        this.settings = settings;
    }

    /** What a station told, and when. */
    record Told(List<Lane> lanes, Instant at) {
        Told {
            lanes = List.copyOf(lanes);
        }

        /** Whether what it told may be so still. */
        boolean isFresh(Instant now) {
            return Recently.isWithin(at, IN_TOUCH, now);
        }

        Optional<Lane> lane(String name) {
            return lanes.stream().filter(lane -> lane.name().equals(name)).findFirst();
        }
    }

    /** Keeps what a station tells of its lanes. */
    @Transactional
    void tell(Stations.Station station, Json.Fields message) throws ShapeException {
        List<Lane> lanes = StationBody.lanes(message, settings.isTrial());
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        Optional<Told> before = of(station.id());
        jdbc.sql("""
                        INSERT INTO bench.station_lanes VALUES (?, ?::jsonb, ?, ?)
                        ON CONFLICT (station_id) DO UPDATE SET lanes = excluded.lanes, told_at = excluded.told_at""").params(station.id(), StationBody.write(lanes), now, now).update();
        boolean isBack = before.filter(told -> told.isFresh(now.toInstant())).isEmpty();
        if (isBack || !before.get().lanes().equals(lanes)) {
            events.publishEvent(new BenchChanged(station.site(), Optional.empty()));
        }
    }

    Optional<Told> of(UUID station) {
        return jdbc.sql("SELECT lanes, told_at FROM bench.station_lanes WHERE station_id = ?")
                .param(station)
                .query((row, _) -> new Told(
                        read(row.getString(1)),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Of several stations; one that never told is not in it. */
    Map<UUID, Told> all(Collection<UUID> stations) {
        return jdbc
                .sql("SELECT station_id, lanes, told_at FROM bench.station_lanes WHERE station_id = ANY(?::uuid[])")
                .param(stations.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Map.entry(
                        row.getObject(1, UUID.class),
                        new Told(
                                read(row.getString(2)),
                                row.getObject(3, OffsetDateTime.class).toInstant())))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<Lane> read(String text) {
        try {
            return StationBody.lanes(
                    Json.in(CanonicalJson.readLenientObject(text.getBytes(StandardCharsets.UTF_8))),
                    settings.isTrial());
        } catch (MalformedJsonException | ShapeException e) {
            throw new IllegalStateException("what was stored can be read", e);
        }
    }
}
