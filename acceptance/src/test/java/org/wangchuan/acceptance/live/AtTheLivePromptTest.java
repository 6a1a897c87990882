package org.wangchuan.acceptance.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.wangchuan.acceptance.disk.Fault;
import org.wangchuan.acceptance.disk.LyingDisk;
import org.wangchuan.acceptance.disk.Machine;
import org.wangchuan.acceptance.disk.RequestKind;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Terminal;

/**
 * What the live image says at its screen, at a terminal of this computer: its drives are listed, and one of them is a made disk of this test's. What is
 * typed names no other. The image itself is {@link AtTheLiveScreenTest}'s.
 */
@Tag("slow")
@Timeout(600)
@ResourceLock(Machine.DEVICES)
class AtTheLivePromptTest {
    private static final int BYTES = 32 << 20;

    /** What a station signs with. */
    private static final Set<String> KEYS = Set.of("station.key", "log.key");

    @TempDir
    Path work;

    private Program program;
    private LyingDisk drive;
    private byte[] before = {};
    private final List<Terminal> terminals = new ArrayList<>();

    @BeforeEach
    void attach() throws IOException {
        drive = LyingDisk.device(BYTES, 512);
        drive.fill(1);
        before = drive.peek(0, BYTES);
        for (String folder : List.of("stick", "out", "state")) {
            Files.createDirectory(work.resolve(folder));
        }
        program = new Program(work.resolve("state").resolve("home"));
    }

    /** Whatever a test came to, nobody is left who waits for an answer. */
    @AfterEach
    void detach() throws Exception {
        for (Terminal terminal : terminals) {
            terminal.kill();
        }
        drive.close();
    }

    /** From the list to the receipt, in Chinese; what is no answer is said to be none, and asked again. */
    @Test
    void aDriveIsErasedInChinese() throws Exception {
        Terminal terminal = start("zh_CN.UTF-8", true);
        String choose = "q 关机：";
        terminal.answer(choose, "0");
        terminal.await("此处只接受列表中的编号");
        terminal.answer(choose, number(terminal));
        terminal.answer("规则；回车即 gb-46864-2025", "no-such-rules");
        terminal.await("no-such-rules");
        terminal.answer(choose, number(terminal));
        terminal.answer("规则；回车即 gb-46864-2025", "nist-clear");
        terminal.answer("输入 " + drive.name() + " 以继续", "another");
        terminal.await("CONFIRMATION");
        terminal.await(choose);
        assertThat(isUntouched()).isTrue();
        terminal.type(number(terminal));
        terminal.answer("规则；回车即 gb-46864-2025", "nist-clear");
        terminal.answer("输入 " + drive.name() + " 以继续", drive.name());
        terminal.await("已清除（CLEARED）");
        terminal.answer("的二维码", "");
        terminal.answer(choose, "q");
        assertThat(terminal.end()).isZero();
        assertThat(isErased()).isTrue();
        isClearedByItsRecord();
    }

    /** Cut off while it is written, as by a loss of power; the next start asks, and goes on. */
    @Test
    void whatWasCutOffIsGoneOnWith() throws Exception {
        String choose = cutOff();
        Terminal again = start("C.UTF-8", true);
        again.await("] " + drive.path() + " ");
        again.await("an erasure of it was cut off: choose it to go on with it");
        again.await(choose);
        again.type(number(again));
        again.answer("An erasure was interrupted. Go on with it on the same drives? y:", "y");
        again.answer("Type " + drive.name() + " to go on:", drive.name());
        again.await("CLEARED");
        again.answer("Enter shows the code of", "");
        again.answer(choose, "q");
        assertThat(again.end()).isZero();
        assertThat(isErased()).isTrue();
        isClearedByItsRecord();
        assertThat(keys()).isEmpty();
    }

    /** It is erased anew, by keys of that erasure; those of the one that was cut off sign nothing more. */
    @Test
    void whatIsErasedAnewLeavesNoKeysOfWhatWasCutOff() throws Exception {
        String choose = cutOff();
        Terminal again = start("C.UTF-8", true);
        again.await("an erasure of it was cut off: choose it to go on with it");
        again.await(choose);
        again.type(number(again));
        again.answer("An erasure was interrupted. Go on with it on the same drives? y:", "n");
        again.answer("Rule set; Enter for gb-46864-2025", "nist-clear");
        again.answer("Type " + drive.name() + " to go on:", drive.name());
        again.await("CLEARED");
        again.answer("Enter shows the code of", "");
        again.answer(choose, "q");
        assertThat(again.end()).isZero();
        assertThat(isErased()).isTrue();
        assertThat(keys()).isEmpty();
        Terminal third = start("C.UTF-8", true);
        third.answer(choose, "q");
        assertThat(third.end()).isZero();
        assertThat(third.said()).contains("] " + drive.path() + " ").doesNotContain("was cut off");
    }

