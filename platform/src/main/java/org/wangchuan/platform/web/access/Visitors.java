package org.wangchuan.platform.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Knows who is signed in; as of this request, so that whoever is suspended is out at once. */
public interface Visitors {
    /** Who makes this request. */
    Optional<Visitor> of(HttpServletRequest request);

    /** Whether they have shown their own passkey a moment ago, see {@link Fresh}. */
    boolean isFresh(HttpServletRequest request);
}
