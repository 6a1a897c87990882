package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.list.BatchSummaries;
import org.wangchuan.platform.intake.list.BatchSummary;
import org.wangchuan.platform.ledger.log.OperatorList;
import org.wangchuan.platform.oversight.secondcheck.Drawn;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PaperText;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Samples;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.print.SummaryPaper;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.SummaryClaims;
import org.wangchuan.proof.statement.SummaryClaims.Stage;
import org.wangchuan.proof.statement.SummaryRow;
import org.wangchuan.proof.statement.SummaryRow.Against;
import org.wangchuan.proof.statement.SummaryRow.Conformity;
import org.wangchuan.proof.statement.SummaryRow.Outcome;
import org.wangchuan.proof.statement.SummaryRow.Where;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.proof.verify.RecordVerifier;
import org.wangchuan.proof.verify.VerifiedRecord;

/** What an institution takes home of its list: signed, true when it was made, and never better than what is proved. */
@Tag("slow")
final class SignedSummaryTest extends PlatformTest {
    private static final long AN_HOUR = 3_600;
    private static final String CHANGED = "Something has changed since summary ";

    private final Shop shop = newShop();
    private final String first = SigningStation.serial();
    private final String second = SigningStation.serial();
    private InstitutionList list;
    private Browser person;

    @BeforeEach
    void aListThatWasAgreedTo() throws Exception {
        list = InstitutionList.takenIn(
                        shop,
                        SigningStation.POLICY,
                        "bare_drive,WD,Blue," + first + ",1\nbare_drive,WD,Red," + second + ",1")
                .offered("0");
        person = list.joined();
        list.agreed(person);
    }

    private String issues() {
        return list.link() + "/issues";
    }

    private SummaryClaims made() throws Exception {
        assertThat(person.post(issues(), Map.of()).status()).isEqualTo(302);
        return newest();
    }

    private SummaryClaims newest() throws Exception {
        int number = jdbc().sql("SELECT max(number) FROM intake.list_summary WHERE batch_id = ?")
                .param(list.batch().id())
                .query((row, _) -> row.getInt(1))
                .single();
        return claims(number);
    }

    /** As a stranger reads it, by the operator's list. */
    private SummaryClaims claims(int number) throws Exception {
        VerifiedRecord known =
                RecordVerifier.verify(file(number), operators(), new Expectations(Optional.empty(), Instant.now()));
        assertThat(known.operator()).isPresent();
        return ((Statement.Summary) known.statement()).claims();
    }

    private RecordedFile file(int number) throws Exception {
        return RecordedFile.parse(person.save(issues() + "/" + number + ".json").bytes());
    }

    private static TrustList operators() {
        return bean(OperatorList.class).current().map(SignedTrustList::list).orElseThrow();
    }

    private BenchOrder bench(int index, String serial) throws Exception {
        return BenchOrder.of(shop, list.order(index), serial);
    }

    private BatchSummary page() {
        return bean(BatchSummaries.class).of(list.batch());
    }

    private void assertNoBetterThanItsPage(SummaryClaims claims) {
        for (int i = 0; i < claims.rows().size(); i++) {
            SummaryRow row = claims.rows().get(i);
            BatchSummary.Row shown = page().rows().get(i);
            if (row.isGood()) {
                assertThat(shown.result()).isEqualTo(BatchSummary.Result.CLEARED);
                assertThat(shown.isConforming()).isTrue();
            }
            row.verdict()
                    .filter(Verdict::isGood)
                    .ifPresent(_ -> assertThat(Verdict.isGood(shown.verdict().orElse("")))
                            .isTrue());
        }
    }

