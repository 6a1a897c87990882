package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;

/** Stations of the platform that the tests share, of which something does not fit into the operator's list. */
public final class LeftOutStations {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private LeftOutStations() {}

    /** One whose log has a name that is too long, as a former version took it; its name, once the page of the log shows it. */
    public static String ofSite(UUID site, Browser manager) throws InterruptedException {
        PlatformTest.PairedStation station = PlatformTest.newStation(site);
        String list = new String(
                TrustListIssuer.ofOwnStation(
                                "Test shop",
                                station.key().publicKey(),
                                new VerifierKey(
                                        "log.example/" + "l".repeat(180),
                                        SigningKey.generate().publicKey()),
                                new NoteSigner("trust.example", station.key()),
                                Instant.now())
                        .toBytes(),
                StandardCharsets.UTF_8);
        PlatformTest.jdbc()
                .sql("INSERT INTO ledger.trust_list VALUES (?, ?, 1, ?, now())")
                .params(station.id(), site, list)
                .update();
        String name = PlatformTest.bean(Stations.class)
                .find(station.id())
                .orElseThrow()
                .name();
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!manager.get("/operator-log").body().contains("<strong>" + name + "</strong>")) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(50);
        }
        return name;
    }
}
