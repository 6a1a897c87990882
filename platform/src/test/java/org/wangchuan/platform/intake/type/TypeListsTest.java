package org.wangchuan.platform.intake.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.custody.TypeLists;
import org.wangchuan.platform.intake.csv.TypeListFile;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.encoding.Bytes32;

/** A company's lists of types: taken in by its administrator, told to its own counters alone, as a hint. */
@Tag("slow")
final class TypeListsTest extends PlatformTest {
    private static final String PATH = "/type-lists";
    private static final String SOURCE = "licence 17 of the example body, for our own counters";
    private static final int MANY = 250_000;
    private static final int MILLI = 1_000_000;

    private final Shop shop = newShop();
    private final Browser administrator = shop.browser(Role.ADMINISTRATOR);
    private final Browser clerk = shop.browser(Role.CLERK);
    private final String type = "86" + String.format("%06d", new Random().nextInt(1_000_000));
    private final String imei = imei(type);

    @Test
    void whatAListSaysIsToldWithItsNameAndItsDay() {
        assertThat(hint(clerk, "", "")).doesNotContain("data-brand");
        put("Licensed 2026", type + ",HUAWEI,nova 9 (NAM-AL00)");
        assertThat(hint(clerk, "", ""))
                .contains("“Licensed 2026”, taken in on ")
                .contains("data-brand=\"HUAWEI\" data-model=\"nova 9 (NAM-AL00)\"")
                .doesNotContain("Typed is something else");
        assertThat(hint(clerk.in("zh"), "", "")).contains("“Licensed 2026”", "导入");
    }

    @Test
    void whatIsTypedOtherwiseIsSaidAndRefusesNothing() {
        put("Licensed", type + ",HUAWEI,nova 9");
        assertThat(hint(clerk, "华为", "NOVA  9")).as("the same").doesNotContain("Typed is something else");
        assertThat(hint(clerk, "HUAWEI", "")).doesNotContain("Typed is something else");
        assertThat(hint(clerk, "HUAWEI", "P40")).contains("Typed is something else", "data-model=\"nova 9\"");
        assertThat(hint(clerk, "Xiaomi", "")).contains("Typed is something else");
        Browser.Answer taken = clerk.post("/intake/new", fields("Xiaomi", "Mi 10"));
        assertThat(taken.status()).as(taken.body()).isEqualTo(302);
    }

    @Test
    void whereListsDisagreeEachIsShown() {
        put("One", type + ",HUAWEI,nova 9");
        put("Two", type + ",Huawei,NOVA 9");
        assertThat(hint(clerk, "", "")).contains("“One”", "“Two”").doesNotContain("agree");
        put("Three", type + ",HUAWEI,P40");
        assertThat(hint(clerk, "HUAWEI", "P40"))
                .contains("“One”", "“Two”", "“Three”", "These lists don’t agree", "data-model=\"P40\"")
                .containsOnlyOnce("“Three”");
    }

    @Test
    void aListStandsBesideWhatWasLearned() {
        put("Licensed", type + ",HUAWEI,nova 9");
        for (int i = 1; i <= 3; i++) {
            Map<String, String> fields = fields("Xiaomi", "Mi 10");
            fields.put("serial", imei(type, i));
            assertThat(clerk.post("/intake/new", fields).status()).isEqualTo(302);
        }
        assertThat(hint(clerk, "", ""))
                .contains("data-brand=\"Xiaomi\"", "data-brand=\"HUAWEI\"", "“Licensed”", "noted here before");
    }

    @Test
    void nobodyElseIsTold() {
        put("Licensed", type + ",HUAWEI,nova 9");
        Browser other = signedIn(shop.accountAt(java.util.Optional.of(shop.otherSite()), Role.CLERK));
        assertThat(hint(other, "", "")).as("another site of the company").contains("“Licensed”");

        Shop stranger = newShop();
        assertThat(hint(stranger.browser(Role.CLERK), "", "")).doesNotContain("Licensed", "nova 9");
        Browser strange = stranger.browser(Role.ADMINISTRATOR);
        assertThat(strange.get(PATH).body()).doesNotContain("Licensed", SOURCE);
        assertThat(strange.post(PATH + "/" + list("Licensed").id() + "/remove", Map.of())
                        .status())
                .isEqualTo(422);
        assertThat(hint(clerk, "", "")).contains("“Licensed”");
        assertThat(administrator.get(PATH).body()).contains("Licensed", SOURCE).doesNotContain(type);
    }

