package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile files give one checked exception, or attachments within bounds, and always an end. */
class AttachmentReaderFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final String[] WORDS = {
        "1 0 obj\n<</Type/EmbeddedFile",
        "/Subtype/",
        "#2F",
        "/Length 999999999>>",
        "/Length -1>>",
        "\nstream\n",
        "endobj\n",
        "3 0 obj\n",
        "2 0 obj\n<</Type/Filespec/F(",
        "(../../etc/passwd)",
        "0",
        "999999999999",
        "\n",
        ">>",
        "/Params<</Size "
    };

    @Test
    void mutated_files_are_read_or_refused() throws Exception {
        byte[] whole = SampleReceipt.of("cleared").pdf();
        byte[] head = Arrays.copyOf(whole, 700);
        long seed = 7_424_111;
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] input = mutated(head, random);
            try {
                List<Attachment> read = ReceiptPdf.attachments(input);
                assertThat(read).hasSizeLessThanOrEqualTo(AttachmentReader.COUNT_MAX);
                assertThat(read.stream().mapToInt(a -> a.bytes().length).sum()).isLessThanOrEqualTo(input.length);
            } catch (PaperException e) {
                assertThat(e).hasMessageContaining("expected").hasMessageContaining("found");
            } catch (RuntimeException | Error e) {
                fail("seed " + seed + ", round " + round, e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%PDF-1.7",
                "%PDF-1.4\n1 0 obj\n",
                "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<</Type/EmbeddedFile/Subtype/a#2Fb/Params<</Size 900000000>>/Length 900000000>>\nstream\n",
                "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<</Type/EmbeddedFile"
            })
    void files_of_others_are_refused(String latin1) {
        assertThatThrownBy(() -> ReceiptPdf.attachments(latin1.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(PaperException.class);
    }

    private static byte[] mutated(byte[] seedFile, Random random) {
        byte[] bytes = seedFile.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = 15 + random.nextInt(bytes.length - 15);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 2 -> bytes[at] = (byte) random.nextInt(256);
                default -> {
                    byte[] word = WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.ISO_8859_1);
                    byte[] joined = Arrays.copyOf(bytes, bytes.length + word.length);
                    System.arraycopy(bytes, at, joined, at + word.length, bytes.length - at);
                    System.arraycopy(word, 0, joined, at, word.length);
                    bytes = joined;
                }
            }
            if (bytes.length < 32) {
                return bytes;
            }
        }
        return bytes;
    }
}
