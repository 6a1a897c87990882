package org.wangchuan.platform.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.Plans;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of what became of devices: the same in each format, as long as they get, and nothing in them that a spreadsheet would run. */
final class ExportTest extends PlatformTest {
    private static final Pattern CELL = Pattern.compile("<c r=\"([A-Z]+)([0-9]+)\"[^>]*>.*?<t[^>]*>([^<]*)</t>");

    @TempDir
    private Path folder;

    private final Shop shop = newShop();
    private final Plant plant = new Plant(nobody(), PlantKeys.of(shop));
    private final String day = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();

    @Test
    void eachFormatSaysTheSame() throws IOException {
        assertThat(plant.post(
                                "/api/v1/assets",
                                Plant.request(
                                        "=batch",
                                        List.of(
                                                Plant.drive("X-1", "S-1").replace("Blue", "=cmd|' /C calc'!A0"),
                                                Plant.drive("X-2", "S-2"),
                                                Plant.drive("+X-3", "S-3"))))
                        .body())
                .contains("\"registered\":3");
        String period = "&from=" + day + "&to=" + day;
        JsonNode json = JsonMapper.shared()
                .readTree(plant.get("/api/v1/exports/devices?format=json" + period)
                        .body());
        assertThat(json).hasSize(3);
        assertThat(Exports.COLUMNS).containsAll(json.get(0).propertyNames());
        assertThat(json.get(0).propertyNames())
                .as("what is not known is left out")
                .doesNotContain("verdict", "isConforming", "hasCertificate");
        assertThat(json.get(0).get("gateWhy").isArray()).isTrue();
        assertThat(json.get(0).get("statementDigests")).isEmpty();
        assertThat(json.get(0).get("model").asString()).isEqualTo("=cmd|' /C calc'!A0");

        Browser manager = shop.browser(Role.MANAGER);
        Browser.Saved csv = manager.save("/exports/devices?format=csv&site=" + shop.site() + period);
        assertThat(csv.header("content-disposition")).contains(".csv");
        List<CSVRecord> rows = CSVFormat.RFC4180
                .parse(new java.io.StringReader(new String(csv.bytes(), StandardCharsets.UTF_8).substring(1)))
                .getRecords();
        assertThat(rows).hasSize(4);
        assertThat(rows.getFirst().toList()).isEqualTo(Exports.COLUMNS);
        Browser.Saved xlsx = manager.save("/exports/devices?format=xlsx&site=" + shop.site() + period);
        List<List<String>> sheet = sheet(xlsx.bytes());
        assertThat(sheet).hasSize(4);
        for (int row = 1; row <= 3; row++) {
            for (int column = 0; column < Exports.COLUMNS.size() - 1; column++) { // the last is when it was asked for
                String plain = plain(json.get(row - 1).get(Exports.COLUMNS.get(column)));
                assertThat(rows.get(row).get(column)).isEqualTo(guarded(plain));
                assertThat(sheet.get(row).get(column)).isEqualTo(guarded(plain));
            }
        }
        assertThat(new String(csv.bytes(), StandardCharsets.UTF_8)).contains("\"'=cmd", "\"'+X-3\"", "\"'=batch\"");
    }