    @Test
    void aListOfTheSameNameTakesThePlaceOfTheOneBefore() {
        put("Licensed  2026", type + ",HUAWEI,nova 9");
        TypeLists.TypeList before = list("Licensed  2026");
        put("licensed 2026", type + ",HUAWEI,P40\n86000000,HUAWEI,P50");
        assertThat(lists().of(shop.organisation()))
                .extracting(TypeLists.TypeList::name, TypeLists.TypeList::types)
                .containsExactly(org.assertj.core.api.Assertions.tuple("licensed 2026", 2));
        assertThat(hint(clerk, "", "")).contains("P40").doesNotContain("nova 9");
        assertThat(administrator
                        .post(PATH + "/" + before.id() + "/remove", Map.of())
                        .body())
                .as("seen before it was replaced")
                .contains("replaced or removed meanwhile");
        assertThat(hint(clerk, "", "")).contains("P40");
    }

    @Test
    void oneMistakeAndTheListBeforeStays() {
        put("Licensed", type + ",HUAWEI,nova 9");
        String whole = imei(type, 7);
        Browser.Answer answer = upload("Licensed", type + ",HUAWEI,P40\n" + whole + ",HUAWEI,P50");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .contains("<td class=\"number\">3</td>", "WHOLE_NUMBER", "value=\"Licensed\"", SOURCE)
                .doesNotContain(whole, type);
        assertThat(hint(clerk, "", "")).contains("nova 9").doesNotContain("P40");
    }

    /** Cut off between any two of its rows: what the database refuses in the last part undoes the parts before. */
    @Test
    void aListIsReplacedAsAWholeOrNotAtAll() {
        put("Licensed", type + ",HUAWEI,nova 9");
        List<TypeLists.Row> rows = new ArrayList<>(rows(10_000));
        rows.set(0, new TypeLists.Row(type, "HUAWEI", "P40"));
        rows.add(new TypeLists.Row("99999999", "x".repeat(61), "y"));
        assertThatThrownBy(() -> lists().put(given("Licensed"), rows)).isInstanceOf(DataAccessException.class);
        assertThat(hint(clerk, "", "")).contains("nova 9").doesNotContain("P40");
        assertThat(lists().changes(shop.organisation())).hasSize(1);
    }

