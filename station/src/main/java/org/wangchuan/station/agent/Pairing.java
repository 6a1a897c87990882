package org.wangchuan.station.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/**
 * The platform that a station works for.
 *
 * @param address of the platform, without a slash at its end
 * @param isOfThisMachine whether {@code up} runs it beside the station: then it is reached where that says
 * @param station what the platform calls the station
 * @param token what lets the station in; a secret
 * @param authorities certificates as PEM that the platform's has to be signed by; empty for those that everybody believes
 */
public record Pairing(
        URI address,
        boolean isOfThisMachine,
        UUID station,
        UUID site,
        String name,
        String token,
        Optional<String> authorities) {
    private static final String FORMAT = "wangchuan-pairing/v1";

    /** Of this station, if it is paired. */
    public static Optional<Pairing> of(StationHome home) throws IOException {
        Path file = AgentFolder.of(home).pairing();
        // Not "unless it exists": where nobody can look, it is not known that there is none, and reading says why.
        return Files.notExists(file) ? Optional.empty() : Optional.of(AgentFolder.read(file, Pairing::read));
    }

    /** Keeps it, durably, in the place of another. */
    public void keep(StationHome home) throws IOException {
        home.prepare();
        AgentFolder folder = AgentFolder.of(home);
        folder.prepare();
        AgentFolder.write(
                folder.pairing(),
                Json.object()
                        .put("format", FORMAT)
                        .put("address", address.toString())
                        .put("isOfThisMachine", isOfThisMachine)
                        .put("station", station.toString())
                        .put("site", site.toString())
                        .put("name", name)
                        .put("token", token)
                        .put("authorities", authorities)
                        .build());
    }

    /** Forgets it; what is waiting to be told stays. */
    public static void end(StationHome home) throws IOException {
        DurableFiles.delete(AgentFolder.of(home).pairing());
    }

    private static Pairing read(Json.Fields in) throws ShapeException {
        if (!in.text("format").equals(FORMAT)) {
            throw new ShapeException("format", FORMAT, in.text("format"));
        }
        return new Pairing(
                URI.create(in.text("address")),
                in.bool("isOfThisMachine"),
                AgentFolder.uuid(in, "station"),
                AgentFolder.uuid(in, "site"),
                in.text("name"),
                in.text("token"),
                in.has("authorities") ? in.optionalText("authorities") : Optional.empty());
    }

    @Override
    public String toString() {
        return "Pairing[" + station + " with " + address + "]"; // never the token
    }
}
