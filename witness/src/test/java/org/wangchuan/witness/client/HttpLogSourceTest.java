package org.wangchuan.witness.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.proof.log.LogSource;

/** Servers that do not answer as a log does: each is an error that says so, and none is waited for without end. */
class HttpLogSourceTest {
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** Answers one request with a beginning, then with one byte after the other until the client has gone. */
    private void answer(String beginning, int millisecondsPerByte) {
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                OutputStream out = socket.getOutputStream();
                out.write(beginning.getBytes(StandardCharsets.US_ASCII));
                while (millisecondsPerByte > 0) {
                    out.write('x');
                    out.flush();
                    Thread.sleep(millisecondsPerByte);
                }
                out.flush();
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException | InterruptedException e) {
                // The client has seen enough, or the test is over.
            }
        });
    }

    private void read(Duration timeout) throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + server.getLocalPort());
            new HttpLogSource(http, address, timeout).read("checkpoint");
        }
    }

    @Test
    @Timeout(30)
    void aBodyThatComesByteByByteHasTheSameDeadline() {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", 100);
        assertThatThrownBy(() -> read(Duration.ofSeconds(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/checkpoint: expected the whole file within 1 s");
    }

    @ParameterizedTest
    @CsvSource({
        "302 Found, found 302",
        "500 Internal Server Error, found 500",
        "204 No Content, found 204",
    })
    @Timeout(30)
    void anotherStatusIsSaid(String status, String said) {
        answer("HTTP/1.1 " + status + "\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 0);
        assertThatThrownBy(() -> read(Duration.ofSeconds(10)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(said);
    }

    @Test
    @Timeout(30)
    void whatIsTooLargeIsSaid() {
        answer("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(LogSource.BYTES_MAX + 1), 0);
        assertThatThrownBy(() -> read(Duration.ofSeconds(10)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(LogSource.BYTES_MAX + "");
    }

    @Test
    @Timeout(30)
    void anAnswerThatIsNotHttpIsSaid() {
        answer("SSH-2.0-x\r\n\r\n", 0);
        assertThatThrownBy(() -> read(Duration.ofSeconds(10)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected an answer, found ");
    }

    @Test
    @Timeout(30)
    void aRefusedConnectionIsSaidThoughItsExceptionSaysNothing() throws IOException {
        server.close();
        assertThatThrownBy(() -> read(Duration.ofSeconds(10)))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("/checkpoint: expected an answer, found ConnectException");
    }
}
