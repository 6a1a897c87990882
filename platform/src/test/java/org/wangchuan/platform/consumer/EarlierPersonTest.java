package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerFile;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.Disclosures;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.web.access.Role;

/** Who looked, and whom it was told, stays on the pages of an order although its person was forgotten and a new one began. */
final class EarlierPersonTest extends PlatformTest {
    private static final String AUTHORITY = "Police of X";

    private final Shop shop = newShop();
    private final Browser owner = nobody();
    private final Reader manager =
            new Reader(Reader.Kind.STAFF, Optional.of(UUID.randomUUID()), Set.of(Role.MANAGER), shop.site());
    private BenchOrder order;
    private String link;

    @BeforeEach
    void anOwnerWhoLeftTheirNumber() throws Exception {
        order = BenchOrder.consented(shop);
        link = URI.create(bean(OwnerInvitation.class).link(order.order)).getPath();
        owner.post(link, Map.of());
        owner.post(link + "/contact", Map.of("name", "王小明", "phone", "13812345678"));
    }

    @Test
    void whatWasToldOfThemStaysOnBothPages() throws Exception {
        UUID first = discloses(Optional.empty());
        forgets();
        owner.post(link + "/contact", Map.of("name", "王", "phone", ""));
        assertThat(person()).isNotEqualTo(first);

        assertThat(owner.get(link + "/privacy").body()).contains(AUTHORITY);
        assertThat(lawPage()).contains(AUTHORITY);
    }

    /** What a clerk writes makes a new person as well. */
    @Test
    void aNewPersonByTheShopHidesNothing() throws Exception {
        discloses(Optional.empty());
        forgets();
        bean(OwnerFile.class)
                .write(
                        bean(Orders.class).find(order.order).orElseThrow(),
                        Map.of(Field.PAYMENT_ACCOUNT, "6222021234567890"),
                        Purpose.OFFER_AND_PAYMENT,
                        manager);
        assertThat(owner.get(link + "/privacy").body()).contains(AUTHORITY);
        assertThat(lawPage()).contains(AUTHORITY);
    }

    /** A law kept it from them for a time, which ends when they are somebody else to the vault. */
    @Test
    void whatIsToldLaterIsTold() throws Exception {
        UUID person =
                discloses(Optional.of(new Disclosures.Delay(Instant.now().plus(Duration.ofDays(30)), "Article 150")));
        forgets();
        owner.post(link + "/contact", Map.of("name", "王", "phone", ""));
        assertThat(owner.get(link + "/privacy").body()).as("not yet").doesNotContain(AUTHORITY);
        jdbc().sql("UPDATE vault.read SET shown_from = now() WHERE person_id = ? AND shown_from IS NOT NULL")
                .param(person)
                .update();
        assertThat(owner.get(link + "/privacy").body()).contains(AUTHORITY);
    }

    @Test
    void whoItWasIsNeverTakenBack() throws Exception {
        UUID first = person();
        forgets();
        owner.post(link + "/contact", Map.of("name", "王", "phone", ""));
        assertThat(jdbc().sql("SELECT person_id FROM intake.order_person WHERE order_id = ? ORDER BY id")
                        .param(order.order)
                        .query(UUID.class)
                        .list())
                .containsExactly(first, person());
        for (String change : new String[] {
            "UPDATE intake.order_person SET person_id = gen_random_uuid() WHERE order_id = ?",
            "DELETE FROM intake.order_person WHERE order_id = ?"
        }) {
            assertThatThrownBy(() -> jdbc().sql(change).param(order.order).update())
                    .isInstanceOf(DataAccessException.class);
        }
    }

    /** Asked for and opened; the person that it was of. */
    private UUID discloses(Optional<Disclosures.Delay> delay) throws Exception {
        UUID person = person();
        Disclosures disclosures = bean(Disclosures.class);
        UUID asked = disclosures.ask(
                person,
                new Disclosures.Asked(AUTHORITY, "Case 7", "Article 9", Set.of(Purpose.CEREMONY), delay),
                true,
                Optional.empty(),
                manager);
        disclosures.open(asked, manager);
        if (delay.isEmpty()) {
            assertThat(owner.get(link + "/privacy").body()).contains(AUTHORITY);
        }
        assertThat(lawPage()).contains(AUTHORITY);
        return person;
    }

    private void forgets() {
        assertThat(owner.post(link + "/forget", Map.of("sure", "1")).status()).isEqualTo(302);
    }

    private UUID person() {
        return bean(Orders.class).find(order.order).orElseThrow().ownerRef().orElseThrow();
    }

    private String lawPage() {
        return shop.browser(Role.MANAGER).get("/intake/" + order.order + "/law").body();
    }
}
