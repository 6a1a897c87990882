package org.wangchuan.platform.oversight.processing;

import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.wangchuan.platform.web.content.StrictReader;

/** Reads what comes with the product; a mistake in it keeps the platform from starting. */
public final class ProcessingRecords {
    private static final int CHARS_MAX = 400;

    private static final StrictReader<RecordsFile> FILES =
            new StrictReader<>(RecordsFile.class, "records of processing");

    private ProcessingRecords() {}

    /**
     * The file.
     *
     * @throws IOException if it says anything that is not foreseen, or leaves out something
     */
    public static RecordsFile read() throws IOException {
        return FILES.read(
                new ClassPathResource("processing/records.v1.json"),
                file -> "records.v" + file.version() + ".json",
                file -> {
                    FILES.require(isWhole(file), "words, expected in both languages and not too long", file.version());
                    FILES.require(
                            file.isConsistent(),
                            "tables, expected each once, with records and reasons that there are",
                            file.version());
                });
    }

    private static boolean isWhole(RecordsFile file) {
        return file.beside().stream()
                        .flatMap(one -> Stream.of(one.data(), one.whose(), one.kept(), one.why()))
                        .allMatch(words -> words.areBoth(CHARS_MAX))
                && file.beside().stream()
                        .allMatch(one -> one.also().areNone() || one.also().areBoth(CHARS_MAX))
                && file.free().stream().allMatch(one -> one.why().areBoth(CHARS_MAX))
                && file.protects().stream()
                        .allMatch(one ->
                                one.measure().areBoth(CHARS_MAX) && !one.tests().isEmpty());
    }
}
