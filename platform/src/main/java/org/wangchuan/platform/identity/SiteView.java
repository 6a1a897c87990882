package org.wangchuan.platform.identity;

import java.util.List;

/** A site with what stands there, for its page. */
public record SiteView(Organisations.Site site, List<Stations.Station> stations) {
    public SiteView {
        stations = List.copyOf(stations);
    }
}
