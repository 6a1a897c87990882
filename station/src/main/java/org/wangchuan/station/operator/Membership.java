package org.wangchuan.station.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/**
 * That a station appends to an operator's log.
 *
 * @param address where the log is, http or https, without a slash at the end
 * @param origin of the log; empty where the one trust list that names the station in a log of somebody else's says it
 */
public record Membership(String address, Optional<String> origin) {
    private static final String FORMAT = "wangchuan-operator/v1";

    /** Of this station; empty for one that has its own log only. */
    public static Optional<Membership> of(StationHome home) throws IOException {
        if (!Files.exists(home.operator())) {
            return Optional.empty();
        }
        try {
            Json.Fields in = Json.in(CanonicalJson.readObject(Files.readAllBytes(home.operator())))
                    .only("format", "address", "origin");
            if (!in.text("format").equals(FORMAT)) {
                throw new ShapeException("format", FORMAT, in.text("format"));
            }
            return Optional.of(new Membership(in.text("address"), in.optionalText("origin")));
        } catch (MalformedJsonException | ShapeException e) {
            throw new IOException("damaged: " + home.operator().getFileName() + ": " + e.getMessage(), e);
        }
    }

    /** Keeps it, durably, in the place of another. */
    public void keep(StationHome home) throws IOException {
        Json.Builder out = Json.object().put("format", FORMAT).put("address", address);
        origin.ifPresent(name -> out.put("origin", name));
        DurableFiles.replace(home.operator(), CanonicalJson.write(out.build()));
    }

    /** Appends no more. What was merged stays where it is. */
    public static void end(StationHome home) throws IOException {
        DurableFiles.delete(home.operator());
    }
}
