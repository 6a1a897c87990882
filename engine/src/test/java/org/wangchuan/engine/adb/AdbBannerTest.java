package org.wangchuan.engine.adb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.testing.Distortion;

class AdbBannerTest {
    private static final String SOUND = "device::ro.product.name=made;ro.product.model=Made Phone;"
            + "ro.product.device=made;features=shell_v2,cmd,stat_v2";

    @Test
    void readsWhatPhonesSay() throws Exception {
        AdbBanner banner = parse(SOUND);
        assertThat(banner.mode()).isEqualTo(AdbMode.DEVICE);
        assertThat(banner.properties())
                .isEqualTo(Map.of(
                        "ro.product.name", "made", "ro.product.model", "Made Phone", "ro.product.device", "made"));
        assertThat(banner.features()).containsExactly("shell_v2", "cmd", "stat_v2");
        assertThat(banner.dropped()).isZero();
        assertThat(parse("recovery::\0").mode()).isEqualTo(AdbMode.RECOVERY);
        assertThat(parse("sideload::").mode()).isEqualTo(AdbMode.SIDELOAD);
        assertThat(parse("bootloader:x:").mode()).isEqualTo(AdbMode.BOOTLOADER);
        assertThat(parse("").mode()).isEqualTo(AdbMode.OTHER);
        assertThat(parse("host::").mode()).isEqualTo(AdbMode.OTHER);
    }

    @Test
    void whatIsHostileIsDroppedAndCounted() throws Exception {
        AdbBanner banner = parse("device::ro.product.model=One;ro.product.model=Two;=x;no value;ro.e=\u0007;"
                + "ro.e\u202e=x;ro.ok=\u001b[2Ja\u202eb;features=a,b,,a,c d");
        assertThat(banner.properties()).isEqualTo(Map.of("ro.product.model", "One", "ro.ok", "[2Ja b"));
        assertThat(banner.features()).containsExactly("a", "b");
        assertThat(banner.dropped()).isEqualTo(8);
    }

    @Test
    void itIsBounded() throws Exception {
        AdbBanner banner = parse("device::" + "x=1;".repeat(2000) + "features=" + "f,".repeat(2000));
        assertThat(banner.properties()).hasSize(1);
        StringBuilder many = new StringBuilder("device::");
        for (int i = 0; i < 1000; i++) {
            many.append("p").append(i).append("=v;");
        }
        assertThat(parse(many.toString()).properties()).hasSize(AdbBanner.PROPERTIES_MAX);
        assertThatThrownBy(() -> parse("x".repeat(AdbBanner.BYTES_MAX + 1)))
                .isInstanceOfSatisfying(
                        AdbException.class, e -> assertThat(e.code()).isEqualTo(AdbException.Code.LIMIT));
    }

    @Test
    void mutatedBannersAreReadWithinBounds() throws Exception {
        for (long seed = 0; seed < 5_000; seed++) {
            byte[] bytes = SOUND.getBytes(StandardCharsets.UTF_8);
            Random random = new Random(seed);
            for (int i = random.nextInt(6); i >= 0; i--) {
                bytes = Distortion.of(bytes, random);
            }
            AdbBanner banner = AdbBanner.parse(bytes);
            assertThat(banner.properties().size()).as("seed %d", seed).isLessThanOrEqualTo(AdbBanner.PROPERTIES_MAX);
            assertThat(banner.features()).as("seed %d", seed).allMatch(name -> name.matches("[A-Za-z0-9._-]{1,64}"));
            assertThat(banner.properties().values())
                    .as("seed %d", seed)
                    .allMatch(value -> value.codePoints().noneMatch(Character::isISOControl));
        }
    }

    private static AdbBanner parse(String text) throws AdbException {
        return AdbBanner.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
