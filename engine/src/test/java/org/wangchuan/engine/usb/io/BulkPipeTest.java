package org.wangchuan.engine.usb.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.UsbGadget;
import org.wangchuan.engine.kernel.UsbSetup;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbInventory;
import org.wangchuan.engine.usb.io.UsbException.Code;
import org.wangchuan.engine.usb.testing.DescriptorBytes;
import org.wangchuan.engine.usb.testing.Gadgets;
import org.wangchuan.engine.usb.testing.MadeUsb;

@Timeout(60)
class BulkPipeTest {
    private static final int PACKET = 512;

    @TempDir
    Path folder;

    private MadeUsb usb;
    private UsbGadget gadget;
    private UsbDevice device;
    private InterfaceSetting adb;

    @BeforeEach
    void plug() throws IOException {
        usb = new MadeUsb(folder);
        usb.plug("1-1", 5, Gadgets.pixel());
        gadget = new UsbGadget(usb.usbfs("1-1", 5), PACKET);
        device = new UsbInventory(usb.files()).list().devices().getFirst();
        adb = device.setting(0xff, 0x42, 1).orElseThrow();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(gadget.usesAfterClose()).isZero();
        assertThat(gadget.openDescriptors()).isZero();
    }

    @Test
    void whatIsWrittenIsOneTransferEach() throws UsbException {
        try (OpenUsbDevice open = open();
                UsbInterface claimed = open.claim(adb)) {
            BulkPipe pipe = claimed.pipe();
            pipe.write(new byte[] {1, 2, 3}, soon());
            pipe.write(new byte[0], soon());
            pipe.writeTerminated(new byte[] {4}, soon());
            assertThat(gadget.sent())
                    .containsExactly(
                            new UsbGadget.Sent("010203", false),
                            new UsbGadget.Sent("", false),
                            new UsbGadget.Sent("04", true));
            assertThat(pipe.writePacketBytes()).isEqualTo(PACKET);
        }
        assertThat(gadget.calls()).containsExactly("claim 1", "release 1");
    }

    @Test
    void whatIsReadIsOneTransferAndAnEmptyPacketEndsAFullOne() throws UsbException {
        try (OpenUsbDevice open = open();
                UsbInterface claimed = open.claim(adb)) {
            BulkPipe pipe = claimed.pipe();
            gadget.give(new byte[24], true);
            gadget.give(new byte[PACKET], true);
            gadget.give(new byte[PACKET + 1], true);
            assertThat(pipe.read(24, soon())).hasSize(24);
            assertThat(pipe.read(PACKET, soon())).hasSize(PACKET);
            assertThat(pipe.read(PACKET, soon())).isEmpty();
            assertThat(pipe.read(BulkPipe.TRANSFER_BYTES_MAX, soon())).hasSize(PACKET + 1);
        }
    }

    @Test
    void moreThanWasAskedForIsRefused() throws UsbException {
        try (OpenUsbDevice open = open();
                UsbInterface claimed = open.claim(adb)) {
            gadget.give(new byte[25], true);
            assertThat(codeOf(() -> claimed.pipe().read(24, soon()))).isEqualTo(Code.TOO_LONG);
            gadget.failIn(Errno.EOVERFLOW);
            assertThat(codeOf(() -> claimed.pipe().read(24, soon()))).isEqualTo(Code.TOO_LONG);
        }
    }

    @Test
    void aSilentDeviceCostsTheTimeThatItWasGiven() throws UsbException {
        try (OpenUsbDevice open = open();
                UsbInterface claimed = open.claim(adb)) {
            BulkPipe pipe = claimed.pipe();
            assertThat(codeOf(() -> pipe.read(24, Deadline.after(Duration.ofMillis(20)))))
                    .isEqualTo(Code.NO_ANSWER);
            gadget.deaf();
            assertThat(codeOf(() -> pipe.write(new byte[24], Deadline.after(Duration.ofMillis(20)))))
                    .isEqualTo(Code.NO_ANSWER);
            assertThat(gadget.held()).isZero();
            gadget.give(new byte[1], true);
            assertThat(pipe.read(24, soon())).hasSize(1); // nothing is broken by it
        }
    }

