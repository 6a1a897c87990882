package org.wangchuan.platform.web.once;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A handler that makes something anew and answers with a redirect. Its form carries {@code Page.formKey()} as {@code _form}; the same
 * form sent twice, by a double click or after a lost answer, is handled once, and the second is led to where the first was.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Once {
    /**
     * For so many seconds after a form was sent another one from the same page is the same form, whatever stands in it: a scanner's Enter, and what
     * was typed meanwhile. 0 to 60; with 0 other words are another form.
     */
    int seconds() default 0;
}
