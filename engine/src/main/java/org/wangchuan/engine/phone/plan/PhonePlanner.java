package org.wangchuan.engine.phone.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Trust;
import org.wangchuan.engine.phone.plan.PhonePlan.LeftOut;
import org.wangchuan.engine.phone.plan.PhonePlan.Offer;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.phone.verdict.PhoneConformityRules;
import org.wangchuan.engine.plan.Plan.Unsatisfiable;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.engine.verdict.ClauseState.State;
import org.wangchuan.engine.verdict.ConformityRules;

/** Plans before anything is touched, and says beforehand what can't be reached. A pure function of facts, policy and the ways that are shipped. */
public final class PhonePlanner {
    /** A reset within another system takes away nothing of what its owner stored. */
    private static final Condition ALONE =
            new Condition(Property.SECOND_SYSTEM, List.of("no", "installed"), Trust.SHOWN);

    private final Policy policy;
    private final boolean isSecondRunning;
    private final boolean isSystemDisputed;
    private final List<Offer> offers = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    private PhonePlanner(Policy policy, Facts facts) {
        this.policy = policy;
        this.isSecondRunning = isSecondRunning(facts);
        this.isSystemDisputed = isSystemDisputed(facts);
    }

    /** The plan for a phone of which this is known, under this policy. */
    public static PhonePlan plan(Facts facts, Policy policy) {
        PhonePlanner planner = new PhonePlanner(policy, facts);
        TechniqueCatalogue.all().forEach(technique -> planner.place(technique, facts));
        // Of two that could satisfy as much the one that ends sooner at the latest first; the sort keeps the
        // catalogue's
        // order beyond that.
        planner.offers.sort(Comparator.<Offer>comparingLong(offer -> count(offer.atBest(), State.NOT_SATISFIED))
                .thenComparingLong(offer -> count(offer.atBest(), State.UNDETERMINED))
                .thenComparingLong(offer -> offer.time().mostSeconds().orElse(Long.MAX_VALUE)));
        return new PhonePlan(policy, planner.offers, planner.leftOut, OwnersPart.of(facts), planner.obstacles());
    }

    private void place(PhoneTechnique technique, Facts facts) {
        List<Condition> contradicted = new ArrayList<>(with(technique, facts, Condition.State.CONTRADICTED));
        if (isSecondRunning) {
            contradicted.add(ALONE);
        }
        List<Condition> missing = with(technique, facts, Condition.State.UNKNOWN);
        List<ClauseState> atBest = PhoneConformityRules.atBest(technique, policy);
        if (contradicted.isEmpty() && missing.isEmpty()) {
            offers.add(new Offer(
                    technique, WayTime.of(technique, facts), technique.reaches(), atBest, technique.isTried()));
        } else {
            leftOut.add(new LeftOut(technique, contradicted, missing, atBest));
        }
    }

    /** Whoever tells it, and whatever that is worth. */
    private static boolean isSecondRunning(Facts facts) {
        return facts.all().stream()
                .anyMatch(fact -> fact.property() == Property.SECOND_SYSTEM
                        && fact.value().equals("running"));
    }

    /** What people say and what the cable shows of its system do not go together. */
    private static boolean isSystemDisputed(Facts facts) {
        boolean isOfNoOther = facts.isApplesByDescriptors() && !facts.isSystemTold() && !facts.isApple();
        boolean isToldOtherwise =
                facts.isSystemTold() && facts.said(Property.SYSTEM).isEmpty();
        return facts.isSystemSaid() && (isOfNoOther || isToldOtherwise);
    }

    private static List<Condition> with(PhoneTechnique technique, Facts facts, Condition.State state) {
        return technique.needs().stream()
                .filter(need -> need.in(facts) == state)
                .toList();
    }

    private static long count(List<ClauseState> clauses, State state) {
        return clauses.stream().filter(clause -> clause.state() == state).count();
    }

    private List<Unsatisfiable> obstacles() {
        if (offers.stream().anyMatch(offer -> ConformityRules.satisfied(offer.atBest()))) {
            return List.of();
        }
        if (isSecondRunning) {
            return List.of(
                    new Unsatisfiable(
                            "SECOND_SYSTEM_RUNNING",
                            new BilingualText(
                                    "手机现在运行的是维修模式或试用系统，重置只会清除那一个系统的数据：先退出维修模式（设置 > 系统 > 维修模式）或试用系统，再开始新的作业",
                                    "the phone is in repair mode or runs a trial system, and a reset takes that system's data alone:"
                                            + " leave repair mode (Settings > System > Repair mode) or the trial system first, and begin a new job")));
        }
        List<Unsatisfiable> out = new ArrayList<>();
        if (policy.level() == SanitizationLevel.PURGED) {
            out.add(new Unsatisfiable(
                    "LEVEL_OUT_OF_REACH",
                    new BilingualText(
                            "规则要求 Purge，而手机经数据线最多只能达到 Clear",
                            "the policy asks for Purge; a phone over its cable reaches Clear at the most")));
        }
        if (offers.isEmpty()) {
            out.add(nothingOffered());
        } else {
            out.add(openOrOut(offers.getFirst().atBest()));
        }
        return out;
    }

    private Unsatisfiable nothingOffered() {
        if (isSystemDisputed) {
            return new Unsatisfiable(
                    "SYSTEM_DISPUTED",
                    new BilingualText(
                            "有人说的系统与手机在数据线上显示的不符：以手机显示的为准，请结束此作业，重新开始",
                            "people say that another system runs on this phone than its cable shows: the cable counts; end this job and begin a new one"));
        }
        boolean isAnyOpen = leftOut.stream().anyMatch(LeftOut::isOpen);
        return isAnyOpen
                ? new Unsatisfiable(
                        "KNOWN_TOO_LITTLE",
                        new BilingualText(
                                "对这部手机了解得不够，尚不能确定任何方式：请改用引导流程",
                                "too little is known of this phone for any way to be offered: take the guided workflow"))
                : new Unsatisfiable(
                        "NOTHING_FITS",
                        new BilingualText(
                                "没有一种方式适用于这部手机", "what is known of this phone speaks against every way that there is"));
    }

    /** Of the best that there is. */
    private static Unsatisfiable openOrOut(List<ClauseState> atBest) {
        List<BilingualText> out = texts(atBest, State.NOT_SATISFIED);
        if (!out.isEmpty()) {
            return new Unsatisfiable(
                    "CLAUSES_OUT_OF_REACH",
                    named("现有方式无法满足以下条款：", "no way that is offered can satisfy these clauses: ", out));
        }
        return new Unsatisfiable(
                "CLAUSES_UNDETERMINED",
                named(
                        "以下条款须由有资格的人员说明理由后判定：",
                        "a qualified person has to decide, with reasons, about these clauses: ",
                        texts(atBest, State.UNDETERMINED)));
    }

    private static List<BilingualText> texts(List<ClauseState> clauses, State state) {
        return clauses.stream()
                .filter(clause -> clause.state() == state)
                .map(clause -> clause.clause().text())
                .toList();
    }

    /** Clauses by their words: their ids are no words in either language. */
    private static BilingualText named(String zh, String en, List<BilingualText> clauses) {
        return new BilingualText(
                clauses.stream().map(text -> "“" + text.zh() + "”").collect(Collectors.joining("、", zh, "")),
                clauses.stream().map(text -> "“" + text.en() + "”").collect(Collectors.joining(", ", en, "")));
    }
}
