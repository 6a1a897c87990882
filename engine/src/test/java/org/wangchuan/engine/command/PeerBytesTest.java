package org.wangchuan.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** hdparm, sg3_utils, smartctl, nvme-cli, mmc-utils and sedutil send what we would send, byte for byte; nothing of it reaches a device. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeerBytesTest {
    @TempDir
    private static Path folder = Path.of("");

    private List<Witness> witness = List.of();

    @BeforeAll
    void compile() throws IOException {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the witness knows the registers of x86-64 alone");
        witness = List.of(new Witness(folder));
    }

    static Stream<CommandRow> compared() {
        return CommandRows.all().stream().filter(row -> !row.peer().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("compared")
    void thePeerSendsTheSame(CommandRow row) throws IOException {
        List<Sent> theirs =
                witness.getFirst().run(row.peer()).stream().map(row::masked).toList();
        List<Sent> ours = row.ours().stream().map(row::masked).toList();
        assertThat(Collections.indexOfSubList(theirs, ours))
                .as("%s: ours %s, theirs %s", row.name(), ours, theirs)
                .isNotNegative();
    }

    /** A comparison that holds for anything would be worth nothing. */
    @Test
    void anotherCommandIsToldApart() throws IOException {
        CommandRow block = row("BLOCK ERASE EXT");
        List<Sent> theirs = witness.getFirst().run(block.peer());
        assertThat(theirs).containsAll(block.ours());
        assertThat(theirs)
                .doesNotContainAnyElementsOf(row("CRYPTO SCRAMBLE EXT").ours());
        assertThat(theirs).doesNotContain(block.ours().getFirst().without(8, 0x02));
    }

    /** What a program starts would not be traced, and its requests would reach the kernel. */
    @Test
    void aProgramStartsNoOther() throws IOException {
        assertThat(witness.getFirst().nested()).isEqualTo(5);
    }

    private static CommandRow row(String name) {
        return CommandRows.all().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
