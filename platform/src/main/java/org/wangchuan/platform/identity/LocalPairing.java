package org.wangchuan.platform.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.setting.PrivateFile;

/**
 * Pairs the station that {@code up} runs beside the platform: a pairing code in a file that only whoever runs both can read.
 * It is offered while no station is paired and there is exactly one site that it can belong to.
 */
@Component
class LocalPairing {
    /** In the data folder. */
    static final String FILE = "station-pairing";

    private final Organisations organisations;
    private final Stations stations;
    private final Path file;

    LocalPairing(Organisations organisations, Stations stations, PlatformSettings settings) {
        this.organisations = organisations;
        this.stations = stations;
        this.file = settings.data().resolve(FILE);
    }

    @EventListener(ApplicationReadyEvent.class)
    void offer() {
        try {
            Optional<UUID> site = organisations.onlySite();
            if (site.isPresent() && stations.ofSite(site.get()).isEmpty()) {
                String code = stations.newCode(site.get(), Optional.empty());
                PrivateFile.write(file, (code + "\n").getBytes(StandardCharsets.US_ASCII));
            } else {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the pairing code for this machine's station can't be written", e);
        }
    }
}
