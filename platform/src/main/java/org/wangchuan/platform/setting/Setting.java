package org.wangchuan.platform.setting;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one setting: a component of a record of settings. From this come its check at the start and its line of {@code
 * docs/configuration.md}; what it means is said in {@code words/setting.properties}.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {
    /** A value that somebody could really set. */
    String example();

    /** The option of {@code wangchuan up} that sets it; empty if none does. */
    String up() default "";

    /** The least that a number may be, in the unit that its meaning names. */
    long min() default Long.MIN_VALUE;

    /** The most that a number may be. */
    long max() default Long.MAX_VALUE;
}