    @Test
    void anotherThreadEndsWhatWaits() throws Exception {
        try (OpenUsbDevice open = open();
                UsbInterface claimed = open.claim(adb)) {
            BulkPipe pipe = claimed.pipe();
            CompletableFuture<Code> reading = inBackground(() -> pipe.read(24, never()));
            gadget.awaitHeld(1);
            pipe.end();
            assertThat(reading.get()).isEqualTo(Code.ENDED);
            assertThat(codeOf(() -> pipe.read(24, never()))).isEqualTo(Code.ENDED);
        }
    }

    @Test
    void closingEndsWhatWaitsAndClosesTheFileAfterIt() throws Exception {
        OpenUsbDevice open = open();
        UsbInterface claimed = open.claim(adb);
        BulkPipe pipe = claimed.pipe();
        CompletableFuture<Code> reading = inBackground(() -> pipe.read(24, never()));
        gadget.awaitHeld(1);
        open.close();
        open.close();
        assertThat(reading.get()).isEqualTo(Code.ENDED);
        claimed.close();
        assertThat(codeOf(() -> pipe.write(new byte[1], soon()))).isEqualTo(Code.ENDED);
        assertThat(codeOf(() -> open.claim(adb))).isEqualTo(Code.ENDED);
    }

    @Test
    void unpluggingEndsWhatWaitsAndAllThatFollows() throws Exception {
        try (OpenUsbDevice open = open();
                UsbInterface claimed = open.claim(adb)) {
            BulkPipe pipe = claimed.pipe();
            CompletableFuture<Code> reading = inBackground(() -> pipe.read(24, never()));
            gadget.awaitHeld(1);
            gadget.unplug();
            assertThat(reading.get()).isEqualTo(Code.GONE);
            assertThat(codeOf(() -> pipe.write(new byte[1], soon()))).isEqualTo(Code.GONE);
            assertThat(codeOf(open::reset)).isEqualTo(Code.GONE);
        }
    }

