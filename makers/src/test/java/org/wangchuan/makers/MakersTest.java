package org.wangchuan.makers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.canonical.ShapeException;

/** All that is shipped: whole, honest, and found by what people and devices call a maker. */
final class MakersTest {
    private static final Path FOLDER = Path.of("src/main/resources/org/wangchuan/makers");
    private static final Makers MAKERS = Makers.shipped();

    @Test
    void eachFileIsNamedAndEachNameHasItsFile() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("maker.schema.json") && !name.startsWith("numbers.")))
                    .containsExactlyInAnyOrderElementsOf(
                            Makers.IDS.stream().map(id -> id + ".json").toList());
        }
    }

    @Test
    void thereAreAtLeastTwentyMakersAndTheNamedOnesComeFirst() {
        assertThat(MAKERS.all()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(MAKERS.all())
                .extracting(Maker::id)
                .startsWith("huawei", "honor", "xiaomi", "oppo", "vivo", "apple", "samsung");
    }

    /** Silence is no answer, and nobody knows everything. */
    @Test
    void noMakerIsWithoutGapsAndOfEachTopicSomethingIsSaidOrNamedAsUnknown() {
        assertThat(MAKERS.all())
                .allSatisfy(maker -> assertThat(maker.gaps()).as(maker.id()).isNotEmpty());
        for (Maker maker : MAKERS.all()) {
            for (Knowledge known : MAKERS.knowledge(maker)) {
                for (Topic topic : Topic.values()) {
                    boolean isSaid = !known.facts(topic).isEmpty();
                    boolean isGap = known.gaps().stream().anyMatch(gap -> gap.topic() == topic);
                    assertThat(isSaid || isGap)
                            .as(maker.id() + " " + known.system().id() + " " + topic)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void whatIsSaidToBeReadNamesAPageOfThatKindAndItsDay() {
        for (Maker maker : everything()) {
            for (Fact fact : maker.facts()) {
                Knowledge.Known known = new Knowledge.Known(maker, fact);
                assertThat(known.proof().isPresent())
                        .as(maker.id() + " " + fact.topic())
                        .isEqualTo(fact.basis() != Basis.UNPROVEN);
                known.proof()
                        .ifPresent(source -> assertThat(source.read().orElseThrow())
                                .isBetween(LocalDate.of(2026, 11, 1), LocalDate.of(2100, 1, 1)));
            }
        }
    }

    /** Whoever calls a page the maker's own can be checked by its address. */
    @Test
    void aPageOfTheMakersLiesWhereTheMakerPublishes() {
        for (Maker maker : everything()) {
            for (Source source : maker.sources()) {
                if (source.by() == Basis.MAKER) {
                    String host = java.net.URI.create(source.address()).getHost();
                    assertThat(host).as(maker.id()).contains(maker.id());
                }
            }
        }
    }

    /** Where no page of the maker's was read for a reset, that is among its gaps. */
    @Test
    void aResetThatRestsOnNoPageOfTheMakersSaysSo() {
        for (Maker maker : MAKERS.all()) {
            for (Knowledge known : MAKERS.knowledge(maker)) {
                boolean isMakers = known.facts(Topic.RESET).stream()
                        .anyMatch(one -> one.fact().basis() == Basis.MAKER);
                boolean isThirds = known.facts(Topic.RESET).stream()
                        .anyMatch(one -> one.fact().basis() == Basis.OTHER);
                boolean isNamed = known.gaps().stream().anyMatch(gap -> gap.topic() == Topic.RESET);
                assertThat(isMakers || isThirds || isNamed)
                        .as(maker.id() + " " + known.system().id())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HUAWEI, huawei",
        "华为, huawei",
        "HONOR, honor",
        "荣耀90, honor",
        "Redmi, xiaomi",
        "POCO, xiaomi",
        "iQOO, vivo",
        "samsung, samsung",
        "iPhone12, apple",
        "OnePlus, oneplus",
        "一加 Ace 3, oneplus",
        "真我, realme",
        "ZTE, zte",
        "红魔9, nubia",
        "TECNO MOBILE LIMITED, transsion",
        "Infinix X6511, transsion",
        "LGE LG-H870, lg",
        "Nothing, nothing",
        "HMD Global, nokia",
        "Motorola, motorola",
    })
    void aMakerIsFoundByWhatPeopleAndDevicesCallIt(String named, String id) {
        assertThat(MAKERS.named(named)).map(Maker::id).contains(id);
    }

    @ParameterizedTest
    @CsvSource({"algo", "'  '", "x", "unknown", "lgs", "hmdx"})
    void whatNamesNoneFindsNone(String named) {
        assertThat(MAKERS.named(named)).isEmpty();
        assertThat(MAKERS.named("x".repeat(100_000) + " huawei")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "huawei, harmonyos, 4.2.0, harmonyos",
        "huawei, harmonyos, 5.0.1, harmonyos-5",
        "xiaomi, miui, V14.0.5, miui-12",
        "xiaomi, miui, 11, miui",
        "vivo, funtouch, 10.5, funtouch",
        "vivo, funtouch, 11, funtouch-11",
        "apple, ios, 10.2.1, ios-old",
        "apple, ios, 10.3, ios-10",
        "apple, ios, 17.6.1, ios-15",
        "apple, ios, 26.1, ios-26",
    })
    void aSystemIsFoundByItsFamilyAndVersion(String id, String family, String version, String system) {
        Maker maker = MAKERS.find(id).orElseThrow();

        assertThat(MAKERS.knowledge(maker, family, version))
                .map(known -> known.system().id())
                .contains(system);
    }

    @Test
    void aVersionThatNobodyKnowsIsGuessedByNobody() {
        Maker huawei = MAKERS.find("huawei").orElseThrow();

        assertThat(MAKERS.knowledge(huawei, "harmonyos", "1.0")).isEmpty();
        assertThat(MAKERS.knowledge(huawei, "harmonyos", "")).isEmpty();
        assertThat(MAKERS.knowledge(huawei, "harmonyos", "99999999999")).isEmpty();
        assertThat(MAKERS.knowledge(huawei, "other", "4")).isEmpty();
    }

    /** HarmonyOS 5 is no Android: nothing that holds for Android only is told of it. */
    @Test
    void whatRestsOnAndroidIsNotToldOfWhatIsNoAndroid() {
        Maker huawei = MAKERS.find("huawei").orElseThrow();
        Knowledge next = MAKERS.knowledge(huawei, "harmonyos", "5.0").orElseThrow();
        Knowledge before = MAKERS.knowledge(huawei, "harmonyos", "4.0").orElseThrow();

        assertThat(next.lines()).extracting(line -> line.maker().id()).containsExactly("huawei", "phone");
        assertThat(before.lines()).extracting(line -> line.maker().id()).containsExactly("huawei", "android", "phone");
        assertThat(next.facts(Topic.DEBUGGING))
                .singleElement()
                .satisfies(known -> assertThat(known.fact().basis()).isEqualTo(Basis.MAKER));
        assertThat(before.facts(Topic.DEBUGGING))
                .allSatisfy(known -> assertThat(known.from().id()).isEqualTo("android"));
    }

    @Test
    void aTopicWithoutFactAndGapIsRefused() {
        Maker phone = MAKERS.find("phone").orElseThrow();
        Maker silent = new Maker(
                "silent",
                1,
                phone.name(),
                false,
                List.of("silent"),
                List.of(),
                phone.lead(),
                phone.systems(),
                List.of(),
                List.of(new Gap(Topic.RESET, List.of(), phone.lead())),
                List.of());

        assertThatThrownBy(() -> Makers.of(List.of(silent)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("silent.any.chats");
    }

    @Test
    void aBaseThatIsNotThereOrGoesInACircleIsRefused() {
        Maker phone = MAKERS.find("phone").orElseThrow();
        SystemRange circle = new SystemRange("any", phone.name(), "any", Optional.empty(), Optional.empty(), "phone");
        Maker round = new Maker(
                "phone",
                1,
                phone.name(),
                false,
                List.of(),
                List.of(),
                phone.lead(),
                List.of(circle),
                phone.facts(),
                phone.gaps(),
                phone.sources());

        assertThatThrownBy(() -> Makers.of(List.of(round))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Makers.of(List.of(MAKERS.find("apple").orElseThrow())))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Makers.of(List.of(phone, phone))).isInstanceOf(ShapeException.class);
    }

    @Test
    void aVersionIsComparedByItsNumbers() {
        assertThat(Version.parse("10.2").orElseThrow())
                .isLessThan(Version.parse("10.10").orElseThrow());
        assertThat(Version.parse("4")).isEqualTo(Version.parse("4.0.0")).hasSameHashCodeAs(Version.parse("4.0"));
        assertThat(Version.parse("V14.0.5.0.TKCCNXM").orElseThrow().numbers()).containsExactly(14, 0, 5, 0);
        assertThat(Version.parse("..")).isEmpty();
        assertThat(Version.parse("VV1")).isEmpty();
        assertThat(Version.parse("9999999")).isEmpty();
        assertThat(Version.parse("1.2.3.4.5.6.7.8").orElseThrow().numbers()).hasSize(6);
    }

    private static List<Maker> everything() {
        List<Maker> out = new ArrayList<>(MAKERS.all());
        for (String base : List.of("android", "phone")) {
            out.add(MAKERS.find(base).orElseThrow());
        }
        return out;
    }
}
