package org.wangchuan.platform.identity;

import java.time.Instant;
import java.util.List;

/**
 * A site with what stands there, for its page.
 *
 * @param now when this was so
 */
public record SiteView(Organisations.Site site, List<Stations.Station> stations, Instant now) {
    public SiteView {
        stations = List.copyOf(stations);
    }

    /** Whether a station that works here has not been heard of for a while. */
    public boolean isLost(Stations.Station station) {
        return station.isLost(now);
    }
}
