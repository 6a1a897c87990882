package android.app;

/** Nobody makes one here. */
public final class Instrumentation {
    private Instrumentation() {}
}