    /** What is asked next once the plug was pulled while the drive was written. */
    private String cutOff() throws Exception {
        drive.tell(Fault.on(RequestKind.WRITE).hang(Duration.ofMillis(300)));
        Terminal first = start("C.UTF-8", true);
        String choose = "q to turn off:";
        first.await(choose);
        first.type(number(first));
        first.answer("Rule set; Enter for gb-46864-2025", "nist-clear");
        first.answer("Type " + drive.name() + " to go on:", drive.name());
        first.await("pass 1/1");
        while (drive.history().bytesWritten() < BYTES / 4) {
            Thread.sleep(10);
        }
        first.kill();
        drive.beHonest();
        assertThat(isUntouched()).as("it was at it").isFalse();
        assertThat(isErased()).as("and not through").isFalse();
        assertThat(keys()).as("they can sign what is gone on with").hasSize(2);
        return choose;
    }

    /** Of all stations on this stick. */
    private List<Path> keys() throws IOException {
        try (Stream<Path> files = Files.walk(work.resolve("state"))) {
            return files.filter(file -> KEYS.contains(file.getFileName().toString()))
                    .toList();
        }
    }

    /** Where there is no stick, that is said and asked before anything is erased, and before what is in memory alone is lost. */
    @Test
    void withoutAStickNothingIsLostUnasked() throws Exception {
        Terminal terminal = start("C.UTF-8", false);
        String choose = "q to turn off:";
        terminal.await("The stick was not found.");
        terminal.await(choose);
        String number = number(terminal);
        terminal.type(number);
        terminal.answer("photograph their codes. Erase all the same? y:", "n");
        terminal.answer(choose, number(terminal));
        terminal.answer("photograph their codes. Erase all the same? y:", "y");
        terminal.answer("Rule set; Enter for gb-46864-2025", "nist-clear");
        terminal.answer("Type " + drive.name() + " to go on:", drive.name());
        terminal.await("CLEARED");
        terminal.answer("Enter shows the code of", "");
        terminal.answer(choose, "q");
        terminal.answer("1 receipt(s) are in memory alone, and will be gone. Turn off? y:", "");
        terminal.answer(choose, "q");
        terminal.answer("1 receipt(s) are in memory alone, and will be gone. Turn off? y:", "y");
        assertThat(terminal.end()).isZero();
        assertThat(isErased()).isTrue();
    }

    /** By the width that the session of the image tells; what is asked is answered all the same. */
    @Test
    void linesAreBrokenBetweenWordsWhereTheWidthIsKnown() throws Exception {
        var _ = program.with("WANGCHUAN_COLUMNS", "40");
        Terminal terminal = start("zh_CN.UTF-8", true);
        String choose = "请输入要清除的硬盘编号，以空格分隔；回\r\n  车重新查看；q 关机：";
        terminal.answer(choose, "0");
        terminal.await("此处只接受列表中的编号");
        terminal.answer(choose, number(terminal));
        terminal.answer("规则；回车即 gb-46864-2025（其他：", "nist-clear");
        terminal.answer("上的一切", drive.name());
        terminal.await("已清除（CLEARED）");
        terminal.answer("回车显示", "");
        terminal.answer(choose, "q");
        assertThat(terminal.end()).isZero();
        assertThat(isErased()).isTrue();
    }

    private Terminal start(String language, boolean hasStick) throws IOException {
        String stick = hasStick ? " --stick " + work.resolve("stick") : "";
        Terminal terminal = program.with("LC_ALL", language)
                .atTerminal("live start --out " + work.resolve("out") + " --state " + work.resolve("state") + stick);
        terminals.add(terminal);
        return terminal;
    }

    /** Of this test's drive in the list that was shown last. */
    private String number(Terminal terminal) {
        Matcher found =
                Pattern.compile("\\[([1-9][0-9]?)]\\s+" + drive.path() + " ").matcher(terminal.said());
        String number = "";
        while (found.find()) {
            number = found.group(1);
        }
        assertThat(number).as(terminal.said()).isNotEmpty();
        return number;
    }

    private boolean isUntouched() {
        return Arrays.equals(drive.peek(0, BYTES), before);
    }

    /** No block of it is as it was. */
    private boolean isErased() {
        byte[] now = drive.peek(0, BYTES);
        for (int at = 0; at < BYTES; at += 512) {
            if (Arrays.equals(now, at, at + 512, before, at, at + 512)) {
                return false;
            }
        }
        return true;
    }

    /** A disk that is made takes the laboratory's switch, and what is signed of it is a test's: its record says what became of it. */
    private void isClearedByItsRecord() throws IOException {
        Program elsewhere = new Program(work.resolve("elsewhere"));
        assertThat(only(".receipt.json")).isNotEmptyFile();
        assertThat(only(".trust.json")).isNotEmptyFile();
        var run = elsewhere.run("verdict", only(".evidence.jsonl").toString(), "--json");
        assertThat(run.out()).as("%s", run).contains("\"verdict\":\"cleared\"");
    }

    private Path only(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(work.resolve("out"))) {
            List<Path> found =
                    files.filter(one -> one.toString().endsWith(suffix)).toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }
}
