package org.wangchuan.proof.issue;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.CountsClaims;
import org.wangchuan.proof.statement.CountsClaims.Complaints;
import org.wangchuan.proof.statement.CountsClaims.Group;
import org.wangchuan.proof.statement.CountsClaims.Looks;
import org.wangchuan.proof.statement.CountsClaims.Medium;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecordVerifier;
import org.wangchuan.proof.verify.VerifiedRecord;

/** An operator's log signs how many results it has of a site. To write the fixture after a deliberate change: {@code -Dwangchuan.fixtures.write=true}. */
class CountsTest {
    private static final Path FIXTURE = Path.of("src/test/resources/fixtures/v1/counts.json");
    private static final Instant AT = FixtureWorld.STARTED;
    private static final NoteSigner LOG = new NoteSigner("log.example/shop", FixtureWorld.key("shop log"));
    private static final UUID SITE = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final Looks LOOKS = new Looks(2, 1, 0, 1, 0, 0);
    private static final Complaints COMPLAINTS = new Complaints(3, 2, 1, 1);
    private static final TrustList TRUST = new TrustList(
            1,
            1,
            new VerifierKey("trust.example", FixtureWorld.key("trust").publicKey()),
            List.of(new TrustList.Operator(
                    "Shop",
                    List.of(LOG.verifierKey()),
                    List.of(new TrustList.Station(FixtureWorld.key("station").publicKey(), 0, Optional.empty())))),
            "");

    private static List<Bytes32> marks(int from, int count) {
        return CountsClaims.inOrder(IntStream.range(from, from + count)
                .mapToObj(number -> Bytes32.sha256(("mark " + number).getBytes(US_ASCII)))
                .toList());
    }

    private static CountsClaims claims(List<Group> groups) {
        return claims(groups, 400);
    }

    private static CountsClaims claims(List<Group> groups, long size) {
        return new CountsClaims(
                SITE,
                2,
                Optional.of(Bytes32.sha256("one".getBytes(US_ASCII))),
                "log.example/shop",
                size,
                AT.getEpochSecond() - 86_400,
                AT.getEpochSecond(),
                groups,
                5,
                LOOKS,
                COMPLAINTS);
    }

    private static CountsClaims sound() {
        return claims(List.of(
                new Group(Medium.FLASH, Verdict.PURGED, marks(0, 6)),
                new Group(Medium.FLASH, Verdict.FAILED, marks(6, 1)),
                new Group(Medium.MAGNETIC, Verdict.CLEARED, marks(7, 4))));
    }

    private static IssuedStatement issued(CountsClaims claims) {
        return StatementIssuer.real(LOG.signingKey())
                .withSecrets(new Random(1))
                .counts(StationChain.NEW, UUID.nameUUIDFromBytes(new byte[] {9}), AT, claims);
    }

    private static RecordedFile file() {
        IssuedStatement issued = issued(sound());
        return RecordedFile.of(issued.statement().head().type(), issued.sdJwt(), issued.nonce(), LOG.verifierKey());
    }

    @Test
    void isWhatWasPublished() throws Exception {
        if (Boolean.getBoolean("wangchuan.fixtures.write")) {
            Files.write(FIXTURE, file().toBytes());
        }
        assertThat(file().toBytes()).isEqualTo(Files.readAllBytes(FIXTURE));
        VerifiedRecord known = RecordVerifier.verify(
                RecordedFile.parse(Files.readAllBytes(FIXTURE)), TRUST, new Expectations(Optional.empty(), AT));
        assertThat(known.operator()).contains("Shop");
        assertThat(known.statement())
                .isInstanceOfSatisfying(
                        Statement.Counts.class,
                        said -> assertThat(said.claims()).isEqualTo(sound()));
    }

    @Test
    void totalsFollowFromTheMarks() {
        assertThat(sound().total()).isEqualTo(11);
        assertThat(sound().count(Verdict.FAILED)).isEqualTo(1);
        assertThat(sound().count(Verdict.PARTIAL)).isZero();
        assertThat(sound().groupOf(marks(6, 1).getFirst()))
                .hasValueSatisfying(group -> assertThat(group.verdict()).isEqualTo(Verdict.FAILED));
        assertThat(sound().groupOf(marks(99, 1).getFirst())).isEmpty();
    }

