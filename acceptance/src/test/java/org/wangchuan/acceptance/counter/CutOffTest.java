package org.wangchuan.acceptance.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.wangchuan.acceptance.disk.Machine;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;

/**
 * A station that goes on without its platform, and what becomes of what it did: nothing is missing, nothing is there twice, and what does not
 * fit is shown to people. That a station erases on while its network or the platform's process is gone is in {@link AtTheCounterTest}; here all
 * of the platform is gone, somebody types at the station meanwhile, and the station dies while it hands up. One shop for all; the last test
 * destroys it.
 */
@Tag("slow")
@Timeout(900)
@ResourceLock(Machine.DEVICES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CutOffTest {
    /** What is to be closed in the end, the last one first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private Path folder;
    private Shop shop;
    private Network.Host desk;
    private Counter counter;
    private OwnersBrowser owners;
    private BenchStation station;
    private int seed;

    /** An order that waits for the bench, and how people come to it. */
    private record Agreed(Counter.Order order, String label, String link) {}

    @BeforeAll
    void openTheShop(@TempDir Path shared) throws Exception {
        folder = shared;
        shop = opened(new Shop(folder));
        Network network = shop.network();
        owners = opened(new OwnersBrowser(shop, network.add("street", 4)));
        desk = network.add("counter", 3);
        counter = counterAtTheDesk();
        counter.openShop(shop.firstLink());
        shop.witness(counter.logKey());
        station = opened(new BenchStation(shop, network.add("back-room", 5), counter.pairingCode()));
        counter.speak("en");
    }

    private Counter counterAtTheDesk() throws IOException {
        return opened(new Counter(shop.browser(desk, "en-US", 1280, 900)));
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

    private Path newFolder(String role) throws IOException {
        seed++;
        return Files.createDirectory(folder.resolve(role + "-" + seed));
    }

    private SomeonesDrive drive() throws IOException {
        return new SomeonesDrive(newFolder("drive"), seed);
    }

    private SomeonesDrive smallDrive() throws IOException {
        return SomeonesDrive.small(newFolder("small"), seed);
    }

    private Agreed agreed(String model) throws IOException {
        Counter.Order order = counter.takeIn("bare_drive", "Seagate", model, "");
        String label = counter.label();
        String link = counter.offer(order, "50");
        owners.phone(link).agrees();
        counter.awaitState("consented");
        return new Agreed(order, label, link);
    }

    private void begins(Agreed agreed, SomeonesDrive drive) throws IOException {
        counter.erase(agreed.order(), BenchStation.NAME, drive.lane());
        counter.show(agreed.order());
        counter.awaitState("erasing");
    }

    private void awaitUntold() throws IOException {
        Numbers.await("the station has something to tell", () -> station.untold() > 0);
    }

    /** All of an order is there, and once. */
    private void requireOnce(Agreed agreed) throws IOException {
        counter.show(agreed.order());
        counter.awaitState("cleared");
        assertThat(counter.told("cleared")).isEqualTo(1);
        assertThat(counter.statements(agreed.order())).isEqualTo(1);
        assertThat(owners.phone(agreed.link()).receipts()).isEqualTo(1);
    }

    /** The one of these pages that shows this label. */
    private String named(Set<String> unasked, String label) throws IOException {
        for (String page : unasked) {
            counter.open(page);
            if (counter.text().contains(label)) {
                return page;
            }
        }
        throw new AssertionError("none of " + unasked.size() + " names " + label);
    }

    @Test
    @Order(1)
    void whatIsErasedMeanwhileComesOnceAndPeopleDecideOfWhatNobodyAskedFor() throws Exception {
        try (SomeonesDrive ordered = SomeonesDrive.large(newFolder("drive"), seed);
                SomeonesDrive waiting = smallDrive();
                SomeonesDrive nobodys = smallDrive()) {
            Agreed order = agreed("ST2000LM007");
            Agreed second = agreed("WD10SPZX");
            begins(order, ordered);
            shop.killAll();
            long writes = ordered.writes();
            awaitUntold();
            assertThat(ordered.writes()).as("it erases on by itself").isGreaterThan(writes);
            ordered.requireErased();

            station.types(waiting, second.label(), newFolder("out"));
            station.types(ordered, order.label(), newFolder("out")); // once more: somebody did not know that it is done
            station.host().cut();
            station.typesAndIsKilled(nobodys, "", newFolder("out"));
            station.host().heal();
            waiting.requireErased();
            nobodys.requireErased();
            List<Path> untold = station.outbox();
            assertThat(untold)
                    .as("one for each erasure, also of the command that was killed")
                    .hasSize(4);

            station.kill();
            shop.openAgain();
            station.dieHandingUp(untold.get(0));
            counter.show(order.order());
            counter.awaitState("cleared");
            assertThat(counter.unasked()).isEmpty();
            station.dieHandingUp(untold.get(1));
            assertThat(counter.unasked()).hasSize(1);
            station.start();
            station.awaitAllTold();

            Set<String> unasked = counter.unasked();
            assertThat(unasked).hasSize(3);
            requireOnce(order);
            Path certificate = owners.phone(order.link())
                    .download("/certificate.json", newFolder("file").resolve("c"));
            assertThat(certificate).as("it comes by itself").isNotEmptyFile();
            decides(unasked, order, second);
            requireOnce(order);
            requireOnce(second);
        }
    }

    /** One is matched, one speaks of what is done already, and one is nobody's and stays. */
    private void decides(Set<String> unasked, Agreed order, Agreed second) throws IOException {
        Set<String> left = new TreeSet<>(unasked);
        String ofSecond = named(left, second.label());
        assertThat(counter.weighs(ofSecond, second.order())).contains("It counts for this order", second.label());
        counter.matches();
        left.remove(ofSecond);
        String twice = named(left, order.label());
        assertThat(counter.weighs(twice, order.order()))
                .contains("prove nothing of it", "Another erasure of this drive counts already");
        counter.matches();
        assertThat(counter.text()).contains("It proves nothing of this order", "Another erasure of this drive counts");
        left.remove(twice);
        assertThat(counter.unasked()).isEqualTo(left).hasSize(1);
        assertThat(counter.weighs(left.iterator().next(), second.order()))
                .contains("is the word of the person who matched it");
    }

    @Test
    @Order(2)
    void whatComesForADeviceThatWentHomeIsShownAndChangesNothing() throws Exception {
        try (SomeonesDrive drive = drive()) {
            Agreed order = agreed("ST1000LX015");
            begins(order, drive);
            station.host().cut();
            try {
                counter.givesUp(order.order());
                counter.handsBack();
                counter.awaitState("returned_erased");
                awaitUntold();
                drive.requireErased();
            } finally {
                station.host().heal();
            }
            Numbers.await(
                    "the station was told that the task ended otherwise",
                    () -> station.status().contains("TASK_ENDED_OTHERWISE"));
            assertThat(station.untold()).isZero();

            counter.show(order.order());
            assertThat(counter.text()).contains("A station brought something for this order that does not fit");
            counter.awaitState("returned_erased");
            assertThat(counter.told("cleared")).isZero();
            counter.press("a[href=\"/statements/" + order.order().id() + "\"]");
            counter.browser().waitFor("document.querySelector('.problem')");
            assertThat(counter.text()).contains("The station told another end of a task that had ended");
            assertThat(counter.statements(order.order())).isZero();
            assertThat(owners.phone(order.link()).receipts()).isZero();
        }
    }

    @Test
    @Order(3)
    void aPlatformThatWasPutBackIsToldAgainByItsStation() throws Exception {
        try (SomeonesDrive known = smallDrive();
                SomeonesDrive forgotten = smallDrive();
                SomeonesDrive unknown = smallDrive();
                SomeonesDrive nobodys = smallDrive()) {
            Agreed before = agreed("ST500LT012");
            counter.erase(before.order(), BenchStation.NAME, known.lane());
            Path certificate = owners.phone(before.link())
                    .download("/certificate.json", newFolder("file").resolve("c"));
            Agreed between = agreed("HTS541010B7E610");
            Set<String> unaskedBefore = counter.unasked();
            Path backup = folder.resolve("monday.backup");
            Path keys = folder.resolve("monday.keys");
            shop.backUp(backup, keys);

            counter.erase(between.order(), BenchStation.NAME, forgotten.lane());
            Path seen = owners.phone(between.link())
                    .download("/certificate.json", newFolder("file").resolve("c"));
            station.certifies();
            Agreed after = agreed("MQ01ABD100");
            counter.erase(after.order(), BenchStation.NAME, unknown.lane());
            counter.show(after.order());
            counter.awaitState("cleared");
            station.types(nobodys, "", newFolder("out"));
            Numbers.await(
                    "what nobody asked for is there", () -> counter.unasked().size() != unaskedBefore.size());

            shop.destroy();
            shop.putBack(backup, keys);
            String link = shop.openPutBack();
            counter.open("/intake");
            assertThat(counter.text()).contains("This platform was put back to its state of");
            counter = counterAtTheDesk(); // the device in the old browser would offer the passkey of then
            Recovery recovery = new Recovery(counter);
            recovery.comesIn(link);
            assertThat(counter.unasked())
                    .as("nobody has said that the station is still here")
                    .isEqualTo(unaskedBefore);
            recovery.givesUpOthersThan(BenchStation.NAME); // this machine's own, which was in the folder that is lost
            recovery.confirms(BenchStation.NAME);
            recovery.awaitBrought(BenchStation.NAME);

            Set<String> brought = new TreeSet<>(counter.unasked());
            brought.removeAll(unaskedBefore);
            assertThat(brought)
                    .as("three that nobody asked for by what is known here")
                    .hasSize(3);
            isLookedAtAgain(recovery, before, certificate);
            isMatchedAgain(recovery, named(brought, between.label()), between, seen);
            assertThat(named(brought, after.label())).isNotEmpty();
            counter.open(after.order().path());
            assertThat(counter.text())
                    .as("what nobody remembers is gone")
                    .doesNotContain(after.order().code());
        }
    }

    /** What was proved before is in doubt until somebody has looked, and then is what it was. */
    private void isLookedAtAgain(Recovery recovery, Agreed before, Path certificate) throws IOException {
        counter.show(before.order());
        assertThat(counter.text()).contains("The platform was put back to an older day");
        recovery.looksAt(before.label());
        counter.show(before.order());
        assertThat(counter.text()).doesNotContain("The platform was put back to an older day");
        requireOnce(before);
        Path now = owners.phone(before.link())
                .download("/certificate.json", newFolder("file").resolve("c"));
        assertThat(now).hasSameBinaryContentAs(certificate);
    }

    /** What a witness has seen of the log is not here any more: nothing new is certified, and what there was is as good as it was. */
    private void isMatchedAgain(Recovery recovery, String unasked, Agreed between, Path seen) throws IOException {
        assertThat(counter.weighs(unasked, between.order())).contains("It counts for this order");
        counter.matches();
        recovery.looksAt(between.label());
        requireOnce(between);
        recovery.letsTheLogGoOn();
        Numbers.await("the log's page says that what is new is not published", () -> {
            counter.open("/operator-log");
            return counter.text().contains("What is new is not published");
        });
        assertThat(counter.text())
                .contains("the log was taken back to an older state", "there are no certificates until then");
        Path files = newFolder("files");
        OwnerPhone owner = owners.phone(between.link());
        Path trust = owner.download("/trust", files.resolve("shop.trust"));
        Path now = owner.download("/certificate.json", files.resolve("now.certificate.json"));
        Program elsewhere = shop.on(shop.network().alone("home"), "elsewhere");
        for (Path one : List.of(seen, now)) {
            Run verified = elsewhere.run("verify", one.toString(), "--trust", trust.toString());
            assertThat(verified.exitCode()).as("%s", verified).isZero();
            assertThat(verified.out()).contains("witnessed by ngo.example");
        }
    }
}
