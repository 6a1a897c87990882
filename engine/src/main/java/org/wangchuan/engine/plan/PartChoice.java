package org.wangchuan.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.Clause;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.Requirement;

/**
 * Which of the other parts of an eMMC are erased with it: those that somebody named, unless the card says that they are protected. A computer may start
 * from one, so that none is erased by itself.
 */
final class PartChoice {
    /** Of what is not erased. */
    static final BilingualText LEFT = new BilingualText(
            "该 eMMC 还有 boot 分区或通用分区，未被全部选择一并清除（见 plan）；留下的部分会使结论为 partial",
            "the eMMC has boot or general purpose partitions, not all of which are erased with it (see plan); what is left holds the result"
                    + " at partial");

    /** Of what is erased by fewer passes than the rules ask for. */
    static final BilingualText FEWER_PASSES = new BilingualText(
            "此规则要求的覆写遍数多于所指明的 boot 分区或通用分区实际得到的遍数（一遍随机数据，再一遍零），因此不算满足该规则",
            "the rules ask for more passes than the boot or general purpose partitions that were named get (one of random data, and one of"
                    + " zeros), and are not satisfied");

    /** Of which the first is random. */
    private static final int PASSES = 2;

    private static final int RANDOM_PASSES = 1;

    private static final BilingualText NOT_CHOSEN = new BilingualText(
            "不会自行清除：里面可能有开机引导程序，清除后平板、Chromebook 等可能再也无法开机，也可能修不好。若其中的数据也要清除，须逐一指明",
            "not erased by itself: the boot loader may be in it, and a tablet or a Chromebook may never start again without, and be beyond repair."
                    + " If what is in it has to go, each has to be named");
    private static final BilingualText UNSEEN = new BilingualText(
            "该设备有或可能有 boot 分区或通用分区，而本机没有显示，无法清除；其中的内容会留下",
            "the card has boot or general purpose partitions, or does not say that it has none, and this computer does not show any: they can't be"
                    + " erased here, and what they hold stays");
    private static final BilingualText PROTECTED = new BilingualText(
            "该设备称 boot 分区已写保护（永久，或直到断电），无法清除；其中的内容会留下",
            "the card says that boot partitions are protected against writes, for good or until its power was off: they can't be erased, and what"
                    + " they hold stays");
    private static final BilingualText NOT_TOLD = new BilingualText(
            "该设备未说明自身有哪些部分、是否写保护，因此不予清除",
            "the card does not say which parts it has and whether they are protected, so that none of them is erased");

    private final DriveFacts told;
    private final List<Plan.PartStep> steps = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    /** @param shown whether this machine shows any of them; the replay protected block, which is none, is another part as well */
    PartChoice(MediumFacts medium, DriveFacts told, List<CardPart> chosen, boolean shown) {
        this.told = told;
        boolean has = medium.bus().equals(Bus.MMC.id())
                && medium.scope() == MediumFacts.Scope.WHOLE_MEDIUM
                && medium.caps().contains(Obstacle.Code.OTHER_PARTS.id());
        if (!has) {
            if (hasUnseen(medium)) {
                leftOut.add(new LeftOut("mmc-parts", UNSEEN));
            }
            return;
        }
        if (chosen.isEmpty()) {
            if (!isAlone()) {
                leftOut.add(
                        shown
                                ? new LeftOut("mmc-parts", NOT_CHOSEN, LeftOut.Cure.NAME)
                                : new LeftOut("mmc-parts", UNSEEN));
            }
            return;
        }
        for (CardPart part : chosen) {
            choose(part);
        }
    }

    private void choose(CardPart part) {
        if (bootBytes() < 0) {
            leftOut.add(new LeftOut(part.name(), NOT_TOLD));
        } else if (part.boot() && !told.no(FactName.MMC_BOOT_PROTECTED)) {
            leftOut.add(new LeftOut(part.name(), told.yes(FactName.MMC_BOOT_PROTECTED) ? PROTECTED : NOT_TOLD));
        } else {
            steps.add(new Plan.PartStep(part, part.boot() ? boot(part) : generalPurpose(part)));
        }
    }

    /** Whether the card says that it has parts, and this machine shows none: some hosts can't reach any. */
    boolean hasUnseen(MediumFacts medium) {
        return medium.bus().equals(Bus.MMC.id())
                && !medium.caps().contains(Obstacle.Code.OTHER_PARTS.id())
                && (bootBytes() > 0 || count(FactName.MMC_GENERAL_PURPOSE) > 0);
    }

    List<Plan.PartStep> steps() {
        return steps;
    }

    List<LeftOut> leftOut() {
        return leftOut;
    }

    /**
     * Whether no part is left, by the card's own word.
     *
     * @param asked whether the card is asked for its parts in the course of the erasure also if none is erased
     */
    boolean leavesNone(boolean asked) {
        long boots = steps.stream().filter(step -> step.part().boot()).count();
        boolean all = bootBytes() >= 0
                && boots == (bootBytes() > 0 ? 2 : 0)
                && steps.size() - boots == count(FactName.MMC_GENERAL_PURPOSE);
        return all && (asked || !steps.isEmpty());
    }

    /**
     * Whether the rules ask for more passes than each part gets: a stream, and zeros after it.
     *
     * @param erasedByTheCard whether the card erases them, instead of the zeros
     */
    boolean getsFewer(Policy policy, MediumClass kind, boolean erasedByTheCard) {
        int passes = erasedByTheCard ? RANDOM_PASSES : PASSES;
        return !steps.isEmpty()
                && policy.clauses().stream()
                        .map(Clause::needs)
                        .filter(Requirement.Overwritten.class::isInstance)
                        .map(Requirement.Overwritten.class::cast)
                        .anyMatch(needed -> needed.passesMin().getOrDefault(kind, 0) > passes
                                || needed.randomPassesMin().getOrDefault(kind, 0) > RANDOM_PASSES);
    }

    private boolean isAlone() {
        return bootBytes() == 0 && count(FactName.MMC_GENERAL_PURPOSE) == 0;
    }

    /** Negative if it does not say. */
    private long bootBytes() {
        return count(FactName.MMC_BOOT_BYTES);
    }

    private long count(FactName name) {
        return told.about(name)
                .filter(fact -> fact.value() instanceof Fact.Count)
                .map(fact -> ((Fact.Count) fact.value()).value())
                .orElse(-1L);
    }

    private static BilingualText boot(CardPart part) {
        return new BilingualText(
                "先于其余部分清除（" + part.capacityBytes() + " 字节）：覆写并整体回读，再擦除。里面可能有开机引导程序，清除后该设备可能再也无法开机，也可能修不好。未在真实硬件上试过",
                "erased before the rest (" + part.capacityBytes()
                        + " bytes): overwritten and read back whole, then blanked. The boot loader may be in it: without it the computer may never"
                        + " start again, and be beyond repair. Untried on hardware");
    }

    private static BilingualText generalPurpose(CardPart part) {
        return new BilingualText(
                "先于其余部分清除（" + part.capacityBytes() + " 字节）：覆写并整体回读，再擦除。未在真实硬件上试过",
                "erased before the rest (" + part.capacityBytes()
                        + " bytes): overwritten and read back whole, then blanked. Untried on hardware");
    }
}
