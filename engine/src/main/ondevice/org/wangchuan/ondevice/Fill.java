package org.wangchuan.ondevice;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Runs on an Android phone, started by the bench as the user of the debug bridge: fills a folder's file system with files of a stream that follows from a key, or makes the
 * stream anew and compares every byte of the files with it. It touches nothing but that folder.
 *
 * <p>{@code CLASSPATH=fill.dex app_process / org.wangchuan.ondevice.Fill write FOLDER BLOCK LEAST RESERVE} or {@code ... compare FOLDER BLOCK}, sizes in bytes. The key is
 * the first line of standard input, 64 hex digits; when standard input ends it stops, and ends within {@link #STOP_MILLIS} whatever hangs in it. Each line of its own begins
 * with {@link #MINE}: {@code ready 1}; when it writes {@code kept FILE BYTES} for what an earlier run left whole, {@code wrote FILE BYTES FREE}, {@code back FILE BYTES} for
 * what it took away again; when it compares {@code same FILE BYTES} or {@code other FILE POSITION}; then {@code end FREE}, or {@code stopped}. What it could not do is said on
 * standard error, by the names of what was thrown alone, and ends with 1.
 *
 * <p>A file holds AES-256 in counter mode over zeros: of the counter's 16 bytes the first 8 are the file's number, the others the number of the block of 16 bytes. It is written
 * beside, synced, named by its number and length, and its folder synced: what has a name was whole. What is read back may come from the phone's memory: it opens each file
 * anew, and no program of this user can do more. It is of Java 8, without any class but Java's own. Never run on a phone.
 */
public final class Fill implements Runnable {
    private static final String MINE = "wangchuan-fill ";
    private static final int VERSION = 1;
    private static final String PART = ".part";
    private static final String LOCK = "lock";

    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 16;
    private static final int NUMBER_CHARS = 8;
    private static final int NAME_CHARS = 17;
    private static final int FILES_MAX = 1 << 18;
    private static final int PIECE_BYTES = 1 << 20;

    /** As much of a file's beginning is looked at before it counts as one of this job. */
    private static final int HEAD_BYTES = 4096;

    private static final int STOPPED = 3;

    /** Another one is at work in this folder. */
    private static final int BUSY = 4;

    private static final long STOP_MILLIS = 10_000;
    private static final long LOCK_MILLIS = 100;
    private static final int LOCK_TIMES = 300;

    private final File folder;
    private final int block;
    private final SecretKeySpec key;
    private final byte[] piece = new byte[PIECE_BYTES];
    private final byte[] read = new byte[PIECE_BYTES];
    private volatile boolean isStopped;
    private boolean isFolderUnsynced;

    /** Kept, and not as they have to be: they stay until they are compared. */
    private final Set<Integer> odd = new HashSet<Integer>();


    private Fill(File folder, int block, byte[] key) {
        this.folder = folder;
        this.block = block;
        this.key = new SecretKeySpec(key, "AES");
    }

    public static void main(String[] words) {
        int code = 1;
        try {
            byte[] key = key(System.in);
            Fill fill = new Fill(new File(words[1]), Integer.parseInt(words[2]), key);
            Arrays.fill(key, (byte) 0);
            Thread listening = new Thread(fill, "listening");
            listening.setDaemon(true);
            listening.start();
            if (!fill.isLocked()) {
                Runtime.getRuntime().halt(BUSY);
            }
            say("ready " + VERSION);
            if (words[0].equals("write")) {
                fill.write(Integer.parseInt(words[3]), Long.parseLong(words[4]));
            } else if (words[0].equals("compare")) {
                fill.compare();
            } else {
                throw new IllegalArgumentException("expected what to do");
            }
            say(fill.isStopped ? "stopped" : "end " + fill.folder.getUsableSpace());
            code = fill.isStopped ? STOPPED : 0;
        } catch (Throwable e) {
            for (Throwable one = e; one != null; one = one.getCause()) {
                System.err.println(MINE + one.getClass().getName());
            }
        }
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }

    /** Waits until nobody talks to it any more. */
    @Override
    public void run() {
        try {
            int got = System.in.read();
            while (got >= 0) {
                got = System.in.read();
            }
        } catch (IOException e) {
            System.err.println(MINE + e.getClass().getName());
        }
        isStopped = true;
        try {
            Thread.sleep(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(STOPPED);
    }

    private static byte[] key(InputStream in) throws IOException {
        byte[] out = new byte[KEY_BYTES];
        for (int i = 0; i < 2 * KEY_BYTES; i++) {
            int digit = Character.digit(in.read(), 16);
            if (digit < 0) {
                throw new IOException("expected a key in hex");
            }
            out[i / 2] = (byte) (out[i / 2] << 4 | digit);
        }
        if (in.read() != '\n') {
            throw new IOException("expected the end of a line");
        }
        return out;
    }

    private static void say(String what) throws IOException {
        System.out.println(MINE + what);
        if (System.out.checkError()) {
            throw new IOException("nobody takes what is said");
        }
    }

    /** One that an earlier connection has started may not have ended yet. The system takes the lock away with the process. */
    private boolean isLocked() throws IOException, InterruptedException {
        FileChannel channel = new RandomAccessFile(new File(folder, LOCK), "rw").getChannel();
        FileLock lock = channel.tryLock();
        for (int i = 0; lock == null && i < LOCK_TIMES; i++) {
            Thread.sleep(LOCK_MILLIS);
            lock = channel.tryLock();
        }
        return lock != null;
    }

    private void write(int least, long reserve) throws IOException, GeneralSecurityException {
        Map<Integer, Integer> files = kept();
        int next = 0;
        int size = block;
        while (size >= Math.min(least, block) && !isStopped) {
            while (files.containsKey(next)) {
                next++;
            }
            if (next >= FILES_MAX) {
                throw new IOException("too many files");
            }
            if (isWritten(next, size)) {
                files.put(next, size);
                say("wrote " + next + " " + size + " " + folder.getUsableSpace());
            } else {
                size /= 2;
            }
        }
        if (!isStopped) {
            giveBack(files, reserve);
        }
    }

    /**
     * What an earlier run of this job left. A file was whole before it had its name: one that is another now was lost by the storage, and stays, so that comparing finds it.
     * Where none begins as it has to, all are another job's, and go.
     */
    private Map<Integer, Integer> kept() throws IOException, GeneralSecurityException {
        String[] names = folder.list();
        if (names == null) {
            throw new IOException("no folder");
        }
        Arrays.sort(names);
        Map<Integer, Integer> files = new TreeMap<Integer, Integer>();
        boolean isOfThisJob = false;
        for (String name : names) {
            if (isStopped) {
                return files;
            }
            if (name.endsWith(PART)) {
                delete(new File(folder, name));
            } else if (isName(name)) {
                isOfThisJob |= first(number(name), length(name), HEAD_BYTES) < 0;
            }
        }
        for (String name : names) {
            if (isStopped) {
                return files;
            }
            if (isName(name)) {
                int number = number(name);
                int length = length(name);
                if (isOfThisJob && !files.containsKey(number)) {
                    files.put(number, length);
                    if (first(number, length, HEAD_BYTES) >= 0) {
                        odd.add(number);
                    }
                    say("kept " + number + " " + length);
                } else {
                    delete(new File(folder, name));
                }
            }
        }
        return files;
    }

    /** False if it does not fit, or can't be written for another reason, which the bench tells apart by what is free. */
    private boolean isWritten(int number, int length) throws GeneralSecurityException {
        File part = new File(folder, name(number, length) + PART);
        try {
            FileOutputStream out = new FileOutputStream(part);
            try {
                Cipher stream = stream(number);
                for (int done = 0; done < length && !isStopped; done += PIECE_BYTES) {
                    int some = Math.min(PIECE_BYTES, length - done);
                    next(stream, some);
                    out.write(piece, 0, some);
                }
                out.getFD().sync();
            } finally {
                out.close();
            }
            if (!isStopped && part.renameTo(new File(folder, name(number, length)))) {
                syncFolder();
                return true;
            }
        } catch (IOException e) {
            // Most often there is no room.
        }
        boolean unused = part.delete();
        return false;
    }

    /** The storage was full to the last; of that the smallest files go again, so that the phone has some room while all the others are read. */
    private void giveBack(Map<Integer, Integer> files, long reserve) throws IOException {
        long given = 0;
        while (!files.isEmpty()) {
            int smallest = -1;
            for (Map.Entry<Integer, Integer> file : files.entrySet()) {
                if (!odd.contains(file.getKey()) && (smallest < 0 || file.getValue() < files.get(smallest))) {
                    smallest = file.getKey();
                }
            }
            if (smallest < 0) {
                break;
            }
            int length = files.get(smallest);
            if (given + length > reserve) {
                break;
            }
            delete(new File(folder, name(smallest, length)));
            files.remove(smallest);
            given += length;
            say("back " + smallest + " " + length);
        }
        syncFolder();
    }

    private void compare() throws IOException, GeneralSecurityException {
        String[] names = folder.list();
        if (names == null) {
            throw new IOException("no folder");
        }
        Arrays.sort(names);
        for (String name : names) {
            if (isName(name) && !isStopped) {
                int length = length(name);
                int other = first(number(name), length, length);
                if (!isStopped) {
                    say(other < 0 ? "same " + number(name) + " " + length : "other " + number(name) + " " + other);
                }
            }
        }
    }

    /** Where a file is another first than it has to be, or can't be read; of which as much as was asked for is looked at, and its length; negative if it is as it has to be. */
    private int first(int number, int length, int asked) throws GeneralSecurityException {
        File file = new File(folder, name(number, length));
        int wanted = Math.min(asked, length);
        int done = 0;
        try {
            FileInputStream in = new FileInputStream(file);
            try {
                Cipher stream = stream(number);
                while (done < wanted && !isStopped) {
                    int some = Math.min(PIECE_BYTES, wanted - done);
                    int got = filled(in, some);
                    next(stream, some);
                    for (int i = 0; i < some; i++) {
                        if (i >= got || read[i] != piece[i]) {
                            return done + i;
                        }
                    }
                    done += some;
                }
            } finally {
                in.close();
            }
        } catch (IOException e) {
            return done;
        }
        return file.length() == length ? -1 : (int) Math.min(length, file.length());
    }

    private int filled(InputStream in, int wanted) throws IOException {
        int got = 0;
        while (got < wanted) {
            int some = in.read(read, got, wanted - got);
            if (some < 0) {
                return got;
            }
            got += some;
        }
        return got;
    }

    private Cipher stream(int number) throws GeneralSecurityException {
        byte[] counter = new byte[IV_BYTES];
        for (int i = 0; i < 4; i++) {
            counter[4 + i] = (byte) (number >>> (24 - 8 * i));
        }
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter));
        return cipher;
    }

    private void next(Cipher stream, int length) throws GeneralSecurityException {
        Arrays.fill(piece, 0, length, (byte) 0);
        if (stream.update(piece, 0, length, piece) != length) {
            throw new GeneralSecurityException("a stream that comes in blocks");
        }
    }

    /** Android 7 has no way to: there a name may be lost by a power cut, and its file is written anew. That it can't is said once. */
    private void syncFolder() {
        if (isFolderUnsynced) {
            return;
        }
        try {
            FileChannel channel = FileChannel.open(folder.toPath(), StandardOpenOption.READ);
            try {
                channel.force(true);
            } finally {
                channel.close();
            }
        } catch (IOException e) {
            isFolderUnsynced = true;
            System.err.println(MINE + e.getClass().getName());
        } catch (LinkageError e) {
            isFolderUnsynced = true;
            System.err.println(MINE + e.getClass().getName());
        }
    }

    private static void delete(File file) throws IOException {
        if (!file.delete()) {
            throw new IOException("a file that does not go");
        }
    }

    private static String name(int number, int length) {
        String digits = Integer.toString(number);
        String hex = Integer.toHexString(length);
        return "00000000".substring(digits.length()) + digits + "-" + "00000000".substring(hex.length()) + hex;
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(0, NUMBER_CHARS));
    }

    private static int length(String name) {
        return Integer.parseInt(name.substring(NUMBER_CHARS + 1), 16);
    }

    private boolean isName(String name) {
        if (name.length() != NAME_CHARS || name.charAt(NUMBER_CHARS) != '-') {
            return false;
        }
        for (int i = 0; i < NAME_CHARS; i++) {
            char c = name.charAt(i);
            boolean isDigit = c >= '0' && c <= '9';
            boolean isHex = i > NUMBER_CHARS && c >= 'a' && c <= 'f';
            if (i != NUMBER_CHARS && !isDigit && !isHex) {
                return false;
            }
        }
        // A length is of 31 bits, since it is one of a block or less.
        return name.charAt(NUMBER_CHARS + 1) < '8' && number(name) < FILES_MAX && length(name) > 0
                && length(name) <= block;
    }
}
