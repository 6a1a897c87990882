package android.content;

import android.app.LoadedApk;

/** What a program knows of where it runs. */
public final class Context {
    private static final int CODE_AND_NO_SECURITY = 3;

    final LoadedApk mPackageInfo;

    public Context(String of) {
        this.mPackageInfo = new LoadedApk(of);
    }

    public Context createPackageContext(String of, int flags) {
        if (flags != CODE_AND_NO_SECURITY) {
            throw new IllegalArgumentException("expected its code, and no question about who asks");
        }
        return new Context(of);
    }
}
