package android.app;

import android.content.Context;
import android.os.Looper;
import org.jspecify.annotations.Nullable;

/** What the system starts programs with. */
public final class ActivityThread {
    private static @Nullable ActivityThread current;
    private static boolean isWithModules;

    @Nullable
    Application mInitialApplication;

    private ActivityThread() {}

    public static void initializeMainlineModules() {
        isWithModules = true;
    }

    public static ActivityThread systemMain() {
        if (Looper.getMainLooper() == null || !isWithModules) {
            throw new IllegalStateException("no looper, or no modules");
        }
        ActivityThread made = new ActivityThread();
        current = made;
        return made;
    }

    public Context getSystemContext() {
        return new Context("android");
    }

    public static @Nullable Application currentApplication() {
        return current == null ? null : current.mInitialApplication;
    }
}
