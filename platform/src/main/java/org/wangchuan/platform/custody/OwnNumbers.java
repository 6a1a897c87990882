package org.wangchuan.platform.custody;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What those who handed devices in call them in a system of their own: an institution's number in its list, a plant's id. A bean of the
 * module that knows.
 */
public interface OwnNumbers {
    /** Those of some devices; one without has no answer. */
    Map<UUID, String> of(Collection<UUID> devices);

    /**
     * Devices whose own number begins with a text, in capitals or not; the newest first.
     *
     * @param text not empty
     * @param limit how many at most
     */
    List<UUID> find(Collection<UUID> sites, String text, int limit);
}
