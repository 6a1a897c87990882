package org.wangchuan.proof.note;

import java.util.Arrays;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Padded;

/** One signature line of a note: who claims to have signed, and four bytes of key id before the signature. */
public final class NoteSignature {
    /** Length of a key id in bytes (C2SP signed-note, "Signatures"). */
    public static final int ID_LENGTH = 4;

    /** An em dash and a space (C2SP signed-note, "Signatures"). */
    private static final String LINE_START = "\u2014 ";

    private final String name;
    private final byte[] idAndSignature;

    /**
     * A line of its parts.
     *
     * @param keyId four bytes
     * @param signature not empty
     * @throws IllegalArgumentException for parts that no line can have
     */
    public NoteSignature(String name, byte[] keyId, byte[] signature) {
        if (!VerifierKey.isName(name) || keyId.length != ID_LENGTH || signature.length == 0) {
            throw new IllegalArgumentException("not a signature line");
        }
        this.name = name;
        this.idAndSignature = Arrays.copyOf(keyId, keyId.length + signature.length);
        System.arraycopy(signature, 0, idAndSignature, keyId.length, signature.length);
    }

    private NoteSignature(String name, byte[] idAndSignature) {
        this.name = name;
        this.idAndSignature = idAndSignature;
    }

    /**
     * Reads one line, without its newline.
     *
     * @throws VerificationException with code NOTE_FORMAT or ENCODING
     */
    public static NoteSignature parse(String line) throws VerificationException {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(LINE_START) || space < LINE_START.length()) {
            throw bad("an em dash, a name and a signature", "another line");
        }
        String name = line.substring(LINE_START.length(), space);
        if (!VerifierKey.isName(name)) {
            throw bad("a name without white space", name);
        }
        byte[] bytes = Base64Padded.decode(line.substring(space + 1));
        if (bytes.length <= ID_LENGTH) {
            throw bad("a key id and a signature", bytes.length + " bytes");
        }
        return new NoteSignature(name, bytes);
    }

    /** The name of the key that claims to have signed. */
    public String name() {
        return name;
    }

    /** Four bytes. */
    public byte[] keyId() {
        return Arrays.copyOf(idAndSignature, ID_LENGTH);
    }

    /** The signature proper; its length depends on the type of the key. */
    public byte[] signature() {
        return Arrays.copyOfRange(idAndSignature, ID_LENGTH, idAndSignature.length);
    }

    /** The line, without its newline. */
    public String line() {
        return LINE_START + name + " " + Base64Padded.encode(idAndSignature);
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.NOTE_FORMAT, "note signature", expected, found);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that
                && name.equals(that.name)
                && Arrays.equals(idAndSignature, that.idAndSignature);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(idAndSignature);
    }

    @Override
    public String toString() {
        return line();
    }
}
