package org.wangchuan.platform.web.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A handler that changes something and still asks for no qualification: what stops a thing, or has nothing to do with one. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Unqualified {
    /** Why not; it stands in the table of who may call what. */
    String value();
}
