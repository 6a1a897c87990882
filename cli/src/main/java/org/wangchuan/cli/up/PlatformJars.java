package org.wangchuan.cli.up;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;

/** Where the platform's class path lies: the launcher says so. */
final class PlatformJars {
    private static final String JARS = "WANGCHUAN_PLATFORM";

    private PlatformJars() {}

    static Path of(Map<String, String> environment) throws UserError {
        String named = environment.getOrDefault(JARS, "");
        Path jars = Path.of(named);
        if (named.isEmpty() || !Files.isDirectory(jars)) {
            throw UserError.of(ExitCode.USAGE, "UP_NO_PLATFORM", JARS);
        }
        return jars;
    }

    /**
     * Its class path, in one order everywhere: a start cache is good for the order only that it was made with.
     *
     * @param jars the folder
     */
    static String classPath(Path jars) throws IOException {
        try (Stream<Path> files = Files.list(jars)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** The cache of loaded and linked classes that the launcher made, if it did. */
    static Optional<Path> startCache(Path jars) {
        return Optional.of(jars.resolveSibling(jars.getFileName() + ".aot")).filter(Files::isReadable);
    }
}
