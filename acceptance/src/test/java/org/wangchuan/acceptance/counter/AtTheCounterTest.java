package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.wangchuan.acceptance.disk.LoopDevice;
import org.wangchuan.acceptance.disk.Machine;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.acceptance.program.Running;
import org.wangchuan.acceptance.real.IndependentEyes;
import org.wangchuan.acceptance.real.RealDisk;
import org.wangchuan.acceptance.real.RealDisk.FileSystem;
import org.wangchuan.browser.Browser;

/**
 * The whole journey of one drive: a shop that was just opened, a clerk at a desk, an owner with a phone, and a real station that
 * erases a real block device with somebody's files on it.
 */
@Tag("slow")
@Timeout(900)
@ResourceLock(Machine.DEVICES)
class AtTheCounterTest {
    private static final long BYTES = 1L << 30;
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Pattern LINK = Pattern.compile("http://localhost:[0-9]+/enrol/[A-Za-z0-9_-]+");

    @TempDir
    Path folder;

    private Browser counter;
    private Browser phone;
    private String origin;
    private Optional<Running> up = Optional.empty();

    @BeforeEach
    void openBrowsers() throws IOException {
        counter = new Browser("en-US");
        counter.resize(1280, 900);
        counter.addPasskeyDevice();
        phone = new Browser("zh-CN");
        phone.resize(390, 844);
        try (ServerSocket free = new ServerSocket(0)) {
            origin = "http://localhost:" + free.getLocalPort();
        }
    }

    @AfterEach
    void end() throws IOException {
        counter.close();
        phone.close();
        if (up.isPresent()) {
            up.get().killGroup();
        }
    }

