package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.home.StationHome;

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
        try (PhoneStore.Held _ = store.create(ticket)) {
            assertThat(store.hold(ticket)).isEmpty();
            PhoneTicket other = ticket(2, Optional.empty());
            try (PhoneStore.Held _ = store.create(other)) {
                assertThat(store.isPlaceHeldByAnother(other, other.place())).isTrue();
                assertThat(store.isPlaceHeldByAnother(
                                other, UsbPlace.parse("1-1").orElseThrow()))
                        .isFalse();
            }
        }
        try (PhoneStore.Held _ = store.hold(ticket).orElseThrow()) {
            assertThat(store.open()).hasSize(2);
        }
    }

    @Test
    void whatIsDiscardedLeavesNothingAlsoIfThatWasCutOff() throws Exception {
        PhoneTicket ticket = ticket(1, Optional.empty());
        try (PhoneStore.Held _ = store.create(ticket)) {
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
