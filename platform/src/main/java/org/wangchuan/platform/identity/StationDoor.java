package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.setting.LimitSettings;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Door;
import org.wangchuan.platform.web.limit.KeyTries;

/** Lets stations in by their token. */
@Component
public class StationDoor implements Door {
    private static final String OF_REQUEST = StationDoor.class.getName();
    private static final String IS_MUCH = OF_REQUEST + ".much";
    private static final String SCHEME = "Bearer ";

    /** The code of what a station is told meanwhile; it comes again. */
    static final String NOT_CONFIRMED = "STATION_NOT_CONFIRMED";

    /** Requests with one token within a minute: a hundred a second, more than a full bench makes. */
    private static final int USES_MAX = 6_000;

    private final Stations stations;
    private final KeyTries tries;

    StationDoor(Stations stations, InstantSource clock, LimitSettings limits) {
        this.stations = stations;
        this.tries = new KeyTries(clock, USES_MAX, limits);
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
        String token = header.substring(SCHEME.length());
        String one = HexFormat.of().formatHex(Secrets.digest(token));
        if (!tries.mayTry(request, one)) {
            request.setAttribute(IS_MUCH, true);
            return false;
        }
        Optional<Stations.Station> station = stations.byToken(token);
        if (station.isPresent() && !tries.mayUse(one)) {
            request.setAttribute(IS_MUCH, true);
            return false;
        }
        station.ifPresent(known -> request.setAttribute(OF_REQUEST, known));
        return station.isPresent();
    }

    @Override
    public HttpStatus refused(HttpServletRequest request, HttpStatus usual) {
        return request.getAttribute(IS_MUCH) == null ? usual : HttpStatus.TOO_MANY_REQUESTS;
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
