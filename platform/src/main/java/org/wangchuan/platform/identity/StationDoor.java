package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Door;

/** Lets stations in by their token. */
@Component
public class StationDoor implements Door {
    private static final String OF_REQUEST = StationDoor.class.getName();
    private static final String SCHEME = "Bearer ";

    /** The code of what a station is told meanwhile; it comes again. */
    static final String NOT_CONFIRMED = "STATION_NOT_CONFIRMED";

    private final Stations stations;

    StationDoor(Stations stations) {
        this.stations = stations;
    }

    @Override
    public Access.To kind() {
        return Access.To.STATION;
    }

    @Override
    public boolean lets(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.startsWith(SCHEME)) {
            return false;
        }
        Optional<Stations.Station> station = stations.byToken(header.substring(SCHEME.length()));
        station.ifPresent(known -> request.setAttribute(OF_REQUEST, known));
        return station.isPresent();
    }

    /** A platform that was put back does not know whether the station was put out of service since. What it has to tell, it keeps. */
    @Override
    public Optional<String> waits(HttpServletRequest request) {
        return of(request).isUnconfirmed() ? Optional.of(NOT_CONFIRMED) : Optional.empty();
    }

    /** The station that makes this request; it was let in. */
    public Stations.Station of(HttpServletRequest request) {
        if (request.getAttribute(OF_REQUEST) instanceof Stations.Station station) {
            return station;
        }
        throw new IllegalStateException("no station was let in with this request");
    }
}
