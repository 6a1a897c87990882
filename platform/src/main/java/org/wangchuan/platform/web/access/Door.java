package org.wangchuan.platform.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** Lets one kind of callers in: owners by their link, stations by their token, programs by their key. Each is a bean of the module that knows them. */
public interface Door {
    /** Whom this lets in. */
    Access.To kind();

    /** Whether this request is from one of them. */
    boolean lets(HttpServletRequest request);

    /** Whether whoever makes this request, and was let in, may do what asks for this scope. */
    default boolean allows(HttpServletRequest request, String scope) {
        return scope.isEmpty();
    }

    /** With what whoever makes this request, and was not let in, is refused. */
    default HttpStatus refused(HttpServletRequest request, HttpStatus usual) {
        return usual;
    }

    /** Why whoever makes this request, and was let in, has to come again later: a stable code; empty if they need not. */
    default Optional<String> waits(HttpServletRequest request) {
        return Optional.empty();
    }
}
