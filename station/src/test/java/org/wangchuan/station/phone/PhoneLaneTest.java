package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Lock;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Tier;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.station.certify.PendingReceipts;
import org.wangchuan.station.forget.Forgetter;
import org.wangchuan.station.forget.Retention;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.phone.PhonePeople.Answer;
import org.wangchuan.station.phone.PhonePeople.Wanted;
import org.wangchuan.station.receipt.ClaimsOfPhone;
import org.wangchuan.station.testing.Soon;

/** One phone from plugging in to the receipt: an honest one, and each that is otherwise. */
@Timeout(120)
class PhoneLaneTest {
    private static final String SERIAL = "37061FDJH0011Z";

    @TempDir
    Path folder;

    @Test
    void aPhoneThatIsResetAndReadAgainIsClearedAndSigned() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);

        PhoneEnd.Finished end = finished(world.lane(phone, people).run());

        assertThat(end.verdict().level()).as("%s", end.verdict()).isEqualTo(Level.CLEARED);
        assertThat(end.verdict().tier()).isEqualTo(Tier.TOLD);
        assertThat(end.verdict().lock()).isEqualTo(Lock.UNLOCKED);
        assertThat(phone.timesErased()).isEqualTo(1);
        assertThat(people.missed()).isEmpty();
        assertThat(people.wasTold(PhoneNotice.TurnOnAsking.class)).isTrue();
        assertThat(people.wasTold(PhoneNotice.StillAsking.class)).isTrue();
        assertThat(world.signed()).isEqualTo(2);
        assertThat(PhoneWorld.files(world.out)).hasSize(3);
        assertThat(world.store().open()).isEmpty();
    }

    @Test
    void whoHoldsTheReceiptCanTellThatTheRecordIsOfThePhone() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);

        PhoneEnd.Finished end =
                finished(world.lane(phone, new MadePeople(phone)).run());

        Receipt receipt = Receipt.parse(Files.readAllBytes(end.files().receipt()));
        Statement.Clearing clearing = StationBooks.open(world.home, PhoneWorld.CLOCK)
                .requireOwn(receipt.clearing().statement());
        assertThat(clearing.claims().verdict()).isEqualTo(Verdict.CLEARED);
        PhoneEvidence evidence =
                PhoneEvidence.read(Files.readAllBytes(end.files().evidence()));
        assertThat(new String(evidence.bytes(), StandardCharsets.UTF_8)).doesNotContain(SERIAL);
        clearing.claims().evidence().verify(evidence.bytes());
        assertThat(clearing.disclosed().phone().flatMap(Phone::serial)).contains(SERIAL);
        assertThat(clearing.disclosed().phone().flatMap(Phone::identityKey)).isPresent();
    }

    @Test
    void whatAMadePhoneProvesIsATestAndWaitsForNoCertificate() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone made = new MadePhone(SERIAL);
        assertThat(finished(world.lane(made, new MadePeople(made)).run()).isTest())
                .isTrue();
        assertThat(new PendingReceipts(world.home).all()).isEmpty();

        MadePhone real = new MadePhone("ZX1G22KHQK", true);
        assertThat(finished(world.lane(real, new MadePeople(real)).run()).isTest())
                .isFalse();
        assertThat(new PendingReceipts(world.home).all()).hasSize(1);
    }

    @Test
    void whatItsHardwareSaysAgainstItCountsWhateverItsSystemTells() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        // Made by a real phone with an unlocked boot loader, for somebody else's question.
        phone.attests(chain("akita_sdk34_TEE_EC_NONE.pem"));

        PhoneEnd.Finished end =
                finished(world.lane(phone, new MadePeople(phone)).run());

        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).contains(Reason.SYSTEM_DOUBTFUL);
        assertThat(phone.timesAttested()).as("before, and once it is back").isEqualTo(2);
    }

    /** The same verdict as of one that makes one, for none is better by it; and it is waited for once. */
    @ParameterizedTest
    @EnumSource(
            value = ContactException.Code.class,
            names = {"GONE", "TIMEOUT", "PROTOCOL", "REFUSED", "ENDED"})
    void aPhoneThatBreaksOffInItsKeyStoreIsErasedAsAnyOther(ContactException.Code code) throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        phone.failsAttesting(code);

        PhoneEnd.Finished end =
                finished(world.lane(phone, new MadePeople(phone)).run());

        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(phone.timesAttested()).isEqualTo(1);
    }

    @Test
    void aPhoneThatMakesNoAttestationIsAskedOnce() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);

        PhoneEnd.Finished end =
                finished(world.lane(phone, new MadePeople(phone)).run());

        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(phone.timesAttested()).isEqualTo(1);
    }

    /** Before the owner's word nothing is put on their phone. */
    @Test
    void aPhoneWhoseOwnerDoesNotAgreeIsAskedForNone() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.agrees = false;

        PhoneEnd _ = world.lane(phone, people).run();

        assertThat(phone.timesAttested()).isZero();
        assertThat(phone.timesOpened()).isZero();
    }

    private static List<byte[]> chain(String file) throws Exception {
        List<byte[]> out = new ArrayList<>();
        try (InputStream in = Files.newInputStream(
                Path.of("../engine/src/test/resources/org/wangchuan/engine/phone/attestation", file))) {
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                out.add(one.getEncoded());
            }
        }
        return out;
    }

    @Test
    void oneThatIsFilledIsResetOnceMoreAndHoldsNothingOfIt() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.technique = "android-reset-fill-reset";

        PhoneEnd.Finished end = finished(world.lane(phone, people).run());

        assertThat(end.verdict().level()).as("%s", end.verdict()).isEqualTo(Level.CLEARED);
        assertThat(phone.timesErased()).isEqualTo(2);
        assertThat(phone.filledBytes()).isZero();
        assertThat(people.wasTold(PhoneNotice.Filling.class)).isTrue();
        assertThat(people.wasTold(PhoneNotice.FilledByShell.class)).isTrue();
        assertThat(people.wasTold(PhoneNotice.StillAsking.class)).isFalse();
        assertThat(end.evidence().filled()).isPresent();
        assertThat(ClaimsOfPhone.work(end.evidence()).fill().orElseThrow().storageBytes())
                .as("whoever has the receipt alone can tell how much of it was free")
                .isEqualTo(end.evidence().filled().orElseThrow().storageBytes());
    }

    @Test
    void nothingOfAJobThatHasEndedIsSecretAndKept() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        PhoneEnd.Finished _ = finished(world.lane(phone, new MadePeople(phone)).run());
        assertThat(PhoneWorld.files(world.home.finished()))
                .contains("events", "phone.json", "receipt")
                .noneMatch(name -> name.startsWith("secret"));
    }

    // -- people

    @Test
    void withoutTheOwnersWordNothingIsAskedWrittenOrKept() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.agrees = false;
        assertThat(world.lane(phone, people).run()).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.DECLINED));

        people.isThere = false; // the input has ended
        assertThat(world.lane(phone, people).run()).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NOBODY));

        assertThat(phone.timesOpened()).isZero();
        assertThat(phone.hasMark()).isFalse();
        assertThat(world.signed()).isZero();
        assertThat(PhoneWorld.files(world.home.phones())).isEmpty();
        assertThat(PhoneWorld.files(world.home.finished())).isEmpty();
    }

    @Test
    void whoWantsNoWayHasNothingSignedAndNothingKept() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.technique = "none of them";
        assertThat(world.lane(phone, people).run()).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NOT_CHOSEN));
        world.technique = Optional.of("ios-erase-device");
        assertThat(world.lane(phone, people).run()).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NOT_OFFERED));
        assertThat(world.signed()).isZero();
        assertThat(phone.timesErased()).isZero();
        assertThat(PhoneWorld.files(world.home.phones())).isEmpty();
    }

    @Test
    void anOwnerWhoDoesNotAllowItIsWaitedForAndNothingIsErased() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        phone.ownerRefuses(true);
        MadePeople people = new MadePeople(phone);
        people.onMissing = missing -> people.missed().size() > 2 ? Answer.END : Answer.AGAIN;
        assertThat(world.lane(phone, people).run()).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NO_PHONE));
        assertThat(people.missed()).containsOnly(Wanted.PERMISSION).hasSize(3);
        assertThat(world.signed()).isZero();
    }

    @Test
    void anOwnerWhoAllowsItLateIsNoLessAnOwner() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        phone.ownerRefuses(true);
        MadePeople people = new MadePeople(phone);
        people.onMissing = _ -> {
            phone.ownerRefuses(false);
            return Answer.AGAIN;
        };
        assertThat(finished(world.lane(phone, people).run()).verdict().level()).isEqualTo(Level.CLEARED);
    }

    @Test
    void whereDebuggingIsOffItsOwnerIsToldAndTheRestFollows() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        phone.setDebugging(false);
        MadePeople people = new MadePeople(phone);
        assertThat(finished(world.lane(phone, people).run()).verdict().level()).isEqualTo(Level.CLEARED);
    }

    @Test
    void whatPeopleSeeAgainstItCounts() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.sees = List.of(new Fact(Property.RESET_PROTECTION, "on", Source.SEEN));
        PhoneEnd.Finished end = finished(world.lane(phone, people).run());
        assertThat(end.verdict().lock()).isEqualTo(Lock.LOCKED);
    }

    /** Also of one that tells over its cable, before its reset and after it, that nobody does. */
    @Test
    void whoManagesItPeopleAreAskedWhetherItTellsOfNobodyOrNot() throws Exception {
        Fact off = new Fact(Property.RESET_PROTECTION, "off", Source.SEEN);
        Map<Facts, Lock> looks = Map.of(
                new Facts(List.of(off)),
                Lock.UNKNOWN,
                new Facts(List.of(off, new Fact(Property.MANAGED, "no", Source.SEEN))),
                Lock.UNLOCKED,
                new Facts(List.of(off, new Fact(Property.MANAGED, "yes", Source.SEEN))),
                Lock.LOCKED);
        int number = 0;
        for (Optional<String> told : List.of(Optional.<String>empty(), Optional.of("no"))) {
            for (Map.Entry<Facts, Lock> look : looks.entrySet()) {
                PhoneWorld world = new PhoneWorld(folder.resolve(Integer.toString(number++)));
                MadePhone phone = new MadePhone(SERIAL);
                phone.tellsOfManagers(told);
                MadePeople people = new MadePeople(phone);
                people.sees = look.getKey().all();
                PhoneEnd.Finished end = finished(world.lane(phone, people).run());
                assertThat(people.looks()).singleElement().asInstanceOf(LIST).contains(Property.MANAGED);
                assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
                assertThat(end.verdict().lock()).as("%s", told).isEqualTo(look.getValue());
            }
        }
    }

    /** Of one that tells of an organisation nobody has to look. */
    @Test
    void whereItTellsOfWhoManagesItNobodyIsAsked() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        phone.tellsOfManagers(Optional.of("yes"));
        MadePeople people = new MadePeople(phone);
        assertThat(finished(world.lane(phone, people).run()).verdict().lock()).isEqualTo(Lock.LOCKED);
        assertThat(people.looks())
                .containsExactly(List.of(Property.SETUP, Property.RESET_PROTECTION, Property.SIM, Property.CARD));
    }

    /** While people look, somebody may put another phone in its place: what they say is of nothing then, and they are asked once more when something is back. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatPeopleSayWhileItIsPulledIsOfNothing(boolean isExchanged) throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople honest = new MadePeople(phone);
        List<Facts> said = new ArrayList<>();
        PhonePeople people = new Told(honest) {
            @Override
            public void tell(PhoneNotice notice) {
                honest.tell(notice);
            }

            @Override
            public Facts observe(List<Property> asked, Facts known) throws PeopleAwayException {
                if (said.isEmpty() && isExchanged) {
                    phone.isExchangedFor("ANOTHER-0001");
                } else if (said.isEmpty()) {
                    phone.plugIn();
                }
                said.add(super.observe(asked, known));
                return said.getLast();
            }
        };
        PhoneEnd.Finished end = finished(world.lane(phone, people).run());
        if (isExchanged) {
            assertThat(said).hasSize(1);
            assertThat(end.verdict().reasons()).contains(Reason.OTHER_PHONE);
            assertThat(end.verdict().lock()).isNotEqualTo(Lock.UNLOCKED);
            assertThat(end.evidence().history().seen()).noneMatch(PhoneEvent.Seen::isByPeople);
        } else {
            assertThat(said).as("asked once more of what is back").hasSize(2);
            assertThat(end.evidence().history().seen())
                    .filteredOn(PhoneEvent.Seen::isByPeople)
                    .hasSize(1);
            assertThat(end.verdict().lock()).isEqualTo(Lock.UNLOCKED);
        }
    }

    @Test
    void whoSeesNothingLeavesTheLockUnknown() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.sees = List.of();
        PhoneEnd.Finished end = finished(world.lane(phone, people).run());
        assertThat(end.verdict().lock()).isNotEqualTo(Lock.UNLOCKED);
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }

    // -- phones

    @Test
    void oneThatNeverGoesIsUnprovenAndSignedAsThat() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.onReset = _ -> {};
        people.onMissing = _ -> Answer.END;
        PhoneEnd.Finished end = finished(world.lane(phone, people).run());
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).contains(Reason.NEVER_GONE);
        assertThat(people.missed()).containsExactly(Wanted.GONE);
        assertThat(world.signed()).isEqualTo(2);
    }

    @Test
    void oneThatNeverComesBackIsUnproven() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.onReset = _ -> phone.pull();
        people.onMissing = _ -> Answer.END;
        PhoneEnd.Finished end = finished(world.lane(phone, people).run());
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).contains(Reason.NOT_BACK);
        assertThat(people.missed()).containsExactly(Wanted.BACK);
    }

    @Test
    void anotherThatComesBackMakesItFailedAndIsLeftAlone() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.technique = "android-reset-fill-reset";
        people.onReset = _ -> {
            phone.reset();
            phone.becomeAnother("ANOTHER-0001");
        };
        PhoneEnd.Finished end = finished(world.lane(phone, people).run());
        assertThat(end.verdict().level()).isEqualTo(Level.FAILED);
        assertThat(end.verdict().reasons()).contains(Reason.OTHER_PHONE);
        assertThat(people.wasTold(PhoneNotice.OtherPhone.class)).isTrue();
        assertThat(phone.filledBytes()).isZero();
        assertThat(phone.timesOpened()).as("only the first one was opened").isEqualTo(1);
    }

    @Test
    void anotherThatIsPluggedInBeforeAnythingIsSetOffIsSentAway() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        phone.setDebugging(false);
        MadePeople honest = new MadePeople(phone);
        PhonePeople people = new Told(honest) {
            private int others;

            @Override
            public void tell(PhoneNotice notice) {
                if (notice instanceof PhoneNotice.TurnOnAsking && others++ == 0) {
                    phone.becomeAnother("ANOTHER-0001");
                } else if (notice instanceof PhoneNotice.OtherPhone) {
                    phone.becomeAnother(SERIAL);
                } else {
                    honest.tell(notice);
                }
            }
        };
        PhoneEnd.Finished end = finished(world.lane(phone, people).run());
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(end.evidence().history().isOtherSeen()).isFalse();
    }

    /** It started anew and says that it was reset: what was left on it is there. */
    @Test
    void oneThatLiesIsSetOffAgainAndThenFailed() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.onReset = _ -> phone.restart();
        PhoneEnd.Finished end = finished(world.lane(phone, people).run());
        assertThat(end.verdict().level()).isEqualTo(Level.FAILED);
        assertThat(end.verdict().reasons()).contains(Reason.STILL_AS_BEFORE);
        assertThat(people.notices().stream()
                        .filter(PhoneNotice.ResetNow.class::isInstance)
                        .map(notice -> ((PhoneNotice.ResetNow) notice).why()))
                .as("nobody is told of a fill")
                .startsWith(PhoneNotice.Why.FIRST, PhoneNotice.Why.AS_IT_WAS)
                .doesNotContain(PhoneNotice.Why.FILLED);
        assertThat(world.signed()).as("one start, one end").isEqualTo(2);
    }

    @Test
    void oneThatAnswersNothingIsGivenUpBeforeAnythingIsDone() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        phone.isSilent(true);
        MadePeople people = new MadePeople(phone);
        people.onMissing = _ -> Answer.END;
        assertThat(world.lane(phone, people).run()).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NO_PHONE));
        assertThat(people.missed()).containsExactly(Wanted.ANSWER);
    }

    @Test
    void oneThatDoesNotTellAllIsReadOnceAndUnproven() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        phone.isReticent();
        MadePeople people = new MadePeople(phone);
        PhoneEnd.Finished end = finished(world.lane(phone, people).run());
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).containsExactly(Reason.AFTER_UNKNOWN);
        assertThat(phone.timesOpened()).as("before, and once after").isLessThanOrEqualTo(3);
    }

    @Test
    void oneThatAnotherProgramLooksAtJustNowIsTriedAgain() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        phone.isInUse(3);
        MadePeople people = new MadePeople(phone);
        assertThat(finished(world.lane(phone, people).run()).verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(people.missed()).isEmpty();
    }

    @Test
    void whatIsForgottenIsForgottenWithItsFolder() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        PhoneEnd.Finished end =
                finished(world.lane(phone, new MadePeople(phone)).run());
        StationBooks books = StationBooks.open(world.home, PhoneWorld.CLOCK);
        Forgetter forgetter = new Forgetter(world.home, books, Retention.NONE);
        Forgetter.Outcome outcome = forgetter.forget(
                end.receipt().clearing().statement(), end.files().receipt());
        assertThat(PhoneWorld.files(world.home.finished())).isEmpty();
        assertThat(outcome.files()).contains(end.files().evidence());
    }

    @Test
    void oneWithoutAnyNumberIsLeftToTheGuidedWorkflow() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone("");
        assertThat(world.lane(phone, new MadePeople(phone)).run())
                .isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NAMELESS));
        assertThat(world.signed()).isZero();
    }

    @Test
    void aFillThatBreaksOffGoesOn() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        phone.breaksFills(1);
        MadePeople people = new MadePeople(phone);
        people.technique = "android-reset-fill-reset";
        people.onMissing = _ -> Answer.AGAIN;
        PhoneEnd.Finished end = finished(world.lane(phone, people).run());
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(people.missed()).containsExactly(Wanted.FILL);
    }

    // -- stopping, and going on

    @Test
    void whoStopsWhileAPhoneHangsIsLetGoAtOnceAndGoesOnLater() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        phone.hangs();
        MadePeople people = new MadePeople(phone);
        PhoneLane lane = world.lane(phone, people);
        FutureTask<Boolean> stopper = new FutureTask<>(() -> {
            try {
                Soon.until("the phone is opened", () -> phone.timesOpened() > 0);
            } finally {
                lane.stop();
            }
            return true;
        });
        Thread.ofPlatform().daemon().start(stopper);
        assertThat(lane.run()).isInstanceOf(PhoneEnd.Interrupted.class);
        assertThat(stopper.get()).isTrue();

        MadePhone again = new MadePhone(SERIAL);
        assertThat(finished(world.resume(again, new MadePeople(again)))
                        .verdict()
                        .level())
                .isEqualTo(Level.CLEARED);
    }

    @Test
    void twoProgramsDoNotWorkOnOneJobNorAtOnePlace() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        PhoneEnd[] others = new PhoneEnd[2];
        people.onReset = _ -> {
            try {
                others[0] = world.resume(phone, new MadePeople(phone));
                others[1] = world.lane(phone, new MadePeople(phone)).run();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            phone.reset();
        };
        PhoneEnd.Finished _ = finished(world.lane(phone, people).run());
        assertThat(others[0])
                .isInstanceOfSatisfying(
                        PhoneEnd.Refused.class, end -> assertThat(end.code()).isEqualTo("JOB_IN_USE"));
        assertThat(others[1])
                .isInstanceOfSatisfying(
                        PhoneEnd.Refused.class, end -> assertThat(end.code()).isEqualTo("PLACE_IN_USE"));
        assertThat(world.store().open()).isEmpty();
    }

    @Test
    void aFolderThatTakesNoReceiptLosesNoResult() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        Files.delete(world.out);
        Files.writeString(world.out, "no folder");
        assertThat(world.lane(phone, new MadePeople(phone)).run())
                .isInstanceOfSatisfying(
                        PhoneEnd.Interrupted.class,
                        end -> assertThat(end.receiptOnly()).isTrue());
        Files.delete(world.out);
        Files.createDirectories(world.out);
        assertThat(finished(world.resume(phone, new MadePeople(phone)))
                        .verdict()
                        .level())
                .isEqualTo(Level.CLEARED);
        assertThat(world.signed()).isEqualTo(2);
    }

    static PhoneEnd.Finished finished(PhoneEnd end) {
        assertThat(end).isInstanceOf(PhoneEnd.Finished.class);
        return (PhoneEnd.Finished) end;
    }
}
