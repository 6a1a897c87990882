package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.makers.Basis;
import org.wangchuan.makers.Makers;
import org.wangchuan.makers.Topic;

/** The makers' files have the form that their published schema says: whoever has no Java can check them, too. */
final class MakerSchemaTest {
    private static final Path FOLDER = Path.of("../makers/src/main/resources/org/wangchuan/makers");

    private final String text;
    private final Schema schema;

    MakerSchemaTest() throws IOException {
        text = Files.readString(FOLDER.resolve("maker.schema.json"));
        schema = SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(text, InputFormat.JSON);
    }

    @Test
    void eachFileHasItsForm() throws IOException {
        for (String id : Makers.IDS) {
            assertThat(errors(Files.readString(FOLDER.resolve(id + ".json"))))
                    .as(id)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"version\": 4|\"version\": 0",
                "\"version\": 4|\"version\": 4, \"extra\": 1",
                "\"topic\": \"reset\"|\"topic\": \"restart\"",
                "\"basis\": \"maker\"|\"basis\": \"nobody\"",
                "\"read\": \"2026-11-28\"|\"read\": \"yesterday\"",
                "\"address\": \"https:|\"address\": \"ftp:",
                "\"en\": \"Settings|\"en\": \"设置",
                "\"gaps\": [|\"gap\": [",
            })
    void aMistakeIsNoneOfItsForms(String from, String to) throws IOException {
        String file = Files.readString(FOLDER.resolve("vivo.json"));
        assertThat(file).contains(from);

        assertThat(errors(file.replace(from, to))).isNotEmpty();
    }

    /** Its lists are those of the reader. */
    @Test
    void itKnowsTheSameTopicsAndBases() {
        assertThat(Arrays.stream(Topic.values()).map(Topic::id))
                .allSatisfy(id -> assertThat(text).contains("\"" + id + "\""));
        assertThat(Arrays.stream(Basis.values()).map(basis -> basis.name().toLowerCase(java.util.Locale.ROOT)))
                .allSatisfy(basis -> assertThat(text).contains("\"" + basis + "\""));
    }

    private List<Error> errors(String json) {
        return schema.validate(json, InputFormat.JSON);
    }
}
