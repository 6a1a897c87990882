package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.progress.TerminalConsole;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.examine.DeviceInventory;
import org.wangchuan.engine.medium.examine.MediumExaminer;

class DeviceListTest {
    @TempDir
    Path folder;

    /** What makes the answer worth less is known before the erasure, not after. */
    @Test
    void whatCapsTheVerdictIsShownBesideWhatForbids() throws Exception {
        Path image = Files.write(folder.resolve("image"), new byte[1 << 20]);
        if (!(new MediumExaminer().examine(image) instanceof Examined(var medium))) {
            throw new AssertionError("refused");
        }
        String free = printed(new DeviceInventory.Listed(medium, List.of(obstacle(Obstacle.Weight.CAPPING))));
        assertThat(free).contains("    ! virtual: is \\u{a} virtual").contains("may be erased");
        String held = printed(new DeviceInventory.Listed(medium, List.of(obstacle(Obstacle.Weight.BLOCKING))));
        assertThat(held).contains("    × virtual: ").doesNotContain("may be erased");
        String noted = printed(new DeviceInventory.Listed(medium, List.of(obstacle(Obstacle.Weight.NOTED))));
        assertThat(noted).doesNotContain("virtual").contains("may be erased");
    }

    @Test
    void reasonsAreChineseWhereTheMessagesAre() throws Exception {
        Path image = Files.write(folder.resolve("image"), new byte[1 << 20]);
        if (!(new MediumExaminer().examine(image) instanceof Examined(var medium))) {
            throw new AssertionError("refused");
        }
        String held = printed("zh", new DeviceInventory.Listed(medium, List.of(obstacle(Obstacle.Weight.BLOCKING))));
        assertThat(held).contains("  镜像  ").contains("    × virtual: 是虚拟磁盘");
    }

    /** That a mounted medium can't be opened exclusively tells nobody anything; who else has it open does. */
    @Test
    void theCauseIsToldOnce() throws Exception {
        Path image = Files.write(folder.resolve("image"), new byte[1 << 20]);
        if (!(new MediumExaminer().examine(image) instanceof Examined(var medium))) {
            throw new AssertionError("refused");
        }
        Obstacle mounted = new Obstacle(Obstacle.Code.MOUNTED, "x is mounted at /mnt");
        Obstacle follows = new Obstacle(Obstacle.Code.IN_USE, "x: EBUSY, when it was to be opened exclusively");
        Obstacle opened = new Obstacle(Obstacle.Code.IN_USE, "x is open for writing in process 7");
        String all = printed(new DeviceInventory.Listed(medium, List.of(mounted, follows, opened)));
        assertThat(all).contains("mounted at /mnt", "process 7").doesNotContain("EBUSY", "may be erased");
        assertThat(printed(new DeviceInventory.Listed(medium, List.of(follows))))
                .contains("EBUSY");
    }

    /** Whoever looks for the drive has to know which it is. */
    @Test
    void aDriveWithoutBlocksIsShownWithWhoItIsAndWhy() {
        Refused refused = new Refused(
                Refused.Code.BLOCK_LENGTH, "/dev/sdb: its blocks have 520 bytes", List.of("/dev/sdb", "520"));
        Labels labels =
                new Labels(Optional.of("NETAPP \n X422"), Optional.of("Z1X"), Optional.empty(), Optional.empty());
        DeviceInventory.Silent silent = new DeviceInventory.Silent("sdb", refused, labels);
        ScriptedConsole english = new ScriptedConsole("en");
        DeviceList.print("", silent, english);
        assertThat(english.out())
                .isEqualTo("sdb  NETAPP \\u{a} X422  Z1X\n    × block-length: /dev/sdb: its blocks have 520 bytes\n");
        ScriptedConsole chinese = new ScriptedConsole("zh");
        DeviceList.print("[–] ", silent, chinese);
        assertThat(chinese.out())
                .startsWith("[–] sdb  NETAPP")
                .contains("    × block-length: /dev/sdb：其每块为 520 字节", "未被清除", "销毁");
    }

    @Test
    void drivesThatTheFirmwareHidesAreNamedWhereThereAreAny() {
        ScriptedConsole english = new ScriptedConsole("en");
        DeviceList.printHidden(0, english);
        assertThat(english.out()).isEmpty();
        DeviceList.printHidden(2, english);
        assertThat(english.out())
                .startsWith("× 2 NVMe drive(s) are hidden")
                .contains("this computer's firmware", "AHCI");
        ScriptedConsole chinese = new ScriptedConsole("zh");
        DeviceList.printHidden(1, chinese);
        assertThat(chinese.out()).startsWith("× 有 1 块 NVMe 硬盘").contains("AHCI", "未被清除");
    }

    /** Of the machine that the test runs on. */
    @Test
    void howManyTheFirmwareHidesStandsInTheDocument() {
        ScriptedConsole console = new ScriptedConsole("en");
        assertThat(new DeviceList().list(true, new Context(folder, console, new Cancellation())))
                .isEqualTo(ExitCode.OK);
        assertThat(console.out()).containsPattern("\"hiddenByFirmware\":[0-9]+");
    }

    private static Obstacle obstacle(Obstacle.Weight weight) {
        return new Obstacle(Obstacle.Code.VIRTUAL, weight, "is \n virtual");
    }

    private static String printed(DeviceInventory.Listed listed) {
        return printed("en", listed);
    }

    private static String printed(String language, DeviceInventory.Listed listed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        DeviceList.print(
                "",
                listed,
                TerminalConsole.onStandardStreams(
                        stream, stream, Messages.in(language), new Cancellation(), Map.of(), false));
        return out.toString(StandardCharsets.UTF_8);
    }
}