    @Test
    void eachNamesTheOneBeforeAndTheLastIsFinal() throws Exception {
        assertThat(person.get(issues()).body()).contains("No summary of this list has been made yet");
        SummaryClaims one = made();
        assertThat(one.stage()).isEqualTo(Stage.INTERIM);
        assertThat(one.number()).isEqualTo(1);
        assertThat(one.list()).isEqualTo(list.batch().code());
        assertThat(one.count(Outcome.OPEN)).isEqualTo(2);
        // Nothing has changed: the same one stays.
        person.post(issues(), Map.of());
        assertThat(newest().number()).isEqualTo(1);
        assertThat(person.get(issues()).body()).doesNotContain(CHANGED);

        BenchOrder drive = bench(0, first);
        drive.erases(first, Verdict.CLEARED);
        for (Browser.Answer told : List.of(
                person.get(issues()),
                person.get(list.link() + "/proof"),
                list.clerk().get(list.page()),
                list.clerk().get(list.page() + "/issues"))) {
            assertThat(told.body()).contains(CHANGED + "1");
        }
        SummaryClaims two = made();
        assertThat(two.number()).isEqualTo(2);
        assertThat(two.previous()).contains(file(1).statement().digest());
        assertThat(two.stage()).isEqualTo(Stage.INTERIM);
        SummaryRow row = two.rows().getFirst();
        assertThat(row.outcome()).isEqualTo(Outcome.CLEARED);
        assertThat(row.conformity()).contains(Conformity.MET);
        assertThat(row.device().label()).isEqualTo(drive.device.code());
        assertThat(row.proofs()).hasSize(1);

        bench(1, second).erases(second, Verdict.CLEARED);
        for (int index : new int[] {0, 1}) {
            bean(Counter.class).giveBack(list.order(index), drive.account, false);
        }
        SummaryClaims last = made();
        assertThat(last.stage()).isEqualTo(Stage.FINAL);
        assertThat(last.isAllGood()).isTrue();
        assertThat(last.rows()).extracting(SummaryRow::where).containsOnly(Where.RETURNED_ALTERED);
        assertThat(person.get(issues()).body()).contains("All 2 devices are cleared and meet the rules");
        assertNoBetterThanItsPage(last);
        // What was signed stays what it was.
        assertThat(claims(1)).isEqualTo(one);
    }

    /** Signed as well: a second person has confirmed it, and did not see it. */
    @Test
    void whatWasConfirmedFromAfarSaysSo() throws Exception {
        var _ = new Drawn(shop);
        BenchOrder one = bench(0, first);
        Samples.during(() -> {
            one.erases(first, Verdict.CLEARED);
            assertThat(Samples.isDrawn(Drawn.device(one))).isTrue();
        });
        SigningStation reader = new SigningStation(newStation(shop.site()));
        reader.tellTrust();
        Browser afar = confirmed(shop.account(Role.VERIFIER));
        Drawn.readsAgain(afar, one, reader);
        assertThat(made().rows().getFirst().second()).hasValueSatisfying(said -> {
            assertThat(said.look()).isEqualTo(SummaryRow.Look.DRAWN);
            assertThat(said.isFromAfar()).isFalse();
        });
        assertThat(afar.post("/second-checks/" + Drawn.device(one) + "/from-afar", Map.of())
                        .status())
                .isEqualTo(302);
        assertThat(made().rows().getFirst().second()).hasValueSatisfying(said -> {
            assertThat(said.look()).isEqualTo(SummaryRow.Look.CONFIRMED);
            assertThat(said.isFromAfar()).isTrue();
        });
    }

    /** What comes later is not in it, and the page says so; the next one has it. */
    @Test
    void aLateBadReceiptLeadsToAnother() throws Exception {
        bench(1, second).erases(second, Verdict.CLEARED);
        BenchOrder drive = bench(0, first);
        UUID late = drive.claimed();
        bean(BenchTasks.class).giveUp(drive.order, drive.account);
        drive.erases(first, Verdict.CLEARED);
        bean(Counter.class).close(drive.order, drive.account);
        assertThat(made().rows()).allMatch(SummaryRow::isGood);

        String bad = drive.station.receipt(
                drive.good().with(Verdict.FAILED).at(Instant.now().plusSeconds(AN_HOUR)));
        assertThat(drive.station.finish(late, bad).status()).isEqualTo(200);
        assertThat(person.get(issues()).body()).contains(CHANGED + "1").doesNotContain("All 2 devices");
        SummaryClaims next = made();
        assertThat(next.rows().getFirst().isGood()).isFalse();
        assertThat(next.rows().getFirst().verdict()).contains(Verdict.FAILED);
        assertNoBetterThanItsPage(next);
    }