    @Test
    void oneReadsWhileAnotherWritesAndEachGetsItsOwn() throws Exception {
        try (OpenUsbDevice open = open();
                UsbInterface claimed = open.claim(adb)) {
            BulkPipe pipe = claimed.pipe();
            List<CompletableFuture<Code>> readers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                readers.add(inBackground(() -> pipe.read(24, never())));
            }
            gadget.awaitHeld(8);
            for (int i = 0; i < 200; i++) {
                pipe.write(new byte[] {(byte) i}, soon());
            }
            assertThat(gadget.sent()).hasSize(200);
            for (int i = 0; i < 8; i++) {
                gadget.give(new byte[24], true);
            }
            for (CompletableFuture<Code> reader : readers) {
                assertThat(reader.get()).isNull();
            }
        }
    }

    @Test
    void aWaitThatIsInterruptedGoesOnAndKeepsTheMark() throws Exception {
        try (OpenUsbDevice open = open();
                UsbInterface claimed = open.claim(adb)) {
            BulkPipe pipe = claimed.pipe();
            CompletableFuture<Boolean> marked = new CompletableFuture<>();
            Thread reader = Thread.ofPlatform().start(() -> {
                try {
                    byte[] _ = pipe.read(24, never());
                    marked.complete(Thread.currentThread().isInterrupted());
                } catch (UsbException e) {
                    marked.completeExceptionally(e);
                }
            });
            gadget.awaitHeld(1);
            reader.interrupt();
            gadget.give(new byte[3], true);
            assertThat(marked.get()).isTrue();
        }
    }

    @Test
    void aStallIsToldAndCleared() throws UsbException {
        try (OpenUsbDevice open = open();
                UsbInterface claimed = open.claim(adb)) {
            gadget.failIn(Errno.EPIPE);
            assertThat(codeOf(() -> claimed.pipe().read(24, soon()))).isEqualTo(Code.STALLED);
            claimed.pipe().clearHalt();
            assertThat(gadget.calls()).contains("clear halt 2", "clear halt 130");
        }
    }

    @Test
    void errorsOfTheBusAreTold() throws UsbException {
        try (OpenUsbDevice open = open();
                UsbInterface claimed = open.claim(adb)) {
            gadget.failIn(Errno.EPROTO);
            assertThat(codeOf(() -> claimed.pipe().read(24, soon()))).isEqualTo(Code.BUS_ERROR);
            gadget.failIn(Errno.ENOENT); // taken back by nobody here: by the kernel, when a device leaves
            assertThat(codeOf(() -> claimed.pipe().read(24, soon()))).isEqualTo(Code.GONE);
        }
    }

    /** Seen of a real kernel: a transfer breaks when the cable is pulled, before anybody knows that it was. */
    @Test
    void anErrorOfTheBusBeforeTheDeviceLeavesIsItsLeaving() throws Exception {
        try (OpenUsbDevice open = open();
                UsbInterface claimed = open.claim(adb)) {
            BulkPipe pipe = claimed.pipe();
            CompletableFuture<Code> reading = inBackground(() -> pipe.read(24, never()));
            gadget.awaitHeld(1);
            gadget.failIn(Errno.EPROTO);
            gadget.unplug();
            assertThat(reading.get()).isEqualTo(Code.GONE);
        }
    }

    @Test
    void whatADriverHasIsTakenOnlyWhereThatIsAskedFor() throws UsbException {
        gadget.drive(1, "option");
        try (OpenUsbDevice open = open()) {
            assertThat(codeOf(() -> open.claim(adb))).isEqualTo(Code.IN_USE);
            UsbInterface taken = open.claimFromDriver(adb);
            taken.close();
            taken.close();
            assertThat(gadget.calls()).containsExactly("take 1", "release 1", "connect 1");
        }
    }

    @Test
    void whatAnotherProgramHasIsLeftToIt() throws UsbException {
        gadget.drive(1, "usbfs");
        try (OpenUsbDevice open = open()) {
            assertThat(codeOf(() -> open.claim(adb))).isEqualTo(Code.IN_USE);
            assertThat(codeOf(() -> open.claimFromDriver(adb))).isEqualTo(Code.IN_USE);
        }
        assertThat(gadget.calls()).isEmpty();
    }

    @Test
    void anInterfaceWithoutAPairOfEndpointsHasNoPipe() throws IOException, UsbException {
        usb.unplug("1-1");
        usb.plug("1-1", 5, new DescriptorBytes(1, 2).with(0xff, 0x42, 1, 1));
        device = new UsbInventory(usb.files()).list().devices().getFirst();
        try (OpenUsbDevice open = open();
                UsbInterface claimed = open.claim(device.settings().getFirst())) {
            assertThat(codeOf(claimed::pipe)).isEqualTo(Code.NO_SUCH_PART);
        }
    }

    @Test
    void anotherDeviceAtTheSamePlaceIsNotOpened() throws IOException {
        usb.unplug("1-1");
        usb.plug("1-1", 6, Gadgets.pixel());
        assertThat(codeOf(this::open)).isEqualTo(Code.CHANGED);
        gadget = new UsbGadget(usb.usbfs("1-1", 9), PACKET);
        assertThat(codeOf(this::open)).isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void controlTransfersAskAndTell() throws UsbException {
        try (OpenUsbDevice open = open()) {
            gadget.answerControl(new byte[] {1, 2, 3, 4});
            assertThat(open.ask(new UsbSetup(0x80, 6, 0x100, 0), 18, soon())).containsExactly(1, 2, 3, 4);
            assertThat(open.ask(new UsbSetup(0x80, 6, 0x100, 0), 2, soon())).containsExactly(1, 2);
            open.tell(new UsbSetup(0x21, 0x66, 0, 0), new byte[] {9}, soon());
            assertThat(gadget.sent()).containsExactly(new UsbGadget.Sent("09", false));
            open.reset();
            assertThat(gadget.calls()).endsWith("control 33 of 1 bytes", "reset");
        }
    }

    private OpenUsbDevice open() throws UsbException {
        return OpenUsbDevice.open(gadget, usb.files(), device);
    }

    private interface Exchange {
        Object run() throws UsbException;
    }

    private interface Deed {
        void run() throws UsbException;
    }

    private static Code codeOf(Deed deed) {
        return catchThrowableOfType(UsbException.class, deed::run).code();
    }

    /** What it ends with; null if it succeeds. */
    private static CompletableFuture<Code> inBackground(Exchange exchange) {
        CompletableFuture<Code> end = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                Object _ = exchange.run();
                end.complete(null);
            } catch (UsbException e) {
                end.complete(e.code());
            } catch (RuntimeException | Error e) {
                end.completeExceptionally(new ExecutionException(e));
            }
        });
        return end;
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    private static Deadline never() {
        return Deadline.after(Duration.ofDays(1));
    }
}
