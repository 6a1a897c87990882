package org.wangchuan.engine.phone.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.read.Reading;
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
    void aConnectionThatEndsProvesNothing() throws Exception {
        loader.goneAt("erase:userdata");
        try (PhoneSession session = open()) {
            EraseAnswer answer = session.erase(MadeCables.soon());
            assertThat(answer.kind()).isEqualTo(EraseAnswer.Kind.ENDED);
            assertThat(answer.answer()).isEmpty();
        }
    }
}
