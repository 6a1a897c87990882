package org.wangchuan.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LiveService.OrderRequest;
import org.wangchuan.cli.service.LiveService.StartRequest;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyMode;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.examine.DeviceInventory.Silent;

/** Drives of a computer that nothing in it can erase as they are: nobody may take it for done who has not read of them. */
class UnseenDrivesTest {
    private static final Silent LONG_BLOCKS = new Silent(
            "sdb",
            new Refused(Refused.Code.BLOCK_LENGTH, "/dev/sdb: …", List.of("/dev/sdb", "520")),
            new Labels(Optional.empty(), Optional.of("Z1X"), Optional.empty(), Optional.empty()));

    private static final Silent NO_DISK = new Silent(
            "nvme0", new Refused(Refused.Code.NO_NAMESPACE, "/dev/nvme0: …", List.of("/dev/nvme0", "")), Labels.NONE);

    @TempDir
    Path work;

    /** The end of an order is that of its drives, and nobody was there to see the list. */
    @Test
    void theyAreNamedAtTheEndOfAnOrderWhateverThatIs() throws Exception {
        assertThat(saidAtTheEnd("en", new Drives(List.of(), List.of(LONG_BLOCKS, NO_DISK), 1)))
                .contains(
                        "drives that nothing here can erase as they are, and that this run did NOT erase: sdb Z1X (block-length), nvme0 (no-namespace)")
                .contains("1 NVMe drive(s) are hidden by a setting of this computer's firmware");
        assertThat(saidAtTheEnd("zh", new Drives(List.of(), List.of(LONG_BLOCKS), 2)))
                .contains("本次运行也未清除：sdb Z1X (block-length)")
                .contains("有 2 块 NVMe 硬盘被本机的固件设置");
        assertThat(saidAtTheEnd("en", new Drives(List.of(), List.of(), 0)))
                .doesNotContain("NOT")
                .doesNotContain("hidden");
    }

    /** A drive of the order can give no answer after its erasure: its own end says what became of it. */
    @Test
    void whatWasToldHowItEndedIsNoneOfThem() {
        ScriptedConsole said = new ScriptedConsole("en");
        Drives drives = new Drives(List.of(), List.of(LONG_BLOCKS, NO_DISK), 0);
        drives.tellUnseen(List.of(new Drives.Told("sdb", Optional.of("Z1X"))), said);
        assertThat(String.join("\n", said.notes())).contains("nvme0").doesNotContain("Z1X");
    }

    @Test
    void anNvmeDriveWhoseNamespaceIsGoneWasToldByThatNamespace() {
        Silent gone = new Silent(
                "nvme0",
                new Refused(Refused.Code.NO_NAMESPACE, "/dev/nvme0: …", List.of("/dev/nvme0", "")),
                new Labels(Optional.empty(), Optional.of("N7"), Optional.empty(), Optional.empty()));
        ScriptedConsole said = new ScriptedConsole("en");
        new Drives(List.of(), List.of(gone), 0)
                .tellUnseen(List.of(new Drives.Told("nvme0n1", Optional.of("N7"))), said);
        assertThat(said.notes()).isEmpty();
    }

    /** A dock can give one number to both drives in it; and what shows no number can't be told from another. */
    @Test
    void theOtherDriveOfOneNumberIsOneOfThem() {
        ScriptedConsole said = new ScriptedConsole("en");
        new Drives(List.of(), List.of(LONG_BLOCKS, NO_DISK), 0)
                .tellUnseen(
                        List.of(
                                new Drives.Told("sda", Optional.of("Z1X")),
                                new Drives.Told("nvme0n1", Optional.empty())),
                        said);
        assertThat(String.join("\n", said.notes())).contains("sdb Z1X").contains("nvme0");
    }

    /** The order's end stays what it is. */
    @Test
    void aLookThatFailsIsToldAndTakesThePlaceOfNothing() throws Exception {
        assertThat(saidAtTheEnd("zh", () -> {
                    throw new IllegalStateException("a look that fails");
                }))
                .contains("可能有未被清除的");
    }

    /** At the screen they stand below the drives that have numbers, and have none. */
    @Test
    void theyAreInTheListWithoutANumber() {
        ScriptedConsole said = new ScriptedConsole("zh");
        Drives drives = new Drives(List.of(), List.of(NO_DISK), 2);
        drives.show(new CutOffDrives(Set.of(), Set.of()), said);
        assertThat(said.out())
                .startsWith("[–] nvme0\n    × no-namespace: /dev/nvme0：")
                .contains("× 有 2 块 NVMe 硬盘");
        assertThat(drives.free()).isEmpty();
    }

    private String saidAtTheEnd(String language, Drives drives) throws Exception {
        return saidAtTheEnd(language, () -> drives);
    }

    /** @param closing the look when all is over */
    private String saidAtTheEnd(String language, Supplier<Drives> closing) throws Exception {
        AtomicBoolean isClosing = new AtomicBoolean();
        Path stick = Files.createDirectories(Files.createTempDirectory(work, "stick"));
        Path state = Files.createTempDirectory(work, "state");
        ScriptedConsole said = new ScriptedConsole(language);
        Context context = new Context(state.resolve("station"), said, new Cancellation());
        assertThat(new LiveRun("wangchuan test")
                        .order(
                                new OrderRequest(
                                        stick,
                                        List.of("NO-DRIVE-IS-CALLED-THIS"),
                                        "nist-clear",
                                        VerifyMode.FULL,
                                        false,
                                        72),
                                context))
                .isEqualTo(ExitCode.OK);
        UnattendedRun run = new UnattendedRun(
                new StartRequest(
                        stick.resolve("receipts"), state, Optional.of(stick), Optional.empty(), Instant.EPOCH, true),
                "wangchuan test",
                InstantSource.system(),
                Duration.ZERO,
                () -> isClosing.getAndSet(true) ? closing.get() : new Drives(List.of(), List.of(), 0),
                context);
        assertThatExceptionOfType(UserError.class).isThrownBy(run::run).returns("LIVE_ORDER_DRIVES", UserError::code);
        return String.join("\n", said.notes());
    }
}
