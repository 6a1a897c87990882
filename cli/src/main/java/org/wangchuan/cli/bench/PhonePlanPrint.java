package org.wangchuan.cli.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PlanService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.Surroundings;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.plan.PhonePlanner;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.station.phone.BenchCables;
import org.wangchuan.station.phone.PhoneBench;
import org.wangchuan.station.phone.PhoneTimes;

/**
 * {@code plan} of phones: what could be done to each by what it shows unasked, before its owner consented to anything. What it would have to tell for a way to be offered
 * is said with each.
 */
final class PhonePlanPrint {
    private final Function<Consumer<String>, PhoneBench> benches;
    private final PhoneTimes times;

    /** At this machine's cables. */
    PhonePlanPrint() {
        this(trouble -> new BenchCables(new PhoneCables(Surroundings.real()), trouble), PhoneTimes.DEFAULTS);
    }

    /** @param benches given whom they tell that the cables can't be looked at */
    PhonePlanPrint(Function<Consumer<String>, PhoneBench> benches, PhoneTimes times) {
        this.benches = benches;
        this.times = times;
    }

    /** @throws UserError if it asks for what only drives have, or nothing hangs at one of the places */
    ExitCode plan(PlanService.Request request, Context context) throws UserError {
        if (request.medium().isPresent() || request.psid() || !request.also().isEmpty()) {
            throw UserError.of(
                    ExitCode.USAGE, "PLAN_OF_PHONE", request.targets().getFirst());
        }
        Policy policy = Choices.policy(request.policy(), request.policyVersion());
        List<UsbPlace> places = new ArrayList<>();
        for (String target : request.targets()) {
            places.add(HangingPhone.place(target));
        }
        Console console = context.console();
        List<JsonValue> results = new ArrayList<>();
        boolean isEach = true;
        try (PhoneBench bench =
                benches.apply(reason -> console.error(console.messages().text("station.trouble", reason)))) {
            for (UsbPlace place : places) {
                Facts shown = shown(bench, place);
                PhonePlan plan = PhonePlanner.plan(shown, policy);
                isEach &= plan.satisfiable();
                results.add(json(place, shown, plan));
                if (!request.json()) {
                    print(place, shown, plan, console);
                }
            }
        }
        if (request.json()) {
            console.result(CanonicalJson.writeText(
                    Json.object().put("results", new JsonValue.Array(results)).build()));
        }
        return isEach ? ExitCode.OK : ExitCode.NOT_SATISFIED;
    }

    /** Nothing of it is kept, so that its numbers are digested under a key that nobody has. */
    private Facts shown(PhoneBench bench, UsbPlace place) throws UserError {
        byte[] key = new byte[Digests.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            return HangingPhone.on(bench, Optional.of(bench.known(place)), times)
                    .unasked(new Digests(key), Deadline.after(times.unasked()))
                    .facts();
        } catch (ContactException _) {
            return Facts.NONE; // what shows nothing is planned for by that
        }
    }

    private static void print(UsbPlace place, Facts shown, PhonePlan plan, Console console) {
        var messages = console.messages();
        console.result(messages.text("phone.shown", place, PhoneWords.name(shown, messages)) + ", "
                + plan.policy().id());
        PhonePlanText text = new PhonePlanText(PhoneProducers.NONE, messages, line -> console.result("  " + line));
        text.offers(plan, shown);
        text.leftOut(plan);
        text.notOffered(shown);
        text.obstacles(plan);
        console.note(messages.text("phone.plan-more", place));
    }

    private static JsonValue.Obj json(UsbPlace place, Facts shown, PhonePlan plan) {
        List<JsonValue> facts = new ArrayList<>();
        shown.all()
                .forEach(fact -> facts.add(Json.object()
                        .put("property", fact.property().id())
                        .put("value", fact.value())
                        .put("source", fact.source().id())
                        .build()));
        List<JsonValue> offers = new ArrayList<>();
        for (PhonePlan.Offer offer : plan.offers()) {
            Json.Builder out = way(offer.technique(), offer.atBest())
                    .put("leastSeconds", offer.time().leastSeconds());
            offer.time().mostSeconds().ifPresent(most -> out.put("mostSeconds", most));
            offers.add(out.build());
        }
        List<JsonValue> leftOut = new ArrayList<>();
        for (PhonePlan.LeftOut left : plan.leftOut()) {
            leftOut.add(way(left.technique(), left.atBest())
                    .put("contradicted", properties(left.contradicted()))
                    .put("missing", properties(left.missing()))
                    .build());
        }
        return Json.object()
                .put("place", place.toString())
                .put("state", "planned")
                .put("policy", plan.policy().id())
                .put("shown", new JsonValue.Array(facts))
                .put("ways", new JsonValue.Array(offers))
                .put("leftOut", new JsonValue.Array(leftOut))
                .put(
                        "obstacles",
                        new JsonValue.Array(plan.obstacles().stream()
                                .<JsonValue>map(one -> Json.object()
                                        .put("code", one.code())
                                        .put("reason", one.reason().en())
                                        .build())
                                .toList()))
                .build();
    }

    private static JsonValue.Array properties(List<Condition> conditions) {
        return Json.texts(conditions.stream().map(one -> one.property().id()).toList());
    }

    private static Json.Builder way(PhoneTechnique way, List<ClauseState> atBest) {
        List<JsonValue> open = atBest.stream()
                .filter(clause -> clause.state() != ClauseState.State.SATISFIED)
                .<JsonValue>map(clause -> Json.object()
                        .put("clause", clause.clause().id())
                        .put("state", Json.wireName(clause.state()))
                        .build())
                .toList();
        return Json.object()
                .put("id", way.id())
                .put("version", way.version())
                .put("reaches", way.reaches().map(Json::wireName))
                .put("tried", way.isTried())
                .put("openClauses", new JsonValue.Array(open));
    }
}
