package org.wangchuan.seal;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a page an appended update has to know (ISO 32000-1, 7.5.6). The page was just rendered, so this is no reader of
 * strangers' files: it follows the one form that the renderer writes, and refuses any other. Immutable.
 *
 * @param objects entries of the cross-reference table: the number of the next new object
 * @param xref where that table begins, in bytes
 * @param id as in the trailer, both halves
 */
record PageEnd(int objects, int xref, String id, Obj catalog, Obj firstPage) {
    private static final int TAIL_BYTES = 400;
    private static final int XREF_LINE_BYTES = 20;
    private static final Pattern TRAILER =
            Pattern.compile("\ntrailer\n<</Size ([1-9][0-9]{0,6})/Root ([1-9][0-9]{0,6}) 0 R"
                    + "/ID\\[(<[0-9a-f]+><[0-9a-f]+>)]>>\nstartxref\n([1-9][0-9]{0,9})\n%%EOF\n$");
    private static final Pattern PAGES = Pattern.compile("/Pages ([1-9][0-9]{0,6}) 0 R");
    private static final Pattern FIRST_KID = Pattern.compile("/Kids\\[([1-9][0-9]{0,6}) 0 R");

    /**
     * An object that an update writes once more.
     *
     * @param dictionary from {@code <<} to {@code >>}
     */
    record Obj(int number, String dictionary) {
        /** The dictionary with more entries at its end. */
        String with(String entries) {
            return dictionary.substring(0, dictionary.length() - 2) + entries + ">>";
        }
    }

    static PageEnd of(byte[] page) throws SealException {
        String tail = latin1(page, Math.max(0, page.length - TAIL_BYTES), page.length);
        Matcher trailer = TRAILER.matcher(tail);
        if (!trailer.find()) {
            throw wrong("the trailer of a rendered page");
        }
        int objects = Integer.parseInt(trailer.group(1));
        int root = Integer.parseInt(trailer.group(2));
        long xref = Long.parseLong(trailer.group(4));
        String head = "xref\n0 " + objects + "\n";
        if (xref > page.length
                || !latin1(page, (int) xref, (int) xref + head.length()).equals(head)) {
            throw wrong("a cross-reference table of " + objects + " objects");
        }
        int table = (int) xref + head.length();
        Obj catalog = object(page, table, objects, root);
        Obj tree = object(page, table, objects, reference(PAGES, catalog));
        Obj first = object(page, table, objects, reference(FIRST_KID, tree));
        return new PageEnd(objects, (int) xref, trailer.group(3), catalog, first);
    }

    private static int reference(Pattern pattern, Obj from) throws SealException {
        Matcher reference = pattern.matcher(from.dictionary);
        if (!reference.find()) {
            throw wrong("a reference " + pattern);
        }
        return Integer.parseInt(reference.group(1));
    }

    private static Obj object(byte[] page, int table, int objects, int number) throws SealException {
        if (number >= objects) {
            throw wrong("an object below " + objects);
        }
        int line = table + number * XREF_LINE_BYTES;
        String digits = latin1(page, line, line + 10);
        if (!digits.matches("[0-9]{10}")) {
            throw wrong("an offset of ten digits");
        }
        long at = Long.parseLong(digits);
        String head = number + " 0 obj\n<<";
        if (at > page.length
                || !latin1(page, (int) at, (int) at + head.length()).equals(head)) {
            throw wrong("object " + number + " at its offset");
        }
        int from = (int) at + head.length() - 2;
        int to = from;
        while (to < page.length && page[to] != '\n') {
            to++;
        }
        String dictionary = latin1(page, from, to);
        if (!dictionary.endsWith(">>") || !latin1(page, to, to + 8).equals("\nendobj\n")) {
            throw wrong("object " + number + " as one line");
        }
        return new Obj(number, dictionary);
    }

    /** Shorter where the file ends. */
    private static String latin1(byte[] bytes, int from, int to) {
        int end = Math.min(to, bytes.length);
        return from >= end ? "" : new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }

    private static SealException wrong(String expected) {
        return new SealException(SealException.Code.PAGE, expected, "another file");
    }
}
