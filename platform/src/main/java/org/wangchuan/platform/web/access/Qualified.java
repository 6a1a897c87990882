package org.wangchuan.platform.web.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A handler for whoever is qualified for one of the roles by which {@link Access} lets them in: it signs, erases, takes in, hands over,
 * pays, discloses or corrects. Whoever is not is told what is missing, and nothing is done, see {@link Qualifications}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Qualified {}
