package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.journal.JobHold;

/** The folders of phones' jobs. */
class PhoneStoreTest {
    @TempDir
    Path folder;

    private StationHome home = new StationHome(Path.of(""));
    private PhoneStore store = new PhoneStore(home);

    @BeforeEach
    void prepare() throws IOException {
        home = new StationHome(folder.resolve("station"));
        home.prepare();
        store = new PhoneStore(home);
    }

    @Test
    void aTicketIsReadAsItWasWritten() throws Exception {
        for (PhoneTicket ticket : new PhoneTicket[] {ticket(1, Optional.of("tag")), ticket(2, Optional.empty())}) {
            assertThat(PhoneTicket.read(ticket.toBytes())).isEqualTo(ticket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[]", "{\"format\":\"wangchuan-phone-job/v9\"}", "\u0000"})
    void aFolderWithAnotherTicketIsNoJobAndHidesNone(String other) throws Exception {
        store.create(ticket(1, Optional.empty())).close();
        Path strange = Files.createDirectories(home.phones().resolve("strange"));
        Files.writeString(strange.resolve(PhoneStore.TICKET), other);
        assertThat(store.open()).containsExactly(ticket(1, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"format\":\"wangchuan-phone-job/v9\"}", "\u0000"})
    void oneWhoseTicketCanNotBeReadIsListedAndLosesItsSecretsWhenItIsGivenUp(String damaged) throws Exception {
        PhoneTicket whole = ticket(1, Optional.empty());
        store.create(whole).close();
        PhoneTicket ticket = ticket(2, Optional.empty());
        store.create(ticket).close();
        Path folder = store.folder(ticket);
        for (String secret : List.of("secret-adb-key", "secret-pairing", "secret-digest-key.new")) {
            Files.writeString(folder.resolve(secret), "secret");
        }
        Files.writeString(folder.resolve("events"), "");
        Files.writeString(folder.resolve(PhoneStore.TICKET), damaged);

        assertThat(store.open()).containsExactly(whole);
        LostPhoneJob lost = new LostPhoneJob(folder);
        assertThat(store.lost()).containsExactly(lost);
        assertThat(lost.shortId()).isEqualTo(ticket.shortId());
        store.sweep();
        assertThat(store.lost()).as("nobody gives it up but people").containsExactly(lost);

        try (JobHold _ = store.hold(ticket).orElseThrow()) {
            assertThat(store.giveUp(lost)).as("somebody works on it").isEmpty();
            assertThat(folder.resolve("secret-adb-key")).exists();
        }
        Path kept = store.giveUp(lost).orElseThrow();
        assertThat(PhoneWorld.files(kept))
                .contains("events", PhoneStore.TICKET)
                .noneMatch(name -> name.startsWith("secret"));
        assertThat(folder).doesNotExist();
        assertThat(store.lost()).isEmpty();
        assertThat(store.open()).containsExactly(whole);
    }

    /** The plug was pulled between the last secret and the move. */
    @Test
    void givingUpThatWasCutOffIsDoneAgain() throws Exception {
        PhoneTicket ticket = ticket(1, Optional.empty());
        store.create(ticket).close();
        Files.writeString(store.folder(ticket).resolve(PhoneStore.TICKET), "{");
        Files.writeString(store.folder(ticket).resolve("secret-adb-key"), "secret");
        DurableFiles.destroy(store.folder(ticket).resolve("secret-adb-key"));
        assertThat(store.giveUp(store.lost().getFirst())).isPresent();
        assertThat(store.lost()).isEmpty();
    }

    /** It would be looked for, held and worked on in the folder that it names. */
    @Test
    void aTicketInTheFolderOfAnotherJobIsNone() throws Exception {
        PhoneTicket ticket = ticket(1, Optional.empty());
        store.create(ticket).close();
        Path other = Files.createDirectories(home.phones().resolve(new UUID(7, 2).toString()));
        Files.write(other.resolve(PhoneStore.TICKET), ticket.toBytes());
        assertThat(store.open()).containsExactly(ticket);
        assertThat(store.lost()).containsExactly(new LostPhoneJob(other));
    }

    @Test
    void keysWithoutATicketAreSweptAway() throws Exception {
        Path folder = Files.createDirectories(home.phones().resolve(new UUID(7, 3).toString()));
        Files.writeString(folder.resolve("secret-adb-key"), "secret");
        store.sweep();
        assertThat(folder).doesNotExist();
    }

    /** Another lane discards it at this moment; and what is no folder of a job costs nobody anything. */
    @Test
    void whatAnotherLaneHoldsIsNotSweptAndNothingKeepsTheRestFromBeing() throws Exception {
        Path held = Files.createDirectories(home.phones().resolve(new UUID(7, 4).toString()));
        Path cut = Files.createDirectories(home.phones().resolve(new UUID(7, 5).toString()));
        Files.writeString(held.resolve("secret-adb-key"), "secret");
        Files.writeString(cut.resolve("secret-adb-key"), "secret");
        Files.writeString(home.phones().resolve("none"), "");
        try (JobHold _ = JobHold.of(held).orElseThrow()) {
            store.sweep();
            assertThat(held.resolve("secret-adb-key")).exists();
        }
        assertThat(cut).doesNotExist();
        store.sweep();
        assertThat(held).doesNotExist();
    }

    @Test
    void aNameOfFilesThatLeadsElsewhereIsRefused() {
        byte[] bytes = new String(ticket(1, Optional.empty()).toBytes(), StandardCharsets.UTF_8)
                .replace("\"phone-1\"", "\"../phone\"")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> PhoneTicket.read(bytes)).isInstanceOf(ShapeException.class);
    }

    @Test
    void aJobThatIsHeldIsNobodyElses() throws Exception {
        PhoneTicket ticket = ticket(1, Optional.empty());
        try (JobHold _ = store.create(ticket)) {
            assertThat(store.hold(ticket)).isEmpty();
            PhoneTicket other = ticket(2, Optional.empty());
            try (JobHold _ = store.create(other)) {
                assertThat(store.isPlaceHeldByAnother(other, other.place()::equals))
                        .isTrue();
                assertThat(store.isPlaceHeldByAnother(
                                other, UsbPlace.parse("1-1").orElseThrow()::equals))
                        .isFalse();
            }
        }
        try (JobHold _ = store.hold(ticket).orElseThrow()) {
            assertThat(store.open()).hasSize(2);
        }
    }

    @Test
    void whatIsDiscardedLeavesNothingAlsoIfThatWasCutOff() throws Exception {
        PhoneTicket ticket = ticket(1, Optional.empty());
        try (JobHold _ = store.create(ticket)) {
            Files.writeString(store.folder(ticket).resolve("events"), "something");
            store.discard(ticket);
        }
        assertThat(store.folder(ticket)).doesNotExist();

        PhoneTicket cut = ticket(2, Optional.empty());
        store.create(cut).close();
        Files.writeString(store.folder(cut).resolve("events"), "something");
        Files.delete(store.folder(cut).resolve(PhoneStore.TICKET));
        assertThat(store.open()).isEmpty();
        store.sweep();
        assertThat(store.folder(cut)).doesNotExist();
    }

    private static PhoneTicket ticket(int number, Optional<String> asset) {
        return new PhoneTicket(
                new UUID(7, number),
                MadePhone.PLACE,
                "gb-46864-2025",
                1,
                asset,
                Optional.empty(),
                true,
                new UUID(8, number),
                new UUID(9, number),
                "phone-" + number);
    }
}
