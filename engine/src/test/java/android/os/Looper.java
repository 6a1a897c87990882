package android.os;

import org.jspecify.annotations.Nullable;

/** The one thread that a program with a context has. */
public final class Looper {
    private static @Nullable Looper main;

    private Looper() {}

    public static @Nullable Looper getMainLooper() {
        return main;
    }

    public static void prepareMainLooper() {
        main = new Looper();
    }
}
