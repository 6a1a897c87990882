package org.wangchuan.engine.medium.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.Media;
import org.wangchuan.engine.medium.testing.SequenceKernel;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Way;

/** What an eMMC is asked, and what is made of its register (JESD84-B51, "Extended CSD register"). */
class MmcInquiryTest {
    private static final long PATIENCE_MILLIS = 30_000;

    @TempDir
    Path folder;

    private static Medium card(String name, String transport) {
        return Media.block(name, "179:0", new Attachment(Bus.MMC, transport, false, false, true), 1L << 30, "0x1");
    }

    /** Revision 5.1; sanitize, trim and secure erase; boot partitions of 4 MiB, the second protected until a power cycle; two general purpose ones. */
    private static byte[] register() {
        byte[] out = new byte[512];
        out[192] = 8;
        out[213] = 0x20;
        out[231] = 0x55;
        out[181] = 1;
        out[224] = 1;
        out[226] = 32;
        out[174] = 1 << 2;
        out[168] = 32;
        out[143] = 1;
        out[148] = 1;
        out[140] = 3;
        out[249] = 0;
        out[250] = 0x10; // 4096 kilobits
        out[267] = 2;
        out[268] = 1;
        out[269] = 4;
        return out;
    }

    private DriveFacts ask(SequenceKernel kernel, Medium medium) {
        FakeMachine machine = new FakeMachine(folder);
        return new DriveInquiry(kernel, machine.files()).ask(medium, List.of(), PATIENCE_MILLIS);
    }

    private static Fact.Value value(DriveFacts facts, FactName name) {
        Fact fact = facts.about(name).orElseThrow();
        assertThat(fact.source()).isEqualTo("SEND_EXT_CSD");
        return fact.value();
    }

    @Test
    void itsRegisterTellsWhatItCanDoAndWhichPartsItHas() {
        try (SequenceKernel kernel = new SequenceKernel(179, 0).extendedCsd(0, 0x900, register())) {
            DriveFacts facts = ask(kernel, card("mmcblk0", "MMC"));
            assertThat(value(facts, FactName.MMC_REVISION)).isEqualTo(new Fact.Count(8));
            assertThat(value(facts, FactName.MMC_SANITIZE)).isEqualTo(new Fact.Flag(true));
            assertThat(value(facts, FactName.MMC_SECURE_ERASE)).isEqualTo(new Fact.Flag(true));
            assertThat(value(facts, FactName.MMC_ERASED_ONES)).isEqualTo(new Fact.Flag(true));
            assertThat(value(facts, FactName.MMC_ERASE_GROUP_BYTES)).isEqualTo(new Fact.Count(512 * 1024));
            assertThat(value(facts, FactName.MMC_CACHE_BYTES)).isEqualTo(new Fact.Count(512 * 1024));
            assertThat(value(facts, FactName.MMC_BOOT_BYTES)).isEqualTo(new Fact.Count(4 << 20));
            assertThat(value(facts, FactName.MMC_BOOT_PROTECTED)).isEqualTo(new Fact.Flag(true));
            assertThat(value(facts, FactName.MMC_RPMB_BYTES)).isEqualTo(new Fact.Count(4 << 20));
            assertThat(value(facts, FactName.MMC_GENERAL_PURPOSE)).isEqualTo(new Fact.Count(2));
            assertThat(value(facts, FactName.MMC_ENHANCED_AREA)).isEqualTo(new Fact.Flag(true));
            assertThat(value(facts, FactName.MMC_SPARE_BLOCKS)).isEqualTo(new Fact.Word("warning"));
            assertThat(value(facts, FactName.MMC_LIFE_TENTHS)).isEqualTo(new Fact.Count(4));
            assertThat(Way.of(facts))
                    .containsExactly(
                            new Way("mmc-erase-sanitize", Way.Standing.OFFERED, List.of("mmc-sanitize"), List.of()));
        }
    }

    /** Sanitize came with 4.5: an older card does not say no. */
    @Test
    void anOlderCardDoesNotSay() {
        byte[] old = register();
        old[192] = 5;
        try (SequenceKernel kernel = new SequenceKernel(179, 0).extendedCsd(0, 0x900, old)) {
            DriveFacts facts = ask(kernel, card("mmcblk0", "MMC"));
            assertThat(value(facts, FactName.MMC_SANITIZE)).isInstanceOf(Fact.Untold.class);
            assertThat(Way.of(facts)).extracting(Way::standing).containsExactly(Way.Standing.NOT_TOLD);
            assertThat(facts.about(FactName.MMC_LIFE_TENTHS)).isEmpty();
        }
    }

    @Test
    void whatItRefusesIsNotTold() {
        for (SequenceKernel refusing : List.of(
                new SequenceKernel(179, 0).extendedCsd(-1, 0, new byte[512]), // EPERM
                new SequenceKernel(179, 0).extendedCsd(0, 1 << 22, new byte[512]), // ILLEGAL_COMMAND
                new SequenceKernel(179, 0).extendedCsd(0, 0x900, new byte[512]))) { // nothing but zeros
            try (SequenceKernel kernel = refusing) {
                DriveFacts facts = ask(kernel, card("mmcblk0", "MMC"));
                assertThat(value(facts, FactName.MMC_SANITIZE)).isInstanceOf(Fact.Untold.class);
                assertThat(value(facts, FactName.MMC_BOOT_BYTES)).isInstanceOf(Fact.Untold.class);
            }
        }
    }

    @Test
    void anSdCardAndAPartOfAnEmmcAreNotAsked() {
        for (Medium medium : List.of(card("mmcblk0", "SD"), card("mmcblk0boot0", "MMC"))) {
            try (SequenceKernel kernel = new SequenceKernel(179, 0)) {
                assertThat(ask(kernel, medium).notAsked()).contains(NotAsked.KIND);
            }
        }
    }
}
