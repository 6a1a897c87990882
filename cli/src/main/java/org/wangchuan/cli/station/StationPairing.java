package org.wangchuan.cli.station;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.wangchuan.station.agent.Pairing;
import org.wangchuan.station.agent.PlatformRefusedException;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;

/** Makes a station one that works for a platform. */
public final class StationPairing {
    private static final int UNAUTHORIZED = 401;
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

    /**
     * Whether a platform knows a station by its pairing.
     *
     * @param address where that platform is, which need not be where it was when it was paired
     * @param http what makes a client for it
     * @throws IOException if it does not say
     */
    public static boolean isKnown(Pairing pairing, URI address, HttpClient.Builder http)
            throws IOException, InterruptedException {
        try (HttpClient client = http.build()) {
            var _ = new HttpPlatform(client, address, Optional.of(pairing.token())).tasks(Duration.ZERO);
            return true;
        } catch (PlatformRefusedException e) {
            if (e.isPlatforms() && e.status() == UNAUTHORIZED) {
                return false;
            }
            throw new IOException(e.status() + " " + e.code(), e);
        }
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
