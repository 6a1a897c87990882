package org.wangchuan.station.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.phone.job.PhoneSecret;

/** What was acknowledged is there after anything; what is secret is for one pair of eyes, and goes. */
class PhoneFileJournalTest {
    @TempDir
    Path folder;

    @TempDir
    Path outside;

    @Test
    void aLineThatIsTornAnywhereIsNeverSeenAgain() throws Exception {
        try (PhoneFileJournal journal = PhoneFileJournal.open(folder)) {
            journal.append(line("{\"one\":1}"));
            journal.append(line("{\"two\":2}"));
        }
        byte[] whole = Files.readAllBytes(folder.resolve("events"));
        int second = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int cut = second; cut < whole.length; cut++) {
            Files.write(folder.resolve("events"), Arrays.copyOf(whole, cut));
            try (PhoneFileJournal journal = PhoneFileJournal.open(folder)) {
                assertThat(journal.evidence()).as("cut to %d", cut).isEqualTo(line("{\"one\":1}"));
                journal.append(line("{\"two\":2}"));
            }
            assertThat(Files.readAllBytes(folder.resolve("events"))).isEqualTo(whole);
        }
    }

    @Test
    void whatIsNoLineIsRefused() throws Exception {
        try (PhoneFileJournal journal = PhoneFileJournal.open(folder)) {
            for (String text : new String[] {"", "\n", "{}", "{}\n{}\n"}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> journal.append(text.getBytes(StandardCharsets.UTF_8)));
            }
            assertThat(journal.evidence()).isEmpty();
        }
    }

    @Test
    void aDamagedRecordIsRefusedAndLeftAsItIs() throws Exception {
        try (PhoneFileJournal journal = PhoneFileJournal.open(folder)) {
            journal.append(line("{\"one\":1}"));
            journal.append(line("{\"two\":2}"));
        }
        byte[] whole = Files.readAllBytes(folder.resolve("events"));
        whole[12] ^= 1;
        Files.write(folder.resolve("events"), whole);
        assertThatThrownBy(() -> PhoneFileJournal.open(folder))
                .isInstanceOfSatisfying(
                        JournalException.class,
                        e -> assertThat(FileJournal.isDamage(e)).isTrue());
        assertThat(Files.readAllBytes(folder.resolve("events"))).isEqualTo(whole);
    }

    @Test
    void aSecretIsForItsOwnerAloneAndIsDestroyed() throws Exception {
        try (PhoneFileJournal journal = PhoneFileJournal.open(folder)) {
            for (PhoneSecret which : PhoneSecret.values()) {
                assertThat(journal.secret(which)).isEmpty();
                journal.keep(which, new byte[] {1, 2, (byte) which.name().length()});
            }
            try (var files = Files.list(folder)) {
                assertThat(files)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
            journal.destroySecrets();
            for (PhoneSecret which : PhoneSecret.values()) {
                assertThat(journal.secret(which).isPresent())
                        .as("%s", which)
                        .isEqualTo(which == PhoneSecret.DIGEST_KEY);
            }
            journal.destroyDigestKey();
            assertThat(journal.secret(PhoneSecret.DIGEST_KEY)).isEmpty();
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName()))).containsExactly("events");
        }
    }

    @Test
    void aSecretOutlivesTheProcessAndAnotherTakesItsPlace() throws Exception {
        try (PhoneFileJournal journal = PhoneFileJournal.open(folder)) {
            journal.keep(PhoneSecret.ADB_KEY, new byte[] {1});
        }
        try (PhoneFileJournal journal = PhoneFileJournal.open(folder)) {
            assertThat(journal.secret(PhoneSecret.ADB_KEY)).contains(new byte[] {1});
            journal.keep(PhoneSecret.ADB_KEY, new byte[] {2});
            assertThat(journal.secret(PhoneSecret.ADB_KEY)).contains(new byte[] {2});
            journal.keep(PhoneSecret.ADB_KEY, new byte[0]);
            assertThat(journal.secret(PhoneSecret.ADB_KEY)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatOneTakesThePlaceOfIsOverwrittenWhereItLay(PhoneSecret which) throws Exception {
        Path same = outside.resolve("same");
        try (PhoneFileJournal journal = PhoneFileJournal.open(folder)) {
            journal.keep(which, new byte[] {1, 2, 3});
            Path file = folder.resolve(PhoneFileJournal.SECRET + Json.wireName(which));
            Files.createLink(same, file);
            long bytes = Files.size(same);
            journal.keep(which, new byte[] {4, 5});
            assertThat(Files.readAllBytes(same)).isEqualTo(new byte[(int) bytes]);
            assertThat(journal.secret(which)).contains(new byte[] {4, 5});
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        try (var files = Files.list(folder)) {
            assertThat(files).as("events and the secret").hasSize(2);
        }
    }

    /** Killed once what was there has a second name, or once the other stands in its place. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereThatWasCutOffASecretHoldsAndTheNextStepEndsIt(boolean isBefore) throws Exception {
        Path same = outside.resolve("same");
        Path second = folder.resolve("secret-adb-key.destroyed");
        for (boolean isKept : new boolean[] {true, false}) {
            try (PhoneFileJournal journal = PhoneFileJournal.open(folder)) {
                journal.keep(PhoneSecret.ADB_KEY, new byte[] {1, 2, 3});
            }
            Files.createLink(second, folder.resolve("secret-adb-key"));
            Files.createLink(same, second);
            if (!isBefore) {
                byte[] next = Files.readAllBytes(second);
                Files.delete(folder.resolve("secret-adb-key"));
                Files.write(folder.resolve("secret-adb-key"), next);
            }
            try (PhoneFileJournal journal = PhoneFileJournal.open(folder)) {
                assertThat(journal.secret(PhoneSecret.ADB_KEY)).contains(new byte[] {1, 2, 3});
                if (isKept) {
                    journal.keep(PhoneSecret.ADB_KEY, new byte[] {4});
                    assertThat(journal.secret(PhoneSecret.ADB_KEY)).contains(new byte[] {4});
                } else {
                    journal.destroySecrets();
                    assertThat(journal.secret(PhoneSecret.ADB_KEY)).isEmpty();
                }
            }
            assertThat(second).doesNotExist();
            assertThat(Files.readAllBytes(same)).containsOnly(0);
            Files.delete(same);
        }
    }

    /** A full disk, for one: a folder stands where the new file would be written. */
    @Test
    void whereAnotherCanNotBeKeptTheOneBeforeHolds() throws Exception {
        try (PhoneFileJournal journal = PhoneFileJournal.open(folder)) {
            journal.keep(PhoneSecret.PAIRING, new byte[] {1, 2, 3});
            Path inTheWay =
                    Files.createDirectories(folder.resolve("secret-pairing.new").resolve("something"));
            assertThatThrownBy(() -> journal.keep(PhoneSecret.PAIRING, new byte[] {4}))
                    .isInstanceOf(JournalException.class);
            assertThat(journal.secret(PhoneSecret.PAIRING)).contains(new byte[] {1, 2, 3});
            Files.delete(inTheWay);
            Files.delete(folder.resolve("secret-pairing.new"));
            journal.keep(PhoneSecret.PAIRING, new byte[] {4});
            assertThat(journal.secret(PhoneSecret.PAIRING)).contains(new byte[] {4});
        }
    }

    @Test
    void oneThatIsCutInTheMidstOfKeepingASecretLeavesNoHalfOfIt() throws Exception {
        Files.createDirectories(folder);
        Files.write(folder.resolve("secret-adb-key.new"), new byte[] {1, 2, 3});
        try (PhoneFileJournal journal = PhoneFileJournal.open(folder)) {
            assertThat(journal.secret(PhoneSecret.ADB_KEY)).isEmpty();
            journal.destroySecrets();
        }
        assertThat(folder.resolve("secret-adb-key.new")).doesNotExist();
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
