package org.wangchuan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.exchange.PlantKeys;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.OrderOwner;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/**
 * Of what a company has ever done nothing is read through from its first row: not for a page that is opened, nor for an erasure, nor by what
 * works in the background. The database is told to do so only where no index leads to what is asked, and tells how it found each thing. An index
 * that is read from end to end does not show here: how long pages take with years of devices is measured by {@code benchmarks/devices.sh}.
 */
final class WhatGrowsTest extends PlatformTest {
    /** Tables with a row, or more, for each device, person or event. */
    private static final Set<String> GROWING = Set.of(
            "bench.task",
            "consumer.browser",
            "consumer.link",
            "custody.device",
            "custody.device_event",
            "custody.medium",
            "exchange.asset",
            "exchange.event",
            "identity.audit",
            "intake.order_event",
            "intake.order_person",
            "intake.work_order",
            "ledger.note",
            "ledger.note_place",
            "ledger.record",
            "ledger.record_place",
            "ledger.statement",
            "oversight.clearing",
            "oversight.hand",
            "oversight.verification",
            "rights.event",
            "rights.request",
            "vault.person",
            "vault.person_purpose",
            "vault.read",
            "vault.value");

    private static final Pattern PAGE =
            Pattern.compile("^\\| GET \\| `([^`{]+)` \\| (?:anyone|staff)", Pattern.MULTILINE);

    /** What is as long as the years are, or never ends. */
    private static final Pattern LONG = Pattern.compile(".*csv|/(bench/events|exports/devices|error|switch)");

    private static final Pattern READ_THROUGH = Pattern.compile("Seq Scan on (\\w+\\.\\w+)");
    private static final String ASKED = "Query Text: ";
    private static final int PORT_LINE = 3;

    @Test
    void nothingIsReadFromItsFirstRow(@TempDir Path data) throws Exception {
        try (OwnPlatform _ = OwnPlatform.start(data)) {
            tellPlans(data);
        }
        Path log = data.resolve("postgres.log");
        long before = Files.size(log);
        try (OwnPlatform _ = OwnPlatform.start(data)) {
            Shop shop = newShop();
            lifeOf(shop);
            for (Role[] roles : new Role[][] {Role.values(), {Role.DATA_PROTECTION_OFFICER}}) {
                Browser staff = confirmed(shop.account(roles));
                pages().forEach(staff::get);
            }
            lifeOf(shop);
        }
        String told = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).substring(Math.toIntExact(before));
        assertThat(told).as("how the log of erasures was looked for").contains("Index Scan", "on ledger.statement");
        assertThat(readThrough(told))
                .as("tables that were read through, and for what")
                .isEmpty();
    }

    /** From the next start on. Only the database's own administrator may ask for that. */
    private static void tellPlans(Path data) throws Exception {
        String port =
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(PORT_LINE);
        String password = Files.readString(data.resolve("postgres.password")).strip();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/wangchuan", "postgres", password);
                Statement statement = connection.createStatement()) {
            for (String setting : List.of(
                    "session_preload_libraries = 'auto_explain'",
                    "auto_explain.log_min_duration = 0",
                    "auto_explain.log_nested_statements = on",
                    "auto_explain.log_verbose = on",
                    "auto_explain.log_parameter_max_length = 0",
                    "enable_seqscan = off")) {
                statement.execute("ALTER DATABASE wangchuan SET " + setting);
            }
        }
    }

    /** A bit of all that a shop does day by day. */
    private static void lifeOf(Shop shop) throws Exception {
        BenchOrder good = BenchOrder.consented(shop);
        good.erases(good.serial, Verdict.CLEARED);
        BenchOrder bad = BenchOrder.consented(shop);
        bad.erases(bad.serial, Verdict.FAILED);
        OrderOwner owner = OrderOwner.of(shop);
        for (String page : List.of("", "/device", "/privacy")) {
            assertThat(nobody().send(nobody().request(owner.link() + page).header("Cookie", owner.cookie()))
                            .status())
                    .isLessThan(400);
        }
        Browser program = nobody();
        String key = PlantKeys.of(shop);
        for (String path : List.of("/api/v1/assets", "/api/v1/events", "/api/v1/assets?batch=lot")) {
            assertThat(program.send(program.request(path).header("Authorization", "Bearer " + key))
                            .status())
                    .isEqualTo(200);
        }
    }

    private static List<String> pages() throws IOException {
        return PAGE.matcher(Files.readString(Path.of("../docs/platform-access.md")))
                .results()
                .map(found -> found.group(1))
                .filter(path -> !LONG.matcher(path).matches())
                .toList();
    }

    /** Tables that were read through, with one of the questions. */
    private static Map<String, String> readThrough(String told) {
        Map<String, String> out = new TreeMap<>();
        StringBuilder asked = new StringBuilder();
        boolean isAsked = false;
        for (String line : told.lines().toList()) {
            int at = line.indexOf(ASKED);
            if (at >= 0) {
                asked.setLength(0);
                asked.append(line.substring(at + ASKED.length()).strip());
                isAsked = true;
            } else if (isAsked && !line.contains("(cost=")) {
                asked.append(' ').append(line.strip());
            } else {
                isAsked = false;
            }
            Matcher found = READ_THROUGH.matcher(line);
            if (found.find() && GROWING.contains(found.group(1))) {
                out.putIfAbsent(found.group(1), asked.toString());
            }
        }
        return out;
    }
}
