package org.wangchuan.platform.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.platform.tls.AcmeFault.Code;

/** Each look at the file is another process: what counts is what was on disk when the plug was pulled. */
class AttemptsTest {
    private static final String NAME = "shop.example.org";
    private static final URI SERVER = URI.create("https://authority.example/dir");

    @TempDir
    private Path folder = Path.of("");

    private Instant now = Instant.parse("2026-11-27T10:00:00Z");

    @Test
    void fourAttemptsAnHourAndNoFifthHoweverOftenItIsStarted() throws IOException {
        List<Instant> made = new ArrayList<>();
        for (int minute = 0; minute < 24 * 60; minute++) {
            if (attempts().wait(NAME).isEmpty()) {
                attempts().begin(); // and the plug is pulled
                made.add(now);
            }
            now = now.plusSeconds(60);
        }
        assertThat(made).hasSize(24 * Attempts.FAILED_MAX);
        for (int i = Attempts.FAILED_MAX; i < made.size(); i++) {
            assertThat(Duration.between(made.get(i - Attempts.FAILED_MAX), made.get(i)))
                    .isGreaterThanOrEqualTo(Attempts.HOUR);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("attempts"))))
                .isEqualTo("rw-------");
    }

    @Test
    void eachRefusalIsFollowedByALongerWaitAndASuccessBeginsAnew() throws IOException {
        assertThat(waitsAfter(refused(), 7)).containsExactly(15L, 30L, 60L, 120L, 240L, 240L, 240L);
        attempts().got(false);
        assertThat(waitsAfter(refused(), 1)).containsExactly(15L);
    }

    /** What reached nobody counts with nobody, and a shop whose router comes up late is not to wait for hours. */
    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {"ACME_UNREACHABLE", "ACME_UNTRUSTED"})
    void whatReachedNobodyIsTriedAgainSoonAndIsNotCounted(Code code) throws IOException {
        AcmeFault fault = new AcmeFault(code, "nobody there");
        List<Instant> next = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            attempts().begin();
            next.add(attempts().failed(fault));
        }
        assertThat(next.stream().map(at -> Duration.between(now, at).toSeconds()))
                .containsExactly(30L, 60L, 120L, 240L, 480L, 960L, 1920L, 3600L, 3600L);
        now = next.getLast();
        assertThat(attempts().wait(NAME)).isEmpty();
    }

    /** The authority counts what it finds from the moment when it is told to look, also if its answer never comes. */
    @Test
    void whatBrokeOffWhileTheAuthorityWasLookingCounts() throws IOException {
        for (int i = 0; i < Attempts.FAILED_MAX; i++) {
            assertThat(attempts().wait(NAME)).isEmpty();
            Attempts one = attempts();
            one.begin();
            one.challenged();
            now = one.failed(new AcmeFault(Code.ACME_UNREACHABLE, "the line went dead"));
        }
        assertThat(attempts().wait(NAME))
                .hasValueSatisfying(wait -> assertThat(wait.getMessage()).contains("asked 4 times within an hour"));
    }

    /** Whoever starts it over and over asks within the quarter of an hour no more often than one that never ended; who has mended something waits no longer. */
    @Test
    void theTimeOfTheNextTryOutlivesTheProcess() throws IOException {
        for (Code code : List.of(Code.ACME_UNREACHABLE, Code.ACME_REFUSED, Code.ACME_ANSWER, Code.ACME_RATE_LIMITED)) {
            attempts().begin();
            Instant next = attempts().failed(new AcmeFault(code, "for this reason"));
            Instant soonest = now.plus(Duration.ofMinutes(15));
            Instant kept = next.isBefore(soonest) ? next : soonest;
            now = kept.minusMillis(1);
            assertThat(attempts().wait(NAME)).as(code.name()).hasValueSatisfying(wait -> {
                assertThat(wait.notBefore()).contains(kept);
                assertThat(wait.getMessage()).contains(code + ": for this reason");
            });
            now = kept;
            assertThat(attempts().wait(NAME)).as(code.name()).isEmpty();
        }
        attempts().begin();
        var _ = attempts().failed(refused());
        now = now.minus(Duration.ofDays(400));
        assertThat(attempts().wait(NAME))
                .as("a clock that was wrong keeps nobody waiting")
                .isEmpty();
    }

    /** What another command mends is tried with it at once. */
    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {"ACME_TERMS", "ACME_PORT", "ACME_CA", "ACME_UNTRUSTED", "ACME_CLOCK"})
    void anotherCommandIsNotKeptWaiting(Code code) throws IOException {
        attempts().begin();
        var _ = attempts().failed(new AcmeFault(code, "of this machine"));
        assertThat(attempts().wait(NAME)).isEmpty();
    }

    @Test
    void whatIsCountedIsKeptForEachNameAndAuthority() throws IOException {
        for (int i = 0; i < Attempts.FAILED_MAX; i++) {
            attempts().begin();
        }
        attempts().keepOrder(Optional.of(URI.create("https://authority.example/order/1")));
        Path file = folder.resolve("attempts");
        for (int i = 1; i < Attempts.PAIRS_MAX; i++) {
            Attempts other = new Attempts(file, NAME, URI.create("https://other" + i + ".example/dir"), () -> now);
            assertThat(other.wait(NAME)).isEmpty();
            other.begin();
        }
        assertThat(attempts().wait(NAME)).isPresent();
        assertThat(attempts().order()).as("its key is another's by now").isEmpty();
        new Attempts(file, NAME, URI.create("https://one-more.example/dir"), () -> now).begin();
        assertThat(attempts().wait(NAME)).as("a file has an end").isEmpty();
    }

    @Test
    void aCertificateThatCantBeUsedCounts() throws IOException {
        for (int i = 0; i < Attempts.GOT_MAX; i++) {
            attempts().keepOrder(Optional.of(URI.create("https://authority.example/order/" + i)));
            attempts().begin();
            attempts().spent();
            assertThat(attempts().order()).isEmpty();
            now = now.plus(Duration.ofHours(2));
        }
        assertThat(attempts().wait(NAME))
                .hasValueSatisfying(wait -> assertThat(wait.getMessage()).contains("4 certificates within a week"));
    }

    @Test
    void whenTheAuthoritySaysToComeAgainIsKept() throws IOException {
        Instant told = now.plus(Duration.ofHours(5));
        attempts().begin();
        assertThat(attempts().failed(limited(told))).isEqualTo(told);
        assertThat(attempts().wait(NAME)).hasValueSatisfying(wait -> {
            assertThat(wait.code()).isEqualTo(Code.ACME_WAIT);
            assertThat(wait.notBefore()).contains(told);
        });
        now = told;
        assertThat(attempts().wait(NAME)).isEmpty();
    }

    /** Nobody's limit is longer than a week; a year would be a slip, and a shop without a certificate is closed. */
    @Test
    void aWaitBeyondAWeekIsAWeek() throws IOException {
        attempts().begin();
        assertThat(attempts().failed(limited(now.plus(Duration.ofDays(400))))).isEqualTo(now.plus(Attempts.WEEK));
        now = now.plus(Attempts.WEEK);
        assertThat(attempts().wait(NAME)).isEmpty();
    }

    @Test
    void certificatesWhoseFileIsLostAreNotHadAgainForEver() throws IOException {
        for (int i = 0; i < Attempts.GOT_MAX; i++) {
            assertThat(attempts().wait(NAME)).isEmpty();
            attempts().begin();
            attempts().got(true);
            now = now.plus(Duration.ofHours(2));
        }
        assertThat(attempts().wait(NAME))
                .hasValueSatisfying(wait -> assertThat(wait.getMessage()).contains("4 certificates within a week"));
        attempts().keepOrder(Optional.of(URI.create("https://authority.example/order/1")));
        assertThat(attempts().wait(NAME)).as("what was begun is no other one").isEmpty();
        attempts().keepOrder(Optional.empty());
        now = now.plus(Attempts.WEEK);
        assertThat(attempts().wait(NAME)).isEmpty();
    }

    /** A certificate of a day is renewed more often than four times a week, each in its time. */
    @Test
    void renewalsInTheirTimeAreNotLimited() throws IOException {
        for (int i = 0; i < 30; i++) {
            assertThat(attempts().wait(NAME)).isEmpty();
            attempts().begin();
            attempts().got(false);
            now = now.plus(Duration.ofHours(16));
        }
    }

    @Test
    void anotherNameOrAuthorityBeginsAnewAndAFileThatIsNotOursIsNone() throws IOException {
        for (int i = 0; i < Attempts.FAILED_MAX; i++) {
            attempts().begin();
        }
        assertThat(attempts().wait(NAME)).isPresent();
        Path file = folder.resolve("attempts");
        assertThat(new Attempts(file, "other.example.org", SERVER, () -> now).wait(NAME))
                .isEmpty();
        assertThat(new Attempts(file, NAME, URI.create("https://other.example/dir"), () -> now).wait(NAME))
                .isEmpty();
        Files.writeString(file, "tried=\\uXYZ1");
        assertThat(attempts().wait(NAME)).isEmpty();
        Files.writeString(
                file, "name=" + NAME + "\nserver=" + SERVER + "\ntried=soon\nfailures=many\nnot-before=never\n");
        assertThat(attempts().wait(NAME)).isEmpty();
        assertThat(Duration.between(now, attempts().failed(refused()))).isEqualTo(Duration.ofMinutes(15));
    }

    private List<Long> waitsAfter(AcmeFault fault, int times) throws IOException {
        List<Long> out = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            attempts().begin();
            Instant next = attempts().failed(fault);
            out.add(Duration.between(now, next).toMinutes());
            now = next;
        }
        return out;
    }

    private static AcmeFault refused() {
        return new AcmeFault(Code.ACME_REFUSED, "not found there");
    }

    private AcmeFault limited(Instant until) {
        return new AcmeFault(Code.ACME_RATE_LIMITED, "too many", Optional.of(until), null);
    }

    private Attempts attempts() throws IOException {
        return new Attempts(folder.resolve("attempts"), NAME, SERVER, () -> now);
    }
}
