package org.wangchuan.platform.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Lets one kind of callers in: owners by their link, stations by their token. Each is a bean of the module that knows them. */
public interface Door {
    /** Whom this lets in. */
    Access.To kind();

    /** Whether this request is from one of them. */
    boolean lets(HttpServletRequest request);

    /** Why whoever makes this request, and was let in, has to come again later: a stable code; empty if they need not. */
    default Optional<String> waits(HttpServletRequest request) {
        return Optional.empty();
    }
}
