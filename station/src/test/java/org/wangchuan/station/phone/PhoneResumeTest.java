package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.station.forget.Forgetter;
import org.wangchuan.station.forget.Retention;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.journal.FileJournal;

/** What is told, and to whose phone, when a job that was cut off is gone on with. */
@Timeout(120)
class PhoneResumeTest {
    private static final String SERIAL = "37061FDJH0011Z";

    @TempDir
    Path folder;

    /** Nothing catches this. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Dies the first time that this moment is reached. */
    private static void killAt(PhoneWorld world, PhoneMoment at, MadePhone phone) {
        world.moments = moment -> {
            if (moment == at) {
                throw new Killed();
            }
        };
        try {
            PhoneEnd end = world.lane(phone, new MadePeople(phone)).run();
            throw new AssertionError("it was not killed: " + end);
        } catch (Killed _) {
            world.moments = PhoneMoment.Listener.NOBODY;
        }
    }

    /** Notes which phone hangs there whenever somebody is told to reset it. */
    private static List<String> resets(MadePeople people, MadePhone phone) {
        List<String> hung = new ArrayList<>();
        people.onReset = _ -> {
            hung.add(phone.serial());
            phone.reset();
        };
        return hung;
    }

    @Test
    void whoGoesOnIsNotToldToResetAnotherPhone() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        killAt(world, PhoneMoment.SET_OFF, phone);
        phone.becomeAnother("ANOTHER-0001");
        MadePeople people = new MadePeople(phone);
        List<String> hung = resets(people, phone);
        people.onNotice = notice -> {
            if (notice instanceof PhoneNotice.OtherPhone) {
                phone.becomeAnother(SERIAL);
            }
        };

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, people));

        assertThat(people.wasTold(PhoneNotice.OtherPhone.class)).isTrue();
        assertThat(hung).isNotEmpty().containsOnly(SERIAL);
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }

    @Test
    void oneOfWhichNobodyKnowsWhetherItIsTheSameIsOnlyToBePluggedInAgain() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        killAt(world, PhoneMoment.SET_OFF, phone);
        phone.becomeAnother("");
        MadePeople people = new MadePeople(phone);
        List<String> hung = resets(people, phone);
        people.onNotice = notice -> {
            if (notice instanceof PhoneNotice.PlugInAgain) {
                phone.becomeAnother(SERIAL);
            }
        };

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, people));

        assertThat(people.wasTold(PhoneNotice.PlugInAgain.class)).isTrue();
        assertThat(hung).isNotEmpty().containsOnly(SERIAL);
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }

    // -- nothing was set off

    @Test
    void aJobWhoseKeyIsGoneBeforeAnythingWasSetOffLeavesNothing() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        killAt(world, PhoneMoment.MARKED, phone);
        Path job = world.store().folder(world.store().open().getFirst());
        Files.delete(job.resolve("secret-digest-key"));

        assertThat(world.resume(phone, new MadePeople(phone)))
                .isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NO_RECORD));

        assertThat(PhoneWorld.files(world.home.phones())).isEmpty();
        assertThat(world.signed()).isZero();
    }

    @Test
    void oneThatTellsAnotherNumberBeforeAnythingWasSetOffIsAnotherPhoneAndNoDamage() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        phone.tells("ANOTHER-0001");

        assertThat(world.lane(phone, new MadePeople(phone)).run())
                .isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.OTHER_PHONE));

        assertThat(PhoneWorld.files(world.home.phones())).isEmpty();
        assertThat(phone.timesErased()).isZero();
    }

    // -- phones that are made for tests

    @Test
    void aRealJobDoesNotGoOnWithAMadePhone() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        killAt(world, PhoneMoment.SET_OFF, new MadePhone(SERIAL, true));
        MadePhone made = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(made);
        people.onMissing = _ -> PhonePeople.Answer.END;

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(made, people));

        assertThat(end.isTest()).isFalse();
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).contains(Reason.NOT_BACK);
        assertThat(people.notices().stream().filter(PhoneNotice.OtherPhone.class::isInstance))
                .hasSize(1);
        assertThat(made.timesOpened()).isZero();
        assertThat(made.timesErased()).isZero();
    }

    // -- books

    @Test
    void booksThatRefuseTheResultLoseNothingAndNobodyIsToldThatNothingWasSetOff() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        Path statements = world.home.root().resolve("statements");
        Path away = folder.resolve("away");
        world.moments = moment -> {
            if (moment == PhoneMoment.CLOSED) {
                move(statements, away);
            }
        };
        assertThat(world.lane(phone, new MadePeople(phone)).run()).isInstanceOf(PhoneEnd.Interrupted.class);

        world.moments = PhoneMoment.Listener.NOBODY;
        move(away, statements);
        assertThat(PhoneLaneTest.finished(world.resume(phone, new MadePeople(phone)))
                        .verdict()
                        .level())
                .isEqualTo(Level.CLEARED);
        assertThat(world.signed()).isEqualTo(2);
    }

    private static void move(Path from, Path to) {
        try {
            if (Files.isDirectory(to)) {
                try (Stream<Path> made = Files.walk(to)) {
                    for (Path one : made.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(one);
                    }
                }
            }
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDiskThatTakesNoKeysIsNoDamage() throws Exception {
        JournalException full = new JournalException("the journal can't be written", new IOException("no space"));
        assertThat(FileJournal.isDamage(PhoneKeys.notKept(
                        new ContactException(ContactException.Code.NOT_KEPT, "the keys can't be kept", full))))
                .isFalse();
        assertThat(FileJournal.isDamage(PhoneKeys.notKept(
                        new ContactException(ContactException.Code.ENDED, "the keys of this job are gone"))))
                .isFalse();
    }

    // -- jobs that nobody goes on with

    @Test
    void whereAJobIsUnfinishedNoOtherBeginsAndItIsSaidWhatToDo() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        killAt(world, PhoneMoment.SET_OFF, phone);
        PhoneTicket unfinished = world.store().open().getFirst();

        assertThat(world.lane(phone, new MadePeople(phone)).run())
                .isInstanceOfSatisfying(PhoneEnd.Refused.class, end -> {
                    assertThat(end.code()).isEqualTo("JOB_UNFINISHED");
                    assertThat(end.typed().orElseThrow()).contains("--resume " + unfinished.shortId(), "--give-up");
                    assertThat(end.reason().en())
                            .contains(unfinished.shortId(), "at the station itself")
                            .doesNotContain("--");
                    assertThat(end.reason().zh()).contains(unfinished.shortId()).doesNotContain("--");
                });

        assertThat(world.store().open()).containsExactly(unfinished);
    }

    @Test
    void whatWasSetOffAndIsGivenUpIsSignedAsItIs() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        killAt(world, PhoneMoment.SET_OFF, phone);

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.giveUp(phone, new MadePeople(phone)));

        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(world.signed()).isEqualTo(2);
        assertThat(PhoneWorld.files(world.out)).hasSize(3);
        assertThat(world.store().open()).isEmpty();
        assertThat(PhoneWorld.files(world.home.finished())).noneMatch(name -> name.startsWith("secret"));
    }

    @Test
    void whatWasNotSetOffAndIsGivenUpLeavesNothing() throws Exception {
        for (PhoneMoment at : List.of(PhoneMoment.MADE, PhoneMoment.MARKED)) {
            PhoneWorld world = new PhoneWorld(Files.createDirectories(folder.resolve(at.name())));
            MadePhone phone = new MadePhone(SERIAL);
            killAt(world, at, phone);
            assertThat(world.giveUp(phone, new MadePeople(phone)))
                    .isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.GIVEN_UP));
            assertThat(world.signed()).isZero();
            assertThat(PhoneWorld.files(world.home.phones())).isEmpty();
            assertThat(PhoneWorld.files(world.home.finished())).isEmpty();
        }
    }

    @Test
    void ofAStartThatIsSignedTheTicketStaysAndNoSecret() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        killAt(world, PhoneMoment.STARTED, phone);
        String id = world.store().open().getFirst().shortId();
        assertThat(world.giveUp(phone, new MadePeople(phone)))
                .as("nobody is told that nothing is kept")
                .isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.GIVEN_UP, Optional.of(id)));
        assertThat(world.store().open()).isEmpty();
        assertThat(PhoneWorld.files(world.home.finished()))
                .contains(PhoneStore.TICKET)
                .noneMatch(name -> name.startsWith("secret"));
    }

    @Test
    void aPairingThatCanNotBeUndoneIsToldToPeople() throws Exception {
        for (boolean isOwed : List.of(true, false)) {
            PhoneWorld world = new PhoneWorld(Files.createDirectories(folder.resolve("owed-" + isOwed)));
            MadePhone phone = new MadePhone(SERIAL);
            phone.owes(isOwed);
            MadePeople people = new MadePeople(phone);
            PhoneEnd.Finished _ =
                    PhoneLaneTest.finished(world.lane(phone, people).run());
            assertThat(people.wasTold(PhoneNotice.PairingLeft.class)).isEqualTo(isOwed);

            MadePhone second = new MadePhone("ANOTHER-0001");
            second.owes(isOwed);
            killAt(world, PhoneMoment.MARKED, second);
            MadePeople giving = new MadePeople(second);
            assertThat(world.giveUp(second, giving)).isInstanceOf(PhoneEnd.NotBegun.class);
            assertThat(giving.wasTold(PhoneNotice.PairingLeft.class)).isEqualTo(isOwed);
        }
    }

    @Test
    void aKeyThatAnotherProgramKeepsIsToldInTheEnd() throws Exception {
        for (boolean isElsewhere : List.of(true, false)) {
            PhoneWorld world = new PhoneWorld(Files.createDirectories(folder.resolve("elsewhere-" + isElsewhere)));
            MadePhone phone = new MadePhone(SERIAL);
            if (isElsewhere) {
                phone.isPairedElsewhere();
            }
            MadePeople people = new MadePeople(phone);
            PhoneEnd.Finished _ =
                    PhoneLaneTest.finished(world.lane(phone, people).run());
            assertThat(people.wasTold(PhoneNotice.OtherRecord.class)).isEqualTo(isElsewhere);
            assertThat(people.wasTold(PhoneNotice.PairingLeft.class)).isFalse();
        }
    }

    @Test
    void whoeverIsForgottenIsForgottenAlsoWhereTheJobWasGivenUp() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        killAt(world, PhoneMoment.STARTED, phone);
        assertThat(world.giveUp(phone, new MadePeople(phone))).isInstanceOf(PhoneEnd.NotBegun.class);
        MadePhone other = new MadePhone("ANOTHER-0001");
        killAt(world, PhoneMoment.STARTED, other);
        UUID others = world.store().open().getFirst().startEvent();
        assertThat(world.giveUp(other, new MadePeople(other))).isInstanceOf(PhoneEnd.NotBegun.class);
        PhoneEnd.Finished end =
                PhoneLaneTest.finished(world.lane(phone, new MadePeople(phone)).run());
        StationBooks books = StationBooks.open(world.home, PhoneWorld.CLOCK);

        Forgetter.Outcome _ = new Forgetter(world.home, books, Retention.NONE)
                .forget(end.receipt().clearing().statement(), end.files().receipt());

        assertThat(PhoneWorld.files(world.home.finished()))
                .as("that of the other phone alone")
                .filteredOn(PhoneStore.TICKET::equals)
                .hasSize(1);
        assertThat(books.start(others, Disclosed.NOTHING, StationBooks.Purpose.TEST)
                        .statement())
                .isInstanceOfSatisfying(
                        Statement.Start.class,
                        said -> assertThat(said.disclosed().phone()).isPresent());
    }

    @Test
    void aDamagedJobLosesItsSecretsAndHoldsNoPlace() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        killAt(world, PhoneMoment.SET_OFF, phone);
        Path job = world.store().folder(world.store().open().getFirst());
        byte[] events = Files.readAllBytes(job.resolve("events"));
        events[events.length / 2] ^= 1;
        Files.write(job.resolve("events"), events);
        assertThat(PhoneWorld.files(job)).anyMatch(name -> name.startsWith("secret"));

        assertThat(world.resume(phone, new MadePeople(phone)))
                .isInstanceOfSatisfying(
                        PhoneEnd.Refused.class, end -> assertThat(end.code()).isEqualTo("JOURNAL_DAMAGED"));

        assertThat(world.store().open()).isEmpty();
        assertThat(PhoneWorld.files(world.home.finished()))
                .contains("events")
                .noneMatch(name -> name.startsWith("secret"));
        MadePhone next = new MadePhone(SERIAL);
        assertThat(world.lane(next, new MadePeople(next)).run()).isInstanceOf(PhoneEnd.Finished.class);
    }
}
