package org.wangchuan.platform.testing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.wangchuan.platform.PlatformApplication;
import org.wangchuan.platform.database.PreparedDatabase;

/** A platform of a test's own on a data folder, which can be ended and begun again. While it runs, all helpers of tests work on it. */
public final class OwnPlatform implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private OwnPlatform(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts one; settings as on a command line. */
    public static OwnPlatform start(Path data, String... more) throws IOException {
        int port = FreePort.any();
        String origin = "http://localhost:" + port;
        List<String> arguments = new ArrayList<>(List.of(
                "--wangchuan.data=" + data, "--wangchuan.listen-port=" + port, "--wangchuan.public-url=" + origin));
        arguments.addAll(Arrays.asList(more));
        PreparedDatabase.into(data, arguments);
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(PlatformApplication.class).run(arguments.toArray(String[]::new));
        RunningPlatform.use(context, origin);
        return new OwnPlatform(context);
    }

    /** What somebody else ends, on which all helpers of tests work until this is closed. */
    public static Closeable instead(ConfigurableApplicationContext context, String origin) {
        RunningPlatform.use(context, origin);
        return () -> RunningPlatform.use(null, "");
    }

    @Override
    public void close() {
        RunningPlatform.use(null, "");
        context.close();
    }
}
