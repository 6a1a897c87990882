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
public @interface Once {}
