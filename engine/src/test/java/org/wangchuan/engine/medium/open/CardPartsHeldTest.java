package org.wangchuan.engine.medium.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.adb.testing.Soon;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.hidden.OtherParts;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.Media;

/** The parts of a card are found below it in sysfs alone, and held alone; the kernel's lock against writes is a file there. */
class CardPartsHeldTest {
    private static final String CARD = "platform/mmc/mmc_host/mmc0/mmc0:0001";
    private static final String CID = "15010038474e4434520612345678b100";

    private static final long LONG_MILLIS = 60_000;
    private static final long SHORT_MILLIS = 300;

    @TempDir
    Path folder;

    private FakeMachine machine;
    private FakeMachine.Disk card;
    private FakeMachine.Disk boot;

    @BeforeEach
    void aCardWithParts() {
        machine = new FakeMachine(folder);
        card = machine.disk(CARD, "mmcblk0", "179:0").with("device/type", "MMC").with("device/cid", CID);
        boot = machine.disk(CARD + "/block/mmcblk0", "mmcblk0boot0", "179:32")
                .with("size", "8192")
                .with("force_ro", "1");
        machine.disk("platform/mmc/mmc_host/mmc1/mmc1:0001", "mmcblk1", "179:96");
    }

    private static Medium medium(String cid) {
        Medium plain = Media.block(
                "mmcblk0", "179:0", new Attachment(Bus.MMC, "emmc", false, false, true), 1 << 30, "0x12345678");
        return Media.labelled(plain, new Labels(plain.model(), plain.serial(), Optional.empty(), Optional.of(cid)));
    }

    @Test
    void theyAreThoseBelowTheCard() {
        assertThat(OtherParts.parts(machine.files(), medium(CID)))
                .containsExactly(new CardPart("boot0", "mmcblk0boot0", 8192 * 512));
    }

    @Test
    void oneIsHeldAloneAndItsLockIsLiftedAndPutBack() throws IOException {
        HeldKernel kernel = new HeldKernel(179, 32, 8192 * 512);
        try (CardParts held = CardParts.hold(kernel, machine.files(), medium(CID), List.of("boot0"), LONG_MILLIS)) {
            assertThat(held.notHeld()).isEmpty();
            assertThat(kernel.opened).containsExactly("/dev/mmcblk0boot0");
            OpenPart part = held.held().getFirst();
            assertThat(part.capacityBytes()).isEqualTo(8192 * 512);
            assertThat(part.locked()).isTrue();
            assertThat(part.lock(false)).isZero();
            assertThat(part.locked()).isFalse();
            assertThat(Files.readString(boot.folder().resolve("force_ro"))).isEqualTo("0");
            assertThat(part.lock(true)).isZero();
            assertThat(part.locked()).isTrue();
        }
        assertThat(kernel.openNow()).isZero();
    }

    @Test
    void whatAJobLeftUnlockedThatNobodyGoesOnWithIsLockedAgain() throws IOException {
        Files.writeString(boot.folder().resolve("force_ro"), "0");
        assertThat(CardParts.lockBoots(machine.files(), medium(CID), List.of("boot0", "boot1", "gp0")))
                .isEmpty();
        assertThat(Files.readString(boot.folder().resolve("force_ro"))).isEqualTo("1");
    }

    @Test
    void whoeverHasItStandsInTheWay() {
        HeldKernel kernel = new HeldKernel(179, 32, 8192 * 512);
        kernel.busy = true;
        try (CardParts held = CardParts.hold(kernel, machine.files(), medium(CID), List.of("boot0"), LONG_MILLIS)) {
            assertThat(held.notHeld()).get().asString().startsWith("mmcblk0boot0: ");
        }
    }

    @Test
    void anotherCardInItsPlaceIsNotThatOne() {
        HeldKernel kernel = new HeldKernel(179, 32, 8192 * 512);
        try (CardParts held = CardParts.hold(
                kernel, machine.files(), medium("00000000000000000000000000000000"), List.of("boot0"), LONG_MILLIS)) {
            assertThat(held.notHeld()).contains("boot0: another card is in its place");
            assertThat(kernel.opened).isEmpty();
        }
    }

    /** That neither says what it is does not make them one and the same. */
    @Test
    void aCardThatNothingIsKnownByIsNotThatOne() throws IOException {
        Files.delete(card.folder().resolve("device/cid"));
        Medium unknown = Media.labelled(
                medium(CID), new Labels(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        HeldKernel kernel = new HeldKernel(179, 32, 8192 * 512);
        try (CardParts held = CardParts.hold(kernel, machine.files(), unknown, List.of("boot0"), LONG_MILLIS)) {
            assertThat(held.notHeld()).contains("boot0: another card is in its place");
            assertThat(kernel.opened).isEmpty();
        }
    }

    @Test
    void aPartThatIsNotThereOrOfAnotherSizeIsNotHeld() {
        try (CardParts held = CardParts.hold(
                new HeldKernel(179, 32, 8192 * 512), machine.files(), medium(CID), List.of("boot1"), LONG_MILLIS)) {
            assertThat(held.notHeld()).contains("boot1: the card has none");
        }
        HeldKernel other = new HeldKernel(179, 32, 512);
        try (CardParts held = CardParts.hold(other, machine.files(), medium(CID), List.of("boot0"), LONG_MILLIS)) {
            assertThat(held.notHeld()).get().asString().contains("is not what the kernel shows");
        }
        assertThat(other.openNow()).isZero();
    }

    @Timeout(60)
    @Test
    void oneThatGivesNoAnswerIsNotWaitedForWithoutAnEndAndIsClosedWhenItDoes() {
        HeldKernel kernel = new HeldKernel(179, 32, 8192 * 512);
        CountDownLatch answers = new CountDownLatch(1);
        kernel.answers = answers;
        try (CardParts held = CardParts.hold(kernel, machine.files(), medium(CID), List.of("boot0"), SHORT_MILLIS)) {
            assertThat(held.notHeld())
                    .contains("mmcblk0boot0: expected an answer within " + SHORT_MILLIS + " ms, found none so far");
            assertThat(held.held()).isEmpty();
            answers.countDown();
            Soon.until("it was opened and closed", () -> kernel.closed.get() == 1);
            assertThat(kernel.openNow()).isZero();
        }
    }
}
