package org.wangchuan.platform.consumer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wangchuan.makers.Knowledge;
import org.wangchuan.makers.Maker;
import org.wangchuan.makers.Makers;
import org.wangchuan.makers.Source;
import org.wangchuan.makers.Told;
import org.wangchuan.makers.Topic;

/**
 * The guides for phones: one of each maker, and one for all others, made of what is known of makers ({@link Makers}). Nothing is said here
 * that is not said there.
 */
final class MakerGuides {
    /** The base that stands for every make that has no entry of its own. */
    private static final String GENERAL = "android";

    private static final List<String> KINDS = List.of("phone", "tablet");

    /** What an owner does, in the order in which it can be done: chats are on no server, and signing out wants a code that comes to the SIM. */
    private static final List<Topic> ITEMS = List.of(
            Topic.CHATS,
            Topic.PHOTOS,
            Topic.BACKUP,
            Topic.PRIVATE,
            Topic.PAY,
            Topic.PAIRED,
            Topic.LOCK,
            Topic.ACCOUNT,
            Topic.ESIM,
            Topic.SIM);

    private static final List<Topic> NOTES = List.of(Topic.WORK, Topic.KEYS, Topic.ENCRYPTION);

    private MakerGuides() {}

    static List<Guide> all(Makers makers) {
        List<Maker> shown = new ArrayList<>(makers.all());
        shown.add(makers.find(GENERAL).orElseThrow());
        return shown.stream()
                .map(maker -> guide(maker, makers.knowledge(maker)))
                .toList();
    }

    private static Guide guide(Maker maker, List<Knowledge> systems) {
        List<Told> used = new ArrayList<>();
        List<Guide.Item> items = new ArrayList<>();
        for (Topic topic : ITEMS) {
            List<Told> told = told(systems, topic, used);
            if (!told.isEmpty()) {
                Knowledge.Known first = told.getFirst().known();
                items.add(new Guide.Item(topic.id(), words(first.fact().title()), joined(told), address(first)));
            }
        }
        List<Guide.Words> reset = paragraphs(told(systems, Topic.RESET, used));
        List<Guide.Words> notes = NOTES.stream()
                .flatMap(topic -> paragraphs(told(systems, topic, used)).stream())
                .toList();
        return new Guide(
                "phone-" + maker.id(),
                maker.version(),
                Guide.Group.PHONE,
                words(maker.name()),
                words(maker.lead()),
                KINDS,
                maker.brands(),
                maker.words(),
                items,
                reset,
                notes,
                joined(told(systems, Topic.SHOWS, used)),
                joined(told(systems, Topic.LEAVES, used)),
                gaps(systems),
                sources(used));
    }

    private static List<Told> told(List<Knowledge> systems, Topic topic, List<Told> used) {
        List<Told> told = Told.of(systems, topic);
        used.addAll(told);
        return told;
    }

    private static Guide.Words joined(List<Told> told) {
        List<Guide.Words> parts = paragraphs(told);
        return new Guide.Words(
                parts.stream().map(Guide.Words::zh).collect(Collectors.joining()),
                parts.stream().map(Guide.Words::en).collect(Collectors.joining(" ")));
    }

    private static List<Guide.Words> paragraphs(List<Told> told) {
        return told.stream().map(one -> words(one.text())).toList();
    }

    private static List<Guide.Words> gaps(List<Knowledge> systems) {
        return systems.stream()
                .flatMap(system -> system.gaps().stream())
                .distinct()
                .map(gap -> words(gap.says()))
                .distinct()
                .toList();
    }

    /** Those that a person can look up; an address that is named twice, once. */
    private static List<Guide.Source> sources(List<Told> used) {
        Map<String, Guide.Source> out = new LinkedHashMap<>();
        for (Told told : used) {
            Knowledge.Known known = told.known();
            known.fact().sources().stream()
                    .flatMap(id -> known.from().source(id).stream())
                    .forEach(source -> out.putIfAbsent(
                            source.address(),
                            new Guide.Source(
                                    words(source.title()),
                                    source.address(),
                                    source.read().map(LocalDate::toString).orElse(""))));
        }
        return List.copyOf(out.values());
    }

    private static String address(Knowledge.Known known) {
        Optional<Source> proof = known.proof();
        return proof.map(Source::address).orElse("");
    }

    private static Guide.Words words(org.wangchuan.makers.Words words) {
        return new Guide.Words(words.zh(), words.en());
    }
}
