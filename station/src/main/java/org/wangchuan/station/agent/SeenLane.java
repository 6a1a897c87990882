package org.wangchuan.station.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.engine.plan.LeftOut;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Technique;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.erase.Outlook;

/**
 * A lane as it was examined.
 *
 * @param outlook by what rule sets are planned; empty where it may not be touched whatever the rules are
 * @param rules the rule sets that its state tells of
 * @param looks how often it was examined with an outlook; one that nobody could open is not among them
 * @param rests how often it was passed over since
 */
record SeenLane(BenchLane lane, Optional<Outlook> outlook, List<String> rules, int looks, int rests) {
    /**
     * Another program had it open: the system itself does, for a moment, with each drive that is plugged in. So often it is asked anew, at each look, what
     * it can do by itself: whatever lasts longer may be another part of the same device, at which this station is at work.
     */
    private static final int LOOKS_IN_A_ROW = 5;

    /** After that it is asked every few minutes: so many looks of {@link BenchAgent#LOOK_EVERY} are five. */
    static final int RESTS_UNHEARD = 100;

    /** One that refuses for now what it has: a computer slept, or a sanitize came to its end. A minute. */
    static final int RESTS_HINDERED = 20;

    private static final String IN_USE = "IN_USE";
    private static final String OUT_OF_REACH = "LEVEL_OUT_OF_REACH";
    private static final String CLAUSES_UNDETERMINED = "CLAUSES_UNDETERMINED";

    private static final LaneState.Obstacle MAY_PASS = new LaneState.Obstacle(
            LaneState.Rules.MAY_PASS,
            new BilingualText(
                    "这种状态可能会过去：工作站约每分钟重新查看一次",
                    "this may pass: the station looks at the drive again about once a minute"));

    SeenLane {
        rules = List.copyOf(rules);
    }

    /** Whether it has to be examined again, though it is the same. */
    boolean mayHavePassed() {
        if (outlook.isEmpty()) {
            return lane.state().obstacles().stream()
                    .anyMatch(obstacle -> obstacle.code().equals(IN_USE));
        }
        if (outlook.get().isUnheard()) {
            return looks < LOOKS_IN_A_ROW || rests >= RESTS_UNHEARD;
        }
        return rests >= RESTS_HINDERED && lane.state().rules().stream().anyMatch(LaneState.Rules::mayPass);
    }

    /** The same, passed over once more. */
    SeenLane rested() {
        return new SeenLane(lane, outlook, rules, looks, rests + 1);
    }

    /** The same that tells of these rule sets; its device is not asked for them. */
    SeenLane under(List<String> named) {
        if (outlook.isEmpty() || rules.equals(named)) {
            return this;
        }
        List<LaneState.Rules> told = named.stream()
                .flatMap(policy -> told(outlook.get(), policy).stream())
                .toList();
        BenchLane now = new BenchLane(lane.path(), lane.base(), lane.state().with(told));
        return new SeenLane(now, outlook, named, looks, rests);
    }

    private static Optional<LaneState.Rules> told(Outlook outlook, String id) {
        List<Policy> versions = PolicyCatalogue.versions(id);
        if (versions.isEmpty()) {
            List<LaneState.Obstacle> why = Lanes.of(List.of(Refusals.unknownPolicy(id)));
            return Optional.of(new LaneState.Rules(id, List.of(), false, why, List.of(), 0, List.of()));
        }
        // Platforms of before read the newest version alone: where nothing is known of that, nothing is told.
        return told(outlook, versions.getLast()).map(newest -> withEarlier(newest, outlook, versions));
    }

    private static Optional<LaneState.Rules> told(Outlook outlook, Policy policy) {
        String id = policy.id();
        // As the task of an order is planned.
        return outlook.under(policy, VerifyMode.FULL).map(under -> {
            Plan plan = under.plan();
            return under.refusals().isEmpty()
                    ? new LaneState.Rules(id, List.of(), true, open(plan), sentences(plan), seconds(plan), List.of())
                    : new LaneState.Rules(id, List.of(), false, against(under), List.of(), 0, List.of());
        });
    }

    /** The same with its version, and all versions that an order may have been agreed to under: those that come to the same are told once. */
    private static LaneState.Rules withEarlier(LaneState.Rules newest, Outlook outlook, List<Policy> versions) {
        Map<LaneState.Rules, List<Long>> alike = new LinkedHashMap<>();
        alike.put(newest, new ArrayList<>());
        for (Policy version : versions) {
            told(outlook, version)
                    .ifPresent(told ->
                            alike.computeIfAbsent(told, _ -> new ArrayList<>()).add(version.version()));
        }
        List<LaneState.Rules> all = alike.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), List.of()))
                .toList();
        return of(all.getFirst(), all.getFirst().versions(), all.subList(1, all.size()));
    }

    private static LaneState.Rules of(LaneState.Rules told, List<Long> versions, List<LaneState.Rules> earlier) {
        return new LaneState.Rules(
                told.policy(), versions, told.isMet(), told.obstacles(), told.plan(), told.estimateSeconds(), earlier);
    }

    /** What nothing but a person's word meets afterwards. */
    private static List<LaneState.Obstacle> open(Plan plan) {
        return plan.leftOpen().stream()
                .map(sentence -> new LaneState.Obstacle(CLAUSES_UNDETERMINED, sentence))
                .toList();
    }

    /** Why not; of a drive whose own ways do not reach far enough, what is the matter with each. */
    private static List<LaneState.Obstacle> against(Outlook.Under under) {
        List<LaneState.Obstacle> out = new ArrayList<>(Lanes.of(under.refusals()));
        if (out.stream().anyMatch(one -> one.code().equals(OUT_OF_REACH))) {
            under.plan().leftOut().stream()
                    .filter(left -> NativeTechnique.of(left.id()).isPresent())
                    .map(LeftOut::reason)
                    .distinct()
                    .forEach(reason -> out.add(new LaneState.Obstacle("WAY_LEFT_OUT", reason)));
        }
        if (under.mayPass()) {
            out.add(MAY_PASS);
        }
        return out;
    }

    /** What would be done, in its order, and what it leaves open. */
    static List<BilingualText> sentences(Plan plan) {
        return Stream.of(
                        plan.hiddenAreas().stream().map(Plan.HiddenAreaStep::reason),
                        plan.techniques().stream().map(Technique::reason),
                        plan.leftOpen().stream())
                .flatMap(sentences -> sentences)
                .toList();
    }

    /** 0 if somebody should say how long it takes, and does not. */
    static long seconds(Plan plan) {
        return plan.estimatedSeconds().orElse(0);
    }
}
