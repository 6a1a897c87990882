package org.wangchuan.platform.bench;

import java.nio.charset.StandardCharsets;
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
import org.wangchuan.platform.custody.SerialDigest;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.cable.CablePhone;
import org.wangchuan.platform.intake.cable.CablePhones;
import org.wangchuan.platform.process.Recently;

/** The phones on the cables of all stations, as they last told them: for pages, and for whoever chooses one of them. Thread-safe. */
@Component
class StationPhones implements CablePhones {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;
    private final SerialDigest digests;
    private final Stations stations;

    StationPhones(
            JdbcClient jdbc,
            InstantSource clock,
            ApplicationEventPublisher events,
            SerialDigest digests,
            Stations stations) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
        this.digests = digests;
        this.stations = stations;
    }

    /** What a station told, and when. */
    private record Told(UUID station, List<CablePhone> phones, Instant at) {
        boolean isFresh(Instant now) {
            return Recently.isWithin(at, Stations.IN_TOUCH, now);
        }
    }

    /** Keeps what a station tells of its own cables; it can name no other station. */
    @Transactional
    void tell(Stations.Station station, Json.Fields message) throws ShapeException {
        List<CablePhone> phones = PhoneBody.told(message, digests);
        Instant now = clock.instant();
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        Map<UUID, List<CablePhone>> before = now(List.of(station.id()));
        jdbc.sql("""
                        INSERT INTO bench.station_phones VALUES (?, ?::jsonb, ?)
                        ON CONFLICT (station_id) DO UPDATE SET phones = excluded.phones, told_at = excluded.told_at""").params(station.id(), PhoneBody.write(phones), at).update();
        // What was out of touch counts as none: who told of none before, and tells of none now, tells nothing new.
        if (!before.getOrDefault(station.id(), List.of()).equals(phones)) {
            events.publishEvent(new BenchChanged(station.site(), Optional.empty()));
        }
    }

    /** Of several stations; one that never told, or of which nothing was heard for a while, is not in it. */
    Map<UUID, List<CablePhone>> now(Collection<UUID> some) {
        Instant now = clock.instant();
        return jdbc
                .sql("SELECT station_id, phones, told_at FROM bench.station_phones WHERE station_id = ANY(?::uuid[])")
                .param(some.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> new Told(
                        row.getObject(1, UUID.class),
                        read(row.getString(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .filter(told -> told.isFresh(now))
                .collect(Collectors.toMap(Told::station, Told::phones));
    }

    /** What hangs at a place of a station now, as far as it tells; empty if nothing was heard of it for a while. */
    Optional<CablePhone> at(UUID station, String place) {
        return now(List.of(station)).getOrDefault(station, List.of()).stream()
                .filter(phone -> phone.place().equals(place))
                .findFirst();
    }

    @Override
    public List<At> at(UUID site) {
        List<Stations.Station> here = stations.ofSite(site).stream()
                .filter(Stations.Station::isActive)
                .toList();
        Map<UUID, List<CablePhone>> told =
                now(here.stream().map(Stations.Station::id).toList());
        return here.stream()
                .flatMap(station -> told.getOrDefault(station.id(), List.of()).stream()
                        .map(phone -> new At(station.id(), station.name(), phone)))
                .toList();
    }

    private static List<CablePhone> read(String text) {
        try {
            return PhoneBody.kept(Json.in(CanonicalJson.readLenientObject(text.getBytes(StandardCharsets.UTF_8))));
        } catch (MalformedJsonException | ShapeException e) {
            throw new IllegalStateException("what was stored can be read", e);
        }
    }
}
