package org.wangchuan.platform.ledger.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.testing.Browser;

/** Stations that send what they sign until it is acknowledged, as stations do, and somebody who reads pages; all at once, until it is over. */
final class Traffic {
    private static final long PAUSE_MILLIS = 200;
    private static final int OK = 200;

    /** Acknowledged, each by an answer to the station. */
    final List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    /** What went wrong and was tried again. */
    final List<String> again = Collections.synchronizedList(new ArrayList<>());

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isOver;
    private volatile boolean isGivenUp;

    /** A station that sends by turns through several connections. */
    void send(SigningStation station, List<Browser> connections) {
        start(() -> {
            for (int at = 0; !isOver; at++) {
                String receipt = LogPlatform.receipt(station);
                station.at(connections.get(at % connections.size()));
                boolean isTaken = false;
                while (!isTaken && !isGivenUp) {
                    isTaken = ask(() -> LogPlatform.send(station, receipt), "POST /erasures");
                }
                if (isTaken) {
                    acknowledged.add(receipt);
                }
            }
        });
    }

    /** Somebody who is signed in, and opens a page by turns through several connections. */
    void read(List<Browser> connections, String path, String cookie) {
        start(() -> {
            for (int at = 0; !isOver; at++) {
                Browser browser = connections.get(at % connections.size());
                boolean _ = ask(() -> browser.send(browser.request(path).header("Cookie", cookie)), "GET " + path);
            }
        });
    }

    private interface Asked {
        Browser.Answer answer();
    }

    private boolean ask(Asked asked, String what) throws InterruptedException {
        try {
            Browser.Answer answer = asked.answer();
            if (answer.status() == OK) {
                return true;
            }
            again.add(what + ": " + answer.status() + " "
                    + answer.body().lines().findFirst().orElse(""));
        } catch (CompletionException e) {
            again.add(what + ": " + e.getCause());
        }
        Thread.sleep(PAUSE_MILLIS);
        return false;
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void start(Work work) {
        threads.add(Thread.ofPlatform().start(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException | AssertionError e) {
                again.add("it stopped: " + e);
            }
        }));
    }

    /** Lets nobody try any longer what is not taken. */
    void giveUp() throws InterruptedException {
        isGivenUp = true;
        var _ = end();
    }

    /** Lets each finish what it is at. */
    Traffic end() throws InterruptedException {
        isOver = true;
        for (Thread thread : threads) {
            thread.join();
        }
        return this;
    }
}
