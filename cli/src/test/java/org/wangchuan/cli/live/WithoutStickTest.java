package org.wangchuan.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.testing.ScriptedConsole;

/** Receipts that would be lost are said to be, and asked about, and only then. */
class WithoutStickTest {
    @TempDir
    Path out;

    @Test
    void withAStickNobodyIsWarnedOrAsked() throws Exception {
        ScriptedConsole console = new ScriptedConsole("en");
        Files.createFile(out.resolve("a.receipt.json"));
        WithoutStick stick = new WithoutStick(false, console);
        stick.warn();
        assertThat(stick.mayErase()).isTrue();
        assertThat(stick.mayTurnOff(new Receipts(out))).isTrue();
        assertThat(console.notes()).isEmpty();
    }

    @Test
    void withoutItNothingIsErasedUnlessSomebodySaysSo() {
        ScriptedConsole console = new ScriptedConsole("en", _ -> Optional.of(""));
        WithoutStick stick = new WithoutStick(true, console);
        stick.warn();
        assertThat(console.notes()).singleElement().asString().contains("Receipts stay in memory");
        assertThat(stick.mayErase()).isFalse();
        assertThat(new WithoutStick(true, new ScriptedConsole("zh", _ -> Optional.of("y"))).mayErase())
                .isTrue();
        assertThat(new WithoutStick(true, new ScriptedConsole("en", _ -> Optional.empty())).mayErase())
                .isFalse();
    }

    @Test
    void withoutItReceiptsAreNotLostUnasked() throws Exception {
        ScriptedConsole console = new ScriptedConsole("en", _ -> Optional.of("n"));
        WithoutStick stick = new WithoutStick(true, console);
        assertThat(stick.mayTurnOff(new Receipts(out))).isTrue();
        Files.createFile(out.resolve("a.receipt.json"));
        assertThat(stick.mayTurnOff(new Receipts(out))).isFalse();
        assertThat(console.questions()).singleElement().asString().contains("1 receipt");
    }
}
