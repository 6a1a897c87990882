package org.wangchuan.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.wangchuan.platform.web.page.AssetFiles;

/**
 * The run that the launcher makes after a build, to record which classes a start needs (JEP 514): the whole platform with a
 * database of its own, and the pages that a first visitor sees. Whether they are right is not asked here: tests do that.
 */
public final class Rehearsal {
    private static final List<String> PAGES =
            List.of("/", "/sign-in", "/verify", "/ready", AssetFiles.folder() + "wangchuan.css");

    private Rehearsal() {}

    /**
     * Runs it once.
     *
     * @param arguments an empty folder of its own, which the caller removes
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = freePort();
        String origin = "http://localhost:" + port;
        ConfigurableApplicationContext platform = PlatformApplication.application()
                .run(
                        "--wangchuan.data=" + arguments[0],
                        "--wangchuan.listen-port=" + port,
                        "--wangchuan.public-url=" + origin);
        try (HttpClient visitor = HttpClient.newHttpClient()) {
            for (String page : PAGES) {
                visitor.send(
                        HttpRequest.newBuilder(URI.create(origin + page)).build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        }
        System.exit(SpringApplication.exit(platform));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
