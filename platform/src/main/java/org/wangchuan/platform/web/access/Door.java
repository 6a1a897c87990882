package org.wangchuan.platform.web.access;

import jakarta.servlet.http.HttpServletRequest;

/** Lets one kind of callers in: owners by their link, stations by their token. Each is a bean of the module that knows them. */
public interface Door {
    /** Whom this lets in. */
    Access.To kind();

    /** Whether this request is from one of them. */
    boolean lets(HttpServletRequest request);
}
