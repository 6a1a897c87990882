package org.wangchuan.cli.station;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.Optional;
import org.wangchuan.station.agent.Pairing;
import org.wangchuan.station.agent.PlatformRefusedException;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;

/** Makes a station one that works for a platform. */
public final class StationPairing {
    private static final int NAME_CHARS_MAX = 60;

    private StationPairing() {}

    /**
     * Shows the code, and keeps what comes back.
     *
     * @param authorities that the client believes, as PEM; kept for later clients
     */
    public static Pairing pair(
            StationHome home,
            HttpClient http,
            URI address,
            boolean isOfThisMachine,
            String code,
            String name,
            Optional<String> authorities)
            throws IOException, PlatformRefusedException, InterruptedException {
        StationBooks books = StationBooks.open(home, InstantSource.system());
        HttpPlatform.Paired paired = new HttpPlatform(http, address, Optional.empty())
                .pair(code, name, books.stationKey().base64Url(), books.provePossession(code));
        Pairing pairing = new Pairing(
                address, isOfThisMachine, paired.station(), paired.site(), name, paired.token(), authorities);
        pairing.keep(home);
        return pairing;
    }

    /** What this machine is called. */
    public static String machineName() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.substring(0, Math.min(name.length(), NAME_CHARS_MAX));
        } catch (UnknownHostException e) {
            return "station";
        }
    }

    /** Whether a name is one that platforms take. */
    static boolean isName(String name) {
        return !name.isBlank()
                && name.length() <= NAME_CHARS_MAX
                && name.chars().noneMatch(Character::isISOControl);
    }
}
