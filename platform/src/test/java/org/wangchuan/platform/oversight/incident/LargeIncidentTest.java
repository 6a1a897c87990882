package org.wangchuan.platform.oversight.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** An incident of a hundred thousand: whom it concerns is found, counted, told and reached, each of them; and nothing loads all of them. */
@Tag("slow")
final class LargeIncidentTest extends PlatformTest {
    private static final Logger LOG = LoggerFactory.getLogger(LargeIncidentTest.class);
    private static final int MANY = 120_000;
    private static final Pattern NEXT = Pattern.compile("second\" href=\"[^\"]*/orders\\?after=([0-9a-f-]{36})");
    private static final Pattern CODE = Pattern.compile("name=\"code\" value=\"([^\"]{9})\"");
    private static final Duration LONG = Duration.ofSeconds(5);

    private final Shop shop = newShop();
    private final UUID officer = shop.accountAt(Optional.empty(), Role.DATA_PROTECTION_OFFICER);
    private final Browser browser = confirmed(officer);

    private Desk open() {
        Desk.report(shop.browser(Role.CLERK), shop, "vault-lost", "The vault was copied");
        Desk desk = Desk.at(browser, shop);
        assertThat(desk.act("accept", Map.of()).status()).isEqualTo(302);
        return desk;
    }

    private Map<String, String> today(String by) {
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        return Map.of("by", by, "site", shop.site().toString(), "since", today, "until", today);
    }

    /** Like one that was taken in, so often. */
    private static void many(Concern one) {
        jdbc().sql("""
                        INSERT INTO custody.device SELECT r.* FROM custody.device d CROSS JOIN generate_series(1, :many) n
                        CROSS JOIN LATERAL jsonb_populate_record(d, jsonb_build_object(
                          'id', md5('device' || :salt || n)::uuid, 'code', upper(substr(md5('d' || :salt || n), 1, 4) || '-' || substr(md5('d' || :salt || n), 5, 4)))) r
                        WHERE d.id = :device ON CONFLICT DO NOTHING""")
                .param("salt", one.order.id().toString())
                .param("many", MANY)
                .param("device", one.device.id())
                .update();
        jdbc().sql("""
                        INSERT INTO intake.work_order SELECT r.* FROM intake.work_order w CROSS JOIN generate_series(1, :many) n
                        CROSS JOIN LATERAL jsonb_populate_record(w, jsonb_build_object('id', md5('order' || :salt || n)::uuid,
                          'device_id', md5('device' || :salt || n)::uuid, 'owner_ref', NULL,
                          'code', upper(substr(md5('o' || :salt || n), 1, 4) || '-' || substr(md5('o' || :salt || n), 5, 4)))) r WHERE w.id = :order
                          AND EXISTS (SELECT 1 FROM custody.device d WHERE d.id = md5('device' || :salt || n)::uuid) ON CONFLICT DO NOTHING""")
                .param("salt", one.order.id().toString())
                .param("many", MANY)
                .param("order", one.order.id())
                .update();
        jdbc().sql("ANALYZE intake.work_order, custody.device").update();
    }

    private static <T> T within(Duration most, String what, java.util.function.Supplier<T> done) {
        long begin = System.nanoTime();
        T out = done.get();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        LOG.info("{} of {} orders took {} ms", what, MANY, took.toMillis());
        assertThat(took).as(what).isLessThan(most);
        return out;
    }

    /** What the database believes of the table is of a day before: a plan that is good for a few is chosen for all. */
    private void knownToBeSmall() throws Exception {
        Shop small = newShop();
        UUID account = small.account(Role.DATA_PROTECTION_OFFICER);
        for (int i = 0; i < 3; i++) {
            Concern _ = Concern.of(small);
        }
        Desk.report(small.browser(Role.CLERK), small, "vault-lost", "The vault was copied");
        Desk desk = Desk.at(signedIn(account), small);
        assertThat(desk.act("accept", Map.of()).status()).isEqualTo(302);
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        assertThat(desk.act(
                                "orders",
                                Map.of("by", "site", "site", small.site().toString(), "since", today, "until", today))
                        .status())
                .isEqualTo(302);
        jdbc().sql("ANALYZE oversight.incident_order").update();
    }

