package org.wangchuan.platform.vault;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.platform.testing.PlatformTest;

/** A run that a process has taken up and left, for pages that show one; the platform's own thread stands still until it is closed. */
public final class CutRun implements AutoCloseable {
    private CutRun() {}

    /** One of this site. */
    public static CutRun of(UUID site) {
        PlatformTest.bean(RetentionWork.class).stop();
        Retention retention = PlatformTest.bean(Retention.class);
        retention.stop(false); // stopping holds for both
        retention.finishOpen();
        if (!retention.begin(Set.of(site), Optional.of(UUID.randomUUID()))) {
            throw new IllegalStateException("another run is open");
        }
        RetentionTable table = PlatformTest.bean(RetentionTable.class);
        table.attempt(table.open().orElseThrow().id(), Instant.now());
        return new CutRun();
    }

    @Override
    public void close() {
        PlatformTest.bean(RetentionWork.class).start();
    }
}
