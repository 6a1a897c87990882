package org.wangchuan.platform.oversight.secondcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.bench.PhoneOrder;
import org.wangchuan.platform.custody.CardAccount;
import org.wangchuan.platform.custody.Cards;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.ledger.Hands;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Samples;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.PhoneClaims.Lock;

/** Whoever accounted for a phone's cards is no second person for it: they may have said that there was none against what was seen. */
@Tag("slow")
final class CardsHandTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void whoAccountedForTheCardsLooksAtTheirOwnWork() throws Exception {
        var _ = new Drawn(shop);
        PhoneOrder phone = PhoneOrder.unaccounted(shop);
        phone.erases(Lock.UNLOCKED);
        phone.answersClauses(shop);
        Samples.during(() -> {
            phone.accounts("given_back", "none", "none", false);
            assertThat(Samples.isDrawn(phone.device.id())).isTrue();
        });
        // It is drawn, and somebody else says the same once more: nobody has noted their hand with the draw.
        UUID later = shop.account(Role.CLERK);
        bean(OrderCards.class)
                .account(
                        phone.order,
                        CardAccount.of("given_back", "none", "none").orElseThrow(),
                        bean(Cards.class).of(phone.device.id()).last(),
                        later,
                        false);
        assertThat(bean(Clearings.class).against(phone.device.id())).contains("drawn");
        for (UUID account : new UUID[] {phone.counter, later}) {
            assertThat(isInWhatProvedIt(phone, account)).isTrue();
            Drawn.alsoVerifies(account);
            assertThatThrownBy(() -> bean(SecondChecks.class)
                            .verify(phone.device.id(), SecondCheckTest.confirmed(), SecondCheckTest.visitor(account)))
                    .isInstanceOf(CheckException.class)
                    .hasMessageContaining("OWN_WORK");
            assertThatThrownBy(() -> SecondCheckTest.noted(phone.device.id(), account, "number,account,setup,tray"))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("own work");
        }
        UUID other = shop.account(Role.VERIFIER);
        assertThat(isInWhatProvedIt(phone, other)).isFalse();
        bean(SecondChecks.class).verify(phone.device.id(), SecondCheckTest.confirmed(), SecondCheckTest.visitor(other));
        assertThat(bean(Clearings.class).against(phone.device.id())).isEmpty();
    }

    private static boolean isInWhatProvedIt(PhoneOrder phone, UUID account) {
        return bean(Hands.class)
                .of(bean(Statements.class).ofOrder(phone.order).stream()
                        .map(StatementFile::eventId)
                        .toList())
                .stream()
                .anyMatch(hand -> hand.account().filter(account::equals).isPresent());
    }
}
