package org.wangchuan.engine.phone.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.plan.PhonePlanner;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.usb.testing.Gadgets;

/** A phone in its boot loader, which erases only what says that it may be. */
@Timeout(60)
class BootLoaderContactTest {
    @TempDir
    Path folder;

    private final MadeBootLoader loader = new MadeBootLoader();
    private PhoneContact contact;

    @BeforeEach
    void plugIn() throws Exception {
        MadeCables made = new MadeCables(folder, folder.resolve("no-usbmuxd"));
        made.bootLoader("1-1", loader);
        made.plug("1-1", Gadgets.pixelInFastboot(), "MADE-SERIAL-0042");
        contact = made.contact("1-1");
    }

    private PhoneSession open() throws ContactException {
        return contact.open(new KeptKeys().make(), PermissionListener.NONE, MadeCables.patience(), MadeCables.soon());
    }

    @Test
    void itTellsWhetherItIsUnlockedOnceItsOwnerConsented() throws Exception {
        try (PhoneSession session = open()) {
            Reading reading = session.read(MadeCables.DIGESTS, MadeCables.soon());
            assertThat(reading.facts().said(Property.BOOTLOADER)).contains("unlocked");
            assertThat(reading.facts().said(Property.MODE)).contains("bootloader");
            loader.variable("unlocked", "no");
            assertThat(session.read(MadeCables.DIGESTS, MadeCables.soon())
                            .facts()
                            .said(Property.BOOTLOADER))
                    .contains("locked");
            loader.variable("unlocked", "perhaps");
            assertThat(session.read(MadeCables.DIGESTS, MadeCables.soon()).untold())
                    .contains(Property.BOOTLOADER);
        }
        assertThat(loader.isTaken()).isFalse();
    }

    /** What its way asks for it shows itself: nobody has to have read its system before. */
    @Test
    void itsOwnWayIsOfferedOfWhatItTells() throws Exception {
        try (PhoneSession session = open()) {
            Facts known = contact.unasked(MadeCables.DIGESTS, MadeCables.soon())
                    .facts()
                    .with(session.read(MadeCables.DIGESTS, MadeCables.soon()).facts());
            PhonePlan plan = PhonePlanner.plan(
                    known, PolicyCatalogue.find(PolicyCatalogue.DEFAULT_ID).orElseThrow());
            assertThat(plan.offers())
                    .extracting(offer -> offer.technique().id())
                    .containsExactly("android-fastboot-erase", "android-reset-by-hand");
            assertThat(OwnersPart.of(known))
                    .extracting(OwnersPart::code)
                    .doesNotContain(OwnersPart.Code.ALLOW_DEBUGGING);
        }
    }

    @Test
    void anUnlockedOneErasesAndStartsAnew() throws Exception {
        try (PhoneSession session = open()) {
            EraseAnswer answer = session.erase(MadeCables.soon());
            assertThat(answer.kind()).isEqualTo(EraseAnswer.Kind.ACCEPTED);
            assertThat(loader.commands()).containsExactly("getvar:unlocked", "erase:userdata", "reboot");
        }
    }

    @Test
    void anyOtherIsNotAskedTo() throws Exception {
        for (String word : new String[] {"no", "perhaps"}) {
            loader.variable("unlocked", word);
            try (PhoneSession session = open()) {
                assertThat(catchThrowableOfType(ContactException.class, () -> session.erase(MadeCables.soon()))
                                .code())
                        .isEqualTo(Code.BOOTLOADER_LOCKED);
            }
        }
        assertThat(loader.commands()).noneMatch(command -> command.startsWith("erase"));
    }

    @Test
    void oneThatSaysNoSaysItInOurWords() throws Exception {
        loader.refuses("erase:userdata");
        try (PhoneSession session = open()) {
            EraseAnswer answer = session.erase(MadeCables.soon());
            assertThat(answer.kind()).isEqualTo(EraseAnswer.Kind.REFUSED);
            assertThat(answer.answer()).isEqualTo("refused");
        }
        assertThat(loader.commands()).doesNotContain("reboot");
    }

    /** That it is erased and does not start anew is for somebody's hand. */
    @Test
    void oneThatErasesAndDoesNotStartAnewHasErased() throws Exception {
        loader.refuses("reboot");
        try (PhoneSession session = open()) {
            EraseAnswer answer = session.erase(MadeCables.soon());
            assertThat(answer.kind()).isEqualTo(EraseAnswer.Kind.ACCEPTED);
            assertThat(answer.answer()).isEqualTo("okay, refused");
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsNoAnswer() throws Exception {
        loader.silentAt("erase:userdata");
        try (PhoneSession session = open()) {
            Deadline halfASecond = Deadline.after(Duration.ofMillis(500));
            assertThat(catchThrowableOfType(ContactException.class, () -> session.erase(halfASecond))
                            .code())
                    .isEqualTo(Code.TIMEOUT);
        }
    }

    @Test
    void aConnectionThatEndsProvesNothing() throws Exception {
        loader.goneAt("erase:userdata");
        try (PhoneSession session = open()) {
            EraseAnswer answer = session.erase(MadeCables.soon());
            assertThat(answer.kind()).isEqualTo(EraseAnswer.Kind.ENDED);
            assertThat(answer.answer()).isEmpty();
        }
    }
}
