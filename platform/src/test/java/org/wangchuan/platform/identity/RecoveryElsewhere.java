package org.wangchuan.platform.identity;

import static org.wangchuan.platform.testing.PlatformTest.bean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.testing.Scratch;

/**
 * What a start looks for first, in a new folder: a test that takes back what it did to the database must not leave a count in the folder of
 * the platform that all share.
 */
final class RecoveryElsewhere {
    private RecoveryElsewhere() {}

    static RecoveryStart start() {
        PlatformSettings own = bean(PlatformSettings.class);
        try {
            return new RecoveryStart(
                    bean(JdbcClient.class),
                    bean(InstantSource.class),
                    bean(PlatformTransactionManager.class),
                    bean(Recoveries.class),
                    new PlatformSettings(
                            Scratch.folder("start"),
                            own.publicUrl(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            false,
                            own.ownerRequestsPerMinute(),
                            false,
                            Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
