package org.wangchuan.platform.web.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may call a handler. Without it nobody may. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Access {
    /** Where somebody sets up their company. */
    String SET_UP = "/setup";

    /** For whom it is. */
    To value();

    /** With {@link To#STAFF}: any of these; none for whoever is signed in. */
    Role[] roles() default {};

    /** With {@link To#STAFF}: also for whoever has not set up their company yet. Everybody else of them is led to where they do. */
    boolean withoutCompany() default false;

    /** With {@link To#PROGRAM}: what its key has to be good for. */
    String scope() default "";

    /** The kinds of callers. */
    enum To {
        /** Everybody, signed in or not. */
        ANYONE,
        /** Somebody of an organisation who is signed in. */
        STAFF,
        /** The owner of a device, by the link of the order. */
        OWNER,
        /** A paired station, by its token. */
        STATION,
        /** A program of a company, by an API key. */
        PROGRAM
    }
}
