package android.app;

import org.jspecify.annotations.Nullable;

/** What is loaded of a program; what our program calls of it is not public in Android either. */
public final class LoadedApk {
    private final String of;

    public LoadedApk(String of) {
        this.of = of;
    }

    Application makeApplication(boolean forceDefault, @Nullable Instrumentation none) {
        if (!forceDefault || none != null) {
            throw new IllegalArgumentException("expected the default application");
        }
        return new Application(of);
    }
}
