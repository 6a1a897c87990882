package org.wangchuan.platform.intake.workflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.web.content.StrictReader;
import org.wangchuan.proof.encoding.Bytes32;

/** All guided workflows, read strictly when the platform starts: one with a mistake in it keeps it from starting. */
@Component
public class Workflows {
    private static final int STEPS_MAX = 40;
    private static final int SECONDS_MAX = 3600;
    private static final String DOOR = "door";
    private static final String ARRIVAL = "arrival-";
    private static final Set<String> COMPARISONS = Arrays.stream(Workflow.Comparison.values())
            .map(Workflow.Comparison::id)
            .collect(Collectors.toSet());
    private static final StrictReader<Workflow> FILES = new StrictReader<>(Workflow.class, "a workflow");

    private final List<Workflow> all;
    private final Map<String, Bytes32> digests = new HashMap<>();

    Workflows() throws IOException {
        List<Workflow> read = new ArrayList<>();
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:workflows/*.json")) {
            Workflow workflow = read(file);
            read.add(workflow);
            digests.put(key(workflow), digest(file.getContentAsByteArray()));
        }
        all = read.stream().sorted(Comparator.comparing(Workflow::id)).toList();
        for (Channel channel : Channel.values()) {
            if (channel.travels()) {
                require(arrival(channel).stage() == Workflow.Stage.ARRIVAL, "stage", ARRIVAL + channel.id());
            }
        }
        require(door().stage() == Workflow.Stage.DOOR, "stage", DOOR);
    }

    /** How a device that came by this channel is unpacked. */
    public Workflow arrival(Channel channel) {
        return newest(ARRIVAL + channel.id().replace('_', '-'));
    }

    /** What is done at the owner's door before a device leaves. */
    public Workflow door() {
        return newest(DOOR);
    }

    private Workflow newest(String id) {
        return all.stream()
                .filter(one -> one.id().equals(id))
                .max(Comparator.comparingInt(Workflow::version))
                .orElseThrow(() -> new IllegalStateException("no workflow " + id));
    }

    /** The newest version of each, for a kind of device; none for what the bench erases. */
    public List<Workflow> of(DeviceKind kind) {
        return kind.hasDriveForTheBench()
                ? List.of()
                : all.stream()
                        .filter(one -> one.stage() == Workflow.Stage.ERASURE)
                        .filter(one -> all.stream()
                                .noneMatch(other -> other.id().equals(one.id()) && other.version() > one.version()))
                        .toList();
    }

    /** This version of this workflow. */
    public Optional<Workflow> find(String id, int version) {
        return all.stream()
                .filter(one -> one.id().equals(id) && one.version() == version)
                .findFirst();
    }

    /** SHA-256 of the canonical document of this version. */
    public Bytes32 digest(Workflow workflow) {
        return Optional.ofNullable(digests.get(key(workflow)))
                .orElseThrow(() -> new IllegalArgumentException("no file of " + key(workflow)));
    }

    private static String key(Workflow workflow) {
        return workflow.id() + ".v" + workflow.version();
    }

    private static Bytes32 digest(byte[] json) throws IOException {
        try {
            return Bytes32.sha256(CanonicalJson.write(CanonicalJson.readLenientObject(json)));
        } catch (MalformedJsonException e) {
            throw new IOException("a workflow can't be read", e);
        }
    }

    /** The id of the one that a brand hints at. */
    public static String hint(String brand) {
        String known = brand.toLowerCase(Locale.ROOT);
        if (known.contains("apple") || known.contains("苹果") || known.contains("iphone") || known.contains("ipad")) {
            return "iphone";
        }
        return known.contains("huawei") || known.contains("华为") ? "harmonyos" : "android";
    }

    /**
     * Reads a file.
     *
     * @throws IOException with its name, if there is a mistake in it
     */
    static Workflow read(Resource file) throws IOException {
        return FILES.read(file, workflow -> key(workflow) + ".json", Workflows::check);
    }

    /**
     * Reads one.
     *
     * @throws IOException if it says anything that is not foreseen, or leaves out something
     */
    static Workflow read(byte[] json) throws IOException {
        Workflow workflow = FILES.read(json);
        check(workflow);
        return workflow;
    }

    private static void check(Workflow workflow) throws IOException {
        require(workflow.id().matches("[a-z][a-z0-9-]{1,40}"), "id", workflow.id());
        require(workflow.version() >= 1, "version", workflow.version());
        require(!workflow.steps().isEmpty() && workflow.steps().size() <= STEPS_MAX, "steps", "too few or too many");
        requireWords(workflow.title(), "title");
        requireWords(workflow.limit(), "limit");
        Set<String> ids = new HashSet<>();
        Workflow.Phase before = Workflow.Phase.PREPARE;
        for (Workflow.Step step : workflow.steps()) {
            require(ids.add(step.id()), "a step twice", step.id());
            require(step.phase().compareTo(before) >= 0, "phases out of order", step.id());
            before = step.phase();
            requireStep(step);
        }
        require(
                workflow.steps().stream().allMatch(step -> step.phase().stage() == workflow.stage()),
                "phases",
                "of two stages");
        require(
                count(workflow, step -> step.phase() == Workflow.Phase.ERASE)
                        == (workflow.stage() == Workflow.Stage.ERASURE ? 1 : 0),
                "steps",
                "expected one that erases");
        requireBag(workflow);
        for (Workflow.Rule rule : workflow.rules()) {
            requireRule(workflow, rule);
        }
    }

    /** A bag is read where one travels, and compared right after it is read: else the comparison would be somebody's word. */
    private static void requireBag(Workflow workflow) throws IOException {
        boolean isErasure = workflow.stage() == Workflow.Stage.ERASURE;
        boolean isArrival = workflow.stage() == Workflow.Stage.ARRIVAL;
        long bags = count(workflow, step -> step.kind() == Workflow.Kind.BAG);
        long compared = count(workflow, step -> step.kind() == Workflow.Kind.COMPARED);
        require(bags == (isErasure ? 0 : 1) && compared == (isArrival ? 1 : 0), "steps", "bags and comparisons");
        for (int i = 0; i < workflow.steps().size(); i++) {
            if (workflow.steps().get(i).kind() == Workflow.Kind.COMPARED) {
                require(
                        i > 0 && workflow.steps().get(i - 1).kind() == Workflow.Kind.BAG,
                        "compared before it is read",
                        workflow.steps().get(i).id());
            }
        }
    }

    private static long count(Workflow workflow, Predicate<Workflow.Step> asked) {
        return workflow.steps().stream().filter(asked).count();
    }

    private static void requireStep(Workflow.Step step) throws IOException {
        requireWords(step.ask(), step.id());
        requireWords(step.how(), step.id());
        require(step.seconds() >= 1 && step.seconds() <= SECONDS_MAX, "seconds", step.id());
        require(!step.source().isBlank(), "source", step.id());
        boolean hasOptions = step.kind() == Workflow.Kind.CHOICE || step.kind() == Workflow.Kind.COMPARED;
        require(hasOptions == (step.options().size() >= 2), "options", step.id());
        Set<String> ids = new HashSet<>();
        for (Workflow.Option option : step.options()) {
            require(ids.add(option.id()), "an option twice", step.id());
            requireWords(option.text(), step.id() + "." + option.id());
            require(!option.erases() || step.phase() == Workflow.Phase.ERASE, "erases too early", step.id());
        }
        require(step.kind() != Workflow.Kind.COMPARED || ids.equals(COMPARISONS), "options", step.id());
        require(
                step.phase() != Workflow.Phase.ERASE || step.options().stream().anyMatch(Workflow.Option::erases),
                "nothing erases",
                step.id());
    }

    private static void requireRule(Workflow workflow, Workflow.Rule rule) throws IOException {
        requireWords(rule.says(), rule.id());
        require(!rule.when().isEmpty(), "a rule without observations", rule.id());
        require(!rule.source().isBlank(), "source", rule.id());
        requireGives(workflow, rule);
        for (Map.Entry<String, List<String>> asked : rule.when().entrySet()) {
            Optional<Workflow.Step> step = workflow.step(asked.getKey());
            require(step.isPresent() && !asked.getValue().isEmpty(), "no such step", rule.id());
            for (String option : asked.getValue()) {
                require(step.orElseThrow().option(option).isPresent(), "no such option", rule.id() + ": " + option);
            }
        }
    }

    /** Of an arrival only whether it is as it was sent, and never if the bag is another or has no number; of erasures all else. */
    private static void requireGives(Workflow workflow, Workflow.Rule rule) throws IOException {
        boolean isAsSent = rule.gives() == Workflow.Gives.AS_SENT;
        Workflow.Stage stage = isAsSent ? Workflow.Stage.ARRIVAL : Workflow.Stage.ERASURE;
        boolean stopsAtDoor = rule.gives() == Workflow.Gives.STOPS && workflow.stage() == Workflow.Stage.DOOR;
        require(workflow.stage() == stage || stopsAtDoor, "gives what it is not about", rule.id());
        for (Workflow.Step step : workflow.steps()) {
            require(
                    !isAsSent
                            || step.kind() != Workflow.Kind.COMPARED
                            || List.of(Workflow.Comparison.SAME.id())
                                    .equals(rule.when().get(step.id())),
                    "as sent in another bag",
                    rule.id());
        }
    }

    private static void requireWords(Workflow.Text text, String where) throws IOException {
        require(!text.en().isBlank(), "English words", where);
        require(StrictReader.hasHan(text.zh()), "Chinese words", where);
    }

    private static void require(boolean isTrue, String expected, Object found) throws IOException {
        FILES.require(isTrue, expected, found);
    }
}
