package org.wangchuan.platform.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.setting.PrivateFile;
import org.wangchuan.platform.web.access.Role;

/**
 * Lets the first administrator in. As long as none has a passkey, each start writes a new one-time link into a file that
 * only whoever runs the platform can read; {@code up} shows it. It is in no log.
 */
@Component
class FirstSignIn implements SmartInitializingSingleton {
    /** In the data folder. */
    static final String FILE = "first-sign-in";

    private final Accounts accounts;
    private final OneTimeLinks links;
    private final Path file;

    FirstSignIn(Accounts accounts, OneTimeLinks links, PlatformSettings settings) {
        this.accounts = accounts;
        this.links = links;
        this.file = settings.data().resolve(FILE);
    }

    /** Before the platform answers anybody: whoever waits for its first answer finds the link of this start, and no older one. */
    @Override
    public void afterSingletonsInstantiated() {
        try {
            offer();
        } catch (IOException e) {
            throw new UncheckedIOException("the link of the first administrator can't be written", e);
        }
    }

    private void offer() throws IOException {
        if (accounts.isEmpty()) {
            accounts.create(
                    Optional.empty(), Optional.empty(), "administrator", EnumSet.allOf(Role.class), Optional.empty());
        }
        Optional<UUID> first = accounts.firstWithoutPasskey();
        if (first.isPresent()) {
            PrivateFile.write(file, (links.create(first.get()) + "\n").getBytes(StandardCharsets.US_ASCII));
        } else {
            Files.deleteIfExists(file);
        }
    }
}