    /** What was read from afar is spelled out where there is some, beside what was confirmed; none is never spelled out. */
    @Test
    void whatWasReadFromAfarIsCountedApart() throws Exception {
        String none = CanonicalJson.writeText(issued(sound()).sdJwt().payload());
        assertThat(none).contains("\"looks\":{\"confirmed\":1,").doesNotContain("afar");
        CountsClaims some = new CountsClaims(
                SITE,
                1,
                Optional.empty(),
                "log.example/shop",
                400,
                0,
                AT.getEpochSecond(),
                sound().groups(),
                5,
                new Looks(2, 1, 3, 1, 0, 0),
                COMPLAINTS);
        String text = CanonicalJson.writeText(issued(some).sdJwt().payload());
        assertThat(text).contains("\"afar\":3");
        assertThat(read(text))
                .isInstanceOfSatisfying(
                        Statement.Counts.class,
                        said -> assertThat(said.claims().looks()).isEqualTo(some.looks()));
        assertThatThrownBy(() -> read(text.replace("\"afar\":3", "\"afar\":0")))
                .isInstanceOf(VerificationException.class);
    }

    /** One who has the log's key signs whatever text they like; nobody reads another number than the marks give, or a count of few. */
    @Test
    void anotherNumberThanFollowsIsNotRead() throws Exception {
        String text = CanonicalJson.writeText(issued(sound()).sdJwt().payload());
        assertThat(read(text)).isInstanceOf(Statement.Counts.class);
        for (String[] lie : new String[][] {
            {"\"total\":11", "\"total\":12"},
            {"\"certificates\":5", "\"certificates\":12"},
            {"\"size\":400", "\"size\":10"},
            {"\"late\":1", "\"late\":3"},
            {"\"number\":2", "\"number\":1"},
            {"\"verdict\":\"failed\"", "\"verdict\":\"purged\""},
            {"\"medium\":\"magnetic\"", "\"medium\":\"flash\""},
            {marks(7, 1).getFirst().base64Url(), marks(0, 1).getFirst().base64Url()}
        }) {
            assertThat(text).contains(lie[0]);
            assertThatThrownBy(() -> read(text.replace(lie[0], lie[1])))
                    .as(lie[1])
                    .isInstanceOfSatisfying(
                            VerificationException.class,
                            e -> assertThat(e.code()).isEqualTo(FailureCode.STATEMENT_FORMAT));
        }
    }

    /** Under the true key. */
    private static Statement read(String payload) throws VerificationException {
        SdJwt sound = issued(sound()).sdJwt();
        String text =
                sound.jwt().substring(0, sound.jwt().indexOf('.')) + "." + Base64Url.encode(payload.getBytes(UTF_8));
        return StatementReader.read(
                SdJwt.parse(text + "." + Base64Url.encode(LOG.signingKey().sign(text.getBytes(US_ASCII))) + "~"));
    }

    @Test
    void fewAreNeverCounted() {
        assertThatThrownBy(() -> claims(List.of(new Group(Medium.FLASH, Verdict.PURGED, marks(0, 9)))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(claims(List.of(new Group(Medium.FLASH, Verdict.PURGED, marks(0, 10))))
                        .total())
                .isEqualTo(10);
        assertThatThrownBy(() -> claims(List.of(
                        new Group(Medium.FLASH, Verdict.PURGED, marks(0, 10)),
                        new Group(Medium.FLASH, Verdict.FAILED, marks(5, 1)))))
                .as("one result counted twice")
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** As many as there may be fit into a file; one more does not. */
    @Test
    void theMostFit() throws Exception {
        CountsClaims most = claims(
                List.of(
                        new Group(Medium.FLASH, Verdict.PURGED, marks(0, CountsClaims.MOST - 1)),
                        new Group(Medium.MAGNETIC, Verdict.FAILED, marks(CountsClaims.MOST, 1))),
                CountsClaims.MOST);
        IssuedStatement issued = issued(most);
        byte[] bytes = RecordedFile.of(
                        issued.statement().head().type(), issued.sdJwt(), issued.nonce(), LOG.verifierKey())
                .toBytes();
        assertThat(bytes.length).isLessThan(RecordedFile.BYTES_MAX / 2);
        assertThat(StatementReader.read(RecordedFile.parse(bytes).statement()))
                .isInstanceOfSatisfying(
                        Statement.Counts.class,
                        said -> assertThat(said.claims()).isEqualTo(most));
        assertThatThrownBy(() -> claims(
                        List.of(new Group(Medium.FLASH, Verdict.PURGED, marks(0, CountsClaims.MOST + 1))),
                        CountsClaims.MOST + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The mark of a statement is told by its nonce and its JWT alone, and is not its entry in the log. */
    @Test
    void aMarkIsFoundByWhoeverHasTheNonce() {
        IssuedStatement issued = issued(sound());
        Bytes32 mark = LogEntry.mark(issued.nonce(), issued.sdJwt());
        assertThat(mark).isEqualTo(LogEntry.mark(issued.nonce(), issued.sdJwt()));
        assertThat(LogEntry.mark(Bytes32.sha256(new byte[0]), issued.sdJwt())).isNotEqualTo(mark);
        byte[] entry = issued.entry().entry();
        assertThat(mark).isNotEqualTo(Bytes32.at(entry, 1));
    }
}
