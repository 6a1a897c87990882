package org.wangchuan.platform.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.setting.PrivateFile;
import org.wangchuan.platform.web.access.Role;

/**
 * Lets the first administrator in. As long as no administrator has a passkey, each start writes a new one-time link into a file that
 * only whoever runs the platform can read; {@code up} shows it. It is in no log. An administrator who has lost their passkey, and whom
 * no other can help, gets one in the same way if whoever runs the platform asks for it with the setting; that is on record. Who is named
 * gets it in place of the first one, also while nobody has a passkey. Each start ends the unused links of those before. After a restore
 * nobody is let in but by such a link: it confirms the account that it is for, and ends what that one signed in with before.
 */
@Component
class FirstSignIn implements SmartInitializingSingleton {
    /** In the data folder. */
    static final String FILE = "first-sign-in";

    /** In the data folder, while a start was asked for a link. */
    static final String ADMINISTRATOR_FILE = "administrator-link";

    private static final String THE_ONLY_ONE = "*";

    private final Accounts accounts;
    private final PlatformSettings settings;
    private final OneTimeLinks links;
    private final RecoveryStart recovery;
    private final Path file;

    FirstSignIn(Accounts accounts, OneTimeLinks links, RecoveryStart recovery, PlatformSettings settings) {
        this.recovery = recovery;
        this.accounts = accounts;
        this.settings = settings;
        this.links = links;
        this.file = settings.data().resolve(FILE);
    }

    /** Before the platform answers anybody: whoever waits for its first answer finds the link of this start, and no older one. */
    @Override
    public void afterSingletonsInstantiated() {
        try {
            offer();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "whether the platform was put back can't be looked for, or the link of the first administrator can't be written",
                    e);
        }
    }

    private void offer() throws IOException {
        recovery.look(); // what follows is about the accounts that are left by it
        if (accounts.isEmpty()) {
            accounts.create(
                    Optional.empty(),
                    Optional.empty(),
                    "管理员 Administrator", // whichever language the shop speaks
                    EnumSet.allOf(Role.class),
                    Optional.empty());
        }
        // Its file is deleted or written anew; what nobody can find here any more must not sign anybody in.
        links.endThoseOfTheMachine();
        Optional<String> named = settings.administratorLink().filter(name -> !name.equals(THE_ONLY_ONE));
        // While none of them has a passkey it is as on the first day, but for whom is whoever is named.
        Optional<UUID> first = named.isPresent()
                ? Optional.empty()
                : accounts.firstUnconfirmedAdministrator().or(accounts::firstWithoutPasskey);
        if (first.isPresent()) {
            PrivateFile.write(file, (links.create(first.get()) + "\n").getBytes(StandardCharsets.US_ASCII));
        } else {
            Files.deleteIfExists(file);
        }
        Path asked = settings.data().resolve(ADMINISTRATOR_FILE);
        Files.deleteIfExists(asked);
        if (settings.administratorLink().isPresent() && first.isEmpty()) {
            UUID account = administrator(settings.administratorLink().get());
            PrivateFile.write(
                    asked,
                    (links.createOnRecord(account, Optional.empty()) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Nobody becomes an administrator by it, and who was suspended stays out. */
    private UUID administrator(String workName) throws IOException {
        List<UUID> found = accounts.administrators(Optional.of(workName).filter(name -> !name.equals(THE_ONLY_ONE)));
        if (found.size() != 1) {
            throw new IOException("ADMINISTRATOR_LINK: expected the name at work of one active administrator, found "
                    + (found.isEmpty() ? "none of that name" : found.size() + " of them; name one, as COMPANY/NAME"));
        }
        return found.getFirst();
    }
}
