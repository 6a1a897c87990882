package org.wangchuan.platform.web.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.PlatformTest;

/** The alerts that an operator gets with the product: over metrics that there are, tried, and each with a page of what to do. */
final class AlertsTest extends PlatformTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path ALERTS = DOCS.resolve("alerts");
    private static final Path RULES = ALERTS.resolve("wangchuan.rules.yml");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^## (Wangchuan\\w+)$");
    /** A metric, and one of its labels that is asked for by its value. */
    private static final Pattern METRIC =
            Pattern.compile("\\b((?:wangchuan|hikaricp|jvm|disk|http|ssl)_[a-z_]+)(?:\\{(\\w+=\"[^\"]*\")[,}])?");

    /** Only where the platform speaks TLS itself, which it does not here: seen by hand. */
    private static final String OF_TLS = "ssl_chain_expiry_seconds";

    @Test
    void eachIsOverMetricsThatThereAre() throws IOException {
        nobody().get("/");
        List<String> metrics = metrics().get("/metrics").body().lines().toList();
        List<MatchResult> asked =
                METRIC.matcher(Files.readString(RULES)).results().toList();
        assertThat(asked).hasSizeGreaterThan(20);
        for (MatchResult one : asked) {
            String name = one.group(1);
            String label = one.group(2) == null ? "" : one.group(2);
            if (!name.equals(OF_TLS)) {
                assertThat(metrics)
                        .as(one.group())
                        .anyMatch(line -> line.matches(name + "[ {].*") && line.contains(label));
            }
        }
    }

    @Test
    void eachHasWhatToDoInBothLanguages() throws IOException {
        Set<String> alerts = found(ALERT, Files.readString(RULES));
        assertThat(found(HEADING, Files.readString(DOCS.resolve("runbook.md")))).isEqualTo(alerts);
        assertThat(found(HEADING, Files.readString(DOCS.resolve("runbook.zh.md"))))
                .isEqualTo(alerts);
    }

    /** Prometheus' own tool reads the rules, and plays the cases. */
    @Test
    @Tag("slow")
    void eachComesWhenItShouldAndNotBefore() throws Exception {
        promtool("check", "rules", "wangchuan.rules.yml");
        promtool("test", "rules", "wangchuan.test.yml");
    }

    private static void promtool(String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("promtool").directory(ALERTS.toFile());
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
