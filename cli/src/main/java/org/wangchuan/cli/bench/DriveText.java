package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.medium.told.Topic;
import org.wangchuan.engine.medium.told.Way;
import org.wangchuan.engine.policy.NativeTechnique;

/** What a drive told of itself, with where each fact comes from, and which ways to erase itself it offers. */
final class DriveText {
    private DriveText() {}

    static JsonValue.Obj json(DriveFacts facts) {
        Json.Builder out = Json.object().put("reach", facts.reach().id());
        facts.notAsked().ifPresent(why -> out.put("notAsked", why.id()));
        if (!facts.detail().isEmpty()) {
            out.put("detail", facts.detail());
        }
        return out.put(
                        "facts",
                        new JsonValue.Array(facts.facts().stream()
                                .<JsonValue>map(DriveText::json)
                                .toList()))
                .put(
                        "ways",
                        new JsonValue.Array(Way.of(facts).stream()
                                .<JsonValue>map(DriveText::json)
                                .toList()))
                .build();
    }

    private static JsonValue json(Fact fact) {
        Json.Builder out = Json.object()
                .put("topic", fact.name().topic().id())
                .put("name", fact.name().id());
        switch (fact.value()) {
            case Fact.Flag(boolean yes) -> out.put("value", yes);
            case Fact.Count(long value) -> out.put("value", value);
            case Fact.Word(String id) -> out.put("value", id);
            case Fact.Untold(Fact.Why why, String detail) -> {
                out.put("untold", why.id());
                if (!detail.isEmpty()) {
                    out.put("detail", detail);
                }
            }
        }
        return out.put("source", fact.source()).build();
    }

    private static JsonValue json(Way way) {
        Json.Builder out = Json.object()
                .put("id", way.id())
                .put("standing", way.standing().id())
                .put("kinds", texts(way.kinds()))
                .put("hindrances", texts(way.hindrances()))
                .put("carriedOut", isCarriedOut(way));
        if (!way.needs().isEmpty()) {
            out.put("needs", texts(way.needs()));
        }
        return out.build();
    }

    /** Whether this version has the technique, or its kinds; whether it is used for this drive a plan says. */
    static boolean isCarriedOut(Way way) {
        return Stream.of(NativeTechnique.values())
                .anyMatch(one -> one.id().equals(way.id()) || one.id().startsWith(way.id() + "-"));
    }

    private static JsonValue texts(List<String> texts) {
        return new JsonValue.Array(
                texts.stream().<JsonValue>map(JsonValue.Text::new).toList());
    }

    /** Lines below the device's own; none where there is no drive that could tell. */
    static void print(DriveFacts facts, Console console) {
        Messages messages = console.messages();
        if (facts.notAsked().isPresent()) {
            NotAsked why = facts.notAsked().get();
            if (why != NotAsked.NO_DRIVE) {
                line(messages.text("told.silent", messages.named("not-asked", why.id())), console);
            }
            return;
        }
        if (facts.reach() == Reach.BRIDGE) {
            line(messages.text("told.bridge"), console);
        }
        for (Topic topic : Topic.values()) {
            List<Fact> about = facts.facts().stream()
                    .filter(fact -> fact.name().topic() == topic)
                    .toList();
            if (!about.isEmpty()) {
                line(
                        messages.text("told.line", messages.named("told-topic", topic.id()), sentence(about, messages)),
                        console);
            }
        }
        for (Way way : Way.of(facts)) {
            switch (way.standing()) {
                case OFFERED ->
                    line(
                            messages.text("told.way-offered", way.id(), names(way.kinds(), messages))
                                    + needs(way, messages),
                            console);
                case HINDERED ->
                    line(
                            messages.text(
                                            "told.way-hindered",
                                            way.id(),
                                            names(way.kinds(), messages),
                                            names(way.hindrances(), messages))
                                    + needs(way, messages),
                            console);
                case NOT_OFFERED, NOT_TOLD -> {}
            }
        }
    }

    private static String needs(Way way, Messages messages) {
        return way.needs().stream()
                .map(id -> messages.text("told.and") + messages.named("told-needs", id))
                .collect(Collectors.joining());
    }

    private static void line(String text, Console console) {
        console.result("    · " + OneLine.of(text));
    }

    /** Facts by the command that told them, each command once. */
    private static String sentence(List<Fact> facts, Messages messages) {
        Map<String, List<Fact>> bySource = new LinkedHashMap<>();
        for (Fact fact : facts) {
            bySource.computeIfAbsent(fact.source(), _ -> new ArrayList<>()).add(fact);
        }
        return bySource.entrySet().stream()
                .map(group -> messages.text("told.source", said(group.getValue(), messages), group.getKey()))
                .collect(Collectors.joining(messages.text("told.and")));
    }

    /** What is untold for one reason is said once. */
    private static String said(List<Fact> facts, Messages messages) {
        Fact.Value first = facts.getFirst().value();
        boolean allUntold = facts.stream().allMatch(fact -> fact.value().equals(first)) && first instanceof Fact.Untold;
        return allUntold && facts.size() > 1
                ? value(first, messages)
                : facts.stream()
                        .map(fact -> messages.text(
                                "told.fact",
                                messages.named("told-fact", fact.name().id()),
                                value(fact.value(), messages)))
                        .collect(Collectors.joining(messages.text("told.and")));
    }

    private static String value(Fact.Value value, Messages messages) {
        return switch (value) {
            case Fact.Flag(boolean yes) -> messages.text(yes ? "told.yes" : "told.no");
            case Fact.Count(long count) -> "" + count;
            case Fact.Word(String id) -> messages.named("told-word", id);
            case Fact.Untold(Fact.Why why, String _) -> messages.named("untold", why.id());
        };
    }

    private static String names(List<String> ids, Messages messages) {
        return ids.stream()
                .map(id -> messages.named("told-fact", id))
                .collect(Collectors.joining(messages.text("told.comma")));
    }
}