    @Test
    void whatDoesNotFitAndWhatIsAnsweredForIsNotGood() throws Exception {
        BenchOrder drive = bench(0, first);
        UUID task = drive.claimed();
        assertThat(drive.station
                        .finish(task, drive.station.receipt(drive.good().with(State.UNDETERMINED)))
                        .status())
                .isEqualTo(200);
        SummaryRow open = made().rows().getFirst();
        assertThat(open.conformity()).contains(Conformity.NOT_MET);
        assertThat(open.where()).isEqualTo(Where.UNDECIDED);
        assertThat(open.isGood()).isFalse();
    }

    /** What is kept is verified anew: bytes that were changed since prove nothing, whatever the tables say. */
    @Test
    void whatDoesNotVerifyNowIsUnproven() throws Exception {
        BenchOrder drive = bench(0, first);
        drive.erases(first, Verdict.CLEARED);
        assertThat(made().rows().getFirst().isGood()).isTrue();
        String receipt = jdbc().sql("SELECT receipt FROM ledger.statement WHERE order_id = ?")
                .param(drive.order)
                .query((row, _) -> row.getString(1))
                .single();
        spoil(drive.order, receipt.replace("\"nonce\":\"", "\"nonce\":\"A"));
        SummaryRow row = made().rows().getFirst();
        assertThat(row.outcome()).isEqualTo(Outcome.UNPROVEN);
        assertThat(row.against()).contains(Against.UNREADABLE);
        assertThat(row.isGood()).isFalse();
        spoil(drive.order, receipt);
    }

    /** The digest that was noted fits, and the receipt does not verify: somebody who has the database changed both. */
    @Test
    void whatVerifiesNoMoreUnderItsListIsUnproven() throws Exception {
        BenchOrder drive = bench(0, first);
        drive.erases(first, Verdict.CLEARED);
        SummaryClaims before = made();
        jdbc().sql("UPDATE ledger.statement SET verdict = 'purged' WHERE order_id = ?")
                .param(drive.order)
                .update();
        SummaryRow row = made().rows().getFirst();
        assertThat(row.against()).contains(Against.REFUSED);
        assertThat(row.outcome()).isEqualTo(Outcome.UNPROVEN);
        assertThat(before.rows().getFirst().isGood()).isTrue();
    }

    private static void spoil(UUID order, String receipt) {
        jdbc().sql("UPDATE ledger.statement SET receipt = ? WHERE order_id = ?")
                .params(receipt, order)
                .update();
    }

    @Test
    void allFilesComeInOneAndEachIsWhatItWas() throws Exception {
        bench(0, first).erases(first, Verdict.CLEARED);
        bench(1, second).erases(second, Verdict.FAILED);
        SummaryClaims claims = made();
        Browser.Saved zip = person.save(issues() + "/1.zip");
        assertThat(zip.status()).isEqualTo(200);
        assertThat(zip.header("content-type")).isEqualTo("application/zip");
        assertThat(zip.header("cache-control")).contains("no-store");
        Map<String, byte[]> files = files(zip.bytes());
        assertThat(files).containsKeys("README.txt", "summary.json", "summary.pdf", "wangchuan-operator.trust");
        RecordedFile summary = RecordedFile.parse(files.getOrDefault("summary.json", new byte[0]));
        assertThat(summary.toBytes()).isEqualTo(file(1).toBytes());
        byte[] pdf = files.getOrDefault("summary.pdf", new byte[0]);
        assertThat(pdf).isEqualTo(SummaryPaper.render(summary));
        assertThat(pdf).isEqualTo(person.save(issues() + "/1.pdf").bytes());
        assertThat(pdf)
                .isEqualTo(list.clerk().save(list.page() + "/issues/1.pdf").bytes());
        String words = PaperText.of(pdf);
        assertThat(words.replaceAll("\\s+", "")).contains(list.batch().code(), "第1/1页", "page1/1");
        assertThat(words).doesNotContain(list.batch().name());
        List<String> names = files.keySet().stream()
                .filter(name -> name.startsWith("certificates/"))
                .toList();
        assertThat(names).hasSize(2).allMatch(name -> name.endsWith(".receipt.json"));
        for (String name : names) {
            Receipt receipt = Receipt.parse(files.getOrDefault(name, new byte[0]));
            assertThat(ReceiptVerifier.verify(receipt, operators(), new Expectations(Optional.empty(), Instant.now()))
                            .clearing())
                    .isNotNull();
            assertThat(claims.rows().stream()
                            .flatMap(row -> row.proofs().stream())
                            .map(SummaryRow.Proof::statement))
                    .contains(receipt.clearing().statement().digest());
        }
    }

