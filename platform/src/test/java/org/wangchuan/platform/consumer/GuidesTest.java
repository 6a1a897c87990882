package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;
import tools.jackson.databind.json.JsonMapper;

/** Which guide a device gets, and which ones somebody finds by plain words. */
final class GuidesTest {
    private final Guides guides;

    GuidesTest() throws IOException {
        guides = new Guides(JsonMapper.builder().build());
    }

    @ParameterizedTest
    @CsvSource({
        "PHONE, Apple, iPhone 12, phone-apple",
        "TABLET, 苹果, iPad, phone-apple",
        "PHONE, Huawei, Mate 30, phone-huawei",
        "PHONE, 荣耀, 90, phone-honor",
        "PHONE, HONOR, Magic5, phone-honor",
        "TABLET, Redmi, Pad, phone-xiaomi",
        "PHONE, 一加, Ace 3, phone-oneplus",
        "PHONE, OPPO, Find X6, phone-oppo",
        "PHONE, 真我, GT5, phone-realme",
        "PHONE, 魅族, 20, phone-meizu",
        "PHONE, LGE, G8, phone-lg",
        "PHONE, TECNO, Spark 10C, phone-transsion",
        "TABLET, 联想, 小新 Pad, phone-lenovo",
        "PHONE, iQOO, Neo9, phone-vivo",
        "PHONE, SAMSUNG, S21, phone-samsung",
        "PHONE, Nokia, 3310, phone-nokia",
        "PHONE, Doogee, S98, phone-android",
        "PHONE, algo, 1, phone-android",
        "LAPTOP, Apple, MacBook Air, computer-apple",
        "LAPTOP, Lenovo, X1, computer",
        "BARE_DRIVE, Seagate, ST1000, drive",
        "OTHER, Apple, Watch Series 7, watch-apple",
        "OTHER, Apple, TV 4K, tv",
        "OTHER, Sony, PlayStation 5, console-playstation",
        "OTHER, 华为, WATCH GT 3, watch-huawei",
        "OTHER, TP-LINK, 路由器, router",
        "OTHER, Cisco, Switch 2960, other",
    })
    void aDeviceGetsTheGuideThatNamesIt(DeviceKind kind, String brand, String model, String expected) {
        assertThat(guides.of(device(kind, brand, model)).id()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "小米手机, phone-xiaomi",
        "旧的三星, phone-samsung",
        "old iPhone 12, phone-apple",
        "iphone12, phone-apple",
        "ＰＳ５, console-playstation",
        "apple watch, watch-apple",
        "苹果手表, watch-apple",
        "苹果电脑, computer-apple",
        "Xbox Series X, console-xbox",
        "打印机, printer",
        "u盘, storage-cards",
        "TP-Link router, router",
        "sams, phone-samsung",
        "特斯拉, car",
    })
    void whatSomebodyTypesFindsItFirst(String typed, String expected) {
        assertThat(guides.search(typed)).first().extracting(Guide::id).isEqualTo(expected);
    }

    /** Chats are on no server, and signing out wants a code that comes to the SIM card. */
    @Test
    void aPhonesChatsComeFirstAndItsSimCardLast() {
        assertThat(guides.all())
                .filteredOn(guide -> guide.group() == Guide.Group.PHONE)
                .hasSizeGreaterThan(7)
                .allSatisfy(guide -> assertThat(guide.items())
                        .extracting(Guide.Item::id)
                        .startsWith("chats", "photos", "backup")
                        .containsSubsequence("pay", "paired", "lock", "account", "sim")
                        .endsWith("sim"));
    }

    /** What rests on no page says so, to whoever reads it; and no maker is shown as if all were known. */
    @Test
    void aPhonesGuideNamesItsGapsAndWhatWasReadNowhere() {
        assertThat(guides.all())
                .filteredOn(guide -> guide.group() == Guide.Group.PHONE)
                .hasSizeGreaterThan(20)
                .allSatisfy(guide -> {
                    assertThat(guide.gaps()).as(guide.id()).isNotEmpty();
                    assertThat(guide.items())
                            .as(guide.id())
                            .anyMatch(item -> item.source().isEmpty());
                    assertThat(guide.reset()).as(guide.id()).isNotEmpty();
                    assertThat(guide.sources())
                            .as(guide.id())
                            .anyMatch(source -> !source.seen().isEmpty());
                    assertThat(guide.items()).allSatisfy(item -> {
                        assertThat(item.source().isEmpty() || isSeen(guide, item.source()))
                                .as(guide.id() + " " + item.id())
                                .isTrue();
                        assertThat(item.text().zh().length()).isLessThan(600);
                        assertThat(item.text().en().length())
                                .as(guide.id() + " " + item.id())
                                .isLessThan(1200);
                    });
                });
    }

    private static boolean isSeen(Guide guide, String address) {
        return guide.sources().stream()
                .anyMatch(source ->
                        source.address().equals(address) && !source.seen().isEmpty());
    }

    /** Where menus differ between systems, each is told with its name. */
    @Test
    void whatDiffersBetweenSystemsIsToldOfEach() {
        Guide vivo = guides.find("phone-vivo").orElseThrow();

        assertThat(vivo.reset())
                .extracting(Guide.Words::en)
                .anyMatch(text -> text.startsWith("Funtouch OS 11 and later: "));
        assertThat(vivo.reset()).extracting(Guide.Words::zh).anyMatch(text -> text.startsWith("OriginOS："));
        assertThat(guides.find("phone-meizu").orElseThrow().reset())
                .extracting(Guide.Words::en)
                .noneMatch(text -> text.startsWith("Flyme"));
    }

    @Test
    void whatIsNothingFindsNothing() {
        assertThat(guides.search("surface")).as("\"ace\" is no word of it").isEmpty();
        assertThat(guides.search("zz")).isEmpty();
        assertThat(guides.search("?!  ()")).isEmpty();
        assertThat(guides.search("\uD83D")).as("half a character").isEmpty();
        assertThat(guides.search("x".repeat(100_000) + " iphone"))
                .as("only its beginning is read")
                .isEmpty();
    }

    @Test
    void eachOneIsFoundByItsFirstWord() {
        assertThat(guides.all()).allSatisfy(guide -> {
            assertThat(guides.search(guide.words().getFirst())).contains(guide);
            assertThat(guides.find(guide.id())).contains(guide);
        });
        assertThat(guides.find("none")).isEmpty();
    }

    private static Device device(DeviceKind kind, String brand, String model) {
        return new Device(
                UUID.randomUUID(),
                "AAAA-0000",
                UUID.randomUUID(),
                kind,
                brand,
                model,
                Optional.empty(),
                "",
                Optional.empty(),
                DeviceState.REGISTERED,
                Optional.empty(),
                Optional.empty(),
                0,
                Instant.EPOCH,
                false);
    }
}
