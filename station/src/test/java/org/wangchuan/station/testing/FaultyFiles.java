package org.wangchuan.station.testing;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A real folder, seen through a file system that counts each change and lets a chosen one fail, fail although it was
 * applied, or be the last thing that the program did. Not thread-safe.
 *
 * <p>What a loss of power makes of unsynced bytes is not shown here; {@code proof}'s tests of its log do that.
 */
public final class FaultyFiles {
    /** What happens at the chosen step. */
    public enum Fault {
        /** The change does nothing and fails. */
        FAILED,
        /** The change is made and fails. */
        FAILED_BUT_APPLIED,
        /** Bytes are written in part only, and so are the next ones: the disk is full. */
        DISK_FULL,
        /** The process dies before the change. */
        KILLED
    }

    /** The process is gone: nothing catches this. */
    public static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A change of a file or folder. */
    interface Change<T extends @Nullable Object> {
        T make() throws IOException;
    }

    private static final int FULL_STEPS = 4;

    private final FaultyFileSystem system = new FaultyFileSystem(this);
    private long steps;
    private long faultStep = -1;
    private Fault fault = Fault.FAILED;
    private boolean dead;

    /** The same folder, through here. */
    public Path path(Path real) {
        return wrap(system, real);
    }

    /** Changes since the fault was set. */
    public long steps() {
        return steps;
    }

    /** The change with this number, from 0 on, meets the fault. */
    public void faultAt(long step, Fault kind) {
        steps = 0;
        faultStep = step;
        fault = kind;
    }

    /** The program starts again, without faults from now on. */
    public void restart() {
        dead = false;
        faultStep = -1;
    }

    <T extends @Nullable Object> T change(Change<T> change) throws IOException {
        requireAlive();
        long now = steps++;
        boolean stillFull =
                fault == Fault.DISK_FULL && faultStep >= 0 && now > faultStep && now < faultStep + FULL_STEPS;
        if (now != faultStep && !stillFull) {
            return change.make();
        }
        switch (fault) {
            case FAILED, DISK_FULL -> throw new IOException("injected: failed");
            case FAILED_BUT_APPLIED -> {
                T _ = change.make();
                throw new IOException("injected: failed, but applied");
            }
            case KILLED -> {
                dead = true;
                throw new Died();
            }
        }
        throw new IllegalStateException("a fault that is none");
    }

    /** Whether bytes written just now would meet a full disk, and reach it in part. */
    boolean fillsUp() {
        return fault == Fault.DISK_FULL && faultStep >= 0 && steps >= faultStep && steps < faultStep + FULL_STEPS;
    }

    void requireAlive() {
        if (dead) {
            throw new Died();
        }
    }

    /** A path that leads through here; every path that it gives does, too. */
    static Path wrap(FileSystem system, Path real) {
        return (Path) Proxy.newProxyInstance(
                FaultyFiles.class.getClassLoader(),
                new Class<?>[] {Path.class, Wrapped.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("real")) {
                        return real;
                    }
                    if (method.getName().equals("getFileSystem")) {
                        return system;
                    }
                    Object[] given = arguments == null ? new Object[0] : arguments.clone();
                    for (int i = 0; i < given.length; i++) {
                        given[i] = given[i] instanceof Wrapped wrapped ? wrapped.real() : given[i];
                    }
                    try {
                        Object answer = method.invoke(real, given);
                        return answer instanceof Path path ? wrap(system, path) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    static Path unwrap(Path path) {
        return path instanceof Wrapped wrapped ? wrapped.real() : path;
    }

    /** Told from other paths by this. */
    interface Wrapped {
        Path real();
    }
}
