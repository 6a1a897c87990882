package org.wangchuan.engine.phone.contact;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A boot loader over USB, where each message is a transfer. */
final class MadeBootLoader extends MadeDevice {
    private final Map<String, String> variables =
            new ConcurrentHashMap<>(Map.of("product", "blueline", "unlocked", "yes", "serialno", "BOOT-SERIAL-9"));
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private volatile String silentAt = "none";
    private volatile String goneAt = "none";
    private volatile String refused = "none";

    void variable(String name, String value) {
        variables.put(name, value);
    }

    /** Says nothing to this command. */
    void silentAt(String command) {
        silentAt = command;
    }

    /** Leaves at this command. */
    void goneAt(String command) {
        goneAt = command;
    }

    /** Says no to this command. */
    void refuses(String command) {
        refused = command;
    }

    List<String> commands() {
        return List.copyOf(commands);
    }

    @Override
    void came(byte[] transfer) {
        String command = new String(transfer, StandardCharsets.US_ASCII);
        commands.add(command);
        if (command.equals(goneAt)) {
            pull();
        } else if (!command.equals(silentAt)) {
            send(answer(command).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private String answer(String command) {
        if (command.startsWith("getvar:")) {
            String value = variables.get(command.substring("getvar:".length()));
            return value == null ? "FAILno such variable" : "OKAY" + value;
        }
        return command.equals(refused) ? "FAILnot now" : "OKAY";
    }
}
