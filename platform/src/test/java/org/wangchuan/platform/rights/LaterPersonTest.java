package org.wangchuan.platform.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerFile;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.web.access.Role;

/** An answer reaches whoever an order's owner is to the vault by now, and not whom they were to it when they asked. */
final class LaterPersonTest extends PlatformTest {
    private static final String ACCOUNT = "6222021234567890";

    private final Shop shop = newShop();
    private final Browser desk = confirmed(shop.account(Role.DATA_PROTECTION_OFFICER));
    private final Reader manager =
            new Reader(Reader.Kind.STAFF, Optional.of(shop.account(Role.MANAGER)), Set.of(Role.MANAGER), shop.site());
    private Asker asker;

    @BeforeEach
    void anOrderOfWhoseOwnerNothingIsKept() throws Exception {
        asker = Asker.of(shop);
    }

    private void keeps(Map<Field, String> values, Purpose purpose) throws Exception {
        bean(OwnerFile.class).write(bean(Orders.class).find(asker.order).orElseThrow(), values, purpose, manager);
    }

    private void registers() throws Exception {
        keeps(
                Map.of(Field.CIVIL_NAME, "王小明", Field.ID_KIND, "other", Field.ID_NUMBER, "A1234567"),
                Purpose.SELLER_REGISTER);
    }

    /** Asked by somebody who is forgotten before anybody answers, with something that is kept of them since. */
    private UUID forgottenSince(RequestKind kind, String text) throws Exception {
        asker.contact("王小明", "13800138000");
        assertThat(asker.ask(kind, text).status()).isEqualTo(302);
        UUID before = asker.person();
        bean(Vault.class).forget(before, manager);
        return before;
    }

    private Browser.Answer answers(String result, String ground) {
        return answers(asker.latest(), result, ground);
    }

    private Browser.Answer answers(PersonRequest request, String result, String ground) {
        return desk.post(
                "/rights/" + request.id() + "/answer",
                Map.of("result", result, "ground", ground, "text", "", "seen", Integer.toString(request.seen())));
    }

    private Vault.Keeping kept() {
        return bean(Vault.class).keeping(asker.person()).orElseThrow();
    }

    @Test
    void aDeletionThatIsGrantedDeletesWhatCameAfterItWasAskedFor() throws Exception {
        asker.ask(RequestKind.DELETION, "");
        assertThat(asker.latest().person()).isEmpty();
        keeps(Map.of(Field.PAYMENT_ACCOUNT, ACCOUNT), Purpose.OFFER_AND_PAYMENT);
        assertThat(desk.get("/rights/" + asker.latest().id()).body()).contains("Account for the payment");
        assertThat(desk.get("/rights/orders/" + asker.order).body()).contains("Account for the payment");

        assertThat(answers("granted", "").status()).isEqualTo(302);
        assertThat(kept().forgottenAt()).isPresent();
        assertThat(asker.page()).contains("Granted");
    }

    @Test
    void soDoesOneOfSomebodyWhoWasForgottenMeanwhile() throws Exception {
        UUID before = forgottenSince(RequestKind.DELETION, "All of it");
        keeps(Map.of(Field.PAYMENT_ACCOUNT, ACCOUNT), Purpose.OFFER_AND_PAYMENT);
        assertThat(asker.person()).isNotEqualTo(before);
        assertThat(answers("granted", "").status()).isEqualTo(302);
        assertThat(kept().forgottenAt()).isPresent();
    }

    @Test
    void whatALawKeepsOfThemByNowIsGrantedInPart() throws Exception {
        asker.ask(RequestKind.DELETION, "");
        registers();
        keeps(Map.of(Field.PAYMENT_ACCOUNT, ACCOUNT), Purpose.OFFER_AND_PAYMENT);
        assertThat(answers("granted", "").body()).contains("granted in part");
        assertThat(kept().fields()).as("nothing was deleted").contains(Field.PAYMENT_ACCOUNT);

        assertThat(answers("in_part", "kept_by_law").status()).isEqualTo(302);
        assertThat(kept().partlyForgottenAt()).isPresent();
        assertThat(kept().fields()).contains(Field.ID_NUMBER).doesNotContain(Field.PAYMENT_ACCOUNT);
    }

    @Test
    void aHoldOfThemByNowIsAGroundAndStopsIt() throws Exception {
        asker.ask(RequestKind.DELETION, "");
        assertThat(answers("refused", "held").body()).contains("That reason does not hold");
        keeps(Map.of(Field.PAYMENT_ACCOUNT, ACCOUNT), Purpose.OFFER_AND_PAYMENT);
        bean(Vault.class)
                .hold(asker.person(), new Vault.Hold("a dispute", Instant.now().plus(Duration.ofDays(9))), manager);
        assertThat(answers("granted", "").body()).contains("A legal hold stops the forgetting");
        assertThat(kept().forgottenAt()).isEmpty();
        assertThat(asker.latest().isOpen()).isTrue();
        assertThat(answers("refused", "held").status()).isEqualTo(302);
    }

    @Test
    void aCorrectionOfWhomTheyAreByNowIsOne() throws Exception {
        forgottenSince(RequestKind.CORRECTION, "My account is another one");
        assertThat(answers("granted", "").body()).contains("Nothing was corrected since it was asked");
        keeps(Map.of(Field.PAYMENT_ACCOUNT, ACCOUNT), Purpose.OFFER_AND_PAYMENT);
        assertThat(answers("granted", "").status()).isEqualTo(302);
    }

    @Test
    void whatIsKeptOfAnInstitutionByTheOrderThatLeadsIsReachedFromEachOther() throws Exception {
        InstitutionList list = InstitutionList.takenIn(shop, "gb-46864-2025", "laptop,A,B,S-1,1\nlaptop,A,B,S-2,1\n");
        WorkOrder lead = list.orders().getFirst();
        UUID other = list.orders().getLast().id();
        bean(OwnerFile.class).write(lead, Map.of(Field.PAYMENT_ACCOUNT, ACCOUNT), Purpose.OFFER_AND_PAYMENT, manager);
        UUID person =
                bean(Orders.class).find(lead.id()).orElseThrow().ownerRef().orElseThrow();
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        String page = desk.post(
                        "/rights/orders/" + other + "/request",
                        Map.of(
                                "kind", RequestKind.DELETION.id(),
                                "way", "letter",
                                "day", today.toString(),
                                "identity", "codes",
                                "text", ""))
                .location();
        assertThat(desk.get(page).body()).contains("Account for the payment");
        PersonRequest request = bean(OwnRequests.class).of(other).getFirst();
        assertThat(answers(request, "granted", "").status()).isEqualTo(302);
        assertThat(bean(Vault.class).keeping(person).orElseThrow().forgottenAt())
                .isPresent();
    }
}
