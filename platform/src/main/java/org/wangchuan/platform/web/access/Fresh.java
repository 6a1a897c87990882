package org.wangchuan.platform.web.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A handler for whoever has shown their own passkey a moment ago: a browser that was left open, a badge, a PIN or a link is not enough
 * for what lets somebody else in, can't be taken back, or is a second person's word. Whoever has not is asked for it, and nothing is done.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Fresh {
    /** The page from which it is asked for, to go back to; with the variables of the handler's own path. */
    String value();

    /** Where a passkey is asked for; the page to go back to follows. */
    String ASK = "/confirm?next=";
}
