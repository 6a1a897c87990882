package org.wangchuan.platform.setting;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Looks at all settings before anything is made of them: one that nobody knows, or that can't be, stops the start while no file
 * and no database was touched. A setting that were passed over in silence would be one that somebody counts on.
 */
final class SettingsCheck implements BeanFactoryPostProcessor, PriorityOrdered {
    /** What other parts of Wangchuan read from the environment, so that it is there and no setting. */
    private static final Set<String> OTHERS =
            Set.of("COMMAND", "ENDSWITHPARENT", "HOME", "LAB", "LANG", "PLATFORM", "STATUSFD");

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(SettingNames.PREFIX);

    private final Environment environment;

    SettingsCheck(Environment environment) {
        this.environment = environment;
    }

    /** First: another of its kind may begin with what the settings say. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        List<? extends Class<?>> types = Arrays.stream(beans.getBeanNamesForAnnotation(ConfigurationProperties.class))
                .map(beans::getType)
                .filter(SettingsCheck::isOurs)
                .toList();
        requireKnown(types.stream()
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(SettingNames::of)
                .collect(Collectors.toCollection(TreeSet::new)));
        types.forEach(this::requireBindable);
    }

    private static boolean isOurs(@Nullable Class<?> type) {
        return type != null && type.isRecord() && type.getName().startsWith("org.wangchuan.");
    }

    private void requireKnown(Set<String> known) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (isOfJvm(source)) {
                continue; // the build's own are among them; the reference names the two other ways
            }
            boolean isEnvironment = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
            names(source)
                    .filter(name -> isEnvironment ? !isKnownVariable(name, known) : !isKnown(name, known))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new SettingException(
                                SettingException.Code.SETTING_UNKNOWN,
                                name + (isEnvironment ? " (from the environment)" : "") + ": expected one of "
                                        + String.join(", ", known));
                    });
        }
    }

    private static boolean isOfJvm(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> known
                && known.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    }

    private static Stream<ConfigurationPropertyName> names(ConfigurationPropertySource source) {
        return source instanceof IterableConfigurationPropertySource all
                ? all.stream().filter(PREFIX::isAncestorOf)
                : Stream.empty();
    }

    private static boolean isKnown(ConfigurationPropertyName name, Set<String> known) {
        return known.stream().map(ConfigurationPropertyName::of).anyMatch(name::equals);
    }

    /** A variable has neither hyphens nor small letters, and its underscores may stand for dots or for hyphens. */
    private static boolean isKnownVariable(ConfigurationPropertyName name, Set<String> known) {
        String plain = plain(name.toString());
        return known.stream().map(SettingsCheck::plain).anyMatch(plain::equals) || OTHERS.contains(plain);
    }

    private static String plain(String name) {
        return name.substring(SettingNames.PREFIX.length())
                .replaceAll("[.-]", "")
                .toUpperCase(Locale.ROOT);
    }

    private void requireBindable(Class<?> type) {
        try {
            Object _ = Binder.get(environment).bindOrCreate(SettingNames.PREFIX, Bindable.of(type));
        } catch (BindException e) {
            throw told(e);
        }
    }

    private static SettingException told(BindException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SettingException known) {
                return known;
            }
        }
        // Without the cause: it might quote a secret. What can be shown is of a type that no secret has.
        return SettingException.value(
                e.getName().toString(),
                "a value of the type " + e.getTarget().getType(),
                e.getProperty() == null ? "none" : e.getProperty().getValue());
    }
}
