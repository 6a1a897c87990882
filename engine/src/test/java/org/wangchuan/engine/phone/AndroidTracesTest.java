package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.read.AndroidTraces;

class AndroidTracesTest {
    private static final String MARK = "wangchuan-00";
    private static final String LIST = "ls -a /data/local/tmp";
    private static final long BEFORE = 1_700_000_000L;
    private static final AndroidTraces TRACES =
            new AndroidTraces(MARK, Map.of("/data/local", BEFORE, "/data/misc", BEFORE + 1));

    private static Facts find(AnsweringDevice device) throws Exception {
        return TRACES.find(device, Deadline.after(Duration.ofSeconds(30)));
    }

    private static AnsweringDevice times(long local, long misc) {
        return new AnsweringDevice()
                .answer("stat -c %Y /data/local", local + "\n")
                .answer("stat -c %Y /data/misc", misc + "\n");
    }

    @Test
    void aFileIsThereOrNotOrNobodyCouldLook() throws Exception {
        assertThat(find(new AnsweringDevice().answer(LIST, ".\n..\n" + MARK + "\n"))
                        .said(Property.MARK))
                .isEqualTo(Optional.of("present"));
        assertThat(find(new AnsweringDevice().answer(LIST, ".\n..\n")).said(Property.MARK))
                .isEqualTo(Optional.of("absent"));
        assertThat(find(new AnsweringDevice().answer(LIST, "")).said(Property.MARK))
                .isEmpty();
        assertThat(find(new AnsweringDevice()).said(Property.MARK)).isEmpty();
    }

    /** Of a phone that nobody resets; it is gone only if the phone says so. */
    @Test
    void theFileIsDeletedAgain() throws Exception {
        AnsweringDevice honest = new AnsweringDevice()
                .answer("rm -f /data/local/tmp/" + MARK, "")
                .answer(LIST, ".\n..\n");
        assertThat(TRACES.remove(honest, Deadline.after(Duration.ofSeconds(30))))
                .isTrue();
        assertThat(honest.asked).containsExactly("rm -f /data/local/tmp/" + MARK, LIST);
        AnsweringDevice keeping = new AnsweringDevice().answer(LIST, ".\n..\n" + MARK + "\n");
        assertThat(TRACES.remove(keeping, Deadline.after(Duration.ofSeconds(30))))
                .isFalse();
        assertThat(TRACES.remove(new AnsweringDevice(), Deadline.after(Duration.ofSeconds(30))))
                .as("nobody could look")
                .isFalse();
    }

    /** A folder that is as it was was not made anew, whatever the others say. */
    @Test
    void allFoldersHaveToBeNew() throws Exception {
        assertThat(find(times(BEFORE + 100, BEFORE + 100)).said(Property.DATA_BORN))
                .isEqualTo(Optional.of("after"));
        assertThat(find(new AnsweringDevice().answer("stat -c %Y /data/local", (BEFORE + 100) + "\n"))
                        .said(Property.DATA_BORN))
                .as("one that was told before is not told now")
                .isEmpty();
        assertThat(find(times(BEFORE + 100, BEFORE - 100)).said(Property.DATA_BORN))
                .as("earlier is not later")
                .isEmpty();
        assertThat(find(times(BEFORE + 100, BEFORE + 1)).said(Property.DATA_BORN))
                .isEqualTo(Optional.of("before"));
        assertThat(find(times(BEFORE, BEFORE + 1)).said(Property.DATA_BORN)).isEqualTo(Optional.of("before"));
    }

    /** One folder of two that was made anew is no start after a reset, if nobody knows of the other. */
    @Test
    void aFolderThatWasNotToldBeforeSaysNothing() throws Exception {
        for (String folder : List.of("/data/local", "/data/misc")) {
            AndroidTraces one = new AndroidTraces(MARK, Map.of(folder, BEFORE));
            assertThat(one.find(times(BEFORE + 100, BEFORE + 100), Deadline.after(Duration.ofSeconds(30)))
                            .said(Property.DATA_BORN))
                    .as(folder)
                    .isEmpty();
            assertThat(one.find(times(BEFORE, BEFORE), Deadline.after(Duration.ofSeconds(30)))
                            .said(Property.DATA_BORN))
                    .as("that it was not is enough")
                    .contains("before");
        }
    }

    @Test
    void whatTheClockCanNotKnowSaysNothing() throws Exception {
        assertThat(find(new AnsweringDevice()).said(Property.DATA_BORN)).isEmpty();
        assertThat(find(times(12, 13)).said(Property.DATA_BORN))
                .as("a clock that stands at its beginning")
                .isEmpty();
        assertThat(find(new AnsweringDevice().answer("stat -c %Y /data/local", "soon\n"))
                        .said(Property.DATA_BORN))
                .isEmpty();
        assertThat(find(new AnsweringDevice().answer("stat -c %Y /data/user", (BEFORE + 5) + "\n"))
                        .said(Property.DATA_BORN))
                .as("one that was not told before")
                .isEmpty();
    }
}
