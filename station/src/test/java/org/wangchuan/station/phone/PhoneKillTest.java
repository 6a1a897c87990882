package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.phone.PhonePeople.Answer;
import org.wangchuan.station.testing.FaultyFiles;

/** The process dies anywhere, and whoever comes back goes on: one start, one end, and a result that is no better than what was seen. */
@Timeout(600)
class PhoneKillTest {
    private static final String SERIAL = "37061FDJH0011Z";

    @TempDir
    Path folder;

    /** Nothing catches this. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** People who, after an interruption, pull the cable and plug it in again, as they are told. */
    private static MadePeople people(MadePhone phone, String technique) {
        MadePeople people = new MadePeople(phone);
        people.technique = technique;
        people.onReset = reset -> {
            boolean isDone = reset.isResumed()
                    && (reset.why() == PhoneNotice.Why.FILLED ? phone.timesErased() > 1 : phone.timesErased() > 0);
            if (isDone) {
                phone.restart();
            } else {
                phone.reset();
            }
        };
        people.onMissing = _ -> Answer.AGAIN;
        return people;
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"android-reset-read-again", "android-reset-fill-reset"})
    @Tag("slow")
    void killedBetweenAnyTwoStepsItComesToTheSameEnd(String technique) throws Exception {
        Set<PhoneMoment> met = new HashSet<>();
        for (int at = 0; ; at++) {
            PhoneWorld world = new PhoneWorld(Files.createDirectories(folder.resolve(technique + at)));
            MadePhone phone = new MadePhone(SERIAL);
            MadePeople people = people(phone, technique);
            int[] left = {at};
            world.moments = moment -> {
                if (left[0]-- == 0) {
                    met.add(moment);
                    throw new Killed();
                }
            };
            Optional<PhoneEnd> end = run(world, phone, people);
            if (end.isPresent()) {
                assertThat(end.get()).isInstanceOf(PhoneEnd.Finished.class);
                break; // it was not killed any more
            }
            world.moments = PhoneMoment.Listener.NOBODY;
            List<PhoneTicket> open = world.store().open();
            PhoneEnd then = open.isEmpty() ? world.lane(phone, people).run() : world.resume(phone, people);
            PhoneEnd.Finished finished = PhoneLaneTest.finished(then);
            assertThat(finished.verdict().level())
                    .as(
                            "killed at %d: %s, %s",
                            at,
                            finished.verdict(),
                            finished.evidence().events().stream()
                                    .map(one -> one.getClass().getSimpleName())
                                    .toList())
                    .isEqualTo(Level.CLEARED);
            assertThat(world.signed()).as("killed at %d", at).isEqualTo(2);
            assertThat(world.store().open()).as("killed at %d", at).isEmpty();
            assertThat(PhoneWorld.files(world.home.finished())).noneMatch(name -> name.startsWith("secret"));
            assertThat(PhoneWorld.files(world.out)).as("killed at %d", at).hasSize(3);
        }
        assertThat(met)
                .contains(
                        PhoneMoment.MADE,
                        PhoneMoment.STEP,
                        PhoneMoment.MARKED,
                        PhoneMoment.STARTED,
                        PhoneMoment.SET_OFF,
                        PhoneMoment.CLOSED,
                        PhoneMoment.SIGNED,
                        PhoneMoment.WRITTEN);
    }

    private static Optional<PhoneEnd> run(PhoneWorld world, MadePhone phone, MadePeople people) {
        try {
            return Optional.of(world.lane(phone, people).run());
        } catch (Killed _) {
            return Optional.empty();
        }
    }

    /** What a loss of power leaves of the record is a beginning of it: each of them is gone on with. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @Tag("slow")
    void anyBeginningOfTheRecordIsGoneOnWith() throws Exception {
        PhoneWorld whole = new PhoneWorld(Files.createDirectories(folder.resolve("whole")));
        MadePhone first = new MadePhone(SERIAL);
        whole.moments = moment -> {
            if (moment == PhoneMoment.CLOSED) {
                throw new Killed();
            }
        };
        assertThat(run(whole, first, people(first, "android-reset-read-again"))).isEmpty();
        PhoneTicket ticket = whole.store().open().getFirst();
        byte[] events = Files.readAllBytes(whole.store().folder(ticket).resolve("events"));
        int lines = (int) new String(events, StandardCharsets.UTF_8).lines().count();
        for (int kept = 0; kept < lines; kept++) {
            PhoneWorld world = new PhoneWorld(Files.createDirectories(folder.resolve("cut" + kept)));
            copy(whole.home, world.home);
            Files.write(world.store().folder(ticket).resolve("events"), torn(events, kept));
            MadePhone phone = new MadePhone(SERIAL);
            PhoneEnd end = world.resume(phone, people(phone, "android-reset-read-again"));
            assertThat(end)
                    .as("%d of %d lines", kept, lines)
                    .isInstanceOfAny(PhoneEnd.Finished.class, PhoneEnd.NotBegun.class);
            // The secrets were destroyed when it was closed: with the key of its digests alone a phone is known again,
            // and nothing that was left on it.
            if (end instanceof PhoneEnd.Finished finished) {
                boolean isWhole = finished.evidence().events().stream().anyMatch(PhoneEvent.Closed.class::isInstance);
                assertThat(isWhole).isTrue();
            }
        }
    }

    /** So many whole lines and half of the next one. */
    private static byte[] torn(byte[] events, int lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        for (int line = 0; line < lines; line++) {
            int end = at;
            while (events[end] != '\n') {
                end++;
            }
            out.write(events, at, end + 1 - at);
            at = end + 1;
        }
        out.writeBytes(Arrays.copyOfRange(events, at, Math.min(events.length, at + 20)));
        return out.toByteArray();
    }

    private static void copy(StationHome from, StationHome to) throws IOException {
        try (Stream<Path> all = Files.walk(from.root())) {
            for (Path one : all.toList()) {
                Path there = to.root().resolve(from.root().relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(there);
                } else {
                    Files.copy(one, there);
                }
            }
        }
    }

    /** The last changes of files, one after the other: what has its receipt never loses it. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @Tag("slow")
    void killedAtAnyOfTheLastChangesOfAFileItsReceiptComesOut() throws Exception {
        FaultyFiles files = new FaultyFiles();
        long steps = steps(files);
        for (long at = steps - 1; at > steps - 40 && at > 0; at--) {
            FaultyFiles faulty = new FaultyFiles();
            Path root = Files.createDirectories(folder.resolve("file" + at));
            PhoneWorld world = new PhoneWorld(faulty.path(root));
            MadePhone phone = new MadePhone(SERIAL);
            faulty.faultAt(at, FaultyFiles.Fault.KILLED);
            PhoneEnd end =
                    world.lane(phone, people(phone, "android-reset-read-again")).run();
            faulty.restart();
            if (end instanceof PhoneEnd.Finished) {
                continue; // it died in what needs no file any more
            }
            if (!world.store().open().isEmpty()) {
                end = world.resume(phone, people(phone, "android-reset-read-again"));
                assertThat(end).as("killed at change %d of %d", at, steps).isInstanceOf(PhoneEnd.Finished.class);
            }
            assertThat(PhoneWorld.files(root.resolve("out")))
                    .as("killed at change %d of %d", at, steps)
                    .anyMatch(name -> name.endsWith(".receipt.json"));
            assertThat(world.signed()).as("killed at change %d", at).isEqualTo(2);
        }
    }

    private long steps(FaultyFiles files) throws IOException {
        Path root = Files.createDirectories(folder.resolve("steps"));
        PhoneWorld world = new PhoneWorld(files.path(root));
        MadePhone phone = new MadePhone(SERIAL);
        files.faultAt(Long.MAX_VALUE, FaultyFiles.Fault.KILLED);
        PhoneEnd.Finished _ = PhoneLaneTest.finished(
                world.lane(phone, people(phone, "android-reset-read-again")).run());
        return files.steps();
    }
}
