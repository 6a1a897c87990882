package org.wangchuan.platform.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.custody.DeviceNumber;
import org.wangchuan.platform.custody.DeviceNumbers;
import org.wangchuan.platform.intake.csv.DeviceList;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.intake.list.Batches;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What is kept of a number of which somebody said what it is. */
final class NumbersInDoubtTest extends PlatformTest {
    private final Shop shop = newShop();
    private final Browser clerk = shop.browser(Role.CLERK).in("en");

    /** That it is an IMEI is somebody's word, and no number that is beyond doubt. */
    @ParameterizedTest
    @CsvSource({
        "490154203237518, false, mobile, false",
        "49015420323751, true, mobile, true",
        "4901542032375178, true, mobile, true",
        "200000000000008, true, mobile, true",
        "49015420323751, false, serial, true",
        "R58N1234567, false, serial, false",
    })
    void whatIsAnImeiBySomebodysWordStaysDoubtful(String typed, boolean isCore, String form, boolean isDoubtful) {
        UUID device = takeIn(Map.of("serial", typed, isCore ? "imei-core" : "imei-anyway", typed));
        assertThat(kept(device)).isEqualTo(List.of(form + " " + isDoubtful));

        UUID more = takeIn(
                Map.of("serial", "R58N7654321", "more-numbers", typed, isCore ? "imei-core-2" : "imei-anyway", typed));
        assertThat(kept(more)).contains(form + " " + isDoubtful);
    }

    /** In a list nobody can be asked: fifteen digits that check themselves are an IMEI, whatever else was compared, and nothing that a phone shows on its cable. */
    @ParameterizedTest
    @CsvSource({
        "200000000000008, no, mobile true",
        "200000000000008, yes, mobile true",
        "IMEI1 490154203237518, no, mobile false",
        "490154203237519, yes, unclear true",
        "49015420323751, no, serial true",
        "S/N: 200000000000008, no, serial false",
    })
    void aListTakesFifteenDigitsThatCheckThemselvesForAnImei(String typed, String isChecked, String kept)
            throws Exception {
        String file = "kind,brand,model,serial,number-checked\nphone,Xiaomi,Mi 10," + typed + "," + isChecked + "\n";
        DeviceList list = DeviceList.read(
                file.getBytes(StandardCharsets.UTF_8),
                Map.of("channel", "institution", "presenter", "employee", "policy", "gb-46864-2025", "secrets", "no"));
        assertThat(list.problems()).isEmpty();
        Batch batch = bean(Batches.class).takeIn("a school", list.rows(), shop.site(), shop.account(Role.CLERK));
        assertThat(kept(bean(Batches.class).orders(batch.id()).getFirst().device()))
                .containsExactly(kept);
    }

    /** The database has room for some thousand locks of all connections together, which one list of a thousand phones would take by itself. */
    @Test
    void aListHoldsItsNumbersWithFewLocks() {
        List<DeviceNumber> many = IntStream.range(0, 4000)
                .mapToObj(number -> DeviceNumber.of("R58N" + (1_000_000 + number)))
                .toList();
        new TransactionTemplate(bean(PlatformTransactionManager.class)).executeWithoutResult(_ -> {
            bean(DeviceNumbers.class).hold(many, List.of(shop.site()));
            assertThat(held()).isBetween(1L, 256L);
        });
    }

    /** A long list of one company keeps no counter of another waiting. */
    @Test
    void whatOneCompanyHoldsKeepsNobodyElseWaiting() {
        List<DeviceNumber> numbers = List.of(DeviceNumber.of("R58N1000000"));
        UUID others = newShop().site();
        TransactionTemplate one = new TransactionTemplate(bean(PlatformTransactionManager.class));
        TransactionTemplate other = new TransactionTemplate(bean(PlatformTransactionManager.class));
        other.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        one.executeWithoutResult(_ -> {
            bean(DeviceNumbers.class).hold(numbers, List.of(shop.site()));
            other.executeWithoutResult(_ -> {
                jdbc().sql("SET LOCAL lock_timeout = '5s'").update();
                bean(DeviceNumbers.class).hold(numbers, List.of(others));
            });
            assertThatThrownBy(() -> other.executeWithoutResult(_ -> {
                        jdbc().sql("SET LOCAL lock_timeout = '200ms'").update();
                        bean(DeviceNumbers.class).hold(numbers, List.of(shop.site()));
                    }))
                    .hasMessageContaining("lock timeout");
        });
    }

    private static long held() {
        return jdbc().sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static List<String> kept(UUID device) {
        return jdbc().sql("""
                        SELECT form || ' ' || coalesce(doubtful::text, 'unknown') FROM (
                          SELECT id, number_form, is_number_doubtful FROM custody.device
                          UNION ALL SELECT device_id, number_form, is_number_doubtful FROM custody.device_number WHERE spelling_of IS NULL
                        ) noted (id, form, doubtful) WHERE id = ? ORDER BY 1""").param(device).query((row, _) -> row.getString(1)).list();
    }

    private UUID takeIn(Map<String, String> changes) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "kind", "phone",
                "brand", "HUAWEI",
                "model", "Mate 30",
                "channel", "counter",
                "presenter", "owner",
                "policy", "gb-46864-2025"));
        fields.putAll(changes);
        fields.put("twice-anyway", new IntakeForm(fields).typedNumbers());
        Browser.Answer answer = clerk.post("/intake/new", fields);
        assertThat(answer.status()).as(answer.body()).isEqualTo(302);
        Optional<WorkOrder> order =
                bean(Orders.class).find(UUID.fromString(answer.location().substring("/intake/".length())));
        return order.orElseThrow().device();
    }
}
