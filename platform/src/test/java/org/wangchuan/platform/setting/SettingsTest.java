package org.wangchuan.platform.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.support.StandardServletEnvironment;
import org.wangchuan.platform.PlatformApplication;

/**
 * Every setting is described, and a wrong one stops the start. The reference is {@code docs/configuration.md}, in Chinese {@code
 * configuration.zh.md}; both are written anew with {@code -Dwangchuan.write-docs=true}.
 */
final class SettingsTest {
    private static final Pattern IN_YAML = Pattern.compile("\\$\\{wangchuan\\.([a-z-]+):([^}]*)}");

    @Test
    void everySettingIsDescribed() {
        assertThat(components().filter(one -> one.getAnnotation(Setting.class) == null))
                .isEmpty();
        assertThat(components().count()).isGreaterThan(11);
    }

    @Test
    void whatTheFrameworkReadsHasTheSameDefault() throws IOException {
        Map<String, RecordComponent> known =
                components().collect(Collectors.toMap(SettingNames::of, Function.identity()));
        Matcher used = IN_YAML.matcher(Files.readString(Path.of("src/main/resources/application.yaml")));
        int count = 0;
        for (; used.find(); count++) {
            String name = SettingNames.PREFIX + "." + used.group(1);
            assertThat(known).containsKey(name);
            assertThat(used.group(2)).as(name).isEqualTo(standard(Objects.requireNonNull(known.get(name))));
        }
        assertThat(count).isGreaterThan(1);
    }

    @Test
    void aSettingThatNobodyKnowsStopsTheStart(@TempDir Path folder) {
        Path data = folder.resolve("data");
        assertThatThrownBy(() -> start(Map.of(), "--wangchuan.data=" + data, "--wangchuan.tral=true"))
                .hasMessageStartingWith("SETTING_UNKNOWN: wangchuan.tral: expected one of ");
        assertRefused(SettingException.Code.SETTING_UNKNOWN, "--wangchuan.data=" + data, "--wangchuan.tral=true");
        assertRefused(SettingException.Code.SETTING_UNKNOWN, "--wangchuan.data=" + data, "--wangchuan.data.base=1");
        assertThat(data).doesNotExist();
    }

    @Test
    void soDoesAVariableOfTheEnvironment() {
        assertThatThrownBy(() -> start(Map.of("WANGCHUAN_DATA", "/nowhere", "WANGCHUAN_BACKUPDAY", "3")))
                .hasMessageStartingWith("SETTING_UNKNOWN: wangchuan.backupday (from the environment): expected one of ")
                .hasMessageContaining("wangchuan.backup-days");
        // These are others', or ours in each way to spell them; only their values are wrong.
        assertThatThrownBy(() -> start(Map.of(
                        "WANGCHUAN_HOME", "/nowhere",
                        "WANGCHUAN_ENDS_WITH_PARENT", "1",
                        "WANGCHUAN_DATABASEPASSWORD", "secret",
                        "WANGCHUAN_DATA", "/nowhere",
                        "WANGCHUAN_BACKUP_DAYS", "4000")))
                .hasMessage("SETTING_VALUE: wangchuan.backup-days: expected 0 to 3650, found 4000");
    }

    @Test
    void whatCannotBeStopsTheStart(@TempDir Path folder) {
        Path data = folder.resolve("data");
        for (String wrong : List.of(
                "--wangchuan.backup-days=-1",
                "--wangchuan.backup-days=3651",
                "--wangchuan.backup-days=many",
                "--wangchuan.owner-requests-per-minute=0",
                "--wangchuan.requests-per-minute=0",
                "--wangchuan.tries-per-minute=10000001",
                "--wangchuan.listen-port=0",
                "--wangchuan.listen-port=65536",
                "--wangchuan.listen-address=no such address",
                "--wangchuan.metrics-port=8080",
                "--wangchuan.metrics-token=short",
                "--wangchuan.disk-floor-mib=-1",
                "--wangchuan.drain-seconds=61",
                "--wangchuan.log-folder=/mnt/log", // beside the platform's own database
                "--wangchuan.log-format=org.example.Format",
                "--wangchuan.trial=perhaps",
                "--wangchuan.public-url=http://shop.example.org",
                "--wangchuan.public-url=https://shop.example.org/path",
                "--wangchuan.public-url=https://me@shop.example.org",
                "--wangchuan.public-url=shop.example.org")) {
            assertRefused(SettingException.Code.SETTING_VALUE, "--wangchuan.data=" + data, wrong);
        }
        assertRefused(
                SettingException.Code.SETTING_VALUE,
                "--wangchuan.data=" + data,
                "--wangchuan.metrics-port=9464",
                "--wangchuan.metrics-address=0.0.0.0");
        assertRefused(SettingException.Code.SETTING_MISSING, "--wangchuan.backup-days=1");
        assertThat(data).doesNotExist();
        assertThatCode(() -> check("--wangchuan.data=" + data, "--wangchuan.log-format=ecs"))
                .doesNotThrowAnyException();
    }

    @Test
    void itIsSaidInOneLine() {
        SettingException e = SettingException.value("wangchuan.x", "1 to 2", 3);
        assertThat(Objects.requireNonNull(new SettingFailure().analyze(e)).getDescription())
                .isEqualTo("SETTING_VALUE: wangchuan.x: expected 1 to 2, found 3 (docs/configuration.md)");
    }

