package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.workflow.WorkflowResult.Lock;

/** A device is called free only where somebody saw it reset, in its set-up, free of account and organisation, and where nothing that was answered says otherwise. */
final class FreeLockTest {
    private static final String MANAGEMENT = "management";
    private static final String FIND_MY = "find-my";

    /** What anybody has to have seen of it. */
    private static final Map<String, String> FREE =
            Map.of("identity", "same", "start-screen", "setup", "lock", "free", MANAGEMENT, "none");

    /** All combinations of all answers, and of none to a step: what is free, what is locked, and nobody knows of the rest. */
    @ParameterizedTest
    @MethodSource("newest")
    void nothingElseIsFree(Workflow workflow) {
        int free = 0;
        for (Map<String, String> answers : combinations(workflow)) {
            Lock lock = workflow.result(answers).lock();
            assertThat(lock).as("%s", answers).isEqualTo(expected(workflow, answers));
            free += lock == Lock.UNLOCKED ? 1 : 0;
        }
        assertThat(free)
                .as("of each way to erase, and each word about its account")
                .isPositive();
    }

    private static Lock expected(Workflow workflow, Map<String, String> answers) {
        boolean isHeld = answers.getOrDefault("account", "").equals("in")
                || answers.getOrDefault(FIND_MY, "").equals("on")
                || Set.of("account-lock", "managed").contains(answers.getOrDefault("erase", ""))
                || answers.getOrDefault("start-screen", "").equals("asks-account")
                || answers.getOrDefault("lock", "").equals("bound")
                || answers.getOrDefault(MANAGEMENT, "").equals("organisation");
        if (isHeld) {
            return Lock.LOCKED;
        }
        boolean isErased = workflow.step("erase").orElseThrow().options().stream()
                .anyMatch(option -> option.erases() && option.id().equals(answers.get("erase")));
        boolean isAsked =
                answers.containsKey("account") && (workflow.step(FIND_MY).isEmpty() || answers.containsKey(FIND_MY));
        return isErased && isAsked && answers.entrySet().containsAll(FREE.entrySet()) ? Lock.UNLOCKED : Lock.UNKNOWN;
    }

    /** Each was signed as free before, by the answer about the lock alone. */
    @ParameterizedTest
    @CsvSource({
        "start-screen, home, UNKNOWN, true",
        "start-screen, nothing, UNKNOWN, false",
        "start-screen, unknown, UNKNOWN, false",
        "start-screen, asks-account, LOCKED, true",
        "lock, bound, LOCKED, true",
        "lock, unknown, UNKNOWN, false",
        "erase, impossible, UNKNOWN, false",
        "erase, managed, LOCKED, true",
        "account, in, LOCKED, true",
        "find-my, on, LOCKED, true",
        "management, organisation, LOCKED, true",
        "management, unknown, UNKNOWN, false",
        "identity, unknown, UNKNOWN, true"
    })
    void oneAnswerTakesItAway(String step, String answer, Lock expected, boolean isMarked) throws IOException {
        Map<String, String> answers = new HashMap<>(FREE);
        answers.putAll(Map.of("account", "seen-out", FIND_MY, "off", "erase", "settings"));
        Workflow workflow = newest("iphone");
        assertThat(workflow.result(answers).lock()).isEqualTo(Lock.UNLOCKED);

        answers.put(step, answer);
        WorkflowResult result = workflow.result(answers);

        assertThat(result.lock()).isEqualTo(expected);
        assertThat(result.isAgainst(workflow.step(step).orElseThrow()))
                .as("marked on the page")
                .isEqualTo(isMarked);
        answers.remove(step);
        assertThat(workflow.result(answers).lock()).as("not answered at all").isEqualTo(Lock.UNKNOWN);
    }

    /** Without a network nobody is told of who manages it: no step may say to do without one. */
    @ParameterizedTest
    @MethodSource("newest")
    void itIsLookedAtWithANetwork(Workflow workflow) {
        for (String step : List.of("lock", MANAGEMENT)) {
            Workflow.Text how = workflow.step(step).orElseThrow().how();
            assertThat(how.en()).contains("network").doesNotContain("without a network");
            assertThat(how.zh()).containsPattern("联网|连接网络").doesNotContain("不连网络");
        }
        List<String> ids = workflow.steps().stream().map(Workflow.Step::id).toList();
        assertThat(ids.indexOf(MANAGEMENT)).isEqualTo(ids.indexOf("lock") + 1);
    }

    /** A run of before, and its record, mean what they meant. */
    @ParameterizedTest
    @CsvSource({"android, 5", "harmonyos, 5", "iphone, 5", "other, 4"})
    void theVersionsOfBeforeStayAsTheyWere(String id, int version) throws IOException {
        Workflow before = new Workflows().find(id, version).orElseThrow();

        assertThat(before.step(MANAGEMENT)).isEmpty();
        assertThat(before.result(Map.of("lock", "free")).lock()).isEqualTo(Lock.UNLOCKED);
        assertThat(newest(id).version()).isGreaterThan(version);
    }

    static Stream<Arguments> newest() throws IOException {
        return new Workflows().of(DeviceKind.PHONE).stream().map(Arguments::of);
    }

    private static Workflow newest(String id) throws IOException {
        return new Workflows()
                .of(DeviceKind.PHONE).stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow();
    }

    /** Of the steps that its rules look at. */
    private static List<Map<String, String>> combinations(Workflow workflow) {
        List<Map<String, String>> out = new ArrayList<>(List.of(Map.of()));
        for (String step : workflow.rules().stream()
                .flatMap(rule -> rule.when().keySet().stream())
                .distinct()
                .toList()) {
            List<Map<String, String>> more = new ArrayList<>(out);
            for (Map<String, String> so : out) {
                for (Workflow.Option option : workflow.step(step).orElseThrow().options()) {
                    Map<String, String> with = new HashMap<>(so);
                    with.put(step, option.id());
                    more.add(with);
                }
            }
            out = more;
        }
        return out;
    }
}
