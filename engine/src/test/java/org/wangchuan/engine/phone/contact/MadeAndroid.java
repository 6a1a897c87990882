package org.wangchuan.engine.phone.contact;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.adb.testing.PhoneKeys;

/**
 * A made Android behind its debugging interface: asks for a signature, asks its owner, remembers keys, answers commands, takes files, and forgets all of
 * it in a reset. Packets are transfers of their own for header and payload. It shares no code with the client.
 */
final class MadeAndroid extends MadeDevice {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int HEADER = 24;
    private static final String PROGRAM = "wangchuan-attest.dex";
    /** What some Androids leave of each program that is run so. */
    private static final List<String> COMPILED =
            List.of("oat/arm64/wangchuan-attest.odex", "oat/arm64/wangchuan-attest.vdex");

    private static final long BORN = 1_780_000_000L;
    private final Set<RSAPublicKey> known = ConcurrentHashMap.newKeySet();
    private final Set<String> files = ConcurrentHashMap.newKeySet();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<Integer, Sync> pushing = new HashMap<>();
    private volatile Owner owner = Owner.ALWAYS;
    private volatile Hang hang = Hang.NOWHERE;
    private volatile String mode = "device";
    private volatile @Nullable String attestation;
    private final AtomicInteger resets = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();
    private byte[] token = {};
    private byte[] header = {};

    /** What its owner does about a key that it does not know. */
    enum Owner {
        /** Allows it for good. */
        ALWAYS,
        /** Allows this connection. */
        ONCE,
        /** Says nothing. */
        SILENT,
        /** Is not asked: the phone lets in whoever comes. */
        NOT_ASKED
    }

    /** Where it stops answering. */
    enum Hang {
        NOWHERE,
        AT_GREETING,
        AT_SIGNATURE,
        AT_SERVICE,
        IN_ANSWER,
        /** Once it has read of its key store. */
        AT_ATTESTATION,
        /** Says something without end. */
        ENDLESSLY
    }

    /** Files that are on their way. */
    private static final class Sync {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    }

    /** A phone that tells all that is asked of one, and more. */
    MadeAndroid() {
        property("ro.product.manufacturer", "Made");
        property("ro.product.model", "Phone 1");
        property("ro.build.version.release", "14");
        property("ro.build.version.security_patch", "2026-03-01");
        property("ro.crypto.state", "encrypted");
        property("ro.crypto.type", "file");
        property("ro.boot.verifiedbootstate", "green");
        property("ro.boot.flash.locked", "1");
        property("ro.serialno", "MADE-SERIAL-0042");
        property("gsm.sim.state", "LOADED");
        answers.put("settings get global device_provisioned", "1\n");
        answers.put("dumpsys account", "Accounts: 2\n");
        answers.put("pm list packages -3", "package:org.example.one\n");
        answers.put("dumpsys device_policy", "Device Policy Manager\n");
        answers.put("dpm list-owners", "no owners\n");
        answers.put("dumpsys battery", "level: 83\n");
    }

    void property(String name, String value) {
        answers.put("getprop " + name, value + "\n");
    }

    void owner(Owner does) {
        owner = does;
    }

    void hang(Hang where) {
        hang = where;
    }

    void mode(String word) {
        mode = word;
    }

    /** Its key store makes this of whatever it is asked. */
    void attests(List<byte[]> chain) {
        StringBuilder out = new StringBuilder();
        for (byte[] one : chain) {
            out.append("wangchuan-attest ").append(Base64.getEncoder().encodeToString(one));
            out.append("\nwangchuan-attest .\n");
        }
        attestation = out.append("wangchuan-attest end ")
                .append(chain.size())
                .append('\n')
                .toString();
    }

    /** A file that somebody has left. */
    void left(String file) {
        files.add(file);
    }

    /** A reset: it knows nobody, holds nothing, and its folders are new. */
    void reset() {
        known.clear();
        files.clear();
        int _ = resets.incrementAndGet();
        answers.put("dumpsys account", "Accounts: 0\n");
        answers.put("pm list packages -3", "");
        answers.put("settings get global device_provisioned", "0\n");
    }

    /** Its owner revokes what they allowed. */
    void revoke() {
        known.clear();
    }

    /** Its owner allows the key that was shown last, when nobody waits any more. */
    void allowLate(RSAPublicKey key) {
        known.add(key);
    }