    @Test
    void anOwnerSeesTheirDriveErasedAndCanProveIt() throws Exception {
        Path file = folder.resolve("drive.img");
        try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
            image.setLength(BYTES);
        }
        try (LoopDevice drive = LoopDevice.over(file, 512, false, false)) {
            RealDisk.fill(drive.path(), FileSystem.EXT4, folder, 11);
            IndependentEyes eyes = new IndependentEyes(drive.path(), folder);
            assertThat(eyes.markerLines()).isPositive();
            openTheShop(drive.path());
            String order = takeIn();
            String link = offer(order);
            ownerAgrees(link);
            erase(link);
            sign(link);
            close(order);
            assertThat(eyes.markerLines()).isZero();
            assertThat(eyes.sleuthKitSeesFileSystem()).isFalse();
            receiptHolds(link);
        }
        up.orElseThrow().signalGroup("INT");
        assertThat(up.get().await(STOP).exitCode()).isZero();
    }

    private void openTheShop(Path drive) throws Exception {
        Running started = new Program(folder.resolve("home"))
                .start(
                        "up",
                        "--port",
                        origin.substring(origin.lastIndexOf(':') + 1),
                        "--trial",
                        "--lane",
                        drive.toString());
        up = Optional.of(started);
        counter.open(started.awaitOut(LINK, START));
        counter.click("form button.big");
        counter.waitFor("location.pathname === '/passkey' && document.readyState === 'complete'");
        counter.click("form[data-passkey] button");
        counter.waitFor("location.pathname === '/setup' && document.readyState === 'complete'");
        counter.fill("input[name=company]", "Blue River Recycling");
        counter.fill("input[name=site]", "Riverside shop");
        counter.fill("input[name=workName]", "Li");
        counter.click("form button.big");
        counter.waitFor("document.querySelector('.top nav a') && location.pathname !== '/setup'");
    }

    private String takeIn() throws IOException {
        counter.open(origin + "/intake/new");
        picture(counter, "counter-new");
        counter.click("input[name=kind][value=bare_drive]");
        counter.fill("input[name=brand]", "Seagate");
        counter.fill("input[name=model]", "ST1000LM035");
        counter.click("form[data-intake] button.big");
        counter.waitFor("/^\\/intake\\/[0-9a-f-]{36}$/.test(location.pathname) && document.readyState === 'complete'");
        return counter.evaluate("location.href");
    }

    private String offer(String order) throws IOException {
        counter.fill("input[name=amount]", "120");
        counter.click("form[action$=\"/offer\"] button");
        counter.waitFor("document.querySelector('[data-state=offered]') && document.querySelector('.invite a.button')");
        assertThat(counter.evaluate("location.href")).isEqualTo(order);
        picture(counter, "counter-offered");
        return counter.evaluate("document.querySelector('.invite a.button').href");
    }

    private void ownerAgrees(String link) throws IOException {
        phone.open(link);
        assertThat(phone.evaluate("document.documentElement.lang")).isEqualTo("zh-CN");
        picture(phone, "phone-offer");
        phone.click("section.offer form button.big");
        phone.waitFor("location.pathname.endsWith('/prepare') && document.readyState === 'complete'");
        picture(phone, "phone-prepare");
        phone.click("button[name=all]");
        phone.waitFor("location.pathname.endsWith('/agree') && document.readyState === 'complete'");
        picture(phone, "phone-agree");
        phone.click("form[action$=\"/agree\"] button.big");
        phone.waitFor("location.pathname.endsWith('/watch') && document.readyState === 'complete'");
        picture(phone, "phone-waiting");
        counter.waitFor("document.querySelector('[data-state=consented]')");
        picture(counter, "counter-agreed");
    }

    /** Both see it move: the one on the phone, and the one at the bench. */
    private void erase(String link) throws Exception {
        counter.open(origin + "/bench");
        counter.waitFor("document.querySelector('select[name=lane] option:not([value=\"\"])')");
        counter.evaluate("(document.querySelector('select[name=lane]').selectedIndex ="
                + " document.querySelector('select[name=lane]').options.length - 1, 'chosen')");
        int seenOnPhone = 0;
        int seenAtBench = 0;
        boolean isPictured = false;
        counter.click("form[action$=\"/lane\"] button");
        while (!phone.evaluate("String(location.pathname.endsWith('/proof'))").equals("true")) {
            seenOnPhone = Math.max(seenOnPhone, number(phone, "document.querySelector('[data-percent]')?.textContent"));
            seenAtBench = Math.max(seenAtBench, number(counter, "document.querySelector('td progress')?.value"));
            if (!isPictured && seenOnPhone > 20 && seenAtBench > 20) {
                picture(counter, "bench-erasing");
                picture(phone, "phone-erasing");
                isPictured = true;
            }
            Thread.sleep(50);
        }
        picture(counter, "bench-done");
        picture(phone, "phone-proof");
        assertThat(seenOnPhone).as("percent seen on the phone").isPositive();
        assertThat(seenAtBench).as("percent seen at the bench").isPositive();
        phone.waitFor("document.querySelector('.verdict.cleared')");
        assertThat(phone.evaluate("document.querySelector('.verdict strong').textContent"))
                .isEqualTo("已清除");
        assertThat(link).isNotEmpty();
    }

    /** For eyes, and for the documents: where the system property names a folder for pictures. */
    private static void picture(Browser browser, String name) throws IOException {
        String pictures = System.getProperty("wangchuan.screens");
        if (pictures != null) {
            Files.createDirectories(Path.of(pictures));
            Files.write(Path.of(pictures, name + ".png"), browser.screenshot());
        }
    }

    private static int number(Browser browser, String expression) {
        try {
            return (int) Double.parseDouble(browser.evaluate("String(" + expression + " ?? 0)"));
        } catch (IOException | NumberFormatException e) {
            return 0; // between two pages
        }
    }

    /** A finger draws, as a person would. */
    private void sign(String link) throws IOException {
        phone.evaluate("""
                (() => {
                  const pad = document.querySelector('form[data-pad] canvas');
                  pad.scrollIntoView();
                  const box = pad.getBoundingClientRect();
                  const at = (type, x, y) => pad.dispatchEvent(new PointerEvent(type, {
                    bubbles: true, cancelable: true, pointerId: 1, pointerType: 'touch', isPrimary: true, buttons: 1,
                    clientX: box.left + x * box.width, clientY: box.top + y * box.height }));
                  at('pointerdown', 0.1, 0.5);
                  for (let i = 1; i <= 40; i++) at('pointermove', 0.1 + 0.02 * i, 0.5 + 0.3 * Math.sin(i / 3));
                  at('pointerup', 0.9, 0.5);
                  return 'drawn';
                })()""");
        phone.waitFor("!document.querySelector('[data-send]').disabled");
        phone.click("[data-send]");
        phone.waitFor("document.querySelector('#presence canvas') === null && document.querySelector('.state.good')");
        assertThat(link).isNotEmpty();
    }

    private void close(String order) throws IOException {
        counter.open(order);
        counter.waitFor("document.querySelector('[data-state=cleared]')");
        picture(counter, "counter-cleared");
        counter.click("form[action$=\"/close\"] button");
        counter.waitFor("document.querySelector('[data-state=closed]')");
        counter.open(origin + "/stock");
        assertThat(counter.evaluate("document.querySelector('main').textContent"))
                .contains("ST1000LM035");
    }

    /** The receipt that the owner takes home, checked by a program that knows this shop's list and nothing else of it. */
    private void receiptHolds(String link) throws IOException {
        phone.open(link);
        String receipt = phone.evaluate(
                "fetch(location.pathname.replace(/\\/proof$/, '') + '/receipt.json').then(r => r.text())");
        Path file = folder.resolve("owner.receipt.json");
        Files.writeString(file, receipt);
        Path trust = folder.resolve("shop.trust");
        Files.writeString(
                trust,
                new Program(folder.resolve("home")).run("trust", "export").out());
        Run verified =
                new Program(folder.resolve("elsewhere")).run("verify", file.toString(), "--trust", trust.toString());
        assertThat(verified.exitCode()).as("%s", verified).isZero();
    }
}
