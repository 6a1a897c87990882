package org.wangchuan.engine.phone.read;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellOutput;
import org.wangchuan.engine.adb.service.ShellRunner;
import org.wangchuan.engine.adb.service.SyncSession;
import org.wangchuan.engine.patience.Deadline;

/**
 * Has an Android's key store make a key for a challenge, by a small program of ours ({@code src/main/ondevice}) that is put on the phone, started there as the user of the
 * debug bridge, and taken away again. Needs {@code app_process}, and exit codes: Android 7 and later, which is since when there are attestations. Whatever goes wrong on
 * the phone is only not told, within a bounded time. Never tried on a real phone (decision 0122). Stateless.
 */
@SuppressWarnings("exports") // called by this module alone: how a phone is spoken to stays in it
public final class AndroidAttester {
    /** What is put on the phone is called so. */
    public static final String FILE = "wangchuan-attest.dex";

    /**
     * For all of it. A key takes a phone's hardware about a second, as far as is known, and starting the program another: nobody measured it here. Whoever stands there waits
     * no longer than this, whatever the phone does.
     */
    public static final Duration WITHIN = Duration.ofSeconds(10);

    /** For taking away what was put there, once the time is over. */
    private static final Duration TIDYING = Duration.ofSeconds(3);

    private static final String MAIN = "org.wangchuan.ondevice.Attest";
    private static final String MINE = "wangchuan-attest ";
    private static final String SHELL_V2 = "shell_v2";
    private static final int PERMISSIONS = 0400;

    /** As many as are looked at, of what is no chain any more. */
    private static final int CERTIFICATES_MAX = 10;

    private static final int OUTPUT_BYTES_MAX = 128 << 10;

    /**
     * The file, and what Android may have compiled of it: it goes into {@code oat} beside a file, a folder for each instruction set, under the file's name with other
     * endings. Of the folders only those go that nothing is in.
     */
    private static final String TIDY = "here=${1%/*}; rm -f \"$1\" \"$here\"/oat/*/wangchuan-attest.*;"
            + " rmdir \"$here\"/oat/* \"$here\"/oat 2>/dev/null";

    /**
     * All of it goes with the program's end, also if nobody listens any more: where a stream is closed, the debug bridge sends its shell a SIGHUP (AOSP
     * daemon/shell_service.cpp), which would end it before it tidies.
     */
    private static final String RUN =
            "trap \"\" HUP; CLASSPATH=\"$1\" app_process / \"$2\" \"$3\"; code=$?; " + TIDY + "; exit $code";

    private AndroidAttester() {}

    /**
     * Asks for it.
     *
     * @param folder an existing one that the debug bridge may write to, such as {@code /data/local/tmp}
     * @param within for all of it but taking away what was put there, which takes some seconds more at the most
     * @return DER certificates, the key's own first, whatever they are worth; empty if none came in whole and in time
     * @throws AdbException if the phone is gone or breaks the protocol; the file may be left for now, see {@link #tidy}
     */
    public static Optional<List<byte[]>> ask(
            AdbDevice device, String folder, byte[] challenge, Duration within, Deadline deadline) throws AdbException {
        if (!device.banner().has(SHELL_V2)) {
            return Optional.empty();
        }
        Deadline end = deadline.orAfter(within);
        try {
            return asked(device, folder, challenge, end);
        } finally {
            tidy(device, folder, deadline);
        }
    }

    private static Optional<List<byte[]>> asked(AdbDevice device, String folder, byte[] challenge, Deadline end)
            throws AdbException {
        String file = folder + "/" + FILE;
        try {
            try (SyncSession sync = SyncSession.open(device, end)) {
                long _ = sync.send(file, PERMISSIONS, Instant.EPOCH, new ByteArrayInputStream(program()), _ -> {}, end);
            }
            ShellOutput answer = ShellRunner.run(
                    device,
                    ShellCommand.of(
                            "sh", "-c", RUN, "sh", file, MAIN, HexFormat.of().formatHex(challenge)),
                    OUTPUT_BYTES_MAX,
                    end);
            return answer.succeeded() ? certificates(answer.output()) : Optional.empty();
        } catch (AdbException e) {
            if (isOnlyUntold(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Takes away what one that was cut off may have left. That it could not is no answer to anything.
     *
     * @param folder as for {@link #ask}
     * @throws AdbException if the phone is gone or breaks the protocol
     */
    public static void tidy(AdbDevice device, String folder, Deadline deadline) throws AdbException {
        try {
            ShellOutput _ = ShellRunner.run(
                    device,
                    ShellCommand.of("sh", "-c", TIDY, "sh", folder + "/" + FILE),
                    OUTPUT_BYTES_MAX,
                    deadline.orAfter(TIDYING));
        } catch (AdbException e) {
            if (!isOnlyUntold(e)) {
                throw e;
            }
        }
    }

    private static boolean isOnlyUntold(AdbException e) {
        return switch (e.code()) {
            case SERVICE_REFUSED, LIMIT, ENDED_EARLY, FAILED, UNSUPPORTED, TIMEOUT -> true;
            default -> false;
        };
    }

    /** What is put on the phone, byte for byte. */
    public static byte[] program() {
        try (InputStream in = AndroidAttester.class.getResourceAsStream("attest.dex")) {
            if (in == null) {
                throw new IllegalStateException("the program for phones is missing from this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the program said, between whatever else was said there; nothing if its last line does not fit what is before it. */
    private static Optional<List<byte[]>> certificates(String output) {
        List<byte[]> out = new ArrayList<>();
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        boolean isEnded = false;
        for (String line : output.lines().toList()) {
            if (!line.startsWith(MINE)) {
                continue;
            }
            String said = line.substring(MINE.length());
            if (isEnded || out.size() > CERTIFICATES_MAX) {
                return Optional.empty();
            }
            if (said.equals(".")) {
                out.add(one.toByteArray());
                one.reset();
            } else if (said.equals("end " + out.size())) {
                isEnded = true;
            } else {
                byte @Nullable [] part = decoded(said);
                if (part == null) {
                    return Optional.empty();
                }
                one.writeBytes(part);
            }
        }
        boolean isWhole = isEnded
                && one.size() == 0
                && out.size() <= CERTIFICATES_MAX
                && out.stream().noneMatch(bytes -> bytes.length == 0);
        return isWhole && !out.isEmpty() ? Optional.of(List.copyOf(out)) : Optional.empty();
    }

    private static byte @Nullable [] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