    @Test
    void eachOfAHundredThousandIsFoundCountedToldAndReached() throws Exception {
        knownToBeSmall();
        Concern real = Concern.of(shop);
        many(real);
        int all = jdbc().sql("SELECT count(*) FROM intake.work_order WHERE site_id = ?")
                .param(shop.site())
                .query((row, _) -> row.getInt(1))
                .single();
        assertThat(all).isGreaterThan(MANY - MANY / 100);
        Desk desk = open();
        Browser.Answer taken = within(Duration.ofSeconds(60), "taking in", () -> desk.act("orders", today("site")));
        assertThat(taken.status()).isEqualTo(302);
        Incident now = desk.now();
        assertThat(now.orders()).isEqualTo(all);
        assertThat(now.counted()).isEqualTo(all);
        assertThat(jdbc().sql("SELECT count(*) FROM oversight.incident_order WHERE incident_id = ? AND is_in")
                        .param(desk.id)
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isEqualTo(all);
        assertThat(now.last(Entry.Selected.class).orElseThrow().orders())
                .as("the digest over what was taken in")
                .isEqualTo(IncidentTable.digest(
                        jdbc().sql("SELECT order_id FROM oversight.incident_order WHERE incident_id = ?")
                                .param(desk.id)
                                .query((row, _) -> row.getObject(1, UUID.class))
                                .list()));
        assertThat(desk.act("orders", today("site")).body()).contains("Nothing was found that this would change");

        String page = within(LONG, "the incident’s page", desk::page);
        assertThat(page).contains("<strong class=\"figure\">" + all + "</strong>", all(all));
        assertThat(within(LONG, "the list of incidents", () -> browser.get("/incidents"))
                        .status())
                .isEqualTo(200);

        String path = "/incidents/" + desk.id + "/orders";
        Set<String> codes = new HashSet<>();
        String next = path;
        for (int i = 0; i < 5; i++) {
            String at = next;
            String body = within(LONG, "a page of them", () -> browser.get(at)).body();
            Matcher code = CODE.matcher(body);
            while (code.find()) {
                codes.add(code.group(1));
            }
            Matcher link = NEXT.matcher(body);
            assertThat(link.find()).isTrue();
            next = path + "?after=" + link.group(1);
        }
        assertThat(codes).as("no order twice, none left out").hasSize(5 * ConcernedList.PAGE);
        assertThat(browser.get(path + "?code=" + real.order.code()).body()).contains(real.order.code());
        assertThat(browser.get(path + "?code=2222-2222").body()).contains("Nothing there");
        String file = within(Duration.ofSeconds(30), "a file", () -> browser.get(path + ".csv"))
                .body();
        assertThat(file.lines()).hasSize(ConcernedList.FILE + 1);
        String last =
                file.lines().skip(ConcernedList.FILE).findFirst().orElseThrow().substring(1, 37);
        assertThat(browser.get(path + ".csv?after=" + last)
                        .body()
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow())
                .isGreaterThan("\"" + last);

        Desk.officer(shop, officer);
        desk.describe("kind", "vault-lost");
        assertThat(browser.get(path).body())
                .contains(String.format(java.util.Locale.ENGLISH, "%,d orders without a notice", all));
        assertThat(within(LONG, "releasing", () -> desk.act("release", Map.of()))
                        .status())
                .isEqualTo(302);
        assertThat(real.notices()).contains(desk.now().code());
        assertThat(browser.get(path).body()).doesNotContain("without a notice");
        Concern later = Concern.of(shop);
        desk.act("orders", Map.of("by", "orders", "codes", later.order.code()));
        assertThat(browser.get(path + "?untold=1").body())
                .contains("1 order without a notice", later.order.code())
                .doesNotContain(real.order.code());
        Map<String, String> out = Map.of("codes", later.order.code(), "reason", "another bag");
        assertThat(desk.act("orders-out", out).status()).isEqualTo(302);
        assertThat(desk.now().counted()).isEqualTo(all);
        assertThat(desk.act("orders-out", Map.of("codes", real.order.code(), "reason", "a mistake"))
                        .status())
                .isEqualTo(302);
        assertThat(desk.act("orders", Map.of("by", "orders", "codes", real.order.code()))
                        .status())
                .isEqualTo(302);
        assertThat(bean(ConcernedTable.class).untold(desk.now()))
                .as("who has read it, and was taken out and in again")
                .isZero();

        for (String sql : List.of(ConcernedTable.PAGE, ConcernedTable.UNTOLD, ConcernedTable.TOLD_BEFORE)) {
            assertThat(plan(sql, desk.id))
                    .as(sql)
                    .doesNotContain("Seq Scan on incident_order")
                    .contains("incident_order");
        }
        assertThat(plan(ConcernedTable.PAGE, desk.id)).as("no sort of all").doesNotContain("Sort");
    }

    private static String all(int all) {
        return String.format(java.util.Locale.ENGLISH, "All %,d orders", all);
    }

    /** With values in the place of its parameters, of the kinds that they have. */
    private static String plan(String sql, UUID incident) {
        String filled = sql.replaceFirst("\\?", "'" + incident + "'")
                .replace("order_id > ?", "order_id > '80000000-0000-0000-0000-000000000000'")
                .replace("?", "3");
        return String.join(
                "\n",
                jdbc().sql("EXPLAIN " + filled)
                        .query((row, _) -> row.getString(1))
                        .list());
    }

    /** What takes too long is ended by the database, and told as that: nothing of it is done. */
    @Test
    void whatTakesTooLongIsToldAsThat() {
        assertThat(Desk.<String>inTransaction(_ -> {
                    bean(ConcernedTable.class).limit();
                    return jdbc().sql("SHOW statement_timeout")
                            .query((row, _) -> row.getString(1))
                            .single();
                }))
                .isEqualTo("100s");
        assertThatThrownBy(() -> Desk.<Boolean>inTransaction(_ -> {
                    jdbc().sql("SELECT set_config('statement_timeout', '50ms', true)")
                            .query((_, _) -> true)
                            .single();
                    return jdbc().sql("SELECT pg_sleep(5)")
                            .query((_, _) -> true)
                            .single();
                }))
                .isInstanceOfSatisfying(
                        DataAccessException.class,
                        e -> assertThat(Concerned.isTooLong(e)).isTrue());
    }

    @Test
    void noOrderOfAnotherCompanyIsWrittenIn() throws Exception {
        Shop other = newShop();
        Concern foreign = Concern.of(other);
        Desk desk = open();
        desk.act(
                "orders", Map.of("by", "orders", "codes", Concern.of(shop).order.code()));
        assertThatThrownBy(() -> jdbc().sql("INSERT INTO oversight.incident_order VALUES (?, ?, ?, true)")
                        .params(desk.id, desk.now().seen(), foreign.order.id())
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("of its own company");
        assertThatThrownBy(
                        () -> jdbc().sql("INSERT INTO oversight.incident_order VALUES (?, ?, gen_random_uuid(), true)")
                                .params(desk.id, desk.now().seen())
                                .update())
                .as("an order that there is not")
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("of its own company");
    }
}
