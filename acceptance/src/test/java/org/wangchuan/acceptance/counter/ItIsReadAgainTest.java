package org.wangchuan.acceptance.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
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

/**
 * One station erases, and another reads the drive again because a second person asks for it on the device's page: real processes, real block
 * devices, and the wire between them cut. Nothing is ever written to the drive meanwhile. One shop for all.
 */
@Tag("slow")
@Timeout(900)
@ResourceLock(Machine.DEVICES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ItIsReadAgainTest {
    private static final String READ = "Stations have read all of its drives again";

    /** What is to be closed in the end, the last one first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private Path folder;
    private Shop shop;
    private Counter counter;
    private OwnersBrowser owners;
    private BenchStation station;
    private SecondPerson second;
    private int seed;

    @BeforeAll
    void openTheShop(@TempDir Path shared) throws Exception {
        folder = shared;
        shop = opened(new Shop(folder));
        Network network = shop.network();
        owners = opened(new OwnersBrowser(shop, network.add("street", 4)));
        counter = opened(new Counter(shop.browser(network.add("counter", 3), "en-US", 1280, 900)));
        counter.openShop(shop.firstLink());
        shop.witness(counter.logKey());
        station = opened(new BenchStation(shop, network.add("back-room", 5), counter.pairingCode()));
        counter.speak("en");
        second = opened(new SecondPerson(shop.browser(network.add("office", 6), "en-US", 1280, 900)));
        second.comesIn(SecondPerson.letIn(counter));
        SecondPerson.allAreDrawn(counter);
        shop.aDayPasses();
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

    private SomeonesDrive drive() throws IOException {
        seed++;
        return SomeonesDrive.small(Files.createDirectory(folder.resolve("drive-" + seed)), seed);
    }

    private Counter.Order erased(SomeonesDrive drive, String model) throws IOException {
        Counter.Order order = counter.takeIn("bare_drive", "Seagate", model, "");
        String link = counter.offer(order, "50");
        owners.phone(link).agrees();
        counter.awaitState("consented");
        counter.erase(order, BenchStation.NAME, drive.lane());
        counter.show(order);
        counter.awaitState("cleared");
        drive.requireErased();
        return order;
    }

    @Test
    @Order(1)
    void anotherStationReadsItAndWritesNothing() throws Exception {
        try (SomeonesDrive drive = drive()) {
            Counter.Order order = erased(drive, "ST2000LM007");
            String device = second.opensTheDrawnOne();
            String before = drive.digest();
            long written = drive.sectorsWritten();
            assertThat(second.offered(device))
                    .as("never the one that erased, where another works")
                    .doesNotContain(BenchStation.NAME)
                    .contains(drive.lane());

            second.asks(device);
            second.awaitText(READ);

            assertThat(drive.sectorsWritten())
                    .as("sectors that the kernel has written to the drive")
                    .isEqualTo(written);
            assertThat(drive.digest()).isEqualTo(before);
            assertThat(second.text()).contains("at another station", "holds what only that erasure wrote");
            second.confirms(device);
            assertThat(second.text()).contains("checked by a second person, and read again by a station");
            counter.show(order);
            assertThat(counter.text()).contains("read again by a station");
            station.awaitAllTold();
        }
    }

    /** The station that erased is out of reach, and then all of the platform dies, and with it the station that was to read. */
    @Test
    @Order(2)
    void itWaitsForWhatItNeedsAndOutlivesAKill() throws Exception {
        try (SomeonesDrive drive = drive()) {
            Counter.Order _ = erased(drive, "WD10SPZX");
            String device = second.opensTheDrawnOne();
            long written = drive.sectorsWritten();
            station.awaitAllTold();
            station.host().cut();
            second.asks(device);
            second.awaitText("Waits for the station that erased it");
            shop.killAll();
            shop.openAgain();
            second.show(device);
            assertThat(second.text())
                    .as("nothing is concluded of what was not read")
                    .doesNotContain(READ)
                    .contains("Waits for the station");
            station.host().heal();
            second.awaitText(READ);
            assertThat(drive.sectorsWritten()).isEqualTo(written);
            second.confirms(device);
        }
    }

    @Test
    @Order(3)
    void oneOtherByteTakesBackWhatWasProved() throws Exception {
        try (SomeonesDrive drive = drive()) {
            Counter.Order order = erased(drive, "MQ01ABD100");
            String device = second.opensTheDrawnOne();
            try (RandomAccessFile raw = new RandomAccessFile(drive.path().toFile(), "rw")) {
                raw.write('x');
            }
            second.asks(device);
            second.awaitText("Something is not what the erasure left");
            counter.show(order);
            counter.awaitState("not_cleared");
        }
    }
}
