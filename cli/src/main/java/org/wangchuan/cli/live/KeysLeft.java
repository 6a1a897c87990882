package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.cli.service.Console;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.live.LeftKeys;
import org.wangchuan.station.live.LiveOrderFolder;

/**
 * Keys that a start has left on the stick. A folder that can't be read or changed is said, and keeps no other from being looked after, and nobody from erasing.
 *
 * @param state what survives a loss of power
 * @param stick what people see
 */
record KeysLeft(Path state, Optional<Path> stick, Console console) {
    private static final String WORDS = "live.keys-left";

    private interface Step {
        void run() throws IOException;
    }

    /** Destroys those of orders, and of erasures at the screen, that have nothing more to sign, wherever a start was cut off. */
    void destroy(Instant now) {
        LeftKeys left = new LeftKeys(InterruptedHomes.begun(state), now);
        if (stick.isPresent()) {
            for (Path folder : InterruptedHomes.saidFolders(StickStation.orders(stick.get()), WORDS, console)) {
                in(folder, () -> left.destroyIn(new LiveOrderFolder(folder)));
            }
        }
        for (Path folder : InterruptedHomes.saidFolders(InterruptedHomes.orders(state), WORDS, console)) {
            StationHome home = new StationHome(folder);
            Optional<UUID> order = InterruptedHomes.order(state, home);
            if (order.isPresent()) {
                in(folder, () -> left.destroyOf(order.get(), home, !InterruptedHomes.isInterrupted(home)));
            }
        }
        for (Path folder : InterruptedHomes.saidFolders(InterruptedHomes.screen(state), WORDS, console)) {
            StationHome home = new StationHome(folder);
            in(folder, () -> LeftKeys.destroyOf(home, !InterruptedHomes.isInterrupted(home)));
        }
    }

    /** Whether it is known that no job of a station is open. Where its jobs can't be read, that is said. */
    boolean isOver(StationHome home) {
        try {
            return !InterruptedHomes.isInterrupted(home);
        } catch (IOException e) {
            tell(home.root(), e);
            return false;
        }
    }

    private void in(Path folder, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            tell(folder, e);
        }
    }

    private void tell(Path folder, IOException e) {
        console.error(console.messages().text(WORDS, folder, reason(e)));
    }

    /** Without the file's name, where the system says why. */
    static String reason(IOException e) {
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getClass().getSimpleName();
    }
}
