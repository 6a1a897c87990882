package org.wangchuan.proof.storage;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A file system in memory that keeps apart what programs see and what is on the disk. Content becomes durable by
 * {@link #sync}, names by {@link #syncFolder}. {@link #crash} forgets the rest, or part of it, as
 * a power cut may. Before any changing operation it can fail, or be the last thing the program did.
 */
public final class CrashableStorage implements Storage {
    /** What happens at the chosen step. */
    public enum Fault {
        /** The operation does nothing and fails. */
        FAILED,
        /** The operation does its work and fails. */
        FAILED_BUT_APPLIED,
        /** A write stops half way and fails, as on a full disk; and so do the next ones. */
        DISK_FULL,
        /** The process dies before the operation. */
        KILLED,
        /** The power fails just after the operation. */
        POWER_CUT
    }

    /** The process is gone: nothing catches this. */
    public static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Died() {}
    }

    /** The content of a file, under whatever names. */
    private static final class Inode {
        byte[] seen = new byte[0];
        byte[] durable = new byte[0];
    }

    private static final int FULL_STEPS = 4;

    private final Map<String, Inode> files = new TreeMap<>();
    private final Map<String, Inode> durableFiles = new TreeMap<>();
    private final Set<String> folders = new TreeSet<>(Set.of(""));
    private final Set<String> durableFolders = new TreeSet<>(Set.of(""));
    private final Set<String> locks = new HashSet<>();

    private long steps;
    private long faultStep = -1;
    private Fault fault = Fault.FAILED;
    private boolean isDead;

    public CrashableStorage() {}

    public long steps() {
        return steps;
    }

    public void faultAt(long step, Fault kind) {
        this.steps = 0;
        this.faultStep = step;
        this.fault = kind;
    }

    /** After the process died: what a new one finds. The page cache survives a kill, but not a power cut. */
    public void restart(Random random) {
        if (fault == Fault.POWER_CUT) {
            crash(random);
        }
        isDead = false;
        faultStep = -1;
        locks.clear();
    }

    /** The power fails now, and comes back. */
    public void cutPower(Random random) {
        crash(random);
        isDead = false;
        locks.clear();
    }

    /** What was not synced is there, or not, or in part. */
    private void crash(Random random) {
        Set<String> paths = new TreeSet<>(files.keySet());
        paths.addAll(durableFiles.keySet());
        for (String path : paths) {
            Map<String, Inode> survivor = random.nextBoolean() ? files : durableFiles;
            put(files, path, survivor.get(path));
        }
        Set<String> knownFolders = new TreeSet<>(folders);
        knownFolders.addAll(durableFolders);
        for (String path : knownFolders) {
            if (!durableFolders.contains(path) && random.nextBoolean()) {
                folders.remove(path);
            }
        }
        files.keySet().removeIf(path -> !isUnderKnownFolders(path));
        folders.removeIf(path -> !path.isEmpty() && !isUnderKnownFolders(path));
        for (Inode inode : new HashSet<>(files.values())) {
            if (!Arrays.equals(inode.seen, inode.durable)) {
                inode.seen = partOf(inode, random);
            }
            inode.durable = inode.seen.clone();
        }
        durableFiles.clear();
        durableFiles.putAll(files);
        durableFolders.clear();
        durableFolders.addAll(folders);
    }

    private boolean isUnderKnownFolders(String path) {
        String above = Storage.folderOf(path);
        return folders.contains(above) && (above.isEmpty() || isUnderKnownFolders(above));
    }

    private static byte[] partOf(Inode inode, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> inode.durable;
            case 1 -> inode.seen;
            default -> {
                // The new length, but only some of the new bytes: the rest reads as before, or as zeros.
                byte[] torn = Arrays.copyOf(inode.durable, inode.seen.length);
                int cut = random.nextInt(inode.seen.length + 1);
                System.arraycopy(inode.seen, 0, torn, 0, cut);
                yield torn;
            }
        };
    }

    private static void put(Map<String, Inode> map, String path, @org.jspecify.annotations.Nullable Inode inode) {
        if (inode == null) {
            map.remove(path);
        } else {
            map.put(path, inode);
        }
    }

    private interface Operation {
        void run() throws IOException;
    }

    private void step(Operation operation, Operation half) throws IOException {
        requireAlive();
        long now = steps++;
        boolean isStillFull =
                fault == Fault.DISK_FULL && faultStep >= 0 && now > faultStep && now < faultStep + FULL_STEPS;
        if (now != faultStep && !isStillFull) {
            operation.run();
            return;
        }
        switch (fault) {
            case FAILED -> throw new IOException("injected: failed");
            case FAILED_BUT_APPLIED -> {
                operation.run();
                throw new IOException("injected: failed, but applied");
            }
            case DISK_FULL -> {
                half.run();
                throw new IOException("injected: no space left on device");
            }
            case KILLED -> {
                isDead = true;
                throw new Died();
            }
            case POWER_CUT -> {
                operation.run();
                isDead = true;
                throw new Died();
            }
        }
    }

    private void requireAlive() {
        if (isDead) {
            throw new Died();
        }
    }

    /** Flips one bit behind the log's back. */
    public void flip(String path, long bit) {
        Inode inode = require(path);
        inode.seen = inode.seen.clone();
        inode.seen[(int) (bit / 8)] ^= (byte) (1 << bit % 8);
    }

    public void replaceSilently(String path, byte[] bytes) {
        Inode inode = new Inode();
        inode.seen = bytes.clone();
        inode.durable = bytes.clone();
        files.put(path, inode);
        durableFiles.put(path, inode);
        for (String folder = Storage.folderOf(path); !folder.isEmpty(); folder = Storage.folderOf(folder)) {
            folders.add(folder);
            durableFolders.add(folder);
        }
    }

    public void removeSilently(String path) {
        files.remove(path);
        durableFiles.remove(path);
    }

    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    /** An independent copy of what programs see, all of it durable. */
    public CrashableStorage copy() {
        CrashableStorage out = new CrashableStorage();
        files.forEach((path, inode) -> out.replaceSilently(path, inode.seen));
        folders.forEach(folder -> {
            out.folders.add(folder);
            out.durableFolders.add(folder);
        });
        return out;
    }

    private Inode require(String path) {
        Inode inode = files.get(path);
        if (inode == null) {
            throw new IllegalArgumentException("no such file: " + path);
        }
        return inode;
    }

    private Inode requireFile(String path) throws IOException {
        Inode inode = files.get(path);
        if (inode == null) {
            throw new IOException("no such file: " + path);
        }
        return inode;
    }

    private Inode create(String path) throws IOException {
        if (!folders.contains(Storage.folderOf(path))) {
            throw new IOException("no such folder: " + Storage.folderOf(path));
        }
        return files.computeIfAbsent(path, _ -> new Inode());
    }

    @Override
    public Optional<byte[]> read(String path) {
        requireAlive();
        return Optional.ofNullable(files.get(path)).map(inode -> inode.seen.clone());
    }

    @Override
    public void write(String path, long offset, byte[] bytes) throws IOException {
        step(
                () -> writePart(path, offset, bytes),
                () -> writePart(path, offset, Arrays.copyOf(bytes, bytes.length / 2)));
    }

    private void writePart(String path, long offset, byte[] bytes) throws IOException {
        Inode inode = create(path);
        byte[] grown = Arrays.copyOf(inode.seen, Math.max(inode.seen.length, (int) offset + bytes.length));
        System.arraycopy(bytes, 0, grown, (int) offset, bytes.length);
        inode.seen = grown;
    }

    @Override
    public void truncate(String path, long length) throws IOException {
        step(
                () -> {
                    Inode inode = create(path);
                    inode.seen = Arrays.copyOf(inode.seen, Math.min((int) length, inode.seen.length));
                },
                () -> {});
    }

    @Override
    public void sync(String path) throws IOException {
        step(
                () -> {
                    Inode inode = requireFile(path);
                    inode.durable = inode.seen.clone();
                },
                () -> {});
    }

    @Override
    public Optional<MemorySegment> map(String path) {
        return read(path).map(MemorySegment::ofArray);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        step(
                () -> {
                    Inode inode = requireFile(from);
                    create(to);
                    files.put(to, inode);
                    files.remove(from);
                },
                () -> {});
    }

    @Override
    public void delete(String path) throws IOException {
        step(
                () -> {
                    files.remove(path);
                    if (list(path).isEmpty()) {
                        folders.remove(path);
                    }
                },
                () -> {});
    }

    @Override
    public void createFolder(String path) throws IOException {
        step(
                () -> {
                    if (!folders.contains(Storage.folderOf(path))) {
                        throw new IOException("no such folder: " + Storage.folderOf(path));
                    }
                    folders.add(path);
                },
                () -> {});
    }

    @Override
    public void syncFolder(String path) throws IOException {
        step(
                () -> {
                    durableFiles
                            .keySet()
                            .removeIf(name -> Storage.folderOf(name).equals(path));
                    durableFolders.removeIf(
                            name -> !name.isEmpty() && Storage.folderOf(name).equals(path));
                    files.forEach((name, inode) -> {
                        if (Storage.folderOf(name).equals(path)) {
                            durableFiles.put(name, inode);
                        }
                    });
                    folders.stream()
                            .filter(name ->
                                    !name.isEmpty() && Storage.folderOf(name).equals(path))
                            .forEach(durableFolders::add);
                },
                () -> {});
    }

    @Override
    public List<String> list(String path) {
        requireAlive();
        List<String> out = new ArrayList<>();
        for (String name : files.keySet()) {
            if (Storage.folderOf(name).equals(path)) {
                out.add(name.substring(name.lastIndexOf('/') + 1));
            }
        }
        for (String name : folders) {
            if (!name.isEmpty() && Storage.folderOf(name).equals(path)) {
                out.add(name.substring(name.lastIndexOf('/') + 1) + "/");
            }
        }
        return out;
    }

    @Override
    public Optional<Closeable> lock(String path) {
        requireAlive();
        return locks.add(path) ? Optional.of(() -> locks.remove(path)) : Optional.empty();
    }

    /** For messages of failed assertions. */
    public Map<String, Integer> lengths() {
        Map<String, Integer> out = new HashMap<>();
        files.forEach((path, inode) -> out.put(path, inode.seen.length));
        return out;
    }
}
