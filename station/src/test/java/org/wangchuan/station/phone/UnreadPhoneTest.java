package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.phone.verdict.PhoneVerdictRules;
import org.wangchuan.engine.plan.Plan.Unsatisfiable;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.phone.PhonePeople.Answer;
import org.wangchuan.station.phone.PhonePeople.Wanted;

/** A phone that can't be read, of which nothing but what the program's own reader makes of its descriptors is told: people say which system it runs. */
@Timeout(120)
class UnreadPhoneTest {
    private static final String SERIAL = "FMR0223C12345678";

    @TempDir
    Path folder;

    /** Nothing catches this. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** People who don't turn anything on, and note what was in the plan. */
    private static final class Without extends Told {
        private final MadePeople people;
        private final List<String> obstacles = new ArrayList<>();

        Without(MadePeople people) {
            super(people);
            this.people = people;
            people.onMissing = _ -> Answer.WITHOUT;
        }

        @Override
        public void tell(PhoneNotice notice) {
            if (!(notice instanceof PhoneNotice.TurnOnAsking)) {
                people.tell(notice);
            }
        }

        @Override
        public Optional<PhoneTechnique> choose(PhonePlan plan, List<OwnersPart> parts, Facts known)
                throws PeopleAwayException {
            plan.obstacles().stream().map(Unsatisfiable::code).forEach(obstacles::add);
            return super.choose(plan, parts, known);
        }
    }

    private PhoneWorld world() throws Exception {
        return new PhoneWorld(folder);
    }

    private static MadePhone silent() {
        MadePhone phone = new MadePhone(SERIAL);
        phone.setDebugging(false);
        return phone;
    }

    private static MadePeople people(MadePhone phone, String system) {
        MadePeople people = new MadePeople(phone);
        people.system = Optional.of(system);
        people.technique = system + "-reset-by-hand";
        return people;
    }

    private static List<Fact> systems(PhoneEvidence evidence) {
        return evidence.history().seen().stream()
                .flatMap(seen -> seen.facts().all().stream())
                .filter(fact -> fact.property() == Property.SYSTEM)
                .toList();
    }

    /** Its owner can't tap, or it has no debugging on. */
    @ParameterizedTest
    @CsvSource({"android, true", "android, false", "harmonyos, false"})
    void itIsResetByHandByTheWordOfWhoSeesIt(String system, boolean isDebugging) throws Exception {
        PhoneWorld world = world();
        MadePhone phone = new MadePhone(SERIAL);
        phone.setDebugging(isDebugging);
        phone.ownerRefuses(true);
        ShownByDescriptors cable =
                isDebugging ? new ShownByDescriptors(phone, "mtp", "adb") : new ShownByDescriptors(phone, "mtp");
        MadePeople people = people(phone, system);

        PhoneEnd.Finished end = PhoneLaneTest.finished(
                world.lane(cable, new Without(people), Optional.empty()).run());

        assertThat(people.missed()).containsExactly(isDebugging ? Wanted.PERMISSION : Wanted.ASKING_ON);
        assertThat(people.systemsAsked).isEqualTo(1);
        assertThat(phone.timesErased()).isEqualTo(1);
        assertThat(systems(end.evidence())).containsExactly(new Fact(Property.SYSTEM, system, Source.SEEN));
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).containsExactly(Reason.WAY_SHOWS_TOO_LITTLE);

        Receipt receipt = Receipt.parse(Files.readAllBytes(end.files().receipt()));
        Statement.Clearing clearing = StationBooks.open(world.home, PhoneWorld.CLOCK)
                .requireOwn(receipt.clearing().statement());
        assertThat(clearing.claims().verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(clearing.disclosed().phone().flatMap(Phone::system)).contains(system);
        PhoneEvidence evidence =
                PhoneEvidence.read(Files.readAllBytes(end.files().evidence()));
        clearing.claims().evidence().verify(evidence.bytes());
        assertThat(PhoneVerdictRules.judge(evidence)).isEqualTo(end.verdict());
    }

