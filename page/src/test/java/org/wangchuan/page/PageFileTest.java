package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.page.build.PageBuilder;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.encoding.Bytes32;

/** The file as it is given away. */
class PageFileTest {
    private static final Path WEB = Path.of("src/main/web");
    private static final Path PAPER_WORDS = Path.of("../paper/src/main/resources/org/wangchuan/paper/text");
    private static final String PAGE = new String(VerificationPage.bytes(), StandardCharsets.UTF_8);

    @Test
    void theSameSourcesGiveTheSameBytes() throws IOException {
        assertThat(PageBuilder.build(WEB, PAPER_WORDS, Bench.POLICIES, Bench.PHONE_WAYS))
                .isEqualTo(PAGE);
        assertThat(PageBuilder.build(WEB, PAPER_WORDS, Bench.POLICIES, Bench.PHONE_WAYS))
                .isEqualTo(PAGE);
    }

    @Test
    void thePolicyAllowsExactlyTheScriptAndStyleInside() throws GeneralSecurityException {
        String policy = between("<meta http-equiv=\"Content-Security-Policy\" content=\"", "\">");
        assertThat(policy)
                .startsWith("default-src 'none'; script-src 'sha256-")
                .contains("script-src '" + hash(between("<script>", "</script>")) + "'")
                .contains("style-src '" + hash(between("<style>", "</style>")) + "'")
                .doesNotContain("unsafe", "http", "data:", "blob:", "*");
        assertThat(PAGE.split("<script", -1)).hasSize(2);
        assertThat(PAGE.split("<style", -1)).hasSize(2);
        assertThat(PAGE.indexOf("Content-Security-Policy")).isLessThan(PAGE.indexOf("<style>"));
    }

    @Test
    void nothingInItCouldBeLoadedOrSent() {
        assertThat(PAGE)
                .doesNotContainPattern("https?://")
                .doesNotContainPattern("(?i)\\b(src|href|action|formaction|srcset|ping|manifest)\\s*=")
                .doesNotContainPattern("(?i)\\son[a-z]+\\s*=\\s*[\"']")
                .doesNotContainPattern(
                        "url\\(|@import|XMLHttpRequest|fetch\\(|WebSocket|sendBeacon|EventSource|import\\(")
                .doesNotContainPattern("innerHTML|outerHTML|insertAdjacent|document\\.write|eval\\(|new Function");
    }

    /** What ES2017 does not know would stop an old browser before it could say so. */
    @Test
    void oldBrowsersCanReadTheScript() {
        assertThat(between("<script>", "</script>"))
                .doesNotContainPattern("\\d+n\\b")
                .doesNotContainPattern("\\?\\.[a-zA-Z(\\[]")
                .doesNotContainPattern("\\?\\?")
                .doesNotContainPattern("\\{ *\\.\\.\\.|catch \\{|\\(\\?<")
                .doesNotContainPattern("\\b(replaceAll|matchAll|flatMap|fromEntries|structuredClone|flat)\\(");
    }

    /** To publish a new digest after a deliberate change, run this test with {@code -Dwangchuan.page.digest.write=true}. */
    @Test
    void itsDigestIsTheOneThatIsPublished() throws IOException {
        String line = HexFormat.of()
                        .formatHex(Bytes32.sha256(VerificationPage.bytes()).toBytes()) + "  verify.html\n";
        Path published = Path.of("verify.html.sha256");
        if (Boolean.getBoolean("wangchuan.page.digest.write")) {
            Files.writeString(published, line);
        }
        assertThat(published).hasContent(line);
    }

    @Test
    void everyCodeIsOneOfJavasAndHasAWordInBothLanguages() throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.list(WEB)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".js")).toList()) {
                Matcher code = Pattern.compile("(?:new Failure|withCode|same|requireCosigned)\\('([a-z-]+)'")
                        .matcher(Files.readString(file));
                while (code.find()) {
                    codes.add(code.group(1));
                }
            }
        }
        codes.addAll(Set.of("note-signature", "revoked", "superseded", "corrected"));
        Set<String> known =
                Arrays.stream(FailureCode.values()).map(FailureCode::wireName).collect(Collectors.toSet());
        known.addAll(Set.of("pdf", "internal"));
        known.addAll(Set.of(
                "status-with-receipt", "cannot-read", "too-large", "photo")); // the command line's, in capitals there
        assertThat(codes).isSubsetOf(known).hasSizeGreaterThan(45);
        for (String language : Set.of("zh", "en")) {
            assertThat(keys(language))
                    .containsAll(codes.stream().map(code -> "code." + code).toList());
        }
        assertThat(keys("zh")).isEqualTo(keys("en"));
    }

    @Test
    void noSourceIsLong() throws IOException {
        try (Stream<Path> files = Files.list(WEB)) {
            for (Path file : files.toList()) {
                assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThan(300);
            }
        }
    }

    private static Set<String> keys(String language) throws IOException {
        Matcher key =
                Pattern.compile("'([a-z.-]+)': '").matcher(Files.readString(WEB.resolve("words." + language + ".js")));
        Set<String> out = new TreeSet<>();
        while (key.find()) {
            out.add(key.group(1));
        }
        return out;
    }

    private static String between(String before, String after) {
        int from = PAGE.indexOf(before) + before.length();
        return PAGE.substring(from, PAGE.indexOf(after, from));
    }

    private static String hash(String text) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
