package org.wangchuan.lab.nvme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Way;

/** The target as a host sees it that knows a handful of PDUs; that Linux and nvme-cli see the same is shown on the bench. */
@SuppressWarnings("ByteBufferBackingArray") // all buffers are allocated here, as arrays
@Timeout(30)
class NvmeTargetTest {
    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();

    /** A host with one queue. */
    private static final class Host implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;

        Host(int port, String name, int queue) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            in = new DataInputStream(socket.getInputStream());
            ByteBuffer hello = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
            hello.put(2, (byte) 128).putInt(4, 128);
            socket.getOutputStream().write(hello.array());
            assertThat(in.readNBytes(128)[0]).isEqualTo((byte) 1);
            byte[] data = new byte[1024];
            byte[] words = name.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(words, 0, data, 256, words.length);
            ByteBuffer connect = entry(0x7f);
            connect.put(4, (byte) 1).putShort(42, (short) queue);
            assertThat(command(connect, data, 0)).isZero();
        }

        static ByteBuffer entry(int opcode) {
            ByteBuffer entry = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
            return entry.put(0, (byte) opcode).putInt(4, 1);
        }

        private byte[] got = {};
        private int answered;

        /** Sends a command, with data behind it if there are any; answers its status. */
        int command(ByteBuffer entry, byte[] data, int expected) throws IOException {
            entry.putInt(32, Math.max(data.length, expected));
            entry.put(39, (byte) (data.length > 0 ? 0x01 : 0x5a));
            ByteBuffer pdu = ByteBuffer.allocate(72 + data.length).order(ByteOrder.LITTLE_ENDIAN);
            pdu.put(0, (byte) 4).put(2, (byte) 72).put(3, (byte) 72).putInt(4, 72 + data.length);
            pdu.put(8, entry.array()).put(72, data);
            socket.getOutputStream().write(pdu.array());
            while (true) {
                ByteBuffer head = ByteBuffer.wrap(in.readNBytes(8)).order(ByteOrder.LITTLE_ENDIAN);
                byte[] rest = in.readNBytes(head.getInt(4) - 8);
                if (head.get(0) == 5) {
                    answered =
                            ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN).getShort(12);
                    return Short.toUnsignedInt(ByteBuffer.wrap(rest)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .getShort(14))
                            >>> 1;
                }
                got = Arrays.copyOfRange(rest, 16, rest.length);
            }
        }

        /** Sends a command without data, and does not wait. */
        void send(ByteBuffer entry) throws IOException {
            ByteBuffer pdu = ByteBuffer.allocate(72).order(ByteOrder.LITTLE_ENDIAN);
            pdu.put(0, (byte) 4).put(2, (byte) 72).put(3, (byte) 72).putInt(4, 72);
            socket.getOutputStream().write(pdu.put(8, entry.array()).array());
        }

        ByteBuffer got() {
            return ByteBuffer.wrap(got).order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private NvmeDrive drive(Firmware firmware) throws IOException {
        Path file = folder.resolve("cells");
        byte[] full = new byte[64 << 10];
        Arrays.fill(full, (byte) 7);
        Path _ = Files.write(file, full);
        return new NvmeDrive("one", "SERIAL", firmware, file, nanos::get);
    }

    private static int status(Host host) throws IOException {
        ByteBuffer log = Host.entry(0x02);
        log.putInt(40, 0x81 | (127 << 16));
        assertThat(host.command(log, new byte[0], 512)).isZero();
        return host.got().getShort(2) & 0x1ff;
    }

    @Test
    void aSanitizeRunsAndBarsTheMediumAndEnds() throws IOException {
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(Firmware.that(new Conduct.Honest()))) {
            target.add(drive);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0);
                    Host io = new Host(target.port(), drive.qualifiedName(), 1)) {
                assertThat(status(admin)).isZero();
                ByteBuffer sanitize = Host.entry(0x84);
                sanitize.putInt(40, 2);
                assertThat(admin.command(sanitize, new byte[0], 0)).isZero();
                assertThat(status(admin)).isEqualTo(2);
                ByteBuffer read = Host.entry(0x02);
                assertThat(io.command(read, new byte[0], 512) & 0xff).isEqualTo(0x1d);
                assertThat(admin.command(sanitize, new byte[0], 0) & 0xff).isEqualTo(0x1d);
                nanos.set(3_000_000_000L);
                assertThat(status(admin)).isEqualTo(0x101);
                assertThat(io.command(read, new byte[0], 512)).isZero();
                assertThat(io.got().get(0)).isZero();
            }
        }
        assertThat(Files.readAllBytes(folder.resolve("cells"))).containsOnly(0);
    }

    @Test
    void whatIsWrittenIsReadAndBeyondTheEndIsNothing() throws IOException {
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(Firmware.that(new Conduct.Lying()))) {
            target.add(drive);
            try (Host io = new Host(target.port(), drive.qualifiedName(), 1)) {
                byte[] block = new byte[512];
                block[3] = 42;
                ByteBuffer write = Host.entry(0x01);
                write.putLong(40, 127);
                assertThat(io.command(write, block, 0)).isZero();
                ByteBuffer read = Host.entry(0x02);
                read.putLong(40, 127);
                assertThat(io.command(read, new byte[0], 512)).isZero();
                assertThat(io.got().get(3)).isEqualTo((byte) 42);
                read.putLong(40, 128);
                assertThat(io.command(read, new byte[0], 512) & 0xff).isEqualTo(0x80);
            }
        }
    }

    private static ByteBuffer security(int opcode, int protocol, int specific, int bytes) {
        return Host.entry(opcode).putInt(40, (protocol << 24) | (specific << 8)).putInt(44, bytes);
    }

    /** A drive whose locks are locked says that it has security protocols, and gives no block and takes no order. */
    @Test
    void aLockedDriveGivesNoBlockAndTakesNoOrder() throws IOException {
        Firmware firmware = Firmware.that(new Conduct.Honest()).trusted(Firmware.Trust.LOCKED);
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(firmware)) {
            target.add(drive);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0);
                    Host io = new Host(target.port(), drive.qualifiedName(), 1)) {
                ByteBuffer identify = Host.entry(0x06).putInt(40, 1);
                assertThat(admin.command(identify, new byte[0], 4096)).isZero();
                assertThat(admin.got().getShort(256)).isEqualTo((short) 3);
                ByteBuffer discovery = security(0x82, 1, 1, 512);
                assertThat(admin.command(discovery, new byte[0], 512)).isZero();
                assertThat(admin.got().getShort(48))
                        .as("the TPer feature, big-endian")
                        .isEqualTo((short) 0x0100);
                assertThat(admin.command(security(0x82, 1, 2, 512), new byte[0], 512) & 0xff)
                        .isEqualTo(0x02);
                assertThat(admin.command(security(0x81, 1, 0x07fe, 1024), new byte[512], 0) & 0xff)
                        .isEqualTo(0x04);
                assertThat(admin.command(security(0x81, 1, 0x07fe, 512), new byte[512], 0))
                        .isZero();
                assertThat(io.command(Host.entry(0x02), new byte[0], 512) & 0x7ff)
                        .isEqualTo(0x286);
                assertThat(io.command(Host.entry(0x01), new byte[512], 0) & 0x7ff)
                        .isEqualTo(0x286);
                assertThat(io.command(Host.entry(0x00), new byte[0], 0)).isZero();
                assertThat(admin.command(Host.entry(0x84).putInt(40, 2), new byte[0], 0) & 0x7ff)
                        .isEqualTo(0x15);
                assertThat(admin.command(Host.entry(0x80).putInt(40, 1 << 9), new byte[0], 0) & 0x7ff)
                        .isEqualTo(0x15);
            }
        }
        assertThat(Files.readAllBytes(folder.resolve("cells"))).containsOnly(7);
    }

    @Test
    void aDriveWithoutSecurityProtocolsKnowsNoneOfTheirCommands() throws IOException {
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(Firmware.that(new Conduct.Honest()))) {
            target.add(drive);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0)) {
                assertThat(admin.command(Host.entry(0x06).putInt(40, 1), new byte[0], 4096))
                        .isZero();
                assertThat(admin.got().getShort(256)).isEqualTo((short) 2);
                assertThat(admin.command(security(0x82, 1, 1, 512), new byte[0], 512) & 0xff)
                        .isEqualTo(0x01);
            }
        }
    }

    @Test
    void aDriveThatIsGoneHangsUp() throws IOException {
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(Firmware.that(new Conduct.Vanishing(50)))) {
            target.add(drive);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0)) {
                ByteBuffer sanitize = Host.entry(0x84);
                sanitize.putInt(40, 2);
                assertThat(admin.command(sanitize, new byte[0], 0)).isZero();
                nanos.set(3_000_000_000L);
                assertThat(drive.gone()).isTrue();
            }
        }
    }

    /** Global Data Erased is over as soon as anything is written. */
    @Test
    void whatIsWrittenAfterwardsIsTold() throws IOException {
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(Firmware.that(new Conduct.Honest()))) {
            target.add(drive);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0);
                    Host io = new Host(target.port(), drive.qualifiedName(), 1)) {
                ByteBuffer sanitize = Host.entry(0x84);
                sanitize.putInt(40, 2);
                assertThat(admin.command(sanitize, new byte[0], 0)).isZero();
                nanos.set(3_000_000_000L);
                assertThat(status(admin)).isEqualTo(0x101);
                assertThat(io.command(Host.entry(0x01), new byte[512], 0)).isZero();
                assertThat(status(admin)).isEqualTo(0x001);
            }
        }
    }

    /** Also of a success of before: there are data on it. */
    @Test
    void ofADriveThatForgetsItsOrderNothingIsErased() throws IOException {
        Firmware firmware = Firmware.that(new Conduct.Unmoved()).after(Firmware.Before.LAST_SUCCEEDED);
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(firmware)) {
            target.add(drive);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0)) {
                assertThat(status(admin)).isEqualTo(0x001);
                ByteBuffer sanitize = Host.entry(0x84);
                sanitize.putInt(40, 4);
                assertThat(admin.command(sanitize, new byte[0], 0)).isZero();
                assertThat(status(admin)).isEqualTo(0x001);
            }
        }
    }

    @Test
    void oneThatHangsAnswersThatItIsThereAndNothingElse() throws IOException {
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(Firmware.that(new Conduct.Hanging()))) {
            target.add(drive);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0)) {
                ByteBuffer sanitize = Host.entry(0x84);
                sanitize.putShort(2, (short) 7).putInt(40, 2);
                admin.send(sanitize);
                ByteBuffer log = Host.entry(0x02);
                log.putShort(2, (short) 8).putInt(40, 0x81 | (127 << 16));
                admin.send(log);
                ByteBuffer alive = Host.entry(0x18);
                alive.putShort(2, (short) 9);
                assertThat(admin.command(alive, new byte[0], 0)).isZero();
                assertThat(admin.answered).isEqualTo(9);
                assertThat(drive.orders()).isEqualTo(1);
            }
        }
    }

    /** Whoever looks at the cells afterwards finds what the last who asked the drive has found. */
    @Test
    void noErasureEndsAfterEverybodyHasGone() throws IOException {
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(Firmware.that(new Conduct.Honest()))) {
            target.add(drive);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0)) {
                ByteBuffer sanitize = Host.entry(0x84);
                sanitize.putInt(40, 2);
                assertThat(admin.command(sanitize, new byte[0], 0)).isZero();
            }
            nanos.set(3_000_000_000L);
        }
        assertThat(Files.readAllBytes(folder.resolve("cells"))).containsOnly(7);
    }

    /** Without power nothing is carried out, and a sanitize goes on with it where it stood. */
    @Test
    void withoutPowerNothingGoesOn() throws IOException {
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(Firmware.that(new Conduct.Honest()))) {
            target.add(drive);
            ByteBuffer sanitize = Host.entry(0x84);
            sanitize.putInt(40, 2);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0)) {
                assertThat(admin.command(sanitize, new byte[0], 0)).isZero();
                nanos.set(1_000_000_000L);
                drive.powerOff(new SplittableRandom(1));
                nanos.set(60_000_000_000L);
                assertThatThrownBy(() -> status(admin)).isInstanceOf(RuntimeException.class);
            }
            drive.powerOn();
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0)) {
                assertThat(status(admin)).isEqualTo(2);
                nanos.set(61_500_000_000L);
                assertThat(status(admin)).isEqualTo(0x101);
            }
        }
    }

    /** What it does not offer it does not take. */
    @Test
    void oneThatOffersLessTakesLess() throws IOException {
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(Firmware.that(new Conduct.Honest()).offering(Set.of(Way.SANITIZE_CRYPTO)))) {
            target.add(drive);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0)) {
                ByteBuffer sanitize = Host.entry(0x84);
                sanitize.putInt(40, 2);
                assertThat(admin.command(sanitize, new byte[0], 0)).isNotZero();
                assertThat(drive.orders()).isZero();
                sanitize.putInt(40, 4);
                assertThat(admin.command(sanitize, new byte[0], 0)).isZero();
            }
        }
    }

    /** Identify Controller: OACS at 256, SANICAP at 328, FNA at 524 (NVMe Base 2.0, figure 275). */
    private static int[] offered(Host admin) throws IOException {
        ByteBuffer identify = Host.entry(0x06);
        identify.putInt(40, 1);
        assertThat(admin.command(identify, new byte[0], 4096)).isZero();
        return new int[] {
            admin.got().getShort(256), admin.got().getInt(328), admin.got().get(524)
        };
    }

    /** One with Format NVM alone knows neither Sanitize nor its log, and changes a key only if it says so. */
    @Test
    void oneThatOnlyFormatsSaysSoAndDoesNotSanitize() throws IOException {
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(Firmware.that(new Conduct.Honest()).offering(Set.of(Way.FORMAT_USER_DATA)))) {
            target.add(drive);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0)) {
                assertThat(offered(admin)).containsExactly(2, 0, 0);
                ByteBuffer sanitize = Host.entry(0x84);
                sanitize.putInt(40, 2);
                assertThat(admin.command(sanitize, new byte[0], 0) & 0xff).isEqualTo(1);
                ByteBuffer log = Host.entry(0x02);
                log.putInt(40, 0x81 | (127 << 16));
                assertThat(admin.command(log, new byte[0], 512)).isNotZero();
                ByteBuffer format = Host.entry(0x80);
                format.putInt(4, 1);
                format.putInt(40, 2 << 9);
                assertThat(admin.command(format, new byte[0], 0)).isNotZero();
                assertThat(drive.orders()).isZero();
                format.putInt(40, 1 << 9);
                assertThat(admin.command(format, new byte[0], 0)).isZero();
            }
        }
    }

    @Test
    void oneThatOnlySanitizesDoesNotFormat() throws IOException {
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(Firmware.that(new Conduct.Honest()).offering(Set.of(Way.SANITIZE_OVERWRITE)))) {
            target.add(drive);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0)) {
                assertThat(offered(admin)).containsExactly(0, 4, 0);
                ByteBuffer format = Host.entry(0x80);
                format.putInt(4, 1);
                format.putInt(40, 1 << 9);
                assertThat(admin.command(format, new byte[0], 0) & 0xff).isEqualTo(1);
            }
        }
    }

    /** SANICAP bit 5, CDW10 bit 11, SSTAT bit 11. */
    @Test
    void whatOneMakesOfBeingToldToPurgeOrToFail() throws IOException {
        assertThat(purging(Firmware.Purging.NONE)).isEqualTo("10400 0 taken 1");
        assertThat(purging(Firmware.Purging.REPORTED)).isEqualTo("20100 20 taken 801");
        assertThat(purging(Firmware.Purging.REFUSED)).isEqualTo("20100 20 refused 801");
        assertThat(purging(Firmware.Purging.NEVER_REPORTED)).isEqualTo("20100 20 taken 1");
    }

    /** SANICAP bits 29 and 31:30, and SSTAT bits 2:0 of what was asked for (NVMe Base 2.0, figures 275 and 257). */
    @Test
    void whatIsAskedToStayAllocatedDoesAsItsKind() throws IOException {
        assertThat(allocating(Firmware.Allocation.UNTOLD)).isEqualTo("0 taken 1");
        assertThat(allocating(Firmware.Allocation.KEPT)).isEqualTo("80000000 taken 1");
        assertThat(allocating(Firmware.Allocation.DEALLOCATED)).isEqualTo("80000000 taken 4");
        assertThat(allocating(Firmware.Allocation.INHIBITED)).isEqualTo("a0000000 refused 1");
    }

    private String allocating(Firmware.Allocation allocation) throws IOException {
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(Firmware.that(new Conduct.Honest()).allocating(allocation))) {
            target.add(drive);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0)) {
                String told = "%x ".formatted(offered(admin)[1] & 0xe000_0000);
                ByteBuffer sanitize = Host.entry(0x84);
                sanitize.putInt(40, 2 | 1 << 9);
                boolean taken = admin.command(sanitize, new byte[0], 0) == 0;
                sanitize.putInt(40, 2);
                assertThat(admin.command(sanitize, new byte[0], 0) == 0)
                        .as("the same without it, where it is not at work")
                        .isEqualTo(!taken);
                nanos.addAndGet(3_000_000_000L);
                return told + (taken ? "taken " : "refused ") + (status(admin) & 7);
            }
        }
    }

    /** One that tells SSTAT 4 does so of an order with NDAS alone. */
    @Test
    void whatWasNotAskedToStayAllocatedIsNotDeallocatedAgainstAnyWish() throws IOException {
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive =
                        drive(Firmware.that(new Conduct.Honest()).allocating(Firmware.Allocation.DEALLOCATED))) {
            target.add(drive);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0)) {
                ByteBuffer sanitize = Host.entry(0x84);
                sanitize.putInt(40, 2);
                assertThat(admin.command(sanitize, new byte[0], 0)).isZero();
                nanos.addAndGet(3_000_000_000L);
                assertThat(status(admin) & 7).isEqualTo(1);
            }
        }
    }

    private String purging(Firmware.Purging purging) throws IOException {
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(Firmware.that(new Conduct.Honest()).purging(purging))) {
            target.add(drive);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0)) {
                ByteBuffer identify = Host.entry(0x06);
                identify.putInt(40, 1);
                assertThat(admin.command(identify, new byte[0], 4096)).isZero();
                String told =
                        "%x %x ".formatted(admin.got().getInt(80), admin.got().getInt(328) & 0x20);
                ByteBuffer sanitize = Host.entry(0x84);
                sanitize.putInt(40, 2 | 8 | 1 << 11);
                boolean taken = admin.command(sanitize, new byte[0], 0) == 0;
                sanitize.putInt(40, 2 | 8);
                assertThat(admin.command(sanitize, new byte[0], 0) == 0)
                        .as("the same without it, where it is not at work")
                        .isEqualTo(!taken);
                assertThat(status(admin) & 7).isEqualTo(2);
                assertThat(admin.got().getInt(4)).isEqualTo(taken ? 2 | 8 | 1 << 11 : 2 | 8);
                nanos.addAndGet(3_000_000_000L);
                int _ = status(admin);
                return told
                        + (taken ? "taken " : "refused ")
                        + Integer.toHexString(admin.got().getShort(2) & 0x807);
            }
        }
    }

    /** SCDW10 of the Sanitize Status log: what a host that sends it again can't tell from its own. */
    @Test
    void oneThatTellsOfTheLastOneTellsOfTheSameOrder() throws IOException {
        Firmware forgetful = Firmware.that(new Conduct.Unmoved())
                .offering(Set.of(Way.SANITIZE_CRYPTO))
                .after(Firmware.Before.LAST_SUCCEEDED);
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(forgetful)) {
            target.add(drive);
            try (Host admin = new Host(target.port(), drive.qualifiedName(), 0)) {
                ByteBuffer sanitize = Host.entry(0x84);
                sanitize.putInt(40, 4 | 8);
                assertThat(admin.command(sanitize, new byte[0], 0)).isZero();
                assertThat(status(admin) & 7).isEqualTo(1);
                assertThat(admin.got().getInt(4)).isEqualTo(4 | 8);
            }
        }
    }

    /** Whoever watches sees each command as it comes and once it is carried out, and what it is about. */
    @Test
    void whoeverWatchesSeesWhatItIsTold() throws IOException {
        List<CommandWatch.Told> come = new ArrayList<>();
        List<CommandWatch.Told> done = new ArrayList<>();
        try (NvmeTarget target = new NvmeTarget();
                NvmeDrive drive = drive(Firmware.that(new Conduct.Honest()))) {
            target.add(drive);
            drive.watchedBy((told, carriedOut) -> (carriedOut ? done : come).add(told));
            try (Host io = new Host(target.port(), drive.qualifiedName(), 1)) {
                ByteBuffer write = Host.entry(0x01);
                write.putLong(40, 3);
                assertThat(io.command(write, new byte[512], 0)).isZero();
            }
        }
        assertThat(come)
                .containsExactly(new CommandWatch.Told(false, 0x01, 1536, 512))
                .isEqualTo(done);
        assertThat(come.getFirst().writes()).isTrue();
    }
}