    private static String plain(@Nullable JsonNode value) {
        if (value == null) {
            return "";
        }
        return value.isArray()
                ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(" "))
                : value.asString();
    }

    @Test
    void aJsonFileHasTruthsAndListsAsAnswersHaveThem() throws Exception {
        var out = new ByteArrayOutputStream();
        RowFile file = RowFile.Format.JSON.open(out, List.of("verdict", "isConforming", "unmet", "hasCertificate"));
        file.row(List.of("purged", "true", "A-1 B-2", "false"));
        file.row(List.of("", "", "", ""));
        file.end();
        JsonNode json = JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(json.get(0).toString())
                .isEqualTo(
                        "{\"hasCertificate\":false,\"isConforming\":true,\"unmet\":[\"A-1\",\"B-2\"],\"verdict\":\"purged\"}");
        assertThat(json.get(1).toString()).isEqualTo("{\"unmet\":[]}");
    }

    private static String guarded(String text) {
        return text.startsWith("=") || text.startsWith("+") ? "'" + text : text;
    }

    @Test
    void itIsForWhoMayAndWithinLimits() {
        for (List<String> wrong : List.of(
                List.of("format=pdf&from=2026-01-01&to=2026-01-02", "FORMAT"),
                List.of("from=2026-01-02&to=2026-01-01", "PERIOD"),
                List.of("from=2025-01-01&to=2026-12-31", "PERIOD"),
                List.of("from=yesterday&to=2026-12-31", "PERIOD"),
                List.of("from=2026-01-01&to=2026-01-02&site=" + shop.otherSite(), "SITE"))) {
            Browser.Answer answer = plant.get("/api/v1/exports/devices?" + wrong.getFirst());
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).contains(wrong.getLast());
        }
        String path = "/exports/devices?from=" + day + "&to=" + day + "&site=";
        assertThat(shop.browser(Role.MANAGER).get(path + shop.otherSite()).status())
                .isEqualTo(400);
        assertThat(shop.browser(Role.MANAGER).get(path + newShop().site()).status())
                .isEqualTo(400);
        assertThat(shop.browser(Role.CLERK).get(path + shop.site()).status()).isEqualTo(403);
    }

    /** In parts, which go on by the keys of an index; a row that is taken in meanwhile is in it once or not at all. */
    @Test
    void manyAreWrittenPartByPart() throws IOException {
        for (int i = 0; i < 2; i++) {
            assertThat(plant.post("/api/v1/assets", Plant.request("m", Plant.phones("m", i * 600, i * 600 + 600)))
                            .status())
                    .isEqualTo(200);
        }
        Organisations.Site site = bean(Organisations.class).site(shop.site()).orElseThrow();
        Exports.Asked asked = new Exports.Asked(site, LocalDate.parse(day), LocalDate.parse(day));
        assertThat(bean(Exports.class).isLongerThan(asked, 1199)).isTrue();
        assertThat(bean(Exports.class).isLongerThan(asked, 1200)).isFalse();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bean(Exports.class).write(asked, RowFile.Format.JSON, out);
        JsonNode all = JsonMapper.shared().readTree(out.toByteArray());
        assertThat(all).hasSize(1200);
        assertThat(all.valueStream()
                        .map(row -> row.get("externalId").asString())
                        .distinct())
                .hasSize(1200);
        String plan = Plans.byIndexes(
                bean(PlatformTransactionManager.class),
                jdbc(),
                Exports.PART_SQL,
                List.of(
                        shop.site(),
                        asked.begin(),
                        asked.end(),
                        OffsetDateTime.now(ZoneId.of("UTC")).minusMinutes(1),
                        UUID.randomUUID(),
                        Exports.PART));
        assertThat(plan).contains("work_order_site_created").doesNotContain("Seq Scan", "Sort");
    }

    /** Half a file must not look like a whole one: the connection is broken off. */
    @Test
    void whatFailsMidwayIsNoFile() {
        assertThat(plant.post("/api/v1/assets", Plant.request("h", Plant.phones("h", 0, 500)))
                        .status())
                .isEqualTo(200);
        String path = "/api/v1/exports/devices?format=csv&from=" + day + "&to=" + day;
        assertThat(plant.get(path).body().lines()).hasSize(501);
        UUID last = bean(Assets.class)
                .row(PlantKeys.row(PlantKeys.of(shop)), "h499")
                .orElseThrow()
                .device();
        jdbc().sql("UPDATE custody.device SET kind = 'nonsense' WHERE id = ?")
                .param(last)
                .update();
        try {
            assertThatThrownBy(() -> plant.get(path)).hasRootCauseInstanceOf(IOException.class);
        } finally {
            jdbc().sql("UPDATE custody.device SET kind = 'phone' WHERE id = ?")
                    .param(last)
                    .update();
        }
    }

    /** What was written is out, and not kept until the end: at each thousandth of 50 000 rows there is more of it. */
    @ParameterizedTest
    @EnumSource(RowFile.Format.class)
    void itIsWrittenAsItIsMade(RowFile.Format format) throws IOException {
        long[] written = new long[1];
        OutputStream out = new OutputStream() {
            @Override
            public void write(int one) {
                written[0]++;
            }

            @Override
            public void write(byte[] bytes, int from, int count) {
                written[0] += count;
            }
        };
        java.util.Random random = new java.util.Random(1);
        try (RowFile file = format.open(out, Exports.COLUMNS)) {
            long before = -1;
            for (int row = 1; row <= 50_000; row++) {
                List<String> cells = new ArrayList<>();
                for (int column = 0; column < Exports.COLUMNS.size(); column++) {
                    cells.add(Long.toHexString(random.nextLong()));
                }
                file.row(cells);
                if (row % 5_000 == 0) {
                    assertThat(written[0]).as("at row " + row).isGreaterThan(before + 100_000);
                    before = written[0];
                }
            }
            file.end();
        }
    }

    private List<List<String>> sheet(byte[] file) throws IOException {
        Path saved = folder.resolve("devices.xlsx");
        Files.write(saved, file);
        List<List<String>> rows = new ArrayList<>();
        try (ZipFile zip = new ZipFile(saved.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))) {
            String xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(xml).doesNotContain("<f>");
            CELL.matcher(xml).results().forEach(cell -> {
                int row = Integer.parseInt(cell.group(2)) - 1;
                while (rows.size() <= row) {
                    rows.add(new ArrayList<>(java.util.Collections.nCopies(Exports.COLUMNS.size(), "")));
                }
                rows.get(row).set(cell.group(1).charAt(0) - 'A', text(cell.group(3)));
            });
        }
        return rows;
    }

    private static String text(String xml) {
        return xml.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&apos;", "'")
                .replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