    /** How often it was given a key, and its owner asked about it. */
    int questions() {
        return questions.get();
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    Set<String> files() {
        return new HashSet<>(files);
    }

    @Override
    void came(byte[] transfer) {
        if (header.length == 0) {
            check(transfer.length == HEADER, "a header of 24 bytes");
            header = transfer;
            if (word(3) > 0) {
                return;
            }
            packet(new byte[0]);
        } else {
            check(transfer.length == word(3), "a payload as long as was announced");
            packet(transfer);
        }
    }

    private int word(int index) {
        return ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(4 * index);
    }

    private static void check(boolean holds, String expected) {
        if (!holds) {
            throw new AssertionError("expected " + expected);
        }
    }

    private void packet(byte[] payload) {
        String command = new String(header, 0, 4, StandardCharsets.US_ASCII);
        int first = word(1);
        int second = word(2);
        header = new byte[0];
        switch (command) {
            case "CNXN" -> greeted();
            case "AUTH" -> proved(first, payload);
            case "OPEN" -> open(first, text(payload).replaceFirst("\0$", ""));
            case "WRTE" -> pushed(second, first, payload);
            case "OKAY" -> more(second, first);
            default -> {
                return; // CLSE needs no answer
            }
        }
    }

    private void more(int ours, int theirs) {
        if (hang == Hang.ENDLESSLY) {
            reply("WRTE", ours, theirs, shell(1, "more\n".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void greeted() {
        pushing.clear();
        if (hang == Hang.AT_GREETING) {
            return;
        }
        if (owner == Owner.NOT_ASKED) {
            connect();
        } else {
            sendToken();
        }
    }

    private void sendToken() {
        token = new byte[20];
        RANDOM.nextBytes(token);
        reply("AUTH", 1, 0, token);
    }

    private void proved(int kind, byte[] payload) {
        if (kind == 2) {
            byte[] signed = token;
            boolean isKnown = known.stream().anyMatch(key -> PhoneKeys.verify(key, signed, payload));
            if (hang == Hang.AT_SIGNATURE) {
                return;
            }
            if (isKnown) {
                connect();
            } else {
                sendToken();
            }
        } else if (kind == 3) {
            RSAPublicKey key = PhoneKeys.read(text(Arrays.copyOf(payload, payload.length - 1)));
            int _ = questions.incrementAndGet();
            if (owner == Owner.ALWAYS) {
                known.add(key);
            }
            if (owner != Owner.SILENT) {
                connect();
            }
        }
    }

    private void connect() {
        reply(
                "CNXN",
                0x01000001,
                256 * 1024,
                (mode + "::ro.product.name=made;ro.product.model=Phone 1;ro.product.device=made;features=shell_v2")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private void open(int theirs, String service) {
        asked.add(service);
        if (hang == Hang.AT_SERVICE) {
            return;
        }
        reply("OKAY", theirs + 1000, theirs, new byte[0]);
        if (service.equals("sync:")) {
            pushing.put(theirs + 1000, new Sync());
            return;
        }
        if (hang == Hang.IN_ANSWER || (hang == Hang.AT_ATTESTATION && service.contains(" app_process "))) {
            return;
        }
        if (hang == Hang.ENDLESSLY) {
            reply("WRTE", theirs + 1000, theirs, shell(1, "more\n".getBytes(StandardCharsets.UTF_8)));
            return;
        }
        String command = service.substring(service.indexOf(':') + 1);
        String answer = answer(command);
        byte[] said = answer == null ? new byte[0] : answer.getBytes(StandardCharsets.UTF_8);
        byte[] end = shell(3, new byte[] {(byte) (answer == null ? 127 : 0)});
        byte[] begin = said.length == 0 ? new byte[0] : shell(1, said);
        byte[] whole = Arrays.copyOf(begin, begin.length + end.length);
        System.arraycopy(end, 0, whole, begin.length, end.length);
        reply("WRTE", theirs + 1000, theirs, whole);
        reply("CLSE", theirs + 1000, theirs, new byte[0]);
    }

    private @Nullable String answer(String command) {
        if (command.contains("CLASSPATH=\"$1\" app_process / ")) {
            String said = files.contains(PROGRAM) ? attestation : null;
            files.addAll(COMPILED);
            return said;
        }
        if (command.contains("rm -f ") && command.endsWith(" sh /data/local/tmp/" + PROGRAM)) {
            boolean _ = files.remove(PROGRAM);
            if (command.contains("/oat/*/wangchuan-attest.*")) {
                boolean _ = files.removeAll(COMPILED);
            }
            return "";
        }
        if (command.equals("ls -a /data/local/tmp")) {
            List<String> lines = new ArrayList<>(List.of(".", ".."));
            lines.addAll(files);
            return String.join("\n", lines) + "\n";
        }
        if (command.startsWith("stat -c %Y /data/")) {
            return (BORN + resets.get()) + "\n";
        }
        return answers.get(command);
    }

    private static byte[] shell(int kind, byte[] data) {
        return ByteBuffer.allocate(5 + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) kind)
                .putInt(data.length)
                .put(data)
                .array();
    }

    /** AOSP SYNC.TXT: SEND with path and mode, DATA, DONE with a time, QUIT. */
    private void pushed(int ours, int theirs, byte[] payload) {
        reply("OKAY", ours, theirs, new byte[0]);
        Sync sync = pushing.get(ours);
        if (sync == null) {
            return;
        }
        sync.bytes.writeBytes(payload);
        ByteBuffer in = ByteBuffer.wrap(sync.bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        String path = "";
        while (in.remaining() >= 8) {
            byte[] name = new byte[4];
            in.get(name);
            int length = in.getInt();
            switch (new String(name, StandardCharsets.US_ASCII)) {
                case "SEND", "DATA" -> {
                    if (in.remaining() < length) {
                        return; // the rest is on its way
                    }
                    byte[] data = new byte[length];
                    in.get(data);
                    path = name[0] == 'S' ? text(data) : path;
                }
                case "DONE" -> {
                    files.add(path.replaceFirst(".*/", "").replaceFirst(",.*", ""));
                    sync.bytes.reset();
                    reply("WRTE", ours, theirs, "OKAY\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
                    return;
                }
                default -> {
                    return;
                }
            }
        }
    }

    private void reply(String command, int first, int second, byte[] payload) {
        int word = ByteBuffer.wrap(command.getBytes(StandardCharsets.US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        int sum = 0;
        for (byte value : payload) {
            sum += Byte.toUnsignedInt(value);
        }
        send(ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(word)
                .putInt(first)
                .putInt(second)
                .putInt(payload.length)
                .putInt(sum)
                .putInt(~word)
                .array());
        if (payload.length > 0) {
            send(payload);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
