package org.wangchuan.makers;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/** Lists of a file with their limits. The files come with the product; what is read has a limit all the same. */
final class Bounds {
    static final int SYSTEMS_MAX = 6;

    private Bounds() {}

    static List<Json.Fields> objects(Json.Fields fields, String name, int min, int max) throws ShapeException {
        List<Json.Fields> out = fields.objects(name);
        require(name, out.size(), min, max);
        return out;
    }

    static List<String> texts(Json.Fields fields, String name, int min, int max) throws ShapeException {
        List<String> out = fields.texts(name);
        require(name, out.size(), min, max);
        return out;
    }

    /** Ids, none twice. */
    static List<String> ids(Json.Fields fields, String name, int min, int max) throws ShapeException {
        List<String> out = texts(fields, name, min, max);
        Set<String> seen = new HashSet<>();
        for (String id : out) {
            if (!seen.add(Lines.id(id, name))) {
                throw new ShapeException(name, "each id once", "one twice");
            }
        }
        return out;
    }

    private static void require(String name, int count, int min, int max) throws ShapeException {
        if (count < min || count > max) {
            throw new ShapeException(name, "from " + min + " to " + max, "" + count);
        }
    }
}
