package org.wangchuan.engine.phone.fill;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellConversation;
import org.wangchuan.engine.adb.service.SyncSession;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.fill.PhoneFiller.FillWatcher;

/**
 * Has a phone filled, and what was written compared there, by our program ({@code src/main/ondevice}): it is put into the folder that it fills, and goes with that. Its key goes
 * to its standard input alone; when that ends, it stops. Never tried on a real phone (decision 0182). Not thread-safe.
 */
final class FillProgram {
    /** What is put on the phone is called so. */
    static final String FILE = "fill.dex";

    private static final String MAIN = "org.wangchuan.ondevice.Fill";
    private static final int PERMISSIONS = 0400;
    private static final int NAME_CHARS = 8;

    /** Until it says that it is there: starting takes a second or two, as far as is known, and it waits for one of before up to half a minute. */
    private static final Duration STARTING = Duration.ofMinutes(1);

    /** Between two of its lines. */
    private static final Duration EACH = Duration.ofMinutes(5);

    /** Once it is told to. */
    private static final Duration STOPPING = Duration.ofSeconds(30);

    /** Three lines for each file, of which none is so long, and what noise there may be. */
    private static final long PRINTED_BYTES_MAX = 64L * 3 * PhoneFiller.FILES_MAX + (1 << 20);

    /** Its exit code where one of before has not ended yet. */
    private static final int BUSY = 4;

    /** So often it is started for one thing, if it ran at all. */
    private static final int ATTEMPTS = 2;

    /** Where the stream is closed the debug bridge sends a SIGHUP, which ends it. */
    private static final String RUN = "export CLASSPATH=\"$1\"; shift; exec app_process / \"$@\"";

    private final AdbDevice device;
    private final FillContent content;
    private final String folder;
    private final FillWatcher watcher;
    private final TreeMap<Integer, Integer> files = new TreeMap<>();
    private final List<Integer> wrong = new ArrayList<>();
    private long verified;
    private boolean isToStop;
    private boolean isStarted;
    private Comparing comparing = new Comparing();

    FillProgram(AdbDevice device, FillContent content, String folder, FillWatcher watcher) {
        this.device = device;
        this.content = content;
        this.folder = folder;
        this.watcher = watcher;
    }

    /** Whether a name in the folder is of something that it wrote, whole or not. */
    static boolean isItsFile(String name) {
        return name.length() > NAME_CHARS && name.charAt(NAME_CHARS) == '-';
    }

    /** Where it writes a file. */
    static String name(int file, int bytes) {
        return PhoneFiller.name(file) + "-" + HexFormat.of().toHexDigits(bytes);
    }

