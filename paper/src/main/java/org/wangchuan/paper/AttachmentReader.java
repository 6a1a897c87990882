package org.wangchuan.paper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wangchuan.paper.pdf.PdfFile;

/**
 * Reads the attachments off the front of a file in the one form in which they are written there. It
 * follows no reference, so there is nothing to loop through, and takes nothing but the exact form. Not
 * thread-safe.
 */
final class AttachmentReader {
    /** Attachments in one file. */
    static final int COUNT_MAX = 8;

    private static final int LINE_BYTES_MAX = 512;
    private static final String STREAM = "\nstream\n";
    private static final String END = "\nendstream\nendobj\n";

    private final byte[] pdf;
    private int at;

    AttachmentReader(byte[] pdf) {
        this.pdf = pdf;
    }

    /** The dictionary entries of an attachment's stream, except the length. */
    static String streamEntries(Attachment attachment) {
        return streamEntries(attachment.mediaType(), attachment.content().length);
    }

    private static String streamEntries(String mediaType, int bytes) {
        return "/Type/EmbeddedFile/Subtype/" + mediaType.replace("/", "#2F") + "/Params<</Size " + bytes + ">>";
    }

    List<Attachment> read() throws PaperException {
        expect(PdfFile.HEADER, "the head of a page of ours");
        List<Attachment> attachments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int number = 1;
        while (startsWith(number + " 0 obj\n<</Type/EmbeddedFile")) {
            if (attachments.size() == COUNT_MAX) {
                throw wrong("at most " + COUNT_MAX + " attachments", "one more");
            }
            Attachment attachment = attachment(number);
            if (!names.add(attachment.name())) {
                throw wrong("distinct names", "a second attachment of one name");
            }
            attachments.add(attachment);
            number += 2;
        }
        return List.copyOf(attachments);
    }

    private Attachment attachment(int number) throws PaperException {
        expect(number + " 0 obj\n", "an object");
        String dictionary = line();
        String mediaType = between(dictionary, "/Subtype/", "/Params").replace("#2F", "/");
        if (!Attachment.isMediaType(mediaType)) {
            throw wrong("a media type", "other characters");
        }
        int bytes = length(between(dictionary, "/Length ", ">>"));
        if (!dictionary.equals("<<" + streamEntries(mediaType, bytes) + "/Length " + bytes + ">>")) {
            throw wrong("the exact form of an attachment", "another form");
        }
        at--;
        expect(STREAM, "a stream");
        if (bytes > pdf.length - at) {
            throw wrong("an attachment of " + bytes + " bytes", (pdf.length - at) + " bytes to the end of the file");
        }
        byte[] content = Arrays.copyOfRange(pdf, at, at + bytes);
        at += bytes;
        expect(END, "the end of an attachment");
        return new Attachment(name(number), mediaType, content);
    }

    private String name(int stream) throws PaperException {
        expect((stream + 1) + " 0 obj\n", "the name of an attachment");
        String specification = line();
        String name = between(specification, "/F(", ")");
        if (!Attachment.isName(name)) {
            throw wrong("a plain name", "other characters");
        }
        if (!specification.equals("<</Type/Filespec/F(" + name + ")/UF(" + name + ")/AFRelationship/Data/EF<</F "
                + stream + " 0 R/UF " + stream + " 0 R>>>>")) {
            throw wrong("the exact form of an attachment's name", "another form");
        }
        expect("endobj\n", "the end of an attachment's name");
        return name;
    }

    private int length(String digits) throws PaperException {
        if (!digits.matches("0|[1-9][0-9]{0,8}")) {
            throw wrong("a length in bytes", "other characters");
        }
        return Integer.parseInt(digits);
    }

    private String between(String text, String before, String after) throws PaperException {
        int from = text.indexOf(before);
        int to = from < 0 ? -1 : text.indexOf(after, from + before.length());
        if (to < 0) {
            throw wrong(before + "…" + after, "neither");
        }
        return text.substring(from + before.length(), to);
    }

    /** The bytes up to the next line feed, which is taken too. */
    private String line() throws PaperException {
        int end = at;
        while (end < pdf.length && pdf[end] != '\n') {
            end++;
            if (end - at > LINE_BYTES_MAX) {
                throw wrong("a line of at most " + LINE_BYTES_MAX + " bytes", "a longer one");
            }
        }
        if (end == pdf.length) {
            throw wrong("the end of a line", "the end of the file");
        }
        String line = new String(pdf, at, end - at, StandardCharsets.ISO_8859_1);
        at = end + 1;
        return line;
    }

    private void expect(String latin1, String meaning) throws PaperException {
        if (!startsWith(latin1)) {
            throw wrong(meaning, "other bytes");
        }
        at += latin1.length();
    }

    private boolean startsWith(String latin1) {
        if (latin1.length() > pdf.length - at) {
            return false;
        }
        for (int i = 0; i < latin1.length(); i++) {
            if ((pdf[at + i] & 255) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private PaperException wrong(String expected, String found) {
        return new PaperException("PDF at byte " + at, expected, found);
    }
}
