package org.wangchuan.platform.consumer.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.testing.PlatformTest.bean;
import static org.wangchuan.platform.testing.PlatformTest.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.oversight.count.SiteCounts;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.proof.statement.Verdict;

/** A site whose station has signed results, and whose months end when a test says so. */
public final class CountedSite {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final UUID site;
    final SigningStation station;

    /** The receipts in the order in which they came. */
    final List<String> receipts = new ArrayList<>();

    /** Nothing is signed yet. */
    public CountedSite(UUID site) {
        this.site = site;
        this.station = new SigningStation(PlatformTest.newStation(site));
        assertThat(station.call(
                                "PUT",
                                "/trust-list",
                                Json.object()
                                        .put("trustList", station.trustList())
                                        .build())
                        .status())
                .isLessThan(300);
    }

    /** So many more results of this verdict, which the platform's log has. */
    public CountedSite with(int count, Verdict verdict) throws Exception {
        // By rules that ask to overwrite nothing is purged.
        station.isByItself = verdict == Verdict.PURGED;
        station.policy = station.isByItself ? SigningStation.BY_ITSELF : SigningStation.POLICY;
        for (int i = 0; i < count; i++) {
            String serial = UUID.randomUUID().toString().substring(0, 18);
            String receipt =
                    station.receipt(SigningStation.Said.good(serial, "").with(verdict));
            assertThat(station.call(
                                    "POST",
                                    "/erasures",
                                    Json.object().put("receipt", receipt).build())
                            .status())
                    .isEqualTo(200);
            receipts.add(receipt);
        }
        Instant end = Instant.now().plus(PATIENCE);
        while (waiting() > 0) {
            assertThat(Instant.now()).as("the log takes them in").isBefore(end);
            Thread.sleep(50);
        }
        return this;
    }

    private int waiting() {
        return jdbc().sql("SELECT count(*) FROM ledger.statement WHERE site_id = ? AND clearing_log_index IS NULL")
                .param(site)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    /** The month ends, and the machine counts; so many months from now. */
    public boolean monthEnds(int months) {
        return bean(SiteCounts.class).count(site, endOfMonth(months).plusSeconds(1));
    }

    static Instant endOfMonth(int months) {
        return YearMonth.now(ZoneOffset.UTC)
                .plusMonths(months)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
