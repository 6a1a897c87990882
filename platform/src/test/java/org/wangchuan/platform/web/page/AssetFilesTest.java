package org.wangchuan.platform.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;

/** After an update a browser shows the new pages with the new scripts: what it keeps is kept under what is in it. */
final class AssetFilesTest extends PlatformTest {
    private static final Pattern NAMED = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");

    @Test
    void aPageNamesItsFilesByWhatIsInThem() {
        Matcher named = NAMED.matcher(nobody().get("/sign-in").body());
        int count = 0;
        while (named.find()) {
            count++;
            assertThat(named.group(1)).matches("/assets/" + AssetFiles.VERSION_PATTERN + "/[a-z]+\\.(?:css|js|svg)");
            Browser.Answer file = nobody().get(named.group(1));
            assertThat(file.status()).isEqualTo(200);
            assertThat(header(file, "cache-control")).contains("immutable", "max-age=31536000");
        }
        assertThat(count).as("style, script and icon").isGreaterThanOrEqualTo(3);
    }

    /** A page of another version is still open, or another process made it: it gets what there is, and keeps none of it. */
    @Test
    void anotherVersionsFilesAreKeptByNobody() {
        for (String path : List.of("/assets/000000000000/wangchuan.css", "/assets/wangchuan.css")) {
            Browser.Answer file = nobody().get(path);
            assertThat(file.status()).as(path).isEqualTo(200);
            assertThat(header(file, "cache-control")).isEqualTo("no-store");
            assertThat(file.headers()).doesNotContainKey("last-modified");
        }
    }

    @Test
    void nothingElseIsThere() {
        for (String path : List.of(
                "/assets/000000000000/nothing.css",
                "/assets/000000000000/..%2fapplication.yaml",
                "/assets/0000/wangchuan.css",
                "/assets/000000000000/000000000000/wangchuan.css",
                AssetFiles.folder(),
                "/assets/")) {
            assertThat(nobody().get(path).status()).as(path).isNotEqualTo(200);
        }
    }

    private static String header(Browser.Answer answer, String name) {
        return String.join(", ", answer.headers().getOrDefault(name, List.of()));
    }
}
