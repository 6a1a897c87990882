package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumIdentity;
import org.wangchuan.engine.medium.Presence;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;

/** A ticket on a damaged disk is read as it was, or refused with one of the two documented exceptions. */
class JobTicketFuzzTest {
    private static final int ROUNDS = 6_000;

    private static JobTicket ticket() throws ShapeException {
        JsonValue.Obj identity = Json.object()
                .put("kind", "block")
                .put("serial", "S1")
                .put("capacityBytes", 1 << 20)
                .put("backingBornMicros", 0)
                .put("startBytes", 0)
                .build();
        return new JobTicket(
                new UUID(1, 2),
                "/dev/sda",
                MediumIdentity.fromJson(identity),
                new Presence("boot", 7, 9),
                "nist-clear",
                1,
                VerifyMode.FULL,
                Optional.of(MediumClass.FLASH),
                Optional.of("tag"),
                new UUID(3, 4),
                new UUID(5, 6),
                "S1-20261124T120000Z-00000000");
    }

    /** Jobs of versions that did not look below a file are gone on with as before. */
    @Test
    void aTicketThatSaysNothingOfWhatIsBelowIsRead() throws Exception {
        String text = new String(ticket().toBytes(), StandardCharsets.UTF_8);
        byte[] older = text.replace("\"belowSequence\":9,", "").getBytes(StandardCharsets.UTF_8);
        assertThat(older.length).isLessThan(text.length());
        assertThat(JobTicket.read(older).presence()).isEqualTo(new Presence("boot", 7, 0));
        assertThat(JobTicket.read(older).toBytes()).isEqualTo(older);
        byte[] none =
                text.replace("\"belowSequence\":9,", "\"belowSequence\":0,").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> JobTicket.read(none)).isInstanceOf(ShapeException.class);
    }

    /** Jobs of programs that had one version of each rule set go on by that one. */
    @Test
    void aTicketWithoutAVersionIsOfTheFirst() throws Exception {
        String text = new String(ticket().toBytes(), StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("policyVersion");
        assertThat(JobTicket.read(text.getBytes(StandardCharsets.UTF_8)).rules())
                .isEqualTo(PolicyCatalogue.find("nist-clear", 1));
        byte[] later = text.replace("\"policy\":\"nist-clear\",", "\"policy\":\"nist-clear\",\"policyVersion\":77,")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(JobTicket.read(later).policyVersion()).isEqualTo(77);
        assertThat(JobTicket.read(later).rules()).isEmpty();
        assertThat(JobTicket.read(later).toBytes()).isEqualTo(later);
        byte[] twice =
                new String(later, StandardCharsets.UTF_8).replace(":77,", ":1,").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> JobTicket.read(twice)).isInstanceOf(ShapeException.class);
    }

    @Test
    void aTicketIsReadOrRefused() throws Exception {
        byte[] sound = ticket().toBytes();
        JsonValue.Obj object = CanonicalJson.readObject(sound);
        assertThat(JobTicket.read(sound)).isEqualTo(ticket());
        int read = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] distorted = seed % 2 == 0 ? bytes(sound, random) : CanonicalJson.write(member(object, random));
            try {
                assertThat(JobTicket.read(distorted).toBytes())
                        .as("seed %d", seed)
                        .isEqualTo(distorted);
                read++;
            } catch (MalformedJsonException | ShapeException expected) {
                assertThat(expected).as("seed %d", seed).hasMessageContaining("expected");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(read).isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../etc/cron.d/x", "/etc/x", "a/b", "a\nb", "a\u0000"})
    void receiptsAreNotWrittenElsewhere(String baseName) throws Exception {
        Map<String, JsonValue> members =
                new TreeMap<>(CanonicalJson.readObject(ticket().toBytes()).members());
        members.put("baseName", new JsonValue.Text(baseName));
        assertThatThrownBy(() -> JobTicket.read(CanonicalJson.write(new JsonValue.Obj(members))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("baseName");
    }

    private static byte[] bytes(byte[] sound, Random random) {
        byte[] out = sound.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            out[random.nextInt(out.length)] = (byte) random.nextInt();
        }
        return out;
    }

    private static JsonValue.Obj member(JsonValue.Obj object, Random random) {
        Map<String, JsonValue> members = new TreeMap<>(object.members());
        List<String> names = new ArrayList<>(members.keySet());
        String name = names.get(random.nextInt(names.size()));
        if (members.get(name) instanceof JsonValue.Obj inner && random.nextBoolean()) {
            members.put(name, member(inner, random));
            return new JsonValue.Obj(members);
        }
        switch (random.nextInt(4)) {
            case 0 -> members.remove(name);
            case 1 -> members.put(name, new JsonValue.Whole(random.nextInt(3) - 1L));
            case 2 -> members.put(name, new JsonValue.Array(List.of()));
            default -> members.put(name, new JsonValue.Text(text(random)));
        }
        return new JsonValue.Obj(members);
    }

    private static String text(Random random) {
        String upper = new UUID(random.nextLong(), random.nextLong()).toString();
        byte[] ascii = new byte[random.nextInt(20)];
        for (int i = 0; i < ascii.length; i++) {
            ascii[i] = (byte) (0x20 + random.nextInt(0x60));
        }
        return switch (random.nextInt(4)) {
            case 0 -> upper;
            case 1 -> upper.toUpperCase(java.util.Locale.ROOT);
            case 2 -> "1-2-3-4-5";
            default -> new String(ascii, StandardCharsets.US_ASCII);
        };
    }
}