    /** Byte for byte. */
    static byte[] bytes() {
        try (InputStream in = FillProgram.class.getResourceAsStream("fill.dex")) {
            if (in == null) {
                throw new IllegalStateException("the filler for phones is missing from this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts it on the phone. */
    void send(Deadline deadline) throws AdbException, NoFillProgramException {
        Deadline end = deadline.orAfter(STARTING);
        try (SyncSession sync = SyncSession.open(device, end)) {
            long _ = sync.send(
                    folder + "/" + FILE, PERMISSIONS, Instant.EPOCH, new ByteArrayInputStream(bytes()), _ -> {}, end);
        } catch (AdbException e) {
            throw refused(e, false, deadline);
        }
    }

    /**
     * Has it write until nothing more goes in, and go on from what it finds.
     *
     * @param all bytes that there is room for, to tell how far it is
     * @param most bytes that can be written at all; a program that says that it wrote more says what can't be
     * @param reserve bytes of it that are free again afterwards, at the most
     * @return false if the watcher stopped it
     */
    boolean write(long all, long most, long reserve, Deadline deadline) throws AdbException, NoFillProgramException {
        List<String> words = List.of(
                "write",
                folder,
                Integer.toString(content.blockBytes()),
                Integer.toString(PhoneFiller.LEAST_BYTES),
                Long.toString(reserve));
        return run(words, () -> new Writing(all, most), deadline);
    }

    /**
     * Has it compare every byte of what it wrote with what has to be there.
     *
     * @return false if the watcher stopped it
     */
    boolean compare(Deadline deadline) throws AdbException, NoFillProgramException {
        boolean isDone =
                run(List.of("compare", folder, Integer.toString(content.blockBytes())), Comparing::new, deadline);
        if (isDone) {
            comparing.requireAll();
        }
        return isDone;
    }

    /** Whether it ever said that it is there. */
    boolean isStarted() {
        return isStarted;
    }

    /** What it says that it wrote: the length of each file in bytes, by their numbers. */
    SortedMap<Integer, Integer> files() {
        return files;
    }

    /** Of these files, how many bytes it found as they must be, the last time that it compared them. */
    long verifiedBytes() {
        return verified;
    }

    /** Files that it ever found otherwise; more than once perhaps. */
    List<Integer> wrong() {
        return wrong;
    }

    long writtenBytes() {
        return files.values().stream().mapToLong(Integer::longValue).sum();
    }

    private interface Beginning {
        FillTalk.Telling begin();
    }

    private boolean run(List<String> words, Beginning beginning, Deadline deadline)
            throws AdbException, NoFillProgramException {
        for (int i = 1; ; i++) {
            try {
                return once(words, new FillTalk(Filler.PROGRAM.version(), beginning.begin()), deadline);
            } catch (NoFillProgramException e) {
                if (isToStop) {
                    return false;
                }
                if (i >= ATTEMPTS || !e.isWorthAnother() || !wrong.isEmpty()) {
                    throw e;
                }
            }
        }
    }

    private boolean once(List<String> words, FillTalk talk, Deadline deadline)
            throws AdbException, NoFillProgramException {
        List<String> all = new ArrayList<>(List.of("sh", "-c", RUN, "sh", folder + "/" + FILE, MAIN));
        all.addAll(words);
        Deadline starting = deadline.orAfter(STARTING);
        int code;
        try (ShellConversation shell =
                ShellConversation.open(device, ShellCommand.of(all), PRINTED_BYTES_MAX, starting)) {
            sendKey(shell, starting);
            code = ended(shell, talk, starting, deadline);
        } catch (AdbException e) {
            throw refused(e, talk.isReady() && !talk.isBroken(), deadline);
        } finally {
            isStarted |= talk.isReady();
        }
        if (code == BUSY) {
            throw new AdbException(AdbException.Code.TIMEOUT, "another one of it is still at work");
        }
        if (code == 0 && talk.isEnded()) {
            return true;
        }
        throw new NoFillProgramException("ended with " + code, talk.isReady() && !talk.isBroken(), null);
    }

    private void sendKey(ShellConversation shell, Deadline deadline) throws AdbException {
        byte[] key = content.programKey();
        byte[] line = (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII);
        shell.send(line, deadline);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(line, (byte) 0);
    }

    /** Its exit code. Who trickles says no line of its own in time. */
    private int ended(ShellConversation shell, FillTalk talk, Deadline starting, Deadline deadline)
            throws AdbException, NoFillProgramException {
        Deadline next = starting;
        long lines = 0;
        boolean isTold = false;
        while (true) {
            OptionalInt code = shell.next(talk, next);
            if (talk.isBroken()) {
                throw new NoFillProgramException("said what it can't mean", false, null);
            }
            if (code.isPresent()) {
                return code.getAsInt();
            }
            if (isToStop && !isTold) {
                isTold = true;
                next = deadline.orAfter(STOPPING);
                shell.closeInput(next);
            } else if (!isTold && talk.lines() > lines) {
                lines = talk.lines();
                next = deadline.orAfter(EACH);
            }
        }
    }

    /** What tells of the program, and not of the cable. */
    private static NoFillProgramException refused(AdbException e, boolean isReady, Deadline deadline)
            throws AdbException {
        boolean isPrograms = switch (e.code()) {
            case SERVICE_REFUSED, LIMIT, ENDED_EARLY, FAILED, UNSUPPORTED -> true;
            case TIMEOUT -> !deadline.passed();
            default -> false;
        };
        if (!isPrograms) {
            throw e;
        }
        return new NoFillProgramException("not told", isReady, e);
    }

    private void watch(boolean isVerifying, long done, long all) {
        isToStop |= !watcher.at(isVerifying, done, all);
    }

    /** What it kept, wrote and took away again, in this order: each file once, so that it comes to an end. */
    private final class Writing implements FillTalk.Telling {
        private final long all;
        private final long most;
        private long done;
        private String last = "kept";

        Writing(long all, long most) {
            this.all = all;
            this.most = most;
            files.clear();
        }

        @Override
        public boolean take(String word, List<Long> numbers) {
            boolean isNext = switch (word) {
                case "kept" -> last.equals("kept") && numbers.size() == 2;
                case "wrote" -> !last.equals("back") && numbers.size() == 3;
                case "back" -> numbers.size() == 2;
                default -> false;
            };
            if (!isNext
                    || numbers.get(0) >= PhoneFiller.FILES_MAX
                    || numbers.get(1) < 1
                    || numbers.get(1) > content.blockBytes()) {
                return false;
            }
            last = word;
            int file = numbers.get(0).intValue();
            int bytes = numbers.get(1).intValue();
            if (word.equals("back")) {
                return files.remove(file, bytes);
            }
            done += bytes;
            watch(false, done, Math.max(all, done));
            return done <= most && files.putIfAbsent(file, bytes) == null;
        }
    }

    /** What it found of each file that it wrote, in the order of their numbers, and of no other. */
    private final class Comparing implements FillTalk.Telling {
        private final Iterator<Map.Entry<Integer, Integer>> left =
                files.entrySet().iterator();
        private final long all = writtenBytes();
        private long done;

        Comparing() {
            verified = 0;
            comparing = this;
        }

        /** Of what it says nothing it found nothing: what was written, and is not there any more, is not as it must be. */
        void requireAll() {
            left.forEachRemaining(file -> wrong.add(file.getKey()));
        }

        @Override
        public boolean take(String word, List<Long> numbers) {
            boolean isSame = word.equals("same");
            if (!(isSame || word.equals("other")) || numbers.size() != 2 || !left.hasNext()) {
                return false;
            }
            Map.Entry<Integer, Integer> next = left.next();
            List<Integer> gone = new ArrayList<>();
            while (next.getKey() < numbers.get(0) && left.hasNext()) {
                gone.add(next.getKey());
                done += next.getValue();
                next = left.next();
            }
            boolean isIt = numbers.get(0) == next.getKey().longValue()
                    && (isSame ? numbers.get(1) == next.getValue().longValue() : numbers.get(1) <= next.getValue());
            if (!isIt) {
                return false; // a line that can't be finds nothing, also of those before it
            }
            wrong.addAll(gone); // they are not there any more
            if (isSame) {
                verified += next.getValue();
            } else {
                wrong.add(next.getKey());
            }
            done += next.getValue();
            watch(true, done, all);
            return true;
        }
    }
}
