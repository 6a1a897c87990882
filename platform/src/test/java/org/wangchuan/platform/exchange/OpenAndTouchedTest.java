package org.wangchuan.platform.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.custody.SerialDigest;
import org.wangchuan.platform.ledger.ErasureOpened;
import org.wangchuan.platform.ledger.OpenErasures;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/**
 * Whatever an erasure that nobody asked for is open against, whoever looks at its order and its plant are told of: three lists of the same numbers, each
 * asked from its own side.
 */
final class OpenAndTouchedTest extends PlatformTest {
    private final Shop shop = newShop();
    private final Plant plant = new Plant(nobody(), PlantKeys.of(shop));
    private final SigningStation station = new SigningStation(newStation(shop.site()));
    private final Heard heard = new Heard();

    /** Which devices were said to be concerned. */
    private static final class Heard implements ApplicationListener<PayloadApplicationEvent<ErasureOpened>> {
        private final Set<UUID> devices = ConcurrentHashMap.newKeySet();

        @Override
        public void onApplicationEvent(PayloadApplicationEvent<ErasureOpened> event) {
            devices.addAll(event.getPayload().devices());
        }
    }

    @BeforeEach
    void listen() {
        station.tellTrust();
        bean(ApplicationEventMulticaster.class).addApplicationListener(heard);
    }

    @AfterEach
    void listenNoMore() {
        bean(ApplicationEventMulticaster.class).removeApplicationListener(heard);
    }

    @Test
    void whatIsOpenAgainstAPhoneIsToldToAllWhoAsk() throws Exception {
        String first = number();
        String further = number();
        String firstBefore = number();
        String furtherBefore = number();
        String mediumBefore = number();
        UUID phone = phone(first);
        jdbc().sql("""
                        INSERT INTO custody.device_number (device_id, serial_digest, serial_tail, number_form, is_number_doubtful)
                        VALUES (?, ?, 'x', 'mobile', false)""").params(phone, digest(further)).update();
        jdbc().sql("""
                        INSERT INTO custody.device_correction (device_id, at, account_id, changed, kind, brand, model, serial_digest, media_digests,
                          media_tails, number_digests)
                        VALUES (?, now(), ?, '{serial}', 'phone', 'a', 'b', ?, ARRAY[?::bytea], '{}', ARRAY[?::bytea])""")
                .params(
                        phone,
                        shop.account(Role.CLERK),
                        digest(firstBefore),
                        digest(mediumBefore),
                        digest(furtherBefore))
                .update();
        for (String named : List.of(first, further, firstBefore, furtherBefore, mediumBefore)) {
            isToldOf(phone, failed(named, ""), named);
        }
        isToldOf(phone, failed(number(), code(phone)), "label");

        UUID other = failed(number(), "");
        assertThat(bean(OpenErasures.class).against(phone)).doesNotContain(other);
        assertThat(heard.devices).isEmpty();
        assertThat(touches(other)).doesNotContain(phone);
    }

    private void isToldOf(UUID phone, UUID bad, String named) {
        assertThat(bean(OpenErasures.class).against(phone)).as(named).contains(bad);
        assertThat(heard.devices).as(named).containsExactly(phone);
        assertThat(touches(bad)).as(named).containsExactly(phone);
        heard.devices.clear();
    }

    private static String number() {
        return "T" + UUID.randomUUID().toString().substring(0, 12);
    }

    private static byte[] digest(String number) {
        return bean(SerialDigest.class).of(number);
    }

    /** One that is registered by its plant, and was begun with once: it has a medium, which bears no number. */
    private UUID phone(String serial) {
        String item = Plant.drive("P-1", serial).replace("bare_drive", "phone");
        assertThat(plant.post("/api/v1/assets", Plant.request("open", List.of(item)))
                        .status())
                .isEqualTo(200);
        UUID device = jdbc().sql(
                        "SELECT device_id FROM exchange.asset WHERE external_id = 'P-1' AND organisation_id = ?")
                .param(shop.organisation())
                .query(UUID.class)
                .single();
        jdbc().sql("INSERT INTO custody.medium (id, device_id, ordinal) VALUES (gen_random_uuid(), ?, 1)")
                .param(device)
                .update();
        return device;
    }

    private static String code(UUID device) {
        return jdbc().sql("SELECT code FROM custody.device WHERE id = ?")
                .param(device)
                .query(String.class)
                .single();
    }

    private UUID failed(String serial, String label) throws Exception {
        String receipt = station.receipt(SigningStation.Said.good(serial, label).with(Verdict.FAILED));
        assertThat(station.call(
                                "POST",
                                "/erasures",
                                Json.object().put("receipt", receipt).build())
                        .status())
                .isEqualTo(200);
        return jdbc().sql("SELECT event_id FROM ledger.statement WHERE receipt = ?")
                .param(receipt)
                .query(UUID.class)
                .single();
    }

    /** Devices that a change of this statement touches. */
    private static List<UUID> touches(UUID statement) {
        return Objects.requireNonNull(new TransactionTemplate(bean(PlatformTransactionManager.class)).execute(now -> {
            now.setRollbackOnly();
            assertThat(jdbc().sql("UPDATE ledger.statement SET log_problem = log_problem WHERE event_id = ?")
                            .param(statement)
                            .update())
                    .isEqualTo(1);
            return jdbc().sql("""
                            SELECT DISTINCT a.device_id FROM exchange.touched t JOIN exchange.asset a ON a.id = t.asset_id
                            WHERE t.xmin::text = pg_current_xact_id()::text""").query(UUID.class).list();
        }));
    }
}