    private static void assertRefused(SettingException.Code code, String... arguments) {
        assertThatThrownBy(() -> check(arguments))
                .as(String.join(" ", arguments))
                .isInstanceOfSatisfying(
                        SettingException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** The check alone: what the whole application does with it is shown once. */
    private static void check(String... arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove("systemProperties");
        environment.getPropertySources().remove("systemEnvironment");
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        for (Class<?> type : types().toList()) {
            beans.registerBeanDefinition(type.getName(), new RootBeanDefinition(type));
        }
        new LogFormat.Chooser().postProcessEnvironment(environment, new SpringApplication());
        new SettingsCheck(environment).postProcessBeanFactory(beans);
    }

    /** The real application, in an environment of its own. */
    private static void start(Map<String, Object> variables, String... arguments) {
        StandardServletEnvironment environment = new StandardServletEnvironment();
        environment.getPropertySources().remove("systemProperties");
        environment
                .getPropertySources()
                .replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", variables));
        SpringApplication application = new SpringApplication(PlatformApplication.class);
        application.setEnvironment(environment);
        application.run(arguments).close();
    }

    @Test
    void theDocumentsShowThem() throws IOException {
        for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            boolean isChinese = language.equals(Locale.CHINESE);
            Path file = Path.of("../docs", isChinese ? "configuration.zh.md" : "configuration.md");
            String text = (isChinese ? CHINESE : ENGLISH)
                    + components().map(one -> line(one, isChinese)).collect(Collectors.joining("\n", "", "\n"));
            if (Boolean.getBoolean("wangchuan.write-docs")) {
                Files.writeString(file, text);
            }
            assertThat(Files.readString(file)).isEqualTo(text);
        }
    }

    private static final String ENGLISH = """
            # Settings of the platform

            [中文](configuration.zh.md)

            Written by `SettingsTest` from the records that hold the settings. Each can be given on the command line of the \
            platform (`--wangchuan.backup-days=90`) or in the environment (`WANGCHUAN_BACKUPDAYS=90`); `up` hands its own \
            environment on, and sets some by an option.
            A setting that is not known, or can't be that, stops the start with `SETTING_UNKNOWN`, `SETTING_VALUE` or \
            `SETTING_MISSING`, before any file is touched.

            | setting | option of `up` | type | default | range | meaning | example |
            | --- | --- | --- | --- | --- | --- | --- |
            """;
    private static final String CHINESE = """
            # 平台的设置

            [English](configuration.md)

            由 `SettingsTest` 按存放设置的记录写成。每项可写在平台的命令行上（`--wangchuan.backup-days=90`）或环境变量里\
            （`WANGCHUAN_BACKUPDAYS=90`）；`up` 把自己的环境变量传给平台，其中一些另有选项。
            不认识的设置，或不可能的值，会使启动停止，并报 `SETTING_UNKNOWN`、`SETTING_VALUE` 或 `SETTING_MISSING`；\
            此前不碰任何文件。

            | 设置 | `up` 的选项 | 类型 | 默认 | 范围 | 含义 | 例 |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    private static String line(RecordComponent component, boolean isChinese) {
        Setting setting = component.getAnnotation(Setting.class);
        String name = SettingNames.of(component);
        ResourceBundle words = ResourceBundle.getBundle(
                "words/setting",
                isChinese ? Locale.CHINESE : Locale.ROOT,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        String standard = standard(component);
        return "| `" + name + "` | " + code(setting.up()) + " | " + type(component, isChinese) + " | " + code(standard)
                + " | " + range(setting) + " | "
                + words.getString(name.replace(SettingNames.PREFIX, "setting")) + " | "
                + code(setting.example()) + " |";
    }

    private static String code(String text) {
        return text.isEmpty() ? "–" : "`" + text + "`";
    }

    private static String range(Setting setting) {
        return setting.min() == Long.MIN_VALUE ? "–" : setting.min() + "–" + setting.max();
    }

    private static String standard(RecordComponent component) {
        DefaultValue value = component.getAccessor().getAnnotation(DefaultValue.class);
        @Nullable
        DefaultValue ofParameter = Arrays.stream(component
                        .getDeclaringRecord()
                        .getDeclaredConstructors()[0]
                        .getParameters())
                .filter(parameter -> parameter.getName().equals(component.getName()))
                .map(parameter -> parameter.getAnnotation(DefaultValue.class))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(value);
        return ofParameter == null ? "" : String.join(",", ofParameter.value());
    }

    private static String type(RecordComponent component, boolean isChinese) {
        String generic = component.getGenericType().getTypeName();
        Map<Class<?>, List<String>> names = Map.of(
                Path.class, List.of("path", "路径"),
                URI.class, List.of("address", "网址"),
                InetAddress.class, List.of("network address", "网络地址"),
                String.class, List.of("text", "文字"),
                boolean.class, List.of("true or false", "true 或 false"),
                LogFormat.class, List.of("word", "单词"),
                int.class, List.of("whole number", "整数"));
        return names.entrySet().stream()
                .filter(entry -> component.getType() == entry.getKey()
                        || generic.equals(
                                Optional.class.getName() + "<" + entry.getKey().getName() + ">"))
                .map(entry -> entry.getValue().get(isChinese ? 1 : 0))
                .findFirst()
                .orElseThrow(() -> new AssertionError("say what " + generic + " is called"));
    }

    private static Stream<RecordComponent> components() {
        return types().flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .sorted(Comparator.comparing(SettingNames::of));
    }

    private static Stream<? extends Class<?>> types() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scan.findCandidateComponents("org.wangchuan.platform").stream()
                .map(found -> ClassUtils.resolveClassName(Objects.requireNonNull(found.getBeanClassName()), null));
    }
}
