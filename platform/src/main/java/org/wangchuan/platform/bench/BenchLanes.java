package org.wangchuan.platform.bench;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Stations;

/** The lanes of a site's stations, for whoever has something else to do there than to erase. Thread-safe. */
@Component
public class BenchLanes {
    private final StationLanes lanes;
    private final Stations stations;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    BenchLanes(StationLanes lanes, Stations stations, JdbcClient jdbc, InstantSource clock) {
        this.lanes = lanes;
        this.stations = stations;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A lane with something in it.
     *
     * @param isTaken whether an erasure is chosen or under way there
     */
    public record Place(Stations.Station station, Lane lane, boolean isTaken) {}

    /** Those of the stations that work at a site and are in touch. */
    public List<Place> of(UUID site) {
        List<Stations.Station> here = stations.ofSite(site).stream()
                .filter(Stations.Station::isActive)
                .toList();
        Map<UUID, StationLanes.Told> told =
                lanes.all(here.stream().map(Stations.Station::id).toList());
        List<String> taken = jdbc.sql(
                        "SELECT station_id || ' ' || lane FROM bench.task WHERE site_id = ? AND state IN ('queued', 'claimed')")
                .param(site)
                .query((row, _) -> row.getString(1))
                .list();
        List<Place> out = new ArrayList<>();
        for (Stations.Station station : here) {
            StationLanes.Told known = told.get(station.id());
            if (known == null || !known.isFresh(clock.instant())) {
                continue;
            }
            known.lanes().stream()
                    .filter(lane -> lane.isDevice() && lane.capacityBytes() > 0)
                    .forEach(lane ->
                            out.add(new Place(station, lane, taken.contains(station.id() + " " + lane.name()))));
        }
        return out;
    }
}
