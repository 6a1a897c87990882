package org.wangchuan.acceptance.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.disk.Machine;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.ReceiptText;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.browser.Browser;

/**
 * The whole journey of a device: a shop that was just opened, a clerk at a desk, an owner with a phone, and a real station in the back
 * room that erases real block devices with somebody's files on them; each on a host of its own, with TLS between them. Then the same
 * while something breaks. One shop for all, as shops are; each test takes in devices of its own.
 */
@Tag("slow")
@Timeout(600)
@ResourceLock(Machine.DEVICES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AtTheCounterTest {
    /** Nobody else's here, and no part of anything else. */
    private static final String OWNER_NAME = "欧阳沁梧";

    private static final String OWNER_PHONE = "13976531842";

    /** What is to be closed in the end, the last one first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private Path folder;
    private Shop shop;
    private Counter counter;
    private Network.Host street;
    private BenchStation station;
    private int seed;

    @BeforeAll
    void openTheShop(@TempDir Path shared) throws Exception {
        folder = shared;
        shop = opened(new Shop(folder));
        Network network = shop.network();
        street = network.add("street", 4);
        counter = opened(new Counter(shop.browser(network.add("counter", 3), "en-US", 1280, 900)));
        counter.openShop(shop.firstLink());
        shop.witness(counter.logKey());
        station = opened(new BenchStation(shop, network.add("back-room", 5), counter.pairingCode()));
    }

    private <T extends AutoCloseable> T opened(T what) {
        opened.push(what);
        return what;
    }

    @AfterAll
    void closeTheShop() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @BeforeEach
    void speakEnglish() throws IOException {
        counter.speak("en");
    }

    private OwnerPhone phone(String language, String link) throws IOException {
        return new OwnerPhone(shop.browser(street, language, 390, 844), link);
    }

    private SomeonesDrive drive() throws IOException {
        seed++;
        return new SomeonesDrive(Files.createDirectory(folder.resolve("drive-" + seed)), seed);
    }

    private Counter.Order takenIn(String model) throws IOException {
        return counter.takeIn("bare_drive", "Seagate", model, "");
    }

    /** At the counter in English, on the phone in Chinese. */
    @Test
    void anOwnerSeesTheirDriveErasedAndCanProveItToAnybody() throws Exception {
        try (SomeonesDrive drive = drive()) {
            Counter.Order order = takenIn("ST1000LM035");
            String link = counter.offer(order, "120");
            Pictures.take(counter.browser(), "counter-offered");
            try (OwnerPhone owner = phone("zh-CN", link)) {
                owner.requireLanguage("zh-CN");
                Pictures.take(owner.browser(), "phone-offer");
                owner.agrees();
                owner.canBeReached(OWNER_NAME, OWNER_PHONE);
                counter.awaitState("consented");
                counter.erase(order, BenchStation.NAME, drive.lane());
                seesItMove(drive, owner);
                assertThat(owner.verdict()).isEqualTo("已清除");
                Pictures.take(counter.browser(), "bench-done");
                Pictures.take(owner.browser(), "phone-proof");
                owner.signs(counter.presenceCode(order));
                counter.show(order);
                counter.awaitState("cleared");
                Pictures.take(counter.browser(), "counter-cleared");
                counter.pays();
                counter.awaitState("closed");
                counter.open("/stock");
                assertThat(counter.text()).contains("ST1000LM035");
                drive.requireErased();
                provesItElsewhere(owner);
                station.awaitAllTold();
                nothingOfThePersonIsAtTheStation();
            }
        }
    }

    /** The station was never told anything of the person; where its shop is it was, and that is found by the same search. */
    private void nothingOfThePersonIsAtTheStation() throws IOException {
        List<Path> files = station.files();
        assertThat(FileSearch.of(Shop.ORIGIN, files)).isNotEmpty();
        for (String secret : List.of(OWNER_NAME, OWNER_PHONE)) {
            assertThat(FileSearch.of(secret, files)).isEmpty();
        }
    }

    /** Both see it move: the one on the phone, and the one at the bench. */
    private void seesItMove(SomeonesDrive drive, OwnerPhone owner) throws IOException {
        owner.awaitMoreThan(10);
        counter.browser()
                .waitFor("(" + Counter.lane(BenchStation.NAME, drive.lane())
                        + ")?.querySelector('progress')?.value > 10");
        Pictures.take(counter.browser(), "bench-erasing");
        Pictures.take(owner.browser(), "phone-erasing");
        assertThat(owner.percent()).isBetween(10, 99);
    }

    /** With what the owner takes home, on a computer that has no network and has never heard of the shop. */
    private void provesItElsewhere(OwnerPhone owner) throws IOException {
        Path certificate = owner.download("/certificate.json", folder.resolve("owner.certificate.json"));
        Path paper = owner.download("/certificate.pdf", folder.resolve("owner.certificate.pdf"));
        Path trust = owner.download("/trust", folder.resolve("shop.trust"));
        Path consent = owner.download("/record.json", folder.resolve("owner.consent.json"));
        Path page = folder.resolve("verify.html");
        Network.Host home = shop.network().alone("home");
        Run written = shop.on(home, "elsewhere").run("page", "--out", page.toString());
        assertThat(written.exitCode()).as("%s", written).isZero();
        try (Browser browser = new Browser("zh-CN", home.prefix(), List.of())) {
            browser.open(page.toUri().toString());
            browser.pick("#files", List.of(certificate, trust));
            browser.waitFor("document.querySelector('#answer').textContent.includes('已清除')");
            Pictures.take(browser, "home-verified");
            assertThat(browser.evaluate("document.querySelector('#answer').innerText"))
                    .contains("已清除", "ngo.example");
        }
        Program elsewhere = shop.on(home, "elsewhere");
        Run verified = elsewhere.run("verify", certificate.toString(), "--trust", trust.toString());
        assertThat(verified.exitCode()).as("%s", verified).isZero();
        assertThat(verified.out()).contains("witnessed by ngo.example");
        Run onPaper = elsewhere.run("verify", paper.toString(), "--trust", trust.toString());
        assertThat(onPaper.exitCode()).as("%s", onPaper).isZero();
        assertThat(onPaper.out())
                .contains(
                        "witnessed by ngo.example",
                        "rendered again from what is attached to it, is the same to the byte");
        Run agreed = elsewhere.run("verify", consent.toString(), "--trust", trust.toString());
        // The shop is a trial: what its own log signs can't be taken for real anywhere.
        assertThat(agreed.exitCode()).as("%s", agreed).isEqualTo(4);
        assertThat(agreed.toString()).contains("test-consent");
    }

    /** An order whose drive is being erased, and whose owner watches. */
    private record Case(Counter.Order order, OwnerPhone owner, String paperCode) {}

    /** In the middle of erasing. */
    private Case erasing(SomeonesDrive drive, String model, String language) throws IOException {
        Counter.Order order = takenIn(model);
        String link = counter.offer(order, "80");
        String paperCode = counter.paperCode();
        OwnerPhone owner = phone(language, link);
        owner.agrees();
        counter.erase(order, BenchStation.NAME, drive.lane());
        owner.awaitMoreThan(3);
        return new Case(order, owner, paperCode);
    }

    /** All of it is there, and once. */
    private void requireOnce(Case known, SomeonesDrive drive) throws IOException {
        drive.requireErased();
        assertThat(known.owner().receipts()).isEqualTo(1);
        counter.show(known.order());
        counter.awaitState("cleared");
        assertThat(counter.told("being erased")).isEqualTo(1);
        assertThat(counter.told("cleared")).isEqualTo(1);
        assertThat(counter.statements(known.order())).isEqualTo(1);
        station.awaitAllTold();
    }

    @Test
    @Tag("long")
    void theNetworkOfTheStationIsCutAndItErasesOn() throws Exception {
        try (SomeonesDrive drive = drive()) {
            Case known = erasing(drive, "ST2000LM007", "en-US");
            try (OwnerPhone owner = known.owner()) {
                station.host().cut();
                long writes = drive.writes();
                owner.browser().waitFor(OwnerPhone.isSilent());
                Pictures.take(owner.browser(), "phone-silent");
                assertThat(owner.text()).contains("No progress was reported for a while", "not before");
                assertThat(drive.writes()).as("it erases on by itself").isGreaterThan(writes);
                Numbers.await("the station has something to tell", () -> station.untold() > 0);
                owner.browser().waitFor("location.pathname.endsWith('/watch')");
                station.host().heal();
                assertThat(owner.verdict()).isEqualTo("Cleared");
                requireOnce(known, drive);
            }
        }
    }

    @Test
    @Tag("long")
    void theOwnersPhoneLosesTheShopAndSaysSo() throws Exception {
        try (SomeonesDrive drive = drive()) {
            Case known = erasing(drive, "ST500LT012", "zh-CN");
            try (OwnerPhone owner = known.owner()) {
                street.cut();
                owner.browser().waitFor(OwnerPhone.isLost());
                Pictures.take(owner.browser(), "phone-lost");
                assertThat(owner.text()).contains("此页暂时收不到店里的消息");
                street.heal();
                assertThat(owner.verdict()).isEqualTo("已清除");
                requireOnce(known, drive);
            }
        }
    }

    @Test
    @Tag("long")
    void thePlatformIsKilledAndComesBack() throws Exception {
        try (SomeonesDrive drive = drive()) {
            Case known = erasing(drive, "WD10SPZX", "zh-CN");
            try (OwnerPhone owner = known.owner()) {
                counter.open("/bench");
                shop.killPlatform();
                counter.browser().waitFor(Counter.isLost());
                Pictures.take(counter.browser(), "bench-lost");
                assertThat(counter.text()).contains("Out of touch");
                long writes = drive.writes();
                counter.browser().waitFor("!(" + Counter.isLost() + ")");
                assertThat(drive.writes()).as("it erases on by itself").isGreaterThan(writes);
                assertThat(owner.verdict()).isEqualTo("已清除");
                requireOnce(known, drive);
            }
        }
    }

    @Test
    @Tag("long")
    void theDatabaseIsKilledAndComesBack() throws Exception {
        try (SomeonesDrive drive = drive()) {
            Case known = erasing(drive, "HTS541010B7E610", "en-US");
            try (OwnerPhone owner = known.owner()) {
                counter.open("/bench");
                shop.killDatabase();
                counter.browser().waitFor(Counter.isLost());
                counter.browser().waitFor("!(" + Counter.isLost() + ")");
                assertThat(owner.verdict()).isEqualTo("Cleared");
                requireOnce(known, drive);
            }
        }
    }

    @Test
    @Tag("long")
    void theStationIsKilledAndGoesOnWhereItWas() throws Exception {
        try (SomeonesDrive drive = drive()) {
            Case known = erasing(drive, "MQ01ABD100", "zh-CN");
            try (OwnerPhone owner = known.owner()) {
                station.kill();
                owner.browser().waitFor(OwnerPhone.isSilent());
                assertThat(owner.text()).contains("有一会儿没有收到进度了", "证明到了才算完成");
                int before = owner.percent();
                assertThat(before).isLessThan(100);
                station.start();
                owner.browser().waitFor("!(" + OwnerPhone.isSilent() + ")");
                owner.awaitMoreThan(before);
                assertThat(owner.verdict()).isEqualTo("已清除");
                requireOnce(known, drive);
                Path receipt = owner.download("/receipt.json", folder.resolve("killed.receipt.json"));
                assertThat(ReceiptText.read(receipt).interruptions()).isEqualTo(1);
            }
        }
    }

    @Test
    @Tag("long")
    void theOwnerWalksAwayAndNothingSaysThatTheyWereThere() throws Exception {
        try (SomeonesDrive drive = drive()) {
            Case known = erasing(drive, "ST1000LX015", "zh-CN");
            String link = known.owner().browser().evaluate("location.href").replace("/watch", "");
            known.owner().close();
            counter.show(known.order());
            counter.awaitState("cleared");
            assertThat(counter.text()).contains("Was the owner there?", "not noted yet");
            counter.press("form[action$=\"/presence/left\"] button");
            counter.browser().waitFor("document.querySelector('.presence strong')?.textContent === 'not there'");
            Pictures.take(counter.browser(), "counter-left");
            // At home, days later, with another phone and the slip.
            try (OwnerPhone later = phone("zh-CN", link)) {
                later.enters(known.paperCode());
                assertThat(later.verdict()).isEqualTo("已清除");
                assertThat(later.text()).contains("机主不在场", "您是否在场");
                Pictures.take(later.browser(), "phone-absent");
                Path certificate = later.download("/certificate.json", folder.resolve("absent.certificate.json"));
                assertThat(Files.readString(certificate)).doesNotContain("presence");
            }
            drive.requireErased();
        }
    }

    @Test
    void anOfferIsRefusedAndTheDriveGoesBackAsItCame() throws Exception {
        try (SomeonesDrive drive = drive()) {
            Counter.Order order = takenIn("WD5000LPCX");
            String link = counter.offer(order, "15");
            String before = drive.digest();
            long writes = drive.writes();
            try (OwnerPhone owner = phone("en-US", link)) {
                owner.refuses();
                Pictures.take(owner.browser(), "phone-refused");
                assertThat(owner.text()).contains("You get it back", "still in the shop");
                counter.awaitState("going_back");
                counter.press("form[action$=\"/return\"] button");
                counter.awaitState("returned_untouched");
                counter.open("/bench");
                assertThat(counter.text()).doesNotContain(order.code());
            }
            assertThat(drive.writes()).isEqualTo(writes);
            assertThat(drive.digest()).isEqualTo(before);
        }
    }

    /** At the counter in Chinese, on the phone in English. */
    @Test
    void aPhoneIsGuidedAndEndsWithTheProcessorUnproven() throws Exception {
        counter.speak("zh");
        Counter.Order order = counter.takeIn("phone", "Huawei", "Mate 30", "354820110000018");
        String link = counter.offer(order, "680");
        try (OwnerPhone owner = phone("en-US", link)) {
            owner.requireLanguage("en");
            assertThat(owner.text()).contains("A phone's storage can't be read");
            owner.agrees();
            counter.beginsWorkflow(order);
            counter.isRidOfAccounts();
            owner.browser().waitFor("document.querySelector('[data-state=erasing]')");
            assertThat(owner.text()).contains("No machine reports a percentage here");
            Pictures.take(owner.browser(), "phone-guided");
            counter.reply("start-screen", "setup");
            counter.reply("lock", "free");
            counter.reply("management", "none");
            counter.reply("photo", "later");
            Pictures.take(counter.browser(), "counter-guided");
            counter.press("form[action$=\"/end\"] button.big");
            owner.awaitPage("proof");
            assertThat(owner.text()).contains("The device can't be sold").doesNotContain("Cleared");
            counter.show(order);
            counter.awaitState("not_cleared");
            assertThat(counter.text()).contains("未能证明");
            counter.seal("BAG-PHONE");
            Pictures.take(counter.browser(), "counter-sealed");
            owner.browser().open(link);
            assertThat(owner.text()).contains("numbered, sealed bag", "licensed processor");
            Pictures.take(owner.browser(), "phone-sealed");
            counter.pays();
            counter.awaitState("closed");
            isDestroyedByAProcessor(owner, link);
        }
    }

    /** All at the counter's screen; what is printed leads back to it when there is another phone. */
    @Test
    void whoseOnlyPhoneIsErasedUsesTheCountersScreenAndAPaper() throws Exception {
        Counter.Order order = counter.takeIn("phone", "Huawei", "nova 9", "");
        counter.offer(order, "300");
        // It is no phone, and the counter's browser stays open.
        OwnerPhone screen =
                new OwnerPhone(counter.browser(), Shop.ORIGIN + order.path().replace("/intake/", "/counter/"));
        screen.agrees();
        counter.open(order.path().replace("/intake/", "/counter/") + "/paper");
        String link = counter.scanned();
        String code = counter.browser().evaluate("document.querySelector('.code').textContent");
        Pictures.take(counter.browser(), "counter-paper");
        counter.beginsWorkflow(order);
        counter.isRidOfAccounts();
        counter.awaitStep("start-screen");

        counter.open(order.path().replace("/intake/", "/counter/"));
        assertThat(counter.browser().evaluate("String(document.querySelectorAll('input[name=code]').length)"))
                .as("the digits stand on the same screen")
                .isEqualTo("0");
        screen.draws();
        Pictures.take(counter.browser(), "counter-signed");

        counter.open(order.path().replace("/intake/", "/workflow/"));
        counter.reply("start-screen", "setup");
        counter.reply("lock", "free");
        counter.reply("management", "none");
        counter.reply("photo", "later");
        counter.press("form[action$=\"/end\"] button.big");
        counter.show(order);
        counter.awaitState("not_cleared");
        try (OwnerPhone next = phone("zh-CN", link)) {
            next.joins();
            next.awaitPage("proof");
            assertThat(next.text()).contains("未能证明已清除", "不能出售", "在场，已手写签名");
            Pictures.take(next.browser(), "phone-by-paper");
        }
        try (OwnerPhone another = phone("zh-CN", link)) {
            another.enters(code);
            another.awaitPage("proof");
        }
    }

    /** The bag goes to a licensed processor, whose driver signs by a scan; what they state comes back to the owner. */
    private void isDestroyedByAProcessor(OwnerPhone owner, String link) throws IOException {
        counter.handsOver("Green Works Ltd", "BAG-PHONE");
        String collect = counter.scanned();
        Pictures.take(counter.browser(), "counter-hand-over");
        try (Collector driver = new Collector(shop.browser(street, "en-US", 390, 844), collect)) {
            assertThat(driver.text()).contains("BAG-PHONE", "Blue River Recycling", "Who that was is not proved");
            Pictures.take(driver.browser(), "driver-collects");
            driver.takes("Green Works Ltd");
            driver.statesDestruction(
                    "GW-2026-0042",
                    "main board",
                    LocalDate.now(ZoneId.of("Asia/Shanghai")).toString());
            Pictures.take(driver.browser(), "driver-stated");
        }
        owner.browser().open(link + "/device");
        assertThat(owner.text())
                .contains("Destroyed, as the processor states", "main board", "GW-2026-0042", "It is their word");
        Pictures.take(owner.browser(), "phone-destroyed");
    }

    /** Its writes fail from the middle on, as a drive's do that has no spare blocks left. */
    @Test
    void aDriveFailsAndNobodyCallsItCleared() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        CommandLine.run("mount", "-t", "tmpfs", "-o", "size=300m,mode=0700", "wangchuan-test", small.toString());
        try (SomeonesDrive drive = new SomeonesDrive(small, Files.createDirectory(folder.resolve("failing")), 99)) {
            Counter.Order order = takenIn("ST31000528AS");
            String link = counter.offer(order, "40");
            try (OwnerPhone owner = phone("zh-CN", link)) {
                owner.agrees();
                counter.awaitState("consented");
                counter.erase(order, BenchStation.NAME, drive.lane());
                String verdict = owner.verdict();
                Pictures.take(owner.browser(), "phone-failed");
                assertThat(verdict).isIn("部分清除", "失败", "清除失败");
                assertThat(owner.text()).contains("不能出售");
                counter.show(order);
                counter.awaitState("not_cleared");
                assertThat(counter.canBeClosed()).isFalse();
                Pictures.take(counter.browser(), "counter-failed");
                counter.seal("BAG-DRIVE");
            }
        } finally {
            CommandLine.run("umount", small.toString());
        }
    }
}