    private static Map<String, byte[]> files(byte[] zip) throws IOException {
        Map<String, byte[]> out = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.put(entry.getName(), in.readAllBytes());
            }
        }
        return out;
    }

    @Test
    void nobodyElseHasIt() throws Exception {
        made();
        for (String kind : List.of("json", "pdf", "zip")) {
            InstitutionList other = InstitutionList.takenIn(shop, SigningStation.POLICY, "bare_drive,WD,Blue,,1");
            assertThat(other.joined().save(other.link() + "/issues/1." + kind).status())
                    .isEqualTo(404);
            assertThat(nobody().save(issues() + "/1." + kind).status()).isNotEqualTo(200);
            assertThat(newShop()
                            .browser(Role.MANAGER)
                            .save(list.page() + "/issues/1." + kind)
                            .status())
                    .isEqualTo(404);
            assertThat(shop.browser(Role.TECHNICIAN)
                            .save(list.page() + "/issues/1." + kind)
                            .status())
                    .isIn(403, 404);
            assertThat(person.save(issues() + "/2." + kind).status()).isEqualTo(404);
            assertThat(list.clerk().save(list.page() + "/issues/1." + kind).status())
                    .isEqualTo(200);
        }
    }

    /** The institution's name may be a person's: it is on the page of whoever may see it, and in no signed file. */
    @Test
    void whatIsSignedNamesNobody() throws Exception {
        made();
        String text = file(1).statement().payload().toString();
        assertThat(text).doesNotContain("青川市第三中学").doesNotContain(first);
        assertThat(person.in("zh").get(issues()).body()).contains("签名汇总", "第 1 份汇总", "中期");
    }

    @Test
    void nothingOfItIsEverChanged() throws Exception {
        made();
        for (String change : List.of(
                "UPDATE intake.list_summary SET stage = 'final' WHERE batch_id = ?",
                "DELETE FROM intake.list_summary WHERE batch_id = ?")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> jdbc().sql(change).param(list.batch().id()).update())
                    .isInstanceOf(DataAccessException.class);
        }
    }

    /** Three hundred devices of which three fail, all of them really signed and verified anew. */
    @Test
    @Tag("long")
    void threeHundredOfWhichThreeFail() throws Exception {
        StringBuilder rows = new StringBuilder();
        String[] serials = new String[300];
        for (int i = 0; i < serials.length; i++) {
            serials[i] = SigningStation.serial();
            rows.append("bare_drive,WD,Blue,").append(serials[i]).append(",1\n");
        }
        list = InstitutionList.takenIn(shop, SigningStation.POLICY, rows.toString())
                .offered("0");
        person = list.joined();
        list.agreed(person);
        for (int i = 0; i < serials.length; i++) {
            bench(i, serials[i]).erases(serials[i], i % 100 == 7 ? Verdict.FAILED : Verdict.CLEARED);
        }
        long begin = System.nanoTime();
        SummaryClaims claims = made();
        long made = System.nanoTime();
        byte[] zip = person.save(issues() + "/1.zip").bytes();
        long packed = System.nanoTime();
        byte[] pdf = person.save(issues() + "/1.pdf").bytes();
        long printed = System.nanoTime();
        System.out.println(
                "300 devices: made in " + Duration.ofNanos(made - begin).toMillis() + " ms, "
                        + person.save(issues() + "/1.json").bytes().length + " bytes; ZIP in "
                        + Duration.ofNanos(packed - made).toMillis() + " ms, " + zip.length + " bytes; PDF in "
                        + Duration.ofNanos(printed - packed).toMillis() + " ms, " + pdf.length + " bytes");
        assertThat(claims.count(Outcome.CLEARED)).isEqualTo(297);
        assertThat(claims.count(Outcome.NOT_CLEARED)).isEqualTo(3);
        assertThat(files(zip)).hasSize(304);
        assertThat(Duration.ofNanos(made - begin)).isLessThan(Duration.ofMinutes(1));
        assertThat(Duration.ofNanos(packed - made)).isLessThan(Duration.ofMinutes(1));
    }
}