    /** A way that was ordered beforehand asks as well, and nobody asks twice. */
    @Test
    void soIsOneWhoseWayWasOrdered() throws Exception {
        PhoneWorld world = world();
        world.technique = Optional.of("android-reset-by-hand");
        MadePhone phone = silent();
        MadePeople people = people(phone, "android");
        PhoneEnd.Finished end = PhoneLaneTest.finished(
                world.lane(new ShownByDescriptors(phone, "ptp"), new Without(people), Optional.empty())
                        .run());
        assertThat(people.systemsAsked).isEqualTo(1);
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
    }

    @Test
    void whereNobodyCanTellNoWayIsOffered() throws Exception {
        PhoneWorld world = world();
        MadePhone phone = silent();
        MadePeople people = people(phone, "android");
        people.system = Optional.empty();
        Without without = new Without(people);
        assertThat(world.lane(new ShownByDescriptors(phone, "mtp"), without, Optional.empty())
                        .run())
                .isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NOT_CHOSEN));
        assertThat(without.obstacles).containsExactly("KNOWN_TOO_LITTLE");
        assertThat(people.systemsAsked).isEqualTo(1);
        assertThat(phone.timesErased()).isZero();
        assertThat(world.signed()).isZero();
    }

    /** Its descriptors say that it is one, and its ways need what nobody can say. */
    @Test
    void anIphoneIsNotAskedAbout() throws Exception {
        PhoneWorld world = world();
        MadePhone phone = silent();
        MadePeople people = people(phone, "android");
        Without without = new Without(people);
        assertThat(world.lane(new ShownByDescriptors(phone, "apple-normal"), without, Optional.empty())
                        .run())
                .isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NOT_CHOSEN));
        assertThat(people.systemsAsked).isZero();
        assertThat(without.obstacles).containsExactly("KNOWN_TOO_LITTLE");
    }

    @Test
    void norIsOneThatShowsHdc() throws Exception {
        PhoneWorld world = world();
        MadePhone phone = silent();
        MadePeople people = people(phone, "harmonyos");
        PhoneEnd.Finished end = PhoneLaneTest.finished(
                world.lane(new ShownByDescriptors(phone, "mtp", "hdc"), new Without(people), Optional.empty())
                        .run());
        assertThat(people.systemsAsked).isZero();
        assertThat(systems(end.evidence()))
                .isNotEmpty()
                .allMatch(fact -> fact.equals(new Fact(Property.SYSTEM, "harmonyos", Source.USB)));
    }

    /** It is turned on once its owner has agreed, when what it shows is not recorded any more. */
    @Test
    void norOneThatShowsHdcByThen() throws Exception {
        PhoneWorld world = world();
        MadePhone phone = silent();
        ShownByDescriptors cable = new ShownByDescriptors(phone, "mtp");
        MadePeople people = people(phone, "harmonyos");
        Without without = new Without(people);
        boolean[] isOn = {false};
        people.onMissing = _ -> {
            if (!isOn[0]) {
                isOn[0] = true;
                cable.offers("mtp", "hdc");
                phone.setDebugging(false); // it shows itself anew
                return Answer.AGAIN;
            }
            return Answer.WITHOUT;
        };
        PhoneEnd.Finished end = PhoneLaneTest.finished(
                world.lane(cable, without, Optional.empty()).run());
        assertThat(people.systemsAsked).isZero();
        assertThat(end.evidence().history().factsBefore().isSystemTold()).isTrue();
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
    }

    @Test
    void theCableOutranksWhatWasSaid() throws Exception {
        PhoneWorld world = world();
        MadePhone phone = silent();
        ShownByDescriptors cable = new ShownByDescriptors(phone, "mtp");
        MadePeople people = people(phone, "android");
        people.onReset = _ -> {
            cable.offers("mtp", "hdc");
            phone.reset();
        };
        PhoneEnd.Finished end = PhoneLaneTest.finished(
                world.lane(cable, new Without(people), Optional.empty()).run());
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).contains(Reason.NEEDS_CONTRADICTED);
    }

    /** Of what people looked at nobody knows what it was. */
    @Test
    void whoseCableIsPulledWhileTheyLookIsAskedAboutAnew() throws Exception {
        PhoneWorld world = world();
        MadePhone phone = silent();
        MadePeople people = people(phone, "android");
        boolean[] isPulled = {false};
        people.onSystem = () -> {
            if (!isPulled[0]) {
                isPulled[0] = true;
                phone.plugIn(); // anew
            }
        };
        PhoneEnd.Finished end = PhoneLaneTest.finished(
                world.lane(new ShownByDescriptors(phone, "mtp"), new Without(people), Optional.empty())
                        .run());
        assertThat(people.systemsAsked).isEqualTo(2);
        assertThat(systems(end.evidence())).hasSize(1);
    }

    @Test
    void killedBetweenAnyTwoStepsTheyAreAskedOnce() throws Exception {
        int resumed = 0;
        for (int at = 0; ; at++) {
            PhoneWorld world = new PhoneWorld(Files.createDirectories(folder.resolve("at" + at)));
            MadePhone phone = silent();
            ShownByDescriptors cable = new ShownByDescriptors(phone, "mtp");
            MadePeople people = people(phone, "android");
            int[] left = {at};
            world.moments = _ -> {
                if (left[0]-- == 0) {
                    throw new Killed();
                }
            };
            PhoneEnd end;
            try {
                end = world.lane(cable, new Without(people), Optional.empty()).run();
            } catch (Killed _) {
                world.moments = PhoneMoment.Listener.NOBODY;
                boolean isNew = world.store().open().isEmpty();
                end = isNew
                        ? world.lane(cable, new Without(people), Optional.empty())
                                .run()
                        : world.resume(cable, new Without(people));
                resumed += isNew ? 0 : 1;
            }
            PhoneEnd.Finished finished = PhoneLaneTest.finished(end);
            assertThat(people.systemsAsked).as("killed at %d", at).isEqualTo(1);
            assertThat(systems(finished.evidence())).as("killed at %d", at).hasSize(1);
            assertThat(finished.verdict().reasons())
                    .as("killed at %d", at)
                    .containsExactly(Reason.WAY_SHOWS_TOO_LITTLE);
            if (left[0] >= 0) {
                break; // it was not killed any more
            }
        }
        assertThat(resumed).isGreaterThan(5);
    }

    /** Whoever is asked and leaves is asked when they are back; whoever has answered is not, and their job is not read either. */
    @Test
    void whatWasSaidOutlivesAnInterruption() throws Exception {
        PhoneWorld world = world();
        MadePhone phone = new MadePhone(SERIAL);
        phone.ownerRefuses(true);
        ShownByDescriptors cable = new ShownByDescriptors(phone, "mtp", "adb");
        MadePeople first = people(phone, "android");
        first.onSystem = () -> first.isThere = false;
        assertThat(world.lane(cable, new Without(first), Optional.empty()).run())
                .isInstanceOf(PhoneEnd.Interrupted.class);
        MadePeople second = people(phone, "android");
        Told leaving = new Told(new Without(second)) {
            @Override
            public void tell(PhoneNotice notice) {}

            @Override
            public Optional<PhoneTechnique> choose(PhonePlan plan, List<OwnersPart> parts, Facts known)
                    throws PeopleAwayException {
                throw new PeopleAwayException("nobody");
            }
        };
        assertThat(world.resume(cable, leaving)).isInstanceOf(PhoneEnd.Interrupted.class);
        assertThat(second.systemsAsked).isEqualTo(1);

        phone.ownerRefuses(false); // now it would let itself be read
        MadePeople third = people(phone, "android");
        int opened = phone.timesOpened();
        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(cable, new Without(third)));
        assertThat(third.systemsAsked).isZero();
        assertThat(third.missed()).isEmpty();
        assertThat(phone.timesOpened()).isEqualTo(opened);
        assertThat(systems(end.evidence())).hasSize(1);
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
    }
}
