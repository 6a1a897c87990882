package android.app;

/** A program's own. */
public final class Application {
    private final String of;

    Application(String of) {
        this.of = of;
    }

    public String of() {
        return of;
    }
}
