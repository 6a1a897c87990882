package org.wangchuan.proof.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.testing.TestStation;

/** How a drive erased itself stands in its statement, and in no other. */
class NativeEraseTest {
    private static final NativeErase ERASE =
            new NativeErase(NativeErase.Technique.NVME_SANITIZE_BLOCK, 1, NativeErase.Said.SUCCEEDED, 60_000, 8192, 0);

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Work work = with(Optional.of(ERASE));
        assertThat(Work.read(Json.in(work.json()))).isEqualTo(work);
        assertThat(CanonicalJson.writeText(work.json()))
                .contains("\"native\":{\"attempts\":1,\"canaryBytes\":8192,\"canaryBytesFound\":0,"
                        + "\"durationMillis\":60000,\"said\":\"succeeded\",\"technique\":\"nvme-sanitize-block\"}");
    }

    @Test
    void aDriveThatWasOverwrittenSaysNothingOfIt() {
        assertThat(CanonicalJson.writeText(with(Optional.empty()).json()))
                .isEqualTo(CanonicalJson.writeText(TestStation.work().json()))
                .doesNotContain("native");
    }

    @Test
    void anotherWordIsRefused() {
        for (String member : new String[] {"technique", "said"}) {
            Map<String, JsonValue> erase = new TreeMap<>(ERASE.json().members());
            erase.put(member, new JsonValue.Text("discard"));
            Map<String, JsonValue> work =
                    new TreeMap<>(TestStation.work().json().members());
            work.put("native", new JsonValue.Obj(erase));
            assertThatThrownBy(() -> Work.read(Json.in(new JsonValue.Obj(work))))
                    .isInstanceOf(ShapeException.class);
        }
    }

    private static Work with(Optional<NativeErase> byItself) {
        Work work = TestStation.work();
        return new Work(
                work.tool(),
                work.startedAt(),
                work.finishedAt(),
                work.passes(),
                work.verification(),
                work.unreachableRanges(),
                work.hiddenAreas(),
                work.interruptions(),
                work.residue(),
                byItself);
    }
}
