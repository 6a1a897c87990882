package org.wangchuan.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.lab.fault.Emulated.Hardware;
import org.wangchuan.lab.fault.Emulated.Request;

/** QEMU is told what it understands (qapi/block-core.json, BlockdevOptionsBlkdebug). */
class EmulatedTest {
    private static final Slot SLOT = new Slot("one", "LAB00007", 7, Path.of("/cells/one.cells"));

    private static Json.Fields stored(Emulated fault) throws MalformedJsonException, ShapeException {
        List<String> words = fault.hardware(SLOT);
        String told = words.get(words.indexOf("-blockdev") + 1);
        return Json.in(CanonicalJson.readLenientObject(told.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aRuleIsOneForEachBlock() throws MalformedJsonException, ShapeException {
        Json.Fields told = stored(Emulated.failing(Hardware.VIRTIO, new Blocks(10, 3), Request.WRITE));
        assertThat(told.text("driver")).isEqualTo("blkdebug");
        long expected = 10;
        for (Json.Fields rule : told.objects("inject-error")) {
            assertThat(rule.text("iotype")).isEqualTo("write");
            assertThat(rule.whole("sector", 0, Long.MAX_VALUE)).isEqualTo(expected++);
        }
        assertThat(expected).isEqualTo(13);
    }

    @Test
    void whatNeverStopsFailingIsBadAndWhatFailsOnceIsNot() {
        Blocks where = new Blocks(10, 3);
        assertThat(Emulated.failing(Hardware.NVME, where, Request.READ).bad()).containsExactly(where);
        assertThat(Emulated.failingOnce(Hardware.NVME, Request.READ, where).bad())
                .isEmpty();
    }

    @Test
    void withoutRulesNothingStandsBetweenDriveAndFile() throws MalformedJsonException, ShapeException {
        Json.Fields told = stored(new Emulated(Hardware.SATA, List.of(), List.of()));
        assertThat(told.text("driver")).isEqualTo("raw");
        assertThat(told.has("inject-error")).isFalse();
    }

    @Test
    void aUnitOfAUfsDeviceIsAloneUnlessItIsToldOtherwise() {
        assertThat(new Emulated(Hardware.UFS, List.of(), List.of()).hardware(SLOT))
                .filteredOn(word -> word.startsWith("ufs-lu"))
                .containsExactly("ufs-lu,bus=ufs7,drive=fault7,lun=0");
        assertThat(new Emulated(Hardware.UFS_BESIDE, List.of(), List.of()).hardware(SLOT))
                .filteredOn(word -> word.startsWith("ufs-lu"))
                .containsExactly("ufs-lu,bus=ufs7,drive=ufs7-beside,lun=0", "ufs-lu,bus=ufs7,drive=fault7,lun=1");
    }

    /** Every reader of QEMU's calls its bus the same, and every card tells the same serial number. */
    @Test
    void anSdCardIsInAReaderOfItsOwnAndInNoMachineWithAnother() {
        Emulated honest = new Emulated(Hardware.SD, List.of(), List.of());
        assertThat(honest.hardware(SLOT))
                .filteredOn(word -> word.startsWith("sd"))
                .containsExactly("sdhci-pci,id=reader7", "sd-card,bus=pcie.0/reader7/sd-bus,drive=fault7");
        assertThat(honest.machine())
                .isNotEqualTo(new Emulated(Hardware.UFS, List.of(), List.of()).machine())
                .isNotEqualTo(Emulated.failing(Hardware.SD, new Blocks(1, 1), Request.WRITE)
                        .machine());
        assertThat(honest.leave(SLOT)).contains("fault_card_out one");
        Emulated erased = new Emulated(Hardware.SD_ERASED, List.of(), List.of());
        assertThat(erased.hardware(SLOT)).isEqualTo(honest.hardware(SLOT));
        assertThat(erased.machine()).isNotEqualTo(honest.machine()).isNotEmpty();
        assertThat(erased.leave(SLOT)).isEqualTo(honest.leave(SLOT));
    }
}