    @Test
    void whoDidWhatIsOnRecordAndStays() {
        put("Licensed", type + ",HUAWEI,nova 9");
        String first = list("Licensed").file();
        put("Licensed", type + ",HUAWEI,P40\n86000000,HUAWEI,P50");
        UUID id = list("Licensed").id();
        assertThat(administrator.post(PATH + "/" + id + "/remove", Map.of()).location())
                .isEqualTo(PATH);
        assertThat(lists().of(shop.organisation())).isEmpty();
        assertThat(hint(clerk, "", "")).doesNotContain("data-brand");
        assertThat(lists().changes(shop.organisation()))
                .extracting(change -> change.what() + " " + change.types())
                .containsExactly("removed 2", "replaced 2", "added 1");
        assertThat(lists().changes(shop.organisation()).getLast().file())
                .isEqualTo(first)
                .isEqualTo(java.util.HexFormat.of()
                        .formatHex(Bytes32.sha256(file(type + ",HUAWEI,nova 9")).toBytes()));
        assertThat(administrator.get(PATH).body()).contains("“Licensed” removed; types: 2", "worker ", first);
        assertThatThrownBy(() -> jdbc().sql("DELETE FROM custody.type_list_change WHERE organisation_id = ?")
                        .param(shop.organisation())
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void noTypeStandsInTheDatabase() {
        put("Licensed", type + ",HUAWEI,nova 9");
        assertThat(jdbc().sql(
                                "SELECT t::text || l::text FROM custody.type_listed t JOIN custody.type_list l ON l.id = t.list_id "
                                        + "WHERE l.organisation_id = ?")
                        .param(shop.organisation())
                        .query((row, _) -> row.getString(1))
                        .single())
                .contains("nova 9")
                .doesNotContain(type)
                .doesNotContain(java.util.HexFormat.of()
                        .formatHex(Bytes32.sha256(type.getBytes(StandardCharsets.UTF_8))
                                .toBytes()));
    }

    @Test
    void whatIsSaidOfAListIsLookedAt() {
        for (Map<String, String> said : List.of(
                Map.of("name", "", "source", SOURCE),
                Map.of("name", "x".repeat(61), "source", SOURCE),
                Map.of("name", "a\u202Eb", "source", SOURCE),
                Map.of("name", "Licensed", "source", ""),
                Map.of("name", "Licensed", "source", "x".repeat(301)),
                Map.of("name", "Licensed", "source", "ask 13800138000"))) {
            Browser.Answer answer = administrator.upload(PATH, said, "list", file(type + ",HUAWEI,nova 9"));
            assertThat(answer.status()).as(said.toString()).isEqualTo(422);
        }
        assertThat(administrator
                        .upload(PATH, Map.of("name", "Licensed", "source", SOURCE), "list", new byte[0])
                        .status())
                .isEqualTo(422);
        assertThat(lists().of(shop.organisation())).isEmpty();
        assertThat(shop.browser(Role.CLERK, Role.MANAGER).get(PATH).status()).isEqualTo(403);
    }

    @Test
    void aCompanyHasFiveLists() {
        for (int i = 1; i <= TypeLists.LISTS_MAX; i++) {
            put("List " + i, type + ",HUAWEI,nova " + i);
        }
        assertThat(upload("List 6", type + ",HUAWEI,nova 6").body()).contains("five lists");
        put("List 5", type + ",HUAWEI,nova 50");
        assertThat(lists().of(shop.organisation())).hasSize(TypeLists.LISTS_MAX);
    }

    /** Larger than other forms may be; what is larger than a list may be is told, and not read. */
    @Test
    void aLargeFileIsTakenOrToldToBeTooLarge() {
        byte[] large = file(type + ",HUAWEI,nova 9\n" + "\n".repeat(2_000_000));
        assertThat(administrator
                        .upload(PATH, Map.of("name", "Licensed", "source", SOURCE), "list", large)
                        .body())
                .contains("TOO_MANY");
        byte[] larger = new byte[TypeListFile.BYTES_MAX + (128 << 10)];
        Browser.Answer answer =
                administrator.upload(PATH, Map.of("name", "Licensed", "source", SOURCE), "list", larger);
        assertThat(answer.location()).isEqualTo(PATH + "?large");
        assertThat(administrator.get(answer.location()).body()).contains("larger than 16 MiB");
    }

    /** As many as all type allocations that anybody is known to list. */
    @Test
    @Tag("long")
    void aQuarterOfAMillionTypesAreTakenInAndReplaced() throws Exception {
        StringBuilder all = new StringBuilder("tac,brand,model\n");
        for (TypeLists.Row row : rows(MANY)) {
            all.append(row.type())
                    .append(',')
                    .append(row.brand())
                    .append(',')
                    .append(row.model())
                    .append('\n');
        }
        byte[] file = all.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2; i++) {
            long begun = System.nanoTime();
            long atWork = worked();
            TypeListFile read = TypeListFile.read(new ByteArrayResource(file));
            long isRead = System.nanoTime();
            long hasRead = worked();
            assertThat(lists().put(given("Licensed"), read.rows())).isTrue();
            System.out.printf(
                    "%d bytes: read in %d ms, %d of them at work; kept in %d ms, %d of them at work here%n",
                    file.length,
                    (isRead - begun) / MILLI,
                    (hasRead - atWork) / MILLI,
                    (System.nanoTime() - isRead) / MILLI,
                    (worked() - hasRead) / MILLI);
        }
        assertThat(list("Licensed").types()).isEqualTo(MANY);
        assertThat(lists().saying(List.of(shop.site()), "10249999"))
                .extracting(TypeLists.Said::model)
                .containsExactly("Model 249999 with a name");
    }

    /** Nanoseconds that a processor has worked for this thread: what others do on the machine is not in it. */
    private static long worked() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<TypeLists.Row> rows(int count) {
        List<TypeLists.Row> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(new TypeLists.Row(
                    String.valueOf(10_000_000 + i), "Brand " + i % 900, "Model " + i + " with a name"));
        }
        return out;
    }

    private TypeLists.Given given(String name) {
        return new TypeLists.Given(
                shop.organisation(),
                name,
                SOURCE,
                LocalDate.parse("2026-11-30"),
                Bytes32.random(),
                shop.account(Role.ADMINISTRATOR));
    }

    private static TypeLists lists() {
        return bean(TypeLists.class);
    }

    private TypeLists.TypeList list(String name) {
        return lists().of(shop.organisation()).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void put(String name, String rows) {
        Browser.Answer answer = upload(name, rows);
        assertThat(answer.location()).as(answer.body()).isEqualTo(PATH);
    }

    private Browser.Answer upload(String name, String rows) {
        return administrator.upload(PATH, Map.of("name", name, "source", SOURCE), "list", file(rows));
    }

    private static byte[] file(String rows) {
        return ("tac,brand,model\n" + rows + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private String hint(Browser browser, String brand, String model) {
        return browser.post("/intake/serial", fields(brand, model)).body();
    }

    private Map<String, String> fields(String brand, String model) {
        return new HashMap<>(Map.of(
                "kind", "phone",
                "serial", imei,
                "brand", brand,
                "model", model,
                "channel", "counter",
                "presenter", "owner",
                "policy", "gb-46864-2025"));
    }

    private static String imei(String type) {
        return imei(type, 0);
    }

    /** The check digit makes the sum of all figures, of which each second counts twice, a multiple of ten (3GPP TS 23.003, annex B). */
    private static String imei(String type, int number) {
        String core = type + String.format("%06d", number);
        int sum = 0;
        for (int i = 0; i < core.length(); i++) {
            int digit = (core.charAt(i) - '0') * (i % 2 == 1 ? 2 : 1);
            sum += digit / 10 + digit % 10;
        }
        return core + (10 - sum % 10) % 10;
    }
}
