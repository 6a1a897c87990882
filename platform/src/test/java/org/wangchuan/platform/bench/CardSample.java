package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.testing.PlatformTest.bean;

import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;
import org.wangchuan.platform.intake.workflow.Workflows;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.Verdict;

/** Orders of phones of which one part is done, or failed, and another is not, for tests of pages. */
public final class CardSample {
    private CardSample() {}

    /** Its card is proved, and nobody has tried the phone. */
    public static PhoneOrder cardFirst(Shop shop) throws Exception {
        PhoneOrder out = stays(shop);
        CardsTest.erasesCard(out, SigningStation.serial(), Verdict.CLEARED);
        assertThat(out.state()).isEqualTo(OrderState.IN_PART);
        return out;
    }

    /** The phone is proved, and its card is bad, or not erased yet. */
    public static PhoneOrder phoneFirst(Shop shop, boolean isCardBad) throws Exception {
        PhoneOrder out = stays(shop);
        out.tellPhone();
        out.erases(Lock.UNLOCKED);
        out.answersClauses(shop);
        if (isCardBad) {
            CardsTest.erasesCard(out, SigningStation.serial(), Verdict.FAILED);
        }
        assertThat(out.state()).isEqualTo(isCardBad ? OrderState.NOT_CLEARED : OrderState.IN_PART);
        return out;
    }

    /** The phone is proved, and nobody has accounted for its cards. */
    public static PhoneOrder unaccounted(Shop shop) throws Exception {
        PhoneOrder out = PhoneOrder.unaccounted(shop);
        out.erases(Lock.UNLOCKED);
        out.answersClauses(shop);
        assertThat(out.state()).isEqualTo(OrderState.IN_PART);
        return out;
    }

    /** The phone is dead, and its card is proved. */
    public static PhoneOrder dead(Shop shop) throws Exception {
        PhoneOrder out = stays(shop);
        WorkflowRuns runs = bean(WorkflowRuns.class);
        WorkflowRuns.Run run =
                runs.start(out.order, bean(Workflows.class).find("android", 5).orElseThrow(), out.account);
        assertThat(runs.answer(run, "erase", "dead", out.account)).isEqualTo(WorkflowRuns.Refusal.TAKEN);
        runs.end(run, out.account);
        CardsTest.erasesCard(out, SigningStation.serial(), Verdict.CLEARED);
        assertThat(out.state()).isEqualTo(OrderState.NOT_CLEARED);
        return out;
    }

    /** A station began with the phone and was given up. */
    public static PhoneOrder givenUp(Shop shop) throws Exception {
        PhoneOrder out = PhoneOrder.consented(shop);
        out.claimed();
        bean(BenchTasks.class).giveUp(out.order, out.account);
        assertThat(out.state()).isEqualTo(OrderState.NOT_CLEARED);
        return out;
    }

    private static PhoneOrder stays(Shop shop) throws Exception {
        PhoneOrder out = PhoneOrder.unaccounted(shop);
        out.accounts("none", "none", "stays", false);
        return out;
    }
}
