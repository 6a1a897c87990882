package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.platform.testing.PlatformTest.bean;
import static org.wangchuan.platform.testing.PlatformTest.jdbc;
import static org.wangchuan.platform.testing.PlatformTest.nobody;
import static org.wangchuan.platform.testing.PlatformTest.origin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceEvidence;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.database.BackupProcess;
import org.wangchuan.platform.identity.AccountChanges;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.PasskeyShown;
import org.wangchuan.platform.identity.QuickSwitch;
import org.wangchuan.platform.identity.Recoveries;
import org.wangchuan.platform.identity.RecoveryPulse;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.ledger.log.PlatformLog;
import org.wangchuan.platform.setting.RecoveryMark;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.testing.Samples;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** What a restore forgets does not open anything: people and stations lead out of it, by the real command and a real restart. */
@Tag("slow")
final class RecoveryTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    /** What a shop is on the day of the back-up. */
    private record Before(
            Shop shop,
            UUID boss,
            UUID leaver,
            String open,
            BenchOrder sold,
            BenchOrder cleared,
            SigningStation station,
            SigningStation stolen) {}

    @Test
    void nothingOfBeforeCountsUntilItWasSaidAgain() throws Exception {
        Before before;
        String bad;
        try (OwnPlatform _ = OwnPlatform.start(folder.resolve("data"))) {
            before = shop();
            assertThat(BackupProcess.run(
                            "backup", folder.resolve("data"), folder.resolve("a.backup"), folder.resolve("a.keys")))
                    .isZero();
            bad = since(before);
        }
        Path data = folder.resolve("restored");
        assertThat(BackupProcess.run("restore", data, folder.resolve("a.backup"), folder.resolve("a.keys")))
                .isZero();
        assertThat(data.resolve(RecoveryMark.FILE)).isNotEmptyFile();
        try (OwnPlatform _ = OwnPlatform.start(data)) {
            assertThat(data.resolve(RecoveryMark.FILE)).doesNotExist();
            before.station().at(nobody());
            before.stolen().at(nobody());
            nobodyIsIn(before);
            noStationIsSpokenWith(before, bad);
            nothingLeaves(before);
            Browser boss = theBossIsIn(before, data);
            nothingIsDoneWithoutAPasskey(before, boss);
            PasskeyShown.by(before.boss());
            peopleAreConfirmed(before, boss);
            stationsBringItAgain(before, boss, bad);
            devicesAreLookedAt(before, boss);
            theLogGoesOnByAWord(boss);
            assertThat(boss.get("/recovery").body()).contains("All is said");
            assertThat(boss.get("/stock").body()).doesNotContain("put back to its state");
        }
        // A kill between the database and the file: the mark comes again, and says nothing new.
        RecoveryMark again = new RecoveryMark(
                Optional.of(UUID.fromString(Files.readString(folder.resolve("epoch")))),
                Optional.empty(),
                Optional.empty());
        again.write(data);
        try (OwnPlatform _ = OwnPlatform.start(data)) {
            assertThat(recoveries()).isEqualTo(1);
            assertThat(bean(Accounts.class).active(before.boss())).isPresent();
            assertThat(data.resolve(RecoveryMark.FILE)).doesNotExist();
        }
    }

    /** By PostgreSQL's own tools, say: the folder remembers that the database had been further. */
    @Test
    void aDatabaseThatIsOlderThanItsFolderIsFoundOut() throws Exception {
        Path data = folder.resolve("data");
        try (OwnPlatform _ = OwnPlatform.start(data)) {
            Browser boss = setUp(data);
            assertThat(boss.get("/recovery").body()).contains("never put back");
        }
        try (OwnPlatform _ = OwnPlatform.start(data)) {
            assertThat(recoveries()).as("an ordinary start").isZero();
        }
        long further = Long.parseLong(Files.readString(data.resolve("pulse")).strip()) + 100;
        Files.writeString(data.resolve("pulse"), further + "\n");
        try (OwnPlatform _ = OwnPlatform.start(data)) {
            assertThat(recoveries()).isEqualTo(1);
            assertThat(bean(Recoveries.class).latest().orElseThrow().backedUpAt())
                    .isPresent();
            assertThat(nobody().get("/sign-in").body()).contains("put back to its state of");
        }
        try (OwnPlatform _ = OwnPlatform.start(data)) {
            assertThat(recoveries()).as("the same is found once").isEqualTo(1);
        }
        try (OwnPlatform _ = OwnPlatform.start(data)) {
            jdbc().sql("UPDATE identity.pulse SET beats = 1").update();
            RecoveryPulse.beat();
            assertThat(recoveries()).as("put back while it ran").isEqualTo(2);
            RecoveryPulse.beat();
            assertThat(recoveries()).isEqualTo(2);
            RecoveryPulse.Elsewhere other = RecoveryPulse.elsewhere();
            RecoveryPulse.beat();
            for (int i = 0; i < 5; i++) {
                other.beat(); // it counts on while this one is held up
            }
            jdbc().sql("UPDATE identity.pulse SET beats = 1").update();
            RecoveryPulse.beat();
            other.beat();
            RecoveryPulse.beat();
            assertThat(recoveries()).as("two processes find it once").isEqualTo(3);
        }
        Files.writeString(data.resolve("pulse"), "nonsense");
        try (OwnPlatform _ = OwnPlatform.start(data)) {
            assertThat(recoveries()).as("a spoilt file is no word").isEqualTo(3);
        }
    }

    private static Before shop() throws Exception {
        Path data = bean(org.wangchuan.platform.setting.PlatformSettings.class).data();
        setUp(data);
        Samples.off();
        UUID boss =
                jdbc().sql("SELECT id FROM identity.account").query(UUID.class).single();
        UUID organisation = jdbc().sql("SELECT id FROM identity.organisation")
                .query(UUID.class)
                .single();
        UUID site = jdbc().sql("SELECT id FROM identity.site").query(UUID.class).single();
        Shop shop = new Shop(organisation, site, site);
        passkey(boss);
        UUID leaver = shop.account(Role.CLERK);
        bean(QuickSwitch.class).newBadge(leaver);
        SigningStation station = new SigningStation(PlatformTest.newStation(site));
        BenchOrder sold = BenchOrder.consented(shop, station);
        sold.erases(sold.serial, Verdict.CLEARED);
        sold.closes();
        assertThat(sold.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
        BenchOrder cleared = BenchOrder.consented(shop, station);
        cleared.erases(cleared.serial, Verdict.CLEARED);
        assertThat(cleared.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
        SigningStation stolen = new SigningStation(PlatformTest.newStation(site));
        String link = bean(org.wangchuan.platform.identity.OneTimeLinks.class).create(leaver);
        return new Before(shop, boss, leaver, link, sold, cleared, station, stolen);
    }

    private static Browser setUp(Path data) throws IOException {
        Browser browser = nobody();
        browser.signIn(Files.readString(data.resolve("first-sign-in")).strip());
        assertThat(browser.post(
                                "/setup",
                                Map.of(
                                        "company",
                                        "A shop",
                                        "site",
                                        "Front",
                                        "workName",
                                        "Boss",
                                        "timeZone",
                                        "Asia/Shanghai"))
                        .status())
                .isEqualTo(302);
        return browser;
    }

    private static void passkey(UUID account) {
        jdbc().sql("INSERT INTO identity.user_entities VALUES (?, ?, 'worker')")
                .params("u-" + account, account.toString())
                .update();
        jdbc().sql("""
                        INSERT INTO identity.user_credentials (credential_id, user_entity_user_id, public_key, backup_eligible,
                          backup_state, authenticator_transports, created, last_used, label)
                        VALUES (?, ?, '', false, false, 'usb', now(), now(), 'k')""").params("c-" + account, "u-" + account).update();
    }

    /** All that the restore will forget; the receipt of a bad erasure. */
    private static String since(Before before) throws Exception {
        bean(AccountChanges.class).end(before.shop().organisation(), before.leaver(), before.boss());
        bean(Stations.class).end(before.stolen().paired.id(), before.boss());
        bean(Devices.class).move(before.sold().device.id(), DeviceState.BLOCKED, before.boss(), "stolen");
        String bad = before.station()
                .receipt(SigningStation.Said.good(before.cleared().serial, "").with(Verdict.FAILED));
        assertThat(bring(before.station(), bad).status()).isEqualTo(200);
        assertThatThrownBy(before.cleared()::closes).hasMessageStartingWith("ERASURE_OPEN");
        return bad;
    }

    private static Browser.Answer bring(SigningStation station, String receipt) {
        return station.call(
                "POST", "/erasures", Json.object().put("receipt", receipt).build());
    }

    private static void nobodyIsIn(Before before) {
        assertThat(jdbc().sql("SELECT count(*) FROM identity.spring_session WHERE principal_name IS NOT NULL")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(bean(Accounts.class).active(before.boss())).isEmpty();
        assertThat(bean(Accounts.class).active(before.leaver())).isEmpty();
        assertThat(jdbc().sql("SELECT count(*) FROM identity.account WHERE state = 'active'")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc().sql("SELECT state FROM identity.account WHERE id = (SELECT account_id FROM identity.badge)")
                        .query(String.class)
                        .single())
                .as("whose badge is back")
                .isEqualTo("unconfirmed");
        assertThat(nobody().get("/enrol/" + secret(before.open())).status())
                .as("a link of before")
                .isEqualTo(410);
        assertThat(nobody().get("/sign-in").body())
                .contains("put back to its state of", "until an administrator has said that they are still here");
        assertThat(nobody().in("zh").get("/sign-in").body()).contains("本平台已恢复到");
    }

    private static void noStationIsSpokenWith(Before before, String bad) {
        for (SigningStation station : List.of(before.station(), before.stolen())) {
            Browser.Answer answer = station.get("/tasks");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).contains("STATION_NOT_CONFIRMED");
            assertThat(bring(station, bad).status()).isEqualTo(503);
        }
    }

    private static void nothingLeaves(Before before) {
        assertThatThrownBy(before.cleared()::closes)
                .isInstanceOf(GateException.class)
                .hasMessageStartingWith("RECOVERY");
        // Whatever asks the database, without the platform.
        assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET state = 'in_stock' WHERE id = ?")
                        .param(before.cleared().device.id())
                        .update())
                .hasStackTraceContaining("GATE");
        for (BenchOrder one : List.of(before.sold(), before.cleared())) {
            DeviceEvidence.Said said = said(one);
            assertThat(said.verdict()).contains("unproven");
            assertThat(said.doubt()).contains("recovery");
        }
    }

    private static DeviceEvidence.Said said(BenchOrder order) {
        Device now = order.deviceNow();
        return java.util.Objects.requireNonNull(
                bean(DeviceEvidence.class).of(List.of(now)).get(now.id()));
    }

    private static Browser theBossIsIn(Before before, Path data) throws IOException {
        Browser boss = nobody();
        boss.signIn(Files.readString(data.resolve("first-sign-in")).strip());
        assertThat(bean(Accounts.class).active(before.boss())).isPresent();
        assertThat(jdbc().sql("SELECT count(*) FROM identity.user_credentials")
                        .query(Integer.class)
                        .single())
                .as("whose passkey it was may have been let go since")
                .isZero();
        assertThat(boss.get("/recovery").body())
                .contains(
                        "Put back from a back-up", "not confirmed", "to be looked at: 2", "The officer forgets again");
        assertThat(boss.in("zh").get("/recovery").body()).contains("从备份恢复之后", "未确认");
        boss.in("en");
        return boss;
    }

    private static void nothingIsDoneWithoutAPasskey(Before before, Browser boss) {
        String station = "/recovery/stations/" + before.station().paired.id();
        for (String path : List.of(
                "/recovery/accounts/" + before.leaver(),
                station + "/confirm",
                station + "/gone",
                "/recovery/devices")) {
            assertThat(boss.post(path, Map.of("answer", "here", "reason", "lost", "sure", "yes"))
                            .location())
                    .as(path)
                    .startsWith("/confirm");
        }
        assertThat(before.station().get("/tasks").status()).isEqualTo(503);
    }

    private static void peopleAreConfirmed(Before before, Browser boss) {
        assertThat(boss.post("/people/" + before.leaver() + "/link", Map.of()).body())
                .contains("nobody has said since that this person is still here");
        assertThat(boss.post("/people/" + before.leaver() + "/restore", Map.of())
                        .body())
                .contains("nobody has said since that this person is still here");
        assertThat(boss.post("/recovery/accounts/" + before.leaver(), Map.of("answer", ""))
                        .status())
                .isEqualTo(422);
        assertThat(boss.post("/recovery/accounts/" + UUID.randomUUID(), Map.of("answer", "here"))
                        .status())
                .isEqualTo(404);
        assertThat(boss.post("/recovery/accounts/" + before.leaver(), Map.of("answer", "gone"))
                        .status())
                .isEqualTo(302);
        assertThat(bean(Accounts.class).active(before.leaver())).isEmpty();
        UUID here = before.sold().account;
        bean(QuickSwitch.class).newBadge(here);
        assertThat(boss.post("/recovery/accounts/" + here, Map.of("answer", "here"))
                        .status())
                .isEqualTo(302);
        assertThat(badges(here)).isEqualTo(1);
        UUID again = before.cleared().account;
        bean(QuickSwitch.class).newBadge(again);
        assertThat(boss.post("/recovery/accounts/" + again, Map.of("answer", "new-keys"))
                        .status())
                .isEqualTo(302);
        assertThat(badges(again)).isZero();
        assertThat(bean(Accounts.class).active(again)).isPresent();
        assertThat(boss.get("/recovery").body()).contains("Everybody is confirmed");
        assertThat(boss.get("/people/changes").body()).contains("still here, said after the platform was put back");
    }

    private void stationsBringItAgain(Before before, Browser boss, String bad) throws IOException {
        String path = "/recovery/stations/";
        assertThat(boss.post(path + before.station().paired.id() + "/confirm", Map.of())
                        .status())
                .isEqualTo(302);
        assertThat(before.stolen().get("/tasks").status()).as("the other one").isEqualTo(503);
        // In front of me, and nothing against it that I know of: but a station still knows of something.
        assertThat(look(boss, before, "here").body()).contains("A station may still bring something");

        String epoch = bean(Recoveries.class).latest().orElseThrow().id().toString();
        Files.writeString(folder.resolve("epoch"), epoch);
        assertThat(before.station().get("/tasks").body()).contains("\"epoch\":\"" + epoch + "\"");
        assertThat(bring(before.station(), bad).status()).isEqualTo(200);
        assertThat(bring(before.station(), bad).status()).as("once more").isEqualTo(200);
        Browser.Answer other = delivered(before.station(), UUID.randomUUID().toString());
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body()).contains("EPOCH_UNKNOWN");
        assertThat(delivered(before.station(), epoch).status()).isEqualTo(200);
        assertThat(delivered(before.station(), epoch).status()).isEqualTo(200);
        assertThat(look(boss, before, "here").status())
                .as("another station is awaited")
                .isEqualTo(422);

        String gone = path + before.stolen().paired.id() + "/gone";
        assertThat(boss.post(gone, Map.of("reason", "")).status()).isEqualTo(422);
        assertThat(boss.post(gone, Map.of("reason", "lost")).status()).isEqualTo(302);
        assertThat(before.stolen().get("/tasks").status()).isEqualTo(401);
        assertThat(said(before.cleared()).doubt()).contains("open");
        assertThat(said(before.sold()).doubt()).contains("recovery");
    }

    private static int badges(UUID account) {
        return jdbc().sql("SELECT count(*) FROM identity.badge WHERE account_id = ?")
                .param(account)
                .query(Integer.class)
                .single();
    }

    private static Browser.Answer delivered(SigningStation station, String epoch) {
        return station.call(
                "PUT", "/deliveries", Json.object().put("epoch", epoch).build());
    }

    private static Browser.Answer look(Browser boss, Before before, String answer) {
        return boss.post(
                "/recovery/devices",
                Map.of(
                        "answer",
                        answer,
                        "sure",
                        "yes",
                        "device",
                        before.cleared().device.id().toString(),
                        "codes",
                        before.sold().device.code().toLowerCase(java.util.Locale.ROOT)));
    }

    private static void devicesAreLookedAt(Before before, Browser boss) {
        assertThat(boss.post(
                                "/recovery/devices",
                                Map.of(
                                        "answer",
                                        "here",
                                        "codes",
                                        before.sold().device.code()))
                        .body())
                .contains("Tick that they are here");
        assertThat(boss.post("/recovery/devices", Map.of("answer", "here", "sure", "yes", "codes", "2222-2222"))
                        .body())
                .contains("a code among these that no device here has");
        assertThat(look(boss, before, "missing").status()).isEqualTo(302);
        assertThat(boss.get("/recovery").body()).contains("looked for in vain: 2");
        assertThat(said(before.sold()).doubt())
                .as("what is not found stays in doubt")
                .contains("recovery");
        assertThat(look(boss, before, "here").status()).isEqualTo(302);

        assertThat(said(before.sold()).doubt()).isEmpty();
        assertThat(said(before.sold()).verdict()).contains("cleared");
        assertThatThrownBy(before.cleared()::closes).hasMessageStartingWith("ERASURE_OPEN");
        assertThatThrownBy(() -> jdbc().sql("DELETE FROM custody.recovery_look").update())
                .hasStackTraceContaining("APPEND_ONLY");
    }

    private static void theLogGoesOnByAWord(Browser boss) {
        PlatformLog log = bean(PlatformLog.class);
        assertThat(log.status().trouble()).startsWith("LOG_RECOVERY");
        assertThat(boss.get("/operator-log").body()).contains("The log stands still", "Go on under the same name");
        assertThat(boss.post("/operator-log/go-on", Map.of()).status()).isEqualTo(422);
        assertThat(log.status().trouble()).startsWith("LOG_RECOVERY");
        assertThat(boss.post("/operator-log/go-on", Map.of("sure", "yes")).status())
                .isEqualTo(302);
        await(() -> log.status().trouble().isEmpty());
        assertThat(boss.get("/operator-log").body()).doesNotContain("The log stands still");
    }

    private static int recoveries() {
        return jdbc().sql("SELECT count(*) FROM identity.recovery")
                .query(Integer.class)
                .single();
    }

    private static String secret(String link) {
        String path = URI.create(link).getPath();
        assertThat(link).startsWith("http");
        assertThat(origin()).startsWith("http");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void await(BooleanSupplier what) {
        Instant end = Instant.now().plus(LIMIT);
        while (!what.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
