package org.wangchuan.proof.policy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.note.TypedKey;
import org.wangchuan.proof.note.VerifierKey;

/**
 * Reads one policy, line by line. Names must be defined before they are used, so there can be no circles, and each
 * is a member of at most one group, so that what is read is a tree.
 *
 * <p>Two things are stricter than C2SP tlog-policy: the file must be UTF-8, and a log can't be its own witness.
 */
final class PolicyReader {
    /** Largest policy that is read, in bytes. */
    static final int BYTES_MAX = 256 << 10;

    /** Most logs, most witnesses and most groups; C2SP asks for at least 32 of each. */
    static final int EACH_MAX = 128;

    private static final String NONE = "none";
    private static final int THRESHOLD_DIGITS_MAX = 4;

    private final List<VerifierKey> logs = new ArrayList<>();
    private final List<CosignerKey> witnesses = new ArrayList<>();
    private final Map<CosignerKey, String> addresses = new HashMap<>();
    private final Map<String, Quorum> named = new HashMap<>();
    private final Set<String> members = new HashSet<>();
    private final Set<Bytes32> logKeys = new HashSet<>();
    private final Set<Bytes32> witnessKeys = new HashSet<>();
    private int groups;
    private int line;
    private @Nullable Quorum quorum;

    WitnessPolicy read(byte[] bytes) throws VerificationException {
        String text = decode(bytes);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw bad("a newline at the end", "none");
        }
        for (String each : text.split("\n", -1)) {
            line++;
            readLine(each);
        }
        Quorum found = quorum;
        if (found == null) {
            line = 0;
            throw bad("a quorum line", "none");
        }
        return new WitnessPolicy(logs, witnesses, found, addresses);
    }

    private String decode(byte[] bytes) throws VerificationException {
        if (bytes.length > BYTES_MAX) {
            throw bad("at most " + BYTES_MAX + " bytes", bytes.length + "");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new VerificationException(FailureCode.POLICY_FORMAT, "policy", "UTF-8", e);
        }
        if (text.chars().anyMatch(c -> (c < ' ' && c != '\t' && c != '\n') || c == 0x7F)) {
            throw bad("no control characters but tab and newline", "another one");
        }
        return text;
    }

    private void readLine(String text) throws VerificationException {
        List<String> items = new ArrayList<>(List.of(text.split("[ \t]+", -1)));
        items.removeIf(String::isEmpty);
        if (items.isEmpty() || items.getFirst().startsWith("#")) {
            return;
        }
        switch (items.getFirst()) {
            case "log" -> readLog(items);
            case "witness" -> readWitness(items);
            case "group" -> readGroup(items);
            case "quorum" -> readQuorum(items);
            default -> throw bad("log, witness, group or quorum", items.getFirst());
        }
    }

    private void readLog(List<String> items) throws VerificationException {
        requireItems("log KEY [ADDRESS]", items, 2, 3);
        TypedKey key = requireKey(items.get(1));
        Optional<VerifierKey> known = isReserved(key) ? Optional.empty() : Optional.of(VerifierKey.of(key));
        requireFresh("log", key, logKeys);
        known.ifPresent(logs::add);
    }

    private void readWitness(List<String> items) throws VerificationException {
        requireItems("witness NAME KEY [ADDRESS]", items, 3, 4);
        requireFreshName(items.get(1));
        TypedKey key = requireKey(items.get(2));
        Optional<CosignerKey> known = isReserved(key) ? Optional.empty() : Optional.of(CosignerKey.of(key));
        requireFresh("witness", key, witnessKeys);
        known.ifPresent(witnesses::add);
        if (items.size() > 3) {
            known.ifPresent(witness -> addresses.put(witness, items.get(3)));
        }
        named.put(items.get(1), new Quorum.Witness(items.get(1), known));
    }

    private void readGroup(List<String> items) throws VerificationException {
        requireItems("group NAME all|any|NUMBER MEMBER…", items, 4, 3 + 2 * EACH_MAX);
        requireFreshName(items.get(1));
        if (++groups > EACH_MAX) {
            throw bad("at most " + EACH_MAX + " groups", "more");
        }
        List<Quorum> of = new ArrayList<>();
        for (String name : items.subList(3, items.size())) {
            Quorum member = named.get(name);
            if (member == null) {
                throw bad("a witness or group defined above", name);
            }
            if (!members.add(name)) {
                throw bad("each name in at most one group, once", name + " once more");
            }
            of.add(member);
        }
        named.put(items.get(1), new Quorum.Group(items.get(1), threshold(items.get(2), of.size()), of));
    }

    private int threshold(String text, int size) throws VerificationException {
        return switch (text) {
            case "all" -> size;
            case "any" -> 1;
            default -> {
                boolean isNumber = text.length() <= THRESHOLD_DIGITS_MAX && text.matches("[1-9][0-9]*");
                if (!isNumber || Integer.parseInt(text) > size) {
                    throw bad("all, any, or a number from 1 to " + size, text);
                }
                yield Integer.parseInt(text);
            }
        };
    }

    private void readQuorum(List<String> items) throws VerificationException {
        requireItems("quorum NAME", items, 2, 2);
        if (quorum != null) {
            throw bad("one quorum line", "a second one");
        }
        Quorum found = items.get(1).equals(NONE) ? new Quorum.Nobody() : named.get(items.get(1));
        if (found == null) {
            throw bad("none, or a witness or group defined above", items.get(1));
        }
        quorum = found;
    }

    private TypedKey requireKey(String text) throws VerificationException {
        try {
            return TypedKey.parse(text);
        } catch (VerificationException e) {
            throw new VerificationException(e.code(), "policy line " + line, e.expected(), e.found());
        }
    }

    /** ML-DSA-44 may sign for logs as well as for witnesses. It can stand here, but never counts. */
    private boolean isReserved(TypedKey key) throws VerificationException {
        if (key.type() != CosignerKey.TYPE_ML_DSA_44) {
            return false;
        }
        key.require(CosignerKey.TYPE_ML_DSA_44, CosignerKey.ML_DSA_44_KEY_LENGTH);
        return true;
    }

    /** The same key under another name is the same signer. */
    private void requireFresh(String what, TypedKey key, Set<Bytes32> same) throws VerificationException {
        Bytes32 digest = Bytes32.sha256(key.key());
        if (logKeys.contains(digest) || witnessKeys.contains(digest)) {
            throw bad("a " + what + " key that no other line has", key.name());
        }
        same.add(digest);
        if (same.size() > EACH_MAX) {
            throw bad("at most " + EACH_MAX + " lines like this", "more");
        }
    }

    private void requireFreshName(String name) throws VerificationException {
        if (name.equals(NONE)) {
            throw bad("another name than " + NONE, name);
        }
        if (named.containsKey(name)) {
            throw bad("a name that is not yet defined", name);
        }
    }

    private void requireItems(String form, List<String> items, int least, int most) throws VerificationException {
        if (items.size() < least || items.size() > most) {
            throw bad(form, items.size() + " items");
        }
    }

    private VerificationException bad(String expected, String found) {
        return new VerificationException(
                FailureCode.POLICY_FORMAT, line == 0 ? "policy" : "policy line " + line, expected, found);
    }
}
