package org.wangchuan.platform.intake.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.makers.Knowledge;
import org.wangchuan.makers.Maker;
import org.wangchuan.makers.Makers;
import org.wangchuan.makers.Told;
import org.wangchuan.makers.Topic;
import org.wangchuan.makers.Words;
import org.wangchuan.platform.custody.Device;

/**
 * What is known of a phone's maker beside a step of a guided workflow: the step says what has to be seen, and this where it lies. It is
 * help on the screen alone: it is in no record, and no answer follows from it.
 *
 * @param maker as people know it
 * @param told what is known of each of its systems, for nobody has said which it is
 */
public record WhereToTap(Words maker, List<Told> told) {
    /** Topics by the ids of steps, which are the same in all workflows. */
    private static final Map<String, List<Topic>> TOPICS = Map.of(
            "backup", List.of(Topic.BACKUP, Topic.PRIVATE),
            "account", List.of(Topic.LOCK, Topic.ACCOUNT),
            "cards", List.of(Topic.ESIM, Topic.PAY),
            "encryption", List.of(Topic.ENCRYPTION),
            "erase", List.of(Topic.RESET, Topic.KEYS),
            "start-screen", List.of(Topic.SHOWS),
            "find-my", List.of(Topic.LOCK),
            "lock", List.of(Topic.LOCK));

    public WhereToTap {
        told = List.copyOf(told);
    }

    /**
     * For a step; empty for what is no phone, for a make of which nothing is known, and where a step has no topic.
     *
     * @param shown what the phone itself calls its maker on its cable, if it is known which one it is: it goes before what was noted
     */
    public static Optional<WhereToTap> of(Device device, Workflow.Step step, Optional<String> shown) {
        if (!device.kind().isPhone()) {
            return Optional.empty();
        }
        List<Topic> topics = TOPICS.getOrDefault(step.id(), List.of());
        Makers makers = Makers.shipped();
        return makers.named(shown.orElse(device.brand()))
                .map(maker -> of(maker, makers.knowledge(maker), topics))
                .filter(found -> !found.told().isEmpty());
    }

    /** Of a topic, for a phone on its cable; empty for a make of which nothing is known. */
    public static Optional<WhereToTap> of(String maker, List<Topic> topics) {
        Makers makers = Makers.shipped();
        return makers.named(maker)
                .map(found -> of(found, makers.knowledge(found), topics))
                .filter(found -> !found.told().isEmpty());
    }

    private static WhereToTap of(Maker maker, List<Knowledge> systems, List<Topic> topics) {
        return new WhereToTap(
                maker.name(),
                topics.stream()
                        .flatMap(topic -> Told.of(systems, topic).stream())
                        .toList());
    }
}
