package org.wangchuan.platform.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Where a page finds its style and its scripts: under an address that names what is in them. A browser keeps them for good, and asks for other
 * ones as soon as a page of another version names them. Their times say nothing: a build that can be made again gives all files the same.
 * Thread-safe.
 */
public final class AssetFiles {
    /** Where they begin. */
    public static final String PATH = "/assets/";

    /** What a version looks like. */
    public static final String VERSION_PATTERN = "[0-9a-f]{12}";

    private static final int VERSION_BYTES = 6;
    private static final String VERSION = version();

    private AssetFiles() {}

    /** The folder of this program's files. */
    public static String folder() {
        return PATH + VERSION + "/";
    }

    private static String version() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath*:assets/*.*");
            Arrays.sort(files, Comparator.comparing(file -> String.valueOf(file.getFilename())));
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Resource file : files) {
                digest.update(
                        (file.getFilename() + "\n" + file.contentLength() + "\n").getBytes(StandardCharsets.UTF_8));
                try (InputStream in = file.getInputStream()) {
                    digest.update(in.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own files can't be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
