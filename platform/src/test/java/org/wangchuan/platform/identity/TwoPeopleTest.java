package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** Who lets somebody in by a link may be them for a while: where two are asked for, these are one. */
final class TwoPeopleTest extends PlatformTest {
    private final Shop shop = newShop();
    private final UUID one = shop.account(Role.ADMINISTRATOR, Role.MANAGER);
    private final UUID other = shop.account(Role.CLERK);
    private final Instant begun = Instant.now().minusSeconds(1);
    private final TwoPeople people = bean(TwoPeople.class);
    private final OneTimeLinks links = bean(OneTimeLinks.class);

    @Test
    void whoWasLetInIsNoSecondPersonToWhoLetThemIn() {
        assertThat(people.areTwo(one, begun, other)).isTrue();
        assertThat(people.areTwo(one, begun, one)).isFalse();
        String link = links.createOnRecord(other, Optional.of(one));
        assertThat(people.areTwo(one, begun, other)).as("nobody has used it").isTrue();
        use(link);
        assertThat(people.areTwo(one, begun, other)).isFalse();
        assertThat(people.areTwo(other, begun, one))
                .as("nor the other way round")
                .isFalse();
        UUID third = shop.account(Role.CLERK);
        assertThat(people.areTwo(third, begun, other)).isTrue();
        assertThat(people.areTwo(other, begun, third)).isTrue();
    }

    @Test
    void aDayAfterItsUseTheLinkCountsNoMore() {
        letIn(other, one);
        Instant tomorrow = Instant.now().plus(TwoPeople.LET_IN).plusSeconds(60);
        TwoPeople then = new TwoPeople(jdbc(), () -> tomorrow);
        assertThat(new TwoPeople(jdbc(), () -> tomorrow.minus(Duration.ofMinutes(5))).areTwo(one, begun, other))
                .isFalse();
        assertThat(then.areTwo(one, begun, other)).isTrue();
        assertThat(then.areTwo(other, tomorrow.minusSeconds(1), one)).isTrue();
        assertThat(then.areTwo(other, begun, one))
                .as("the first may have acted within that day")
                .isFalse();
    }

    /** The moment is that of the rule: a microsecond before it they may be one, then they are two. */
    @Test
    void itIsToldFromWhenOnTheyAreTwo() {
        assertThat(people.areTwoFrom(one, begun, one)).isEmpty();
        assertThat(people.areTwoFrom(one, begun, other).orElseThrow()).isBeforeOrEqualTo(Instant.now());
        letIn(other, one);
        letIn(other, shop.account(Role.ADMINISTRATOR));
        letIn(other, one);
        Instant from = people.areTwoFrom(one, begun, other).orElseThrow();
        assertThat(from).isAfter(Instant.now());
        assertThat(new TwoPeople(jdbc(), () -> from).areTwo(one, begun, other)).isTrue();
        assertThat(new TwoPeople(jdbc(), () -> from.minusNanos(1_000)).areTwo(one, begun, other))
                .isFalse();
        assertThat(people.areTwoFrom(other, begun, one))
                .as("the first acted while they might be the second")
                .isEmpty();
    }

    /** Two whom a third let in, and who was let in by whom somebody let in. */
    @Test
    void whoMayBeTheSameThirdAreNotTwoEither() {
        UUID another = shop.account(Role.MANAGER);
        letIn(other, one);
        letIn(another, one);
        assertThat(people.areTwo(another, begun, other)).isFalse();

        UUID second = shop.account(Role.ADMINISTRATOR);
        UUID last = shop.account(Role.CLERK);
        letIn(second, one);
        letIn(last, second);
        assertThat(people.areTwo(one, begun, last)).isFalse();
        assertThat(people.areTwo(last, begun, one)).isFalse();
        UUID stranger = shop.account(Role.CLERK);
        letIn(stranger, shop.account(Role.ADMINISTRATOR));
        assertThat(people.areTwo(one, begun, stranger)).isTrue();
    }

    /** What somebody was let in by afterwards says nothing of the link that they had made before. */
    @Test
    void onlyWhatWasBeforeALinkSaysWhoMadeIt() {
        UUID second = shop.account(Role.ADMINISTRATOR);
        letIn(other, second);
        letIn(second, one);
        assertThat(people.areTwo(one, begun, other)).isTrue();
        assertThat(people.areTwo(one, begun, second)).isFalse();
    }

    /** Whoever runs the machine is nobody here. */
    @Test
    void aLinkOfTheMachineMakesNobodyAnother() {
        use(links.create(other));
        use(links.create(one));
        assertThat(people.areTwo(one, begun, other)).isTrue();
    }

    private void letIn(UUID whom, UUID by) {
        use(links.createOnRecord(whom, Optional.of(by)));
    }

    private void use(String link) {
        assertThat(links.use(URI.create(link).getPath().substring(OneTimeLinks.PATH.length())))
                .isPresent();
    }
}
