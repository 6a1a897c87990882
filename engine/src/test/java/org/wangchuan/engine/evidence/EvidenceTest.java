package org.wangchuan.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.policy.VerifyMode;

class EvidenceTest {
    private static final byte[] WHOLE =
            EvidenceScript.of("gb-46864-2025", MediumClass.MAGNETIC).bytes();

    @Test
    void aWholeRecordIsReadAndGivesTheSameBytes() throws EvidenceException {
        Evidence evidence = Evidence.read(WHOLE);
        StringBuilder again = new StringBuilder();
        for (Event event : evidence.events()) {
            again.append(new String(EventWriter.line(event), StandardCharsets.UTF_8))
                    .append('\n');
        }
        assertThat(again.toString().getBytes(StandardCharsets.UTF_8)).isEqualTo(WHOLE);
    }

    @Test
    void aRecordThatIsCutAnywhereIsNoRecord() {
        for (int length = 0; length < WHOLE.length; length++) {
            byte[] cut = Arrays.copyOf(WHOLE, length);
            assertThatThrownBy(() -> Evidence.read(cut))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(EvidenceException.class);
        }
    }

    /** Everything before a commitment is held by it; so each changed byte there is found without any signature. */
    @Test
    void everyBitThatChangesBeforeTheCommitmentIsFound() {
        int committed = new String(WHOLE, StandardCharsets.UTF_8).indexOf("{\"beacon\"");
        for (int at = 0; at < committed; at++) {
            byte[] changed = WHOLE.clone();
            changed[at] ^= (byte) (1 << (at % 8));
            assertThatThrownBy(() -> Evidence.read(changed)).as("byte %d", at).isInstanceOf(EvidenceException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gb-46864-2025", "bmb21-2019", "nist-clear"})
    void aLineThatIsLeftOutDoubledOrMovedIsFound(String policy) {
        byte[] whole = EvidenceScript.of(policy, MediumClass.MAGNETIC).bytes();
        List<String> lines = new String(whole, StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            List<String> missing = new ArrayList<>(lines);
            missing.remove(i);
            refuses("line " + i + " left out", missing);
            List<String> doubled = new ArrayList<>(lines);
            doubled.add(i, lines.get(i));
            refuses("line " + i + " doubled", doubled);
            if (i + 1 < lines.size()) {
                List<String> swapped = new ArrayList<>(lines);
                swapped.set(i, lines.get(i + 1));
                swapped.set(i + 1, lines.get(i));
                refuses("lines " + i + " and the next swapped", swapped);
            }
        }
    }

    @Test
    void aSeedThatDoesNotFollowFromTheCommitmentIsFound() {
        byte[] whole = EvidenceScript.of("nist-clear", MediumClass.MAGNETIC, VerifyMode.SAMPLE)
                .bytes();
        String text = new String(whole, StandardCharsets.UTF_8);
        int seed = text.indexOf("\"seed\":\"") + 8;
        char other = text.charAt(seed) == '0' ? '1' : '0';
        String steered = text.substring(0, seed) + other + text.substring(seed + 1);
        assertThatThrownBy(() -> Evidence.read(steered.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("seed");
    }

    @Test
    void moreCommandsThanALookForHiddenAreasNeedsAreRefused() {
        String text = new String(WHOLE, StandardCharsets.UTF_8);
        int start = text.indexOf("\"commands\":[") + 12;
        String command = text.substring(start, text.indexOf('}', start) + 1);
        assertThat(command).contains("IDENTIFY_DEVICE");
        int most = Event.HiddenAreas.COMMANDS_MAX;
        String many = text.substring(0, start) + (command + ",").repeat(most) + text.substring(start);
        refused("one command more than that", many, "at most " + most);
        String none = text.replaceFirst("\"commands\":\\[.*?],", "");
        refused("no list of commands", none, "commands");
    }

    private static void refused(String description, String text, String message) {
        assertThatThrownBy(() -> Evidence.read(text.getBytes(StandardCharsets.UTF_8)))
                .as(description)
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining(message);
    }

    @Test
    void garbageIsRefusedInAnOrderlyWay() {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = WHOLE.clone();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                int at = random.nextInt(bytes.length);
                int length = Math.min(random.nextInt(40), bytes.length - at);
                System.arraycopy(WHOLE, random.nextInt(WHOLE.length - length), bytes, at, length);
            }
            try {
                assertThat(Evidence.read(bytes).bytes()).as("seed %d", seed).isEqualTo(bytes);
            } catch (EvidenceException expected) {
                assertThat(expected).hasMessageContaining("line");
            }
        }
    }

    private static void refuses(String description, List<String> lines) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Evidence.read(bytes)).as(description).isInstanceOf(EvidenceException.class);
    }
}
